"""Plain text and Markdown. Nothing is wrapped, and every answer is exactly as written."""

from collections.abc import Iterator, Sequence

from cups_course.export.layout import Block, export_blocks
from cups_course.form.filling import SentField, post_text
from cups_course.model import Discussion, Program
from cups_course.text import clean

_MARKDOWN_HEADINGS = {"course": "# ", "section": "## ", "answer": "### ", "replies": "### "}


def render_text(programs: Sequence[Program]) -> str:
    """Each heading, the questions below it with their answers, then the peer replies."""
    return "\n\n".join(map(_text_block, export_blocks(programs))) + "\n"


def render_markdown(programs: Sequence[Program]) -> str:
    """Each heading, the questions below it with their answers, then the peer replies."""
    return "\n\n".join(_markdown_blocks(programs)) + "\n"


def text_for_thread(discussion: Discussion) -> str:
    """The post to paste into the thread: the questions and the answers, nothing else."""
    return post_text(discussion) + "\n"


def sent_form(title: str, fields: Sequence[SentField]) -> str:
    """A form as it was sent: each field with its text below it, exactly as it was."""
    blocks = (f"{clean(field.label)}\n{field.text}".removeprefix("\n") for field in fields)
    return "\n\n".join((title, *blocks)) + "\n"


def _text_block(block: Block) -> str:
    text = "\n".join(filter(None, (block.label, block.text)))
    return text.rstrip("\n") if block.kind == "reply" else text


def _markdown_blocks(programs: Sequence[Program]) -> Iterator[str]:
    for block in export_blocks(programs):
        if block.kind == "reply":
            yield f"**{block.label}**"
        elif block.label:
            yield _MARKDOWN_HEADINGS[block.kind] + block.label
        if block.text:
            yield block.text
