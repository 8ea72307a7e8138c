"""What a thread's title line tells: which course, which discussion, and their titles."""

import re
from dataclasses import dataclass

from cups_course.course.wording import fold_space

_WORDS = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
NUMBER = rf"(?ai:\d{{1,3}}|{'|'.join(_WORDS)})"
"""A number in digits or as a word, for use inside a regular expression."""

_COURSE = re.compile(rf"Course #?({NUMBER})\b", re.IGNORECASE)
_PART = rf"(?:Discussion|Week) ?#? ?({NUMBER})\b(?: of {NUMBER}\b)?"
_PART_FIRST = re.compile(_PART, re.IGNORECASE)
_PART_IN_BRACKETS = re.compile(rf"[(\[] ?{_PART} ?[)\]]", re.IGNORECASE)
_PART_AFTER_MARK = re.compile(rf"[-–—:.,|] ?{_PART}", re.IGNORECASE)
_PART_BEFORE_COLON = re.compile(rf"\b{_PART}(?= ?(?:[-–—:]|$))", re.IGNORECASE)
_NUMBERED = re.compile(r"\(?(\d{1,2})[).] ?(?=\S)")
_LONGEST = 300
_MARKS = " -–—:.,|"


@dataclass(frozen=True, slots=True)
class Title:
    """The parts of a title line; what it does not say is None."""

    course_number: int | None = None
    course_title: str | None = None
    discussion_number: int | None = None
    discussion_title: str | None = None


def number_of(digits_or_word: str) -> int:
    """The value of what NUMBER matches."""
    return int(digits_or_word) if digits_or_word.isdigit() else _WORDS.index(digits_or_word.lower()) + 1


def names_a_course_post(line: str) -> bool:
    """Whether a line says "Course 2", "Discussion 3" or "Week Three" as titles do. "3) TOPIC" alone is no proof."""
    title = read_title(line) if len(line) < _LONGEST else Title()
    return title.course_number is not None or (title.discussion_number is not None and not _NUMBERED.match(line))


def read_title(line: str) -> Title:
    """The parts of `line`; a line in no known form is the title of a discussion without numbers.

    "Course 2: TITLE - (Discussion #3) TOPIC", "Course 2, Discussion 3: TOPIC", "Discussion 03: TOPIC",
    "Week Three: TOPIC" and "3) TOPIC" are known. TITLE may hold dashes, TOPIC anything.
    """
    line = fold_space(line)
    course_number, rest = None, line
    if course := _COURSE.match(line):
        course_number, rest = number_of(course[1]), line[course.end() :].lstrip(_MARKS)
    part = (
        _PART_FIRST.match(rest)
        or _PART_IN_BRACKETS.search(rest)
        or _PART_AFTER_MARK.search(rest)
        or _PART_BEFORE_COLON.search(rest)
    )
    if part:
        course_title, topic = rest[: part.start()].strip(_MARKS), rest[part.end() :].lstrip(_MARKS + ")").rstrip()
        return Title(course_number, course_title or None, number_of(part[1]), topic or None)
    if course:
        return Title(course_number, rest.strip() or None)
    if numbered := _NUMBERED.match(line):
        return Title(discussion_number=int(numbered[1]), discussion_title=line[numbered.end() :])
    return Title(discussion_title=line or None)
