"""The questions of a discussion, read back.

`source` says whose word a question is. What a person has said of one ("person") no import changes or drops.
"""

import sqlite3
from collections.abc import Iterable, Iterator

from cups_course.course.model import Question
from cups_course.course.wording import fold
from cups_course.events.event import Data
from cups_course.store import log


def kept_questions(connection: sqlite3.Connection, discussion: str) -> list[Question]:
    """Every question of a discussion by number, those that are no longer asked too."""
    rows = connection.execute("SELECT * FROM question WHERE discussion_id = ? ORDER BY number", (discussion,))
    return [_question(row) for row in rows]


def asked_in(connection: sqlite3.Connection, thread: str) -> list[Question]:
    """The questions that stand in the opening post of a thread, in its order, those too that a person dropped."""
    rows = connection.execute(
        """SELECT question.* FROM thread, json_each(thread.asked) AS asked JOIN question ON question.id = asked.value
            WHERE thread.id = ? ORDER BY asked.key""",
        (thread,),
    )
    return [_question(row) for row in rows]


def _question(row: sqlite3.Row) -> Question:
    return Question(row["id"], "", row["number"], row["text"], bool(row["placeholder"]), row["dropped_at"] is not None)


def load_wordings(connection: sqlite3.Connection, discussion: str) -> dict[str, list[str]]:
    """The wordings that a person put right, with the ids of the questions that each stands for."""
    standing: dict[str, list[str]] = {}
    for row in connection.execute("SELECT * FROM wording WHERE discussion_id = ? ORDER BY place", (discussion,)):
        standing.setdefault(row["text"], []).append(row["question_id"])
    return standing


def said_by_person(connection: sqlite3.Connection, discussion: str) -> set[str]:
    """The ids of the questions of which a person has said how they read, or that they are none."""
    rows = connection.execute("SELECT id FROM question WHERE discussion_id = ? AND source = 'person'", (discussion,))
    return {row["id"] for row in rows}


def asks_the_same(connection: sqlite3.Connection, discussion: str, wordings: Iterable[str]) -> bool | None:
    """Whether a post with these wordings asks all that was read in the kept one; None where that one asks nothing."""
    asked = [one for one in kept_questions(connection, discussion) if not one.dropped]
    standing = load_wordings(connection, discussion)
    copied = {fold(wording) for wording in wordings}
    found = {one for text, questions in standing.items() if fold(text) in copied for one in questions}
    added = said_by_person(connection, discussion).difference(*standing.values())
    read = [one for one in asked if one.id not in added]
    return bool(read) and all(one.id in found or fold(one.text) in copied for one in read) if asked else None


def next_number(connection: sqlite3.Connection, discussion: str) -> int:
    """A number that no question of the discussion ever had, those included whose command was undone."""
    keys = connection.execute("SELECT key FROM alias WHERE id = ? AND what = 'discussion'", (discussion,))
    events = log.events_about(connection, [discussion, *(row["key"] for row in keys)], all_=True)
    telling = log.readable_data(event for event in events if event.kind in _TELLING)
    told = [number for data in telling for number in _numbers(data)]
    shown = connection.execute("SELECT max(number) FROM question WHERE discussion_id = ?", (discussion,)).fetchone()[0]
    return max([shown or 0, *told]) + 1


_TELLING = ("discussion outlined", "thread imported", "question added", "question split")
"""The kinds that give a question its number."""


def _numbers(data: Data) -> Iterator[int]:
    asked = data.get("questions") or data.get("more") or ([data["question"]] if "question" in data else [])
    return (int(one["number"]) for one in asked)
