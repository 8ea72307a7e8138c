"""What safety costs: an answer kept beside a look at the checklist, and a store of many years beside a small one."""

import shutil
import time
from pathlib import Path
from random import Random
from statistics import median

from in_turn import seconds, times_in_turn
from large_stores import DISCUSSIONS, QUESTIONS, events_in, store_with
from safety.findings import Findings, table

from cups_course.store.identity import new_id

_RARE = "kingfisher"


def cost(random: Random, folder: Path, *, short: bool) -> Findings:
    """Whole processes on a real disk, one after another in turn; ratios of medians."""
    found = Findings()
    rounds = 1 if short else 31
    courses, versions = (3, 600) if short else (100, 198_699)
    small = store_with(folder / "small", 1, versions // courses, random, threads=True)
    begun = time.monotonic()
    large = store_with(folder / "large", courses, versions, random, threads=True)
    building = time.monotonic() - begun
    _answer_and_status(small, rounds, found, hard=not short)
    _small_and_large(small, large, rounds, found, hard=not short)
    size = large.stat().st_size / 2**20
    found.lines.append(
        f"Small: 1 course, {DISCUSSIONS * QUESTIONS} answers, {events_in(small)} events. "
        f"Large: {courses} courses, {courses * DISCUSSIONS * QUESTIONS} answers, {events_in(large)} events, "
        f"{size:.0f} MB (made in {building:.0f} s). Whole processes, {rounds} rounds in turn, after one to warm up."
    )
    return found


def _answer_and_status(store: Path, rounds: int, found: Findings, *, hard: bool) -> None:
    _daily(store)
    lines = {"status": ("status",), "answer": ("answer", "1.2.1", "TEXT")}
    times = times_in_turn({name: (store, line) for name, line in lines.items()}, rounds)
    ratio = times["answer"].wall / times["status"].wall
    days = []
    for _ in range(3):
        shutil.rmtree(store.parent / "backups")
        days.append(seconds(store, ("answer", "1.2.1", f"The first of a day, {new_id()}.")).wall)
    found.lines += [
        f'answer REF "text": {times["answer"].wall * 1000:.1f} ms, status: {times["status"].wall * 1000:.1f} ms, '
        f"{ratio:.2f} times (wanted: at most 1.3); of the processor's time "
        f"{times['answer'].processor / times['status'].processor:.2f} times. "
        f"With the daily backup: {median(days) * 1000:.1f} ms.",
        "",
    ]
    if hard and ratio > 1.3:
        found.fault("too slow", f"answer takes {ratio:.2f} times as long as status")


def _small_and_large(small: Path, large: Path, rounds: int, found: Findings, *, hard: bool) -> None:
    lines: dict[str, tuple[str, ...]] = {
        "status 2.2": ("status", "COURSE.2"),
        "next": ("next",),
        f"search {_RARE}": ("search", _RARE),
        "search harbour": ("search", "harbour"),
        'answer REF "text"': ("answer", "COURSE.2.1", "TEXT"),
        "undo": ("undo",),
        "status": ("status",),
    }
    _daily(large)
    calls = {}
    for name, line in lines.items():
        calls[f"{name} small"] = (small, tuple(word.replace("COURSE", "1") for word in line))
        calls[f"{name} large"] = (large, tuple(word.replace("COURSE", "2") for word in line))
    times = times_in_turn(calls, rounds)
    rows = []
    for name in lines:
        one, many = times[f"{name} small"], times[f"{name} large"]
        ratio = many.wall / one.wall
        wanted = "" if name in ("search harbour", "status") else "1.5"
        milliseconds = (f"{took.wall * 1000:.1f}" for took in (one, many))
        rows.append((name, *milliseconds, f"{ratio:.2f}", wanted, f"{many.processor / one.processor:.2f}"))
        if wanted and hard and ratio > float(wanted):
            found.fault("too slow", f"{name} takes {ratio:.2f} times as long in a large store")
    head = ("command", "one course, ms", "large store, ms", "ratio", "wanted", "ratio of processor time")
    found.lines += [*table(head, *rows), ""]
    shutil.rmtree(large.parent / "backups")
    daily = seconds(large, ("answer", "2.2.1", f"The first of a day, {new_id()}.")).wall
    found.lines.append(f"An answer with the daily backup of the large store: {daily:.1f} s.")


def _daily(store: Path) -> None:
    """Have today's backup made, so that none is due, and the rare word kept in one answer."""
    seconds(store, ("answer", "1.1.1", f"First of all, a {_RARE} over the water."))
