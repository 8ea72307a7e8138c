"""The courses of a program: found by their number, made where an import or a move needs one."""

import sqlite3
from typing import Literal

from cups_course.store.writing import insert

STANDING = """(EXISTS (SELECT 1 FROM discussion WHERE course_id = course.id AND removed_at IS NULL)
    OR EXISTS (SELECT 1 FROM task WHERE course_id = course.id AND removed_at IS NULL)
    OR EXISTS (SELECT 1 FROM note WHERE course_id = course.id AND removed_at IS NULL))"""
"""The condition that a course is there: one of which everything was removed is not."""


def course_of(
    connection: sqlite3.Connection,
    device: str,
    program: str,
    number: int,
    *,
    title: str,
    source: Literal["import", "person"],
) -> str:
    """The id of a program's course; a new one ends in an evaluation form, as every course does.

    A title is given to a course that has none yet; a course that has one is never renamed.
    """
    row = connection.execute("SELECT id FROM course WHERE program_id = ? AND number = ?", (program, number)).fetchone()
    if row:
        connection.execute("UPDATE course SET title = ? WHERE id = ? AND title = ''", (title, row["id"]))
        return str(row["id"])
    course = insert(connection, device, "course", program_id=program, number=number, title=title, source=source)
    insert(connection, device, "task", course_id=course, kind="form", number=1, text="", optional=0, source=source)
    return course
