"""The fold of programs, courses and the places of discussions.

Two devices that never met may each have made a discussion for the same course post. Here they become one: discussions
with the id of a thread in its forum in common are one, and so are those with the same program, course, number and
title. A discussion in one's own courses belongs to an outline where exactly one has its course, number and title.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from cups_course.events.event import UNREADABLE, Data, Event, Row, is_id
from cups_course.events.groups import Groups
from cups_course.text import fold
from cups_course.thread.placing import OWN_PROGRAM

KINDS = ("program added", "program used", "discussion outlined", "thread imported", "moved", "removed", "restored")
"""The kinds that say what there is and where it stands. The place in any other event counts only where none of these
names the same thing."""

_OWN_TITLE = "My courses"
_Spot = tuple[str, int, int]
"""A program, the number of a course in it, and the number of a discussion in that."""


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
    """The id of a course, in events too: `ldp-2020/2`."""
    return f"{program}/{number}"


def fold_places(
    events: Iterable[Event],
    subjects: Sequence[str],
    first_event: Callable[[str], Event | None],
    has_words: Callable[[str], bool],
    unreadable: list[str],
) -> Places:
    """Fold events of the kinds above: all that count, the oldest first.

    `subjects` is everything that some event is about. A subject that none of these kinds names is made from the first
    event about it that counts. A discussion that `has_words` of the person's own gives way to no other. The ids of
    events that cannot be applied are added to `unreadable`.
    """
    fold = _Fold(has_words)
    for event in events:
        try:
            fold.apply(event)
        except UNREADABLE:
            unreadable.append(event.id)
    # Discussions first: a course that a discussion stands in needs no event of its own.
    for discussions_or_others in (
        [one for one in subjects if is_id(one)],
        [one for one in subjects if not is_id(one)],
    ):
        for subject in discussions_or_others:
            if not fold.knows(subject) and (first := first_event(subject)):
                try:
                    fold.apply_other(first)
                except UNREADABLE:
                    unreadable.append(first.id)
        fold.make_discussions()
    return fold.places()


@dataclass(slots=True)
class _Claims:
    """What events say of the discussion with one id."""

    settled: list[tuple[str, Data, bool]] = field(default_factory=list)
    """Each time an outline or a move gave it a place: the event, the place, and whether it was an outline."""
    imported: list[Data] = field(default_factory=list)
    """The place of each import, or of any other event where there is nothing better."""
    forum_ids: set[str] = field(default_factory=set)
    part: str = ""
    address: str | None = None
    added: str = ""
    """The last event that put it into the checklist."""
    removed: str = ""
    """The last event that took it out of the checklist."""
    removed_at: str | None = None
    gives_way: bool = False
    """Another discussion was moved to its place."""

    @property
    def place(self) -> Data:
        """Where it stands, as far as its own events say."""
        return self.settled[-1][1] if self.settled else self.imported[0]

    @property
    def title(self) -> str:
        """Its title from the last outline or move that has one, else from the first import that does."""
        titles = [place["title"] for _, place, _ in reversed(self.settled)]
        return next(filter(None, (*titles, *(place["title"] for place in self.imported))), "")

    @property
    def is_removed(self) -> bool:
        """Whether it is out of the checklist."""
        return self.gives_way or self.removed > self.added


class _Fold:
    def __init__(self, has_words: Callable[[str], bool]) -> None:
        self.has_words = has_words
        self.same: list[tuple[str, str]] = []
        """Ids that were shown as one discussion when an event about it was made."""
        self.claims: dict[str, _Claims] = {}
        self.programs: dict[str, Row] = {}
        self.courses: dict[tuple[str, int], Row] = {}
        self._course_ids: set[str] = set()
        self.joined: dict[str, list[str]] = {}
        self.discussions: list[Row] = []
        self.used: str | None = None
        self.replaced: dict[str, tuple[str, str]] = {}
        """For each discussion that gave way: the one that took its place, and the event of that move."""

    def apply(self, event: Event) -> None:
        data = event.data
        match event.kind:
            case "program added":
                self._program_added(event, data)
            case "program used":
                self.used = event.about
            case "discussion outlined":
                claims = self._claims_of(event, data["place"])
                claims.settled.append((event.id, data["place"], True))
                claims.part = data["part"] or claims.part
                claims.address = data["address"] or claims.address
                claims.added = event.id
            case "thread imported":
                claims = self._claims_of(event, data["place"])
                claims.imported.append(data["place"])
                if data["forum_id"]:
                    claims.forum_ids.add(data["forum_id"])
                claims.added = event.id
            case "moved":
                claims = self._claims_of(event, data["place"])
                claims.settled.append((event.id, data["place"], False))
                claims.added = event.id
                if (other := data.get("instead_of")) and event.about:
                    self.replaced[other] = (event.about, event.id)
            case "removed" if not data.keys() & {"task", "reply"}:
                claims = self._claims_of(event, data["place"])
                claims.removed, claims.removed_at = event.id, event.at
            case "restored" if not data.keys() & {"task", "reply"}:
                self._claims_of(event, data["place"]).added = event.id

    def knows(self, subject: str) -> bool:
        """Whether this is the id of a program, course or discussion that is there."""
        return subject in self.claims or subject in self.programs or subject in self._course_ids

    def apply_other(self, event: Event) -> None:
        """Make what an event is about, where no event of the kinds above names it."""
        if place := event.data.get("place"):
            self._claims_of(event, place).imported.append(place)
        elif event.about and "/" in event.about:
            program, number = event.about.rsplit("/", 1)
            self._course(event, program, int(number))
        elif event.about:
            self._program(event, event.about)

    def _program_added(self, event: Event, data: Data) -> None:
        assert event.about
        program = self._program(event, event.about)
        program["title"] = data["title"] or program["title"] or ""
        program["about"] = data["about"] or program["about"]
        for outlined in data["courses"]:
            course = self._course(event, event.about, outlined["number"])
            course["title"] = outlined["title"] or course["title"]
            course["credits"] = outlined["credits"] or course["credits"]
            course |= {"complete": outlined["complete"], "source": "outline"}

    def _program(self, event: Event, key: str) -> Row:
        new = {"id": key, "key": key, "title": None, "about": "", "in_use": 0, "since": event.id}
        return self.programs.setdefault(key, new)

    def _course(self, event: Event, program: str, number: int) -> Row:
        self._program(event, program)
        self._course_ids.add(course_id(program, number))
        new = {"id": course_id(program, number), "program_id": program, "number": number, "title": "", "credits": ""}
        return self.courses.setdefault((program, number), new | {"complete": 1, "source": "import"})

    def _claims_of(self, event: Event, place: Data) -> _Claims:
        assert event.about
        claims = self.claims.setdefault(event.about, _Claims())
        if not claims.settled and not claims.imported:
            claims.imported.append(place)
        self.same += [(event.about, other) for other in place.get("also", ())]
        return claims

    def make_discussions(self) -> None:
        """Work out the discussions from the events so far, and make the courses that they stand in."""
        for one, (_, move) in self.replaced.items():
            if claims := self.claims.get(one):
                claims.gives_way = move > claims.added and not self.has_words(one)
        self.joined = self._joined()
        self.discussions = [self._discussion(members) for members in self.joined.values()]
        _number(self.discussions)
        for row in self.discussions:
            self._make_course(row)

    def places(self) -> Places:
        """The rows, and which ids are one discussion."""
        for key, program in self.programs.items():
            if program["title"] is None:
                program["title"] = _OWN_TITLE if key == OWN_PROGRAM else key
        if self.used in self.programs:
            self.programs[self.used]["in_use"] = 1
        shown = {one: name for name, ids in self.joined.items() for one in ids}
        gave_way: dict[str, list[str]] = defaultdict(list)
        for other, (replacement, _) in self.replaced.items():
            if other in self.claims and self.claims[other].gives_way and replacement in shown:
                gave_way[shown[replacement]].append(other)
        for row in self.discussions:
            del row["place"]
        return Places(
            list(self.programs.values()), list(self.courses.values()), self.discussions, self.joined, gave_way
        )

    def _joined(self) -> dict[str, list[str]]:
        """The ids that are one discussion, the oldest first, by the oldest."""
        titles: dict[_Spot, set[str]] = defaultdict(set)
        outlined: dict[tuple[int, int], set[_Spot]] = defaultdict(set)
        for claims in self.claims.values():
            if not claims.is_removed:
                spot = _spot(claims.place)
                titles[spot].add(fold(claims.title))
                if claims.settled and spot[0] != OWN_PROGRAM:
                    outlined[spot[1:]].add(spot)
        groups = Groups()
        for one, claims in self.claims.items():
            for key in _keys(claims, titles, outlined):
                groups.join(key, one)
        for one, other in self.same:
            if one in self.claims and other in self.claims:
                groups.join(one, other)
        return {ids[0]: ids for ids in groups.of(self.claims)}

    def _discussion(self, ids: list[str]) -> Row:
        """The row of a discussion, at the latest place that an outline or a move gave it, else the first import's."""
        every = [self.claims[one] for one in ids]
        settled = sorted((place for claims in every for place in claims.settled), key=lambda one: one[0])
        titles = [*(place["title"] for _, place, _ in reversed(settled)), *(claims.title for claims in every)]
        place = settled[-1][1] if settled else every[0].place
        removed = max(claims.removed for claims in every) > max(claims.added for claims in every)
        removed_at = max(claims.removed_at or "" for claims in every)
        return {
            "id": ids[0],
            "course_id": course_id(place["program"], place["course"]),
            "number": place["discussion"],
            "title": next(filter(None, titles), ""),
            "part": next((claims.part for claims in every if claims.part), ""),
            "address": next((claims.address for claims in every if claims.address), None),
            "source": "outline" if any(outlined for _, _, outlined in settled) else "import",
            "removed_at": removed_at if removed or all(claims.gives_way for claims in every) else None,
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
    """Discussions with one of these keys in common are the same. One without a title is the one at its place."""
    for forum_id in claims.forum_ids:
        yield "forum", forum_id
    if claims.is_removed:
        return
    spot = _spot(claims.place)
    title = fold(claims.title) or min(titles[spot] - {""}, default="")
    yield "place", spot, title
    moved = claims.settled and not claims.settled[-1][2]
    if spot[0] == OWN_PROGRAM and title and not moved:
        matches = [other for other in outlined[spot[1:]] if title in titles[other]]
        if len(matches) == 1:
            yield "place", matches[0], title


def _spot(place: Data) -> _Spot:
    return place["program"], place["course"], place["discussion"]


def _number(discussions: list[Row]) -> None:
    """Let no number stand twice in a course: the oldest discussion keeps it, the others get new ones."""
    highest: dict[str, int] = defaultdict(int)
    for row in discussions:
        highest[row["course_id"]] = max(highest[row["course_id"]], row["number"])
    used: set[tuple[str, int]] = set()
    for row in sorted(discussions, key=lambda one: str(one["id"])):
        if row["removed_at"] is None:
            if (row["course_id"], row["number"]) in used:
                highest[row["course_id"]] += 1
                row["number"] = highest[row["course_id"]]
            used.add((row["course_id"], row["number"]))
