"""Who answered in a thread, how many replies each has, and which messages to you have no reply."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches

from cups_course.model import Discussion
from cups_course.text import clean, fold_name, fold_space
from cups_course.thread.thread import Post, Thread

_EXCERPT = 120
_NEAR = 0.7
"""How alike two names are, from 0 to 1, if one may be the other mistyped: oaklaef and oakleaf, not fern and heron."""
_IN_BRACKETS = re.compile(r"[(\[<{].*[)\]>}]")
MENTION = re.compile(r"(?<![\w@.])@(\w+(?:[.\-]+\w+)*)")
"""A name after an @, as people address each other. It never ends in a dot or dash: those belong to the sentence."""


@dataclass(frozen=True, slots=True)
class Peer:
    """Somebody who answered: `peer` is None where the copy does not name them.

    `replies` their answer has had from others; `post` is its index, `posted_on` its day, `excerpt` its start.
    """

    peer: str | None
    replies: int
    replied: bool
    wrote_to_you: bool
    post: int
    posted_on: str | None
    excerpt: str


@dataclass(frozen=True, slots=True)
class Message:
    """What somebody wrote to you and has had no reply to: the post's index, its day and the start of its words."""

    peer: str | None
    post: int
    posted_on: str | None
    excerpt: str


def peers_of(
    thread: Thread,
    discussion: Discussion,
    me: Sequence[str],
    *,
    called: Callable[[str], str],
    own_words: Callable[[Post], str],
    post_ids: Sequence[str] = (),
) -> list[Peer]:
    """Everybody else who answered: fewest replies first, then the oldest answer.

    `me` are your forum names; `called` gives the one name of a person who goes by several; `own_words` gives what
    somebody wrote in an answer without the question they repeated. `post_ids` are the ids of the posts in their order.
    """
    conversation = _Conversation(thread.posts, me, called)
    replied_to, under = _replied_to(discussion), answers_replied_under(discussion)
    ids = dict(enumerate(post_ids, start=1))
    wrote = {conversation.names[post.index] for post in conversation.to_me()}
    found: dict[str | int, Peer] = {}
    for post in conversation.answers:
        if conversation.is_mine(post):
            continue
        name = conversation.names[post.index]
        key = name or post.index  # who has no name is somebody else each time
        if before := found.get(key):
            found[key] = replace(before, replies=before.replies + conversation.replies_to(post))
            continue
        found[key] = Peer(
            called(post.author) if post.author else None,
            conversation.replies_to(post),
            name in replied_to if name else ids.get(post.index) in under,
            bool(name) and name in wrote,
            post.index,
            post.date,
            excerpt(own_words(post)),
        )
    age = _ages(conversation.answers)
    return sorted(found.values(), key=lambda one: (one.replies, age[one.post], one.post))


def unanswered_messages(
    thread: Thread, discussion: Discussion, me: Sequence[str], *, called: Callable[[str], str]
) -> list[Message]:
    """The last post of each person who wrote to you and has no reply from you, in page order.

    A post of yours further down under the same answer counts as a reply, unless it names somebody else.
    """
    conversation = _Conversation(thread.posts, me, called)
    replied_to = _replied_to(discussion)
    last: dict[str | int, Message] = {}
    for post in conversation.to_me():
        name = conversation.names[post.index]
        if name not in replied_to and not conversation.i_replied_below(post):
            peer = called(post.author) if post.author else None
            last[name or post.index] = Message(peer, post.index, post.date, excerpt(post.text))
    return sorted(last.values(), key=lambda message: message.post)


def replies_received(posts: Sequence[Post], *, called: Callable[[str], str]) -> dict[int, int]:
    """How many replies each answer has had from others, by its index."""
    conversation = _Conversation(posts, (), called)
    return {answer.index: conversation.replies_to(answer) for answer in conversation.answers}


def answers_you_replied_to(
    posts: Sequence[Post], discussion: Discussion, post_ids: Sequence[str], *, called: Callable[[str], str]
) -> set[int]:
    """The indexes of the answers of people whom you replied to, whether or not the copy shows your reply."""
    names, under = _replied_to(discussion), answers_replied_under(discussion)
    return {
        post.index
        for post in posts
        if post.kind == "answer"
        and (fold_name(called(post.author)) in names if post.author else post_ids[post.index - 1] in under)
    }


class _Conversation:
    """One thread as a conversation between you and others."""

    def __init__(self, posts: Sequence[Post], me: Sequence[str], called: Callable[[str], str]) -> None:
        self.posts = posts
        self.called = called
        self.answers = [post for post in posts if post.kind == "answer"]
        self.mine = {fold_name(name) for name in me} - {""}
        self.names = {post.index: fold_name(called(post.author)) if post.author else "" for post in posts}
        self.below: dict[int, Counter[str]] = defaultdict(Counter)
        """How often each person (by folded name, "" for those without) replied under an answer."""
        self.mine_below: dict[int, list[Post]] = defaultdict(list)
        for post in posts:
            if post.parent:
                self.below[post.parent][self.names[post.index]] += 1
                if self.is_mine(post):
                    self.mine_below[post.parent].append(post)

    def is_mine(self, post: Post) -> bool:
        return bool(post.author) and fold_name(post.author or "") in self.mine

    def replies_to(self, answer: Post) -> int:
        """How many replies an answer has, without those of its own author."""
        name, below = self.names[answer.index], self.below[answer.index]
        return below.total() - (below[name] if name else 0)

    def to_me(self) -> Iterator[Post]:
        """What others wrote to you: where they name you, and under your answers unless they name somebody there."""
        mine = {post.index for post in self.answers if self.is_mine(post)}
        for post in self.posts:
            if self.is_mine(post):
                continue
            named = self._names_in(post)
            if named & self.mine or (post.parent in mine and not named & self.below[post.parent].keys()):
                yield post

    def i_replied_below(self, post: Post) -> bool:
        """Whether further down in the same group you wrote something to them, or to nobody by name."""
        name = self.names[post.index]
        return any(
            own.index > post.index and (not (named := self._names_in(own)) or name in named)
            for own in self.mine_below[post.parent or post.index]
        )

    def _names_in(self, post: Post) -> set[str]:
        return {fold_name(name) for mention in MENTION.findall(post.text) for name in (mention, self.called(mention))}


def _replied_to(discussion: Discussion) -> set[str]:
    return {fold_name(reply.peer) for reply in discussion.peer_replies if reply.peer and reply.given}


def answers_replied_under(discussion: Discussion) -> set[str]:
    """The ids of the answers without a name that you replied to."""
    return {reply.under for reply in discussion.peer_replies if reply.peer is None and reply.given and reply.under}


def _ages(answers: Sequence[Post]) -> dict[int, str]:
    """The day of each answer by its index. They stand oldest first: one without a day has that of the one above it."""
    day, ages = "", {}
    for post in answers:
        day = post.date or day
        ages[post.index] = day
    return ages


def authors(thread: Thread) -> dict[str, str]:
    """Everybody who posted below the opening post: the folded name, and how the copy spells it."""
    return {fold_name(post.author): post.author for post in thread.posts if post.author}


def people_in(threads: Iterable[Thread], discussion: Discussion) -> dict[str, str]:
    """Everybody who posted in a thread or is addressed there, and whom you replied to: the folded name, and how it is
    spelled."""
    names = {fold_name(reply.peer): reply.peer for reply in discussion.peer_replies if reply.peer}
    for thread in threads:
        names |= {fold_name(name): name for post in thread.posts for name in MENTION.findall(post.text)}
        names |= {fold_name(thread.author): thread.author} if thread.author else {}
        names |= authors(thread)
    return names


def nearest_names(name: str, spelled: Mapping[str, str]) -> list[str]:
    """The names that a mistyped one may mean, the nearest first; `spelled` are as in `people_in`."""
    return [spelled[one] for one in get_close_matches(fold_name(name), spelled, cutoff=_NEAR)]


def names_beginning(beginning: str, spelled: Mapping[str, str]) -> list[str]:
    """The longer names that begin with this one."""
    return [name for folded, name in spelled.items() if folded.startswith(fold_name(beginning))]


def can_be_name(name: str) -> bool:
    """Whether this can be a forum name: it has a letter, isn't all in brackets, and isn't the PEER of an example."""
    return name != "PEER" and any(map(str.isalpha, name)) and not _IN_BRACKETS.fullmatch(name)


def excerpt(text: str) -> str:
    """The start of a text on one line."""
    line = fold_space(clean(text))
    return line if len(line) <= _EXCERPT else f"{line[:_EXCERPT].rsplit(' ', 1)[0]}…"
