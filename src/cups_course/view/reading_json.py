"""The reading of a thread for programs to read; the keys are those of the interface."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from cups_course.course.taken import ReadThread
from cups_course.course.thread import OwnPosts, Thread


def import_document(results: Sequence[ReadThread], names: Sequence[str], *, several: bool) -> dict[str, Any]:
    """The document of `import --json`: one thread, or several under "threads"; what was stored beside it."""
    threads = [reading_document(result.thread, result.own, names) for result in results]
    document: dict[str, Any] = {"threads": threads} if several or not threads else threads[0]
    outcomes = [result.taken.outcome for result in results if result.taken]
    if outcomes:
        document["stored"] = {outcome: outcomes.count(outcome) for outcome in ("new", "same", "changed")}
    return document


def opening_document(thread: Thread) -> dict[str, Any]:
    """The post that a thread begins with."""
    return {"title": thread.title, "author": thread.author, "posted_on": thread.posted_on, "text": thread.body}


def reading_document(thread: Thread, own: OwnPosts | None, names: Sequence[str]) -> dict[str, Any]:
    """What was read from one thread; "me" is null where no name of the person's is known."""
    if own is None and names:
        own = OwnPosts(names[0], (), ())
    return {
        "course": {"number": thread.course_number, "title": thread.course_title},
        "discussion": {"number": thread.discussion_number, "title": thread.discussion_title},
        "author": thread.author,
        "posted_on": thread.posted_on,
        "questions": list(thread.questions),
        "peer_replies_wanted": thread.peer_replies_wanted,
        "tasks": [asdict(task) for task in thread.tasks],
        "posts": [asdict(post) for post in thread.posts],
        "me": {
            "name": own.name,
            "answers": [{"question": one.question, "text": one.text, "post": one.post} for one in own.answers],
            "replies": [asdict(one) for one in own.replies],
        }
        if own
        else None,
        "how": dict(thread.how),
        "forum_id": thread.forum_id,
        "address": thread.address,
        "pages": {
            "given": sorted(thread.pages_given),
            "missing": thread.pages_missing if thread.pages_given else [],
            "all": thread.pages,
        },
        "warnings": list(thread.warnings),
    }
