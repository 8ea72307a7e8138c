"""How long answers take to come out: a course in each format beside `status`, and many discussions in one run.

    python benchmarks/exporting.py [--runs 15]

The course has 12 discussions with 10 answers each. Growth is how much longer a run takes for twice the discussions:
2 is linear, and what it takes to begin is left out by subtracting the time for one course.
"""

import argparse
import sys
import tempfile
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).parent))

from in_turn import times_in_turn
from large_stores import DISCUSSIONS, QUESTIONS, store_with
from safety.findings import table

FORMATS: dict[str, float | None] = {"text": 1.3, "markdown": None, "json": None, "csv": None, "html": 2.0, "docx": None}
_MANY = 84
"""Courses of 12 discussions: half of them are a good 500, all of them 1,008."""


def main() -> int:
    """Print both tables; 1 where a bound is missed."""
    parser = argparse.ArgumentParser(prog="python benchmarks/exporting.py", description=__doc__.partition("\n")[0])
    parser.add_argument("--runs", type=int, default=15)
    runs = parser.parse_args().runs
    with tempfile.TemporaryDirectory() as folder:
        missed = _beside_status(Path(folder), runs) | _many(Path(folder), max(3, runs // 5))
    return int(missed)


def _beside_status(folder: Path, runs: int) -> bool:
    course = store_with(folder / "course", 1, DISCUSSIONS * QUESTIONS, Random(0))
    lines: dict[str, tuple[str, ...]] = {"status": ("status",)} | {
        format_: ("export", "1", "--format", format_) for format_ in FORMATS
    }
    times = times_in_turn({name: (course, line) for name, line in lines.items()}, runs)
    ratios = {format_: times[format_].wall / times["status"].wall for format_ in FORMATS}
    rows = [
        (f"export 1 --format {name}", f"{times[name].wall * 1000:.0f}", f"{ratios[name]:.2f}", FORMATS[name] or "")
        for name in FORMATS
    ]
    print(*table(("command", "ms", "times status", "wanted"), *rows), sep="\n")
    print(f"status: {times['status'].wall * 1000:.0f} ms; whole processes, {runs} rounds in turn.\n")
    return any(bound and ratios[name] > bound for name, bound in FORMATS.items())


def _many(folder: Path, runs: int) -> bool:
    counts = (1, _MANY, 2 * _MANY)
    stores = {
        count: store_with(folder / f"{count}", count, count * DISCUSSIONS * QUESTIONS, Random(0)) for count in counts
    }
    rows, missed = [], False
    for format_ in FORMATS:
        calls = {f"{count}": (stores[count], ("export", "--format", format_)) for count in counts}
        times = times_in_turn(calls, runs)
        one, half, whole = (times[f"{count}"].processor for count in counts)
        growth = (whole - one) / (half - one)
        missed |= growth > 2.5
        rows.append((format_, f"{one:.2f}", f"{half:.2f}", f"{whole:.2f}", f"{growth:.2f}"))
    heads = ("format", *(f"{count * DISCUSSIONS} discussions, s of the processor" for count in counts), "growth")
    print(*table(heads, *rows), sep="\n")
    return missed


if __name__ == "__main__":
    sys.exit(main())
