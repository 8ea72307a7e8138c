"""The words of a form's field: which question they ask, and which place in a course they name."""

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto
from functools import lru_cache

from cups_course.form.form import FormField
from cups_course.model import Course, Discussion
from cups_course.text import NUMBER, fold, fold_space, parse_number, word_set
from cups_course.thread.matching import Likeness

_WORD = re.compile(r"\w+")
_NTH = rf"(?:no\.? ?|number |#)?({NUMBER})\b"
_COURSE = re.compile(rf"\bcourse ?{_NTH}(?: evaluation)?", re.IGNORECASE)
_DISCUSSION = re.compile(rf"\b(?:discussion|week|post|lesson|session|topic|thread|d(?=\d)) ?{_NTH}", re.IGNORECASE)
_QUESTION = re.compile(rf"\b(?:question|prompt|q\.?) ?{_NTH}", re.IGNORECASE)
_DISCUSSION_AND_QUESTION = re.compile(r"\bd(\d{1,2})[ .,-]{0,3}q(\d{1,2})\b", re.IGNORECASE)
_REFERENCE = re.compile(r"(?<![\d.,])(\d{1,3})\.(\d{1,3})(?:\.(\d{1,3}))?(?!\d|[.,]\d)")
_LEADING = re.compile(r"^\W{0,3}(\d{1,2})(?:[.):]|\s*[-–—]|$)\s*")
_PART_OF_FORM = re.compile(rf"\b(?:part|page|section|step) {_NTH}(?: of {_NTH})?|\bevaluation form\b", re.IGNORECASE)
"""Words of a heading about the form itself."""
_LENGTH = re.compile(
    r"(?<![\d.,])\b"
    r"(?:(?:at (?:most|least)|up to|not? (?:more|less) than|about|around|between|max(?:imum)?|min(?:imum)?)[ :]*)?"
    r"\d[\d.,]*+(?: ?(?:-|–|to|and) ?\d[\d.,]*+)? (?:characters|letters|words|sentences|paragraphs)"
    r"(?: (?:or (?:more|less)|at (?:most|least)|max(?:imum)?|min(?:imum)?))?\b",
    re.IGNORECASE,
)
_SHORTEST_TITLE = 6
_MOST_READ = 2000
"""Characters. No field names its place further down."""

COURTESY = word_set(
    "a above add all an and answer answers below box copy course complete discussion discussions enter entire "
    "everything field for forum from full give here i in insert into is of on optional our own paste please post "
    "posted posts prompt prompts put question questions reflection required response responses share text that the "
    "this thread to topic type week what whole with words write you your my"
)
"""Words that say no more than that an answer goes here."""
_WHOLE = re.compile(
    r"\b(?:all|whole|full|entire|complete|everything)\b.{0,40}\b(?:answers?|responses?|post|reflection|posted|wrote)\b|"
    r"\b(?:answers|responses)\b.{0,20}\b(?:discussion|week|post)\b|\byour (?:\w+ )?post\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class FieldPlace:
    """The place that a field names, None for what it does not name, and what else the field says."""

    discussion: Discussion | None
    question: int | None
    asks: str
    """The words that ask something, without the place, from the label, else the help, else the heading."""
    asks_with_help: str
    beside: str
    """The other words of the field, without places and titles."""
    label_is_bare: bool
    """Whether its label says no more than that an answer goes there."""
    is_bare: bool
    """Whether label, help and heading together say no more than that."""
    wants_whole: bool
    """Whether it asks for all answers of a discussion."""
    is_at_odds: bool
    """Whether it names another course, or two discussions."""


@dataclass(frozen=True, slots=True)
class _Parts:
    """The parts of one text of a field. `words` are without the place, `rest` also without titles and lengths."""

    discussion: Discussion | None
    question: int | None
    words: str
    rest: str
    is_at_odds: bool

    @property
    def is_bare(self) -> bool:
        return set(self.rest.split()) <= COURTESY


class FieldPlaces:
    """Finds the places in a course that fields name."""

    def __init__(self, course: Course) -> None:
        self._course = course
        self._by_number = {one.number: one for one in course.discussions}
        titled = [(_plain(one.title), one) for one in course.discussions if len(one.title) >= _SHORTEST_TITLE]
        self._titles = [(f" {title} ", one) for title, one in titled if title]
        self._parts_of = lru_cache(maxsize=20_000)(self._read)

    def of(self, field: FormField) -> FieldPlace:
        """The place that a field names itself, else that of the heading above it."""
        label, help_ = self._parts_of(field.label[:_MOST_READ]), self._parts_of(field.help[:_MOST_READ])
        section = self._parts_of(_PART_OF_FORM.sub(" ", field.section[:_MOST_READ]))
        texts = (label, help_, section)
        leading = _LEADING.match(fold_space(field.label))
        if label.question is None and leading and label.is_bare:
            label = replace(label, question=int(leading[1]))
        asking = next((one for one in texts if not one.is_bare), label)
        agree = len({id(one.discussion) for one in texts if one.discussion}) < 2 and (
            len({one.question for one in (label, help_, section)} - {None}) < 2
        )
        return FieldPlace(
            label.discussion or section.discussion,
            label.question or section.question,
            asking.words if not asking.is_bare else "",
            fold_space(f"{label.words} {help_.words}"),
            fold_space(" ".join(one.rest for one in texts if one is not asking)),
            label.is_bare,
            agree and all(one.is_bare for one in texts),
            bool(_WHOLE.search(field.label[:_MOST_READ])),
            any(one.is_at_odds for one in texts),
        )

    def _read(self, text: str) -> _Parts:
        words = text = fold_space(text)
        courses, numbers, questions = [], [], []
        if both := _DISCUSSION_AND_QUESTION.search(words):
            numbers.append(int(both[1]))
            questions.append(int(both[2]))
            words = _DISCUSSION_AND_QUESTION.sub(" ", words)
        for first, second, third in _REFERENCE.findall(words):
            if third:
                courses.append(int(first))
                numbers.append(int(second))
                questions.append(int(third))
        words = _REFERENCE.sub(lambda found: " " if found[3] else found[0], words)
        for form, found in ((_COURSE, courses), (_DISCUSSION, numbers), (_QUESTION, questions)):
            found += [parse_number(one) for one in form.findall(words)]
            words = form.sub(" ", words)
        words = fold_space(_LEADING.sub("", words))
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
        return _Parts(discussion, question, words, _without_titles(words, titles), is_at_odds)

    def _titled(self, text: str) -> Discussion | None:
        """The discussion whose title is in a text; None if there is none or more than one."""
        plain = f" {_plain(text)} "
        there = [(title, one) for title, one in self._titles if title in plain]
        longest = [one for title, one in there if not any(title != other and title in other for other, _ in there)]
        return longest[0] if len(longest) == 1 else None


def _without_titles(text: str, titles: Sequence[str]) -> str:
    remaining = f" {_plain(_LENGTH.sub(' ', text))} "
    for title in titles:
        if plain := _plain(title):
            remaining = remaining.replace(f" {plain} ", " ")
    return remaining.strip()


EQUAL, HOLDS = 1.0, 0.95
"""The likeness of equal words, and of a question with only courtesies around it."""
_COMPARED = 400
"""How many letters of each text are compared."""
_SHARED = 0.2
"""The share of common words from which two texts are compared by letters."""
_COMMON = word_set(
    "a an and are as at be been but by can could did do does for from had has have how i if in into is it its me my of "
    "on or our so than that the their them there they this to us was we were what when where which who why will with "
    "would you your youd youll youve tell describe explain share please about"
)
_AROUND = COURTESY | word_set("tell us describe explain about q")
"""Words that may be around a question without changing it."""
_OF_SOMETHING_ELSE = word_set(
    "link links url address screenshot date score grade quiz reply replies replied peer peers comment comments "
    "favourite favorite best rate rating rated likely recommend minutes hours many much improve feedback"
)
"""Words that make an otherwise equal question a different one."""
_NEGATIONS = word_set("not never nobody nothing without dont doesnt didnt cant couldnt wont wouldnt isnt arent")
_OPPOSITES = tuple(
    tuple(map(word_set, row.split(" / ")))
    for row in (
        "always / never",
        "with / without",
        "well / badly",
        "good better / bad worse",
        "hard harder hardest difficult / easy easier easiest",
        "best / worst",
        "most / least",
        "more / less",
        "before / after",
        "like liked / dislike disliked",
        "strength strengths / weakness weaknesses",
        "ask asked asking / give gave given giving offer offered offering / receive received receiving get getting got",
        "start started starting / stop stopped stopping",
        "first / last",
        "positive / negative",
        "helped / hindered",
        "yourself / others",
        "learn learned learning / teach taught teaching",
        "past ago / future",
        "day days / week weeks / month months / year years",
    )
)
_ONESELF = word_set("you your yours yourself youd youll youve youre i id ive im me my mine myself")
_OTHERS = word_set(
    "other another somebody someone anybody anyone everybody everyone people person peer member friend buddy team "
    "teammate colleague leader listener mentor coach volunteer group they them their themselves he him his she her"
)


def asks_otherwise(field: str, beside: str, question: str) -> bool:
    """Whether a single word makes a field ask something else than a similar question: "well" and "badly", "your help"
    and "somebody's help". `beside` are the other words of the field: its help and its heading."""
    in_question = set(_WORD.findall(fold(question)))
    in_field = set(_WORD.findall(fold(f"{field} {beside}")))
    only_in_field, only_in_question = in_field - in_question, in_question - in_field
    if only_in_field & _OF_SOMETHING_ELSE or (only_in_field ^ only_in_question) & _NEGATIONS:
        return True
    for sides in _OPPOSITES:
        of_field, of_question = ([bool(side & words) for side in sides] for words in (in_field, in_question))
        if any(of_field) and any(of_question) and of_field != of_question:
            return True
    of_whom = _mentions_whom(question)
    return _mentions_whom(field) != of_whom or (_Whom.OTHERS in _mentions_whom(beside) and _Whom.OTHERS not in of_whom)


class _Whom(Enum):
    ONESELF = auto()
    OTHERS = auto()


def _mentions_whom(text: str) -> tuple[_Whom, ...]:
    """Whom a text mentions, in its order; () for only oneself, because "hard for you" and "hard" ask the same."""
    mentioned: dict[_Whom, None] = {}
    for word in _WORD.findall(fold(text)):
        if word in _ONESELF:
            mentioned[_Whom.ONESELF] = None
        elif word in _OTHERS or word.removesuffix("s") in _OTHERS:
            mentioned[_Whom.OTHERS] = None
    return tuple(mentioned) if _Whom.OTHERS in mentioned else ()


class Wording:
    """Compares texts with the questions of a course. Words that few questions have count more."""

    def __init__(self, questions: Sequence[str]) -> None:
        self.questions = questions
        self._by_letters = Likeness()
        self.words = [_stems(text) for text in questions]
        common = Counter(word for words in self.words for word in words)
        self.weights = {word: 1 / math.sqrt(count) for word, count in common.items()}
        self._likeness = lru_cache(maxsize=100_000)(self._compared)
        self.likenesses = lru_cache(maxsize=20_000)(self._likenesses)

    def _likenesses(self, texts: tuple[str, ...]) -> list[float]:
        return [max(self._likeness(text, number) for text in texts) for number in range(len(self.questions))]

    def _compared(self, text: str, number: int) -> float:
        question, words = self.questions[number], self.words[number]
        plain_text, asked = _plain(text), _plain(question)
        if not plain_text or not asked:
            return 0.0
        if plain_text == asked:
            return EQUAL
        before, found_inside, after = f" {plain_text} ".partition(f" {asked} ")
        if found_inside and set(f"{before} {after}".split()) <= _AROUND:
            return HOLDS
        others = _stems(text)
        shared = self._weight(words & others)
        both = self._weight(words) + self._weight(others)
        in_common = 2 * shared / both if both else 0.0
        if in_common < _SHARED:
            return in_common
        return 0.6 * in_common + 0.4 * self._by_letters.of(plain_text[:_COMPARED], asked[:_COMPARED])

    def _weight(self, words: frozenset[str]) -> float:
        return sum(self.weights.get(word, 1.0) for word in words)


@lru_cache(maxsize=20_000)
def _plain(text: str) -> str:
    return " ".join(_WORD.findall(fold(text)))


@lru_cache(maxsize=20_000)
def _stems(text: str) -> frozenset[str]:
    """The words that carry what a text asks, without their endings."""
    return frozenset(_stem(word) for word in _WORD.findall(fold(text)) if word not in _COMMON)


def _stem(word: str) -> str:
    for ending in ("ing", "ed", "es", "ly", "s"):
        if word.endswith(ending) and len(word) - len(ending) > 3:
            return word.removesuffix(ending)
    return word
