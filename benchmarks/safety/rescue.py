"""Damaged stores mended by `doctor --fix`: how many of the typed texts come back, with a backup and without any."""

import shutil
import sqlite3
import tempfile
from collections import Counter
from contextlib import closing
from pathlib import Path
from random import Random
from typing import NamedTuple

from safety.calls import load_everything
from safety.damage import SHAPES, Damaged, spoilt
from safety.findings import Findings, table
from safety.scenes import OUTLINE, THREAD, called, copy_of
from safety.working import at_once

from cups_course.store.soundness import altered_rows

_LAMPS = ("lantern", "lamp", "beacon", "candle", "café light", "Leuchtfeuer")
_ROUNDS = 12
_PEERS = ("fern", "heron", "plum")
_NOTE = "The harbour master said so."


class Typed(NamedTuple):
    """A store with a backup from when half of it was written, the texts that were typed, and all that it holds."""

    folder: Path
    typed: frozenset[str]
    held: frozenset[str]


_typed: list[Typed] = []
"""The one store that is damaged, for the processes that are forked from this one."""


def rescue(random: Random, folder: Path, *, short: bool) -> Findings:
    """Damage a store in 600 ways and mend each twice: with the backup beside it, and without."""
    load_everything()
    _typed[:] = [_written(folder)]
    count = 12 if short else 600
    pieces = [Damaged(SHAPES[number % len(SHAPES)], f"{random.random()}") for number in range(count)]
    found = Findings()
    back: Counter[tuple[str, str]] = Counter()
    for piece, one in at_once(_mended, pieces):
        for what, texts in one.counts.items():
            back[piece.shape, what] += texts
        found.add(one)
    found.counts.clear()
    stores = Counter(piece.shape for piece in pieces)
    typed = len(_typed[0].typed)
    rows = [(shape, stores[shape], *_shares(back, [shape], stores[shape] * typed)) for shape in SHAPES]
    found.lines += table(("damage", "stores", *_COLUMNS), *rows, ("all", count, *_shares(back, SHAPES, count * typed)))
    found.lines += [
        f"Of {typed} typed texts in each store, the share that is there after `doctor --fix --yes`; “or in the file",
        "beside it” counts words whose place is lost too. The backup was made when half of them were written.",
    ]
    return found


_COLUMNS = ("no backup", "or in the file beside it", "with a backup", "or in the file beside it")
_COUNTED = ("without", "without, loose", "with", "with, loose")


def _shares(back: Counter[tuple[str, str]], shapes: "tuple[str, ...] | list[str]", of: int) -> list[str]:
    return [f"{sum(back[shape, what] for shape in shapes) / of:.1%}" for what in _COUNTED]


def _written(folder: Path) -> Typed:
    begin = folder / "typed"
    begin.mkdir()
    typed: list[str] = []
    for arguments in (("program", "add", str(OUTLINE)), ("me", "PlumTree7"), ("import", str(THREAD))):
        _do(begin, arguments)
    for time in range(_ROUNDS):
        for ref in ("1.1", "2.1", "2.2", "2.3", "3.1"):
            typed.append(f"Time {time} at the harbour for {ref}, with a {_LAMPS[time % 6]}. " + "It stays lit. " * time)
            typed[-1] = typed[-1].strip()
            _do(begin, ("answer", f"1.{ref}", typed[-1]))
        if time == _ROUNDS // 2 - 1:
            shutil.rmtree(begin / "backups")
            _do(begin, ("backup",))
    for peer in _PEERS:
        typed.append((f"Dear {peer}, the harbour is lit. " * 9).strip())
        _do(begin, ("reply", "1.2", peer, typed[-1]))
    typed.append(_NOTE)
    _do(begin, ("note", "1.2", _NOTE))
    held = _texts(begin / "courses.db")
    assert held.issuperset(typed)
    return Typed(begin, frozenset(typed), frozenset(held))


def _mended(piece: Damaged) -> Findings:
    (begin,) = _typed
    found = Findings()
    for what in ("without", "with"):
        place = Path(tempfile.mkdtemp(dir=begin.folder.parent))
        try:
            folder = copy_of(begin.folder, place / "here")
            if what == "without":
                shutil.rmtree(folder / "backups")
            store = folder / "courses.db"
            store.write_bytes(spoilt(store.read_bytes(), piece))
            ended = called(folder, ("doctor", "--fix", "--yes")).run()
            if "Traceback" in ended.err or ended.code not in (0, 1):
                found.fault("said badly", f"doctor --fix ended with {ended.code}: {ended.err[-300:]}")
            there = _texts(store)
            if wrong := there - begin.held:
                found.fault("wrong word shown", f"the mended store holds words that nobody wrote: {min(wrong)[:80]}")
            loose = "".join(path.read_text(encoding="utf-8") for path in folder.glob("*.txt"))
            found.counts[what] += len(there & begin.typed)
            found.counts[f"{what}, loose"] += sum(text in there or text in loose for text in begin.typed)
        finally:
            shutil.rmtree(place)
    found.faults = [fault._replace(what=f"{piece.shape} (seed {piece.seed}): {fault.what}") for fault in found.faults]
    return found


def _texts(store: Path) -> set[str]:
    """The texts that can be read from a store and are as they were written, and the notes."""
    try:
        with closing(sqlite3.connect(f"{store.as_uri()}?mode=ro", uri=True)) as connection:
            altered = {row for table, row in altered_rows(connection) if table == "version"}
            versions = connection.execute("SELECT id, text FROM version").fetchall()
            notes = connection.execute("SELECT text FROM note").fetchall()
    except (sqlite3.Error, UnicodeDecodeError):
        return set()
    return {text for row, text in versions if row not in altered} | {text for (text,) in notes}


def _do(folder: Path, arguments: tuple[str, ...]) -> None:
    ended = called(folder, arguments).run()
    if ended.code:
        raise RuntimeError(ended.err or ended.out)
