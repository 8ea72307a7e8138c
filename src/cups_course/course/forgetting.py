"""What is removed for good: which records go with it, and how their words are known again without being kept.

A mark is a salted SHA-256 of what a record of a thread said and where. Only what comes out of copies is known by its
words; what somebody types is theirs, also where they once removed the same.
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import replace

from cups_course.course.carried import MAY_BE_EMPTY, REFERENCES, Change, Record, Stamp, Tables
from cups_course.course.thread import OwnPosts, Thread
from cups_course.course.wording import fold, fold_name

Said = tuple[str, ...]
"""What a record says, and in which thread or to which question: as much of it as another copy has in common."""


def mark(salt: str, said: Said) -> str:
    """How something said is known again."""
    return hashlib.sha256("\0".join((salt, *said)).encode("utf-8")).hexdigest()


def post_said(thread_title: str | None, author: str | None, text: str) -> Said:
    """What a post says, whichever copy it stands in."""
    return "post", fold(thread_title or ""), fold_name(author or ""), fold(text)


def thread_said(title: str | None, body: str) -> Said:
    """What the opening post of a thread says."""
    return "thread", fold(title or ""), fold(body)


def own_said(peer: str | None, question: str | None, text: str) -> Said:
    """What the person's own answer or reply says, whichever of their posts it stands in."""
    return "version", fold_name(peer or ""), fold(question or ""), fold(text)


class Marks:
    """The marks of what was forgotten; false where nothing was."""

    def __init__(self, forgotten: Iterable[Record]) -> None:
        self._by_salt: dict[str, set[str]] = defaultdict(set)
        for one in forgotten:
            if one["mark"]:
                self._by_salt[one["salt"]].add(one["mark"])

    def __bool__(self) -> bool:
        return bool(self._by_salt)

    def know(self, said: Said) -> bool:
        """Whether this was forgotten."""
        return any(mark(salt, said) in marks for salt, marks in self._by_salt.items())

    def without(self, thread: Thread, own: OwnPosts | None = None) -> Thread | None:
        """A copy of a thread without the posts that were forgotten, and those of the person's `own` in which something
        forgotten stands; None where all of it was."""
        if self.know(thread_said(thread.title, thread.body)):
            return None
        with_own = self._in_own_posts(thread, own) if own else set()
        stay = [
            post
            for post in thread.posts
            if post.index not in with_own and not self.know(post_said(thread.title, post.author, post.text))
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
        answers = {one.post for one in own.answers if self.know(own_said(None, asked[one.question or 0], one.text))}
        return answers | {one.post for one in own.replies if self.know(own_said(one.peer, None, one.text))}


class Everything:
    """All records of some devices, and all that ever were there, as far as their deletion was written down."""

    def __init__(self, devices: Iterable[Tables], changes: Mapping[Stamp, Change]) -> None:
        self.tables: dict[str, dict[str, list[Record]]] = {table: defaultdict(list) for table in REFERENCES}
        for tables in devices:
            for table, records in tables.items():
                for one, record in records.items():
                    self.tables[table][one].append(record)
        for change in changes.values():
            if change.before is None:
                continue
            there = self.tables[change.table][change.record]
            if change.after is None:
                there.append(change.before)
            elif change.table in ("thread", "post", "profile"):
                there += [record | change.before for record in there]

    def each(self, table: str) -> Iterator[Record]:
        """Every state of every record of a table."""
        return (state for states in self.tables[table].values() for state in states)

    def said(self, table: str, state: Record) -> set[Said]:
        """What a record says that stands in copies, or may one day; nothing for any other."""
        if table == "thread":
            # A copy that tells neither title nor words is like any other such.
            return {thread_said(state["title"], state["body"])} if state["title"] or state["body"] else set()
        if table == "post":
            titles = self._of("thread", state["thread_id"], "title") or {None}
            return {post_said(title, state["author"], state["text"]) for title in titles}
        if table == "version":
            peers = self._of("peer_reply", state["peer_reply_id"], "peer") or {None}
            questions = self._of("answer", state["answer_id"], "question_id") or {None}
            asked = {text for question in questions for text in self._of("question", question, "text") or {None}}
            return {own_said(peer, text, state["text"]) for peer in peers for text in asked}
        return set()

    def _of(self, table: str, record: str | None, column: str) -> set[str | None]:
        return {state[column] for state in self.tables[table].get(record or "", ())}

    def marked(self, marks: Marks) -> set[str]:
        """The ids of all records out of copies whose words were forgotten."""
        return {
            state["id"]
            for table in ("thread", "post", "version")
            for state in self.each(table)
            if not _is_typed(table, state) and any(map(marks.know, self.said(table, state)))
        }

    def with_all_in_them(self, going: Iterable[str], *, typed: bool = True) -> set[str]:
        """These records, and all that say nothing without them; those that a person typed only where `typed`."""
        gone = set(going)
        for table in REFERENCES:
            for state in self.each(table):
                if not typed and _is_typed(table, state):
                    continue
                for column in REFERENCES[table]:
                    if (table, column) not in MAY_BE_EMPTY and state[column] in gone:
                        gone.add(state["id"])
        return gone

    def needed(self, gone: Set[str]) -> set[str]:
        """Those of these records in which something stands that was typed and is not among them."""
        return {
            state[column]
            for table in ("version", "note")
            for state in self.each(table)
            if state["id"] not in gone and _is_typed(table, state)
            for column in REFERENCES[table]
            if (table, column) not in MAY_BE_EMPTY and state[column] in gone
        }


def _is_typed(table: str, state: Record) -> bool:
    return table == "note" or (table == "version" and state["post_id"] is None)


def gone(devices: Iterable[Tables], changes: Mapping[Stamp, Change], forgotten: Mapping[str, Record]) -> set[str]:
    """The ids of all that was forgotten, and of all that says nothing without it. What somebody typed since, or on a
    device that knew nothing of it, stays, and so does what it stands in."""
    everything = Everything(devices, changes)
    ids = {one["record_id"] for one in forgotten.values()}
    going = everything.with_all_in_them(ids | everything.marked(Marks(forgotten.values())), typed=False)
    return going - everything.needed(going)
