"""Whether a saved form is that of another course: by its title, else by the questions that its fields ask."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import accumulate

from cups_course.form.form import SavedForm
from cups_course.form.matching import MOST_PAIRS, proposals, targets_of
from cups_course.model import Course, Question
from cups_course.text import NUMBER, fold, parse_number

_COURSE = re.compile(rf"\bcourse ?(?:no\.? ?|number |#)?({NUMBER})\b", re.IGNORECASE)
_SHORTEST_TITLE = 6
_LOOKED_AT = 40
"""Fields that are compared with the questions of other courses."""
_FEWEST = 2
"""How many questions of another course tell that a form is its own, if it asks none of this one."""


def other_course(form: SavedForm, course: Course, courses: Sequence[Course]) -> int | None:
    """The number of the course that a form is for, rather than this one; None if it may be for this one. `courses` are
    those of the same program."""
    titled = [one for one in courses if _is_named(form.title, one)]
    titled = [one for one in titled if not any(_is_longer(other, one) for other in titled)]
    if titled:
        return None if course.id in {one.id for one in titled} else titled[0].number
    if numbers := [parse_number(one) for one in _COURSE.findall(form.title)]:
        return None if course.number in numbers else numbers[0]
    if _asked(form, course):
        return None
    looked_at = replace(form, fields=form.fields[:_LOOKED_AT])
    pairs = accumulate(targets_of(one) * len(looked_at.fields) for one in courses)
    few = [one for one, so_far in zip(courses, pairs, strict=True) if so_far <= MOST_PAIRS]
    asked, number = max(((_asked(looked_at, one), one.number) for one in few), default=(0, None))
    return number if asked >= _FEWEST else None


def _is_named(title: str, course: Course) -> bool:
    return len(course.title) >= _SHORTEST_TITLE and f" {_plain(course.title)} " in f" {_plain(title)} "


def _is_longer(one: Course, other: Course) -> bool:
    return _plain(one.title) != _plain(other.title) and f" {_plain(other.title)} " in f" {_plain(one.title)} "


def _asked(form: SavedForm, course: Course) -> int:
    """How many questions of a course the form surely asks."""
    return sum(one.sure and isinstance(one.target, Question) for one in proposals(form.fields, course))


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", fold(text)))
