"""Plain text: for a form, and for the thread itself. Nothing is wrapped, and every answer is exactly as written."""

from collections.abc import Iterator, Sequence

from cups_course.course.model import Discussion, Program
from cups_course.export.layout import addressed, answers, course_heading, heading, replies, written


def render(programs: Sequence[Program]) -> str:
    """Each discussion's title, its questions with their answers, then the peer replies."""
    return "\n\n".join(_blocks(programs)) + "\n"


def _blocks(programs: Sequence[Program]) -> Iterator[str]:
    for course, discussions in written(programs):
        yield course_heading(course)
        for discussion in discussions:
            yield heading(discussion)
            for one in answers(discussion):
                yield f"{one.question}\n{one.answer.text}".removeprefix("\n")
            if given := replies(discussion):
                yield "Peer replies"
                for reply in given:
                    yield f"{addressed(reply)}\n{reply.text}".rstrip("\n")


def for_thread(discussion: Discussion) -> str:
    """What to paste as one's post in the thread: the questions and the answers, nothing else."""
    blocks = (
        f"{one.question}\n\n{one.answer.text}".removeprefix("\n\n") for one in answers(discussion) if not one.dropped
    )
    return "\n\n".join(blocks) + "\n"
