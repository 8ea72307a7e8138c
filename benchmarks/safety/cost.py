"""What safety costs: an answer kept beside a look at the checklist, and a store of many years beside a small one."""

import os
import resource
import shutil
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from random import Random
from statistics import median
from typing import NamedTuple

from safety.calls import COMMAND
from safety.findings import Findings, table
from safety.merges import opened

from cups_course.course.digest import digest
from cups_course.course.model import Course
from cups_course.course.outline import Outline, OutlineCourse, OutlineDiscussion
from cups_course.store.database import Database
from cups_course.store.journal import Command
from cups_course.store.outlines import add_outline
from cups_course.store.reading import load
from cups_course.store.records import new_id
from cups_course.store.writing import insert

_DISCUSSIONS, _QUESTIONS = 12, 10
_ANSWER = "To listen without hurry lets the other person find words of their own, and there the help begins. "
_WORDS = ("harbour", "lantern", "kettle", "ferry", "storm", "window", "letter", "garden", "bridge", "winter", "bread")
_RARE = "kingfisher"


class Took(NamedTuple):
    """Seconds from start to exit, and seconds of the processor."""

    wall: float
    processor: float


def cost(random: Random, folder: Path, *, short: bool) -> Findings:
    """Whole processes on a real disk, one after another in turn; ratios of medians."""
    found = Findings()
    rounds = 1 if short else 31
    courses, versions = (3, 600) if short else (100, 200_000)
    small = _store(folder / "small", 1, versions // courses, random)
    begun = time.monotonic()
    large = _store(folder / "large", courses, versions, random)
    building = time.monotonic() - begun
    _answer_and_status(small, rounds, found, hard=not short)
    _small_and_large(small, large, rounds, found, hard=not short)
    size = large.stat().st_size / 2**20
    found.lines.append(
        f"Small: 1 course, {_DISCUSSIONS * _QUESTIONS} answers, {versions // courses} versions. "
        f"Large: {courses} courses, {courses * _DISCUSSIONS * _QUESTIONS} answers, {versions} versions, {size:.0f} MB "
        f"(made in {building:.0f} s). Whole processes, {rounds} rounds in turn, after one to warm up."
    )
    return found


def _answer_and_status(store: Path, rounds: int, found: Findings, *, hard: bool) -> None:
    _daily(store)
    lines = {"status": ("status",), "answer": ("answer", "1.2.1", "TEXT")}
    times = _times({name: (store, line) for name, line in lines.items()}, rounds)
    ratio = times["answer"].wall / times["status"].wall
    days = []
    for _ in range(3):
        shutil.rmtree(store.parent / "backups")
        days.append(_seconds(store, ("answer", "1.2.1", f"The first of a day, {new_id()}.")).wall)
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
        "status": ("status",),
    }
    _daily(large)
    calls = {}
    for name, line in lines.items():
        calls[f"{name} small"] = (small, tuple(word.replace("COURSE", "1") for word in line))
        calls[f"{name} large"] = (large, tuple(word.replace("COURSE", "2") for word in line))
    times = _times(calls, rounds)
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
    daily = _seconds(large, ("answer", "2.2.1", f"The first of a day, {new_id()}.")).wall
    found.lines.append(f"An answer with the daily backup of the large store: {daily:.1f} s.")


def _daily(store: Path) -> None:
    """Have today's backup made, so that none is due, and the rare word kept in one answer."""
    _seconds(store, ("answer", "1.1.1", f"First of all, a {_RARE} over the water."))


def _times(calls: dict[str, tuple[Path, tuple[str, ...]]], rounds: int) -> dict[str, Took]:
    """The medians of each call, all of them in turn in every round."""
    times: dict[str, list[Took]] = {name: [] for name in calls}
    for number in range(rounds + 1):
        for name, (store, line) in calls.items():
            words = tuple(f"Harbour words {new_id()}." if word == "TEXT" else word for word in line)
            took = _seconds(store, words)
            if number:
                times[name].append(took)
    return {name: Took(*(median(each) for each in zip(*took, strict=True))) for name, took in times.items()}


def _seconds(store: Path, line: tuple[str, ...]) -> Took:
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


def _store(folder: Path, courses: int, versions: int, random: Random) -> Path:
    """A store with so many courses, and so many versions spread over their answers."""
    folder.mkdir()
    path = folder / "courses.db"
    with opened(path) as database:
        database.connection.execute("PRAGMA synchronous = OFF")
        add_outline(database, _outline(courses))
        slots = []
        for program in load(database):
            for course in program.courses:
                slots += list(_answers(database, course))
        each = [versions // len(slots) + (number < versions % len(slots)) for number in range(len(slots))]
        for number in range(max(each)):
            for begin in range(0, len(slots), 500):
                those = [slot for slot, many in zip(slots, each, strict=True) if number < many][begin : begin + 500]
                _versions(database, those, number, random)
    return path


def _outline(courses: int) -> Outline:
    asked = tuple(f"What does point {number} of it mean to you?" for number in range(1, _QUESTIONS + 1))
    weeks = tuple(OutlineDiscussion(number, f"Week {number}", asked, 3) for number in range(1, _DISCUSSIONS + 1))
    return Outline(
        "bench", "Many courses", tuple(OutlineCourse(one, f"Course {one}", weeks) for one in range(1, courses + 1))
    )


def _answers(database: Database, course: Course) -> Iterator[str]:
    database.command = Command()
    with database.writing() as connection:
        for discussion in course.discussions:
            for question in discussion.questions:
                values = {"discussion_id": discussion.id, "question_id": question.id}
                yield insert(connection, database.device_id, "answer", **values)


def _versions(database: Database, slots: list[str], number: int, random: Random) -> None:
    """One more version of each answer, as one command."""
    database.command = Command()
    moment = f"2026-01-{number + 1:02}T09:00:00Z"
    with database.writing() as connection:
        rows = []
        for slot in slots:
            text = f"{number}. {' '.join(random.choices(_WORDS, k=12))} {_ANSWER * 3}"
            rows.append((new_id(), slot, text, digest(text), "text", moment, moment, database.device_id))
        connection.executemany(
            """INSERT INTO version (id, answer_id, text, digest, source, at, made_at, device_id)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)""",
            rows,
        )
