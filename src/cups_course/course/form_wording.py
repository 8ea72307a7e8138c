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
_OF_SOMETHING_ELSE = word_set(
    "link links url address screenshot date score grade quiz reply replies replied peer peers comment comments "
    "favourite favorite best rate rating rated likely recommend minutes hours many much improve feedback"
)
"""Words that make another question of one that is otherwise the same."""
_NEGATIONS = word_set("not never nobody nothing without dont doesnt didnt cant couldnt wont wouldnt isnt arent")
_OPPOSITES = tuple(
    word_set(pair)
    for pair in (
        "always never",
        "without with",
        "well badly",
        "good bad",
        "hard easy",
        "hard easier",
        "harder easier",
        "best worst",
        "most least",
        "more less",
        "before after",
        "like dislike",
        "strength weakness",
        "strengths weaknesses",
        "give receive",
        "gave received",
        "giving receiving",
        "start stop",
        "first last",
        "positive negative",
        "helped hindered",
        "yourself others",
        "learn teach",
        "past future",
    )
)
_WORDS = re.compile(r"\w+")


def asks_otherwise(field: str, question: str) -> bool:
    """Whether a word makes a field another question, however alike they are: "well" and "badly"."""
    of_field, of_question = set(_WORDS.findall(fold(field))), set(_WORDS.findall(fold(question)))
    only_here, only_there = of_field - of_question, of_question - of_field
    if only_here & _OF_SOMETHING_ELSE or (only_here ^ only_there) & _NEGATIONS:
        return True
    sides = [(pair & of_field, pair & of_question) for pair in _OPPOSITES]
    return any(here and there and here != there for here, there in sides)


class Wording:
    """The wordings of a course's questions, and how alike others are to them. Words of few questions count more."""

    def __init__(self, questions: Sequence[str]) -> None:
        self.questions = questions
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
        others = _stems(text)
        if f" {asked} " in f" {said} " and others - words <= COURTESY:
            return HOLDS
        shared = self._weight(words & others)
        both = self._weight(words) + self._weight(others)
        in_common = 2 * shared / both if both else 0.0
        if in_common < _SHARED:
            return in_common
        return 0.6 * in_common + 0.4 * likeness(said[:_COMPARED], asked[:_COMPARED])

    def _weight(self, words: frozenset[str]) -> float:
        return sum(self.weights.get(word, 1.0) for word in words)


@lru_cache(maxsize=20_000)
def _plain(text: str) -> str:
    return " ".join(_WORDS.findall(fold(text)))


@lru_cache(maxsize=20_000)
def _stems(text: str) -> frozenset[str]:
    """The words that carry what a text asks, without their endings."""
    return frozenset(_stem(word) for word in _WORDS.findall(fold(text)) if word not in _COMMON)


def _stem(word: str) -> str:
    for ending in ("ing", "ed", "es", "ly", "s"):
        if word.endswith(ending) and len(word) - len(ending) > 3:
            return word.removesuffix(ending)
    return word
