"""Step 4: evaluation forms as they were saved, what goes into their fields, and frozen copies of what was sent."""

from sqlite_utils import Database

from cups_course.store.migrations.columns import ID, MADE
from cups_course.store.migrations.triggers import write_down_changes

_DAY = "TEXT CHECK (on_day GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]')"
_WHERE = "question_id TEXT REFERENCES question(id), discussion_id TEXT REFERENCES discussion(id)"
_JOURNALED = ("form", "form_match", "profile", "submission", "submitted_field")


def s0004_the_evaluation_form(db: Database) -> None:
    """Forms, what goes into their fields, the profile, and what was sent."""
    for statement in (
        # A saved copy of the form itself. `fields` is what was read of it: a list of `course.form.FormField`.
        f"""CREATE TABLE form (
            id {ID}, task_id TEXT NOT NULL UNIQUE REFERENCES task(id), title TEXT NOT NULL, address TEXT,
            fields TEXT NOT NULL CHECK (json_valid(fields)), {MADE}) STRICT""",
        # What goes into the field of this name; nothing of the person's where all three are empty.
        f"""CREATE TABLE form_match (
            id {ID}, form_id TEXT NOT NULL REFERENCES form(id), field TEXT NOT NULL, {_WHERE}, profile TEXT,
            by_person INTEGER NOT NULL CHECK (by_person IN (0, 1)), {MADE}, UNIQUE (form_id, field),
            CHECK ((question_id IS NOT NULL) + (discussion_id IS NOT NULL) + (profile IS NOT NULL) <= 1)) STRICT""",
        # What forms ask of the person and no course does: a name, an address for mail.
        f"CREATE TABLE profile (id {ID}, name TEXT NOT NULL UNIQUE, value TEXT NOT NULL, {MADE}) STRICT",
        # What was sent, as it was sent, whatever becomes of the answers since.
        f"""CREATE TABLE submission (
            id {ID}, task_id TEXT NOT NULL REFERENCES task(id), on_day {_DAY}, {MADE}) STRICT""",
        "CREATE INDEX submission_of_task ON submission (task_id)",
        f"""CREATE TABLE submitted_field (
            id {ID}, submission_id TEXT NOT NULL REFERENCES submission(id), position INTEGER NOT NULL,
            label TEXT NOT NULL, {_WHERE}, text TEXT NOT NULL, digest TEXT NOT NULL CHECK (length(digest) = 64),
            {MADE}) STRICT""",
        "CREATE INDEX submitted_field_of_submission ON submitted_field (submission_id)",
    ):
        db.execute(statement)
    for table in _JOURNALED:
        write_down_changes(db, table)
    db.execute("PRAGMA user_version = 4")
