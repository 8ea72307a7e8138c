"""Discussions put where they belong."""

import sqlite3

from cups_course.course.errors import CourseError
from cups_course.course.model import Discussion, Program
from cups_course.course.placing import OWN_PROGRAM
from cups_course.store.courses import course_of
from cups_course.store.database import Database
from cups_course.store.held import course_held
from cups_course.store.pace import drop, hand_over_place
from cups_course.store.records import now


def move_discussion(
    database: Database,
    discussion: Discussion,
    program: Program,
    course_number: int,
    number: int,
    there: Discussion | None,
) -> None:
    """Put a discussion where it belongs, with everything in it. `there` is what stands at that place now: a place
    without words of the person's own gives way, and its thread and questions with it.

    Raises CourseError where words are kept at that place already.
    """
    with database.writing() as connection:
        course = course_of(connection, database.device_id, program.id, course_number, title="", source="person")
        title = discussion.title
        if there and _holds_words(connection, there.id):
            raise CourseError(
                f"{there.ref} holds words of yours already, so nothing was moved. Put it elsewhere first:",
                f"cups-course move {there.ref} REF",
            )
        if there:
            title = there.title or title
            # What was noted at that place is still said where it was said.
            connection.execute(
                """UPDATE note SET discussion_id = ?, question_id = NULL, task_id = NULL WHERE discussion_id = ?
                    OR question_id IN (SELECT id FROM question WHERE discussion_id = ?)
                    OR task_id IN (SELECT id FROM task WHERE discussion_id = ?)""",
                (discussion.id, there.id, there.id, there.id),
            )
            hand_over_place(connection, there.id, discussion.id)
            _hand_over_tasks(connection, there.id, discussion.id)
            connection.execute("UPDATE discussion SET removed_at = ? WHERE id = ?", (now(), there.id))
        connection.execute(
            "UPDATE discussion SET course_id = ?, number = ?, title = ? WHERE id = ?",
            (course, number, title, discussion.id),
        )
        drop_if_empty(connection, OWN_PROGRAM)


def _holds_words(connection: sqlite3.Connection, discussion: str) -> bool:
    """Asked inside of the move, so that no answer is kept between the question and the move."""
    return bool(
        connection.execute(
            """SELECT 1 FROM version
                LEFT JOIN answer ON answer.id = answer_id LEFT JOIN peer_reply ON peer_reply.id = peer_reply_id
                WHERE disowned_at IS NULL AND removed_at IS NULL
                    AND coalesce(answer.discussion_id, peer_reply.discussion_id) = ? LIMIT 1""",
            (discussion,),
        ).fetchone()
    )


def _hand_over_tasks(connection: sqlite3.Connection, gives_way: str, stays: str) -> None:
    """What was wanted, and done, at a place is wanted and done of the discussion that comes there."""
    for task in connection.execute("SELECT * FROM task WHERE discussion_id = ?", (gives_way,)).fetchall():
        same = connection.execute(
            "SELECT id FROM task WHERE discussion_id = ? AND kind = ? AND number = ?",
            (stays, task["kind"], task["number"]),
        ).fetchone()
        if same:
            for table in ("tick", "choice", "practice"):
                connection.execute(f"UPDATE {table} SET task_id = ? WHERE task_id = ?", (same["id"], task["id"]))
            # What somebody told of it stays where more was not told.
            connection.execute("UPDATE OR IGNORE terms SET task_id = ? WHERE task_id = ?", (same["id"], task["id"]))
        else:
            connection.execute("UPDATE task SET discussion_id = ? WHERE id = ?", (stays, task["id"]))


def drop_if_empty(connection: sqlite3.Connection, key: str) -> None:
    """Take away the courses of a program that hold nothing any more, and the program with the last of them."""
    courses = connection.execute(
        """SELECT course.id FROM course JOIN program ON program.id = course.program_id WHERE program.key = ?
            AND NOT EXISTS (SELECT 1 FROM discussion WHERE course_id = course.id)""",
        (key,),
    ).fetchall()
    for course in courses:
        if not course_held(connection, course["id"]):
            drop(connection, course["id"])
            connection.execute(
                "DELETE FROM terms WHERE task_id IN (SELECT id FROM task WHERE course_id = ?)", (course["id"],)
            )
            connection.execute("DELETE FROM task WHERE course_id = ?", (course["id"],))
            connection.execute("DELETE FROM course WHERE id = ?", (course["id"],))
    connection.execute(
        """DELETE FROM program WHERE key = ? AND NOT EXISTS (SELECT 1 FROM course WHERE program_id = program.id)
            AND NOT EXISTS (SELECT 1 FROM note WHERE program_id = program.id)
            AND NOT EXISTS (SELECT 1 FROM set_aside WHERE program_id = program.id)""",
        (key,),
    )
