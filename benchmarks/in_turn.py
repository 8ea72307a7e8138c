"""Whole calls of the installed command, timed in turn: what counts is how they compare in the same minutes."""

import os
import resource
import subprocess
import time
from collections.abc import Mapping
from pathlib import Path
from statistics import median
from typing import NamedTuple

from safety.calls import COMMAND

from cups_course.store.identity import new_id


class Took(NamedTuple):
    """Seconds from start to exit, and seconds of the processor."""

    wall: float
    processor: float


def times_in_turn(calls: Mapping[str, tuple[Path, tuple[str, ...]]], rounds: int) -> dict[str, Took]:
    """The medians of each call, all of them in turn in every round."""
    times: dict[str, list[Took]] = {name: [] for name in calls}
    for number in range(rounds + 1):
        for name, (store, line) in calls.items():
            words = tuple(f"Harbour words {new_id()}." if word == "TEXT" else word for word in line)
            took = seconds(store, words)
            if number:
                times[name].append(took)
    return {name: Took(*(median(each) for each in zip(*took, strict=True))) for name, took in times.items()}


def seconds(store: Path, line: tuple[str, ...]) -> Took:
    """One call of the command on a store. Raises RuntimeError where it fails."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "CUPS_COURSE"))}
    environment = kept | {"HOME": str(store.parent), "CUPS_COURSE_STORE": str(store)}
    begun = time.perf_counter()
    used = _used()
    done = subprocess.run(
        [COMMAND, *line], env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    )
    took = Took(time.perf_counter() - begun, _used() - used)
    if done.returncode:
        raise RuntimeError(f"{' '.join(line)}: {done.stderr.decode()}")
    return took


def _used() -> float:
    """The processor's seconds of all children that have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
