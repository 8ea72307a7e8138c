"""The fold of the copies of a discussion's threads: opening posts, and the posts below them."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field

from cups_course.events.event import Data, Event, Row
from cups_course.text import fold, fold_name
from cups_course.thread.matching import by_page, joined_order
from cups_course.thread.thread import Provenance

_OF_A_POST = ("author", "date", "kind", "text", "how", "forum_id", "answers_to", "page", "saved_at")
_OPENING = ("title", "author", "posted_on", "posted_how", "body", "opening_id", "saved_at")


def _day(data: Data, other: Data) -> Data:
    """The day of an opening post, and how it is known: as `data` has it, unless only `other` states it."""
    is_guess = data.get("posted_how") and other["posted_on"] and not other.get("posted_how")
    source = data if data["posted_on"] and not is_guess else other
    return {"posted_on": source["posted_on"], "posted_how": source.get("posted_how")}


def copy_order(event: Event, data: Data) -> tuple[str, str]:
    """The sort key of a copy: when it was saved, else when it was imported."""
    return data["as_of"] or data["saved_at"] or event.at, event.id


@dataclass(slots=True)
class Author:
    """Who wrote a post, under which answer. `from_you`: the copy names nobody, and the person said who it was."""

    name: str | None
    from_you: bool = False
    answer: str | None = None


def author_in(name: str | None, how: str, answer: str | None) -> Author:
    """Who wrote a post, from the columns of its row."""
    return Author(name, f'"author": "{Provenance.FROM_YOU}"' in how, answer)


@dataclass(slots=True)
class _Thread:
    key: str
    opening: Data
    copies_of: dict[str, list[tuple[tuple[str, str], Data]]] = field(default_factory=dict)
    """For each post, what every copy says of it, with the sort key of the copy."""
    parents: dict[str, str] = field(default_factory=dict)
    corrections: list[Data] = field(default_factory=list)
    order: list[str] = field(default_factory=list)
    has_opening: bool = False
    """A copy was imported whose opening post counts."""


class Threads:
    """The threads of one discussion, from the oldest copy on. A later copy counts more than an earlier one, which fills
    in what the later one leaves out."""

    def __init__(self) -> None:
        self._threads: dict[str, _Thread] = {}
        self._aliases: dict[str, str] = {}
        self._by_words: dict[tuple[str, str, str, int], str] = {}
        self._claimed: dict[tuple[str, str, str], int] = {}

    @property
    def aliases(self) -> Mapping[str, str]:
        """Keys of threads and posts that stand for another one: two devices read the same."""
        return self._aliases

    def _shown(self, key: str) -> str:
        return self._aliases.get(key, key)

    def thread_of(self, data: Data) -> str:
        """The key of the thread that a copy shows: the one with the same forum id, or any where either has none."""
        key = self._shown(data["thread"])
        if key in self._threads:
            return key
        for thread in self._threads.values():
            known = thread.opening["forum_id"]
            if known == data["forum_id"] or not (known and data["forum_id"]):
                self._aliases[data["thread"]] = thread.key
                return thread.key
        return key

    def read(self, event: Event, data: Data, *, with_posts: bool = True) -> None:
        """Add what a copy says. Raises ValueError or zlib.error where its posts cannot be read."""
        if data.get("forgotten"):
            return
        key = self.thread_of(data)
        thread = self._threads.get(key)
        if thread is None:
            thread = self._threads[key] = _Thread(key, {name: data.get(name) for name in _OPENING})
            thread.opening |= {"forum_id": None, "address": None, "pages": None, "pages_given": []}
            thread.has_opening = data["opening"]
        elif data["opening"] or not thread.has_opening:
            later = {name: data.get(name) or thread.opening[name] for name in _OPENING} | _day(data, thread.opening)
            if fold(data["body"] or "") != fold(thread.opening["body"] or ""):
                later["saved_at"] = data["saved_at"]
            thread.opening |= (
                later
                if data["opening"]
                else {name: thread.opening[name] or later[name] for name in later} | _day(thread.opening, data)
            )
            thread.has_opening = thread.has_opening or data["opening"]
        opening = thread.opening
        opening["forum_id"] = data["forum_id"] or opening["forum_id"]
        opening["address"] = data["address"] or opening["address"]
        opening["pages"] = max(data["pages"] or 0, opening["pages"] or 0) or None
        opening["pages_given"] = sorted({*data["pages_given"], *opening["pages_given"]})
        if with_posts:
            self._read_posts(event, thread, event.posts)

    def correct(self, data: Data) -> None:
        """Add what the person says of a post."""
        correction = data | {"post": self._shown(data["post"])}
        if parent := data.get("parent"):
            correction["parent"] = self._shown(parent)
        for thread in self._threads.values():
            if correction["post"] in thread.copies_of:
                thread.corrections.append(correction)

    def claim(self, thread: str, author: str | None, text: str) -> int:
        """Count a new post in which this person says these words. Returns 1 for the first, 2 for the second."""
        words = (thread, fold_name(author or ""), fold(text))
        nth = self._claimed.get(words, 0) + 1
        while (*words, nth) in self._by_words:
            nth += 1
        self._claimed[words] = nth
        return nth

    def thread_rows(self, discussion: str, asked_in: Callable[[str], Sequence[str]]) -> list[Row]:
        """Rows of `thread`; `asked_in` gives the ids of the questions of each."""
        return [
            {
                "id": thread.key,
                "discussion_id": discussion,
                **thread.opening,
                "body": thread.opening["body"] or "",
                "pages_given": json.dumps(thread.opening["pages_given"]),
                "asked": json.dumps(list(asked_in(thread.key))),
            }
            for thread in self._threads.values()
        ]

    def posts(self) -> Iterator[tuple[str, Data]]:
        """Every post with its key."""
        for thread in self._threads.values():
            yield from _posts(thread).items()

    def post_rows(self) -> list[Row]:
        """Rows of `post`."""
        return [row for thread in self._threads.values() for row in _post_rows(thread)]

    def _read_posts(self, event: Event, thread: _Thread, copied: Sequence[Data]) -> None:
        keys: list[str] = []
        used: set[str] = set()
        key_at: dict[int, str] = {}
        matches: list[int | None] = []
        places = {key: place for place, key in enumerate(thread.order)}
        forum_ids = {
            post["forum_id"]: key for key, copies in thread.copies_of.items() for _, post in copies if post["forum_id"]
        }
        for at, entry in enumerate(copied, start=1):
            if entry.get("forgotten"):
                continue  # its place still counts, as posts name their parents by it
            key = key_at[at] = self._key_of(thread, entry, used, forum_ids)
            keys.append(key)
            used.add(key)
            matches.append(places.get(key))
            post = {name: entry.get(name) for name in _OF_A_POST}
            post["how"] = post["how"] or {}
            # No forum gives an id twice; a page made by hand may.
            if post["forum_id"] and forum_ids.setdefault(post["forum_id"], key) != key:
                post["forum_id"] = None
            thread.copies_of.setdefault(key, []).append(((post["saved_at"] or event.at, event.id), post))
        for at, key in key_at.items():
            if parent := key_at.get(copied[at - 1].get("parent") or 0):
                thread.parents[key] = parent
        order = joined_order(len(thread.order), matches)
        thread.order = [keys[place] if in_copy else thread.order[place] for in_copy, place in order]

    def _key_of(self, thread: _Thread, entry: Data, used: Set[str], forum_ids: Mapping[str, str]) -> str:
        """The key of the post that an entry of a copy is. Another device may have given it another key: then it is the
        post with the same forum id, else the one in the same words by the same person."""
        key = self._shown(entry["key"])
        if key in thread.copies_of:
            return key
        author, text = fold_name(entry.get("author") or ""), fold(entry.get("text") or "")
        words = (thread.key, author, text, entry.get("nth", 1))
        same = forum_ids.get(entry.get("forum_id", "")) or self._by_words.get(words)
        if same and same not in used and same in thread.copies_of:
            self._aliases[entry["key"]] = key = same
        self._by_words.setdefault(words, key)
        return key


def _updated(post: Data, copy: Data) -> Data:
    """A post with what a later copy says. A day that a copy states counts more than one made of "3 days ago"."""
    later = {name: post[name] if value is None else value for name, value in copy.items()}
    if fold(post["text"] or "") != fold(copy["text"] or ""):
        later["saved_at"] = copy["saved_at"]
    later["how"] = dict(copy["how"])
    if post["date"] and (
        copy["date"] is None
        or copy["how"].get("date") != Provenance.STATED
        or post["how"].get("date") == Provenance.STATED
    ):
        later["date"] = post["date"]
        for name in ("date", "date_raw"):
            later["how"].pop(name, None)
            if name in post["how"]:
                later["how"][name] = post["how"][name]
    return later


def _posts(thread: _Thread) -> dict[str, Data]:
    """The posts of a thread as all copies together have them, with what the person corrected."""
    posts = {}
    for key, copies in thread.copies_of.items():
        (_, post), *later = sorted(copies, key=lambda one: one[0])
        for _, copy in later:
            post = _updated(post, copy)
        posts[key] = post | {"parent": thread.parents.get(key)}
    as_read = {one["post"]: dict(posts[one["post"]]) for one in thread.corrections}
    for correction in thread.corrections:
        if correction.get("as_read"):
            posts[correction["post"]] = dict(as_read[correction["post"]])
        else:
            _correct(posts[correction["post"]], correction)
    return posts


def _correct(post: Data, correction: Data) -> None:
    for name in ("kind", "parent"):
        if name in correction:
            post[name], post["how"] = correction[name], post["how"] | {name: Provenance.FROM_YOU}
    if correction["author"] is None and post["how"].get("author") == Provenance.FROM_YOU:
        post["author"] = None
        post["how"] = {name: how for name, how in post["how"].items() if name != "author"}
    elif correction["author"] and (post["author"] is None or post["how"].get("author") == Provenance.FROM_YOU):
        post["author"], post["how"] = correction["author"], post["how"] | {"author": Provenance.FROM_YOU}


def _post_rows(thread: _Thread) -> list[Row]:
    """The posts of a thread in its order and by their pages, each reply under the answer that it belongs to."""
    posts = _posts(thread)

    above: dict[str, str | None] = {}

    def answer_above(key: str) -> str | None:
        """The answer that a reply is under, past posts that turned out to be replies."""
        way: list[str] = []
        at: str | None = key
        while at in posts and at not in above and (posts[at]["kind"] == "reply" or at == key):
            above[at] = None  # until it is known, and for good where replies are under one another in a circle
            way.append(at)
            at = posts[at]["parent"]
        found = above[at] if at in above else at if at in posts and posts[at]["kind"] == "answer" else None
        above.update(dict.fromkeys(way, found))
        return found

    rows = []
    for position, at in enumerate(by_page([posts[key]["page"] for key in thread.order])):
        key = thread.order[at]
        post = posts[key]
        rows.append(
            {
                "id": key,
                "thread_id": thread.key,
                "position": position,
                **{name: post[name] for name in _OF_A_POST},
                "text": post["text"] or "",
                "kind": post["kind"] or "answer",
                "how": json.dumps(post["how"], ensure_ascii=False),
                "parent_id": answer_above(key) if post["kind"] == "reply" else None,
            }
        )
    return rows
