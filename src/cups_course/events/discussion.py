"""The fold of one discussion: everything the log says about it, under all ids it has."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from cups_course.events.event import UNREADABLE, Data, Event
from cups_course.events.kinds import KINDS
from cups_course.events.posts import Threads, copy_order
from cups_course.events.questions import Questions
from cups_course.events.tasks import Tasks
from cups_course.events.words import Author, Words
from cups_course.thread.thread import Provenance

Row = dict[str, Any]

READING = ("thread imported", "post named")
"""The kinds that change the posts of a discussion. After any other the posts needn't be read again."""

_CORRECTIONS = (
    *("question added", "question edited", "question dropped", "questions merged", "question split"),
    "replies wanted",
)
HANDED_OVER = (
    *("ticked", "practice removed", "progress posted", "paused", "resumed", "removed", "restored"),
    *(name for name, kind in KINDS.items() if kind.row or kind.takes_away or kind.words),
)
"""The kinds that go over to a discussion that takes the place of another one."""


@dataclass(slots=True)
class KnownPosts:
    """What the store already shows of the posts of a discussion, for a fold that doesn't read them again."""

    aliases: Mapping[str, str]
    authors: Mapping[str, Author]


@dataclass(slots=True)
class FoldedDiscussion:
    """What a discussion adds up to: rows by their tables, the columns of its own row that are worked out here, and the
    keys that stand for another one, by what they name."""

    tables: dict[str, list[Row]]
    columns: Row
    aliases: dict[str, Mapping[str, str]]


def fold_discussion(
    discussion: str,
    events: Sequence[Event],
    gave_way: Sequence[Event],
    dropped: set[str],
    aside: list[str],
    known: KnownPosts | None = None,
) -> FoldedDiscussion:
    """Fold the events about a discussion that count, the oldest first, and those about others that gave way to it.

    `dropped` are the folded names that aren't the person's. With `known` the posts are not read. The ids of events that
    cannot be applied are added to `aside`.
    """
    return _Folding(discussion, dropped, aside, known).folded(events, gave_way)


def questions_in_events(events: Sequence[Event]) -> Questions:
    """The questions of a discussion, to match others with them."""
    folding = _Folding("", set(), [], KnownPosts({}, {}))
    folding.read(folding.parsed(events))
    return folding.questions


def threads_in_events(events: Sequence[Event]) -> Threads:
    """The threads of a discussion with their posts, to match others with them."""
    folding = _Folding("", set(), [], None)
    folding.read(folding.parsed(events))
    return folding.threads


class _Folding:
    def __init__(self, discussion: str, dropped: set[str], aside: list[str], known: KnownPosts | None) -> None:
        self.discussion, self.dropped, self.aside, self.known = discussion, dropped, aside, known
        self.questions, self.threads, self.tasks = Questions(), Threads(), Tasks()
        self.is_known, self.wanted, self.said = False, None, None

    def parsed(self, events: Sequence[Event]) -> list[tuple[Event, Data]]:
        """The events that can be read, with what they say."""
        found = []
        for event in events:
            try:
                found.append((event, event.data))
            except ValueError:
                self.aside.append(event.id)
        return found

    def folded(self, events: Sequence[Event], gave_way: Sequence[Event]) -> FoldedDiscussion:
        told = self.parsed(events)
        handed_over = self.parsed(gave_way)
        for event, data in handed_over:
            if event.kind == "discussion outlined":
                self._safely(event, self.tasks.outline, data.get("tasks"), event.at)
        self.read(told)
        words = Words(
            self.discussion,
            "discussion_id",
            self.tasks,
            self.questions,
            self.known.aliases if self.known else self.threads.aliases,
            self.known.authors if self.known else self._authors(),
            self.dropped,
        )
        for event, data in self._in_order(told, handed_over):
            self._safely(event, words.take, event, data)
        tables = words.rows()
        self.questions.number()
        tables["question"] = self.questions.rows(self.discussion)
        tables["wording"] = self.questions.wordings(self.discussion)
        tables["task"] = self.tasks.rows(self.discussion, "discussion_id")
        tables["terms"] = self.tasks.terms(self.discussion)
        asked = {key: self.questions.asked_in(key) for key in self.threads.every()}
        tables["thread"] = self.threads.thread_rows(self.discussion, asked)
        aliases: dict[str, Mapping[str, str]] = {"question": self.questions.aliases, "reply": words.reply_aliases}
        if self.known is None:
            tables["post"] = self.threads.rows()
            aliases["post"] = self.threads.aliases
        columns = {
            "known": int(self.is_known),
            "peer_replies_wanted": self.wanted,
            "peer_replies_said": self.said,
        }
        return FoldedDiscussion(tables, columns, aliases)

    @staticmethod
    def _in_order(
        told: Sequence[tuple[Event, Data]], handed_over: Sequence[tuple[Event, Data]]
    ) -> Sequence[tuple[Event, Data]]:
        """What was said of this discussion, and what of one that gave way to it is about this one now, by age."""
        if not handed_over:
            return told
        ours = [
            (event, {name: value for name, value in data.items() if name not in ("question", "reply")})
            for event, data in handed_over
            if event.kind in HANDED_OVER and (event.kind not in ("removed", "restored") or "task" in data)
        ]
        return sorted([*told, *ours], key=lambda one: one[0].id)

    def read(self, told: Sequence[tuple[Event, Data]]) -> None:
        """Outlines first, then the copies from the oldest on, then what the person put right."""
        for event, data in told:
            if event.kind == "discussion outlined":
                self._safely(event, self._outlined, event, data)
        copies = [one for one in told if one[0].kind == "thread imported"]
        for event, data in sorted(copies, key=lambda one: copy_order(*one)):
            self._safely(event, self._copy, event, data)
        for event, data in told:
            if event.kind in _CORRECTIONS:
                self._safely(event, self._correct, event, data)
            elif event.kind == "post named":
                self._safely(event, self.threads.correct, data)

    def _safely(self, event: Event, apply: Callable[..., None], *said: Any) -> None:
        try:
            apply(*said)
        except UNREADABLE:
            self.aside.append(event.id)

    def _outlined(self, event: Event, data: Data) -> None:
        self.is_known = self.is_known or bool(data["known"])
        if self.wanted is None:
            self.wanted = data["replies_wanted"]
        self.questions.outline(data["questions"])
        self.tasks.outline(data["tasks"], event.at)

    def _copy(self, event: Event, data: Data) -> None:
        self.threads.read(event, data, with_posts=self.known is None)
        if data["opening"]:
            self.questions.read(self.threads.thread_of(data), data["body"] or "", data["questions"], event.at)
            self.is_known = self.is_known or bool(data["questions"]) or data["replies_wanted"] is not None
            if data["replies_wanted"] is not None:
                self.wanted = data["replies_wanted"]
            self.tasks.imported(data["tasks"])

    def _correct(self, event: Event, data: Data) -> None:
        if event.kind == "replies wanted":
            self.said = data["wanted"]
        else:
            self.questions.correct(event, data)
            self.is_known = self.is_known or event.kind == "question added"

    def _authors(self) -> dict[str, Author]:
        return {
            key: Author(post["author"], post["how"].get("author") == Provenance.FROM_YOU)
            for key, post in self.threads.each()
        }
