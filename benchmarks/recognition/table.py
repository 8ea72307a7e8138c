"""Measures the reader over many made-up threads and lays the figures out."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from recognition.compare import PARTS, Score, compare, failed
from recognition.copies import copies
from recognition.gold import Reading, gold
from recognition.making import make
from recognition.plain_rule import plain_rule
from recognition.reading import Copy, read
from recognition.shapes import SHAPES, Shape
from recognition.voices import VoiceSet


@dataclass(frozen=True)
class Case:
    """A made-up copy with its gold reading and the reader's score."""

    seed: int
    shape: Shape
    copies: tuple[Copy, ...]
    gold: Reading
    score: Score


@dataclass
class Row:
    """One line of the table: a shape, its threads and posts, its score and that of the plain rule."""

    name: str
    threads: int = 0
    unread: int = 0
    score: Score = field(default_factory=Score)
    plain: Score = field(default_factory=Score)

    def add(self, case: Case) -> None:
        """One more thread."""
        self.threads += 1
        self.unread += any(mistake.startswith("not read") for mistake in case.score.mistakes)
        self.score.add(case.score)
        posts = case.gold["posts"]
        for (kind, parent), post in zip(plain_rule(posts), posts, strict=True):
            self.plain.count("kind", kind == post["kind"], "")
            self.plain.count("parent", parent == post["parent"], "")
        self.plain.mistakes.clear()


def measure(which: VoiceSet, shape: Shape, seed: int) -> Case:
    """Makes the thread of this seed, has its copies read and compares."""
    thread = make(which, shape, seed)
    saved, wanted = copies(thread, shape, seed), gold(thread, shape)
    try:
        score = compare(wanted, read(saved, thread.me))
    except Exception as error:  # noqa: BLE001 - whatever stops the reader is a row that fails, not a table that ends
        score = failed(wanted, error)
    return Case(seed, shape, saved, wanted, score)


def shape_of(seed: int, name: str | None) -> Shape:
    """The shape of this name; without one, every seed has its shape."""
    if name is None:
        return SHAPES[seed % len(SHAPES)]
    return next(shape for shape in SHAPES if shape.name == name)


def table(cases: Iterable[Case]) -> Iterator[str]:
    """The lines of the table: a row a shape, then all, then the text copies against the plain rule."""
    rows: dict[str, Row] = {}
    everything, texts = Row("all"), Row("text copies")
    for case in cases:
        into = [rows.setdefault(case.shape.name, Row(case.shape.name)), everything]
        for row in [*into, texts] if case.shape.container == "text" else into:
            row.add(case)
    yield "".join(
        [" " * 16, f"{'threads':>8}{'posts':>7}", *(f"{head:>{wide}}" for head, wide in _COLUMNS), "  plain rule"]
    )
    for row in sorted(rows.values(), key=lambda row: [shape.name for shape in SHAPES].index(row.name)):
        yield _line(row)
    yield _line(texts)
    yield _line(everything)


_COLUMNS = tuple((part, max(8, len(part) + 2)) for part in PARTS)


def _line(row: Row) -> str:
    shares = "".join(f"{_share(row.score, part):>{wide}}" for part, wide in _COLUMNS)
    plain = " ".join(_share(row.plain, part) for part in ("kind", "parent"))
    unread = f"  not read: {row.unread}" if row.unread else ""
    return f"{row.name:16}{row.threads:8}{row.plain.all['kind']:7}{shares}  {plain}{unread}"


def _share(score: Score, part: str) -> str:
    """A share that says 1 only where everything was right."""
    share = score.share(part)
    if share is None:
        return "-"
    return "1" if share == 1 else f"{min(share, 0.9999):.4f}" if share > 0.999 else f"{share:.3f}"
