"""What the words of a form's field say of its place in a course: "Discussion 2, question 3", "Post 4", "2.2.1", a
discussion's title; and what they say beside that."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from cups_course.course.form import FormField
from cups_course.course.model import Course, Discussion
from cups_course.course.numbers import NUMBER, parse_number
from cups_course.course.wording import fold, fold_space, word_set

_NTH = rf"(?:no\.? ?|number |#)?({NUMBER})\b"
_COURSE = re.compile(rf"\bcourse ?{_NTH}(?: evaluation)?", re.IGNORECASE)
_DISCUSSION = re.compile(rf"\b(?:discussion|week|post|lesson|session|topic|thread|d(?=\d)) ?{_NTH}", re.IGNORECASE)
_QUESTION = re.compile(rf"\b(?:question|prompt|q\.?) ?{_NTH}", re.IGNORECASE)
_BOTH = re.compile(r"\bd(\d{1,2})[ .,-]{0,3}q(\d{1,2})\b", re.IGNORECASE)
_REFERENCE = re.compile(r"(?<![\d.,])(\d{1,3})\.(\d{1,3})(?:\.(\d{1,3}))?(?!\d|[.,]\d)")
_LEADING = re.compile(r"^\W{0,3}(\d{1,2})(?:[.):]|\s*[-–—]|$)\s*")
_OF_THE_FORM = re.compile(rf"\b(?:part|page|section|step) {_NTH}(?: of {_NTH})?|\bevaluation form\b", re.IGNORECASE)
"""What a heading says of the form itself."""
_HOW_LONG = re.compile(
    r"\b(?:(?:at (?:most|least)|up to|not? (?:more|less) than|about|around|between|max(?:imum)?|min(?:imum)?)[ :]*)?"
    r"\d[\d.,]*(?: ?(?:-|–|to|and) ?\d[\d.,]*)? (?:characters|letters|words|sentences|paragraphs)"
    r"(?: (?:or (?:more|less)|at (?:most|least)|max(?:imum)?|min(?:imum)?))?\b",
    re.IGNORECASE,
)
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
    """Where a field says it belongs; None where it does not."""

    discussion: Discussion | None
    question: int | None
    asks: str
    """Its words that ask something, without the place: those of the label, else of the help, else of the heading."""
    asks_with_help: str
    beside: str
    """What else stands beside those words, without places and titles."""
    label_is_bare: bool
    """Its label says nothing but that an answer goes there."""
    is_bare: bool
    """Its label, its help and the heading that it stands under say all together nothing but that."""
    wants_whole: bool
    """It asks for everything that was said in a discussion."""
    is_at_odds: bool
    """It names another course, or two discussions."""


@dataclass(frozen=True, slots=True)
class _Told:
    """What one text tells. `said` are its words without the place, `rest` those without titles and lengths too."""

    discussion: Discussion | None
    question: int | None
    said: str
    rest: str
    is_at_odds: bool

    @property
    def is_bare(self) -> bool:
        return set(self.rest.split()) <= COURTESY


class FieldPlaces:
    """The places of a course, by which its fields are told."""

    def __init__(self, course: Course) -> None:
        self._course = course
        self._by_number = {one.number: one for one in course.discussions}
        titled = [(_plain(one.title), one) for one in course.discussions if len(one.title) >= _SHORTEST_TITLE]
        self._titles = [(f" {title} ", one) for title, one in titled if title]
        self._told = lru_cache(maxsize=20_000)(self._read)

    def of(self, field: FormField) -> FieldPlace:
        """Where a field says it belongs: by itself, else by the heading that it stands under."""
        label, help_ = self._told(field.label[:_MOST_READ]), self._told(field.help[:_MOST_READ])
        section = self._told(_OF_THE_FORM.sub(" ", field.section[:_MOST_READ]))
        told = (label, help_, section)
        leading = _LEADING.match(fold_space(field.label))
        if label.question is None and leading and label.is_bare:
            label = replace(label, question=int(leading[1]))
        asking = next((one for one in told if not one.is_bare), label)
        agree = len({id(one.discussion) for one in told if one.discussion}) < 2 and (
            len({one.question for one in (label, help_, section)} - {None}) < 2
        )
        return FieldPlace(
            label.discussion or section.discussion,
            label.question or section.question,
            asking.said if not asking.is_bare else "",
            fold_space(f"{label.said} {help_.said}"),
            fold_space(" ".join(one.rest for one in told if one is not asking)),
            label.is_bare,
            agree and all(one.is_bare for one in told),
            bool(_WHOLE.search(field.label[:_MOST_READ])),
            any(one.is_at_odds for one in told),
        )

    def _read(self, text: str) -> _Told:
        said = text = fold_space(text)
        courses, numbers, questions = [], [], []
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
            found += [parse_number(one) for one in form.findall(said)]
            said = form.sub(" ", said)
        said = fold_space(_LEADING.sub("", said))
        named = [self._by_number.get(number) for number in dict.fromkeys(numbers)]
        titled = self._titled(text)
        discussion = named[0] if len(named) == 1 else titled if not named else None
        is_at_odds = (
            any(number != self._course.number for number in courses)
            or len(named) > 1
            or None in named
            or bool(discussion and titled and titled is not discussion)
            or len(set(questions)) > 1
        )
        question = questions[0] if len(set(questions)) == 1 else None
        titles = [one.title for one in (discussion, self._course) if one]
        return _Told(discussion, question, said, _rest(said, titles), is_at_odds)

    def _titled(self, text: str) -> Discussion | None:
        """The discussion whose title stands in a text, where it is just one."""
        plain = f" {_plain(text)} "
        there = [(title, one) for title, one in self._titles if title in plain]
        longest = [one for title, one in there if not any(title != other and title in other for other, _ in there)]
        return longest[0] if len(longest) == 1 else None


def _rest(said: str, titles: Sequence[str]) -> str:
    rest = f" {_plain(_HOW_LONG.sub(' ', said))} "
    for title in titles:
        if plain := _plain(title):
            rest = rest.replace(f" {plain} ", " ")
    return rest.strip()


def _plain(text: str) -> str:
    return " ".join(_WORDS.findall(fold(text)))
