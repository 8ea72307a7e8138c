"""Stores as they are after many courses.

The events are written straight into the log, as the commands would have made them over the years, and the projections
are rebuilt once.
"""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

from safety.merges import opened

from cups_course.events.event import COLUMNS, Event, event_digest, to_json
from cups_course.outline.outline import Outline, OutlineCourse, OutlineDiscussion
from cups_course.store.database import Database
from cups_course.store.identity import new_id
from cups_course.store.importing import import_thread
from cups_course.store.outlines import add_outline
from cups_course.store.projection import Projection
from cups_course.store.reading import load
from cups_course.thread.placing import WantedPlace, place_thread
from cups_course.thread.thread import OwnPosts, Post, Thread

DISCUSSIONS, QUESTIONS = 12, 10
"""Of each course."""
_POSTS = 30
"""Of the thread that each course has."""
_ANSWER = "To listen without hurry lets the other person find words of their own, and there the help begins. "
_WORDS = ("harbour", "lantern", "kettle", "ferry", "storm", "window", "letter", "garden", "bridge", "winter", "bread")
_FIRST_DAY = datetime(2026, 1, 1, 9, tzinfo=UTC)


def store_with(folder: Path, courses: int, versions: int, random: Random, *, threads: bool = False) -> Path:
    """A store with so many courses, and so many versions spread over their answers; with `threads` each course has a
    thread too."""
    folder.mkdir()
    path = folder / "courses.db"
    with opened(path) as database:
        database.connection.execute("PRAGMA synchronous = OFF")
        add_outline(database, _outline(courses))
        if threads:
            for course in range(1, courses + 1):
                _import(database, course, random)
        with database.transaction() as connection:
            marks = ", ".join("?" * (len(Event._fields) + 1))
            rows = ((*event, event_digest(event)) for event in _versions(database, versions, random))
            connection.executemany(f"INSERT INTO event ({COLUMNS}, digest) VALUES ({marks})", rows)
            Projection(connection).rebuild()
    return path


def events_in(path: Path) -> int:
    """How many events there are in a store."""
    with opened(path) as database:
        return int(database.connection.execute("SELECT count(*) FROM event").fetchone()[0])


def _outline(courses: int) -> Outline:
    asked = tuple(f"What does point {number} of it mean to you?" for number in range(1, QUESTIONS + 1))
    weeks = tuple(OutlineDiscussion(number, f"Week {number}", asked, 3) for number in range(1, DISCUSSIONS + 1))
    return Outline(
        "bench", "Many courses", tuple(OutlineCourse(one, f"Course {one}", weeks) for one in range(1, courses + 1))
    )


def _import(database: Database, course: int, random: Random) -> None:
    """A thread of the first week of a course, as a page from the forum."""
    database.next_command()
    posts = tuple(
        Post(
            index,
            f"peer{random.randrange(40)}",
            f"2025-10-{index % 28 + 1:02}",
            "answer" if index % 3 == 1 else "reply",
            None if index % 3 == 1 else index - (index - 1) % 3,
            f"{index}. {_words(random)} {_ANSWER * 2}",
            {"date": "stated"},
            f"{course}-{index}",
        )
        for index in range(1, _POSTS + 1)
    )
    asked = tuple(f"What does point {number} of it mean to you?" for number in range(1, QUESTIONS + 1))
    title = f"Course {course} Discussion 1: Week 1"
    opening = f"Welcome to course {course}."
    thread = Thread(
        title, course, f"Course {course}", 1, "Week 1", "leader", "2025-10-01", opening, asked, 3, (), posts
    )
    import_thread(
        database,
        thread,
        place_thread(thread, load(database), WantedPlace(), discussion_id=None),
        OwnPosts("nobody", (), ()),
    )


def _versions(database: Database, versions: int, random: Random) -> Iterator[Event]:
    """So many answers, each a command, one round of all questions after the other."""
    rows = database.connection.execute(
        """SELECT question.id AS key, question.number, question.text, discussion.id AS discussion,
                discussion.number AS place, discussion.title, course.number AS course, course.title AS course_title
            FROM question JOIN discussion ON discussion.id = discussion_id JOIN course ON course.id = course_id
            ORDER BY course.number, discussion.number, question.number"""
    ).fetchall()
    for number in range(versions):
        row = rows[number % len(rows)]
        data = {
            "place": {
                "program": "bench",
                "course": row["course"],
                "course_title": row["course_title"],
                "discussion": row["place"],
                "title": row["title"],
            },
            "question": {"key": row["key"], "number": row["number"], "text": row["text"]},
            "text": f"{number // len(rows)}. {_words(random)} {_ANSWER * 3}",
            "source": "text",
        }
        ref = f"{row['course']}.{row['place']}.{row['number']}"
        at = f"{_FIRST_DAY + timedelta(minutes=number):%Y-%m-%dT%H:%M:%SZ}"
        yield Event(
            new_id(),
            database.device_id,
            new_id(),
            at,
            "answer written",
            1,
            1,
            row["discussion"],
            to_json(data),
            None,
            f"answer to {ref}",
        )


def _words(random: Random) -> str:
    return " ".join(random.choices(_WORDS, k=12))
