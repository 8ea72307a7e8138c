"""The document in which all questions of a discussion are answered at once.

A marker is one line with the reference and the question's whole wording. Those exact lines are ours, and so is the one
line that is plainly what became of one; everything else is the person's text.
"""

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from cups_course.model import Discussion
from cups_course.text import as_written, clean, fold, fold_space, line_feeds

_HELP = (
    "<!-- cups-course: write below each line like the ones that follow. -->",
    "<!-- Save and close to keep; what is left empty changes nothing.   -->",
)
_A_MARKER = re.compile(r"<!-- [\w./-]+ · .* -->")


@dataclass(frozen=True, slots=True)
class AnswerSlot:
    """One thing to answer: a question by its id, or (None) the discussion in one piece."""

    question: str | None
    ref: str
    wording: str
    text: str


@dataclass(frozen=True, slots=True)
class FilledDocument:
    """What a person left in a document: the words for each question, and `stray` ones that belong to none.

    Stray is what stands above the first marker, what was written into a marker's own line, and what was written for a
    question that was dropped since. `lost` are the references whose marker lines were no longer there.
    """

    texts: Mapping[str | None, str]
    stray: str
    lost: Sequence[str]


class AnswerDocument:
    """The document for a discussion, and its reader: the two know the same marker lines."""

    def __init__(self, discussion: Discussion) -> None:
        self.parts = _parts(discussion)
        self._answered = {line for part in self.parts for line in part.text.split("\n")}
        self._markers = {_marker(part, self._answered): part for part in self.parts}
        self._noted = {note.text for note in discussion.notes}

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

    def says_more(self, text: str, opened: str = "") -> bool:
        """Whether a document holds words that are not the ones kept now."""
        filled = self.read(text, opened)
        kept = {part.question: part.text for part in self.parts}
        return any(words and words != kept.get(question) for question, words in filled.texts.items()) or bool(
            self.new_note(filled)
        )

    def new_note(self, filled: FilledDocument) -> str:
        """The words that belong to no question; "" where they are a note on the discussion already."""
        return "" if filled.stray in self._noted else filled.stray

    def read(self, text: str, opened: str = "") -> FilledDocument:
        """Take a document apart. A marker that stands twice adds to its part; no word is left out.

        `opened` is the document as it was handed out, where that was another one: no line of it is a person's doing.
        """
        lines = line_feeds(text).split("\n")
        changed = self._changed_markers(lines)
        ours = set(opened.split("\n"))
        stray: list[str] = []
        found: dict[str | None, list[list[str]]] = {}
        gone: list[list[str]] = []
        within = stray
        for number, line in enumerate(lines):
            if line in _HELP and (within is stray or line not in self._answered):
                continue
            marker = line if line in self._markers else changed.get(number)
            if marker is None:
                if line in ours and _A_MARKER.fullmatch(line) and line not in self._answered:
                    within = []  # of a question that was dropped since
                    gone.append(within)
                within.append(line)
                continue
            before, whole, after = line.partition(marker)
            if whole:
                if _words(before):  # typed on the marker's line
                    within.append(before)
            elif line not in ours and Counter(_words(line)) - Counter(_words(marker)):
                stray.append(line)
            within = [after.strip()] if _words(after) else []
            found.setdefault(self._markers[marker].question, []).append(within)
        texts = {
            question: "\n\n".join(filter(None, (as_written("\n".join(piece)) for piece in pieces)))
            for question, pieces in found.items()
        }
        stray += [line for piece in gone if any(line.strip() for line in piece[1:]) for line in piece]
        lost = [part.ref for part in self.parts if part.question not in found]
        return FilledDocument(texts, as_written("\n".join(stray)), lost)

    def _changed_markers(self, lines: Sequence[str]) -> dict[int, str]:
        """The lines, by number, that a marker has become: certain where it is gone and one line alone names it."""
        there = set(lines)
        named: dict[int, list[str]] = {}
        for marker, part in self._markers.items():
            if marker in there:
                continue
            like = _likeness(marker, part)
            numbers = [number for number, line in enumerate(lines) if line not in self._answered and like(line)]
            if len(numbers) == 1:
                named.setdefault(numbers[0], []).append(marker)
        return {number: markers[0] for number, markers in named.items() if len(markers) == 1}


def _parts(discussion: Discussion) -> list[AnswerSlot]:
    parts = [
        AnswerSlot(question.id, question.ref, question.text, question.answer.text if question.answer else "")
        for question in discussion.questions
        if question.answer or not question.dropped
    ]
    if discussion.answer or not parts:
        whole = discussion.answer.text if discussion.answer else ""
        parts.append(AnswerSlot(None, discussion.ref, f"{discussion.title}, your answer in one piece", whole))
    return parts


def _marker(part: AnswerSlot, taken: set[str]) -> str:
    """The marker of a part, told apart from any line that the person has written."""
    label = f"{part.ref} · {clean(fold_space(part.wording))}"
    while f"<!-- {label} -->" in taken:
        label += " ·"
    return f"<!-- {label} -->"


def _likeness(marker: str, part: AnswerSlot) -> Callable[[str], bool]:
    """What tells whether a line may be what somebody has made of this marker."""
    ref = re.escape(part.ref)
    begins = re.compile(rf"\s*<!-+ ?{ref}(?![\w.]*\w)")
    names = re.compile(rf"(?<![\w./]){ref}(?![\w.]*\w)")
    label, words = _label(marker), _words(marker)

    def like(line: str) -> bool:
        if marker in line or begins.match(line):
            return True
        ends = line.rstrip().endswith("-->")
        # Its discussion may have moved since, and its numbers with it: the wording is the same then.
        return (ends and (_label(line) == label or bool(names.search(line)))) or (
            part.ref in line and _words(line) == words
        )

    return like


def _label(marker: str) -> str:
    """What a marker says behind its reference."""
    return marker.partition(" · ")[2]


def _words(line: str) -> list[str]:
    """The words of a line without the signs that make a marker."""
    return [word for one in fold(line).split() if (word := one.strip("<!->·"))]
