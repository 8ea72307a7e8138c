"""Markdown: headings for courses, discussions and questions; every answer exactly as written below its question."""

from collections.abc import Iterator, Sequence

from cups_course.course.model import Program
from cups_course.export.layout import answers_and_replies, course_heading, kept_fields


def render_markdown(programs: Sequence[Program]) -> str:
    """Each heading, the questions below it with their answers, then the peer replies."""
    return "\n\n".join(_markdown_blocks(programs)) + "\n"


def _markdown_blocks(programs: Sequence[Program]) -> Iterator[str]:
    for course, sections in kept_fields(programs):
        yield f"# {course_heading(course)}"
        for section, found in sections:
            if section:
                yield f"## {section}"
            answers, replies = answers_and_replies(found)
            for one in answers:
                if one.label:
                    yield f"### {one.label}"
                yield one.text
            if replies:
                yield "### Peer replies"
                for reply in replies:
                    yield f"**{reply.label}**"
                    if reply.text:
                        yield reply.text
