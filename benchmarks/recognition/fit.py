"""Fits the weights by which answers are told from replies, on the made-up threads of the tuning voices alone.

python benchmarks/recognition/fit.py > src/cups_course/threads/weights.py
python benchmarks/recognition/fit.py --leave-out     how each voice is read with weights fitted on the others

A logistic regression for each of the three readings (`structure.read`), in plain Python: few weights, many threads.
"""

import argparse
import math
import random
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from recognition.copies import copies
from recognition.gold import gold
from recognition.making import make
from recognition.shapes import SHAPES
from recognition.voices import voices

from cups_course.threads.containers import Source
from cups_course.threads.evidence import Evidence
from cups_course.threads.reading import take_apart
from cups_course.threads.structure import Reading, Search, Stated, as_chosen, stated_of
from cups_course.threads.weighing import Amounts, Weights

FIRST_SEED, THREADS = 10_000, 400
"""Other threads than those of the benchmark's table and of the tests."""
RIDGE = 4.0
"""Holds weights back that few posts ask for."""
EXPECTED = {
    "0 words": -5.0,  # nobody posts an empty answer: the pictures and buttons of a reply are lost in copying
    "by the opener": -3.0,  # who teaches encourages
    "another is the answer of its author": -3.0,  # people answer once
    "answers the opener, as every answer does": 3.0,  # the forum puts the name there
    "names the author of the answer above": -3.0,
    "replies are counted under it": 4.0,  # the forum counts them
    "counted as a reply to the answer above": -4.0,
    "below all counted replies": 3.0,
}
"""What weights are held to where made-up posts say little of them; all others are held to 0."""
STEPS = 8

Row = tuple[Amounts, bool]


@dataclass
class Example:
    """A thread as the reader sees it, and its right reading."""

    voice: str
    shape: str
    evidence: Evidence
    stated: Stated
    answers: list[bool]
    parents: list[int | None]


def examples(seeds: Iterable[int]) -> Iterator[Example]:
    """The text copies of the tuning voices with these seeds, as far as their posts were found.

    Every fourth is short, every fourth without dates: what holds for both holds for people.
    """
    shapes = [shape for shape in SHAPES if shape.container == "text"]
    for seed in seeds:
        shape = shapes[seed % len(shapes)]
        turn = seed // len(shapes) % 4
        if turn == 1:
            shape = replace(shape, posts=(3, 12))
        thread = make("tuning", shape, seed)
        voice = random.Random(f"tuning {shape.name} {seed}").choice(voices("tuning")).key
        (saved,) = copies(thread, shape, seed)
        copy = take_apart(Source("made up", saved.data), saved.saved_on)
        right = gold(thread, shape)
        posts = right["posts"]
        if len(posts) == len(copy.posts):
            shown = [replace(post, dated=None) for post in copy.posts] if turn == 2 else copy.posts
            stated = stated_of(shown, copy.opening)
            evidence = Evidence(shown, right["questions"], copy.opening.author, stated.kinds)
            parents = [None if post["parent"] is None else post["parent"] - 1 for post in posts]
            answers = [post["kind"] == "answer" for post in posts]
            yield Example(voice, shape.name, evidence, stated, answers, parents)


def fitted(training: Sequence[Example]) -> tuple[Weights, Weights, Weights]:
    """The three tables of `weights`."""
    for one in training:
        one.evidence.learn(None)
    alone = fit([row for one in training for row in rows(one, with_place=False)])
    for one in training:
        one.evidence.learn([alone.of(one.evidence.alone(at)) for at in range(len(one.answers))])
    first = fit([row for one in training for row in rows(one, with_place=True)])
    for one in training:
        one.evidence.learn(as_chosen(Search(one.evidence, one.stated, first).best()))
    return alone, first, fit([row for one in training for row in rows(one, with_place=True)])


def rows(one: Example, *, with_place: bool) -> Iterator[Row]:
    """What each post tells whose kind is open, with all posts above it read rightly."""
    head = newest = None
    for at, is_answer in enumerate(one.answers):
        if at and at not in one.evidence.known:
            amounts = dict(one.evidence.alone(at))
            if with_place:
                amounts |= one.evidence.since(at, newest)
                if head is not None:
                    amounts |= one.evidence.below(at, head)
            yield amounts, is_answer
        if is_answer:
            head = at
            newest = at if one.evidence.order.times[at] is not None else newest


def fit(held: Sequence[Row]) -> Weights:
    """The weights that make the rows likeliest, by Newton's method, without the share of answers among them."""
    names = sorted({name for amounts, _ in held for name in amounts})
    place = {name: at for at, name in enumerate(names, 1)}
    expected = [0.0, *(EXPECTED.get(name, 0.0) for name in names)]
    table = [([0, *map(place.__getitem__, amounts)], [1.0, *amounts.values()], answer) for amounts, answer in held]
    weights = list(expected)
    for _ in range(STEPS):
        slope = [RIDGE * (wanted - weight) for wanted, weight in zip(expected, weights, strict=True)]
        bend = [[0.0] * len(weights) for _ in weights]
        for at, much, answer in table:
            odds = sum(weights[k] * x for k, x in zip(at, much, strict=True))
            likely = 1 / (1 + math.exp(-max(-30.0, min(30.0, odds))))
            rest, spread = answer - likely, likely * (1 - likely)
            for k, x in zip(at, much, strict=True):
                slope[k] += rest * x
                line, part = bend[k], spread * x
                for other, y in zip(at, much, strict=True):
                    line[other] += part * y
        for k, line in enumerate(bend):
            line[k] += RIDGE
        weights = [weight + step for weight, step in zip(weights, solved(bend, slope), strict=True)]
    answers = sum(answer for _, answer in held)
    usual = weights[0] - math.log(answers / (len(held) - answers))
    worth = {name: round(weights[at], 2) for name, at in place.items()}
    return Weights(round(usual, 2), {name: weight for name, weight in worth.items() if weight})


def solved(matrix: list[list[float]], wanted: list[float]) -> list[float]:
    """The solution of a system of equations (symmetric, positive), by elimination."""
    lines = [[*line, right] for line, right in zip(matrix, wanted, strict=True)]
    for at, line in enumerate(lines):
        for below in lines[at + 1 :]:
            if factor := below[at] / line[at]:
                below[at:] = [x - factor * y for x, y in zip(below[at:], line[at:], strict=True)]
    found = [0.0] * len(lines)
    for at in reversed(range(len(lines))):
        known = sum(lines[at][k] * found[k] for k in range(at + 1, len(lines)))
        found[at] = (lines[at][-1] - known) / lines[at][at]
    return found


@dataclass
class Score:
    """How many posts were read, and how many of them rightly."""

    posts: int = 0
    kinds: int = 0
    parents: int = 0

    def add(self, one: Example, reading: Reading) -> None:
        """One more thread."""
        parent: int | None = None
        for at, is_answer in enumerate(one.answers):
            if at in reading.heads:
                parent = at if reading.heads[at] else None
            right = (parent == at) == is_answer
            self.posts += 1
            self.kinds += right
            self.parents += right and (None if parent == at else parent) == one.parents[at]

    def __str__(self) -> str:
        return f"{self.posts:6} posts, kind {self.kinds / self.posts:.4f}, parent {self.parents / self.posts:.4f}"


def score(tables: tuple[Weights, Weights, Weights], tested: Sequence[Example], by_shape: dict[str, Score]) -> Score:
    """How well the threads are read with these weights."""
    alone, first, again = tables
    total = Score()
    for one in tested:
        one.evidence.learn(None)
        one.evidence.learn([alone.of(one.evidence.alone(at)) for at in range(len(one.answers))])
        one.evidence.learn(as_chosen(Search(one.evidence, one.stated, first).best()))
        reading = Search(one.evidence, one.stated, again).best()
        total.add(one, reading)
        by_shape.setdefault(one.shape, Score()).add(one, reading)
    return total


def main() -> None:
    """Prints the file of weights, or how they do on a voice that they do not know."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--leave-out", action="store_true", help="fit without each voice in turn, and read that")
    parser.add_argument("--threads", type=int, default=THREADS, metavar="N", help=f"how many threads ({THREADS})")
    chosen = parser.parse_args()
    known = list(examples(range(FIRST_SEED, FIRST_SEED + chosen.threads)))
    by_shape: dict[str, Score] = {}
    if chosen.leave_out:
        for voice in sorted({one.voice for one in known}):
            tables = fitted([one for one in known if one.voice != voice])
            print(f"{voice:22}", score(tables, [one for one in known if one.voice == voice], by_shape), flush=True)
    else:
        tables = fitted(known)
        print("\n".join(file_of(tables, score(tables, known, by_shape))), end="")
        return
    for shape, of_shape in sorted(by_shape.items()):
        print(f"{shape:22}", of_shape)
    for name, some in (("all", by_shape), ("but authorless", {k: v for k, v in by_shape.items() if k != "authorless"})):
        sums = (sum(getattr(one, part) for one in some.values()) for part in ("posts", "kinds", "parents"))
        print(f"{name:22}", Score(*sums))


def file_of(tables: tuple[Weights, Weights, Weights], read: Score) -> Iterator[str]:
    """The lines of `weights`."""
    yield '"""What pieces of evidence are worth, for each of the readings of `structure`, fitted on made-up threads.'
    yield ""
    yield "Made by benchmarks/recognition/fit.py, never by hand. Of the posts of the threads on which they were fitted"
    kinds, parents = read.kinds / read.posts, read.parents / read.posts
    yield f"these weights read {kinds:.1%} with the right kind, {parents:.1%} with the right parent as well."
    yield '"""'
    yield ""
    yield "from cups_course.threads.weighing import Weights"
    for name, weights in zip(("ALONE", "READ", "READ_AGAIN"), tables, strict=True):
        yield ""
        yield f"{name} = Weights("
        yield f"    {weights.usual},"
        yield "    {"
        yield from (f'        "{piece}": {worth},' for piece, worth in weights.worth.items())
        yield "    },"
        yield ")"
    yield ""


if __name__ == "__main__":
    main()
