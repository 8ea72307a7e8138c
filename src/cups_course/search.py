"""Search: words as they are looked for, and where the words that were found stand in a text."""

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal, NamedTuple

from cups_course.errors import WrongUsage
from cups_course.text import clean, drop_apostrophes

_WITHOUT_BLANKS = (
    *("\u0e00-\u0eff", "\u1000-\u109f", "\u1780-\u17ff"),  # Thai, Lao, Burmese, Khmer
    *("\u3040-\u30ff", "\uff66-\uff9d"),  # kana, narrow ones too
    *("\u3400-\u4dbf", "\u4e00-\u9fff", "\uf900-\ufaff", "\U00020000-\U0003ffff"),  # Han
)
_ONE_WITHOUT_BLANKS = re.compile(f"[{''.join(_WITHOUT_BLANKS)}]")
_QUOTATION = '"“”„«»'


_SIGNS = re.compile(r"[\W_]")


def fold_for_search(text: str) -> str:
    """The text as it stands in the search index: its words without case, accents and apostrophes, and a blank around
    each letter of scripts that are written without blanks, so that a part of a line is found.

    "Café", "cafe" and "CAFE" are one, and so are "don’t", "don't" and the "dont" that saved copies make of it.
    """
    if text.isascii():  # nothing in it has accents: five times as fast, which a rebuild feels
        return _SIGNS.sub(" ", drop_apostrophes(text)).lower()
    apart = _ONE_WITHOUT_BLANKS.sub(r" \g<0> ", text)
    marked = unicodedata.normalize("NFKD", drop_apostrophes(apart))
    # Composed again, for the letters of Korean are marks of one another.
    plain = unicodedata.normalize("NFC", "".join(one for one in marked if not unicodedata.combining(one))).casefold()
    # SQLite knows the letters and signs of an older Unicode, and takes newer signs for letters.
    return _SIGNS.sub(" ", plain)


def is_without_spaces(letter: str) -> bool:
    """Whether the letter is of a script whose words stand side by side."""
    return bool(_ONE_WITHOUT_BLANKS.match(letter))


def fts_query(typed: str) -> str:
    """What was typed as SQLite's full-text index takes it: every word has to be there, or begin one that is; words
    between quotation marks just so, one after the other.

    Raises WrongUsage where there is no word in it.
    """
    quoted_or_word = f"[{_QUOTATION}]([^{_QUOTATION}]*)[{_QUOTATION}]|([^\\s{_QUOTATION}]+)"
    asked = []
    for quoted, word in re.findall(quoted_or_word, typed):
        # Between quotation marks nothing means anything to the index.
        if words := " ".join(fold_for_search(quoted or word).split()):
            asked.append(f'"{words}"' if quoted else f'"{words}" *')
    if not asked:
        raise WrongUsage("There is no word in it to look for. Words are letters and numbers, of any language.")
    return " ".join(asked)


ResultKind = Literal["question", "answer", "reply", "note", "post"]
KINDS: tuple[ResultKind, ...] = ("question", "answer", "reply", "note", "post")
MINE: tuple[ResultKind, ...] = ("answer", "reply", "note")
"""What a person writes themselves."""

OPENING, CLOSING = "\ufdd0", "\ufdd1"
"""Mark what was found in a folded text. Unicode gives these to no letter."""

_PLAIN = re.compile("[\x00-&(-_a-\x7f]*")  # ASCII but for the apostrophe and the backtick
_FOUND = re.compile(f"{OPENING}([^{CLOSING}]*){CLOSING}")
_JOINERS = "\u200c\u200d"
_BEFORE, _LONGEST = 40, 140
"""Columns of a snippet: before the first match, and in all but for ellipses."""


@dataclass(frozen=True, slots=True)
class SearchResult:
    """A text in which all words were found.

    `ref` is what can be typed for it, of a post and a note that of what it is about. `author` and `post`, its index,
    are those of a post; the opening post of a thread has no index. `spans` are where the words stand in the text.
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
    """Hits in course order, and how many more there are; None where so many have the words that only those among the
    newest were looked at."""

    first: Sequence[SearchResult]
    more: int | None


class SnippetPart(NamedTuple):
    """A piece of a text, and whether it is what was looked for."""

    text: str
    found: bool


def spans_in(text: str, marked: str) -> list[tuple[int, int]]:
    """Where in a text that stands which is marked in it once it was folded: start and end, accents and all."""
    starts: list[int] = []
    ends: list[int] = []
    again = []
    for start, end, part in _parts(text):
        # A letter is marked with all that belongs to it, also with signs of vowels that fold into blanks.
        one_by_one = len(part) == end - start and text[start:end].isascii()
        starts += range(start, end) if one_by_one else [start] * len(part)
        ends += range(start + 1, end + 1) if one_by_one else [end] * len(part)
        again.append(part)
    if "".join(again) != marked.replace(OPENING, "").replace(CLOSING, ""):
        return []  # letters that join what stands apart, in a way not foreseen: no mark is better than a wrong one
    spans = []
    for number, match in enumerate(_FOUND.finditer(marked)):
        first = match.start() - 2 * number
        start, end = starts[first], ends[first + len(match[1]) - 1]
        while not drop_apostrophes(text[end - 1]):
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
            yield start, end, fold_for_search(text[start:end])
        start = end
        if start < len(text):
            end += 1
            while end < len(text) and _belongs_to_the_letter_before(text[end]):
                end += 1
            yield start, end, fold_for_search(text[start:end])
            start = end


@cache
def _belongs_to_the_letter_before(letter: str) -> bool:
    """Whether folding may join it with the letter before it: accents, apostrophes, the parts of a Korean letter."""
    if not drop_apostrophes(letter):
        return True
    first = unicodedata.normalize("NFKD", letter)[0]
    return unicodedata.category(first)[0] == "M" or "\u1160" <= first <= "\u11ff"


def snippet(text: str, spans: Sequence[tuple[int, int]], cells: Callable[[str], int]) -> list[SnippetPart]:
    """The text on one line around the first of what was found in it, harmless for a terminal.

    `cells` says how many columns of one a text takes. A text that is too long is cut between two words, or between two
    letters where there are no blanks, and an ellipsis stands for what is left out.
    """
    begin, end = 0, len(text)
    first, last = spans[0] if spans else (0, 0)
    # Marks take no columns, so that a text may be of more characters than fit.
    if end > 4 * _LONGEST or cells(text) > _LONGEST:
        begin = _cut_before(text, first, cells)
        end = _cut_after(text, begin, last, cells)
    begin += len(text[begin:first]) - len(text[begin:first].lstrip())
    pieces = [SnippetPart(_ellipsis(text, begin, slice(begin)).lstrip(), found=False)]
    at = begin
    for first, last in spans:
        if first >= end:
            break
        pieces += [SnippetPart(text[at:first], found=False), SnippetPart(text[first : min(last, end)], found=True)]
        at = min(last, end)
    pieces += [
        SnippetPart(text[at:end], found=False),
        SnippetPart(_ellipsis(text, end, slice(end, None)).rstrip(), found=False),
    ]
    return [SnippetPart(line, found) for piece, found in pieces if (line := _on_one_line(piece))]


def _cut_before(text: str, first: int, cells: Callable[[str], int]) -> int:
    """Where a snippet begins, with a little of what stands before the first of what was found."""
    begin, room = first, _BEFORE
    while begin and (room := room - cells(text[begin - 1])) >= 0:
        begin -= 1
    if not begin:
        return 0
    between_words = (at for at in range(begin, first + 1) if _parts_words(text, at) and not text[at : at + 1].isspace())
    return next(between_words, next((at for at in range(begin, first) if _parts_letters(text, at)), first))


def _cut_after(text: str, begin: int, enough: int, cells: Callable[[str], int]) -> int:
    """Where a snippet ends: after `enough`, the end of the first of what was found, if there is room for it."""
    end, room = begin, _LONGEST
    while end < len(text) and (room := room - cells(text[end])) >= 0:
        end += 1
    if end == len(text):
        return end
    between_words = (at for at in range(end, min(enough, end) - 1, -1) if _parts_words(text, at))
    cut = next(between_words, None) or next((at for at in range(end, begin, -1) if _parts_letters(text, at)), end)
    return begin + len(text[begin:cut].rstrip())


def _parts_letters(text: str, at: int) -> bool:
    """Whether a text may be cut here: not between a letter and its marks, nor inside of a joined emoji."""
    if not 0 < at < len(text):
        return True
    after, before = text[at], text[at - 1]
    joined = unicodedata.category(after)[0] == "M" or after in _JOINERS or "\U0001f3fb" <= after <= "\U0001f3ff"
    return not (joined or before == "\u200d" or _belongs_to_the_letter_before(after))


def _parts_words(text: str, at: int) -> bool:
    """Whether a word ends or begins here; each letter of a script without blanks is one."""
    if not 0 < at < len(text):
        return True
    around = text[at - 1 : at + 1]
    apart = any(one.isspace() or is_without_spaces(one) for one in around)
    return apart and _parts_letters(text, at)


def _ellipsis(text: str, at: int, left_out: slice) -> str:
    """What stands for words that are left out on one side of this place, set off by a blank as they were; nothing where
    none are."""
    if not _on_one_line(text[left_out]).strip():
        return ""
    return " … " if any(one.isspace() for one in text[max(at - 1, 0) : at + 1]) else "…"


def _on_one_line(text: str) -> str:
    return re.sub(r"\s+", " ", clean(text))
