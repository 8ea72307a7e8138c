"""What a search finds, and where in a text, as somebody wrote it, the words stand that were looked for."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal, NamedTuple

from cups_course.course.searching import folded
from cups_course.course.wording import shown, without_apostrophes

Kind = Literal["question", "answer", "reply", "note", "post"]
KINDS: tuple[Kind, ...] = ("question", "answer", "reply", "note", "post")
MINE: tuple[Kind, ...] = ("answer", "reply", "note")
"""What a person writes themselves."""

OPENING, CLOSING = "\ufdd0", "\ufdd1"
"""Mark what was found in a folded text. Unicode gives these to no letter."""

_PLAIN = re.compile("[\x00-&(-_a-\x7f]*")  # ASCII but for the apostrophe and the backtick
_FOUND = re.compile(f"{OPENING}([^{CLOSING}]*){CLOSING}")
_BEFORE, _LONGEST = 40, 140
"""Characters of a snippet: before the first match, and in all."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A text in which all words were found.

    `ref` is what can be typed for it, of a post and a note that of what it is about. `author` and `post`, its index,
    are those of a post; the opening post of a thread has no index. `spans` are where the words stand in the text.
    """

    id: str
    ref: str
    kind: Kind
    text: str
    discussion: str | None = None
    title: str | None = None
    author: str | None = None
    post: int | None = None
    spans: Sequence[tuple[int, int]] = ()


class Hits(NamedTuple):
    """Hits in course order, and how many more there are; None where so many have the words that only those among the
    newest were looked at."""

    first: Sequence[Hit]
    more: int | None


class Piece(NamedTuple):
    """A piece of a text, and whether it is what was looked for."""

    text: str
    found: bool


def standing(text: str, marked: str) -> list[tuple[int, int]]:
    """Where in a text that stands which is marked in it once it was folded: start and end, accents and all."""
    starts: list[int] = []
    ends: list[int] = []
    again = []
    for start, end, part in _parts(text):
        one_by_one = len(part) == end - start
        starts += range(start, end) if one_by_one else [start] * len(part)
        ends += range(start + 1, end + 1) if one_by_one else [end] * len(part)
        again.append(part)
    if "".join(again) != marked.replace(OPENING, "").replace(CLOSING, ""):
        return []  # letters that join what stands apart, in a way not foreseen: no mark is better than a wrong one
    spans = []
    for number, match in enumerate(_FOUND.finditer(marked)):
        first = match.start() - 2 * number
        start, end = starts[first], ends[first + len(match[1]) - 1]
        while not without_apostrophes(text[end - 1]):
            end -= 1
        spans.append((start, end))
    return spans


def _parts(text: str) -> Iterator[tuple[int, int, str]]:
    """A text in parts that fold each by itself, in order: start, end, and the folded part."""
    start = 0
    while start < len(text):
        match = _PLAIN.match(text, start)
        end = match.end() if match else start
        if end < len(text) and end > start and _belongs_to_the_letter_before(text[end]):
            end -= 1
        if end > start:
            yield start, end, folded(text[start:end])
        start = end
        if start < len(text):
            end += 1
            while end < len(text) and _belongs_to_the_letter_before(text[end]):
                end += 1
            yield start, end, folded(text[start:end])
            start = end


@cache
def _belongs_to_the_letter_before(letter: str) -> bool:
    """Whether folding may join it with the letter before it: accents, apostrophes, the parts of a Korean letter."""
    if not without_apostrophes(letter):
        return True
    first = unicodedata.normalize("NFKD", letter)[0]
    return unicodedata.category(first)[0] == "M" or "\u1160" <= first <= "\u11ff"


def snippet(text: str, spans: Sequence[tuple[int, int]]) -> list[Piece]:
    """The text on one line around the first of what was found in it, harmless for a terminal."""
    begin = max(0, spans[0][0] - _BEFORE) if spans else 0
    if begin:
        # From the beginning of a word on, where there is one.
        begin = next((begin + one.end() for one in re.finditer(r"\s", text[begin : spans[0][0]])), begin)
    end = min(len(text), begin + _LONGEST)
    if end < len(text):
        enough = max([begin, *(min(last, end) for _, last in spans)])
        end = max(enough, text.rfind(" ", begin, end)) if text.rfind(" ", enough, end) >= 0 else end
    pieces, at = [Piece("… " if text[:begin].strip() else "", found=False)], begin
    for first, last in spans:
        if first >= end:
            break
        pieces += [Piece(text[at:first], found=False), Piece(text[first : min(last, end)], found=True)]
        at = min(last, end)
    pieces += [Piece(text[at:end], found=False), Piece(" …" if text[end:].strip() else "", found=False)]
    return [Piece(line, found) for piece, found in pieces if (line := _on_one_line(piece))]


def _on_one_line(text: str) -> str:
    return re.sub(r"\s+", " ", shown(text))
