"""Counts who answered which discussion, and how many peers each person replied to."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from sys import intern

from cups_course.text import clean, fold_name, fold_space
from cups_course.thread.corrections import Certainty, certainty
from cups_course.thread.thread import Post, Thread


@dataclass(frozen=True, slots=True)
class Days:
    """The ISO days that count, both ends included; None leaves an end open."""

    first: str | None = None
    last: str | None = None

    @property
    def limited(self) -> bool:
        """Whether some days do not count."""
        return self.first is not None or self.last is not None

    def hold(self, day: str | None) -> bool:
        """Whether a post of this day counts. A post without a day counts only where no days are excluded."""
        if day is None:
            return not self.limited
        return (self.first or "") <= day and (self.last is None or day <= self.last)


@dataclass(frozen=True, slots=True)
class Participation:
    """What one person did in one discussion: whether they answered, and how many people they replied to."""

    answered: bool
    peer_replies: int


NO_PARTICIPATION = Participation(False, 0)
_part = cache(Participation)
"""Keeps equal participations once, which a cohort of many threads has by the thousand."""


@dataclass(frozen=True, slots=True)
class Tally:
    """One discussion counted, and nothing of its texts.

    `parts` is by folded name, `spelled` how the copy spells each. Who opened the discussion has no part in it.
    """

    course_number: int | None
    course_title: str | None
    number: int | None
    title: str | None
    author: str | None
    posted_on: str | None
    peer_replies_wanted: int | None
    posts: int
    pages: int | None
    pages_given: int
    parts: Mapping[str, Participation]
    replied_to: Mapping[str, frozenset[str]]
    """Whom each person replied to, by folded name; people without a name are counted in `parts` alone."""
    spelled: Mapping[str, str]
    nameless: int
    """Posts of days that count which name no author."""
    undated: int
    """Posts left out because only some days count and the copy has no day for them."""
    likely: int
    """Posts counted as an answer, or as a reply, because of their wording alone."""
    unsure: int
    """Those of them that may as well be the other."""

    @property
    def label(self) -> str:
        """What the discussion is called in a table: its numbers, or its title where it has none."""
        if self.course_number is not None and self.number is not None:
            return f"{self.course_number}.{self.number}"
        return self.title or self.course_title or (f"discussion {self.number}" if self.number else "untitled")

    @property
    def opener(self) -> str:
        """The folded name of who opened the discussion."""
        return fold_name(self.author or "")


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One person and their part in each discussion, None in one that they opened."""

    person: str
    parts: tuple[Participation | None, ...]
    peer_replies: int
    """How many people they replied to, over all discussions, each named person once."""

    @property
    def answered(self) -> int:
        """How many discussions they answered."""
        return sum(part.answered for part in self.parts if part)

    @property
    def asked(self) -> int:
        """How many discussions they did not open themselves."""
        return sum(part is not None for part in self.parts)


def count_thread(thread: Thread, addressed: Mapping[int, str | None], days: Days) -> Tally:
    """Count a thread. `addressed` has whom each reply addresses, by its index; None where the copy names nobody."""
    opener = fold_name(thread.author or "")
    writer = {post.index: fold_name(post.author or "") for post in thread.posts}
    answered: set[str] = set()
    replied: dict[str, set[tuple[str, object]]] = defaultdict(set)
    spelled: dict[str, str] = {}
    nameless = undated = likely = unsure = 0
    for post in thread.posts:
        name = writer[post.index]
        if name and name == opener:
            continue
        if not days.hold(post.date):
            undated += post.date is None
            continue
        if not name or post.author is None:
            nameless += 1
            continue
        likely += certainty(post) is not Certainty.CERTAIN
        unsure += certainty(post) is Certainty.UNSURE
        spelled.setdefault(intern(name), intern(post.author))
        if post.kind == "answer":
            answered.add(name)
        elif person := _replied_to(post, name, addressed.get(post.index), writer):
            replied[name].add(person)
    return Tally(
        thread.course_number,
        thread.course_title,
        thread.discussion_number,
        thread.discussion_title,
        thread.author,
        thread.posted_on,
        thread.peer_replies_wanted,
        len(thread.posts),
        thread.pages,
        len(thread.pages_given),
        {name: _part(name in answered, len(replied[name])) for name in spelled},
        {
            name: frozenset(intern(str(key)) for kind, key in keys if kind == "name")
            for name, keys in replied.items()
            if keys
        },
        spelled,
        nameless,
        undated,
        likely,
        unsure,
    )


def _replied_to(reply: Post, name: str, addressed: str | None, writer: Mapping[int, str]) -> tuple[str, object] | None:
    """A key for the person who got a reply, so that each counts once; None for a reply to oneself.

    A person without a name is known by their answer.
    """
    if addressed:
        return ("name", fold_name(addressed)) if fold_name(addressed) != name else None
    return None if reply.parent and writer[reply.parent] == name else ("under", reply.parent)


def in_course_order(tallies: Iterable[Tally]) -> list[Tally]:
    """The discussions by their numbers, those without numbers last."""

    return sorted(
        tallies,
        key=lambda one: (
            one.course_number is None,
            one.course_number or 0,
            one.number is None,
            one.number or 0,
            one.title or "",
        ),
    )


def person_rows(tallies: Sequence[Tally], who: Mapping[str, str] | None = None) -> list[PersonRow]:
    """Everybody who took part, by name; or the people of `who` (folded name, and how it is written) in its order."""
    if who is None:
        spelled = {name: written for one in reversed(tallies) for name, written in one.spelled.items()}
        who = {name: spelled[name] for name in sorted(spelled)}
    return [
        PersonRow(
            written,
            tuple(None if one.opener == name else one.parts.get(name, NO_PARTICIPATION) for one in tallies),
            _people_replied_to(name, tallies),
        )
        for name, written in who.items()
    ]


def _people_replied_to(name: str, tallies: Sequence[Tally]) -> int:
    named: set[str] = set()
    nameless = 0
    for one in tallies:
        if part := one.parts.get(name):
            people = one.replied_to.get(name, frozenset())
            named |= people
            nameless += part.peer_replies - len(people)
    return len(named) + nameless


def count_others(tallies: Iterable[Tally], who: Mapping[str, str]) -> int:
    """How many people took part who are not among `who` (by folded names)."""
    return len({name for one in tallies for name in one.parts} - who.keys())


def discussion_labels(tallies: Sequence[Tally]) -> list[str]:
    """What each discussion is called, no two the same."""
    seen: Counter[str] = Counter()
    labels = []
    for one in tallies:
        label = fold_space(clean(one.label))
        seen[label] += 1
        labels.append(label if seen[label] == 1 else f"{label} ({seen[label]})")
    return labels
