"""One answer post split over the questions it answers.

People repeat each question, in its words or in others, or number their answers, or set each off by a heading or a
bullet. What tells most comes first: all questions repeated; a number for each answer; headings that name what each
question is about; as many headings or bullets as questions; some of the questions repeated. Else it is one piece.

Words that belong to no one question have question None and are one piece: what stands under a heading that joins
several questions, since it cannot be cut between them, and what stands before the first heading.
"""

import re
from collections.abc import Iterator, Sequence

from cups_course.threads.answers.asked import MOST_QUESTIONS, AskedQuestion, asked_questions
from cups_course.threads.answers.named import marks_by_heading
from cups_course.threads.answers.numbered import marks_by_number
from cups_course.threads.answers.piece import trim_answer
from cups_course.threads.answers.post_text import Mark, PostText, spans
from cups_course.threads.answers.repeated import marks_by_repeated_questions
from cups_course.threads.answers.set_off import marks_by_form

Piece = tuple[int | None, str]

_GREETING = 15
"""So many words above the first answer are a greeting ("Hi all, here is mine!") and no answer."""

_NAMED_ON_TOP = re.compile(r"(?:\s*@[\w.\-]{1,32}[ \t\xa0,:]*(?:\n|$))+")
_NAMED = re.compile(r"\s*(?:@[\w.\-]{1,32}[ \t\xa0,:]+)+")


def split_answer(text: str, questions: Sequence[str], *, keep_greeting: bool = False) -> list[Piece]:
    """The pieces of an answer post: the number of the question (from 1, None for several or all) and the words.

    The words stand as in `text`, without the repeated question, its number, and the dash, bullet or heading that opens
    the answer, and without a name that stands alone on top. A piece without words is left out. One question takes the
    whole post. A greeting stays in the post, for as an answer in one piece it would count for every question; with
    `keep_greeting` it is kept like longer words above the first answer, and so is a name on top.
    """
    asked = asked_questions(tuple(questions[:MOST_QUESTIONS]))
    if not keep_greeting and (on_top := _NAMED_ON_TOP.match(text)):
        text = text[on_top.end() :]
    named = None if keep_greeting else _NAMED.match(text)
    post = PostText(text[named.end() :] if named else text)
    marks = _marks(post, asked) if asked else []
    if named and not marks:  # "@Plum wrote it so well" is the person's own
        post = PostText(text)
    texts: dict[int | None, str] = {}
    for numbers, piece in _pieces(post.text, marks, asked, 0 if keep_greeting else _GREETING):
        question = numbers[0] if len(numbers) == 1 else 1 if len(asked) == 1 else None
        if words := trim_answer(piece):
            texts[question] = f"{texts[question]}\n\n{words}" if question in texts else words
    return sorted(texts.items(), key=lambda piece: piece[0] or 0)


def _marks(post: PostText, asked: Sequence[AskedQuestion]) -> list[Mark]:
    """What opens the pieces of a text; nothing where it is one piece."""
    repeated = marks_by_repeated_questions(post, asked)
    if {number for mark in repeated for number in mark.numbers} == {one.number for one in asked}:
        return repeated
    return (
        marks_by_number(post, asked, repeated)
        or marks_by_heading(post, asked, repeated)
        or marks_by_form(post, asked, repeated)
        or repeated
    )


def _pieces(
    text: str, marks: Sequence[Mark], asked: Sequence[AskedQuestion], greeting: int
) -> Iterator[tuple[tuple[int, ...], str]]:
    """Each piece with the numbers of its questions; what stands above the first mark, if more words than a greeting
    has, has none."""
    above = text[: marks[0].at] if marks else text
    if not marks or len(above.split()) > greeting:
        yield (), above
    numbers: tuple[int, ...] = ()
    for mark, end in spans(marks, text):
        # A question that was there already, with others below it before any answer, stood in a list of them all.
        numbers = mark.numbers if set(mark.numbers) & set(numbers) else numbers + mark.numbers
        piece = text[mark.end : end]
        if trim_answer(piece):
            several = [one for one in asked if one.number in numbers] if len(numbers) > 1 else []
            # All questions first, then the answers: their numbers may still tell them apart.
            below = (
                (marks_by_number(PostText(piece), several, []) or marks_by_form(PostText(piece), several, []))
                if several
                else []
            )
            yield from _pieces(piece, below, several, greeting) if below else [(numbers, piece)]
            numbers = ()
