"""The document in which a person answers all questions of a discussion at once.

Above each answer is a marker: one line with the question's reference and whole wording. Only these exact lines are
ours, and a line that is clearly a changed marker. Everything else is the person's text.
"""

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from cups_course.model import Course, Discussion
from cups_course.text import as_written, clean, fold, fold_space, line_feeds

_HELP = (
    "<!-- cups-course: write each answer below its line, or empty it to clear it. -->",
    "<!-- Save and close when you are done.                                       -->",
)
_END = "<!-- end -->"
_ANY_END = re.compile(r"<!-- end(?: ·)* -->")
_MOST_CHANGED = 1_000
"""Lines that may be changed markers. Where there are more, none is: a document has a marker for each question."""
_ANY_MARKER = re.compile(r"<!-- [\w./-]+ · .* -->")


@dataclass(frozen=True, slots=True)
class AnswerSlot:
    """One thing to answer: a question by its id, or the discussion in one piece (None)."""

    question: str | None
    ref: str
    wording: str
    text: str


@dataclass(frozen=True, slots=True)
class FilledDocument:
    """What a person wrote in a document: the words for each question, and `stray` words that belong to none.

    Stray words are those above the first marker, in a marker's line, or below the marker of a question that was dropped
    since. `lost` are the references whose markers are missing, `emptied` the questions with nothing below their
    unchanged markers. A document is `whole` if it has its last line and some words: then nothing of it was cut off.
    """

    texts: Mapping[str | None, str]
    stray: str
    lost: Sequence[str]
    emptied: Sequence[str | None] = ()
    whole: bool = False


@dataclass(frozen=True, slots=True)
class AnswerParts:
    """What a text says: the words for questions by their ids (None: one answer for all questions), `note` with what
    belongs to none, and `replies` with the peers they are to. `is_whole`: it has words for every question."""

    texts: Mapping[str | None, str]
    note: str = ""
    replies: Sequence[tuple[str, str]] = ()
    is_whole: bool = False

    def new_note(self, subject: Discussion | Course) -> str:
        """The note; "" if it is one on the discussion or course already."""
        return "" if self.note in {note.text for note in subject.notes} else self.note


class AnswerDocument:
    """Writes and reads the document for a discussion."""

    def __init__(self, discussion: Discussion) -> None:
        self._ref = discussion.ref  # which begins those of its questions
        self.slots = _answer_slots(discussion)
        self._answered = {line for slot in self.slots for line in slot.text.split("\n")}
        self._markers = {_marker(slot, self._answered): slot for slot in self.slots}
        self._notes = {note.text for note in discussion.notes}
        self._end = _unlike(_END, self._answered)

    @property
    def text(self) -> str:
        """The whole document with the answers so far, for the editor."""
        lines = [*_HELP, ""]
        for marker, slot in self._markers.items():
            lines += [marker, slot.text, ""]
        return "\n".join([*lines, self._end, ""])

    def line_below(self, question: str, text: str) -> int | None:
        """The number, from 1, of the line below a question's marker in a document; None if it has no marker."""
        lines = text.split("\n")
        markers = (marker for marker, slot in self._markers.items() if slot.question == question and marker in lines)
        return next((lines.index(marker) + 2 for marker in markers), None)

    def marks(self, text: str) -> bool:
        """Whether a text has any of the markers and so should be read as this document."""
        return any(line in self._markers for line in as_written(text).split("\n"))

    def says_more(self, text: str, opened: str = "") -> bool:
        """Whether a document holds words that are not kept already."""
        filled = self.read(text, opened)
        kept = {slot.question: slot.text for slot in self.slots}
        has_new_answer = any(words and words != kept.get(question) for question, words in filled.texts.items())
        return has_new_answer or bool(self.new_note(filled))

    def new_note(self, filled: FilledDocument) -> str:
        """The words that belong to no question; "" if they are a note on the discussion already."""
        return "" if filled.stray in self._notes else filled.stray

    def read(self, text: str, opened: str = "") -> FilledDocument:
        """Split a document into answers. Words below a repeated marker are added to its answer; no word is lost.

        `opened` is the document that the person started from, if it was another one: they wrote none of its lines.
        """
        lines = line_feeds(text).split("\n")
        changed = self._changed_markers(lines)
        ours = set(opened.split("\n"))
        last = opened.rstrip("\n").rpartition("\n")[2]
        ending = last if _ANY_END.fullmatch(last) else self._end
        end = max((number for number, line in enumerate(lines) if line == ending), default=None)
        if end is None and lines[-1] and ending.startswith(lines[-1]):
            lines.pop()  # what is left of it where the document was cut off
        stray: list[str] = []
        answers: dict[str | None, list[list[str]]] = {}
        dropped: list[list[str]] = []
        current = stray  # where the next line belongs
        for number, line in enumerate(lines):
            if number == end:
                continue
            if line in _HELP and (current is stray or line not in self._answered):
                continue
            marker = line if line in self._markers else changed.get(number)
            if marker is None:
                if line in ours and _ANY_MARKER.fullmatch(line) and line not in self._answered:
                    current = []  # of a question that was dropped since
                    dropped.append(current)
                current.append(line)
                continue
            before, whole, after = line.partition(marker)
            if whole:
                if _words(before):  # typed on the marker's line
                    current.append(before)
            elif line not in ours and Counter(_words(line)) - Counter(_words(marker)):
                stray.append(line)
            current = [after.strip()] if _words(after) else []
            answers.setdefault(self._markers[marker].question, []).append(current)
        texts = {
            question: "\n\n".join(filter(None, (as_written("\n".join(piece)) for piece in pieces)))
            for question, pieces in answers.items()
        }
        stray += [line for piece in dropped if any(line.strip() for line in piece[1:]) for line in piece]
        lost = [slot.ref for slot in self.slots if slot.question not in answers]
        unchanged = {slot.question for marker, slot in self._markers.items() if marker in lines}
        emptied = [question for question, words in texts.items() if not words and question in unchanged]
        note = as_written("\n".join(stray))
        return FilledDocument(texts, note, lost, emptied, end is not None and any((note, *texts.values())))

    def _changed_markers(self, lines: Sequence[str]) -> dict[int, str]:
        """The missing markers that exactly one line may have been, by the number of that line."""
        present = set(lines)
        candidates: dict[int, list[str]] = {}
        possible = [
            (number, line)
            for number, line in enumerate(lines)
            if (line.rstrip().endswith("-->") or self._ref in line) and line not in self._answered
        ]
        if len(possible) > _MOST_CHANGED:
            return {}
        for marker, slot in self._markers.items():
            if marker in present:
                continue
            is_like = _likeness(marker, slot)
            numbers = [number for number, line in possible if is_like(line)]
            if len(numbers) == 1:
                candidates.setdefault(numbers[0], []).append(marker)
        return {number: markers[0] for number, markers in candidates.items() if len(markers) == 1}


def _answer_slots(discussion: Discussion) -> list[AnswerSlot]:
    slots = [
        AnswerSlot(question.id, question.ref, question.text, question.answer.text if question.answer else "")
        for question in discussion.questions
        if question.answer or not question.dropped
    ]
    if discussion.answer or not slots:
        whole = discussion.answer.text if discussion.answer else ""
        slots.append(
            AnswerSlot(None, discussion.ref, f"{discussion.title}, your answer to the whole discussion", whole)
        )
    return slots


def _marker(slot: AnswerSlot, answered: set[str]) -> str:
    """The marker of a slot."""
    return _unlike(f"<!-- {slot.ref} · {clean(fold_space(slot.wording))} -->", answered)


def _unlike(line: str, answered: set[str]) -> str:
    """A line of ours, different from every line that the person wrote in an answer."""
    while line in answered:
        line = f"{line.removesuffix(' -->')} · -->"
    return line


def _likeness(marker: str, slot: AnswerSlot) -> Callable[[str], bool]:
    """A test for lines that may be this marker, changed by the person."""
    ref = re.escape(slot.ref)
    begins = re.compile(rf"\s*<!-+ ?{ref}(?![\w.]*\w)")
    names = re.compile(rf"(?<![\w./]){ref}(?![\w.]*\w)")
    label, words = _label(marker), _words(marker)

    def is_like(line: str) -> bool:
        if marker in line or begins.match(line):
            return True
        ends = line.rstrip().endswith("-->")
        # If its discussion has moved since, its numbers changed but not its wording.
        return (ends and (_label(line) == label or bool(names.search(line)))) or (
            slot.ref in line and _words(line) == words
        )

    return is_like


def _label(marker: str) -> str:
    """The part of a marker after its reference."""
    return marker.partition(" · ")[2]


def _words(line: str) -> list[str]:
    """The words of a line, folded, without the signs of a marker."""
    return [word for one in fold(line).split() if (word := one.strip("<!->·"))]
