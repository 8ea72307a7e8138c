"""Fits the weights by which answers are told from replies, on the made-up threads of the tuning voices alone.

python benchmarks/recognition/fit.py > src/cups_course/reader/weights.py
python benchmarks/recognition/fit.py --leave-out     how each voice is read with weights fitted on the others

In plain Python: few weights, many threads. What posts tell one by one is fitted by a logistic regression. From its
weights on, whole threads teach: wherever a thread is read wrongly, what its right reading has more of gains weight, and
what the wrong one has more of loses it (a structured perceptron: Collins 2002, with margins as Taskar and others 2003).
"""

import argparse
import math
import random
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from recognition.copies import copies
from recognition.gold import gold
from recognition.making import make
from recognition.shapes import SHAPES
from recognition.voices import voices

from cups_course.reader.evidence import Evidence
from cups_course.reader.features import Amounts, Feature, Weights
from cups_course.reader.reading import parse_source
from cups_course.reader.structure import (
    FIRST_POST,
    Reading,
    Search,
    Stated,
    shares_of_replies,
    stated_of,
    with_chosen_kinds,
)
from cups_course.saved.containers import Source

FIRST_SEED, THREADS = 10_000, 400
"""Other threads than those of the benchmark's table and of the tests."""
RIDGE = 4.0
"""Holds weights back that few posts ask for."""
EXPECTED = {
    Feature.WORDS_0: -5.0,  # nobody posts an empty answer: the pictures and buttons of a reply are lost in copying
    Feature.BY_OPENER: -3.0,  # who teaches encourages
    Feature.OTHER_IS_BEST_OF_AUTHOR: -3.0,  # people answer once
    Feature.ADDRESSED_TO_OPENER: 3.0,  # the forum puts the name there
    Feature.HAS_REPLY_COUNT: 4.0,  # the forum counts them
}
"""What weights are held to where made-up posts say little of them; all others are held to 0."""
EXPECTED_BELOW = {
    Feature.NAMES_AUTHOR_ABOVE: 1.0,
    Feature.WITHIN_REPLY_COUNT: 4.0,
    Feature.BEYOND_REPLY_COUNT: -3.0,
}
"""The weights of replies from which whole threads begin to teach."""
STEPS = 8
ROUNDS = 4
PACE = 0.1
MARGIN = 1.0
"""A reading that is wrong in a post has to be worse by so much, not just worse."""

USUAL = "usual"
Row = tuple[Amounts, bool]
Sums = defaultdict[tuple[str, bool], float]
"""Of pieces of evidence, in answers (True) and in replies."""


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
        copy = parse_source(Source("made up", saved.data), saved.saved_on)
        right = gold(thread, shape)
        posts = right["posts"]
        if len(posts) == len(copy.posts):
            shown = [replace(post, dated=None) for post in copy.posts] if turn == 2 else copy.posts
            stated = stated_of(shown, copy.opening)
            evidence = Evidence(shown, right["questions"], copy.opening.author, stated.kinds)
            parents = [None if post["parent"] is None else post["parent"] - 1 for post in posts]
            answers = [post["kind"] == "answer" for post in posts]
            yield Example(voice, shape.name, evidence, stated, answers, parents)


@dataclass(frozen=True)
class Tables:
    """The tables of `weights`."""

    alone: Weights
    answer: Weights
    below: Weights


def fitted(training: Sequence[Example]) -> Tables:
    """The weights that read the examples best."""
    for one in training:
        one.evidence.learn(None)
    alone = fit([row for one in training for row in rows(one, with_place=False)])
    for one in training:
        one.evidence.learn(odds_alone(one, alone))
    answer = fit([row for one in training for row in rows(one, with_place=True)])
    first = taught(training, Tables(alone, answer, Weights(0.0, EXPECTED_BELOW)))
    for one in training:
        likely = odds_alone(one, alone)
        one.evidence.learn(with_chosen_kinds(search(one, first).best(shares_of_replies(likely))))
    return taught(training, first)


def odds_alone(one: Example, alone: Weights) -> list[float]:
    """How likely each post is an answer by what it tells alone."""
    return [alone.of(one.evidence.alone(at)) for at in range(len(one.answers))]


def search(one: Example, tables: Tables) -> Search:
    """The search for the best reading of an example."""
    return Search(one.evidence, one.stated, tables.answer, tables.below)


def rows(one: Example, *, with_place: bool) -> Iterator[Row]:
    """What each post tells whose kind is open, with all posts above it read rightly."""
    newest = None
    for at, is_answer in enumerate(one.answers):
        if at and at not in one.evidence.known:
            amounts = dict(one.evidence.alone(at))
            if with_place:
                amounts |= one.evidence.since(at, newest)
            yield amounts, is_answer
        if is_answer and one.evidence.order.times[at] is not None:
            newest = at


def taught(training: Sequence[Example], tables: Tables) -> Tables:
    """The weights after each thread has taught several times: the mean of all that they were meanwhile."""
    weights = Sums(float, {(USUAL, True): tables.answer.usual})
    weights |= {(name, True): much for name, much in tables.answer.worth.items()}
    weights |= {(name, False): much for name, much in tables.below.worth.items()}
    total = Sums(float)
    right = [told(one, heads_of(one)) for one in training]
    order = list(range(len(training)))
    rng = random.Random("taught")
    for turn in range(ROUNDS):
        rng.shuffle(order)
        for at in order:
            one = training[at]
            share = min(0.9, max(0.01, 1 - sum(one.answers) / len(one.answers)))
            found = told(one, Margined(one, tables_of(tables.alone, weights)).best([share]).heads)
            step = PACE / (1 + turn / 2) / math.sqrt(len(one.answers))
            for name in sorted(right[at].keys() | found.keys()):
                weights[name] += step * (right[at].get(name, 0.0) - found.get(name, 0.0))
            for name, much in weights.items():
                total[name] += much / (ROUNDS * len(training))
    return tables_of(tables.alone, total)


class Margined(Search):
    """A search that finds what is wrong and nearly as good as the right reading."""

    def __init__(self, one: Example, tables: Tables) -> None:
        super().__init__(one.evidence, one.stated, tables.answer, tables.below)
        self._alone = [
            odds - MARGIN if is_answer else odds + MARGIN
            for odds, is_answer in zip(self._alone, one.answers, strict=True)
        ]


def heads_of(one: Example) -> dict[int, bool]:
    """Where answers stand in the right reading, and where replies begin whose answer is missing."""
    heads: dict[int, bool] = {}
    parent: int | None = -1
    for at, is_answer in enumerate(one.answers):
        if is_answer or one.parents[at] != parent:
            heads[at] = is_answer
            parent = at if is_answer else one.parents[at]
    return heads


def told(one: Example, heads: Mapping[int, bool]) -> Sums:
    """How much of each piece of evidence a reading has, in its answers and in its replies below them."""
    sums = Sums(float)
    head = newest = None
    for at in range(len(one.answers)):
        if at in heads:
            head = at if heads[at] else None
        if head == at:
            share = 1.0 if at else FIRST_POST
            sums[USUAL, True] += share
            add(sums, one.evidence.alone(at), share, of_answers=True)
            if at:
                add(sums, one.evidence.since(at, newest), of_answers=True)
            newest = at if one.evidence.order.times[at] is not None else newest
        elif head is not None:
            add(sums, one.evidence.below(at, head), of_answers=False)
    return sums


def add(sums: Sums, amounts: Amounts, share: float = 1.0, *, of_answers: bool) -> None:
    """The amounts of one post more."""
    for name, much in amounts.items():
        sums[name, of_answers] += share * much


def tables_of(alone: Weights, weights: Mapping[tuple[str, bool], float]) -> Tables:
    """The tables of what pieces are worth; what is usual has a place of its own."""
    rounded = {name: round(much, 2) for name, much in sorted(weights.items())}
    usual = rounded.pop((USUAL, True))
    answer, below = (
        {Feature(name): much for (name, of), much in rounded.items() if of is part and much} for part in (True, False)
    )
    return Tables(alone, Weights(usual, answer), Weights(0.0, below))


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


def score(tables: Tables, tested: Sequence[Example], by_shape: dict[str, Score]) -> Score:
    """How well the threads are read with these weights."""
    total = Score()
    for one in tested:
        one.evidence.learn(None)
        likely = odds_alone(one, tables.alone)
        for _ in range(2):
            one.evidence.learn(likely)
            reading = search(one, tables).best(shares_of_replies(likely))
            likely = with_chosen_kinds(reading)
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


def file_of(tables: Tables, read: Score) -> Iterator[str]:
    """The lines of `weights`."""
    yield '"""What features are worth: made by benchmarks/recognition/fit.py from made-up threads, never by hand.'
    yield ""
    kinds, parents = read.kinds / read.posts, read.parents / read.posts
    yield f"Of their posts {kinds:.1%} are read with the right kind, {parents:.1%} with the right parent as well."
    yield '"""'
    yield ""
    yield "from cups_course.reader.features import Feature, Weights"
    for name, weights in (("ALONE", tables.alone), ("ANSWER", tables.answer), ("BELOW", tables.below)):
        yield ""
        yield f"{name} = Weights("
        yield f"    {weights.usual},"
        yield "    {"
        yield from (f"        Feature.{feature.name}: {worth}," for feature, worth in weights.worth.items())
        yield "    },"
        yield ")"
    yield ""


if __name__ == "__main__":
    main()
