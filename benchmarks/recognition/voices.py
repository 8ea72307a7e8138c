"""The voices: names, sentences, topics and opening posts from which threads are made up.

A voice is one TOML file. `voices/tuning` is for whoever tunes the reader; nobody tunes on `voices/unseen`, and the two
share no name and no sentence. In a sentence `{a|b}` stands for one of the two, `{date}` for a day, `{name}` for
somebody of the thread, `{place}` for the community's name and `{n}` for a number.
"""

import random
import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

VoiceSet = Literal["tuning", "unseen"]
Pool = tuple[str, ...]

_FOLDER = Path(__file__).parent / "voices"
_CHOICE = re.compile(r"\{([^{}]*)\}")


@dataclass(frozen=True)
class Question:
    """One prompt, how people word it anew, and what they say to it: in a word, in a sentence, in a story."""

    ask: str
    again: Pool
    terse: Pool
    say: Pool
    story: Pool = ()


@dataclass(frozen=True)
class Discussion:
    """A topic of a course, its questions, and what people reply `on` the topic."""

    course: str
    topic: str
    questions: tuple[Question, ...]
    on: Pool


@dataclass(frozen=True)
class Task:
    """Something else that an opening post wants."""

    kind: str
    text: str
    optional: bool = False
    minimum: str | None = None


@dataclass(frozen=True)
class Opening:
    """What opening posts are made of. Lists hold their introduction first."""

    first: Pool
    prose: Pool
    rhetorical: Pool
    advice: tuple[Pool, ...]
    numbered: Pool
    bullets: Pool
    ask_yourself: Pool
    line: Pool
    wish: Pool
    then_wish: Pool
    steps: tuple[Pool, ...]
    bonus: Pool
    further: Pool
    after: Pool
    closing: Pool
    tasks: tuple[Task, ...]


@dataclass(frozen=True)
class Answering:
    """What people say around their answers: hello, bye, asides, things about "you" in general, questions, traps."""

    hello: Pool
    bye: Pool
    aside: Pool
    you: Pool
    ask: Pool
    dated: Pool
    to_opener: Pool


@dataclass(frozen=True)
class Replying:
    """What people reply: each sentence reacts to what stands above it or speaks to who wrote it.

    Only `more` does not: it goes on, from the replier's own life, after a sentence that does.
    """

    praise: Pool
    react: Pool
    story: Pool
    more: Pool
    ask: Pool
    doubt: Pool
    advice: Pool
    quote: Pool
    thanks: Pool
    opener: Pool
    dated: Pool


@dataclass(frozen=True)
class Voice:
    """Everything one file holds; `key` is its name."""

    key: str
    place: str
    names: Pool
    emoji: Pool
    opening: Opening
    answer: Answering
    reply: Replying
    discussions: tuple[Discussion, ...]


@cache
def voices(which: VoiceSet) -> tuple[Voice, ...]:
    """All voices of a set, in the order of their names."""
    return tuple(_voice(path) for path in sorted((_FOLDER / which).glob("*.toml")))


def _voice(path: Path) -> Voice:
    held: Mapping[str, Any] = _frozen(tomllib.loads(path.read_text(encoding="utf-8")))
    return Voice(
        key=path.stem,
        place=held["place"],
        names=held["names"],
        emoji=held["emoji"],
        opening=Opening(**{**held["opening"], "tasks": tuple(Task(**task) for task in held["opening"]["tasks"])}),
        answer=Answering(**held["answer"]),
        reply=Replying(**held["reply"]),
        discussions=tuple(
            Discussion(**{**one, "questions": tuple(Question(**question) for question in one["questions"])})
            for one in held["discussions"]
        ),
    )


def _frozen(value: Any) -> Any:
    """The same with tuples for lists."""
    if isinstance(value, dict):
        return {key: _frozen(one) for key, one in value.items()}
    if isinstance(value, list):
        return tuple(_frozen(one) for one in value)
    return value


class Teller:
    """Deals sentences: each of a pool once before any comes again, its choices made and its words put in."""

    def __init__(self, rng: random.Random, words: Mapping[str, Callable[[], str]]) -> None:
        self._rng = rng
        self._words = words
        self._left: dict[Pool, list[str]] = {}

    def tell(self, pool: Pool, count: int = 1) -> list[str]:
        """`count` different sentences of `pool`, filled."""
        left = self._left.setdefault(pool, [])
        if len(left) < count:
            left[:] = self._rng.sample(pool, len(pool))
        return [self.fill(left.pop()) for _ in range(count)]

    def fill(self, sentence: str) -> str:
        """`sentence` with one of each choice, and with words for `{date}` and the like."""

        def word(brace: re.Match[str]) -> str:
            known = self._words.get(brace[1])
            return known() if known else self._rng.choice(brace[1].split("|"))

        return _CHOICE.sub(word, sentence)
