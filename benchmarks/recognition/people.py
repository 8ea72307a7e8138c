"""The people of a thread: what they are called, how much they write and in which manner."""

import random
import re
from dataclasses import dataclass

from recognition.voices import Voice

_ARTICLE = re.compile(r"\b(?:the|an?) ", re.IGNORECASE)


@dataclass(frozen=True)
class Person:
    """Somebody who writes. `length` runs from 0, a few words for a question, to 3, a story for each."""

    name: str
    length: int
    lower: bool = False
    bare: bool = False
    foreign: bool = False
    emoji: float = 0.0
    paragraphs: str = " "

    def write(self, sentence: str, rng: random.Random, emoji: tuple[str, ...]) -> str:
        """`sentence` as this person would type it."""
        if self.foreign:
            sentence = _ARTICLE.sub(lambda article: article[0] if rng.random() < 0.4 else "", sentence)
        if self.lower:
            sentence = sentence.lower()
        if self.bare:
            sentence = sentence.replace("'", "").rstrip(".!").replace(",", "")
        if rng.random() < self.emoji:
            sentence = f"{sentence} {rng.choice(emoji)}"
        return sentence


def gather(voice: Voice, count: int, lengths: tuple[int, int, int, int], rng: random.Random) -> list[Person]:
    """`count` people with different names; `lengths` weighs how many write how much."""
    names = rng.sample(voice.names, len(voice.names))
    while len(names) < count:
        name = f"{rng.choice(voice.names).rstrip('0123456789')}{rng.randint(2, 999)}"
        if name not in names:
            names.append(name)
    return [_person(name, lengths, rng) for name in names[:count]]


def _person(name: str, lengths: tuple[int, int, int, int], rng: random.Random) -> Person:
    lower = rng.random() < 0.2
    return Person(
        name=name,
        length=rng.choices(range(4), lengths)[0],
        lower=lower,
        bare=rng.random() < (0.6 if lower else 0.05),
        foreign=rng.random() < 0.12,
        emoji=rng.choice([0, 0, 0, 0.1, 0.4]),
        paragraphs=rng.choice([" ", " ", " ", "\n", "\n\n"]),
    )
