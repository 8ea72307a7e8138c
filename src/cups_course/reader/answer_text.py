"""The text of an answer post: its lines, and the numbers, bullets and headings that may open an answer in it."""

import re
import unicodedata
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property, lru_cache
from itertools import islice, takewhile
from typing import NamedTuple

from cups_course.reader.lines import ROMAN_NUMERALS, numeral_value
from cups_course.text import LONGEST_LINE, MOST_LINES, NUMBER, fold, parse_number, word_set


class PostLine(NamedTuple):
    """A non-blank line up to LONGEST_LINE, and where in the text it begins."""

    at: int
    text: str
    below: tuple[str, ...] = ()
    """The next two non-blank lines."""


class PostText:
    """A text and its non-blank lines."""

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def lines(self) -> list[PostLine]:
        """The first MOST_LINES non-blank lines in their order."""
        found: list[tuple[int, str]] = []
        at = 0
        for line in self.text.split("\n"):
            if line and not line.isspace():
                found.append((at, line[:LONGEST_LINE]))
                if len(found) == MOST_LINES:
                    break
            at += len(line) + 1
        texts = [line for _, line in found]
        return [PostLine(at, line, tuple(texts[place : place + 2])) for place, (at, line) in enumerate(found, 1)]


class Mark(NamedTuple):
    """A part of the text, from `at` to `end`, that opens the answer to the questions `numbers`."""

    at: int
    end: int
    numbers: tuple[int, ...]


def spans(marks: Sequence[Mark], text: str) -> Iterator[tuple[Mark, int]]:
    """Each mark, and where its answer ends."""
    for place, mark in enumerate(marks, 1):
        yield mark, marks[place].at if place < len(marks) else len(text)


def ends_line(text: str, at: int) -> bool:
    """Whether the line ends at a place in the text, but for white space."""
    return not text[at:].partition("\n")[0].strip()


MOST_QUESTIONS = 60
"""No post asks more. Bounds the time, as each line of an answer is compared with each question."""
WORD = re.compile(r"[^\W_]+(?:['’‘`´][^\W_]+)*")

# To answer "How can you ...", people write "How can I ...".
TURNED = {"you": "i", "your": "my", "yours": "mine", "yourself": "myself", "youre": "im", "youve": "ive", "are": "am"}


@lru_cache(maxsize=4096)
def fold_word(word: str) -> str:
    """A word, folded for comparing."""
    return fold(word)


def words_of(text: str) -> tuple[str, ...]:
    """The words of a text, folded."""
    return tuple(map(fold_word, WORD.findall(text)))


# Words that do not say what a question is about.
COMMON = word_set(
    "a about all an and any are as at be been but by can could did do does dont for from had has have how i id if "
    "im in into is it its ive like list me mine more much my myself name no not of on one or our please share some "
    "somebody someone tell than that the them then these they thing things think this to us was we were what whats "
    "when where which who whom whose why will with would you your"
)


def turned_by_answerer(words: Iterable[str]) -> tuple[str, ...]:
    """Folded words of a question as the person who answers says them."""
    return tuple(TURNED.get(word, word) for word in words)


@dataclass(frozen=True, slots=True)
class AskedQuestion:
    """A question prepared for finding it in answers.

    `wordings` are the words of the whole and of each of its sentences, `turned` the same as the person who answers says
    them, and `subject` are the words that say what it is about.
    """

    number: int
    wordings: tuple[tuple[str, ...], ...]
    turned: tuple[tuple[str, ...], ...]
    subject: frozenset[str]
    states: bool
    """Whether it has a sentence that does not end in a question mark."""

    @classmethod
    def of(cls, number: int, question: str) -> "AskedQuestion":
        """Prepare the question with this number and text."""
        parts = [question, *(part for part in re.split(r"(?<=[.?!])\s+", question) if len(part.split()) > 3)]
        wordings = tuple(filter(None, dict.fromkeys(map(words_of, parts))))
        subject = frozenset(word for words in wordings for word in words) - COMMON
        return cls(
            number, wordings, tuple(map(turned_by_answerer, wordings)), subject, not all(p.endswith("?") for p in parts)
        )


@lru_cache(maxsize=16)  # all answers of a thread are split by the same questions
def asked_questions(questions: tuple[str, ...]) -> tuple[AskedQuestion, ...]:
    """The questions of a thread in their order, counted from 1."""
    return tuple(AskedQuestion.of(number, question) for number, question in enumerate(questions, 1))


_ORDINALS = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"]
_ROMAN_NUMERAL = "|".join(ROMAN_NUMERALS)
_LABEL_OF_NUMBER = (
    r"(?:my[ ])?(?:(?:answer|response|reply)s?[ ](?:to|for)[ ])?(?:the[ ])?"
    r"(?:question|answer|prompt|part|response|topic|activity|task)"
)
_END_OF_NUMBER = (
    r"(?:[*_]*(?:[).\]:°/](?!\d))+|[*_]*[ ]?(?:[-–—→=]>?)(?=[\s*_]|(?-i:[A-Z])|$))[*_]*(?:[ ]+[-–—→:](?=\s))?"
)
NUMBERED = re.compile(
    rf"""(?aix)(?P<start>[ \t\xa0]*(?:>[ ]?)*(?:\#{{1,6}}[ ]+)?[*_]*)(?:
      (?:(?P<label>{_LABEL_OF_NUMBER})[ ]?(?:\#|no\.?[ ]|number[ ])?[ ]?|(?P<short>q|a|ans)[. ]?\#?(?=\d))
        [(\[]?(?P<number>{NUMBER})(?:{_END_OF_NUMBER}|[)\]*_ ]*$)
      | (?P<ordinal>{"|".join(_ORDINALS)}|\d(?:st|nd|rd|th))(?P<noun>[ ](?:question|answer|prompt|part|one))?
        (?:[*_]*(?:[ ]?:|[ ]?[-–—](?=\s)|\)|$))[*_]*
      | \#(?P<hashed>\d{{1,2}})(?:{_END_OF_NUMBER}|(?=\s|$))
      | [(\[]?(?:(?P<digits>\d{{1,2}})(?:{_END_OF_NUMBER}|(?=[*_ ]*$))
        | (?P<letter>[a-h]|{_ROMAN_NUMERAL})(?:[*_]*(?:[)\]:]+[.:]?|\.(?=\s|$|(?-i:[A-Z])))[*_]*|[ ]?[-–—][ ]))
      | (?P<sign>\d\ufe0f?\u20e3|[①-⑳❶-❿])[).:]?
    )[ \t\xa0]*"""
)


def numbered_value(match: re.Match[str]) -> int:
    """The number that a match of NUMBERED stands for."""
    if number := match["number"]:
        return parse_number(number)
    if ordinal := match["ordinal"]:
        return int(ordinal[0]) if ordinal[0].isdigit() else _ORDINALS.index(ordinal.lower()) + 1
    if letter := match["letter"]:
        return numeral_value(letter)
    if sign := match["sign"]:
        return int(unicodedata.numeric(sign[0]))
    return int(match["hashed"] or match["digits"])


def numbered_style(match: re.Match[str]) -> Hashable:
    """A key that is the same for all matches of NUMBERED in one list."""
    kind = "roman" if (match["letter"] or "").lower() in ROMAN_NUMERALS else bool(match["letter"])
    label = (match["label"] or match["short"] or "").lower()
    return re.sub(r"[\w\s*_]", "", match[0]), label, kind, match["start"][:2].isspace() and len(match["start"]) > 1


_SIGN = (
    "[\u2190-\u21ff\u2300-\u27bf\u2900-\u297f\u2b00-\u2bff\U0001f000-\U0001faff][\ufe0f\u200d\U0001f3fb-\U0001f3ff]*"
)
BULLETED = re.compile(
    rf"[ \t\xa0]*(?P<bullet>--?>|=>|>+|-(?![\d-])|[–—+~](?!\d)|[*o](?=[ \t])|[•●·∙‣⁃»›§]|{_SIGN})[ \t\xa0]*(?=\S)"
)
HEADING_LINE = re.compile(
    r"[ \t]*(?P<kind>#{1,6}(?=[ \t]+\S)|\*\*|__|\*|_)(?:(?<=#).*|(?![\s*_])[^*_\n]+(?P=kind):?[ \t]*)"
)
ASKING_LABEL = re.compile(r"[ \t]*[*_]*(?:Q|Question)[*_]* ?[:.)-][*_]*[ \t]*(?=\S)", re.IGNORECASE)
_OPENING_SIGNS = re.compile(r"[ \t\xa0]*(?:<!--|\d{1,2}(?:\.\d{1,2})+|[>#*_\"“'‘(\[~]+)[ \t\xa0]*")
ANSWER_LABEL = re.compile(
    r"[ \t]*[*_]*(?:(?:(?:here is )?my )?(?:answers?|ans|response|reply) ?\d{0,2}[*_]*"
    r"(?: ?:| [-–—](?=\s)|[.)](?=\s|$)|$)|A ?\d{0,2}[*_]* ?:)[*_]*[ \t]*",
    re.IGNORECASE | re.MULTILINE,
)
SIGNATURE = re.compile(r"[-–—~]+ ?[A-Z][\w.]*(?: [A-Z]\w*){0,2}[ \t]*")


def is_list(lines: Sequence[str]) -> bool:
    """Whether lines begin a list: the first two have the same bullet, or are both numbered."""
    if len(lines) < 2 or SIGNATURE.fullmatch(lines[-1]):
        return False
    bullets = [bullet["bullet"] if (bullet := BULLETED.match(line)) else None for line in lines]
    return bullets[0] == bullets[1] and (bullets[0] is not None or all(map(NUMBERED.match, lines)))


def is_capitals(line: str) -> bool:
    """Whether a line is short and in capitals, as some headings are."""
    return line.isupper() and sum(map(str.isalpha, line)) > 3 and len(line.split()) <= 12


def end_of_decoration(line: str, at: int) -> int:
    """Where in a line a question would begin, after numbers, bullets and quotes."""
    for _ in range(6):
        match = (
            NUMBERED.match(line, at)
            or BULLETED.match(line, at)
            or ASKING_LABEL.match(line, at)
            or _OPENING_SIGNS.match(line, at)
        )
        if not match or match.end() == at:
            break
        at = match.end()
    return at


_AFTER_QUESTION = re.compile(r"(?:[\"'”’)*_?!.:]|[ \xa0](?=[?!:]))*[ \t\xa0]*(?:(?:[-=]>|[-–—→])+(?!\d)[ \t\xa0]*)?")
SENTENCE = re.compile(r"[.!?][*_)\"”’]*[ \t\xa0]+")
_WORD_ENDING = re.compile(r"(?<=..)(?:ing|ed|es|e|s)$")
_ASKING = re.compile(r"[?]")
_COLON = re.compile(r":(?=[\s*_]|$)")
_DASH = re.compile(r"(?<![.!?])\s[-–—]+\s|[-–—]$")
_STATED = re.compile(r"[.!](?=[\"”*_]*(?:\s|$))")
LONGEST_HEADING = 600


class HeadingEnd(StrEnum):
    """What a heading ends in. `LINE`: nothing but the end of its line."""

    QUESTION_MARK = "?"
    COLON = ":"
    DASH = "-"
    FULL_STOP = "."
    LINE = ""


# By how a heading ends: the least share of its words that must be about the question, and its most words.
_SUBJECT_SHARE = {
    HeadingEnd.QUESTION_MARK: (0.5, 20),
    HeadingEnd.COLON: (0.5, 12),
    HeadingEnd.LINE: (0.5, 14),
    HeadingEnd.DASH: (0.5, 6),
}
_ALONE_ON_LINE = 0.5
"""The weight that a heading gains by being alone on its line."""


class Heading(NamedTuple):
    """A heading for question `number` from `at` to `end`. A greater `weight` is surer."""

    at: int
    number: int
    end: int
    weight: float


def after_question(line: str, at: int) -> int:
    """Where the words begin that follow a question ending `at` a place in a line."""
    after = _AFTER_QUESTION.match(line, at)
    return after.end() if after else at


def headings_in(line: PostLine, at: int) -> list[tuple[int, HeadingEnd]]:
    """Where a heading that begins `at` a place in a line may end, and how: the whole line first, then the shortest."""
    text = line.text[at : at + LONGEST_HEADING]
    ends = [(at + asking.end(), HeadingEnd.QUESTION_MARK) for asking in islice(_ASKING.finditer(text), 3)]
    if (colon := _COLON.search(text)) and not SENTENCE.search(text, 0, colon.end()):
        ends.append((at + colon.end(), HeadingEnd.COLON))
    if dash := _DASH.search(text):
        ends.append((at + dash.start(), HeadingEnd.DASH))
    if stated := _STATED.search(text):
        ends.append((at + stated.end(), HeadingEnd.FULL_STOP))
    if line.below and len(line.text) - at <= LONGEST_HEADING:
        if HEADING_LINE.fullmatch(line.text) or is_capitals(line.text):
            ends.append((len(line.text), HeadingEnd.COLON))
        elif not text.rstrip().endswith((".", "!", ",", ";", ":", "?")):
            return [(len(line.text), HeadingEnd.LINE), *sorted(ends)]
    return sorted(ends)


def namings(line: PostLine, at: int, question: AskedQuestion) -> Iterator[tuple[int, HeadingEnd, float]]:
    """The ends of headings in a line that name what a question is about, each with its kind and its weight."""
    for end, ending in () if ANSWER_LABEL.match(line.text, at) else headings_in(line, at):
        if (
            ending not in _SUBJECT_SHARE
            or not (line.below or line.text[end:].strip())
            or SENTENCE.search(line.text, at, end)
        ):
            continue
        least, most = _SUBJECT_SHARE[ending]
        words = words_of(line.text[at:end])
        subject = set(words) - COMMON if len(words) <= most else set()
        named = sum(any(_are_forms_of_one_word(word, other) for other in question.subject) for word in subject)
        # "Who knows?" asks nothing, and "What helps:" leads to a list.
        is_doubtful = ending is HeadingEnd.QUESTION_MARK or is_list(line.below)
        if not subject or named < least * len(subject) or (is_doubtful and named < min(2, len(question.subject) / 2)):
            continue
        end = after_question(line.text, end)
        yield end, ending, named / len(subject) + named / 10 + (0 if line.text[end:].strip() else _ALONE_ON_LINE)


def _are_forms_of_one_word(word: str, other: str) -> bool:
    """Whether two words are forms of one, as "become" and "becoming" are."""
    word, other = _WORD_ENDING.sub("", word), _WORD_ENDING.sub("", other)
    common = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(word, other, strict=False)))
    return word == other or common >= max(4, 0.6 * max(len(word), len(other)))


_RULER = re.compile(r"[ \t]*(?:[-*_=~][ \t]*){3,}")
_OPENING_BULLET = re.compile(r"[ \t\xa0]*(--?>|=>|[-–—](?![\d-])|\*(?=[ \t])|[•●◦▪·‣→➡➜➤»›])\ufe0f?[ \t\xa0]*(?=\S)")


def trim_answer(text: str) -> str:
    """The text of an answer without the label or bullet that opens it, and without blank lines and rulers around it.

    A list keeps its bullets.
    """
    text = _without_rulers(text)
    if label := ANSWER_LABEL.match(text):
        text = _without_rulers(text[label.end() :])
    if bullet := _OPENING_BULLET.match(text):
        others = text.split("\n")[1:]
        if others and SIGNATURE.fullmatch(others[-1]):
            others.pop()
        if not any((other := _OPENING_BULLET.match(line)) and other[1] == bullet[1] for line in others):
            text = text[bullet.end() :]
    return text


def _without_rulers(text: str) -> str:
    lines = text.split("\n")
    kept = [place for place, line in enumerate(lines) if line.strip() and not _RULER.fullmatch(line)]
    return "\n".join(lines[kept[0] : kept[-1] + 1]).rstrip() if kept else ""
