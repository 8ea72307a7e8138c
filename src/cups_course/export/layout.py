"""What goes into an export and in what order, the same for every format."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from cups_course.course.model import Answer, Course, Discussion, PeerReply, Program, QuestionState
from cups_course.course.progress import wants_one_piece
from cups_course.course.wording import shown


@dataclass(frozen=True, slots=True)
class Written:
    """An answer with the question it answers; `question` is "" for an answer in one piece, and where nobody has told
    the question's wording."""

    ref: str
    question: str
    answer: Answer
    dropped: bool = False
    """The question is no longer asked; what was answered is still a person's own."""


@dataclass(frozen=True, slots=True)
class Field:
    """One text to paste: what it is for, by its reference and its wording, and the words; "" where there are none yet.
    `state` is that of a question or a reply; `date` when it was posted, where that is known."""

    course: Course
    discussion: Discussion
    ref: str
    kind: Literal["answer", "reply"]
    label: str
    text: str
    state: QuestionState
    date: str | None


def fields(programs: Sequence[Program]) -> list[Field]:
    """Everything a form may ask for, in course order: the answer to each question, also where there is none yet, the
    answer in one piece after those, then the replies that were given."""
    return [
        field
        for program in programs
        for course in program.courses
        for discussion in course.discussions
        for field in _fields_of(course, discussion)
    ]


def holding(programs: Sequence[Program], what: re.Pattern[str]) -> list[str]:
    """The references of the texts in which something stands that a format cannot hold."""
    return [field.ref for field in fields(programs) if what.search(field.text)]


def _fields_of(course: Course, discussion: Discussion) -> Iterator[Field]:
    def field(ref: str, label: str, answer: Answer | None) -> Field:
        if answer is None:
            return Field(course, discussion, ref, "answer", label, "", "todo", None)
        return Field(course, discussion, ref, "answer", label, answer.text, answer.state, answer.posted_on)

    for question in discussion.questions:
        if question.answer or not (question.dropped or discussion.answer):
            label = "" if question.placeholder else shown(question.text)
            yield field(question.ref, label, question.answer)
    if discussion.answer or (discussion.known and wants_one_piece(discussion)):
        yield field(discussion.ref, "", discussion.answer)
    for reply in replies(discussion):
        yield Field(course, discussion, reply.ref, "reply", addressed(reply), reply.text, "posted", reply.replied_on)


def written(programs: Sequence[Program]) -> Iterator[tuple[Course, list[Discussion]]]:
    """The courses in which words are kept, each with the discussions that hold them, in course order."""
    for program in programs:
        for course in program.courses:
            if discussions := [one for one in course.discussions if one.words_kept]:
                yield course, discussions


def answers(discussion: Discussion) -> Iterator[Written]:
    """The kept answers in the order of the questions, the one in one piece last."""
    for question in discussion.questions:
        if question.answer:
            yield Written(
                question.ref, "" if question.placeholder else shown(question.text), question.answer, question.dropped
            )
    if discussion.answer:
        yield Written(discussion.ref, "", discussion.answer)


def replies(discussion: Discussion) -> list[PeerReply]:
    """The replies that were given, as evidence: no drafts."""
    return [reply for reply in discussion.peer_replies if reply.given]


def course_heading(course: Course) -> str:
    """`Course 2: Becoming a Leader`, or only `Course 2`."""
    return f"Course {course.number}: {shown(course.title)}" if course.title else f"Course {course.number}"


def heading(discussion: Discussion) -> str:
    """`2.2 Service Leadership`."""
    return f"{discussion.ref} {shown(discussion.title)}".rstrip()


def addressed(reply: PeerReply) -> str:
    """`To oakleaf, 2020-11-03`."""
    return f"To {shown(reply.peer) if reply.peer else 'a peer'}{f', {reply.replied_on}' if reply.replied_on else ''}"


def unanswered(discussion: Discussion) -> list[str]:
    """The references of the questions that nothing kept answers."""
    if discussion.answer:
        return []
    return [question.ref for question in discussion.asked if not question.answer]


def changed_since_posted(programs: Sequence[Program]) -> list[str]:
    """The references of the answers that say something else now than what was posted."""
    return [
        one.ref
        for _, discussions in written(programs)
        for discussion in discussions
        for one in answers(discussion)
        if one.answer.changed_since_posted
    ]
