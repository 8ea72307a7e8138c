"""Discussions put where they belong."""

import sqlite3

from cups_course.course.errors import CourseError
from cups_course.course.model import Discussion, Program
from cups_course.events.event import Data
from cups_course.store.database import Database
from cups_course.store.subjects import other_ids


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
    with database.writing() as change:
        if there and _holds_words(change.connection, there.id):
            raise CourseError(
                f"{there.ref} holds words of yours already, so nothing was moved. Put it elsewhere first:",
                f"cups-course move {there.ref} REF",
            )
        title = (there.title if there else "") or discussion.title
        place = {"program": program.id, "course": course_number, "course_title": ""}
        data: Data = {
            "place": place | {"discussion": number, "title": title} | other_ids(change.connection, discussion.id)
        }
        change.append("moved", data | ({"instead_of": there.id} if there else {}), about=discussion.id)


def _holds_words(connection: sqlite3.Connection, discussion: str) -> bool:
    """Asked inside of the move, so that no answer is kept between the question and the move."""
    return bool(
        connection.execute(
            """SELECT 1 FROM version LEFT JOIN peer_reply ON peer_reply.id = peer_reply_id
                WHERE version.about = ? AND disowned_at IS NULL AND removed_at IS NULL LIMIT 1""",
            (discussion,),
        ).fetchone()
    )
