"""A program taken out of the checklist, but for what holds something of the person's."""

from cups_course.course.errors import UnknownProgram
from cups_course.store.courses import STANDING
from cups_course.store.database import Database
from cups_course.store.held import discussions_in_use, tasks_in_use
from cups_course.store.projection import EVERYTHING
from cups_course.store.subjects import current_place, task_target


def remove_program(database: Database, key: str) -> int:
    """Take out all of a program that holds nothing of the person's; returns how much that was. What does hold
    something stays where it is, under its reference. Adding the outline again brings the rest back.

    Raises UnknownProgram.
    """
    with database.writing() as change:
        connection = change.connection
        keys = [row["key"] for row in connection.execute("SELECT key FROM program ORDER BY since")]
        if key not in keys:
            raise UnknownProgram(key, keys, where="in your store")
        courses = [row["id"] for row in connection.execute("SELECT id FROM course WHERE program_id = ?", (key,))]
        removed = 0
        for owner in (key, *courses):
            held = tasks_in_use(connection, owner)
            rows = connection.execute("SELECT id FROM task WHERE about = ? AND removed_at IS NULL", (owner,)).fetchall()
            for row in rows:
                if row["id"] not in held:
                    about, data = task_target(connection, row["id"])
                    change.append("removed", data, about=about)
                    removed += 1
        for course in courses:
            held = discussions_in_use(connection, course)
            rows = connection.execute(
                "SELECT id FROM discussion WHERE course_id = ? AND removed_at IS NULL", (course,)
            ).fetchall()
            for row in rows:
                if row["id"] not in held:
                    change.append("removed", {"place": current_place(connection, row["id"])}, about=row["id"])
                    removed += 1
        change.apply()
        standing = f"SELECT 1 FROM course WHERE program_id = ? AND {STANDING}"
        if removed and not connection.execute(standing, (key,)).fetchone():
            in_use = connection.execute("SELECT 1 FROM program WHERE id = ? AND in_use", (key,)).fetchone()
            if in_use:
                change.append("program used", {}, about=EVERYTHING)
    return removed
