"""The text of an answer post: its lines, and the marks, numbers, bullets and headings that may open an answer in it."""

import re
import unicodedata
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property, lru_cache
from itertools import islice, takewhile
from typing import NamedTuple

from cups_course.text import NUMBER, fold, parse_number, word_set


class PostLine(NamedTuple):
    """A line that holds something, and where in the text it begins."""

    at: int
    text: str
    below: tuple[str, ...] = ()
    """The next two lines that hold anything."""


class PostText:
    """A text and those of its lines that hold anything."""

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def lines(self) -> list[PostLine]:
        """The lines that hold anything, in their order."""
        lines: list[PostLine] = []
        end = len(self.text)
        below: tuple[str, ...] = ()
        for line in reversed(self.text.split("\n")):
            if line and not line.isspace():
                lines.append(PostLine(end - len(line), line, below))
                below = (line, *below[:1])
            end -= len(line) + 1
        return lines[::-1]


class Mark(NamedTuple):
    """What opens the answer to the questions `numbers` stands from `at` to `end` in the text."""

    at: int
    end: int
    numbers: tuple[int, ...]


def spans(marks: Sequence[Mark], text: str) -> Iterator[tuple[Mark, int]]:
    """Each mark, and where its answer ends."""
    for place, mark in enumerate(marks, 1):
        yield mark, marks[place].at if place < len(marks) else len(text)


def ends_line(text: str, at: int) -> bool:
    """Whether nothing stands behind a place in its line."""
    return not text[at:].partition("\n")[0].strip()


MOST_QUESTIONS = 60
"""No post asks more; every line of an answer is compared with every question."""
WORD = re.compile(r"[^\W_]+(?:['’‘`´][^\W_]+)*")

# To answer "How can you ...", people write "How can I ...".
TURNED = {"you": "i", "your": "my", "yours": "mine", "yourself": "myself", "youre": "im", "youve": "ive", "are": "am"}


@lru_cache(maxsize=4096)
def fold_word(word: str) -> str:
    """A word as words are compared."""
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
    """Folded words of a question as one who answers says them."""
    return tuple(TURNED.get(word, word) for word in words)


@dataclass(frozen=True, slots=True)
class AskedQuestion:
    """A question: the words of all of it and of each of its sentences, and as one who answers turns them."""

    number: int
    wordings: tuple[tuple[str, ...], ...]
    turned: tuple[tuple[str, ...], ...]
    subject: frozenset[str]
    states: bool
    """It has a sentence that does not end in a question mark."""

    @classmethod
    def of(cls, number: int, question: str) -> "AskedQuestion":
        """The question of this number, from its text."""
        parts = [question, *(part for part in re.split(r"(?<=[.?!])\s+", question) if len(part.split()) > 3)]
        wordings = tuple(filter(None, dict.fromkeys(map(words_of, parts))))
        subject = frozenset(word for words in wordings for word in words) - COMMON
        return cls(
            number, wordings, tuple(map(turned_by_answerer, wordings)), subject, not all(p.endswith("?") for p in parts)
        )


@lru_cache(maxsize=16)  # every answer of a thread is split over the same
def asked_questions(questions: tuple[str, ...]) -> tuple[AskedQuestion, ...]:
    """The questions of a thread in their order, counted from 1."""
    return tuple(AskedQuestion.of(number, question) for number, question in enumerate(questions, 1))


_ORDINALS = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"]
_ROMAN = ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x"]
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
        | (?P<letter>[a-h]|{"|".join(_ROMAN)})(?:[*_]*(?:[)\]:]+[.:]?|\.(?=\s|$|(?-i:[A-Z])))[*_]*|[ ]?[-–—][ ]))
      | (?P<sign>\d\ufe0f?\u20e3|[①-⑳❶-❿])[).:]?
    )[ \t\xa0]*"""
)


def value_of(form: re.Match[str]) -> int:
    """What a match of NUMBERED counts."""
    if number := form["number"]:
        return parse_number(number)
    if ordinal := form["ordinal"]:
        return int(ordinal[0]) if ordinal[0].isdigit() else _ORDINALS.index(ordinal.lower()) + 1
    if letter := form["letter"]:
        return _ROMAN.index(letter.lower()) + 1 if letter.lower() in _ROMAN else ord(letter.lower()) - ord("a") + 1
    if sign := form["sign"]:
        return int(unicodedata.numeric(sign[0]))
    return int(form["hashed"] or form["digits"])


def style_of(form: re.Match[str]) -> Hashable:
    """What the matches of NUMBERED in one row have in common."""
    kind = "roman" if (form["letter"] or "").lower() in _ROMAN else bool(form["letter"])
    label = (form["label"] or form["short"] or "").lower()
    return re.sub(r"[\w\s*_]", "", form[0]), label, kind, form["start"][:2].isspace() and len(form["start"]) > 1


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
_OPENING = re.compile(r"[ \t\xa0]*(?:<!--|\d{1,2}(?:\.\d{1,2})+|[>#*_\"“'‘(\[~]+)[ \t\xa0]*")
ANSWER_LABEL = re.compile(
    r"[ \t]*[*_]*(?:(?:(?:here is )?my )?(?:answers?|ans|response|reply) ?\d{0,2}[*_]*"
    r"(?: ?:| [-–—](?=\s)|[.)](?=\s|$)|$)|A ?\d{0,2}[*_]* ?:)[*_]*[ \t]*",
    re.IGNORECASE | re.MULTILINE,
)
SIGNATURE = re.compile(r"[-–—~]+ ?[A-Z][\w.]*(?: [A-Z]\w*){0,2}[ \t]*")


def is_list(lines: Sequence[str]) -> bool:
    """Whether lines begin a list: the first two open alike."""
    if len(lines) < 2 or SIGNATURE.fullmatch(lines[-1]):
        return False
    bullets = [bullet["bullet"] if (bullet := BULLETED.match(line)) else None for line in lines]
    return bullets[0] == bullets[1] and (bullets[0] is not None or all(map(NUMBERED.match, lines)))


def is_capitals(line: str) -> bool:
    """Whether a line is a heading by being short and in capitals."""
    return line.isupper() and sum(map(str.isalpha, line)) > 3 and len(line.split()) <= 12


def decoration(line: str, at: int) -> int:
    """Where a question would begin behind its number, bullet and quotes."""
    for _ in range(6):
        forms = (mark.match(line, at) for mark in (NUMBERED, BULLETED, ASKING_LABEL, _OPENING))
        if not (form := next(filter(None, forms), None)) or form.end() == at:
            break
        at = form.end()
    return at


_AFTER_QUESTION = re.compile(r"(?:[\"'”’)*_?!.:]|[ \xa0](?=[?!:]))*[ \t\xa0]*(?:(?:[-=]>|[-–—→])+(?!\d)[ \t\xa0]*)?")
SENTENCE = re.compile(r"[.!?][*_)\"”’]*[ \t\xa0]+")
_FORM = re.compile(r"(?<=..)(?:ing|ed|es|e|s)$")
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


# By its end, what share of a heading's words has to be of what the question is about, and how many words it may have.
_ABOUT = {
    HeadingEnd.QUESTION_MARK: (0.5, 20),
    HeadingEnd.COLON: (0.5, 12),
    HeadingEnd.LINE: (0.5, 14),
    HeadingEnd.DASH: (0.5, 6),
}
_ALONE = 0.5
"""What a heading gains by having its line for itself."""


class Heading(NamedTuple):
    """Question `number` stands from `at` to `end`. The more `weight`, the surer."""

    at: int
    number: int
    end: int
    weight: float


def after_question(line: str, at: int) -> int:
    """Where the words begin after a question that ends at a place."""
    after = _AFTER_QUESTION.match(line, at)
    return after.end() if after else at


def headings_in(line: PostLine, at: int) -> list[tuple[int, HeadingEnd]]:
    """Where a heading with which a line may begin ends, and in what: the whole line first, then the shortest."""
    rest = line.text[at : at + LONGEST_HEADING]
    ends = [(at + asking.end(), HeadingEnd.QUESTION_MARK) for asking in islice(_ASKING.finditer(rest), 3)]
    if (colon := _COLON.search(rest)) and not SENTENCE.search(rest, 0, colon.end()):
        ends.append((at + colon.end(), HeadingEnd.COLON))
    if dash := _DASH.search(rest):
        ends.append((at + dash.start(), HeadingEnd.DASH))
    if stated := _STATED.search(rest):
        ends.append((at + stated.end(), HeadingEnd.FULL_STOP))
    if line.below and len(line.text) - at <= LONGEST_HEADING:
        if HEADING_LINE.fullmatch(line.text) or is_capitals(line.text):
            ends.append((len(line.text), HeadingEnd.COLON))
        elif not rest.rstrip().endswith((".", "!", ",", ";", ":", "?")):
            return [(len(line.text), HeadingEnd.LINE), *sorted(ends)]
    return sorted(ends)


def namings(line: PostLine, at: int, one: AskedQuestion) -> Iterator[tuple[int, HeadingEnd, float]]:
    """Where headings that name what a question is about end in a line, in what, and how much they say."""
    for end, form in () if ANSWER_LABEL.match(line.text, at) else headings_in(line, at):
        if form not in _ABOUT or not (line.below or line.text[end:].strip()) or SENTENCE.search(line.text, at, end):
            continue
        least, most = _ABOUT[form]
        said = words_of(line.text[at:end])
        subject = set(said) - COMMON if len(said) <= most else set()
        named = sum(any(_akin(word, other) for other in one.subject) for word in subject)
        # "Who knows?" asks nothing, and "What helps:" leads to a list.
        is_doubtful = form is HeadingEnd.QUESTION_MARK or is_list(line.below)
        if not subject or named < least * len(subject) or (is_doubtful and named < min(2, len(one.subject) / 2)):
            continue
        end = after_question(line.text, end)
        yield end, form, named / len(subject) + named / 10 + (0 if line.text[end:].strip() else _ALONE)


def _akin(word: str, other: str) -> bool:
    """Whether two words are forms of one: "become" and "becoming"."""
    word, other = _FORM.sub("", word), _FORM.sub("", other)
    common = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(word, other, strict=False)))
    return word == other or common >= max(4, 0.6 * max(len(word), len(other)))


_RULE = re.compile(r"[ \t]*(?:[-*_=~][ \t]*){3,}")
_OPENING_BULLET = re.compile(r"[ \t\xa0]*(--?>|=>|[-–—](?![\d-])|\*(?=[ \t])|[•●◦▪·‣→➡➜➤»›])\ufe0f?[ \t\xa0]*(?=\S)")


def trim_answer(piece: str) -> str:
    """A piece without blank lines and rules around it, and without the label or bullet that opens it; a list keeps its
    own bullets."""
    piece = _trimmed(piece)
    if label := ANSWER_LABEL.match(piece):
        piece = _trimmed(piece[label.end() :])
    if bullet := _OPENING_BULLET.match(piece):
        others = piece.split("\n")[1:]
        if others and SIGNATURE.fullmatch(others[-1]):
            others.pop()
        if not any((other := _OPENING_BULLET.match(line)) and other[1] == bullet[1] for line in others):
            piece = piece[bullet.end() :]
    return piece


def _trimmed(text: str) -> str:
    lines = text.split("\n")
    kept = [place for place, line in enumerate(lines) if line.strip() and not _RULE.fullmatch(line)]
    return "\n".join(lines[kept[0] : kept[-1] + 1]).rstrip() if kept else ""
