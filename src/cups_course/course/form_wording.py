"""How alike the wording of a form's field is to that of a question, and what makes another question of it."""

import math
import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

from cups_course.course.form_places import COURTESY
from cups_course.course.matching import likeness
from cups_course.course.wording import fold, word_set

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
_WORD = re.compile(r"\w+")


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
    return _of_whom(field) != of_whom or ("others" in _of_whom(beside) and "others" not in of_whom)


def _of_whom(text: str) -> tuple[str, ...]:
    """Of whom a text speaks, in the order in which it comes to them. Of oneself alone says nothing: "hard for you" and
    "hard" ask the same."""
    found: dict[str, None] = {}
    for word in _WORD.findall(fold(text)):
        if word in _ONESELF:
            found["oneself"] = None
        elif word in _OTHERS or word.removesuffix("s") in _OTHERS:
            found["others"] = None
    return tuple(found) if "others" in found else ()


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
        said, asked = _plain_words(text), _plain_words(question)
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
def _plain_words(text: str) -> str:
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
