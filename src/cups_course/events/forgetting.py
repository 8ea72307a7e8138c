"""Words removed for good: the parts of events that hold them, blanked, and marks by which the same words are known
again without being kept.

A mark is a salted SHA-256 of what a post, an opening post or a part of one's own post said. Only what comes out of
copies is known by its words; what somebody types is theirs, also where they once removed the same. Blanking the same
parts in any order gives the same event.
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from cups_course.events.event import Data, Event, pack_posts, to_json
from cups_course.events.kinds import KINDS
from cups_course.text import fold, fold_name
from cups_course.thread.thread import OwnPosts, Thread

Said = tuple[str, ...]
"""What stands in a copy, and in which thread or to which question: as much of it as another copy has in common."""

_ONE_FIELD = {"answer written": ("text",), "reply logged": ("text",), "profile set": ("value",)}

COPIES = ("thread imported", "own posts read")
"""The kinds that hold words out of copies."""


def salted_mark(salt: str, said: Said) -> str:
    """How something said is known again."""
    return hashlib.sha256("\0".join((salt, *said)).encode("utf-8")).hexdigest()


def post_words(thread_title: str | None, author: str | None, text: str) -> Said:
    """A post as a rule knows it, the same in every copy of its thread."""
    return "post", fold(thread_title or ""), fold_name(author or ""), fold(text)


def opening_words(title: str | None, body: str) -> Said:
    """The opening post of a thread as a rule knows it."""
    return "thread", fold(title or ""), fold(body)


def own_words_said(peer: str | None, question: str | None, text: str) -> Said:
    """An answer or reply of the person as a rule knows it, the same whether it was typed or read from a post."""
    return "version", fold_name(peer or ""), fold(question or ""), fold(text)


def words_in(event: Event) -> Iterator[tuple[str, Said]]:
    """The parts of an event that hold words out of a copy, with what they say."""
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


def item_words(item: Data) -> Said:
    """What a part of one's own post says."""
    question = item.get("question")
    return own_words_said(
        item["reply"]["peer"] if "reply" in item else None, question and question["text"], item["text"]
    )


def _words_of(kind: str) -> Sequence[str]:
    """The fields of a kind in which words of the person's own stand."""
    return _ONE_FIELD.get(kind) or (KINDS[kind].words if kind in KINDS else ())


def blank_parts(event: Event, parts: Iterable[str]) -> Event:
    """The event without the words in these parts: a field such as `text`, `peer`, `opening`, `posts.3`, `items.0`,
    `fields.2`, `did`. What it did, in words, may name what is gone, so it goes with any of them."""
    wanted = sorted(set(parts))
    if not wanted:
        return event  # the very one, so that it is known not to have changed
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
            case "reply_peer" if "reply_peer" in data:
                data["reply_peer"] = None
            case _ if name in _words_of(event.kind):
                data |= {name: None, "forgotten": True}
    changed = event._replace(text=to_json(data), did=None)
    if posts is None:
        return changed
    gone = {at for at, post in enumerate(posts, start=1) if post.get("forgotten")}
    for post in posts:
        if post.get("parent") in gone:
            del post["parent"]
    return changed._replace(packed=pack_posts(posts))


class Rules:
    """Everything that was forgotten: false where nothing was."""

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
        """The events that are named, each with its parts."""
        return self._parts

    @property
    def has_marks(self) -> bool:
        """Whether words out of other copies are known by anything."""
        return bool(self._by_salt)

    def know(self, said: Said) -> bool:
        """Whether this was forgotten."""
        return any(salted_mark(salt, said) in marks for salt, marks in self._by_salt.items())

    def applied_to(self, event: Event) -> Event:
        """An event without what was forgotten of it."""
        parts = set(self._parts.get(event.id, ()))
        if self._by_salt and event.kind in COPIES:
            parts |= {part for part, said in words_in(event) if self.know(said)}
        return blank_parts(event, parts)

    def without(self, thread: Thread, own: OwnPosts | None = None) -> Thread | None:
        """A copy of a thread without the posts that were forgotten, and those of the person's `own` in which something
        forgotten stands; None where all of it was."""
        if self.know(opening_words(thread.title, thread.body)):
            return None
        with_own = self._in_own_posts(thread, own) if own else set()
        stay = [
            post
            for post in thread.posts
            if post.index not in with_own and not self.know(post_words(thread.title, post.author, post.text))
        ]
        if len(stay) == len(thread.posts):
            return thread
        index_of = {post.index: index for index, post in enumerate(stay, start=1)}
        posts = (
            replace(post, index=index, parent=index_of.get(post.parent) if post.parent else None)
            for index, post in enumerate(stay, start=1)
        )
        return replace(thread, posts=tuple(posts))

    def _in_own_posts(self, thread: Thread, own: OwnPosts) -> set[int]:
        asked = (None, *thread.questions)
        answers = {
            one.post for one in own.answers if self.know(own_words_said(None, asked[one.question or 0], one.text))
        }
        return answers | {one.post for one in own.replies if self.know(own_words_said(one.peer, None, one.text))}
