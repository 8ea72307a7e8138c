"""One answer post split over the questions it answers.

Tried in this order, the first that fits counts: the questions repeated above each answer (exactly, reworded a little,
or several in one heading); one number, bold heading or dash for each question; no split at all.

Words that belong to no one question have question None and are one piece: what stands under a heading that joins
several questions, since it cannot be cut between them, and what stands before the first heading.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from cups_course.course.wording import fold

Piece = tuple[int | None, str]

MOST_QUESTIONS = 60
"""No post asks more; every line of an answer is compared with every question."""

_DECORATION = re.compile(
    r"\s*(?:(?:[*_#>~•●◦▪·–—-]|\(?(?:Q(?:uestion)?\s?#?)?(?:\d{1,2}|[a-h])[).:]|Q(?:uestion)?\s?#?\d{0,2}\s?[).:-])\s*){0,6}",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W_]+(?:['’‘`´][^\W_]+)*")
_AFTER_QUESTION = re.compile(r"[\s\"'”’)*_?!.:]*(?:[-–—:]\s*)?")
_ASKING_END = re.compile(r"[?][\"'”’)*_]*")
_HEADING_END = re.compile(r"[?:][\"'”’)*_\s]*$|[*_]{2}\s*$")
# To answer "How can you ...", people write "How can I ...".
_TURNED = {"you": "i", "your": "my", "yours": "mine", "yourself": "myself", "youre": "im", "are": "am"}
_ALIKE = 0.6
"""Share of words that makes a heading the same question reworded; other questions of a post share less than half."""
_LONGEST_HEADING = 600

_NUMBER = re.compile(
    r"[ \t>*_]*\(?(?:Q(?:uestion)?[ \t]?#?)?(\d{1,2}|[a-hA-H])(?:[).:]|[ \t]?[-–—][ \t])[*_]*[ \t]*(?=\S|$)"
)
_INLINE_NUMBER = re.compile(r"(?:^|(?<=\s))\(?(\d{1,2})\)[ \t]*(?=\S)")
_DASH = re.compile(r"[ \t]*(?:[-–—•●◦▪·](?!\d)[ \t]*|\*[ \t]+)(?=\S)")
_OPENING_LABEL = re.compile(r"[ \t]*(?:\*\*)?(?:Answer|Ans|A)(?: ?\d{1,2})?(?:\*\*)? ?:(?:\*\*)?\s*")
_HEADING = re.compile(r"[ \t]*(?:#{1,6}[ \t]+\S.*|\*\*[^*]+\*\*:?[ \t]*|__[^_]+__:?[ \t]*)")
_INTRO_OF_ANSWERS = re.compile(r"\b(?:answers?|responses?|questions?|activity)\b[^\n]*$|[^:]$", re.IGNORECASE)
_LONGEST_INTRO = 80
_ONLY_NAMED = re.compile(r"\s*(?:@[\w.\-]{1,32}[\s,:]*)+")


def split_answer(text: str, questions: Sequence[str]) -> list[Piece]:
    """The pieces of an answer post: the number of the question (from 1, None for several or all) and the words.

    The words stand as in `text`, without the repeated question, its number, and the dash, bullet or heading that opens
    the answer. A piece without words is left out. One question takes the whole post.
    """
    questions = questions[:MOST_QUESTIONS]
    pieces = _under_headings(text, questions) or _unmarked(text, range(1, len(questions) + 1))
    texts: dict[int | None, str] = {}
    for question, piece in pieces:
        words = _opened(piece)
        if question is None and _ONLY_NAMED.fullmatch(words):  # whom the forum says the post answers
            continue
        if words:
            texts[question] = f"{texts[question]}\n\n{words}" if question in texts else words
    return sorted(texts.items(), key=lambda piece: piece[0] or 0)


def _opened(piece: str) -> str:
    """A piece without the blank lines around it and without the dash or label that opens it; a list keeps its own."""
    lines = piece.split("\n")
    while lines and not lines[-1].strip():
        lines.pop()
    while lines and not lines[0].strip():
        lines.pop(0)
    text = "\n".join(lines)
    if label := _OPENING_LABEL.match(text):
        text = text[label.end() :]
    dash = _DASH.match(text)
    if dash and sum(1 for line in lines if _DASH.match(line) and line.lstrip()[0] == text.lstrip()[0]) == 1:
        text = text[dash.end() :]
    return text.rstrip()


# Repeated questions

_GREETING = 15
"""Words above the first repeated question that are a greeting ("Hi all, here is mine!") and no answer; they stay in the
post. As an answer in one piece they would count for every question."""


@dataclass(frozen=True, slots=True)
class _Asked:
    number: int
    words: tuple[str, ...]


def _under_headings(text: str, questions: Sequence[str]) -> list[Piece]:
    asked = [variant for number, question in enumerate(questions, 1) for variant in _variants(number, question)]
    heading: list[int] = []
    pieces: list[Piece] = []
    words: list[str] = []
    for line in text.split("\n"):
        numbers, rest = _heading(line, asked)
        if numbers and "".join(words).strip():
            if heading or len(" ".join(words).split()) > _GREETING:
                pieces += _piece(heading, words)
            heading, words = [], []
        heading += [number for number in numbers if number not in heading]
        words.append(rest)
    return [*pieces, *_piece(heading, words)] if heading else []


def _piece(heading: Sequence[int], words: Sequence[str]) -> list[Piece]:
    text = "\n".join(words)
    if len(heading) > 1:  # all questions first, then the answers: their numbers may still tell them apart
        return _unmarked(text, heading)
    return [(heading[0] if heading else None, text)]


def _variants(number: int, question: str) -> Iterator[_Asked]:
    sentences = [part for part in re.split(r"(?<=[.?!])\s+", question) if len(part.split()) > 3]
    for wording in dict.fromkeys([question, *sentences]):
        if words := tuple(_folded(word) for word in _WORD.findall(wording)):
            yield _Asked(number, words)


def _heading(line: str, asked: Sequence[_Asked]) -> tuple[list[int], str]:
    """The questions at the beginning of a line, and what follows them there."""
    numbers: list[int] = []
    rest = line
    while rest.strip() and len(numbers) <= len(asked):
        start = _DECORATION.match(rest)
        lead = rest[start.end() if start else 0 :]
        found = _exact(lead, asked) or _reworded(lead, asked)
        if found is None:
            break
        numbers.append(found[0])
        rest = lead[found[1] :]
    return numbers, rest


def _exact(line: str, asked: Sequence[_Asked]) -> tuple[int, int] | None:
    """The question that a line begins with, word for word, and where its words end; the longest where several do."""
    longest = max((len(variant.words) for variant in asked), default=0)
    spans = [form.span() for _, form in zip(range(longest), _WORD.finditer(line), strict=False)]
    words = tuple(_folded(line[start:end]) for start, end in spans)
    fitting = [variant for variant in asked if words[: len(variant.words)] == variant.words]
    if not fitting:
        return None
    best = max(fitting, key=lambda variant: len(variant.words))
    if len(best.words) < 3 and len(words) > len(best.words):  # "Why?" begins many sentences
        return None
    after = _AFTER_QUESTION.match(line, spans[len(best.words) - 1][1])
    return best.number, after.end() if after else len(line)


def _reworded(line: str, asked: Sequence[_Asked]) -> tuple[int, int] | None:
    """The question that a line's first sentence asks in other words, and where that sentence ends."""
    ending = _ASKING_END.search(line, 0, _LONGEST_HEADING)
    if ending:
        end = ending.end()
    elif len(line) < _LONGEST_HEADING and _HEADING_END.search(line):
        end = len(line)
    else:
        return None
    said = tuple(map(_turned, map(_folded, _WORD.findall(line[:end]))))
    if len(said) < 3:
        return None

    def alikeness(variant: _Asked) -> float:
        return SequenceMatcher(None, said, tuple(map(_turned, variant.words)), autojunk=False).ratio()

    best = max(asked, key=alikeness, default=None)
    if best is None or alikeness(best) < _ALIKE:
        return None
    after = _AFTER_QUESTION.match(line, end)
    return best.number, after.end() if after else end


def _folded(word: str) -> str:
    return fold(word)


def _turned(word: str) -> str:
    return _TURNED.get(word, word)


# One mark for each question


def _unmarked(text: str, numbers: Sequence[int]) -> list[Piece]:
    """The pieces of a text that repeats no question, one for each of `numbers`; the whole where no marks fit."""
    if len(numbers) > 1:
        for marks in (_number_marks(text, len(numbers)), _line_marks(text, _HEADING), _line_marks(text, _DASH)):
            if len(marks) == len(numbers) and _may_stand_before(text[: marks[0][0]]):
                ends = [start for start, _ in marks[1:]] + [len(text)]
                bodies = [text[begin:end] for (_, begin), end in zip(marks, ends, strict=True)]
                if all(body.strip() for body in bodies):
                    return [(None, text[: marks[0][0]]), *zip(numbers, bodies, strict=True)]
        return [(None, text)]
    marks = _number_marks(text, 1)
    only = numbers[0] if numbers else None
    return [(only, text[marks[0][1] :] if marks and not text[: marks[0][0]].strip() and only else text)]


def _number_marks(text: str, count: int) -> list[tuple[int, int]]:
    """Where the numbers 1 to `count` stand, each once and in order, on lines of their own or all in one line."""
    on_lines = [(_value(form[1]), form.span()) for form in _at_lines(text, _NUMBER)]
    in_line = [(_value(form[1]), form.span()) for form in _INLINE_NUMBER.finditer(text)]
    for marks in (on_lines, in_line):
        if [value for value, _ in marks] == list(range(1, count + 1)):
            return [span for _, span in marks]
    return []


def _line_marks(text: str, mark: re.Pattern[str]) -> list[tuple[int, int]]:
    return [form.span() for form in _at_lines(text, mark)]


def _at_lines(text: str, mark: re.Pattern[str]) -> Iterator[re.Match[str]]:
    at = 0
    for line in text.split("\n"):
        if form := mark.match(text, at, at + len(line)):
            yield form
        at += len(line) + 1


def _value(number: str) -> int:
    return int(number) if number.isdigit() else ord(number.casefold()) - ord("a") + 1


def _may_stand_before(intro: str) -> bool:
    """Whether marks after `intro` are answers: "Here are my answers:" leads to them, "Three things help:" to a list."""
    intro = intro.strip()
    return not intro or (len(intro) <= _LONGEST_INTRO and "\n\n" not in intro and bool(_INTRO_OF_ANSWERS.search(intro)))
