"""Damaged copies are read or refused with a sentence, each in time: nothing else may come out.

    python benchmarks/fuzz.py [--mutants 10000] [--seed 1]

Copies of every kind are damaged (mutants.py) and read all the way, with the search for one's own posts. The exit code
is 1 if anything came out but a thread or a refusal; the seed and number of such a mutant are printed.
"""

import argparse
import sys
import time
import traceback
from collections import Counter, defaultdict

from mutants import KINDS, mutants

from cups_course.errors import NotAThread
from cups_course.reader.joining import join_copies
from cups_course.reader.own import find_own
from cups_course.reader.reading import parse_source, read_thread
from cups_course.reader.zip import pages_in_zip
from cups_course.saved.containers import Source

PATIENCE = 5.0  # seconds for one


def outcome(data: bytes) -> str:
    """What comes of a copy: "thread" or "refused"; every other end is an exception."""
    try:
        threads = [
            read_thread(copy)
            for copy in join_copies([parse_source(page) for page in pages_in_zip(Source("mutant", data))])
        ]
    except NotAThread as refused:
        assert refused.message.startswith("mutant"), refused.message
        return "refused"
    for thread in threads:
        find_own(thread, ["PlumTree7"])
        str(thread).encode("utf-8")  # what no file can hold must not get here
    return "thread"


def main() -> int:
    """Read all mutants and print what came of them."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--mutants", type=int, default=10_000, help="how many (default 10000)")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()

    counts: dict[str, Counter[str]] = defaultdict(Counter)
    slowest: dict[str, float] = defaultdict(float)
    for number, (kind, data) in enumerate(mutants(options.seed, options.mutants)):
        begin = time.perf_counter()
        try:
            came = outcome(data)
        except Exception:  # noqa: BLE001 - whatever it is, it is what this run looks for
            came = "broken"
            print(f"seed {options.seed}, mutant {number}, {kind}:", file=sys.stderr)
            traceback.print_exc(limit=-3)
        seconds = time.perf_counter() - begin
        counts[kind][came] += 1
        counts[kind]["too slow"] += seconds > PATIENCE
        slowest[kind] = max(slowest[kind], seconds)

    columns = ("thread", "refused", "broken", "too slow")
    print(f"{'kind':<16}" + "".join(f"{column:>10}" for column in columns) + f"{'slowest':>10}")
    for kind in KINDS:
        row = "".join(f"{counts[kind][column]:>10}" for column in columns)
        print(f"{kind:<16}{row}{slowest[kind]:>8.2f} s")
    return 1 if any(counts[kind][bad] for kind in KINDS for bad in ("broken", "too slow")) else 0


if __name__ == "__main__":
    sys.exit(main())
