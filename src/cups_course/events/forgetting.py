"""Words removed for good: blanks the parts of events that hold them, and recognizes the same words in other copies.

They are recognized by a mark: a salted SHA-256 of what a post, an opening post or a part of one's own post says. Only
words from copies are; what somebody types is kept, also where they once removed the same. Blanking the same parts in
any order gives the same event.
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from cups_course.events.event import Data, Event, pack_posts, to_json
from cups_course.events.kinds import KINDS
from cups_course.text import fold, fold_name
from cups_course.thread.thread import OwnPosts, Thread

CopiedText = tuple[str, ...]
"""Words of a copy, with the thread or question that they belong to: what any other copy of them has in common."""

_FIELDS = {
    "answer written": ("text",),
    "reply logged": ("text",),
    "profile set": ("value",),
    "same person": ("old", "new"),
}

COPIES = ("thread imported", "own posts read")
"""The kinds that hold words from copies."""


def salted_mark(salt: str, text: CopiedText) -> str:
    """The mark by which words are recognized; `salt` is that of the rule."""
    return hashlib.sha256("\0".join((salt, *text)).encode("utf-8")).hexdigest()


def post_words(thread_title: str | None, author: str | None, text: str) -> CopiedText:
    """A post as rules recognize it, the same in every copy of its thread."""
    return "post", fold(thread_title or ""), fold_name(author or ""), fold(text)


def opening_words(title: str | None, body: str) -> CopiedText:
    """The opening post of a thread as rules recognize it."""
    return "thread", fold(title or ""), fold(body)


def own_words_said(peer: str | None, question: str | None, text: str) -> CopiedText:
    """An answer or reply of the person as rules recognize it, the same whether it was typed or read from a post."""
    return "version", fold_name(peer or ""), fold(question or ""), fold(text)


def words_in(event: Event) -> Iterator[tuple[str, CopiedText]]:
    """The parts of an event that hold words from a copy, with these words."""
    if event.kind == "thread imported":
        data = event.data
        if not data.get("forgotten") and (data["title"] or data["body"]):
            yield "opening", opening_words(data["title"], data["body"])
        for at, post in enumerate(event.posts):
            if not post.get("forgotten"):
                yield f"posts.{at}", post_words(data["title"], post.get("author"), post.get("text") or "")
    elif event.kind == "own posts read":
        for at, item in enumerate(event.data["items"]):
            if item["text"] is not None:
                yield f"items.{at}", item_words(item)


def item_words(item: Data) -> CopiedText:
    """The words of one part of a post by the person."""
    question = item.get("question")
    return own_words_said(
        item["reply"]["peer"] if "reply" in item else None, question and question["text"], item["text"]
    )


def _words_of(kind: str) -> Sequence[str]:
    """The fields of a kind that hold the person's own words, or names they gave."""
    return _FIELDS.get(kind) or (KINDS[kind].words if kind in KINDS else ())


def blank_parts(event: Event, parts: Iterable[str]) -> Event:
    """The event without the words in these parts: a field such as `text`, `peer`, `opening`, `posts.3`, `items.0`,
    `fields.2`, `did`. `did` may name what is gone, so it always goes."""
    wanted = sorted(set(parts))
    if not wanted:
        return event  # the same object, so that callers see that nothing changed
    data = event.data
    posts = event.posts if any(part.startswith("posts.") for part in wanted) else None
    for part in wanted:
        name, _, number = part.partition(".")
        match name:
            case "posts" if posts is not None and int(number) < len(posts):
                posts[int(number)] = {"key": posts[int(number)]["key"], "forgotten": True}
            case "items" if int(number) < len(data.get("items", ())):
                item = data["items"][int(number)]
                item |= {"text": None, "forgotten": True}
                if "reply" in item:
                    item["reply"] |= {"peer": None}
            case "fields" if event.kind == "form submitted" and int(number) < len(data["fields"]):
                data["fields"][int(number)]["text"] = None
            case "opening" if event.kind == "thread imported":
                data |= {"body": "", "author": None, "posted_on": None, "forgotten": True}
            case "peer" if "reply" in data:
                data["reply"] |= {"peer": None}
            case "author" if event.kind == "post named":
                data["author"] = ""  # None would say that it isn't the person's
            case "reply_peer" if "reply_peer" in data:
                data["reply_peer"] = None
            case _ if name in _words_of(event.kind):
                data |= {name: None, "forgotten": True}
    changed = event._replace(text=to_json(data), did=None)
    if posts is None:
        return changed
    forgotten = {at for at, post in enumerate(posts, start=1) if post.get("forgotten")}
    for post in posts:
        if post.get("parent") in forgotten:
            del post["parent"]
    return changed._replace(packed=pack_posts(posts))


class Rules:
    """Everything that was forgotten; false where nothing was."""

    def __init__(self, rules: Iterable[Data]) -> None:
        self._parts: dict[str, set[str]] = defaultdict(set)
        self._by_salt: dict[str, set[str]] = defaultdict(set)
        for rule in rules:
            for event, parts in rule["parts"].items():
                self._parts[event] |= set(parts)
            if rule["marks"]:
                self._by_salt[rule["salt"]] |= set(rule["marks"])

    def __bool__(self) -> bool:
        return bool(self._parts or self._by_salt)

    @property
    def events(self) -> Mapping[str, set[str]]:
        """The events that the rules name, each with the parts to blank."""
        return self._parts

    @property
    def has_marks(self) -> bool:
        """Whether the rules recognize words in other copies."""
        return bool(self._by_salt)

    def match(self, text: CopiedText) -> bool:
        """Whether these words were forgotten."""
        return any(salted_mark(salt, text) in marks for salt, marks in self._by_salt.items())

    def applied_to(self, event: Event) -> Event:
        """An event without what was forgotten."""
        parts = set(self._parts.get(event.id, ()))
        if self._by_salt and event.kind in COPIES:
            parts |= {part for part, text in words_in(event) if self.match(text)}
        return blank_parts(event, parts)

    def without(self, thread: Thread, own: OwnPosts | None = None) -> Thread | None:
        """A copy of a thread without the posts that were forgotten, and without those of `own` (the person's) that hold
        something forgotten. None where its opening post was forgotten."""
        if self.match(opening_words(thread.title, thread.body)):
            return None
        own_posts = self._own_posts(thread, own) if own else set()
        stay = [
            post
            for post in thread.posts
            if post.index not in own_posts and not self.match(post_words(thread.title, post.author, post.text))
        ]
        if len(stay) == len(thread.posts):
            return thread
        index_of = {post.index: index for index, post in enumerate(stay, start=1)}
        posts = (
            replace(post, index=index, parent=index_of.get(post.parent) if post.parent else None)
            for index, post in enumerate(stay, start=1)
        )
        return replace(thread, posts=tuple(posts))

    def _own_posts(self, thread: Thread, own: OwnPosts) -> set[int]:
        asked = (None, *thread.questions)
        answers = {
            one.post for one in own.answers if self.match(own_words_said(None, asked[one.question or 0], one.text))
        }
        return answers | {one.post for one in own.replies if self.match(own_words_said(one.peer, None, one.text))}
