"""The reading of a thread for programs to read; the keys are those of the interface."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from cups_course.course.placing import Place
from cups_course.course.taken import Taken
from cups_course.course.thread import OwnPosts, Thread


def imported(
    results: Sequence[tuple[Thread, OwnPosts | None, Place | None, Taken | None]], *, several: bool, dry_run: bool
) -> dict[str, Any]:
    """The document of `import --json`: one thread, or several under "threads"; what was stored beside it."""
    threads = [reading(thread, own) for thread, own, _, _ in results]
    document: dict[str, Any] = {"threads": threads} if several or not threads else threads[0]
    if not dry_run:
        outcomes = [taken.outcome for _, _, _, taken in results if taken]
        document["stored"] = {outcome: outcomes.count(outcome) for outcome in ("new", "same", "changed")}
    return document


def opening_post(thread: Thread) -> dict[str, Any]:
    """The post that a thread begins with."""
    return {"title": thread.title, "author": thread.author, "posted_on": thread.posted_on, "text": thread.body}


def reading(thread: Thread, own: OwnPosts | None) -> dict[str, Any]:
    """What was read from one thread."""
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
        "warnings": list(thread.warnings),
    }
