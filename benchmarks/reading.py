"""Reading a text copy: does time grow with the thread, and how many kinds and parents are right?

    python benchmarks/reading.py

Threads are made up (made_up_threads.py). "plain rule" is what one would write first: a date that goes back, or more
than 150 characters, starts an answer.
"""

import sys
import time
from collections.abc import Iterator, Sequence
from statistics import median

from made_up_threads import VOICES, MadeUpPost, made_up_thread

from cups_course.threads.reading import read_copy

FEW, MANY, RUNS = 2_000, 20_000, 5
THREADS = range(5_000, 5_100)


def seconds(data: bytes) -> float:
    """How long one reading of `data` takes."""
    start = time.perf_counter()
    read_copy(data, name="made up")
    return time.perf_counter() - start


def times() -> tuple[float, float]:
    """Medians for FEW and MANY posts, run in turn so that a busy machine slows both."""
    few, many = (made_up_thread(7, posts=count).copy.encode() for count in (FEW, MANY))
    runs = [(seconds(few), seconds(many)) for _ in range(RUNS)]
    return median(run[0] for run in runs), median(run[1] for run in runs)


def plain_rule(posts: Sequence[MadeUpPost]) -> Iterator[tuple[str, int | None]]:
    """Kind and parent by the plain rule."""
    head, above = None, None
    for index, post in enumerate(posts, start=1):
        goes_back = post.day is not None and above is not None and post.day < above
        if goes_back or len(post.text) > 150:
            head = index
            yield "answer", None
        else:
            yield "reply", head
        above = post.day or above


def shares_right(voice: str) -> tuple[int, list[float]]:
    """Posts read, and the shares of right kinds and parents by the reader, then by the plain rule."""
    right, count = [0, 0, 0, 0], 0
    for seed in THREADS:
        made = made_up_thread(seed, VOICES[voice])
        read = read_copy(made.copy.encode(), name=f"thread {seed}").posts
        for post, ours, (kind, parent) in zip(made.posts, read, plain_rule(made.posts), strict=True):
            count += 1
            right[0] += ours.kind == post.kind
            right[1] += (ours.kind, ours.parent) == (post.kind, post.parent)
            right[2] += kind == post.kind
            right[3] += (kind, parent) == (post.kind, post.parent)
    return count, [number / count for number in right]


def main() -> int:
    """Print both tables."""
    few, many = times()
    print(f"{FEW:,} posts {few:.2f} s, {MANY:,} posts {many:.2f} s: {many / few:.1f} times (medians of {RUNS})\n")
    print(f"{'voice':<10}{'posts':>8}{'kind':>8}{'parent':>8}   plain rule: kind  parent")
    for voice in VOICES:
        count, shares = shares_right(voice)
        kind, parent, plain_kind, plain_parent = shares
        print(f"{voice:<10}{count:>8}{kind:>8.3f}{parent:>8.3f}{plain_kind:>19.3f}{plain_parent:>8.3f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
