"""The threads that are kept, read back as they were taken in."""

import json
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from cups_course.course.matching import compare_openings
from cups_course.course.model import Discussion, Question
from cups_course.course.placing import WantedPlace
from cups_course.course.thread import Thread
from cups_course.course.wording import fold
from cups_course.store.database import Database
from cups_course.store.posts import as_posts, load_posts
from cups_course.store.questions import asked_in, load_wordings


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
