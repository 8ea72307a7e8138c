"""One answer for all questions of a discussion, beside the answers to its questions."""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace

from cups_course.model import Answer, Discussion
from cups_course.text import fold_space

_BETWEEN_PARAGRAPHS = re.compile(r"\n[^\S\n]*\n\s*")
_LIST_MARK = re.compile(r"\s*(?:\(?(?:[qQ]?\d{1,3}|[a-zA-Z])[.):]|[-*•–—])\s+")
"""What stands before a part of an answer and isn't in the answer to the question itself: `1.`, `b)` or a dash."""


def shown_whole_answer(discussion: Discussion) -> Answer | None:
    """A discussion's one answer for all questions with what it adds to the answers of its questions; None for nothing.

    Every screen and export shows this, so that no words are handed out twice.
    """
    if discussion.answer is None:
        return None
    answers = [question.answer.text for question in discussion.asked if question.answer]
    text = beyond_questions(discussion.answer.text, answers, [question.text for question in discussion.asked])
    return replace(discussion.answer, text=text) if text else None


def beyond_questions(whole: str, answers: Collection[str], wordings: Iterable[str]) -> str:
    """The text of a whole-discussion answer without the paragraphs that are under a question too, else unchanged.

    `answers` are the texts under the questions. Also left out is a question's wording above such a paragraph. The rule
    is that of "What you see is what is kept" in the interface.
    """
    if not answers:
        return whole
    under = {_key(part) for text in answers for part in (*_BETWEEN_PARAGRAPHS.split(text), *text.split("\n"))} - {""}
    asked = {_key(wording) for wording in wordings}
    paragraphs = _BETWEEN_PARAGRAPHS.split(whole.strip("\n"))
    left = list(_left(paragraphs, under, asked))
    return whole if len(left) == len(paragraphs) else "\n\n".join(left)


def is_within(answer: str, whole: str, wordings: Iterable[str]) -> bool:
    """Whether an answer for all questions holds the whole answer to one of them."""
    return not beyond_questions(answer, [whole], wordings)


def without_superseded(discussion: Discussion) -> None:
    """Take the one answer for all questions from a discussion if all of it is under the questions. What it was posted
    with goes to the answers that it holds."""
    whole = discussion.answer
    if whole is None or shown_whole_answer(discussion):
        return
    discussion.answer = None
    if whole.posted and not whole.changed_since_posted:
        wordings = [question.text for question in discussion.asked]
        for question in discussion.asked:
            own = question.answer
            if own and not own.posted and is_within(own.text, whole.text, wordings):
                question.answer = replace(own, posted=True, posted_on=whole.posted_on, address=whole.address)


def _left(paragraphs: list[str], under: Collection[str], asked: Collection[str]) -> Iterator[str]:
    headings: list[str] = []  # wordings of questions, which stay if the words below them stay
    for paragraph in paragraphs:
        if _key(paragraph) in asked and _key(paragraph) not in under:
            headings.append(paragraph)
        elif _is_under(paragraph, under, asked):
            headings = []
        else:
            yield from (*headings, paragraph)
            headings = []
    yield from headings


def _is_under(paragraph: str, under: Collection[str], asked: Collection[str]) -> bool:
    if _key(paragraph) in under:
        return True
    lines = [key for line in paragraph.split("\n") if (key := _key(line)) not in asked]
    return bool(lines) and ("\n" in paragraph) and (" ".join(lines) in under or all(line in under for line in lines))


def _key(text: str) -> str:
    """A text to compare: without the mark in front of it, white space folded."""
    mark = _LIST_MARK.match(text)
    return fold_space(text[mark.end() :] if mark else text)
