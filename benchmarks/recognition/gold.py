"""The reading that a copy should get, in the words of `import --json`."""

from typing import Any

from recognition.shapes import Shape
from recognition.text_copy import shown_authorless
from recognition.thread import Post, Thread
from recognition.voices import Task

Reading = dict[str, Any]


def gold(thread: Thread, shape: Shape) -> Reading:
    """The gold reading of the copy. `maybe` are tasks which a reader may find or not; tasks carry their minimum."""
    kept = [number for number in range(len(thread.posts)) if number not in thread.missing]
    index = {number: position for position, number in enumerate(kept, 1)}
    opening, title = thread.opening, thread.title
    return {
        "course": {"number": title.course_number, "title": title.course},
        "discussion": {"number": title.discussion_number, "title": title.discussion},
        "author": None if shape.authorless else thread.opener,
        "posted_on": None if shape.authorless else thread.day.isoformat(),
        "questions": list(opening.questions),
        "peer_replies_wanted": opening.wanted,
        "tasks": [_task(task) for task in opening.tasks],
        "maybe": [_task(task) for task in opening.maybe],
        "posts": [
            {
                "index": index[number],
                "author": None if number in thread.nameless else post.author,
                "date": None if shape.authorless else post.day.isoformat(),
                "kind": "answer" if post.under is None else "reply",
                "parent": None if post.under is None else index.get(post.under),
                "text": shown_authorless(thread, post) if shape.authorless else post.text,
            }
            for number in kept
            for post in [thread.posts[number]]
        ],
        "me": None if shape.authorless else _own(thread, index),
    }


def _task(task: Task) -> Reading:
    return {"kind": task.kind, "text": task.text, "optional": task.optional, "minimum": task.minimum}


def _own(thread: Thread, index: dict[int, int]) -> Reading:
    """What the person of the thread wrote in it; `maybe` is a peer whom the copy may tell by other people's words."""
    mine = {number: thread.posts[number] for number in index if thread.posts[number].author == thread.me}
    return {
        "name": thread.me,
        "answers": [{"question": question, "text": text} for post in mine.values() for question, text in post.parts],
        "replies": [
            {
                "peer": _peer(thread, post),
                "maybe": thread.posts[post.to].author if post.to is not None else None,
                "post": index[number],
                "date": post.day.isoformat(),
                "text": post.text,
            }
            for number, post in mine.items()
            if post.under is not None
        ],
    }


def _peer(thread: Thread, post: Post) -> str | None:
    """Whom a reply addresses as far as the copy tells."""
    if post.peer:
        return post.peer
    if post.under is None or post.under in thread.nameless | thread.missing:
        return None
    author = thread.posts[post.under].author
    return None if author == thread.me else author
