"""The discussions that only the numbers of others prove. They are worked out on each reading and never stored.

An event about one, such as its removal, names it like any other discussion; from then on it has a row of its own.
"""

import sqlite3
import zlib
from collections import defaultdict
from collections.abc import Iterator
from itertools import count
from typing import TYPE_CHECKING, NamedTuple

from cups_course.model import implied_numbers

if TYPE_CHECKING:
    from cups_course.events.event import Data


class ImpliedDiscussion(NamedTuple):
    """A discussion by its place alone. Every device gives it the same `id`."""

    id: str
    course_id: str
    number: int


def implied_discussions(connection: sqlite3.Connection) -> Iterator[ImpliedDiscussion]:
    """Every implied discussion of the courses whose discussions no outline lists in full.

    A number whose discussion was removed is not implied again.
    """
    used: dict[str, set[int]] = defaultdict(set)
    standing: dict[str, set[int]] = defaultdict(set)
    for row in connection.execute(
        """SELECT course_id, discussion.number, removed_at FROM course
            CROSS JOIN discussion ON discussion.course_id = course.id
            WHERE NOT (course.source = 'outline' AND complete)"""
    ):
        used[row["course_id"]].add(row["number"])
        if row["removed_at"] is None:
            standing[row["course_id"]].add(row["number"])
    for course, numbers in standing.items():
        for number in implied_numbers(numbers):
            if number not in used[course]:
                yield ImpliedDiscussion(_id(connection, course, number), course, number)


def implied_place(connection: sqlite3.Connection, discussion: str) -> "Data":
    """Where an implied discussion stands, for an event about it."""
    one = next(one for one in implied_discussions(connection) if one.id == discussion)
    course = connection.execute(
        "SELECT program_id AS program, number AS course, title AS course_title FROM course WHERE id = ?",
        (one.course_id,),
    ).fetchone()
    return dict(course) | {"discussion": one.number, "title": ""}


def _id(connection: sqlite3.Connection, course: str, number: int) -> str:
    """An id made from the place, older than any other; the next one where a discussion that has moved away has it."""
    place = f"8{number >> 16:03x}-{zlib.crc32(course.encode()):08x}{number & 0xFFFF:04x}"
    ids = (f"00000000-0000-7{nth:03x}-{place}" for nth in count())
    return next(one for one in ids if not _is_taken(connection, one))


def _is_taken(connection: sqlite3.Connection, discussion: str) -> bool:
    query = "SELECT 1 FROM discussion WHERE id = :id UNION ALL SELECT 1 FROM alias WHERE key = :id LIMIT 1"
    return connection.execute(query, {"id": discussion}).fetchone() is not None
