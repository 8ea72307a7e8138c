"""The fold of the copies of a discussion's threads: opening posts, and the posts below them."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from cups_course.events.event import Data, Event
from cups_course.text import fold, fold_name
from cups_course.thread.matching import by_page, joined_order
from cups_course.thread.thread import Provenance

_OF_A_POST = ("author", "date", "kind", "text", "how", "forum_id", "answers_to", "page", "saved_at")
_OPENING = ("title", "author", "posted_on", "body", "opening_id", "saved_at")


def copy_order(event: Event, data: Data) -> tuple[str, str]:
    """Where a copy stands among others: by when it was saved, else imported."""
    return data["as_of"] or data["saved_at"] or event.at, event.id


@dataclass(slots=True)
class _Thread:
    key: str
    told: Data
    told_of: dict[str, list[tuple[tuple[str, str], Data]]] = field(default_factory=dict)
    """For each post what every copy tells of it, with the place of the copy among those that do."""
    parents: dict[str, str] = field(default_factory=dict)
    said: list[Data] = field(default_factory=list)
    order: list[str] = field(default_factory=list)
    taken: bool = False
    """The opening post of a copy was taken."""


class Threads:
    """The threads of one discussion, from the oldest copy on. Of two copies the later one counts; what it doesn't tell
    the earlier one does."""

    def __init__(self) -> None:
        self._threads: dict[str, _Thread] = {}
        self._instead: dict[str, str] = {}
        """Keys of threads and posts that stand for another one: two devices read one and the same."""
        self._by_words: dict[tuple[str, str, str, int], str] = {}

    @property
    def aliases(self) -> Mapping[str, str]:
        """Keys of threads and posts that stand for another one."""
        return self._instead

    def _named(self, key: str) -> str:
        return self._instead.get(key, key)

    def thread_of(self, data: Data) -> str:
        """The key of the thread that a copy shows: the one with its id in the forum; without one, what is there."""
        key: str = self._named(data["thread"])
        if key in self._threads:
            return key
        for thread in self._threads.values():
            known = thread.told["forum_id"]
            if known == data["forum_id"] or not (known and data["forum_id"]):
                self._instead[data["thread"]] = thread.key
                return thread.key
        return key

    def read(self, event: Event, data: Data, *, with_posts: bool = True) -> None:
        """A copy. Raises ValueError or zlib.error where its posts cannot be read."""
        if data.get("forgotten"):
            return
        key = self.thread_of(data)
        thread = self._threads.get(key)
        if thread is None:
            thread = self._threads[key] = _Thread(key, {name: data[name] for name in _OPENING})
            thread.told |= {"forum_id": None, "address": None, "pages": None, "pages_given": []}
            thread.taken = data["opening"]
        elif data["opening"] or not thread.taken:
            told = {name: data[name] or thread.told[name] for name in _OPENING}
            if fold(data["body"] or "") != fold(thread.told["body"] or ""):
                told["saved_at"] = data["saved_at"]
            thread.told |= told if data["opening"] else {name: thread.told[name] or told[name] for name in told}
            thread.taken = thread.taken or data["opening"]
        told = thread.told
        told["forum_id"] = data["forum_id"] or told["forum_id"]
        told["address"] = data["address"] or told["address"]
        told["pages"] = max(data["pages"] or 0, told["pages"] or 0) or None
        told["pages_given"] = sorted({*data["pages_given"], *told["pages_given"]})
        if with_posts:
            self._read_posts(event, thread, [post for post in event.posts if not post.get("forgotten")])

    def correct(self, data: Data) -> None:
        """What the person says of a post."""
        key = self._named(data["post"])
        for thread in self._threads.values():
            if key in thread.told_of:
                parent = data.get("parent")
                thread.said.append(data | {"post": key} | ({"parent": self._named(parent)} if parent else {}))

    def claim(self, thread: str, author: str | None, text: str) -> int:
        """For the how manieth time this person says these words, in a post that is new here."""
        nth = 1
        while (words := (thread, fold_name(author or ""), fold(text), nth)) in self._by_words:
            nth += 1
        self._by_words[words] = ""
        return nth

    def thread_rows(self, discussion: str, asked: Mapping[str, Sequence[str]]) -> list[dict[str, Any]]:
        """Rows of `thread`; `asked` are the ids of the questions of each."""
        return [
            {
                "id": one.key,
                "discussion_id": discussion,
                **one.told,
                "body": one.told["body"] or "",
                "pages_given": json.dumps(one.told["pages_given"]),
                "asked": json.dumps(list(asked[one.key])),
            }
            for one in self._threads.values()
        ]

    def every(self) -> list[str]:
        """The threads, the first imported first."""
        return list(self._threads)

    def each(self) -> Iterator[tuple[str, Data]]:
        """Every post with its key."""
        for thread in self._threads.values():
            yield from _posts(thread).items()

    def rows(self) -> list[dict[str, Any]]:
        """Rows of `post`."""
        return [row for thread in self._threads.values() for row in _rows(thread)]

    def _read_posts(self, event: Event, thread: _Thread, copied: Sequence[Data]) -> None:
        keys: list[str] = []
        matches: list[int | None] = []
        places = {key: place for place, key in enumerate(thread.order)}
        forum_ids = {
            told["forum_id"]: key for key, copies in thread.told_of.items() for _, told in copies if told["forum_id"]
        }
        for entry in copied:
            key = self._met(thread, entry, keys, forum_ids)
            keys.append(key)
            matches.append(places.get(key))
            told = {name: entry.get(name) for name in _OF_A_POST}
            told["how"] = told["how"] or {}
            # No forum gives an id twice; a page made by hand may.
            if told["forum_id"] and forum_ids.setdefault(told["forum_id"], key) != key:
                told["forum_id"] = None
            thread.told_of.setdefault(key, []).append(((told["saved_at"] or event.at, event.id), told))
        for key, entry in zip(keys, copied, strict=True):
            parent = entry.get("parent")
            if parent and 0 < parent <= len(keys):
                thread.parents[key] = keys[parent - 1]
        order = joined_order(len(thread.order), matches)
        thread.order = [keys[place] if in_copy else thread.order[place] for in_copy, place in order]

    def _met(self, thread: _Thread, entry: Data, taken: Sequence[str], forum_ids: Mapping[str, str]) -> str:
        """The post that an entry of a copy is. On another device it may have another key: then it is the one with its
        id in the forum, else the one in the same words by the same person."""
        key: str = self._named(entry["key"])
        if key in thread.told_of:
            return key
        author, text = fold_name(entry.get("author") or ""), fold(entry.get("text") or "")
        words = (thread.key, author, text, entry.get("nth", 1))
        same = forum_ids.get(entry.get("forum_id", "")) or self._by_words.get(words)
        if same and same not in taken and same in thread.told_of:
            self._instead[entry["key"]] = same
            key = same
        self._by_words.setdefault(words, key)
        return key


def _joined(row: Data, told: Data) -> Data:
    """A post as a later copy tells it. A day that a copy states counts more than one worked out from "3 days ago"."""
    later = {name: row[name] if value is None else value for name, value in told.items()}
    if fold(row["text"] or "") != fold(told["text"] or ""):
        later["saved_at"] = told["saved_at"]
    later["how"] = dict(told["how"])
    if row["date"] and (
        told["date"] is None
        or told["how"].get("date") != Provenance.STATED
        or row["how"].get("date") == Provenance.STATED
    ):
        later["date"] = row["date"]
        for name in ("date", "date_raw"):
            later["how"].pop(name, None)
            if name in row["how"]:
                later["how"][name] = row["how"][name]
    return later


def _posts(thread: _Thread) -> dict[str, Data]:
    """The posts of a thread as all copies together tell them, and then as the person says."""
    posts = {}
    for key, copies in thread.told_of.items():
        (_, post), *later = sorted(copies, key=lambda one: one[0])
        for _, told in later:
            post = _joined(post, told)
        posts[key] = post | {"parent": thread.parents.get(key)}
    for said in thread.said:
        _put_right(posts[said["post"]], said)
    return posts


def _put_right(post: Data, said: Data) -> None:
    if "kind" in said:
        post["kind"], post["how"] = said["kind"], post["how"] | {"kind": Provenance.FROM_YOU}
    if "parent" in said:
        post["parent"], post["how"] = said["parent"], post["how"] | {"parent": Provenance.FROM_YOU}
    if said["author"] is None and post["how"].get("author") == Provenance.FROM_YOU:
        post["author"] = None
        post["how"] = {name: how for name, how in post["how"].items() if name != "author"}
    elif said["author"] and post["author"] is None:
        post["author"], post["how"] = said["author"], post["how"] | {"author": Provenance.FROM_YOU}


def _rows(thread: _Thread) -> list[dict[str, Any]]:
    """The posts of a thread in its order and by their pages, each reply under the answer that it belongs to."""
    posts = _posts(thread)

    def answer(key: str) -> str | None:
        """Up to the answer itself, past posts that turned out to be replies."""
        seen = {key}
        found: str | None = posts[key]["parent"]
        while found and found in posts and posts[found]["kind"] == "reply" and found not in seen:
            seen.add(found)
            found = posts[found]["parent"]
        return found if found and found in posts and posts[found]["kind"] == "answer" else None

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
                "parent_id": answer(key) if post["kind"] == "reply" else None,
            }
        )
    return rows
