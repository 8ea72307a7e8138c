"""Plain text and Markdown. Nothing is wrapped, and every answer is exactly as written."""

from collections.abc import Iterator, Sequence

from cups_course.export.layout import answers_and_replies, course_heading, kept_fields
from cups_course.form.filling import SentField, post_text
from cups_course.model import Discussion, Program
from cups_course.text import clean


def render_text(programs: Sequence[Program]) -> str:
    """Each heading, the questions below it with their answers, then the peer replies."""
    return "\n\n".join(_text_blocks(programs)) + "\n"


def _text_blocks(programs: Sequence[Program]) -> Iterator[str]:
    for course, sections in kept_fields(programs):
        yield course_heading(course)
        for section, fields in sections:
            if section:
                yield section
            answers, replies = answers_and_replies(fields)
            for answer in answers:
                yield f"{answer.label}\n{answer.text}".removeprefix("\n")
            if replies:
                yield "Peer replies"
                for reply in replies:
                    yield f"{reply.label}\n{reply.text}".rstrip("\n")


def text_for_thread(discussion: Discussion) -> str:
    """The post to paste into the thread: the questions and the answers, nothing else."""
    return post_text(discussion) + "\n"


def sent_form(title: str, fields: Sequence[SentField]) -> str:
    """A form as it was sent: each field with its text below it, exactly as it was."""
    blocks = (f"{clean(field.label)}\n{field.text}".removeprefix("\n") for field in fields)
    return "\n\n".join((title, *blocks)) + "\n"


def render_markdown(programs: Sequence[Program]) -> str:
    """Each heading, the questions below it with their answers, then the peer replies."""
    return "\n\n".join(_markdown_blocks(programs)) + "\n"


def _markdown_blocks(programs: Sequence[Program]) -> Iterator[str]:
    for course, sections in kept_fields(programs):
        yield f"# {course_heading(course)}"
        for section, fields in sections:
            if section:
                yield f"## {section}"
            answers, replies = answers_and_replies(fields)
            for answer in answers:
                if answer.label:
                    yield f"### {answer.label}"
                yield answer.text
            if replies:
                yield "### Peer replies"
                for reply in replies:
                    yield f"**{reply.label}**"
                    if reply.text:
                        yield reply.text
