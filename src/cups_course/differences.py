"""The differences between two texts, word by word, as a person would describe them."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher
from itertools import groupby
from typing import NamedTuple

# Scripts without blanks between words: each character counts as a word.
_SIGN = "[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]"
_WORD = re.compile(rf"\s*(?:{_SIGN}|(?:(?!{_SIGN})\w)+(?:['’](?:(?!{_SIGN})\w)+)*|[^\w\s])|\s+")
_PARAGRAPH = re.compile(r"\s*\S[^\n]*|\s+")
_STOP = re.compile(r"[^\w\s]+")
_LONGEST = 3_000
"""Pieces of a text to compare: if many change, the time grows with the square of their number."""
_MOST_PAIRS = 1_000_000
"""Pairs of equal pieces in the two texts: if words repeat often, the time grows with their number."""


class Difference(NamedTuple):
    """Words that stayed, then what is gone after them and what is new in its place; any of the three may be empty."""

    kept: str
    gone: str
    new: str


def differences(old: str, new: str) -> list[Difference]:
    """How `old` became `new`, in order; empty if both are empty.

    `kept` and `gone` together are exactly the old text, `kept` and `new` exactly the new one. A few unchanged words
    between longer changes count as changed too. Long texts are compared by paragraphs.
    """
    return _make_readable(_join(_align_at_stops(_join(_compare(old, new)))))


def _compare(old: str, new: str) -> Iterable[Difference]:
    pieces = _WORD.findall(old), _WORD.findall(new)
    same = _count_same_at_start(*pieces)
    ending = _count_same_at_start(pieces[0][same:][::-1], pieces[1][same:][::-1])
    before, after = (one[same : len(one) - ending] for one in pieces)
    yield Difference("".join(pieces[0][:same]), "", "")
    if _too_much(before, after):
        before, after = (_PARAGRAPH.findall("".join(one)) for one in (before, after))
    if _too_much(before, after):
        yield Difference("", "".join(before), "".join(after))
    else:
        yield from _match_pieces(before, after)
    yield Difference("".join(pieces[0][len(pieces[0]) - ending :]), "", "")


def _count_same_at_start(one: Sequence[str], other: Sequence[str]) -> int:
    return next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def _too_much(one: Sequence[str], other: Sequence[str]) -> bool:
    counted = Counter(piece.lstrip() for piece in other)
    return max(len(one), len(other)) > _LONGEST or sum(counted[piece.lstrip()] for piece in one) > _MOST_PAIRS


def _match_pieces(before: Sequence[str], after: Sequence[str]) -> Iterable[Difference]:
    """Match pieces by their words; the white space before a word may differ."""
    words = [piece.lstrip() for piece in before], [piece.lstrip() for piece in after]
    for _, a, a_end, b, b_end in SequenceMatcher(None, *words, autojunk=False).get_opcodes():
        if words[0][a:a_end] != words[1][b:b_end]:
            yield Difference("", "".join(before[a:a_end]), "".join(after[b:b_end]))
            continue
        matched = zip(before[a:a_end], after[b:b_end], strict=True)
        for same, pairs in groupby(matched, key=lambda pair: pair[0] == pair[1]):
            if same:
                yield Difference("".join(one for one, _ in pairs), "", "")
                continue
            for one, other in pairs:
                word = one.lstrip()
                yield Difference("", one.removesuffix(word), other.removesuffix(word))
                yield Difference(word, "", "")


def _join(changes: Iterable[Difference]) -> list[Difference]:
    """The same changes without empty ones, and with adjacent changes and adjacent kept stretches joined."""
    joined: list[Difference] = []
    for kept, gone, new in changes:
        last = joined[-1] if joined else None
        if last and (not kept or not (last.gone or last.new)):
            joined[-1] = Difference(last.kept + kept, last.gone + gone, last.new + new)
        elif kept or gone or new:
            joined.append(Difference(kept, gone, new))
    return joined


def _align_at_stops(changes: Sequence[Difference]) -> list[Difference]:
    """The same changes, but a change after a full stop begins with a word: of two equal stops, the first one stayed."""
    moved = list(changes)
    for at, (kept, gone, new) in enumerate(moved[:-1]):
        after = moved[at + 1]
        stop = _STOP.match(gone or new)
        if stop and not (gone and new) and after.kept.startswith(stop[0]):
            gone, new = (piece and piece.removeprefix(stop[0]) + stop[0] for piece in (gone, new))
            moved[at] = Difference(kept + stop[0], gone, new)
            moved[at + 1] = after._replace(kept=after.kept.removeprefix(stop[0]))
    return moved


def _make_readable(changes: Iterable[Difference]) -> list[Difference]:
    """The same changes, joined where only a few words between them stayed by chance."""
    readable: list[Difference] = []
    for change in changes:
        readable.append(change)
        while len(readable) > 1 and 2 * len(readable[-1].kept) <= min(_size(readable[-2]), _size(readable[-1])):
            kept, gone, new = readable.pop()
            before = readable[-1]
            readable[-1] = Difference(before.kept, before.gone + kept + gone, before.new + kept + new)
    return readable


def _size(change: Difference) -> int:
    return max(len(change.gone), len(change.new))
