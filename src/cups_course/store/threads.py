"""Kept threads, and the questions of their discussions, read from the store."""

import json
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from cups_course.model import Discussion, Question
from cups_course.store import log
from cups_course.store.aliases import discussion_ids
from cups_course.store.database import Database
from cups_course.text import fold
from cups_course.thread.thread import Post, Thread


def load_posts(connection: sqlite3.Connection, thread: str) -> list[sqlite3.Row]:
    """The rows of the posts of a thread, in its order."""
    return connection.execute("SELECT * FROM post WHERE thread_id = ? ORDER BY position", (thread,)).fetchall()


def as_posts(rows: Sequence[sqlite3.Row]) -> list[Post]:
    """Posts of the model from rows of `post`, which are in the order of their thread."""
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
    """Every question of a discussion by number, dropped ones too."""
    rows = connection.execute("SELECT * FROM question WHERE discussion_id = ? ORDER BY number", (discussion,))
    return [_question(row) for row in rows]


def asked_in(connection: sqlite3.Connection, thread: str) -> list[Question]:
    """The questions of the opening post of a thread, in its order, dropped ones too."""
    rows = connection.execute(
        """SELECT question.* FROM thread, json_each(thread.asked) AS asked JOIN question ON question.id = asked.value
            WHERE thread.id = ? ORDER BY asked.key""",
        (thread,),
    )
    return [_question(row) for row in rows]


def _question(row: sqlite3.Row) -> Question:
    return Question(row["id"], "", row["number"], row["text"], bool(row["placeholder"]), row["dropped_at"] is not None)


def load_wordings(connection: sqlite3.Connection, discussion: str) -> dict[str, list[str]]:
    """The wordings that the person corrected, each with the ids of the questions that it is now."""
    wordings: dict[str, list[str]] = {}
    for row in connection.execute("SELECT * FROM wording WHERE discussion_id = ? ORDER BY place", (discussion,)):
        wordings.setdefault(row["text"], []).append(row["question_id"])
    return wordings


@dataclass(frozen=True, slots=True)
class KeptThread:
    """A thread in the store, with its id, and the ids of its posts and of its questions in the order of the thread.

    `in_post` are the questions of the opening post, dropped ones too; `wordings` are the wordings that the person
    corrected, each with the ids of the questions that it is now.
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
    """The thread of a discussion; None where none was imported yet. Of several the first: a course post may be opened
    a second time."""
    return next(load_threads(database, discussion), None)


def is_forgotten(database: Database, discussion: Discussion) -> bool:
    """Whether the person permanently deleted a thread of a discussion. Imports don't bring it back."""
    events = log.events_about(database.connection, discussion_ids(database.connection, discussion.id))
    return any(event.kind == "thread imported" and event.data.get("forgotten") for event in events)


def load_threads(database: Database, discussion: Discussion) -> Iterator[KeptThread]:
    """The threads of a discussion with all their posts, and with the questions that are asked now, as corrected."""
    with database.reading() as connection:
        rows = connection.execute(
            "SELECT * FROM thread WHERE discussion_id = ? ORDER BY id", (discussion.id,)
        ).fetchall()
        loaded = [(row, load_posts(connection, row["id"]), asked_in(connection, row["id"])) for row in rows]
        wordings = load_wordings(connection, discussion.id)
    for row, posts, in_post in loaded:
        yield _kept_thread(discussion, row, posts, in_post, wordings)


def _kept_thread(
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


def outdated_texts(database: Database, discussion: Discussion, kept: KeptThread) -> set[str]:
    """The (folded) texts that a copy showed in the posts of a discussion before they were edited."""
    connection = database.connection
    texts: set[str] = set()
    for event in log.events_about(connection, discussion_ids(connection, discussion.id), posts=True):
        if event.kind == "thread imported":
            texts |= {fold(text) for text in (event.data["body"], *(post.get("text") for post in event.posts)) if text}
    return texts - {fold(text) for text in (kept.thread.body, *(post.text for post in kept.thread.posts))}


def opening_of(row: sqlite3.Row) -> Thread:
    """A thread without posts and questions, from a row of `thread`."""
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
        how={"posted_on": row["posted_how"]} if row["posted_how"] else {},
    )
