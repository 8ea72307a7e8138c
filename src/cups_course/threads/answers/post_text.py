"""The text of an answer post, its lines, and the marks that open answers in it."""

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import NamedTuple


class PostLine(NamedTuple):
    """A line that holds something, and where in the text it begins."""

    at: int
    text: str
    below: tuple[str, ...] = ()
    """The next two lines that hold anything."""


class PostText:
    """A text and those of its lines that hold anything."""

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def lines(self) -> list[PostLine]:
        """The lines that hold anything, in their order."""
        lines: list[PostLine] = []
        end = len(self.text)
        below: tuple[str, ...] = ()
        for line in reversed(self.text.split("\n")):
            if line and not line.isspace():
                lines.append(PostLine(end - len(line), line, below))
                below = (line, *below[:1])
            end -= len(line) + 1
        return lines[::-1]


class Mark(NamedTuple):
    """What opens the answer to the questions `numbers` stands from `at` to `end` in the text."""

    at: int
    end: int
    numbers: tuple[int, ...]


def spans(marks: Sequence[Mark], text: str) -> Iterator[tuple[Mark, int]]:
    """Each mark, and where its answer ends."""
    for place, mark in enumerate(marks, 1):
        yield mark, marks[place].at if place < len(marks) else len(text)


def ends_line(text: str, at: int) -> bool:
    """Whether nothing stands behind a place in its line."""
    return not text[at:].partition("\n")[0].strip()
