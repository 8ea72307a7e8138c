"""Where a heading may end in a line, and how much it says of what a question is about."""

import re
from collections.abc import Iterator
from itertools import islice, takewhile
from typing import NamedTuple

from cups_course.threads.answers.asked import COMMON, AskedQuestion, words_of
from cups_course.threads.answers.openings import ANSWER_LABEL, HEADING_LINE, is_capitals, is_list
from cups_course.threads.answers.post_text import PostLine

_AFTER_QUESTION = re.compile(r"(?:[\"'”’)*_?!.:]|[ \xa0](?=[?!:]))*[ \t\xa0]*(?:(?:[-=]>|[-–—→])+(?!\d)[ \t\xa0]*)?")
SENTENCE = re.compile(r"[.!?][*_)\"”’]*[ \t\xa0]+")
_FORM = re.compile(r"(?<=..)(?:ing|ed|es|e|s)$")
_ASKING = re.compile(r"[?]")
_COLON = re.compile(r":(?=[\s*_]|$)")
_DASH = re.compile(r"(?<![.!?])\s[-–—]+\s|[-–—]$")
_STATED = re.compile(r"[.!](?=[\"”*_]*(?:\s|$))")
LONGEST_HEADING = 600
# By what a heading ends in, how many of its words have to be of what the question is about, and how many it may have.
_ABOUT = {"?": (0.5, 20), ":": (0.5, 12), "": (0.5, 14), "-": (0.5, 6)}
_ALONE = 0.5
"""So much more says a heading that has its line for itself."""


class Heading(NamedTuple):
    """Question `number` stands from `at` to `end`, so much more surely the more `weight`."""

    at: int
    number: int
    end: int
    weight: float


def after_question(line: str, at: int) -> int:
    """Where the words begin after a question that ends at a place."""
    after = _AFTER_QUESTION.match(line, at)
    return after.end() if after else at


def headings_in(line: PostLine, at: int) -> list[tuple[int, str]]:
    """Where a heading with which a line may begin ends, and in what: the whole line first, then the shortest."""
    rest = line.text[at : at + LONGEST_HEADING]
    ends = [(at + asking.end(), "?") for asking in islice(_ASKING.finditer(rest), 3)]
    if (colon := _COLON.search(rest)) and not SENTENCE.search(rest, 0, colon.end()):
        ends.append((at + colon.end(), ":"))
    if dash := _DASH.search(rest):
        ends.append((at + dash.start(), "-"))
    if stated := _STATED.search(rest):
        ends.append((at + stated.end(), "."))
    if line.below and len(line.text) - at <= LONGEST_HEADING:
        if HEADING_LINE.fullmatch(line.text) or is_capitals(line.text):
            ends.append((len(line.text), ":"))
        elif not rest.rstrip().endswith((".", "!", ",", ";", ":", "?")):
            return [(len(line.text), ""), *sorted(ends)]
    return sorted(ends)


def namings(line: PostLine, at: int, one: AskedQuestion) -> Iterator[tuple[int, str, float]]:
    """Where headings that name what a question is about end in a line, in what, and how much they say."""
    for end, form in () if ANSWER_LABEL.match(line.text, at) else headings_in(line, at):
        if form not in _ABOUT or not (line.below or line.text[end:].strip()) or SENTENCE.search(line.text, at, end):
            continue
        least, most = _ABOUT[form]
        said = words_of(line.text[at:end])
        subject = set(said) - COMMON if len(said) <= most else set()
        named = sum(any(_akin(word, other) for other in one.subject) for word in subject)
        # "Who knows?" asks nothing, and "What helps:" leads to a list.
        is_doubtful = form == "?" or is_list(line.below)
        if not subject or named < least * len(subject) or (is_doubtful and named < min(2, len(one.subject) / 2)):
            continue
        end = after_question(line.text, end)
        yield end, form, named / len(subject) + named / 10 + (0 if line.text[end:].strip() else _ALONE)


def _akin(word: str, other: str) -> bool:
    """Whether two words are forms of one: "become" and "becoming"."""
    word, other = _FORM.sub("", word), _FORM.sub("", other)
    common = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(word, other, strict=False)))
    return word == other or common >= max(4, 0.6 * max(len(word), len(other)))
