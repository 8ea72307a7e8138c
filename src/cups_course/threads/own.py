"""The person's own posts in a thread: answers, split over the questions, and replies, with whom they address."""

import re
from collections.abc import Mapping, Sequence

from cups_course.course.thread import OwnAnswer, OwnPosts, OwnReply, Post, Thread
from cups_course.course.wording import fold_name
from cups_course.threads.splitting import split_answer

_MENTION = re.compile(r"(?<![\w@.])@([\w.\-]{1,32})")
_BEFORE_A_CALL = re.compile(
    r"(?:^|[\n.,!?:;(]|\b(?:thanks?|thank you|hi|hey|hello|dear|agree with|you|and))\s*$", re.IGNORECASE
)
_POSSESSIVE = re.compile(r"['’]s\b")
_LONGEST_LEAD = 40


def find_own(thread: Thread, names: Sequence[str]) -> OwnPosts | None:
    """The posts written under any of `names` (any case, with or without @); None where the thread has none of them.

    Only who wrote a post counts, not who is quoted or named in it.
    """
    wanted = {fold_name(name) for name in names} - {""}
    written = [post for post in thread.posts if post.author and fold_name(post.author) in wanted]
    if not written:
        return None
    spelled = {fold_name(post.author): post.author for post in reversed(written) if post.author}
    first = next(name for name in map(fold_name, names) if name in spelled)
    answers = tuple(
        OwnAnswer(question, text, post.index)
        for post in written
        if post.kind == "answer"
        for question, text in split_answer(post.text, thread.questions)
    )
    spoke = _speakers(thread)
    replies = tuple(
        OwnReply(_addressed(post, thread, spoke, wanted), post.index, post.date, post.text)
        for post in written
        if post.kind == "reply"
    )
    return OwnPosts(spelled[first], answers, replies)


def _speakers(thread: Thread) -> dict[tuple[int | None, str], int]:
    """For an answer (None for those not in the copy) and a name: the first post there by that name."""
    spoke: dict[tuple[int | None, str], int] = {}
    for post in thread.posts:
        if post.author:
            spoke.setdefault((post.parent if post.kind == "reply" else post.index, fold_name(post.author)), post.index)
    return spoke


def _addressed(reply: Post, thread: Thread, spoke: Mapping[tuple[int | None, str], int], own: set[str]) -> str | None:
    """Whom a reply addresses: who is named in it, else who wrote the answer; never the person themselves."""
    for form in _MENTION.finditer(reply.text):
        name = form[1].rstrip(".-")
        if not name or fold_name(name) in own:
            continue
        is_there = spoke.get((reply.parent, fold_name(name)), reply.index) < reply.index
        is_called = _BEFORE_A_CALL.search(reply.text[max(0, form.start() - _LONGEST_LEAD) : form.start()])
        # "@PlumTree7's garden" speaks of Plum, not to her
        if is_there or (is_called and not _POSSESSIVE.match(reply.text, form.end())):
            return name
    head = thread.posts[reply.parent - 1] if reply.parent else None
    return head.author if head and head.author and fold_name(head.author) not in own else None
