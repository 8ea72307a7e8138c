"""The fold of one discussion: everything the log says about it, under all ids it has."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from cups_course.events.event import UNREADABLE, Data, Event, Row
from cups_course.events.kinds import KINDS
from cups_course.events.posts import Author, Threads, author_in, copy_order
from cups_course.events.questions import Questions
from cups_course.events.tasks import Tasks
from cups_course.events.words import Words

READING = ("thread imported", "post named")
"""The kinds that change the posts of a discussion. After any other, the posts needn't be read again."""

_CORRECTIONS = ("question added", "question edited", "question dropped", "questions merged", "question split")
HANDED_OVER = (
    *("ticked", "practice removed", "note removed", "paused", "resumed", "removed", "restored"),
    *(name for name, kind in KINDS.items() if kind.row or kind.takes_away or kind.words),
)
"""The kinds that go over to a discussion that takes the place of another one."""


@dataclass(slots=True)
class KnownPosts:
    """The posts of a discussion as the store shows them, for a fold that doesn't read them again."""

    aliases: Mapping[str, str]
    authors: Mapping[str, Author]


@dataclass(slots=True)
class FoldedDiscussion:
    """What a discussion adds up to: rows by their tables, columns of its own row, and the keys that stand for another
    one, by what they name."""

    tables: dict[str, list[Row]]
    columns: Row
    aliases: dict[str, Mapping[str, str]]


def fold_discussion(
    discussion: str,
    events: Sequence[Event],
    gave_way: Sequence[Event],
    dropped: set[str],
    unreadable: list[str],
    known: KnownPosts | None = None,
) -> FoldedDiscussion:
    """Fold the events about a discussion that count, the oldest first, and those about others that gave way to it.

    `dropped` are the folded names that aren't the person's. With `known` the posts are not read. The ids of events that
    cannot be applied are added to `unreadable`.
    """
    return _Fold(discussion, dropped, unreadable, known).fold(events, gave_way)


def questions_in_events(events: Sequence[Event]) -> Questions:
    """The questions of a discussion, to match others with them."""
    fold = _Fold("", set(), [], KnownPosts({}, {}))
    fold.read(fold.parse(events))
    return fold.questions


def threads_in_events(events: Sequence[Event]) -> Threads:
    """The threads of a discussion with their posts, to match others with them."""
    fold = _Fold("", set(), [], None)
    fold.read(fold.parse(events))
    return fold.threads


class _Fold:
    def __init__(self, discussion: str, dropped: set[str], unreadable: list[str], known: KnownPosts | None) -> None:
        self.discussion, self.dropped, self.unreadable, self.known = discussion, dropped, unreadable, known
        self.questions, self.threads, self.tasks = Questions(), Threads(), Tasks(discussion, "discussion_id")
        self.is_known = False
        self.replies_wanted: int | None = None
        self.replies_wanted_by_person: int | None = None

    def parse(self, events: Sequence[Event]) -> list[tuple[Event, Data]]:
        """The events that can be read, with their data."""
        parsed = []
        for event in events:
            try:
                parsed.append((event, event.data))
            except ValueError:
                self.unreadable.append(event.id)
        return parsed

    def fold(self, events: Sequence[Event], gave_way: Sequence[Event]) -> FoldedDiscussion:
        own, replaced = self.parse(events), self.parse(gave_way)
        for event, data in replaced:
            if event.kind == "discussion outlined":
                self._apply(event, self.tasks.outline, data.get("tasks"))
        self.read(own)
        posts = [] if self.known else self.threads.post_rows()
        words = Words(
            self.discussion,
            "discussion_id",
            self.tasks,
            self.questions,
            self.known.aliases if self.known else self.threads.aliases,
            self.known.authors if self.known else _authors(posts),
            self.dropped,
        )
        for event, data in sorted([*own, *filter(None, map(_handed_over, replaced))], key=lambda one: one[0].id):
            self._apply(event, words.apply, event, data)
        tables = words.rows()
        self.questions.number()
        tables["question"] = self.questions.rows(self.discussion)
        tables["wording"] = self.questions.wordings(self.discussion)
        tables["task"] = self.tasks.rows()
        tables["terms"] = self.tasks.terms()
        tables["thread"] = self.threads.thread_rows(self.discussion, self.questions.asked_in)
        aliases: dict[str, Mapping[str, str]] = {"question": self.questions.aliases, "reply": words.reply_aliases}
        if self.known is None:
            tables["post"] = posts
            aliases["post"] = self.threads.aliases
        columns = {
            "known": int(self.is_known),
            "peer_replies_wanted": self.replies_wanted,
            "peer_replies_said": self.replies_wanted_by_person,
        }
        return FoldedDiscussion(tables, columns, aliases)

    def read(self, events: Sequence[tuple[Event, Data]]) -> None:
        """Apply outlines first, then the copies from the oldest on, then what the person corrected."""
        for event, data in events:
            if event.kind == "discussion outlined":
                self._apply(event, self._outline, data)
        copies = [one for one in events if one[0].kind == "thread imported"]
        for event, data in sorted(copies, key=lambda one: copy_order(*one)):
            self._apply(event, self._copy, event, data)
        for event, data in events:
            if event.kind == "replies wanted":
                self._apply(event, self._set_replies_wanted, data)
            elif event.kind in _CORRECTIONS:
                self._apply(event, self._correct, event, data)
            elif event.kind == "post named":
                self._apply(event, self.threads.correct, data)

    def _apply(self, event: Event, function: Callable[..., None], *values: Any) -> None:
        try:
            function(*values)
        except UNREADABLE:
            self.unreadable.append(event.id)

    def _outline(self, data: Data) -> None:
        self.is_known = self.is_known or bool(data["known"])
        if self.replies_wanted is None:
            self.replies_wanted = data["replies_wanted"]
        self.questions.outline(data["questions"])
        self.tasks.outline(data["tasks"])

    def _copy(self, event: Event, data: Data) -> None:
        self.threads.read(event, data, with_posts=self.known is None)
        if data["opening"]:
            self.questions.read(self.threads.thread_of(data), data["body"] or "", data["questions"], event.at)
            self.is_known = self.is_known or bool(data["questions"]) or data["replies_wanted"] is not None
            if data["replies_wanted"] is not None:
                self.replies_wanted = data["replies_wanted"]
            self.tasks.read(data["tasks"])

    def _set_replies_wanted(self, data: Data) -> None:
        self.replies_wanted_by_person = data["wanted"]

    def _correct(self, event: Event, data: Data) -> None:
        self.questions.correct(event, data)
        self.is_known = self.is_known or event.kind == "question added"


def _authors(posts: Iterable[Row]) -> dict[str, Author]:
    return {row["id"]: author_in(row["author"], row["how"], row["parent_id"]) for row in posts}


def _handed_over(parsed: tuple[Event, Data]) -> tuple[Event, Data] | None:
    """An event about a discussion that gave way, as it counts for the one in its place; None where it doesn't."""
    event, data = parsed
    if event.kind not in HANDED_OVER or (event.kind in ("removed", "restored") and "task" not in data):
        return None
    return event, {name: value for name, value in data.items() if name not in ("question", "reply")}
