"""Stores as they are after many courses."""

from collections.abc import Iterator
from pathlib import Path
from random import Random

from safety.merges import opened

from cups_course.course.digest import digest
from cups_course.course.model import Course
from cups_course.course.outline import Outline, OutlineCourse, OutlineDiscussion
from cups_course.store.database import Database
from cups_course.store.journal import Command
from cups_course.store.outlines import add_outline
from cups_course.store.reading import load
from cups_course.store.records import new_id
from cups_course.store.writing import insert

DISCUSSIONS, QUESTIONS = 12, 10
"""Of each course."""
_ANSWER = "To listen without hurry lets the other person find words of their own, and there the help begins. "
_WORDS = ("harbour", "lantern", "kettle", "ferry", "storm", "window", "letter", "garden", "bridge", "winter", "bread")


def store_with(folder: Path, courses: int, versions: int, random: Random) -> Path:
    """A store with so many courses, and so many versions spread over their answers."""
    folder.mkdir()
    path = folder / "courses.db"
    with opened(path) as database:
        database.connection.execute("PRAGMA synchronous = OFF")
        add_outline(database, _outline(courses))
        slots = []
        for program in load(database):
            for course in program.courses:
                slots += list(_answers(database, course))
        each = [versions // len(slots) + (number < versions % len(slots)) for number in range(len(slots))]
        for number in range(max(each)):
            for begin in range(0, len(slots), 500):
                those = [slot for slot, many in zip(slots, each, strict=True) if number < many][begin : begin + 500]
                _versions(database, those, number, random)
    return path


def _outline(courses: int) -> Outline:
    asked = tuple(f"What does point {number} of it mean to you?" for number in range(1, QUESTIONS + 1))
    weeks = tuple(OutlineDiscussion(number, f"Week {number}", asked, 3) for number in range(1, DISCUSSIONS + 1))
    return Outline(
        "bench", "Many courses", tuple(OutlineCourse(one, f"Course {one}", weeks) for one in range(1, courses + 1))
    )


def _answers(database: Database, course: Course) -> Iterator[str]:
    database.command = Command()
    with database.writing() as connection:
        for discussion in course.discussions:
            for question in discussion.questions:
                values = {"discussion_id": discussion.id, "question_id": question.id}
                yield insert(connection, database.device_id, "answer", **values)


def _versions(database: Database, slots: list[str], number: int, random: Random) -> None:
    """One more version of each answer, as one command."""
    database.command = Command()
    moment = f"2026-01-{number + 1:02}T09:00:00Z"
    with database.writing() as connection:
        rows = []
        for slot in slots:
            text = f"{number}. {' '.join(random.choices(_WORDS, k=12))} {_ANSWER * 3}"
            rows.append((new_id(), slot, text, digest(text), "text", moment, moment, database.device_id))
        connection.executemany(
            """INSERT INTO version (id, answer_id, text, digest, source, at, made_at, device_id)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)""",
            rows,
        )
