"""The questions of a discussion: read back, and those of a copy taken in beside them.

`source` says whose word a question is. What a person has said of one ("person") no import changes or drops.
"""

import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

from cups_course.course.corrections import put_in_place
from cups_course.course.matching import match_questions
from cups_course.course.model import Question
from cups_course.course.taken import Taken
from cups_course.course.thread import Thread
from cups_course.course.wording import fold
from cups_course.store.records import now
from cups_course.store.writing import insert, update


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


def keep_asked(connection: sqlite3.Connection, thread: str, asked: Sequence[str]) -> None:
    """Keep the order of the questions in the opening post of a thread."""
    update(connection, "thread", thread, asked=json.dumps(asked))


def add_question(
    connection: sqlite3.Connection, device: str, discussion: str, text: str, source: Literal["import", "person"]
) -> tuple[str, int]:
    """Add a question under a number that none had before; returns its id and its number."""
    row = connection.execute("SELECT max(number) FROM question WHERE discussion_id = ?", (discussion,)).fetchone()
    number = (row[0] or 0) + 1
    place = {"discussion_id": discussion, "number": number}
    return insert(connection, device, "question", text=text, source=source, **place), number


def load_wordings(connection: sqlite3.Connection, discussion: str) -> dict[str, list[str]]:
    """The wordings that a person put right, with the ids of the questions that each stands for."""
    standing: dict[str, list[str]] = {}
    for row in connection.execute("SELECT * FROM wording WHERE discussion_id = ? ORDER BY id", (discussion,)):
        standing.setdefault(row["text"], []).append(row["question_id"])
    return standing


def keep_wordings(
    connection: sqlite3.Connection, device: str, discussion: str, standing: Mapping[str, Sequence[str]]
) -> None:
    """Keep the wordings that a person put right, in place of those kept until now."""
    connection.execute("DELETE FROM wording WHERE discussion_id = ?", (discussion,))
    for text, questions in standing.items():
        for question in questions:
            insert(connection, device, "wording", discussion_id=discussion, text=text, question_id=question)


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


def take_questions(
    connection: sqlite3.Connection, device: str, discussion: str, thread: Thread, taken: Taken
) -> list[str]:
    """Bring the questions up to the post's own wording, for `store.importing`; counts in `taken` what was new.

    Returns the ids of the questions in the order of the post, those too that a person added or dropped.
    """
    kept = kept_questions(connection, discussion)
    by_person = said_by_person(connection, discussion)
    by_id = {one.id: one for one in kept}
    standing = load_wordings(connection, discussion)
    put_right = {text: [by_id[one] for one in questions] for text, questions in standing.items()}
    asked: dict[str, str] = {}
    for wording, questions in zip(thread.questions, match_questions(kept, thread.questions, put_right), strict=True):
        for question in questions:
            if question.id not in by_person:
                _meet(connection, question, wording, taken)
            asked.setdefault(question.id, question.text if question.id in by_person else wording)
        if not questions:
            new, number = add_question(connection, device, discussion, wording, "import")
            taken.new_questions.append(number)
            asked[new] = wording
    for question in kept:
        if question.id in asked or question.dropped:
            continue
        if question.id in by_person:
            order = put_in_place(thread.body, list(asked.items()), (question.id, question.text))
            asked = {one: asked.get(one, question.text) for one in order}
        elif thread.questions:
            update(connection, "question", question.id, dropped_at=now())
            taken.dropped.append(question.number)
    return list(asked)


def _meet(connection: sqlite3.Connection, question: Question, wording: str, taken: Taken) -> None:
    """A kept question is asked in these words now."""
    if question.placeholder:
        taken.described = True
    elif fold(question.text) != fold(wording):
        taken.reworded.append(question.number)
    update(connection, "question", question.id, text=wording, placeholder=0, dropped_at=None)
