"""Numbers the courses and discussions of an outline among those that are kept.

A later version of a program may change numbers. What has content of the person's keeps its number, because they type
it; all else takes the number of the outline.
"""

from collections.abc import Sequence
from typing import NamedTuple

from cups_course.text import fold
from cups_course.thread.matching import same_topic


class OutlinedNumber(NamedTuple):
    """A course or discussion of an outline. An unknown title is ""."""

    number: int
    title: str


class KeptNumber(NamedTuple):
    """A course or discussion that is kept. `held`: it has content of the person's."""

    id: str
    number: int
    title: str
    held: bool


class AssignedNumber(NamedTuple):
    """The kept match of something in an outline (None: it is new), its number, and what was kept under that number."""

    kept: KeptNumber | None
    number: int
    gives_way: KeptNumber | None = None


def assign_numbers(outlined: Sequence[OutlinedNumber], kept: Sequence[KeptNumber]) -> list[AssignedNumber]:
    """The number of each course or discussion of an outline, in its order."""
    found = _match_kept(outlined, kept)
    matched = {one.id for one in found if one}
    gives_way: list[KeptNumber | None] = []
    for one, same in zip(outlined, found, strict=True):
        left = (other for other in kept if other.number == one.number and not (other.held or other.id in matched))
        gives_way.append(None if same and same.held else next(left, None))
    settled = matched | {one.id for one in gives_way if one}
    # What is held keeps its number, and so does what the outline does not mention.
    taken = {other.number for other in kept if other.held or other.id not in settled}
    numbers: list[int | None] = []
    for one, same in zip(outlined, found, strict=True):
        numbers.append(same.number if same and same.held else None if one.number in taken else one.number)
    taken.update(number for number in numbers if number is not None)
    highest = max([0, *(one.number for one in outlined), *(other.number for other in kept)])
    places = []
    for number, same, other in zip(numbers, found, gives_way, strict=True):
        if number is None and same and same.number not in taken:
            number = same.number
        elif number is None:
            number = highest = highest + 1
        taken.add(number)
        places.append(AssignedNumber(same, number, other))
    return places


def _match_kept(outlined: Sequence[OutlinedNumber], kept: Sequence[KeptNumber]) -> list[KeptNumber | None]:
    """The kept match of each outlined one, the surest pairs first."""
    numbers = {one.number for one in outlined}
    held = {other.number for other in kept if other.held}

    def has_its_title(one: OutlinedNumber, other: KeptNumber) -> bool:
        """None of the others that are left has it."""
        title = fold(one.title)
        return title == fold(other.title) != "" and [fold(each.title) for each in left].count(title) == 1

    def pushed_aside(one: OutlinedNumber, other: KeptNumber) -> bool:
        """Nothing is known of either, and where this one should stand something else is held."""
        return one.number in held and not (one.title or other.title or other.held) and other.number not in numbers

    found: list[KeptNumber | None] = [None] * len(outlined)
    left = sorted(kept, key=lambda other: other.number)
    for are_same in (_number_and_topic, has_its_title, _number_without_titles, pushed_aside):
        for at, one in enumerate(outlined):
            same = next((other for other in left if found[at] is None and are_same(one, other)), None)
            if same:
                found[at] = same
                left.remove(same)
    return found


def _number_and_topic(one: OutlinedNumber, other: KeptNumber) -> bool:
    return one.number == other.number and bool(one.title) and same_topic(one.title, other.title)


def _number_without_titles(one: OutlinedNumber, other: KeptNumber) -> bool:
    return one.number == other.number and not (one.title and other.title)
