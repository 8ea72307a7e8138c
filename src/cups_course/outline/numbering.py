"""Numbers the courses and discussions of an outline among those already kept.

A later version of a program may change numbers. A course or discussion with content of the person's keeps its number,
because they type it; any other gets the number of the outline.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence, Set
from typing import NamedTuple, TypeVar

from cups_course.text import fold
from cups_course.thread.matching import same_topic

_Key = TypeVar("_Key")


class OutlinedNumber(NamedTuple):
    """A course or discussion of an outline; the title is "" if it is unknown."""

    number: int
    title: str


class KeptNumber(NamedTuple):
    """A course or discussion that is kept. `in_use`: it has content of the person's."""

    id: str
    number: int
    title: str
    in_use: bool


class AssignedNumber(NamedTuple):
    """The number of something in an outline, what is kept of it (None if it is new), and what it replaces there."""

    kept: KeptNumber | None
    number: int
    gives_way: KeptNumber | None = None


def assign_numbers(outlined: Sequence[OutlinedNumber], kept: Sequence[KeptNumber]) -> list[AssignedNumber]:
    """The number of each course or discussion of an outline, in its order."""
    matches = _match_kept(outlined, kept)
    matched = {match.id for match in matches if match}
    gives_way: list[KeptNumber | None] = []
    by_number = _grouped(kept, lambda other: other.number)
    for item, match in zip(outlined, matches, strict=True):
        unused = (other for other in by_number[item.number] if not (other.in_use or other.id in matched))
        gives_way.append(None if match and match.in_use else next(unused, None))
    settled = matched | {other.id for other in gives_way if other}
    # What is in use keeps its number, and so does what the outline does not mention.
    numbers_used = {other.number for other in kept if other.in_use or other.id not in settled}
    numbers: list[int | None] = []
    for item, match in zip(outlined, matches, strict=True):
        numbers.append(match.number if match and match.in_use else None if item.number in numbers_used else item.number)
    numbers_used.update(number for number in numbers if number is not None)
    highest = max([0, *(item.number for item in outlined), *(other.number for other in kept)])
    places = []
    for number, match, other in zip(numbers, matches, gives_way, strict=True):
        if number is None and match and match.number not in numbers_used:
            number = match.number
        elif number is None:
            number = highest = highest + 1
        numbers_used.add(number)
        places.append(AssignedNumber(match, number, other))
    return places


def _match_kept(outlined: Sequence[OutlinedNumber], kept: Sequence[KeptNumber]) -> list[KeptNumber | None]:
    """For each outlined course or discussion the kept one that it is, the surest pairs first."""
    numbers = {item.number for item in outlined}
    numbers_in_use = {other.number for other in kept if other.in_use}
    in_order = sorted(kept, key=lambda other: other.number)
    by_number = _grouped(in_order, lambda other: other.number)
    by_title = _grouped(in_order, lambda other: fold(other.title))
    spare = iter([one for one in in_order if not (one.title or one.in_use or one.number in numbers)])
    times = Counter({title: len(others) for title, others in by_title.items()})
    matches: list[KeptNumber | None] = [None] * len(outlined)
    taken: set[str] = set()

    def with_its_title(item: OutlinedNumber) -> Iterable[KeptNumber]:
        """Of the same title, if none of the other kept ones has it."""
        title = fold(item.title)
        return by_title[title] if title and times[title] == 1 else ()

    def pushed_aside(item: OutlinedNumber) -> Iterable[KeptNumber]:
        """Without a title either, if the number in the outline is in use by something else."""
        return spare if item.number in numbers_in_use and not item.title else ()

    def with_its_topic(item: OutlinedNumber) -> Iterable[KeptNumber]:
        return (other for other in by_number[item.number] if item.title and same_topic(item.title, other.title))

    def without_titles(item: OutlinedNumber) -> Iterable[KeptNumber]:
        return (other for other in by_number[item.number] if not (item.title and other.title))

    for candidates in (with_its_topic, with_its_title, without_titles, pushed_aside):
        for at, item in enumerate(outlined):
            if matches[at] is None and (match := _first_left(candidates(item), taken)):
                matches[at] = match
                taken.add(match.id)
                times[fold(match.title)] -= 1
    return matches


def _first_left(candidates: Iterable[KeptNumber], taken: Set[str]) -> KeptNumber | None:
    return next((other for other in candidates if other.id not in taken), None)


def _grouped(kept: Iterable[KeptNumber], key: Callable[[KeptNumber], _Key]) -> dict[_Key, list[KeptNumber]]:
    groups: dict[_Key, list[KeptNumber]] = defaultdict(list)
    for other in kept:
        groups[key(other)].append(other)
    return groups
