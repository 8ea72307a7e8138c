"""Killed before words are forgotten, or while they are: afterwards no byte of them is left, in whatever form."""

import os
import re
import shutil
import sqlite3
import tempfile
import zlib
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path
from random import Random
from typing import NamedTuple

from safety import steps
from safety.calls import load_everything
from safety.findings import Findings, table
from safety.scenes import (
    EDITORS_WORDS,
    SCENES,
    Base,
    Scene,
    beginnings,
    called,
    copy_of,
    prepared,
    take_version_8_for_an_earlier_one,
)
from safety.working import at_once

_EVERYTHING = ("forget", "1", "--with-mine", "--everywhere", "--yes")
_FORGETTING = (
    Scene("forget everything", _EVERYTHING, ""),
    Scene("forget a peer", ("forget", "@oakleaf", "--with-mine", "--everywhere", "--yes"), ""),
)
_OWN_FILES = ("laptop.db", "old.db", "copy.db", "editor.sh", "saved")
"""Files that are the person's business: the tool promises nothing about them."""
_IN_SHORT = ("answer in an editor", "merge")
_MOST_STEPS, _MOST_OF_OTHERS = 40, 6
"""Steps that are tried of a `forget`, and of a command before it."""
_LETTERS = 40
"""Letters of a text that are looked for."""
_ZLIB = re.compile(rb"\x78[\x01\x5e\x9c\xda]")
_MOST_UNPACKED = 1 << 20


class Try(NamedTuple):
    """A command, and the step before which it is killed; 0 for none."""

    scene: Scene
    step: int


_bases: dict[str, Base] = {}
_words: dict[str, frozenset[str]] = {}
"""What is looked for after each scene."""


def forgotten(random: Random, folder: Path, *, short: bool) -> Findings:
    """Kill each command at its steps, forget everything then, and look at each byte of the home and of TMPDIR."""
    if reason := steps.why_not():
        return Findings([f"left out: {reason}"])
    load_everything()
    take_version_8_for_an_earlier_one()
    begins = beginnings(folder)
    tries: list[Try] = []
    for scene in (*_FORGETTING, *SCENES):
        if not short or scene in _FORGETTING or scene.name in _IN_SHORT:
            base = _bases[scene.name] = prepared(scene, begins, folder / scene.name.replace(" ", "-"))
            _words[scene.name] = _looked_for(scene, base)
            count = _steps_of(scene, base)
            every = range(1, count + 1)
            most = 2 if short else _MOST_STEPS if scene in _FORGETTING else _MOST_OF_OTHERS
            tries += [Try(scene, step) for step in (0, *random.sample(every, min(count, most)))]
    found = Findings()
    rows: dict[str, Findings] = {}
    for (scene, _), one in at_once(_tried, tries):
        rows.setdefault(scene.name, Findings()).add(one)
        found.add(one)
    head = ("killed, then forgotten", "kills", "texts looked for", "found before", "drafts named", "found after")
    lines = [(name, *(one.counts[what] for what in head[1:])) for name, one in rows.items()]
    found.lines = table(head, *lines, ("all", *(found.counts[what] for what in head[1:])))
    return found


def _looked_for(scene: Scene, base: Base) -> frozenset[str]:
    """A piece of each text that may be in the store, unless a question says the same."""
    after = sorted(base.folder.parent.glob("end-*/courses.db"))
    texts: set[str] = {*EDITORS_WORDS} if scene.in_editor else set()
    asked = ""
    for store in (base.folder / "courses.db", base.folder / "old.db", *after):
        with closing(sqlite3.connect(store)) as connection:
            peers = "SELECT text FROM post" + (" WHERE author = 'oakleaf'" if "@oakleaf" in scene.arguments else "")
            own = "" if "@oakleaf" in scene.arguments else "UNION SELECT text FROM version UNION SELECT text FROM note"
            texts |= {text for (text,) in connection.execute(f"{peers} {own}") if text}
            asked += "".join(text for (text,) in connection.execute("SELECT text FROM question"))
    pieces = (max(text.splitlines(), key=len)[:_LETTERS].strip() for text in texts)
    return frozenset(piece for piece in pieces if len(piece) > 8 and piece not in asked)


def _steps_of(scene: Scene, base: Base) -> int:
    with tempfile.TemporaryDirectory(dir=base.folder.parent) as name:
        traced = steps.Traced(scene.call(copy_of(base.folder, Path(name) / "counted")).start(steps.be_traced))
        traced.run_to(-1)
        traced.child.ended()
    return traced.steps


def _tried(one: Try) -> Findings:
    scene, step = one
    base, words = _bases[scene.name], _words[scene.name]
    found = Findings()
    place = Path(tempfile.mkdtemp(dir=base.folder.parent))
    try:
        folder = copy_of(base.folder, place / "here")
        (folder / "tmp").mkdir()
        here = {"TMPDIR": str(folder / "tmp")}
        call = scene.call(folder).with_environment(**here)
        if step:
            traced = steps.Traced(call.start(steps.be_traced))
            if traced.run_to(step):
                traced.kill()
                found.counts["kills"] += 1
            traced.child.ended()
        else:
            call.run()
        if scene.in_editor:  # what was typed is saved first
            called(folder, ("answer", "1.2"), {"EDITOR": "true", **here}).run()
        for name in _OWN_FILES:
            (folder / name).unlink(missing_ok=True)
        found.counts["texts looked for"] += len(words)
        found.counts["found before"] += len({word for word, _ in traces(folder, words)})
        again = scene.arguments if scene in _FORGETTING else _EVERYTHING
        ended = called(folder, again, here).run()
        if ended.crashed or (ended.code and "Nothing is saved" not in ended.err):
            found.fault("stuck", f"`forget` fails: {ended.err[-300:]}")
        # It names drafts that hold the words, for the person to delete.
        named = {path for path in (folder / "unsaved-answers").glob("*") if str(path) in ended.err}
        for path in named:
            path.unlink()
        found.counts["drafts named"] += len(named)
        left = sorted(traces(folder, words))
        found.counts["found after"] += len({word for word, _ in left})
        for word, where in left:
            found.fault("not forgotten", f"“{word}” is in {where}")
        found.faults = [fault._replace(what=f"{scene.name}, killed at {step}: {fault.what}") for fault in found.faults]
    finally:
        shutil.rmtree(place)
    return found


def traces(folder: Path, words: frozenset[str]) -> Iterator[tuple[str, str]]:
    """Each of these words that is in a file below this folder, and where: as UTF-8, UTF-16, in JSON, or compressed."""
    forms = {form: word for word in words for form in _forms(word)}
    for above, _, names in os.walk(folder):
        for path in (Path(above, name) for name in names):
            data = path.read_bytes() if path.is_file() else b""
            for part in (data, os.fsencode(path.name), *_unpacked(data)):
                yield from ((word, str(path.relative_to(folder))) for form, word in forms.items() if form in part)


def _forms(word: str) -> set[bytes]:
    escaped = word.encode("unicode_escape").replace(b"\\x", b"\\u00")
    return {word.encode("utf-8"), word.encode("utf-16-le"), word.encode("utf-16-be"), escaped}


def _unpacked(data: bytes) -> Iterator[bytes]:
    """What is compressed in a file. Of what lies on several pages of a store, the first part and SQLite's whole."""
    for match in _ZLIB.finditer(data):
        with suppress(zlib.error):
            yield zlib.decompressobj().decompress(data[match.start() : match.start() + _MOST_UNPACKED], _MOST_UNPACKED)
    if data.startswith(b"SQLite format 3\0"):
        with closing(sqlite3.connect(":memory:")) as connection, suppress(sqlite3.Error, zlib.error):
            connection.deserialize(data)
            for (packed,) in connection.execute("SELECT packed FROM event WHERE packed IS NOT NULL"):
                yield zlib.decompress(packed)
