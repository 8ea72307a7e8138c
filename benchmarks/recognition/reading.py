"""The reader's reading of a copy, in the same words as the gold."""

from dataclasses import asdict, dataclass
from datetime import date

from recognition.gold import Reading

from cups_course.course.thread import OwnPosts
from cups_course.threads.containers import Source
from cups_course.threads.joining import joined
from cups_course.threads.own import find_own
from cups_course.threads.reading import read as read_thread
from cups_course.threads.reading import take_apart


@dataclass(frozen=True)
class Copy:
    """A saved copy: its bytes, and the day it was saved where the copy itself does not say it."""

    data: bytes
    saved_on: date | None


def read(copies: tuple[Copy, ...], me: str) -> Reading:
    """What the reader makes of the copies of one thread."""
    pages = [take_apart(Source("a made-up copy", copy.data), copy.saved_on) for copy in copies]
    (whole,) = joined(pages)
    thread = read_thread(whole)
    return {
        "course": {"number": thread.course_number, "title": thread.course_title},
        "discussion": {"number": thread.discussion_number, "title": thread.discussion_title},
        "author": thread.author,
        "posted_on": thread.posted_on,
        "questions": list(thread.questions),
        "peer_replies_wanted": thread.peer_replies_wanted,
        "tasks": [asdict(task) for task in thread.tasks],
        "posts": [asdict(post) for post in thread.posts],
        "me": _own(find_own(thread, [me])),
    }


def _own(found: OwnPosts | None) -> Reading | None:
    if found is None:
        return None
    return {
        "name": found.name,
        "answers": [{"question": answer.question, "text": answer.text} for answer in found.answers],
        "replies": [asdict(reply) for reply in found.replies],
    }
