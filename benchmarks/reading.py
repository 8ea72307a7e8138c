"""Reading long text copies: does time grow with the thread, and how does it compare to merely finding the headers?

    python benchmarks/reading.py

The yardstick is one pass of one compiled pattern for headers over the same text, as one would write it first. The
threads are those of benchmarks/recognition. All times are those of the processor and medians of runs made in turn,
so that a busy machine slows all alike; what counts are the ratios. How well threads are read is measured in
benchmarks/recognition.
"""

import re
import sys
import time
from collections.abc import Callable
from statistics import median

from recognition.copies import copies
from recognition.making import make
from recognition.shapes import Shape

from cups_course.reader.reading import read_copy

ONCE, FEW, MANY, RUNS = 1_000, 1_000, 10_000, 3  # no copy may have more
MOST_PASSES = 20

MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
HEADER = re.compile(
    rf"^(?:[\w.-]+ )?(?:OP )?(?:on )?(?:{MONTHS}) \d{{1,2}}(?:st|nd|rd|th)?,? \d{{4}}$", re.MULTILINE | re.IGNORECASE
)
YEAR = re.compile(r", (\d{4})$", re.MULTILINE)


def seconds(work: Callable[[], object]) -> float:
    """How long `work` takes."""
    start = time.process_time()
    work()
    return time.process_time() - start


def text_of(posts: int) -> str:
    """A text copy of so many posts: those of one thread again and again, each time some years later."""
    shape = Shape("long", posts=(ONCE, ONCE), missing_authors=0.0, empty=0.0)
    (copy,) = copies(make("tuning", shape, seed=7), shape, seed=7)
    text = copy.data.decode().replace("\r\n", "\n")
    starts = [header.start() for header in HEADER.finditer(text)]
    opening, below = text[: starts[1]], text[starts[1] : starts[ONCE + 1]]
    years = [int(year) for year in YEAR.findall(below)]
    span = max(years) - min(years) + 1

    def later(turn: int) -> str:
        return YEAR.sub(lambda year: f", {int(year[1]) + turn * span}", below)

    return opening + "\n".join(map(later, range(posts // ONCE)))


def main() -> int:
    """Print the table; 1 where reading takes longer than MOST_PASSES of the pattern."""
    few, many = map(text_of, (FEW, MANY))
    few_bytes, many_bytes = few.encode(), many.encode()
    runs = [
        (
            seconds(lambda: read_copy(few_bytes, name="made up")),
            seconds(lambda: read_copy(many_bytes, name="made up")),
            seconds(lambda: sum(1 for _ in HEADER.finditer(many))),
        )
        for _ in range(RUNS)
    ]
    of_few, of_many, of_pattern = (median(times) for times in zip(*runs, strict=True))
    print(f"{'text of':<40}{FEW:>9,} posts {of_few:>7.2f} s")
    print(f"{'':<40}{MANY:>9,} posts {of_many:>7.2f} s   {of_many / of_few:.1f} times")
    print(f"{'one pass of a header pattern over it':<40}{'':>15} {of_pattern:>7.2f} s")
    passes = of_many / of_pattern
    print(f"reading takes as long as {passes:.1f} passes; at most {MOST_PASSES} are wanted")
    return int(passes > MOST_PASSES)


if __name__ == "__main__":
    sys.exit(main())
