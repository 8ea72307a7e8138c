"""Splits a text of the person's own over the questions of a discussion, and finds the replies to peers in it."""

import re
from collections.abc import Iterator, Sequence

from cups_course.answer_document import AnswerDocument, AnswerParts
from cups_course.model import Discussion
from cups_course.reader.copy import NAME
from cups_course.reader.own import answer_pieces
from cups_course.reader.own_document import replies_beyond, without_peer_replies
from cups_course.text import as_written, fold, line_feeds, word_set
from cups_course.whole_answer import shown_whole_answer

_REPLY = re.compile(
    rf"(?<![\s*#_•–—-])[\s*#_•–—-]*+(?:my )?(?:peer )?(?:reply|response|comment)(?: #?\d+)? to @?({NAME})[*_]*"
    r"(?:\s*$|[:.,–—-]+[*_\s]*(.*))",
    re.IGNORECASE | re.MULTILINE,
)
_NOBODY = word_set(
    "a all another any anyone each everybody everyone his her others part peer peers post prompt question questions "
    "some somebody someone task the their these this thread your"
)
"""What a label such as "Response to question 2" names instead of a person."""


def split_over_questions(discussion: Discussion, words: str) -> AnswerParts:
    """Split a text over the questions. What an export adds to answers and is in the store already is left out: peer
    replies, and the one answer for all questions."""
    document = AnswerDocument(discussion)
    if document.marks(words):
        filled = document.read(words)
        return AnswerParts(filled.texts, filled.stray, is_whole=True)
    ours, exported_replies = without_peer_replies(words)
    for whole in filter(None, (discussion.answer, shown_whole_answer(discussion))):
        ours = ours.removesuffix(f"\n\n{whole.text}")  # an export has it last, below the answer to the last question
    folded = fold(ours)
    asked = [one for one in discussion.questions if not one.dropped or (one.answer and fold(one.text) in folded)]
    texts: dict[str | None, str] = {}
    beside: list[str] = []
    replies: list[tuple[str, str]] = []
    for numbers, piece in answer_pieces(ours, [question.text for question in asked], keep_greeting=True):
        text, found = _without_replies(piece)
        replies += found
        if not text:
            continue
        if not numbers:
            beside.append(text)
        else:
            question = asked[numbers[0] - 1].id if len(numbers) == 1 else None
            texts[question] = f"{texts[question]}\n\n{text}" if question in texts else text
    # One answer for all questions counts for every question. Beside answers to some of them, the rest is a foreword.
    if beside and not texts:
        texts, beside = {None: "\n\n".join(beside)}, []
    beside.append(replies_beyond(exported_replies, discussion.peer_replies))
    is_whole = bool(discussion.asked) and all(question.id in texts for question in discussion.asked)
    return AnswerParts(texts, "\n\n".join(filter(None, beside)), replies, is_whole)


def _without_replies(piece: str) -> tuple[str, list[tuple[str, str]]]:
    """A piece of text above its first label such as "Reply to Fern", and the replies below such labels."""
    labels = [label for label in _REPLY.finditer(line_feeds(piece)) if label[1].casefold() not in _NOBODY]
    if not labels:
        return piece, []
    return as_written(piece[: labels[0].start()]), list(_replies(piece, labels))


def _replies(piece: str, labels: Sequence[re.Match[str]]) -> Iterator[tuple[str, str]]:
    ends = [*(label.start() for label in labels[1:]), len(piece)]
    for label, end in zip(labels, ends, strict=True):
        below = as_written(piece[label.end() : end])
        if text := "\n".join(filter(None, (label[2] or "", below))).strip("\n"):
            yield label[1], text
