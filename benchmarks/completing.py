"""How long Tab takes beside `status`: a reference, a command, a peer, an option, and a reference in a big store.

    python benchmarks/completing.py [--runs 15]

The store has one course of 12 discussions with 10 answers each; the big one has 84 such courses.
"""

import argparse
import sys
import tempfile
from pathlib import Path
from random import Random

from cups_course.__main__ import COMPLETE

sys.path.insert(0, str(Path(__file__).parent))

from in_turn import times_in_turn
from large_stores import DISCUSSIONS, QUESTIONS, store_with
from safety.findings import table

WANTED = 2.0
_LINES = {
    "a reference": ("show", "=1.2"),
    "a command": ("=st",),
    "a peer": ("reply", "1.2", "="),
    "an option": ("export", "=--"),
}
_MANY = 84


def main() -> int:
    """Print the table; 1 where the bound is missed."""
    parser = argparse.ArgumentParser(prog="python benchmarks/completing.py", description=__doc__.partition("\n")[0])
    parser.add_argument("--runs", type=int, default=15)
    runs = parser.parse_args().runs
    with tempfile.TemporaryDirectory() as folder:
        stores = {
            count: store_with(Path(folder) / f"{count}", count, count * DISCUSSIONS * QUESTIONS, Random(0))
            for count in (1, _MANY)
        }
        calls: dict[str, tuple[Path, tuple[str, ...]]] = {"status": (stores[1], ("status",))}
        calls |= {name: (stores[1], (COMPLETE, "zsh", *line)) for name, line in _LINES.items()}
        calls |= {"status, big store": (stores[_MANY], ("status",))}
        calls |= {"a reference, big store": (stores[_MANY], (COMPLETE, "zsh", *_LINES["a reference"]))}
        times = times_in_turn(calls, runs)
    beside = {name: times["status, big store" if "big" in name else "status"].wall for name in calls}
    ratios = {name: times[name].wall / beside[name] for name in calls}
    rows = [(name, f"{times[name].wall * 1000:.0f}", f"{ratio:.2f}") for name, ratio in ratios.items()]
    print(*table(("Tab after", "ms", "times status"), *rows), sep="\n")
    print(f"Wanted: at most {WANTED:g} times status. Whole processes, {runs} rounds in turn.")
    return int(any(ratio > WANTED for ratio in ratios.values()))


if __name__ == "__main__":
    sys.exit(main())
