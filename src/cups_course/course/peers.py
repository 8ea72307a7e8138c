"""Who answered in a thread, who has had how many replies, and where a kind word is still owed."""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from cups_course.course.model import Discussion
from cups_course.course.thread import Post, Thread
from cups_course.course.wording import fold_name, fold_space, shown

_EXCERPT = 120
_MENTION = re.compile(r"@[\w.\-]+")


@dataclass(frozen=True, slots=True)
class Peer:
    """Somebody who answered. `replies` their answer has had; `post` is its index; `peer` None where unnamed."""

    peer: str | None
    replies: int
    replied: bool
    wrote_to_you: bool
    post: int
    excerpt: str


def peers(
    thread: Thread,
    discussion: Discussion,
    me: Sequence[str],
    *,
    called: Callable[[str], str],
    own_words: Callable[[Post], str],
) -> list[Peer]:
    """Everybody who answered, fewest replies first, then the oldest answer; you are not among them.

    `me` are your forum names; `called` gives the one name of a person who goes by several; `own_words` gives what
    somebody wrote in an answer without the question they repeated.
    """
    mine = {fold_name(name) for name in me}
    replied_to = {fold_name(reply.peer) for reply in discussion.peer_replies if reply.peer and reply.given}
    under_by_me = {post.parent for post in thread.posts if post.author and fold_name(post.author) in mine}
    replies = Counter(post.parent for post in thread.posts if post.kind == "reply")
    own_answers = {
        post.index for post in thread.posts if post.kind == "answer" and post.author and fold_name(post.author) in mine
    }
    wrote = {
        fold_name(called(post.author))
        for post in thread.posts
        if post.author and (post.parent in own_answers or _addresses(post.text, mine))
    }
    found: dict[tuple[str, object], Peer] = {}
    for post in thread.posts:
        if post.kind != "answer" or (post.author and fold_name(post.author) in mine):
            continue
        name = called(post.author) if post.author else None
        folded = fold_name(name) if name else ""
        key = ("name", folded) if name else ("post", post.index)
        before = found.get(key)
        found[key] = Peer(
            name,
            replies[post.index] + (before.replies if before else 0),
            folded in replied_to if name else post.index in under_by_me,
            folded in wrote,
            before.post if before else post.index,
            before.excerpt if before else excerpt(own_words(post)),
        )
    dates = {post.index: post.date or "9999" for post in thread.posts}
    return sorted(found.values(), key=lambda one: (one.replies, dates[one.post], one.post))


def _addresses(text: str, mine: set[str]) -> bool:
    named = {fold_name(mention).rstrip(".-") for mention in _MENTION.findall(text)}
    return bool(named & mine)


def authors(thread: Thread) -> dict[str, str]:
    """Everybody who posted below the opening post: the folded name, and how the copy spells it."""
    return {fold_name(post.author): post.author for post in thread.posts if post.author}


def nearest_author(thread: Thread, name: str) -> str | None:
    """Who may be meant by a name that nobody in the thread has."""
    spelled = authors(thread)
    close = get_close_matches(fold_name(name), spelled, n=1)
    return spelled[close[0]] if close else None


def excerpt(text: str) -> str:
    """The start of a text on one line."""
    line = fold_space(shown(text))
    return line if len(line) <= _EXCERPT else f"{line[:_EXCERPT].rsplit(' ', 1)[0]}…"
