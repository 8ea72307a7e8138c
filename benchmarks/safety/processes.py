"""Many processes that write to one store at the same time."""

import sqlite3
import time
from contextlib import closing
from pathlib import Path
from random import Random

from safety.calls import load_everything
from safety.findings import Findings
from safety.merges import opened
from safety.scenes import OUTLINE, called
from safety.states import state, unsound
from safety.working import at_once

from cups_course.cli.session import locate
from cups_course.errors import CourseError
from cups_course.store.answers import keep_answers


def processes(random: Random, folder: Path, *, short: bool) -> Findings:
    """8 processes with 250 writes each; every write opens the store, commits and closes it again."""
    load_everything()
    found = Findings()
    many, each = (4, 10) if short else (8, 250)
    ended = called(folder, ("program", "add", str(OUTLINE))).run()
    assert ended.code == 0, ended
    store = folder / "courses.db"
    begun = time.monotonic()
    acknowledged: set[str] = set()
    slowest = 0.0
    for _, (kept, refused, longest) in at_once(_write, [(store, number, each) for number in range(many)], many, 1):
        acknowledged |= set(kept)
        slowest = max(slowest, longest)
        for sentence in refused:
            found.fault("stuck", f"a write was refused: {sentence}")
    seconds = time.monotonic() - begun
    with closing(sqlite3.connect(store)) as connection:
        there = [text for (text,) in connection.execute("SELECT text FROM version")]
    if lost := acknowledged - set(there):
        found.fault("word lost", f"{len(lost)} of {len(acknowledged)} acknowledged texts are not there")
    if len(there) != len(set(there)):
        found.fault("half done", "a text was kept twice")
    if wrong := unsound(store):
        found.fault("store damaged", wrong)
    state(store)
    found.lines = [
        f"{many} processes x {each} writes, each opened, committed, closed: {len(there)} of {many * each} there, "
        f"{len(found.faults)} refused or lost.",
        f"{seconds:.1f} s for all, {seconds / many / each * 1000:.1f} ms a write; the longest waited {slowest:.2f} s.",
    ]
    return found


def _write(work: tuple[Path, int, int]) -> tuple[list[str], list[str], float]:
    """The texts that were kept, the sentences that refused one, and the seconds that the slowest took."""
    store, process, each = work
    kept, refused, longest = [], [], 0.0
    for number in range(each):
        text = f"Process {process} at the harbour, word {number}."
        begun = time.monotonic()
        try:
            with opened(store) as database:
                _, found = locate(database, f"1.2.{number % 3 + 1}")
                assert found.discussion and found.question
                if keep_answers(database, found.discussion, {found.question.id: text}, "text"):
                    kept.append(text)
        except CourseError as error:
            refused.append(error.message)
        longest = max(longest, time.monotonic() - begun)
    return kept, refused, longest
