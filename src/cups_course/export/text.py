"""Plain text and Markdown. Nothing is wrapped, and every answer is exactly as written."""

from collections.abc import Iterator, Sequence

from cups_course.export.layout import answers_and_replies, course_heading, kept_fields
from cups_course.form.filling import SentField, post_text
from cups_course.model import Discussion, Program
from cups_course.text import clean


def render_text(programs: Sequence[Program]) -> str:
    """Each heading, the questions below it with their answers, then the peer replies."""
    return "\n\n".join(_blocks(programs)) + "\n"


def _blocks(programs: Sequence[Program]) -> Iterator[str]:
    for course, sections in kept_fields(programs):
        yield course_heading(course)
        for section, found in sections:
            if section:
                yield section
            answers, replies = answers_and_replies(found)
            for one in answers:
                yield f"{one.label}\n{one.text}".removeprefix("\n")
            if replies:
                yield "Peer replies"
                for reply in replies:
                    yield f"{reply.label}\n{reply.text}".rstrip("\n")


def text_for_thread(discussion: Discussion) -> str:
    """What to paste as one's post in the thread: the questions and the answers, nothing else."""
    return post_text(discussion) + "\n"


def sent_form(title: str, fields: Sequence[SentField]) -> str:
    """A form as it was sent: each field with its words below it, exactly as they were."""
    blocks = (f"{clean(one.label)}\n{one.text}".removeprefix("\n") for one in fields)
    return "\n\n".join((title, *blocks)) + "\n"


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
