"""What the words of a form's field say of its place in a course: "Discussion 2, question 3", "Post 4", "2.2.1", a
discussion's title; and what they say beside that."""

import re
from dataclasses import dataclass

from cups_course.course.form import FormField
from cups_course.course.model import Course, Discussion
from cups_course.course.numbers import NUMBER, number_of
from cups_course.course.wording import fold, fold_space, word_set

_NTH = rf"(?:no\.? ?|number |#)?({NUMBER})\b"
_COURSE = re.compile(rf"\bcourse ?{_NTH}", re.IGNORECASE)
_DISCUSSION = re.compile(rf"\b(?:discussion|week|post|lesson|session|topic|thread|d(?=\d)) ?{_NTH}", re.IGNORECASE)
_QUESTION = re.compile(rf"\b(?:question|prompt|q\.?) ?{_NTH}", re.IGNORECASE)
_BOTH = re.compile(r"\bd(\d{1,2})[ .,-]{0,3}q(\d{1,2})\b", re.IGNORECASE)
_REFERENCE = re.compile(r"(?<![\d.,])(\d{1,3})\.(\d{1,3})(?:\.(\d{1,3}))?(?!\d|[.,]\d)")
_LEADING = re.compile(r"^\W{0,3}(\d{1,2})(?:[.):]|\s*[-–—]|$)\s*")
_WORDS = re.compile(r"\w+")
_SHORTEST_TITLE = 6
_MOST_READ = 2000
"""Characters. No place is told further down."""

COURTESY = word_set(
    "a above add all an and answer answers below box copy course complete discussion discussions enter entire "
    "everything field for forum from full give here i in insert into is of on optional our own paste please post "
    "posted posts prompt prompts put question questions reflection required response responses share text that the "
    "this thread to topic type week what whole with words write you your my"
)
"""Words that only say that an answer goes here."""
_WHOLE = re.compile(
    r"\b(?:all|whole|full|entire|complete|everything)\b.{0,40}\b(?:answers?|responses?|post|reflection|posted|wrote)\b|"
    r"\b(?:answers|responses)\b.{0,20}\b(?:discussion|week|post)\b|\byour (?:\w+ )?post\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class FieldPlace:
    """Where a field says it belongs; None where it does not. `said` are its words without that."""

    discussion: Discussion | None
    question: int | None
    said: str
    is_bare: bool
    """It says nothing but that an answer goes there."""
    wants_whole: bool
    """It asks for everything that was said in a discussion."""
    is_at_odds: bool
    """It names another course, or two discussions."""


def place_of(field: FormField, course: Course) -> FieldPlace:
    """Where a field says it belongs in a course: by itself, else by the heading that it stands under."""
    label, section = fold_space(field.label[:_MOST_READ]), fold_space(field.section[:_MOST_READ])
    of_label, of_section = _told(label, course), _told(section, course)
    discussion = of_label.discussion or of_section.discussion
    question = of_label.question
    leading = _LEADING.match(label)
    words = set(_WORDS.findall(fold(of_label.said)))
    is_bare = words <= COURTESY | set(_WORDS.findall(fold(discussion.title if discussion else "")))
    if question is None and leading and is_bare:
        question = int(leading[1])
    return FieldPlace(
        discussion,
        question,
        of_label.said if words else "",
        is_bare,
        bool(_WHOLE.search(label)),
        of_label.is_at_odds or of_section.is_at_odds,
    )


@dataclass(frozen=True, slots=True)
class _Told:
    discussion: Discussion | None
    question: int | None
    said: str
    is_at_odds: bool


def _told(text: str, course: Course) -> _Told:
    courses, numbers, questions = [], [], []
    said = text
    if both := _BOTH.search(said):
        numbers.append(int(both[1]))
        questions.append(int(both[2]))
        said = _BOTH.sub(" ", said)
    for first, second, third in _REFERENCE.findall(said):
        if third:
            courses.append(int(first))
            numbers.append(int(second))
            questions.append(int(third))
    said = _REFERENCE.sub(lambda found: " " if found[3] else found[0], said)
    for form, found in ((_COURSE, courses), (_DISCUSSION, numbers), (_QUESTION, questions)):
        found += [number_of(one) for one in form.findall(said)]
        said = form.sub(" ", said)
    said = _LEADING.sub("", said)
    by_number = {one.number: one for one in course.discussions}
    named = [by_number.get(number) for number in dict.fromkeys(numbers)]
    titled = _titled(text, course)
    discussion = named[0] if len(named) == 1 else titled if not named else None
    is_at_odds = (
        any(number != course.number for number in courses)
        or len(named) > 1
        or None in named
        or bool(discussion and titled and titled is not discussion)
        or len(set(questions)) > 1
    )
    return _Told(discussion, questions[0] if len(set(questions)) == 1 else None, fold_space(said), is_at_odds)


def _titled(text: str, course: Course) -> Discussion | None:
    """The discussion whose title stands in a text, where it is just one."""
    folded = fold(text)
    titles = [(fold(one.title), one) for one in course.discussions if len(one.title) >= _SHORTEST_TITLE]
    there = [(title, one) for title, one in titles if re.search(rf"(?<!\w){re.escape(title)}(?!\w)", folded)]
    longest = [one for title, one in there if not any(title != other and title in other for other, _ in there)]
    return longest[0] if len(longest) == 1 else None
