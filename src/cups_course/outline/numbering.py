"""Where the things of an outline belong among those that are kept: courses in a program, discussions in a course.

A later version of a program may number them anew. What holds something of the person's stays where it is all the same,
as its number is what they type; what does not goes where the outline has it.
"""

from collections.abc import Sequence
from typing import NamedTuple

from cups_course.text import fold
from cups_course.thread.matching import same_topic


class OutlinedNumber(NamedTuple):
    """What an outline tells of one thing. A title that is not known is ""."""

    number: int
    title: str


class KeptNumber(NamedTuple):
    """One that is kept. `held`: something of the person's is in it."""

    id: str
    number: int
    title: str
    held: bool


class AssignedNumber(NamedTuple):
    """Which of the kept ones a told one is (None: a new one), under which number it stands, and which of the kept ones
    gives way to it, being another one of that number."""

    kept: KeptNumber | None
    number: int
    gives_way: KeptNumber | None = None


def assign_numbers(told: Sequence[OutlinedNumber], kept: Sequence[KeptNumber]) -> list[AssignedNumber]:
    """Where each of the told ones belongs, in their order."""
    found = _same(told, kept)
    matched = {one.id for one in found if one}
    gives_way: list[KeptNumber | None] = []
    for one, same in zip(told, found, strict=True):
        left = (other for other in kept if other.number == one.number and not (other.held or other.id in matched))
        gives_way.append(None if same and same.held else next(left, None))
    settled = matched | {one.id for one in gives_way if one}
    # What is held keeps its number, and so does what the outline says nothing of.
    taken = {other.number for other in kept if other.held or other.id not in settled}
    numbers: list[int | None] = []
    for one, same in zip(told, found, strict=True):
        numbers.append(same.number if same and same.held else None if one.number in taken else one.number)
    taken.update(number for number in numbers if number is not None)
    highest = max([0, *(one.number for one in told), *(other.number for other in kept)])
    places = []
    for number, same, other in zip(numbers, found, gives_way, strict=True):
        if number is None and same and same.number not in taken:
            number = same.number
        elif number is None:
            number = highest = highest + 1
        taken.add(number)
        places.append(AssignedNumber(same, number, other))
    return places


def _same(told: Sequence[OutlinedNumber], kept: Sequence[KeptNumber]) -> list[KeptNumber | None]:
    """The kept one that each told one is, the surest pairs first."""
    numbers = {one.number for one in told}
    held = {other.number for other in kept if other.held}

    def has_its_title(one: OutlinedNumber, other: KeptNumber) -> bool:
        """None of the others that are left has it."""
        title = fold(one.title)
        return title == fold(other.title) != "" and [fold(each.title) for each in left].count(title) == 1

    def pushed_aside(one: OutlinedNumber, other: KeptNumber) -> bool:
        """Nothing is known of either, and where this one should stand something else is held."""
        return one.number in held and not (one.title or other.title or other.held) and other.number not in numbers

    found: list[KeptNumber | None] = [None] * len(told)
    left = sorted(kept, key=lambda other: other.number)
    for are_same in (_number_and_topic, has_its_title, _number_without_titles, pushed_aside):
        for at, one in enumerate(told):
            same = next((other for other in left if found[at] is None and are_same(one, other)), None)
            if same:
                found[at] = same
                left.remove(same)
    return found


def _number_and_topic(one: OutlinedNumber, other: KeptNumber) -> bool:
    return one.number == other.number and bool(one.title) and same_topic(one.title, other.title)


def _number_without_titles(one: OutlinedNumber, other: KeptNumber) -> bool:
    return one.number == other.number and not (one.title and other.title)
