"""The fold of programs, courses and the places of discussions.

Two devices that never met may each have made a discussion for the same course post. Here they become one: discussions
with the id of a thread in its forum in common are one, and so are those with the same program, course, number and
title. A discussion in one's own courses belongs to an outline where exactly one has its course, number and title.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from cups_course.events.event import UNREADABLE, Data, Event, is_id
from cups_course.text import fold
from cups_course.thread.placing import OWN_PROGRAM

Row = dict[str, Any]
"""A row of a projection table, by its columns."""

KINDS = ("program added", "program used", "discussion outlined", "thread imported", "moved", "removed", "restored")
"""The kinds that say what there is and where it stands. Any other event only says so where none of these does."""

_OWN_TITLE = "My courses"
_Spot = tuple[str, int, int]
"""A program, the number of a course in it and that of a discussion."""


@dataclass(slots=True)
class Places:
    """Rows by their tables, and which ids are one discussion."""

    programs: list[Row]
    courses: list[Row]
    discussions: list[Row]
    joined: dict[str, list[str]]
    """For each discussion, every id it has in events, its own included."""
    gave_way: dict[str, list[str]]
    """For each discussion, those that stood at its place before and gave way to it."""


def course_id(program: str, number: int) -> str:
    """The id of a course: what it is called in events."""
    return f"{program}/{number}"


def fold_places(
    events: Iterable[Event],
    subjects: Iterable[str],
    first_event: Callable[[str], Event | None],
    has_words: Callable[[str], bool],
    aside: list[str],
) -> Places:
    """What these events add up to: all of the kinds above that count, oldest first.

    `subjects` is everything that some event is about. What none of these kinds tells of is made from the first event
    about it that counts. A discussion that `has_words` of the person's own gives way to no other. The ids of events
    that cannot be applied are added to `aside`.
    """
    folding = _Folding(has_words)
    for event in events:
        try:
            folding.take(event)
        except UNREADABLE:
            aside.append(event.id)
    others = list(subjects)
    # Discussions first: a course that one stands in needs nothing else to be there.
    for told in (is_id, lambda subject: not is_id(subject)):
        for subject in filter(told, others):
            if not folding.knows(subject) and (first := first_event(subject)):
                try:
                    folding.take_other(first)
                except UNREADABLE:
                    aside.append(first.id)
        folding.make_discussions()
    return folding.places()


@dataclass(slots=True)
class _Claims:
    """What events say of the discussion with one id."""

    first: str
    settled: list[tuple[str, Data, bool]] = field(default_factory=list)
    """Each time it was given a place by an outline or a move: the event, the place, and whether by an outline."""
    imported: list[Data] = field(default_factory=list)
    """The place of each import, or of any other event where there is nothing better."""
    forum_ids: set[str] = field(default_factory=set)
    part: str = ""
    address: str | None = None
    there: str = ""
    gone: str = ""
    gone_at: str | None = None
    gives_way: bool = False
    """Another discussion was moved to its place."""

    @property
    def place(self) -> Data:
        """Where it stands, as far as its own events say."""
        return self.settled[-1][1] if self.settled else self.imported[0]

    @property
    def title(self) -> str:
        """What it is called: as an outline or a move says last, else as the first import that knows."""
        said = [place["title"] for _, place, _ in reversed(self.settled)] + [place["title"] for place in self.imported]
        return next(filter(None, said), "")

    @property
    def removed(self) -> bool:
        """Whether it is out of the checklist."""
        return self.gives_way or self.gone > self.there


class _Folding:
    def __init__(self, has_words: Callable[[str], bool]) -> None:
        self.has_words = has_words
        self.together: list[tuple[str, str]] = []
        """Ids that were one discussion when somebody decided about it."""
        self.claims: dict[str, _Claims] = {}
        self.programs: dict[str, Row] = {}
        self.courses: dict[tuple[str, int], Row] = {}
        self._course_ids: set[str] = set()
        self.joined: dict[str, list[str]] = {}
        self.discussions: list[Row] = []
        self.used: str | None = None
        self.instead: dict[str, tuple[str, str]] = {}
        """For each discussion that gave way: the one that took its place, and the event of that move."""

    def take(self, event: Event) -> None:
        data = event.data
        match event.kind:
            case "program added":
                self._program_added(event, data)
            case "program used":
                self.used = event.about
            case "discussion outlined":
                claims = self._at(event, data["place"])
                claims.settled.append((event.id, data["place"], True))
                claims.part = data["part"] or claims.part
                claims.address = data["address"] or claims.address
                claims.there = event.id
            case "thread imported":
                claims = self._at(event, data["place"])
                claims.imported.append(data["place"])
                if data["forum_id"]:
                    claims.forum_ids.add(data["forum_id"])
                claims.there = event.id
            case "moved":
                claims = self._at(event, data["place"])
                claims.settled.append((event.id, data["place"], False))
                claims.there = event.id
                if (other := data.get("instead_of")) and event.about:
                    self.instead[other] = (event.about, event.id)
            case "removed" | "restored":
                self._removed_or_restored(event, data)

    def knows(self, subject: str) -> bool:
        """Whether there is a program, course or discussion that events call so."""
        return subject in self.claims or subject in self.programs or subject in self._course_ids

    def take_other(self, event: Event) -> None:
        """An event about something that no event of the kinds above speaks of."""
        if place := event.data.get("place"):
            self._at(event, place).imported.append(place)
        elif event.about and "/" in event.about:
            program, number = event.about.rsplit("/", 1)
            self._course(event, program, int(number))
        elif event.about:
            self._program(event, event.about)

    def _removed_or_restored(self, event: Event, data: Data) -> None:
        gone = event.kind == "removed"
        if "task" not in data and "reply" not in data:
            claims = self._at(event, data["place"])
            if gone:
                claims.gone, claims.gone_at = event.id, event.at
            else:
                claims.there = event.id

    def _program_added(self, event: Event, data: Data) -> None:
        assert event.about
        program = self._program(event, event.about)
        program["title"] = data["title"] or program["title"] or ""
        program["about"] = data["about"] or program["about"]
        for told in data["courses"]:
            course = self._course(event, event.about, told["number"])
            course |= {"title": told["title"] or course["title"], "credits": told["credits"] or course["credits"]}
            course |= {"complete": told["complete"], "source": "outline"}

    def _program(self, event: Event, key: str) -> Row:
        new = {"id": key, "key": key, "title": None, "about": "", "in_use": 0, "since": event.id}
        return self.programs.setdefault(key, new)

    def _course(self, event: Event, program: str, number: int) -> Row:
        self._program(event, program)
        self._course_ids.add(course_id(program, number))
        new = {"id": course_id(program, number), "program_id": program, "number": number, "title": "", "credits": ""}
        return self.courses.setdefault((program, number), new | {"complete": 1, "source": "import"})

    def _at(self, event: Event, place: Data) -> _Claims:
        assert event.about
        claims = self.claims.get(event.about)
        if claims is None:
            claims = self.claims[event.about] = _Claims(event.id)
        if not claims.settled and not claims.imported:
            claims.imported.append(place)
        self.together += [(event.about, other) for other in place.get("also", ())]
        return claims

    def make_discussions(self) -> None:
        """Work out the discussions from what was told so far, and make the courses that they stand in."""
        for one, (_, move) in self.instead.items():
            if one in self.claims:
                self.claims[one].gives_way = move > self.claims[one].there and not self.has_words(one)
        self.joined = self._joined()
        self.discussions = [self._discussion(members) for members in self.joined.values()]
        _number(self.discussions)
        for row in self.discussions:
            self._make_course(row)

    def places(self) -> Places:
        """What all of it adds up to."""
        joined, discussions = self.joined, self.discussions
        for key, program in self.programs.items():
            if program["title"] is None:
                program["title"] = _OWN_TITLE if key == OWN_PROGRAM else key
        if self.used in self.programs:
            self.programs[self.used]["in_use"] = 1
        named = {one: name for name, members in joined.items() for one in members}
        gave_way: dict[str, list[str]] = defaultdict(list)
        for other, (instead, _) in self.instead.items():
            if other in self.claims and self.claims[other].gives_way and instead in named:
                gave_way[named[instead]].append(other)
        for row in discussions:
            del row["place"]
        return Places(
            list(self.programs.values()),
            list(self.courses.values()),
            discussions,
            joined,
            gave_way,
        )

    def _joined(self) -> dict[str, list[str]]:
        """The ids that are one discussion, the oldest first, by that one."""
        above: dict[Hashable, Hashable] = {}

        def top(one: Hashable) -> Hashable:
            while above.setdefault(one, one) != one:
                one = above[one]
            return one

        titles: dict[_Spot, set[str]] = defaultdict(set)
        outlined: dict[tuple[int, int], set[_Spot]] = defaultdict(set)
        for claims in self.claims.values():
            if not claims.removed:
                spot = _spot(claims.place)
                titles[spot].add(fold(claims.title))
                if claims.settled and spot[0] != OWN_PROGRAM:
                    outlined[spot[1:]].add(spot)
        for one in sorted(self.claims):
            for key in _keys(self.claims[one], titles, outlined):
                above[top(key)] = top(one)
        for one, other in self.together:
            if one in self.claims and other in self.claims:
                above[top(one)] = top(other)
        classes: dict[Hashable, list[str]] = defaultdict(list)
        for one in sorted(self.claims):
            classes[top(one)].append(one)
        return {members[0]: members for members in classes.values()}

    def _discussion(self, members: list[str]) -> Row:
        """One row of several that are one: the latest place an outline or a move gave it, else the first import's."""
        every = [self.claims[one] for one in members]
        settled = sorted((said for claims in every for said in claims.settled), key=lambda said: said[0])
        titles = [place["title"] for _, place, _ in reversed(settled)]
        titles += [claims.title for claims in every]
        place = settled[-1][1] if settled else every[0].place
        gone = max(claims.gone for claims in every)
        there = max(claims.there for claims in every)
        removed = gone > there or all(claims.gives_way for claims in every)
        gone_at = max(claims.gone_at or "" for claims in every)
        return {
            "id": members[0],
            "course_id": course_id(place["program"], place["course"]),
            "number": place["discussion"],
            "title": next(filter(None, titles), ""),
            "part": next((claims.part for claims in every if claims.part), ""),
            "address": next((claims.address for claims in every if claims.address), None),
            "source": "outline" if any(outlined for _, _, outlined in settled) else "import",
            "removed_at": gone_at if removed else None,
            "place": place,
        }

    def _make_course(self, row: Row) -> None:
        place = row["place"]
        first = Event(row["id"], "", "", "", "", 1, 1, None, "", None, None)
        course = self._course(first, place["program"], place["course"])
        course["title"] = course["title"] or place["course_title"]


def _keys(
    claims: _Claims, titles: dict[_Spot, set[str]], outlined: dict[tuple[int, int], set[_Spot]]
) -> Iterator[Hashable]:
    """By what a discussion is known to be the same as another. One without a title is whatever stands at its place."""
    for forum_id in claims.forum_ids:
        yield "forum", forum_id
    if claims.removed:
        return
    spot = _spot(claims.place)
    title = fold(claims.title) or min(titles[spot] - {""}, default="")
    yield "place", spot, title
    moved = claims.settled and not claims.settled[-1][2]
    if spot[0] == OWN_PROGRAM and title and not moved:
        fitting = [other for other in outlined[spot[1:]] if title in titles[other]]
        if len(fitting) == 1:
            yield "place", fitting[0], title


def _spot(place: Data) -> _Spot:
    return place["program"], place["course"], place["discussion"]


def _number(discussions: list[Row]) -> None:
    """No number twice in a course: of several discussions with one the oldest keeps it, the others take the next that
    none ever had."""
    highest: dict[str, int] = defaultdict(int)
    for row in discussions:
        highest[row["course_id"]] = max(highest[row["course_id"]], row["number"])
    taken: set[tuple[str, int]] = set()
    for row in sorted(discussions, key=lambda one: str(one["id"])):
        if row["removed_at"] is None:
            if (row["course_id"], row["number"]) in taken:
                highest[row["course_id"]] += 1
                row["number"] = highest[row["course_id"]]
            taken.add((row["course_id"], row["number"]))
