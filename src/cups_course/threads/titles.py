"""What a thread's title line tells: which course, which discussion, and their titles."""

import re
from dataclasses import dataclass

from cups_course.course.numbers import NUMBER, parse_number
from cups_course.course.wording import fold_space

_COURSE = re.compile(rf"Course #?({NUMBER})\b", re.IGNORECASE)
_AS_COURSE = re.compile(rf"(?:Module|Unit) #?({NUMBER})\b", re.IGNORECASE)
"""What other forums call a course; where no discussion is named below it, it is the discussion."""
_AS_PART = re.compile(rf"(?:Lesson|Module|Part|Session|Unit) #?({NUMBER})\b(?= ?(?:[-–—:.,|]|$))", re.IGNORECASE)
_DISCUSSION, _DISCUSSION_OR_WEEK = (
    rf"(?:{words}) ?#? ?({NUMBER})\b(?: of {NUMBER}\b)?" for words in ("Discussion", "Discussion|Week")
)
_PART_FIRST = re.compile(_DISCUSSION_OR_WEEK, re.IGNORECASE)
_PARTS_WITHIN = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"[(\[] ?{_DISCUSSION} ?[)\]]",
        rf"[(\[] ?{_DISCUSSION_OR_WEEK} ?[)\]]",
        rf"[-–—:.,|] ?{_DISCUSSION_OR_WEEK}",
        rf"\b{_DISCUSSION_OR_WEEK}(?= ?(?:[-–—:]|$))",
    )
)
_NUMBERED = re.compile(r"\(?(\d{1,2})[).] ?(?=\S)")
_SITE = re.compile(r" (?:\| [^|]{1,60}|[-–—·] 7 ?Cups(?: of Tea)?(?: (?:Forum|Community)s?)?)$", re.IGNORECASE)
_LONGEST = 300
_MARKS = " -–—:.,|"


@dataclass(frozen=True, slots=True)
class Title:
    """The parts of a title line; what it does not say is None."""

    course_number: int | None = None
    course_title: str | None = None
    discussion_number: int | None = None
    discussion_title: str | None = None


def without_site(page_title: str) -> str:
    """The title of a page without the name of its site: " - 7 Cups", " | 7 Cups" or what else stands after a bar."""
    return _SITE.sub("", fold_space(page_title))


def names_a_course_post(line: str) -> bool:
    """Whether a line says "Course 2", "Discussion 3" or "Week Three" as titles do; "3) TOPIC", "Part 2" is no proof."""
    title = read_title(line) if len(line) < _LONGEST else Title()
    is_vague = _NUMBERED.match(line) or _AS_PART.match(line)
    return title.course_number is not None or (title.discussion_number is not None and not is_vague)


def read_title(line: str) -> Title:
    """The parts of `line`; a line in no known form is the title of a discussion without numbers.

    "Course 2: TITLE - (Discussion #3) TOPIC", "Course 2, Discussion 3: TOPIC", "Discussion 03: TOPIC",
    "Week Three: TOPIC" and "3) TOPIC" are known, and "Module 2" and the like where those words are missing. TITLE may
    hold dashes, TOPIC anything.
    """
    line = fold_space(line)
    course = _COURSE.match(line) or _AS_COURSE.match(line)
    rest = line[course.end() :].lstrip(_MARKS) if course else line
    part = _PART_FIRST.match(rest) or next((part for form in _PARTS_WITHIN if (part := form.search(rest))), None)
    if part is None and course and course.re is _AS_COURSE:
        course, rest = None, line
    part = part or _AS_PART.match(rest)
    number = parse_number(course[1]) if course else None
    if part:
        course_title, topic = rest[: part.start()].strip(_MARKS), rest[part.end() :].lstrip(_MARKS + ")").rstrip()
        return Title(number, course_title or None, parse_number(part[1]), topic or None)
    if number is not None:
        return Title(number, rest.strip() or None)
    if numbered := _NUMBERED.match(line):
        return Title(discussion_number=int(numbered[1]), discussion_title=line[numbered.end() :])
    return Title(discussion_title=line or None)
