"""A heading, label or bullet of one kind for each answer."""

import re
from collections import defaultdict
from collections.abc import Hashable, Iterator, Sequence

from cups_course.threads.answers.around import leads_to_answers, with_repeated_questions
from cups_course.threads.answers.asked import AskedQuestion
from cups_course.threads.answers.headings import namings
from cups_course.threads.answers.openings import ASKING_LABEL, BULLETED, HEADING_LINE, SIGNATURE, is_capitals
from cups_course.threads.answers.post_text import Mark, PostLine, PostText, spans

_LABEL_IN_BOLD = re.compile(
    r"[ \t]*(?P<around>\*\*|__|\*|_)(?![\s*_])[^*_\n]{1,80}(?:(?P=around)[ \t]*:|:(?P=around))[ \t]*"
)
_LABEL = re.compile(r"[ \t]*[^\W\d_][\w'’-]*(?: [\w'’-]+){0,5} ?(?::|[-–—](?=\s))(?=\s|$)[ \t]*")


def marks_by_form(post: PostText, asked: Sequence[AskedQuestion], repeated: Sequence[Mark]) -> list[Mark]:
    """Headings, labels or bullets of one kind, as many as questions."""
    kinds: dict[Hashable, list[Mark]] = defaultdict(list)
    for line in post.lines if len(asked) > 1 else ():
        for kind, end in _kinds(line):
            kinds[kind].append(Mark(line.at, line.at + end, ()))
    for kind, marks in sorted(kinds.items(), key=lambda group: group[1][0].at):
        if len(marks) == len(asked) + 1 and SIGNATURE.fullmatch(post.text[marks[-1].at :].rstrip()):
            marks = marks[:-1]
        if len(marks) != len(asked) or not leads_to_answers(post.text, marks):
            continue
        marks = [mark._replace(numbers=(one.number,)) for mark, one in zip(marks, asked, strict=True)]
        if not all(post.text[mark.end : end].strip() for mark, end in spans(marks, post.text)):
            continue
        labels = [PostLine(mark.at, post.text[mark.at : mark.end]) for mark in marks]
        if kind in (("label", True), ("label", False)) and not any(
            any(namings(label, 0, one)) for label, one in zip(labels, asked, strict=True)
        ):
            continue
        if joined := with_repeated_questions(post, marks, asked, repeated):
            return joined
    return []


def _kinds(line: PostLine) -> Iterator[tuple[Hashable, int]]:
    """The ways in which a line is set off, and where its words begin then."""
    if heading := HEADING_LINE.fullmatch(line.text):
        yield ("heading", heading["kind"]), len(line.text)
    elif is_capitals(line.text):
        yield "capitals", len(line.text)
    elif label := _LABEL_IN_BOLD.match(line.text):
        yield ("label", label["around"]), label.end()
    elif asking := ASKING_LABEL.match(line.text):
        yield "asking", asking.end()
    elif label := _LABEL.match(line.text):
        yield ("label", ":" in label[0]), label.end()
    if bullet := BULLETED.match(line.text):
        yield ("bullet", bullet["bullet"].rstrip("\ufe0f")), bullet.end()
        if not bullet["bullet"].isascii():
            yield "sign", bullet.end()
