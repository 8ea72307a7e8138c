"""Disks that are really full, and a real limit on how large a file may grow."""

import os
import shutil
import subprocess
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from random import Random

from safety.calls import load_everything
from safety.findings import Findings, table
from safety.scenes import (
    EDITORS_WORDS,
    SCENES,
    Base,
    Scene,
    beginnings,
    called,
    prepared,
    take_version_8_for_an_earlier_one,
)
from safety.states import State, copied, state, unsound

_KILO = 1024
_SIZE = 8 * 1024 * _KILO
_WHAT = (
    "answer",
    "note",
    "import",
    "answer in an editor",
    "rebuild for a new version",
    "rebuild by doctor",
    "backup",
    "merge",
    "forget",
)
_FREE = (0, 4, 8, 12, 16, 24, 32, 48, 64, 96, 128, 192, 256, 384, 512, 768)
"""Kilobytes that are left, or by which a file may grow."""
_FREE_SHORT = (0, 64)
_ENDS = ("said so", "done")


def disk(random: Random, folder: Path, *, short: bool) -> Findings:
    """Write where there is no room: what was kept stays, and it is said in a sentence."""
    load_everything()
    take_version_8_for_an_earlier_one()
    found = Findings()
    begins = beginnings(folder)
    bases = {
        scene.name: (scene, prepared(scene, begins, folder / scene.name.replace(" ", "-")))
        for scene in SCENES
        if scene.name in _WHAT and (scene.in_short or not short)
    }
    ends: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    kilobytes = _FREE_SHORT if short else _FREE
    with _small_disk() as (small, reason):
        for name, (scene, base) in bases.items():
            for free in kilobytes:
                if small:
                    ends[name, "full"].update(_on_full_disk(scene, base, small, free, found))
                ends[name, "limit"].update(_under_limit(scene, base, folder, free, found))
    head = ("no room", *(f"{what}: {end}" for what in ("full disk", "size limit") for end in _ENDS))
    rows = [(name, *(ends[name, what][end] for what in ("full", "limit") for end in _ENDS)) for name in bases]
    found.lines = table(head, *rows)
    found.lines.append(
        f"A tmpfs of {_SIZE // _KILO} kB filled until 0 to {kilobytes[-1]} kB were left; RLIMIT_FSIZE from below the "
        "size of the store to above it. The room given back, what was kept is there, and the words of the editor."
    )
    if reason:
        found.lines.append(f"left out: the full disk, as {reason}.")
    return found


@contextmanager
def _small_disk() -> Iterator[tuple[Path | None, str]]:
    """A file system of its own, and small; or why there can be none."""
    place = Path(tempfile.mkdtemp())
    mounted = False
    try:
        if not hasattr(os, "geteuid") or os.geteuid() != 0 or not shutil.which("mount"):
            yield None, "only root may mount one"
            return
        line = ["mount", "-t", "tmpfs", "-o", f"size={_SIZE}", "cups-course-safety", str(place)]
        done = subprocess.run(line, capture_output=True, text=True)
        mounted = done.returncode == 0
        yield (place, "") if mounted else (None, f"it could not be mounted ({done.stderr.strip()})")
    finally:
        if mounted:
            subprocess.run(["umount", str(place)], check=True)
        place.rmdir()


def _on_full_disk(scene: Scene, base: Base, small: Path, free: int, found: Findings) -> list[str]:
    folder = small / "here"
    shutil.copytree(base.folder, folder)
    filler = small / "filler"
    try:
        _fill(filler, free * _KILO)
        return _written(scene, base, folder, None, f"{free} kB left", found, filler)
    finally:
        filler.unlink(missing_ok=True)
        shutil.rmtree(folder)


def _fill(filler: Path, free: int) -> None:
    """Take all the room there is but so many bytes."""
    with filler.open("wb", buffering=0) as file:
        for piece in (64 * _KILO, _KILO):
            with suppress(OSError):
                while file.write(bytes(piece)) == piece:
                    pass
    os.truncate(filler, max(0, filler.stat().st_size - free))


def _under_limit(scene: Scene, base: Base, place: Path, free: int, found: Findings) -> list[str]:
    folder = place / "limited"
    shutil.copytree(base.folder, folder)
    try:
        # From a limit below what there is already, where not even a copy or a journal can be whole, to one above it.
        largest = (base.folder / "courses.db").stat().st_size + (free - _FREE[-1] // 4) * _KILO
        largest = max(largest, free * _KILO)
        return _written(scene, base, folder, largest, f"files up to {largest} bytes", found, None)
    finally:
        shutil.rmtree(folder)


def _written(
    scene: Scene, base: Base, folder: Path, largest: int | None, how: str, found: Findings, filler: Path | None
) -> list[str]:
    """Run the command, give the room back, and look at what there is."""
    saved = Path(tempfile.gettempdir()) / f"saved-{os.getpid()}"
    ended = scene.call(folder).with_environment(SAVED=str(saved))._replace(largest=largest).run()
    if filler:
        filler.unlink()
    there = Findings()
    if scene.crashed(ended):
        there.fault("said badly", f"exit code {ended.code}: {ended.err[-600:]}")
    place = Path(tempfile.mkdtemp())
    try:
        left = copied(folder / "courses.db", place / "as-left")
        if wrong := unsound(left, may_show_less=scene.may_show_less):
            there.fault("store damaged", wrong)
        kept = state(left)
    finally:
        shutil.rmtree(place)
    _judge(base, kept, ended.code == 0, ended.err, there)
    if saved.exists():
        _look_for_words(folder, kept, "".join(EDITORS_WORDS[: int(saved.read_text() or 0)]), there)
        saved.unlink()
    after = called(folder, ("answer", "1.2.1", "There is room again.")).run()
    if after.code or "There is room again." not in state(folder / "courses.db").texts:
        there.fault("stuck", f"with room again the next command fails: {after.err[-300:]}")
    found.faults += [fault._replace(what=f"{scene.name}, {how}: {fault.what}") for fault in there.faults]
    return ["done" if ended.code == 0 else "said so"]


def _judge(base: Base, kept: State, done: bool, said: str, found: Findings) -> None:
    if done and kept.gist != base.after.gist:
        found.fault("word lost", f"it said that it was done, and it is not; it said: {said[-300:]}")
    if not done and kept[:2] != base.before[:2] and kept.gist not in (*base.through, base.after.gist):
        found.fault("half done", "the store is neither as before nor as after")
    if not done and kept.gist == base.after.gist != base.before.gist:
        found.fault("said badly", f"it was done, and said to have failed: {said[-300:]}")


def _look_for_words(folder: Path, kept: State, words: str, found: Findings) -> None:
    drafts = [path.read_text(encoding="utf-8") for path in (folder / "unsaved-answers").glob("*.md*")]
    if not any(words in text for text in (*kept.texts, *drafts)):
        found.fault("word lost", f"“{words}”, saved by the editor, is nowhere")
