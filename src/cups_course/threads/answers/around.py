"""What stands around marks says whether they are of answers: the words above the first, the question behind each."""

import re
from collections.abc import Sequence

from cups_course.course.numbers import NUMBER
from cups_course.threads.answers.asked import AskedQuestion
from cups_course.threads.answers.headings import namings
from cups_course.threads.answers.openings import ANSWER_LABEL, HEADING_LINE
from cups_course.threads.answers.post_text import Mark, PostLine, PostText, spans

_INTRO_OF_ANSWERS = re.compile(
    r"\b(?:answers?|responses?|questions?|activity|reply|thoughts|two cents)\b[^\n]*$|"
    r"^(?:hi|hey|hello|greetings|good (?:morning|day|afternoon|evening)|dear|thank|welcome)\b[^:]*$|[^\w\s,;:]$|"
    r"^(?:\S+\s+){0,4}[^\s:]+$",
    re.IGNORECASE,
)
_INTRO_OF_LIST = re.compile(
    rf"\b(?:{NUMBER}|few|some|several|many|these|those|following|things|ways|reasons|points|examples|kinds|steps|list)\b",
    re.IGNORECASE,
)
_LONGEST_INTRO = 80
_WORDS_OF_ITEM = 12
"""Longer than that are answers, and few items of a list."""


def leads_to_answers(text: str, marks: Sequence[Mark]) -> bool:
    """Whether marks are of answers by what stands above: "Here are my answers:" leads to them, "Three things help:" to
    a list."""
    intro = text[: marks[0].at].strip()
    if not intro or len(intro) > _LONGEST_INTRO or "\n\n" in intro:
        return not intro
    if _INTRO_OF_ANSWERS.search(intro):
        return True
    longest = max(len(text[mark.end : end].split()) for mark, end in spans(marks, text))
    return longest > _WORDS_OF_ITEM and not _INTRO_OF_LIST.search(intro)


def with_repeated_questions(
    post: PostText, marks: Sequence[Mark], asked: Sequence[AskedQuestion], repeated: Sequence[Mark]
) -> list[Mark]:
    """The marks, each with the question that stands behind it; none where a repeated question says otherwise."""
    told = list(repeated)
    by_number = {one.number: one for one in asked}
    ends: list[int] = []
    in_other_words: list[int] = []
    for mark, until in spans(marks, post.text):
        end = 0
        while told and told[0].at < until:
            repeat = told.pop(0)
            is_behind = repeat.at >= mark.at and not post.text[mark.end : repeat.at].strip()
            if repeat.numbers != mark.numbers or not is_behind:
                return []
            end = repeat.end
        heading, question = (mark.end, end) if end else _behind(post, mark, until, by_number[mark.numbers[0]])
        ends.append(max(end, heading))
        in_other_words.append(question)
    if told:
        return []
    # Answers begin with words of the question as well: they are headings where all of them begin so.
    if all(in_other_words):
        ends = in_other_words
    return [mark._replace(end=end) for mark, end in zip(marks, ends, strict=True)]


def _behind(post: PostText, mark: Mark, until: int, one: AskedQuestion) -> tuple[int, int]:
    """Where a heading ends that a mark opens, and where the question ends that may stand there in other words, or 0."""
    lines = [line for line in post.lines if mark.at <= line.at < until] or [
        PostLine(mark.at, post.text[mark.at : until])
    ]
    first, below = lines[0], lines[1] if len(lines) > 1 else None
    at = mark.end - first.at
    is_question = below and ANSWER_LABEL.match(below.text) and not first.text.rstrip().endswith((".", "!"))
    if below and (is_question or HEADING_LINE.fullmatch(first.text)):
        return first.at + len(first.text), first.at + len(first.text)
    if below and not first.text[at:].strip():
        first, at = below, 0
    if first is lines[-1]:
        first = first._replace(below=())
    end = next((end for end, *_ in namings(first, at, one)), 0)
    return mark.end, first.at + end if end else 0
