"""A saved copy taken apart, whatever it was saved as: its posts, dates and title line as they stand in it."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from urllib.parse import urlsplit

from cups_course.errors import NotAThread
from cups_course.reader.lines import ROMAN_NUMERALS
from cups_course.shell import CommandLine
from cups_course.text import NUMBER, WEEKDAYS, fold_space, parse_number
from cups_course.thread.thread import Provenance

NAME = r"[\w.\-]{1,32}"
"""A forum name, one word, for use inside a regular expression."""

_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec"
_WEEKDAYS = [name.lower() for name in WEEKDAYS]

_MONTH = (
    "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sep(?:t(?:ember)?)?|oct(?:ober)?|"
    "nov(?:ember)?|dec(?:ember)?"
)
_IN_YEAR = rf"(?P<month>{_MONTH})\.? (?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:,? (?P<year>\d{{4}}))?"
_AGO = r"(?P<count>\d{1,3}|an?|one) (?P<unit>second|minute|hour|day|week|month|year)s? ago"
DATE = rf"(?ai:{_IN_YEAR}|{_AGO}|(?P<weekday>{'|'.join(_WEEKDAYS)})|(?P<near>today|yesterday|just now))"
"""All forms, for use once inside a regular expression. ASCII: "ı" is no "i" here, whatever the case rules say."""

_DATE = re.compile(rf"(?ai:on )?{DATE}")
_DAYS = {"second": 0.0, "minute": 0.0, "hour": 1 / 24, "day": 1.0, "week": 7.0}
_YEAR = 366


@dataclass(frozen=True, slots=True)
class DateRead:
    """A date in a header: its `words`, and the `day` they mean (None where the copy leaves that open).

    `how` the day is known is a `Provenance`, or what a later version stored in its place.
    """

    words: str
    day: date | None
    how: str


def read_date(words: str, saved_on: date | None) -> DateRead | None:
    """The day that `words` mean in a copy saved on `saved_on`; None where they are no date or no such day exists."""
    form = _DATE.fullmatch(words)
    if form is None:
        return None
    if form["year"]:
        day = _day(int(form["year"]), form)
        return DateRead(words, day, Provenance.STATED) if day else None
    if form["month"] and _day(2020, form) is None:  # a leap year knows every day there is
        return None
    day = _before(form, saved_on) if saved_on else None
    return DateRead(words, day, Provenance.FROM_SAVING_DAY if day else Provenance.UNKNOWN)


def read_time(iso: str) -> DateRead | None:
    """The day of an ISO time, in UTC where it has a zone; None where `iso` is no such time."""
    try:
        time = datetime.fromisoformat(iso.strip())
        return DateRead(iso, (time.astimezone(UTC) if time.tzinfo else time).date(), Provenance.STATED)
    except (ValueError, OverflowError):
        return None


def _before(form: re.Match[str], saved_on: date) -> date | None:
    if form["month"]:  # within a year before the saving; a leap day may be none
        days = (_day(year, form) for year in (saved_on.year, saved_on.year - 1))
        return next((day for day in days if day and 0 <= (saved_on - day).days <= _YEAR), None)
    if form["weekday"]:  # today would be written in hours, so the same weekday is a week ago
        back = (saved_on.weekday() - _WEEKDAYS.index(form["weekday"].lower())) % 7 or 7
    elif form["near"]:
        back = 1 if form["near"].lower() == "yesterday" else 0
    else:
        unit = _DAYS.get(form["unit"].lower())
        if unit is None:  # "2 years ago" names no day
            return None
        back = int((int(form["count"]) if form["count"].isdigit() else 1) * unit)
    try:
        return saved_on - timedelta(days=back)
    except OverflowError:
        return None


def _day(year: int, form: re.Match[str]) -> date | None:
    month = _MONTHS.index(form["month"].lower()[:3]) // 4 + 1
    try:
        return date(year, month, int(form["day"]))
    except ValueError:
        return None


HOW_TO_SAVE = "Open the course post in your browser, save the page (or select all and copy it), and import that."


def list_of_threads(name: str) -> NotAThread:
    """The error for a page that lists threads."""
    return NotAThread(f"{name} is a list of threads. Open the course post itself and save that page.")


def form_page(name: str) -> NotAThread:
    """The error for the page of a form."""
    return NotAThread(
        f"{name} is a form, not a thread. To fill it in with your answers:",
        CommandLine("form", "--attach", "SAVED-COPY"),
    )


def form_text(name: str) -> NotAThread:
    """The error for the text of a form, which doesn't say where its fields are."""
    return NotAThread(
        f"{name} is the text of a form. Save the form's page in your browser. To fill it in with your answers:",
        CommandLine("form", "--attach", "SAVED-FORM.html"),
    )


def too_many_posts(name: str, posts: int) -> NotAThread:
    """The error for a copy whose posts are too many to have words."""
    return NotAThread(
        f"{name} has {posts:,} posts, most of them nearly empty, so it doesn't look like a saved thread. {HOW_TO_SAVE}"
    )


def log_in_page(name: str) -> NotAThread:
    """The error for the forum's log-in page."""
    return NotAThread(f"{name} is a log-in page. Log in, open the course post itself and save that page.")


@dataclass(frozen=True, slots=True)
class RawPost:
    """A post as it stands in the copy: who wrote it and when (None where the copy does not say), and its lines."""

    author: str | None
    dated: DateRead | None
    text: str
    forum_id: str | None = None
    """The post's id in its forum."""
    answers_to: str | None = None
    """The forum id of the post that it is said to answer: that of the opening post for an answer of its own."""
    page: int | None = None
    """The page of the thread on which it stood."""
    saved_at: str | None = None
    """When the copy was made that says so, as an ISO day or time."""
    replies: int | None = None
    """How many replies the copy counts under it ("2 replies")."""
    can_be_answered: bool | None = None
    """Whether it has a button to reply to it; None where the copy has none, or one on every post."""


@dataclass(frozen=True, slots=True)
class Copy:
    """A copy taken apart. Without headers (`has_headers` false) authors and dates are lost and posts are uncertain."""

    title: str | None
    opening: RawPost
    posts: tuple[RawPost, ...]
    has_headers: bool = True
    forum_id: str | None = None
    """The thread's id in its forum."""
    address: str | None = None
    pages: int | None = None
    """How many pages the thread has, where the copy says."""
    pages_given: frozenset[int] = frozenset()
    posts_missing: int = 0
    """How many posts the copy knows of and does not hold."""
    warnings: tuple[str, ...] = ()
    """What the reader of this kind of copy did not find, in sentences."""
    sources: tuple[str, ...] = ()
    """The names of what it was read from."""


def count_posts(count: int, one: str = "", several: str = "") -> str:
    """`1 post` or `3 posts`, and what one or several of them do."""
    return (f"1 post {one}" if count == 1 else f"{count} posts {several}").rstrip()


_ROMAN_NUMERALS = (*ROMAN_NUMERALS, *(f"x{one}" for one in ROMAN_NUMERALS))
_LONG_ROMAN = "|".join(sorted((one for one in _ROMAN_NUMERALS if len(one) > 1), key=len, reverse=True))
_NTH = (
    rf"(?:no\.? ?|number )?\#? ?({NUMBER}|{_LONG_ROMAN}|"
    # One letter may be a word: "Course I took last year".
    rf"(?-i:[IVX])(?= ?(?:[-–—:.,|()\[\]]|$)| (?:Discussion|Week)\b))\b"
)
"""The number of a course or a discussion in a title: digits, a word or a Roman numeral."""
_COURSE = re.compile(rf"Course {_NTH}", re.IGNORECASE)
_AS_COURSE = re.compile(rf"(?:Module|Unit) {_NTH}", re.IGNORECASE)
"""What other forums call a course; where no discussion is named below it, it is the discussion."""
_AS_PART = re.compile(rf"(?:Lesson|Module|Part|Session|Unit) {_NTH}(?= ?(?:[-–—:.,|]|$))", re.IGNORECASE)
_DISCUSSION, _DISCUSSION_OR_WEEK = (
    rf"(?:{words}) ?{_NTH}(?: of {NUMBER}\b)?" for words in ("Discussion", "Discussion|Week")
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
_LONGEST = 300
_MARKS = " -–—:.,|"


@dataclass(frozen=True, slots=True)
class Title:
    """The parts of a title line; what it does not say is None."""

    course_number: int | None = None
    course_title: str | None = None
    discussion_number: int | None = None
    discussion_title: str | None = None


def names_a_course_post(line: str) -> bool:
    """Whether a line says "Course 2", "Discussion 3" or "Week Three" as titles do; "3) TOPIC", "Part 2" is no proof."""
    title = read_title(line) if len(line) < _LONGEST else Title()
    is_vague = _NUMBERED.match(line) or _AS_PART.match(line)
    return title.course_number is not None or (title.discussion_number is not None and not is_vague)


def read_title(line: str) -> Title:
    """The parts of `line`; a line in no known form is the title of a discussion without numbers.

    "Course 2: TITLE - (Discussion #3) TOPIC", "Course II, Discussion Three: TOPIC", "Discussion 03: TOPIC",
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
    number = _value(course[1]) if course else None
    if part:
        course_title, topic = rest[: part.start()].strip(_MARKS), rest[part.end() :].lstrip(_MARKS + ")").rstrip()
        return Title(number, course_title or None, _value(part[1]), topic or None)
    if number is not None:
        return Title(number, rest.strip() or None)
    if numbered := _NUMBERED.match(line):
        return Title(discussion_number=int(numbered[1]), discussion_title=line[numbered.end() :])
    return Title(discussion_title=line or None)


def _value(number: str) -> int:
    """The value of what `_NTH` found."""
    roman = number.lower()
    return _ROMAN_NUMERALS.index(roman) + 1 if roman in _ROMAN_NUMERALS else parse_number(number)


_COURSE_IN_ADDRESS = re.compile(r"Course(\d{1,2})(?!\d)", re.IGNORECASE)


def course_in(address: str | None) -> int | None:
    """The course that the thread's own part of its address names, else that of the nearest folder above it."""
    try:
        parts = urlsplit(address or "").path.split("/")
    except ValueError:
        return None
    named = (form for part in reversed(parts) if (form := _COURSE_IN_ADDRESS.search(part)))
    return next((int(form[1]) for form in named), None)
