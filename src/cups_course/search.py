"""Search words, and show them where they match: the folding that makes spellings equal, the spans of the matches in a
text, and the snippet around them."""

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from cups_course.errors import WrongUsage
from cups_course.text import clean, drop_apostrophes

_UNSPACED = "".join(
    (
        *("\u0e00-\u0eff", "\u1000-\u109f", "\u1780-\u17ff"),  # Thai, Lao, Burmese, Khmer
        *("\u3040-\u30ff", "\uff66-\uff9d"),  # kana, also of half width
        *("\u3400-\u4dbf", "\u4e00-\u9fff", "\uf900-\ufaff", "\U00020000-\U0003ffff"),  # Han
    )
)
"""The scripts that put no space between words, as ranges of a character class."""
_UNSPACED_LETTER = re.compile(f"[{_UNSPACED}]")


class _Folding(dict[int, str | None]):
    """A table for `str.translate`, filled as letters come up."""

    def __missing__(self, code: int) -> str | None:
        # None deletes, at a cost that translate() keeps low for ASCII; an empty string would not.
        folded = "".join(map(self._fold, unicodedata.normalize("NFKD", drop_apostrophes(chr(code)))))
        self[code] = folded or None
        return self[code]

    @staticmethod
    def _fold(part: str) -> str:
        if unicodedata.category(part)[0] == "M":
            return ""
        if not part.isalnum():
            return " "
        return f" {part} " if _UNSPACED_LETTER.match(part) else part.casefold()


_FOLDING = _Folding()


def fold_for_search(text: str) -> str:
    """The words of a text as the search index keeps them, with a space for everything that is not a letter or number.

    "Café", "cafe" and "CAFE" become equal, and so do "don’t", "don't" and the "dont" that saved copies make of it. In
    scripts that put no space between words, each letter becomes a word, so that a part of a line is found.
    Each character is folded by itself. Korean syllables become their letters, because some systems store them so.
    """
    return text.translate(_FOLDING)


_QUOTATION = '"“”„«»'
_QUOTED_OR_WORD = re.compile(f"[{_QUOTATION}]([^{_QUOTATION}]*)[{_QUOTATION}]|([^\\s{_QUOTATION}]+)")


def fts_query(typed: str) -> str:
    """The query for SQLite's full-text index: each typed word must be in a text or begin a word of it; words between
    quotation marks must follow each other, whole.

    Raises WrongUsage if nothing typed is a word.
    """
    terms = []
    for quoted, word in _QUOTED_OR_WORD.findall(typed):
        # In a quoted string, FTS5 takes nothing for an operator.
        if words := " ".join(fold_for_search(quoted or word).split()):
            terms.append(f'"{words}"' if quoted else f'"{words}" *')
    if not terms:
        raise WrongUsage("There are no words to search for. Words are letters and numbers, in any language.")
    return " ".join(terms)


ResultKind = Literal["question", "answer", "reply", "note", "post"]
KINDS: tuple[ResultKind, ...] = ("question", "answer", "reply", "note", "post")
MINE: tuple[ResultKind, ...] = ("answer", "reply", "note")
"""The kinds that hold a person's own words."""

OPENING, CLOSING = "\ufdd0", "\ufdd1"
"""Stand around each match in a folded text. Unicode reserves both, and folding leaves neither in a text."""
_MATCH = re.compile(f"{OPENING}([^{OPENING}{CLOSING}]*+){CLOSING}")


@dataclass(frozen=True, slots=True)
class SearchResult:
    """A text that has all the words.

    `ref` is the reference to type for it; a post or note has that of its subject. Only posts have an `author` and
    `post`, their index; the opening post of a thread has no index. `spans` are the matches: start and end in the text.
    """

    id: str
    ref: str
    kind: ResultKind
    text: str
    discussion: str | None = None
    title: str | None = None
    author: str | None = None
    post: int | None = None
    spans: Sequence[tuple[int, int]] = ()


class SearchResults(NamedTuple):
    """Results in course order, and how many more there are: None if only the newest matches were looked at."""

    first: Sequence[SearchResult]
    more: int | None


class SnippetPart(NamedTuple):
    """A piece of a snippet."""

    text: str
    is_match: bool


def spans_in(text: str, marked: str) -> list[tuple[int, int]]:
    """Start and end of each match in a text, from its folded form with marks around the matches.

    A match takes the accents and vowel signs of its last letter with it, but no apostrophe after it.
    """
    if fold_for_search(text) != marked.replace(OPENING, "").replace(CLOSING, ""):
        return []  # the index is damaged, or a Python with other Unicode data made it
    origins = [at for at, letter in enumerate(text) for _ in fold_for_search(letter)]
    spans = []
    for number, match in enumerate(_MATCH.finditer(marked)):
        first = match.start() - 2 * number  # each match before it has two marks
        start, end = origins[first], origins[first + len(match[1]) - 1] + 1
        while end < len(text) and not fold_for_search(text[end]):
            end += 1
        while not drop_apostrophes(text[end - 1]):
            end -= 1
        spans.append((start, end))
    return spans


_BEFORE, _WIDEST = 40, 140
"""Columns of a snippet: before the first match, and in all without the ellipses."""
# Marks and signs stay with the letter before them, and so do four kinds of letters that Unicode doesn't call marks: the
# am of Thai and Lao, the vowels and finals of Korean, the voicing signs of half-width kana.
_ATTACHED = r"(?:[^\w\s]|[\u0e33\u0eb3\u1160-\u11ff\uff9e\uff9f])"
_WORDS = re.compile(rf"\s+|[{_UNSPACED}]{_ATTACHED}*|[^\s{_UNSPACED}]+")
_LETTERS = re.compile(rf"\s+|\w{_ATTACHED}*|{_ATTACHED}+")


def snippet(text: str, spans: Sequence[tuple[int, int]], cells: Callable[[str], int]) -> list[SnippetPart]:
    """The text around its first match on one line, harmless for a terminal.

    `cells` gives the columns that a text takes. A long text is cut between two words, or between two letters if a word
    is as long as the line; an ellipsis shows that words are left out.
    """
    begin, end = 0, len(text)
    first, last = spans[0] if spans else (0, 0)
    if cells(text) > _WIDEST:
        begin = first - _fitting(text[:first], _BEFORE, cells, from_the_end=True)
        room = _WIDEST - cells(text[begin:first])
        end = first + _fitting(text[first:last], room, cells)
        if end == last:
            more = _fitting(text[last:], room - cells(text[first:last]), cells)
            end += len(text[last : last + more].rstrip())
    begin = first - len(text[begin:first].lstrip())
    parts = [SnippetPart(_ellipsis(text, begin, text[:begin]).lstrip(), is_match=False)]
    at = begin
    for start, stop in spans:
        if start >= end:
            break
        parts += [SnippetPart(text[at:start], is_match=False), SnippetPart(text[start : min(stop, end)], is_match=True)]
        at = min(stop, end)
    parts += [
        SnippetPart(text[at:end], is_match=False),
        SnippetPart(_ellipsis(text, end, text[end:]).rstrip(), is_match=False),
    ]
    return [SnippetPart(line, is_match) for part, is_match in parts if (line := _on_one_line(part))]


def _fitting(text: str, room: int, cells: Callable[[str], int], *, from_the_end: bool = False) -> int:
    """How many characters of a text fit into so many columns: those of whole words, or of whole letters if not even
    the first word fits."""
    for pattern in (_WORDS, _LETTERS):
        pieces = pattern.findall(text)
        fitting, left = 0, room
        for piece in reversed(pieces) if from_the_end else pieces:
            if (left := left - cells(piece)) < 0:
                break
            fitting += len(piece)
        if fitting:
            return fitting
    return 0


def _ellipsis(text: str, cut: int, left_out: str) -> str:
    """An ellipsis if words are left out, with spaces if there is one at the cut."""
    if not _on_one_line(left_out).strip():
        return ""
    return " … " if any(letter.isspace() for letter in text[max(cut - 1, 0) : cut + 1]) else "…"


def _on_one_line(text: str) -> str:
    return re.sub(r"\s+", " ", clean(text))
