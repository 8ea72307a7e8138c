"""A Word document: headings for courses, discussions and questions, every answer below its question."""

import re
from collections.abc import Sequence
from io import BytesIO
from typing import TYPE_CHECKING

from cups_course.export.layout import export_blocks
from cups_course.model import Program

if TYPE_CHECKING:
    from docx.document import Document

NOT_IN_XML = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]")
"""Characters that no XML document can hold (XML 1.0, 2.2)."""
_STYLES = {"course": "Heading 1", "section": "Heading 2", "answer": "Heading 3", "replies": "Heading 3"}


def render_word(programs: Sequence[Program]) -> bytes:
    """Each heading, the questions below it with their answers, then the peer replies.

    An answer is one paragraph with its own line breaks, without the characters of NOT_IN_XML.
    """
    import docx  # 0.2 s, which no other format should pay

    document = docx.Document()
    document.core_properties.author = document.core_properties.comments = ""  # the template names its own
    body = _Body(document)
    for block in export_blocks(programs):
        if block.label:
            body.add(block.label, _STYLES.get(block.kind, "Normal"), bold=block.kind == "reply")
        if block.text:
            body.add(block.text)
    file = BytesIO()
    document.save(file)
    return file.getvalue()


class _Body:
    """Adds paragraphs to a document.

    The library's own way searches for the end of the document and the style each time, which takes minutes for
    thousands of paragraphs.
    """

    def __init__(self, document: "Document") -> None:
        self._end = document.element.body.sectPr
        self._styles = {style.name: style.style_id for style in document.styles if style.name}

    def add(self, text: str, style: str = "Normal", *, bold: bool = False) -> None:
        from docx.oxml import OxmlElement
        from docx.oxml.text.paragraph import CT_P

        paragraph = OxmlElement("w:p")
        assert isinstance(paragraph, CT_P)
        paragraph.style = self._styles[style]
        run = paragraph.add_r()
        run.text = NOT_IN_XML.sub("", text)
        if bold:
            run.get_or_add_rPr().get_or_add_b()
        self._end.addprevious(paragraph)
