"""The questions of a thread as words: what each says, what it is about, and how one who answers turns it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from cups_course.course.wording import fold

MOST_QUESTIONS = 60
"""No post asks more; every line of an answer is compared with every question."""
WORD = re.compile(r"[^\W_]+(?:['’‘`´][^\W_]+)*")

# To answer "How can you ...", people write "How can I ...".
TURNED = {"you": "i", "your": "my", "yours": "mine", "yourself": "myself", "youre": "im", "youve": "ive", "are": "am"}


@lru_cache(maxsize=4096)
def fold_word(word: str) -> str:
    """A word as words are compared."""
    return fold(word)


def words_of(text: str) -> tuple[str, ...]:
    """The words of a text, folded."""
    return tuple(map(fold_word, WORD.findall(text)))


# Words that do not say what a question is about.
COMMON = frozenset(
    words_of(
        "a about all an and any are as at be been but by can could did do does dont for from had has have how i id if "
        "im in into is it its ive like list me mine more much my myself name no not of on one or our please share some "
        "somebody someone tell than that the them then these they thing things think this to us was we were what whats "
        "when where which who whom whose why will with would you your"
    )
)


def turned_by_answerer(words: Iterable[str]) -> tuple[str, ...]:
    """Folded words of a question as one who answers says them."""
    return tuple(TURNED.get(word, word) for word in words)


@dataclass(frozen=True, slots=True)
class AskedQuestion:
    """A question: the words of all of it and of each of its sentences, and as one who answers turns them."""

    number: int
    wordings: tuple[tuple[str, ...], ...]
    turned: tuple[tuple[str, ...], ...]
    subject: frozenset[str]
    states: bool
    """It has a sentence that does not end in a question mark."""

    @classmethod
    def of(cls, number: int, question: str) -> "AskedQuestion":
        """The question of this number, from its text."""
        parts = [question, *(part for part in re.split(r"(?<=[.?!])\s+", question) if len(part.split()) > 3)]
        wordings = tuple(filter(None, dict.fromkeys(map(words_of, parts))))
        subject = frozenset(word for words in wordings for word in words) - COMMON
        return cls(
            number, wordings, tuple(map(turned_by_answerer, wordings)), subject, not all(p.endswith("?") for p in parts)
        )


@lru_cache(maxsize=16)  # every answer of a thread is split over the same
def asked_questions(questions: tuple[str, ...]) -> tuple[AskedQuestion, ...]:
    """The questions of a thread in their order, counted from 1."""
    return tuple(AskedQuestion.of(number, question) for number, question in enumerate(questions, 1))
