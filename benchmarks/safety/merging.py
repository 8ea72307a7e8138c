"""Many random histories on three devices, see `merges`."""

import tempfile
from pathlib import Path
from random import Random

from safety.calls import load_everything
from safety.findings import Findings
from safety.merges import differing
from safety.working import at_once


def merging(random: Random, folder: Path, *, short: bool) -> Findings:
    """1,000 histories: afterwards all three stores have to be equal and every typed word in each."""
    load_everything()
    found = Findings()
    first = random.randrange(10**6)
    seeds = range(first, first + (6 if short else 1000))
    for (seed, _), said in at_once(_differing, [(seed, folder) for seed in seeds]):
        if said:
            found.fault("word lost" if "gone" in said else "half done", f"history {seed}: {said}")
    equal = len(seeds) - len(found.faults)
    found.lines = [
        f"{len(seeds)} random histories on three devices, with undo, redo and forget; in half of them one clock is a",
        f"year ahead. Merged in random chunks and orders, some twice: {equal} times all three stores were equal, and",
        "equal to a rebuild, with every typed word in each.",
    ]
    return found


def _differing(history: tuple[int, Path]) -> str | None:
    seed, folder = history
    with tempfile.TemporaryDirectory(dir=folder) as there:
        try:
            return differing(seed, Path(there))
        except Exception as error:  # noqa: BLE001
            return f"{type(error).__name__}: {error}"
