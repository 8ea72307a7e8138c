"""What of the kept words goes into an export, where it is not all of them."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from cups_course.course.model import Answer, Discussion, Program


def only_posted(programs: Sequence[Program]) -> list[Program]:
    """Without the answers of which no version was posted, and the questions that nothing else answers."""

    def posted(answer: Answer | None) -> Answer | None:
        return answer if answer and answer.posted else None

    def chosen(discussion: Discussion) -> Discussion:
        questions = [one for one in discussion.questions if posted(one.answer)]
        return replace(discussion, questions=questions, answer=posted(discussion.answer))

    return _each(programs, chosen)


def without_replies(programs: Sequence[Program]) -> list[Program]:
    """Without the replies to peers."""
    return _each(programs, lambda discussion: replace(discussion, peer_replies=[]))


def _each(programs: Sequence[Program], chosen: Callable[[Discussion], Discussion]) -> list[Program]:
    return [
        replace(
            program,
            courses=[
                replace(course, discussions=[chosen(discussion) for discussion in course.discussions])
                for course in program.courses
            ],
        )
        for program in programs
    ]
