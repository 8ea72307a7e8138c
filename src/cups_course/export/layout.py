"""What goes into an export and in what order, the same for every format."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cups_course.course.model import Answer, Course, Discussion, PeerReply, Program
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
