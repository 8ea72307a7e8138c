"""A log of many years: rebuilt, and merged with another one, each in a process of its own."""

import json
import shutil
import subprocess
import sys
import time
from pathlib import Path
from random import Random
from typing import NamedTuple

from large_stores import events_in, store_with
from safety.calls import COMMAND
from safety.findings import Findings, table

_REBUILD = """
import sys
from pathlib import Path
from cups_course.store.database import open_store
from cups_course.store.projection import Projection
database = open_store(Path(sys.argv[1]), create=False)
with database.transaction() as connection:
    Projection(connection).rebuild()
"""
# A process that was forked from a large one counts what that one held as its own, so a small one starts it.
_MEASURED = """
import json, os, sys, time
begun = time.monotonic()
number = os.posix_spawn(sys.argv[1], sys.argv[1:], os.environ)
_, status, used = os.wait4(number, 0)
took = time.monotonic() - begun
print(json.dumps([os.waitstatus_to_exitcode(status), took, used.ru_utime + used.ru_stime, used.ru_maxrss]))
"""
_WANTED = {"a full rebuild": (15, 100), "a merge of two such stores": (30, 150)}
"""Seconds, and megabytes at most."""
_KILO = 1 if sys.platform == "darwin" else 1024


class Used(NamedTuple):
    """What a process took: seconds, seconds of the processor, and megabytes at most."""

    seconds: float
    processor: float
    megabytes: float


def growing(random: Random, folder: Path, *, short: bool) -> Findings:
    """Rebuild a store with 200,000 events, and merge another one of the same courses into it."""
    found = Findings()
    courses, versions = (2, 600) if short else (100, 198_699)
    begun = time.monotonic()
    store = store_with(folder / "one", courses, versions, random, threads=True)
    other = store_with(folder / "other", courses, versions, random, threads=True)
    building = time.monotonic() - begun
    count = events_in(store)
    used = {
        "a full rebuild": measured(sys.executable, "-c", _REBUILD, str(store)),
        "a merge of two such stores": measured(str(COMMAND), "--store", str(store), "merge", str(other)),
    }
    if events_in(store) < 2 * versions:
        found.fault("word lost", "after the merge there are fewer events than were written")
    rows = []
    for name, one in used.items():
        seconds, megabytes = _WANTED[name]
        rows.append((name, f"{one.seconds:.1f}", seconds, f"{one.processor:.1f}", f"{one.megabytes:.0f}", megabytes))
        if not short and (one.seconds > seconds or one.megabytes > megabytes):
            found.fault("too slow", f"{name} took {one.seconds:.1f} s and {one.megabytes:.0f} MB")
    found.lines += table(("what", "s", "at most", "s of the processor", "MB at most", "wanted"), *rows)
    size = other.stat().st_size / 2**20
    found.lines.append(f"{count} events in each of two stores of {size:.0f} MB (both made in {building:.0f} s).")
    for made in (store, other):
        shutil.rmtree(made.parent)
    return found


def measured(*line: str) -> Used:
    """Run a process to its end. Raises RuntimeError where it fails."""
    done = subprocess.run([sys.executable, "-c", _MEASURED, *line], capture_output=True, text=True)
    code, seconds, processor, most = json.loads(done.stdout.splitlines()[-1])
    if code:
        raise RuntimeError(f"{' '.join(line[-2:])}: {done.stderr}")
    return Used(seconds, processor, most * _KILO / 2**20)
