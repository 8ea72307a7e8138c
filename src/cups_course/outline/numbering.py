"""Numbers the courses and discussions of an outline among those already kept.

A later version of a program may change numbers. A course or discussion with content of the person's keeps its number,
because they type it; any other gets the number of the outline.
"""

from collections.abc import Sequence
from typing import NamedTuple

from cups_course.text import fold
from cups_course.thread.matching import same_topic


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
    for item, match in zip(outlined, matches, strict=True):
        unused = (other for other in kept if other.number == item.number and not (other.in_use or other.id in matched))
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

    def has_its_title(item: OutlinedNumber, other: KeptNumber) -> bool:
        """Whether both have one title that none of the other kept ones has."""
        title = fold(item.title)
        return title == fold(other.title) != "" and [fold(each.title) for each in left].count(title) == 1

    def pushed_aside(item: OutlinedNumber, other: KeptNumber) -> bool:
        """Whether neither has a title, and the number in the outline is in use by something else."""
        return (
            item.number in numbers_in_use
            and not (item.title or other.title or other.in_use)
            and other.number not in numbers
        )

    matches: list[KeptNumber | None] = [None] * len(outlined)
    left = sorted(kept, key=lambda other: other.number)
    for are_same in (_number_and_topic, has_its_title, _number_without_titles, pushed_aside):
        for at, item in enumerate(outlined):
            match = next((other for other in left if matches[at] is None and are_same(item, other)), None)
            if match:
                matches[at] = match
                left.remove(match)
    return matches


def _number_and_topic(one: OutlinedNumber, other: KeptNumber) -> bool:
    return one.number == other.number and bool(one.title) and same_topic(one.title, other.title)


def _number_without_titles(one: OutlinedNumber, other: KeptNumber) -> bool:
    return one.number == other.number and not (one.title and other.title)
