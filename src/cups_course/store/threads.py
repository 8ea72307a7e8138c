"""The threads that are kept, and the questions of their discussions, read back as they were imported."""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from cups_course.events.event import Data
from cups_course.model import Discussion, Question
from cups_course.store import log
from cups_course.store.database import Database
from cups_course.text import fold
from cups_course.thread.matching import compare_openings
from cups_course.thread.placing import WantedPlace
from cups_course.thread.thread import Post, Thread


def load_posts(connection: sqlite3.Connection, thread: str) -> list[sqlite3.Row]:
    """The rows of the posts of a thread, in its order."""
    return connection.execute("SELECT * FROM post WHERE thread_id = ? ORDER BY position", (thread,)).fetchall()


def as_posts(rows: Sequence[sqlite3.Row]) -> list[Post]:
    """Rows of `post`, in the order of their thread, as the model has them."""
    index_of = {row["id"]: index for index, row in enumerate(rows, start=1)}
    return [
        Post(
            index_of[row["id"]],
            row["author"],
            row["date"],
            row["kind"],
            index_of.get(row["parent_id"]),
            row["text"],
            json.loads(row["how"]),
            row["forum_id"],
            row["answers_to"],
            row["page"],
            row["saved_at"],
        )
        for row in rows
    ]


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


@dataclass(frozen=True, slots=True)
class KeptThread:
    """A thread in the store, with its id, those of its posts and of its questions, each in the order of the thread.

    `in_post` are the questions that were found in the opening post, those too that a person dropped since; `wordings`
    how questions read before the person put them right, with the ids of those that stand in their place.
    """

    thread: Thread
    post_ids: tuple[str, ...]
    question_ids: tuple[str, ...]
    id: str
    in_post: tuple[Question, ...]
    wordings: Mapping[str, Sequence[str]]

    def asking(self, questions: Sequence[Question]) -> "KeptThread":
        """The same thread as if it asked these questions."""
        thread = replace(self.thread, questions=tuple(one.text for one in questions))
        return replace(self, thread=thread, question_ids=tuple(one.id for one in questions))


def load_thread(database: Database, discussion: Discussion) -> KeptThread | None:
    """The thread of a discussion, or None where none was imported yet. Of several (a course post that was opened anew)
    the first."""
    return next(load_threads(database, discussion), None)


def load_threads(database: Database, discussion: Discussion) -> Iterator[KeptThread]:
    """The threads of a discussion with all their posts. Their questions are those that are asked now: what a person
    put right is in them."""
    with database.reading() as connection:
        rows = connection.execute(
            "SELECT * FROM thread WHERE discussion_id = ? ORDER BY id", (discussion.id,)
        ).fetchall()
        held = [(row, load_posts(connection, row["id"]), asked_in(connection, row["id"])) for row in rows]
        wordings = load_wordings(connection, discussion.id)
    for row, posts, in_post in held:
        yield _kept(discussion, row, posts, in_post, wordings)


def _kept(
    discussion: Discussion,
    row: sqlite3.Row,
    posts: Sequence[sqlite3.Row],
    in_post: Sequence[Question],
    wordings: Mapping[str, Sequence[str]],
) -> KeptThread:
    thread = replace(
        opening_of(row),
        discussion_number=discussion.number,
        discussion_title=discussion.title,
        peer_replies_wanted=discussion.peer_replies_wanted,
        posts=tuple(as_posts(posts)),
    )
    kept = KeptThread(thread, tuple(post["id"] for post in posts), (), row["id"], tuple(in_post), wordings)
    return kept.asking([question for question in in_post if not question.dropped])


def opening_of(row: sqlite3.Row) -> Thread:
    """What a row of `thread` says by itself: the opening post, and which pages of the thread are there."""
    return Thread(
        title=row["title"],
        course_number=None,
        course_title=None,
        discussion_number=None,
        discussion_title=None,
        author=row["author"],
        posted_on=row["posted_on"],
        body=row["body"],
        questions=(),
        peer_replies_wanted=None,
        tasks=(),
        posts=(),
        forum_id=row["forum_id"],
        address=row["address"],
        opening_id=row["opening_id"],
        saved_at=row["saved_at"],
        pages=row["pages"],
        pages_given=frozenset(json.loads(row["pages_given"])),
    )


def discussion_of(database: Database, thread: Thread, wanted: WantedPlace) -> str | None:
    """The id of the discussion that holds this thread, wherever it was moved: by its id in the forum; where the person
    says nothing of its place, also by the opening post."""
    held = discussion_of_forum_id(database, thread.forum_id)
    if held or wanted != WantedPlace() or not thread.title or not thread.body:
        return held
    rows = database.connection.execute(
        """SELECT thread.* FROM thread JOIN discussion ON discussion.id = discussion_id
            WHERE removed_at IS NULL AND body != '' AND (forum_id IS NULL OR ? IS NULL)""",
        (thread.forum_id,),
    )
    title, body = fold(thread.title), fold(thread.body)
    found = {
        str(row["discussion_id"])
        for row in rows
        if fold(row["title"] or "") == title
        and (body.startswith(fold(row["body"])) or fold(row["body"]).startswith(body))
        and compare_openings(opening_of(row), thread) != "another"
    }
    return found.pop() if len(found) == 1 else None


def discussion_of_forum_id(database: Database, forum_id: str | None) -> str | None:
    """The id of the discussion that holds the thread with this id in its forum."""
    if forum_id is None:
        return None
    row = database.connection.execute("SELECT discussion_id FROM thread WHERE forum_id = ?", (forum_id,)).fetchone()
    return str(row["discussion_id"]) if row else None
