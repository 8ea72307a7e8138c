"""Step 5: what a task asks for beyond its kind, and what a person does on it beside ticking it."""

from sqlite_utils import Database

from cups_course.store.migrations.columns import ID, MADE
from cups_course.store.migrations.triggers import write_down_changes

_DAY = "[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]"
_JOURNALED = ("terms", "choice", "practice", "progress")


def s0005_every_kind_of_task(db: Database) -> None:
    """Terms of a task, choices made, hours of practice, progress notes."""
    for statement in (
        # What nobody told is NULL or empty. A table of its own, so that stores and exports from before need no filling.
        f"""CREATE TABLE terms (
            id {ID}, task_id TEXT NOT NULL UNIQUE REFERENCES task(id),
            bonus INTEGER NOT NULL CHECK (bonus IN (0, 1)), retakes INTEGER CHECK (retakes IN (0, 1)),
            choices TEXT NOT NULL CHECK (json_valid(choices)), minutes INTEGER CHECK (minutes > 0),
            times INTEGER CHECK (times > 0), every TEXT CHECK (every IN ('day', 'week', 'month')),
            words TEXT NOT NULL, {MADE}) STRICT""",
        # Which of several was chosen; the latest counts, and one without a title takes the choice back.
        f"CREATE TABLE choice (id {ID}, task_id TEXT NOT NULL REFERENCES task(id), title TEXT, {MADE}) STRICT",
        "CREATE INDEX choice_of_task ON choice (task_id, id)",
        # What a person writes of it is a note, as on anything else: found, merged and forgotten like one.
        f"""CREATE TABLE practice (
            id {ID}, task_id TEXT NOT NULL REFERENCES task(id), on_day TEXT NOT NULL CHECK (on_day GLOB '{_DAY}'),
            minutes INTEGER NOT NULL CHECK (minutes > 0), note_id TEXT UNIQUE REFERENCES note(id), {MADE}) STRICT""",
        "CREATE INDEX practice_of_task ON practice (task_id, id)",
        # A note that says how it goes, to be posted: on a task that comes again and again, a course or a program.
        f"""CREATE TABLE progress (
            id {ID}, note_id TEXT NOT NULL UNIQUE REFERENCES note(id),
            posted_on TEXT CHECK (posted_on GLOB '{_DAY}'), {MADE}) STRICT""",
    ):
        db.execute(statement)
    for table in _JOURNALED:
        write_down_changes(db, table)
    db.execute("PRAGMA user_version = 5")
