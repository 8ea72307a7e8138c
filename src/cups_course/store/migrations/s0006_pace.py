"""Step 6: what was set aside, and how a person means to pace a course."""

from sqlite_utils import Database

from cups_course.store.migrations.columns import ID, MADE
from cups_course.store.migrations.triggers import write_down_changes


def _day(column: str) -> str:
    return f"{column} TEXT CHECK ({column} IS date({column}, '+0 days'))"


def s0006_pace(db: Database) -> None:
    """What is not for now, and the plans."""
    for statement in (
        # Of several of one thing the latest that was not withdrawn counts, until its day; everything where it names
        # nothing.
        f"""CREATE TABLE set_aside (
            id {ID}, program_id TEXT REFERENCES program(id), course_id TEXT REFERENCES course(id),
            discussion_id TEXT REFERENCES discussion(id), task_id TEXT REFERENCES task(id), {_day("until_day")},
            withdrawn_at TEXT, {MADE},
            CHECK ((program_id IS NOT NULL) + (course_id IS NOT NULL) + (discussion_id IS NOT NULL)
                + (task_id IS NOT NULL) <= 1)) STRICT""",
        # Of several of one course the latest that was not removed counts. What is to be done when is not in it.
        f"""CREATE TABLE plan (
            id {ID}, course_id TEXT NOT NULL REFERENCES course(id), {_day("start_day")} NOT NULL, {_day("by_day")},
            per_week INTEGER CHECK (per_week > 0), per_day INTEGER CHECK (per_day > 0),
            rest TEXT NOT NULL CHECK (json_valid(rest)), removed_at TEXT, {MADE},
            CHECK ((by_day IS NULL) != (per_week IS NULL))) STRICT""",
    ):
        db.execute(statement)
    for table in ("set_aside", "plan"):
        write_down_changes(db, table)
    db.execute("PRAGMA user_version = 6")
