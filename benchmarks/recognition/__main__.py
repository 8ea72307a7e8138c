"""How well the reader reads: made-up threads in every shape, read and compared with their gold reading.

python benchmarks/recognition                       500 threads of voices nobody tuned on
python benchmarks/recognition --voices tuning --shape "one day" --threads 50
python benchmarks/recognition --voices tuning --show 7     the copy of seed 7 and what was read wrongly
"""

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from recognition.shapes import SHAPES
from recognition.table import Case, measure, shape_of, table
from recognition.voices import VoiceSet


def main() -> None:
    """Reads the command line and prints the table, or one thread."""
    parser = argparse.ArgumentParser(prog="python benchmarks/recognition", description=__doc__.partition("\n")[0])
    parser.add_argument("--voices", choices=["tuning", "unseen"], default="unseen")
    parser.add_argument("--threads", type=int, default=500, metavar="N", help="how many threads (500)")
    parser.add_argument("--seed", type=int, default=0, metavar="S", help="the seed of the first thread (0)")
    parser.add_argument("--shape", choices=[shape.name for shape in SHAPES], help="threads of this shape only")
    parser.add_argument(
        "--show", type=int, metavar="SEED", help="prints the copy of one seed and what was read wrongly"
    )
    chosen = parser.parse_args()
    if chosen.show is not None:
        show(measure(chosen.voices, shape_of(chosen.show, chosen.shape), chosen.show))
        return
    worst: list[tuple[int, int, str]] = []
    for line in table(noted(chosen.voices, chosen.shape, range(chosen.seed, chosen.seed + chosen.threads), worst)):
        print(line)
    if worst:
        seeds = ", ".join(f"{seed} ({name}: {mistakes})" for mistakes, seed, name in sorted(worst, reverse=True)[:8])
        print(f"\nMost mistakes, to see with --show: {seeds}")


def noted(which: VoiceSet, shape: str | None, seeds: range, worst: list[tuple[int, int, str]]) -> Iterator[Case]:
    """The cases of `seeds`; how many mistakes each has goes into `worst`."""
    for seed in seeds:
        case = measure(which, shape_of(seed, shape), seed)
        if case.score.mistakes:
            worst.append((len(case.score.mistakes), seed, case.shape.name))
        yield case


def show(case: Case) -> None:
    """Prints the copies and the mistakes."""
    for copy in case.copies:
        print(copy.data.decode(errors="replace").replace("\r\n", "\n"))
    print(f"--- seed {case.seed}, {case.shape.name}: {len(case.score.mistakes)} mistakes")
    print("\n".join(case.score.mistakes))


if __name__ == "__main__":
    main()
