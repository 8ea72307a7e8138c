"""What the words of each post say: whether it repeats or takes up the questions, and whom it speaks to."""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from cups_course.course.wording import fold, fold_name

_WORD = re.compile(r"\w+")
_MENTION = re.compile(r"(?<![\w@])@([\w.\-]{1,32})")
# Praise and thanks, also after "heart", "so", "this is", "I really".
_PRAISE = re.compile(
    r"(?:\W|\b(?:heart|so|very|really|such|oh|wow|yes|aw+|hi|hey|hello|this is|thats|that is|its|it is|what|an?|i|"
    r"totally|absolutely|completely|also|just|truly|red|youre|you are)\b)*"
    r"(?:thank(?:s|you)?|ty|great|good|nice|awesome|amazing|wonderful|beautiful|beautifully|fantastic|excellent|lovely|"
    r"brilliant|superb|perfect|agreed?|well (?:said|put|done)|congrat\w*|proud|kudos|appreciate|welcome|resonated?|"
    r"(?:loved?|liked?) (?:you|your|how|that|this|what|it|the way)|same here|insightful|inspiring|keep|true|your)\b"
)
_WHAT_WAS_WRITTEN = re.compile(
    r"\b(?:your? (?:\w+ )?(?:answers?|responses?|reply|replies|post|points?|words|thoughts?|ideas?|example|insights?|"
    r"perspective|dedication|story|honesty|input)|you (?:\w+ )?(?:said|say|mentioned|mention|wrote|described|shared|"
    r"share|put|explained|pointed)|for sharing|made me (?:laugh|smile|cry|think|feel)|every (?:word|line) of|"
    r"at every (?:word|line)|(?:can|could) (?:so |really |totally )?relate|me too|same here)\b"
)
_YOU = re.compile(r"\b(?:you|your|youre|youve|youll|yours|yourself|u|ur)\b")
_NUMBER = re.compile(r"^\W{0,4}(?:Q(?:uestion)? ?)?(\d{1,2}|[ab])[).:]", re.MULTILINE | re.IGNORECASE)
_NAME_PART = re.compile(r"[A-Z]?[a-z]{3,}|[A-Z]{4,}")
_EDGE = 160
"""Characters at either end of a post in which people are called by a nickname."""
_VOCATIVE = re.compile(r"(?:[,!.]\s*|^|\b(?:hi|hey|hello|dear|thanks|you|answers?)\s+)(\w{3,})(?=\s*(?:[,!.?:)]|$))")
# Words of praise that are parts of forum names too.
_NO_NICKNAME = re.compile(
    "great|good|nice|awesome|amazing|wonderful|beautiful|kind|happy|sweet|lovely|calm|love|heart|peace|thanks?|this|"
    "that|hello|you|answers?|post|sharing|true|agreed|yes|well|done|brave|bright|gentle|warm|quiet"
)
# Words of four letters and more by which questions ask, whatever they ask about.
_ASKING_WORD = re.compile(
    "what|which|where|when|whom|whose|does|have|been|will|would|could|should|think|feel|about|from|into|that|this|"
    "these|those|there|their|them|they|with|yours?|yourself|youve|please|describe|share|list|name|tell|explain|discuss|"
    "give|write|example|time|make|like|want|more|most|ever|some|someone|somebody|anything|something"
)
_MOST_QUESTIONS = 60  # every post is searched for each
_LONGEST_LOOKED_AT = 6000


@dataclass(slots=True)
class Clues:
    """What one post says by itself, and whom it addresses."""

    author: str | None
    by_opener: bool
    length: float
    """The logarithm of its characters, 0 for an empty post."""
    repeats: str
    """A key of `habits.REPEATING`."""
    speaks_to: str
    """A key of `habits.SPEAKING_TO`."""
    takes_up: str
    """A key of `habits.TAKING_UP`."""
    names: str | None = None
    """Whom it addresses with an @, folded."""
    name_spoke_at: int | None = None
    """The last post above by the one it names."""
    nicknames: frozenset[str] = frozenset()
    """What its author may be called."""
    vocatives: frozenset[str] = frozenset()
    """The words by which it may call somebody."""
    dated_above: int | None = None
    """The nearest post above that has a date."""


def clues(
    posts: Sequence[tuple[str | None, date | None, str]], questions: Sequence[str], opener: str | None
) -> list[Clues]:
    """The clues of each of `posts` (author, day, text)."""
    asked = [f" {' '.join(words)} " for question in questions[:_MOST_QUESTIONS] if (words := _words(question))]
    subjects = {word for words in asked for word in words.split() if len(word) > 3 and not _ASKING_WORD.fullmatch(word)}
    opener = fold_name(opener) if opener else None
    found: list[Clues] = []
    spoke: dict[str, int] = {}
    dated: int | None = None
    for at, (name, day, text) in enumerate(posts):
        text = text[:_LONGEST_LOOKED_AT]
        author = fold_name(name) if name else None
        folded = fold(text)
        clue = Clues(
            author=author,
            by_opener=author is not None and author == opener,
            length=math.log(len(folded)) if folded else 0.0,
            repeats=_repeats(text, asked),
            speaks_to=_speaks_to(text, folded, opener),
            takes_up=("none", "one", "two")[min(2, len(subjects.intersection(_words(text))))],
            nicknames=_nicknames(name) if name else frozenset(),
            vocatives=frozenset(_VOCATIVE.findall(folded[:_EDGE]) + _VOCATIVE.findall(folded[-_EDGE:]))
            | {folded[-_EDGE:].rpartition(" ")[2]},
            dated_above=dated,
        )
        mention = next((name for form in _MENTION.finditer(text) if (name := _mentioned(form)) != author), None)
        if mention and mention != opener:
            clue.names, clue.name_spoke_at = mention, spoke.get(mention)
        found.append(clue)
        if author:
            spoke[author] = at
        if day is not None:
            dated = at
    return found


def _mentioned(form: re.Match[str]) -> str:
    return form[1].rstrip(".-").casefold()


def _repeats(text: str, asked: Sequence[str]) -> str:
    joined = f" {' '.join(_words(text))} "
    repeated = sum(1 for question in asked if question in joined)
    if repeated:
        return "several" if repeated > 1 else "one"
    numbers = _NUMBER.findall(text)
    return "numbers" if numbers[:1] in (["1"], ["a"]) and ("2" in numbers or "b" in numbers) else "nothing"


def _speaks_to(text: str, folded: str, opener: str | None) -> str:
    if form := _MENTION.match(text.lstrip()):
        return "the opener" if _mentioned(form) == opener else "a name"
    if _PRAISE.match(folded[:300]):
        return "praise"
    if _WHAT_WAS_WRITTEN.search(folded):
        return "what was written"
    return "you" if _YOU.search(folded) else "nobody"


def _nicknames(author: str) -> frozenset[str]:
    parts = {part.casefold() for part in _NAME_PART.findall(author)} | {author.casefold()}
    return frozenset(part for part in parts if not _NO_NICKNAME.fullmatch(part))


def _words(text: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(fold(text)))
