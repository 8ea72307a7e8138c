"""What is set aside, and the plans: kept, changed, taken back. Each function is one whole transaction."""

import json
import sqlite3
from collections.abc import Mapping

from cups_course.course.model import Course, Discussion, Plan, Program, Task
from cups_course.course.placing import OWN_PROGRAM
from cups_course.store.database import Database
from cups_course.store.records import now
from cups_course.store.writing import insert

Subject = Program | Course | Discussion | Task
"""What can be set aside by itself."""

_COLUMNS: Mapping[type, str] = {
    Program: "program_id",
    Course: "course_id",
    Discussion: "discussion_id",
    Task: "task_id",
}


def set_aside(database: Database, subject: Subject | None, *, until: str | None) -> None:
    """Set something aside (None: everything) until an ISO day, or until it is taken up again."""
    with database.writing() as connection:
        _withdraw(connection, subject)
        owner = {_COLUMNS[type(subject)]: subject.id} if subject else {}
        insert(connection, database.device_id, "set_aside", **owner, until_day=until)


def take_up(database: Database, subject: Subject | None) -> None:
    """Have something (None: everything) no longer set aside."""
    with database.writing() as connection:
        _withdraw(connection, subject)


def _withdraw(connection: sqlite3.Connection, subject: Subject | None) -> None:
    values = [subject.id if subject and isinstance(subject, kind) else None for kind in _COLUMNS]
    same = " AND ".join(f"{column} IS ?" for column in _COLUMNS.values())
    connection.execute(f"UPDATE set_aside SET withdrawn_at = ? WHERE withdrawn_at IS NULL AND {same}", [now(), *values])


def keep_plan(database: Database, course: Course, plan: Plan) -> None:
    """Keep a plan for a course, in the place of the one it may have."""
    with database.writing() as connection:
        _remove(connection, course)
        insert(
            connection,
            database.device_id,
            "plan",
            course_id=course.id,
            start_day=plan.start,
            by_day=plan.by,
            per_week=plan.per_week,
            per_day=plan.per_day,
            rest=json.dumps(plan.rest),
        )


def clear_plan(database: Database, course: Course) -> None:
    """Take the plan of a course away."""
    with database.writing() as connection:
        _remove(connection, course)


def _remove(connection: sqlite3.Connection, course: Course) -> None:
    connection.execute("UPDATE plan SET removed_at = ? WHERE removed_at IS NULL AND course_id = ?", (now(), course.id))


def hand_over(connection: sqlite3.Connection, to_program: str) -> None:
    """What was set aside or planned of courses without a discussion left holds for the course of the same number in
    this program, where there is one. For this room's files only."""
    for table in ("plan", "set_aside"):
        connection.execute(
            f"""UPDATE {table} SET course_id = their.id FROM course AS own JOIN course AS their USING (number)
                WHERE {table}.course_id = own.id AND their.program_id = ? AND own.program_id != their.program_id
                    AND NOT EXISTS (SELECT 1 FROM discussion WHERE course_id = own.id)
                    AND (SELECT key FROM program WHERE id = own.program_id) = ?""",
            (to_program, OWN_PROGRAM),
        )


def hand_over_place(connection: sqlite3.Connection, gives_way: str, stays: str) -> None:
    """What was set aside at a place is so of the discussion that comes there, and of its tasks. For this room's files
    only."""
    connection.execute("UPDATE set_aside SET discussion_id = ? WHERE discussion_id = ?", (stays, gives_way))
    connection.execute(
        """UPDATE set_aside SET task_id = same.id FROM task JOIN task AS same USING (kind, number)
            WHERE set_aside.task_id = task.id AND task.discussion_id = ? AND same.discussion_id = ?""",
        (gives_way, stays),
    )


def drop(connection: sqlite3.Connection, course: str) -> None:
    """A course that goes takes along what was set aside or planned of it. For this room's files only."""
    connection.execute("DELETE FROM plan WHERE course_id = ?", (course,))
    connection.execute(
        "DELETE FROM set_aside WHERE course_id = ? OR task_id IN (SELECT id FROM task WHERE course_id = ?)",
        (course, course),
    )
