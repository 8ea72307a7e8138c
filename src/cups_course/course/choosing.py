"""What of the kept words goes into an export, where it is not all of them."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from cups_course.course.model import Answer, Course, Discussion, Program


def only_posted(programs: Sequence[Program]) -> list[Program]:
    """Without the answers of which no version was posted. The questions that nothing else answers go with them, but for
    those of a course with its form attached, whose fields ask for them."""

    def posted(answer: Answer | None) -> Answer | None:
        return answer if answer and answer.posted else None

    def chosen(discussion: Discussion, course: Course) -> Discussion:
        questions = [replace(one, answer=posted(one.answer)) for one in discussion.questions]
        if not any(form.form for form in course.forms):
            questions = [one for one in questions if one.answer]
        return replace(discussion, questions=questions, answer=posted(discussion.answer))

    return _each(programs, chosen)


def without_replies(programs: Sequence[Program]) -> list[Program]:
    """Without the replies to peers."""
    return _each(programs, lambda discussion, _: replace(discussion, peer_replies=[]))


def _each(programs: Sequence[Program], chosen: Callable[[Discussion, Course], Discussion]) -> list[Program]:
    return [
        replace(
            program,
            courses=[
                replace(course, discussions=[chosen(discussion, course) for discussion in course.discussions])
                for course in program.courses
            ],
        )
        for program in programs
    ]
