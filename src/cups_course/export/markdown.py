"""Markdown: headings for courses, discussions and questions; every answer exactly as written below its question."""

from collections.abc import Iterator, Sequence

from cups_course.course.model import Program
from cups_course.export.layout import addressed, answers, course_heading, heading, replies, written


def render(programs: Sequence[Program]) -> str:
    """Each discussion under its heading, its questions with their answers, then the peer replies."""
    return "\n\n".join(_blocks(programs)) + "\n"


def _blocks(programs: Sequence[Program]) -> Iterator[str]:
    for course, discussions in written(programs):
        yield f"# {course_heading(course)}"
        for discussion in discussions:
            yield f"## {heading(discussion)}"
            for one in answers(discussion):
                if one.question:
                    yield f"### {one.question}"
                yield one.answer.text
            if given := replies(discussion):
                yield "### Peer replies"
                for reply in given:
                    yield f"**{addressed(reply)}**"
                    if reply.text:
                        yield reply.text
