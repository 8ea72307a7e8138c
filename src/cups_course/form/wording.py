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
from cups_course.thread.matching import likeness

_WORD = re.compile(r"\w+")
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
_SHORTEST_TITLE = 6
_MOST_READ = 2000
"""Characters. No field names its place further down."""

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
class _Parts:
    """One text of a field taken apart. `said` is without the place, `rest` without titles and lengths as well."""

    discussion: Discussion | None
    question: int | None
    said: str
    rest: str
    is_at_odds: bool

    @property
    def is_bare(self) -> bool:
        return set(self.rest.split()) <= COURTESY


class FieldPlaces:
    """The places in a course that fields may name."""

    def __init__(self, course: Course) -> None:
        self._course = course
        self._by_number = {one.number: one for one in course.discussions}
        titled = [(_plain(one.title), one) for one in course.discussions if len(one.title) >= _SHORTEST_TITLE]
        self._titles = [(f" {title} ", one) for title, one in titled if title]
        self._parts_of = lru_cache(maxsize=20_000)(self._read)

    def of(self, field: FormField) -> FieldPlace:
        """Where a field says it belongs: by itself, else by the heading that it stands under."""
        label, help_ = self._parts_of(field.label[:_MOST_READ]), self._parts_of(field.help[:_MOST_READ])
        section = self._parts_of(_OF_THE_FORM.sub(" ", field.section[:_MOST_READ]))
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
            asking.said if not asking.is_bare else "",
            fold_space(f"{label.said} {help_.said}"),
            fold_space(" ".join(one.rest for one in texts if one is not asking)),
            label.is_bare,
            agree and all(one.is_bare for one in texts),
            bool(_WHOLE.search(field.label[:_MOST_READ])),
            any(one.is_at_odds for one in texts),
        )

    def _read(self, text: str) -> _Parts:
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
        return _Parts(discussion, question, said, _rest(said, titles), is_at_odds)

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


EQUAL, HOLDS = 1.0, 0.95
"""The likeness of the same words, and of a question with nothing but courtesy around it."""
_COMPARED = 400
"""Letters, of each of two texts."""
_SHARED = 0.2
"""How much of their words two texts must share for their letters to be compared."""
_COMMON = word_set(
    "a an and are as at be been but by can could did do does for from had has have how i if in into is it its me my of "
    "on or our so than that the their them there they this to us was we were what when where which who why will with "
    "would you your youd youll youve tell describe explain share please about"
)
_AROUND = COURTESY | word_set("tell us describe explain about q")
"""What may stand around a question that is asked in its own words."""
_OF_SOMETHING_ELSE = word_set(
    "link links url address screenshot date score grade quiz reply replies replied peer peers comment comments "
    "favourite favorite best rate rating rated likely recommend minutes hours many much improve feedback"
)
"""Words that make another question of one that is otherwise the same."""
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
    """Whether a word makes a field another question, however alike they are: "well" and "badly", "your help" and
    "somebody's help". `beside` is what stands beside its own words: its help, the heading over it."""
    asked = set(_WORD.findall(fold(question)))
    here = set(_WORD.findall(fold(f"{field} {beside}")))
    only_here, only_there = here - asked, asked - here
    if only_here & _OF_SOMETHING_ELSE or (only_here ^ only_there) & _NEGATIONS:
        return True
    for sides in _OPPOSITES:
        of_field, of_question = ([bool(side & words) for side in sides] for words in (here, asked))
        if any(of_field) and any(of_question) and of_field != of_question:
            return True
    of_whom = _of_whom(question)
    return _of_whom(field) != of_whom or (_Whom.OTHERS in _of_whom(beside) and _Whom.OTHERS not in of_whom)


class _Whom(Enum):
    ONESELF = auto()
    OTHERS = auto()


def _of_whom(text: str) -> tuple[_Whom, ...]:
    """Whom a text mentions, in its order; () for oneself alone, because "hard for you" and "hard" ask the same."""
    found: dict[_Whom, None] = {}
    for word in _WORD.findall(fold(text)):
        if word in _ONESELF:
            found[_Whom.ONESELF] = None
        elif word in _OTHERS or word.removesuffix("s") in _OTHERS:
            found[_Whom.OTHERS] = None
    return tuple(found) if _Whom.OTHERS in found else ()


class Wording:
    """The wordings of a course's questions, and how alike others are to them. Words of few questions count more; only
    `by_letters` are letters compared too."""

    def __init__(self, questions: Sequence[str], *, by_letters: bool) -> None:
        self.questions = questions
        self.by_letters = by_letters
        self.words = [_stems(text) for text in questions]
        common = Counter(word for words in self.words for word in words)
        self.weights = {word: 1 / math.sqrt(count) for word, count in common.items()}
        self._likeness = lru_cache(maxsize=100_000)(self._compared)
        self.likenesses = lru_cache(maxsize=20_000)(self._likenesses)

    def _likenesses(self, texts: tuple[str, ...]) -> list[float]:
        return [max(self._likeness(text, number) for text in texts) for number in range(len(self.questions))]

    def _compared(self, text: str, number: int) -> float:
        question, words = self.questions[number], self.words[number]
        said, asked = _plain(text), _plain(question)
        if not said or not asked:
            return 0.0
        if said == asked:
            return EQUAL
        before, stands_in_it, after = f" {said} ".partition(f" {asked} ")
        if stands_in_it and set(f"{before} {after}".split()) <= _AROUND:
            return HOLDS
        others = _stems(text)
        shared = self._weight(words & others)
        both = self._weight(words) + self._weight(others)
        in_common = 2 * shared / both if both else 0.0
        if in_common < _SHARED:
            return in_common
        if not self.by_letters:
            return 0.6 * in_common
        return 0.6 * in_common + 0.4 * likeness(said[:_COMPARED], asked[:_COMPARED])

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
