"""What a part of the run found: lines for the table, figures for the end, and faults, each with how to see it again."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Literal, NamedTuple, get_args

Loss = Literal[
    "word lost",
    "store damaged",
    "wrong word shown",
    "half done",
    "stuck",
    "wrong backup",
    "said badly",
    "too slow",
    "not forgotten",
]
Kind = Loss | Literal["less shown"]
LOSSES: tuple[Loss, ...] = get_args(Loss)
"""Faults for which the whole run fails."""


class Fault(NamedTuple):
    """What is not as it should be."""

    kind: Kind
    what: str


@dataclass
class Findings:
    """What one part, or one try of it, came to. `counts` are added up over the parts."""

    lines: list[str] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)

    def fault(self, kind: Kind, what: str) -> None:
        """Something is wrong."""
        self.faults.append(Fault(kind, what))

    def add(self, other: "Findings") -> None:
        """Count in what another found."""
        self.lines += other.lines
        self.faults += other.faults
        self.counts += other.counts


def table(*rows: Iterable[object]) -> list[str]:
    """The lines of a table whose first row is its head; its first column is words, the others are figures."""
    cells = [[str(cell) for cell in row] for row in rows]
    widths = [max(len(row[column]) for row in cells) for column in range(len(cells[0]))]
    rule = ["-" * widths[0], *(f"{'-' * (width - 1)}:" for width in widths[1:])]
    return [f"| {' | '.join(_padded(row, widths))} |" for row in (cells[0], rule, *cells[1:])]


def _padded(row: Iterable[str], widths: Iterable[int]) -> Iterator[str]:
    for column, (text, width) in enumerate(zip(row, widths, strict=True)):
        yield f"{text:>{width}}" if column else f"{text:<{width}}"
