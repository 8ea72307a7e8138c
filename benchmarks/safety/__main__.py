"""How safe words are: commands killed, disks full, many at once, devices merged, files damaged, backups brought back.

python benchmarks/safety                  everything, which takes a while
python benchmarks/safety --short          a slice of it
python benchmarks/safety --part kills
"""

import argparse
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).parent.parent))

from safety.bringing_back import bringing_back
from safety.cost import cost
from safety.damage import damage
from safety.disk import disk
from safety.findings import LOSSES, Findings
from safety.forgotten import forgotten
from safety.growing import growing
from safety.kills import kills
from safety.merging import merging
from safety.processes import processes
from safety.rescue import rescue

PARTS: dict[str, Callable[..., Findings]] = {
    "kills": kills,
    "forgotten": forgotten,
    "disk": disk,
    "processes": processes,
    "merges": merging,
    "damage": damage,
    "rescue": rescue,
    "backups": bringing_back,
    "cost": cost,
    "growing": growing,
}


_MEMORY = Path("/dev/shm")
_SHOWN = 30
"""Faults that are printed of a part."""


def main() -> int:
    """Runs the parts that were asked for and prints what came of them; 1 where anything was lost."""
    parser = argparse.ArgumentParser(prog="python benchmarks/safety", description=__doc__.partition("\n")[0])
    parser.add_argument("--part", choices=list(PARTS), action="append", help="only this; may be given more than once")
    parser.add_argument("--short", action="store_true", help="a slice that takes seconds")
    parser.add_argument("--seed", type=int, default=0, metavar="S", help="where chance begins (0)")
    chosen = parser.parse_args()
    everything = Findings()
    for name in chosen.part or PARTS:
        print(f"\n## {name}\n", flush=True)
        begun = time.monotonic()
        # In memory where that can be had, but where the time that a real disk takes is what counts.
        memory = _MEMORY if _MEMORY.is_dir() and name not in ("processes", "cost", "growing") else None
        with tempfile.TemporaryDirectory(dir=memory) as folder:
            found = PARTS[name](Random(f"{chosen.seed} {name}"), Path(folder), short=chosen.short)
        print(*found.lines, f"({time.monotonic() - begun:.0f} s)", sep="\n", flush=True)
        for kind, what in found.faults[:_SHOWN]:
            print(f"FAULT    {kind}: {what}")
        if more := found.faults[_SHOWN:]:
            print(f"         and {len(more)} more")
        everything.add(found)
    print("", *_end(everything), sep="\n")
    return 1 if any(fault.kind in LOSSES for fault in everything.faults) else 0


def _end(found: Findings) -> list[str]:
    of_kind = {kind: sum(fault.kind == kind for fault in found.faults) for kind in LOSSES}
    return [
        f"acknowledged words lost: {of_kind.pop('word lost')}; stores damaged: {of_kind.pop('store damaged')}",
        "; ".join(f"{kind}: {count}" for kind, count in of_kind.items()),
        f"backups made: {found.counts['backups']}, restored and compared: {found.counts['backups restored']}",
        "kill -9 ends a process, not the machine: what it wrote stays in the system's memory, so none of this proves",
        "anything about a power cut. There the journal settings promise it: before success is said the journal, the",
        "store and the folder were each given to the disk (journal_mode=DELETE, synchronous=EXTRA), and it is safe as",
        "far as the disk tells the truth.",
    ]


if __name__ == "__main__":
    sys.exit(main())
