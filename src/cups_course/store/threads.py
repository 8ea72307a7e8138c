"""The threads that are kept, read back as they were taken in."""

import json
from dataclasses import dataclass

from cups_course.course.model import Discussion
from cups_course.course.thread import Thread
from cups_course.store.database import Database
from cups_course.store.posts import as_posts


@dataclass(frozen=True, slots=True)
class KeptThread:
    """A thread in the store, with the ids of its posts and of its questions, each in the order of the thread."""

    thread: Thread
    post_ids: tuple[str, ...]
    question_ids: tuple[str, ...]


def load_thread(database: Database, discussion: Discussion) -> KeptThread | None:
    """The thread of a discussion with all its posts, or None where none was imported yet."""
    with database.reading() as connection:
        row = connection.execute(
            "SELECT * FROM thread WHERE discussion_id = ? ORDER BY id LIMIT 1", (discussion.id,)
        ).fetchone()
        if row is None:
            return None
        rows = connection.execute("SELECT * FROM post WHERE thread_id = ? ORDER BY position", (row["id"],)).fetchall()
    wordings = {question.id: question.text for question in discussion.asked}
    asked = [question for question in json.loads(row["asked"]) if question in wordings]
    thread = Thread(
        title=row["title"],
        course_number=None,
        course_title=None,
        discussion_number=discussion.number,
        discussion_title=discussion.title,
        author=row["author"],
        posted_on=row["posted_on"],
        body=row["body"],
        questions=tuple(wordings[question] for question in asked),
        peer_replies_wanted=discussion.peer_replies_wanted,
        tasks=(),
        posts=tuple(as_posts(rows)),
        forum_id=row["forum_id"],
        address=row["address"],
    )
    return KeptThread(thread, tuple(post["id"] for post in rows), tuple(asked))


def discussion_of_forum_id(database: Database, forum_id: str | None) -> str | None:
    """The id of the discussion that holds the thread with this id in its forum."""
    if forum_id is None:
        return None
    row = database.connection.execute("SELECT discussion_id FROM thread WHERE forum_id = ?", (forum_id,)).fetchone()
    return str(row["discussion_id"]) if row else None
