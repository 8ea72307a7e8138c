"""The document in which all questions of a discussion are answered at once.

A marker is one line with the reference and the question's whole wording. Only those exact lines are ours; everything
else is the person's text.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cups_course.course.model import Discussion
from cups_course.course.wording import fold_space, line_feeds, shown

_HELP = (
    "<!-- cups-course: write below each line like the ones that follow. -->",
    "<!-- Save and close to keep; what is left empty changes nothing.   -->",
)


def as_written(text: str) -> str:
    """The text as it is kept: line ends as `\\n`, blank lines before and after it left out, nothing else changed."""
    lines = line_feeds(text).split("\n")
    written = [number for number, line in enumerate(lines) if line.strip()]
    return "\n".join(lines[written[0] : written[-1] + 1]) if written else ""


@dataclass(frozen=True, slots=True)
class Part:
    """One thing to answer: a question by its id, or (None) the discussion in one piece."""

    question: str | None
    ref: str
    wording: str
    text: str


@dataclass(frozen=True, slots=True)
class Filled:
    """What a person left in a document: the words for each question, and `stray` ones above the first marker.

    `lost` are the references whose marker lines were no longer there.
    """

    texts: Mapping[str | None, str]
    stray: str
    lost: Sequence[str]


class Document:
    """The document for a discussion, and its reader: the two know the same marker lines."""

    def __init__(self, discussion: Discussion) -> None:
        self.parts = _parts(discussion)
        lines = {line for part in self.parts for line in part.text.split("\n")}
        self._markers = {_marker(part, lines): part for part in self.parts}

    @property
    def text(self) -> str:
        """The whole document, as an editor gets it."""
        blocks = [*_HELP, ""]
        for marker, part in self._markers.items():
            blocks += [marker, part.text, ""] if part.text else [marker, "", ""]
        return "\n".join(blocks)

    def line_below(self, question: str, text: str) -> int | None:
        """The number of the line below a question's marker in a document, from 1; None where it has none."""
        lines = text.split("\n")
        return next(
            (
                lines.index(line) + 2
                for line, part in self._markers.items()
                if part.question == question and line in lines
            ),
            None,
        )

    def marks(self, text: str) -> bool:
        """Whether a text has any of the marker lines, so that it is to be read as this document."""
        return any(line in self._markers for line in as_written(text).split("\n"))

    def read(self, text: str) -> Filled:
        """Take a document apart. A marker that stands twice adds to its part; no word is left out."""
        stray: list[str] = []
        found: dict[str | None, list[list[str]]] = {}
        lines = stray
        for line in line_feeds(text).split("\n"):
            if line in _HELP and lines is stray:
                continue
            if line in self._markers:
                lines = []
                found.setdefault(self._markers[line].question, []).append(lines)
            else:
                lines.append(line)
        texts = {
            question: "\n\n".join(filter(None, (as_written("\n".join(piece)) for piece in pieces)))
            for question, pieces in found.items()
        }
        lost = [part.ref for part in self.parts if part.question not in found]
        return Filled(texts, as_written("\n".join(stray)), lost)


def _parts(discussion: Discussion) -> list[Part]:
    parts = [
        Part(question.id, question.ref, question.text, question.answer.text if question.answer else "")
        for question in discussion.questions
        if question.answer or not question.dropped
    ]
    if discussion.answer or not parts:
        whole = discussion.answer.text if discussion.answer else ""
        parts.append(Part(None, discussion.ref, f"{discussion.title}, your answer in one piece", whole))
    return parts


def _marker(part: Part, taken: set[str]) -> str:
    """The marker of a part, told apart from any line that the person has written."""
    label = f"{part.ref} · {shown(fold_space(part.wording))}"
    while f"<!-- {label} -->" in taken:
        label += " ·"
    return f"<!-- {label} -->"
