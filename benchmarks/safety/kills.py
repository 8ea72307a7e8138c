"""kill -9, at every step of a command and at random moments of it; what is there afterwards is then looked at."""

import shutil
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from random import Random
from statistics import median
from typing import NamedTuple

from safety import steps
from safety.calls import Call, Ended, load_everything
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
from safety.states import State, copied, state, unsound
from safety.working import at_once

from cups_course.store.backup import backup_files

_AFTERWARDS = "What I wrote after the lights came back."
_DYING = [f"{when}-{who}" for when in ("before", "while", "after") for who in ("editor", "tool", "both")]


_MOST_STEPS = 150
"""Of a command with more steps than this so many are chosen at random."""


class Blow(NamedTuple):
    """When a command is killed: before a step, or so many seconds after its first; or its editor kills, as told."""

    step: int = 0
    seconds: float = 0.0
    dies: str = ""
    whole: bool = False

    def __str__(self) -> str:
        when = f"step {self.step}" if self.step else self.dies or f"{self.seconds * 1000:.1f} ms after the first step"
        return f"killed at {when} ({'whole process' if self.whole else 'forked'})"


class Try(NamedTuple):
    """One blow to one scene."""

    scene: Scene
    blow: Blow


_bases: dict[str, Base] = {}
"""Where each scene begins, for the processes that are forked from this one."""


def kills(random: Random, folder: Path, *, short: bool) -> Findings:
    """Kill each command at each of its steps, or at many of them, and at random moments."""
    if reason := steps.why_not():
        return Findings([f"left out: {reason}"])
    load_everything()
    take_version_8_for_an_earlier_one()
    found = Findings()
    rows: list[tuple[object, ...]] = []
    by_scene: dict[str, Findings] = defaultdict(Findings)
    tries: list[Try] = []
    begins = beginnings(folder)
    for scene in SCENES:
        if scene.in_short or not short:
            _bases[scene.name] = prepared(scene, begins, folder / scene.name.replace(" ", "-"))
            tries += [Try(scene, blow) for blow in _blows(scene, _bases[scene.name], random, short=short)]
    for (scene, _), one in at_once(_struck, tries):
        by_scene[scene.name].add(one)
    for name, one in by_scene.items():
        count = one.counts
        rows.append((name, *(count[f"kills {how}"] for how in _HOW), *(count[what] for what in _CAME_OF)))
        found.add(one)
    total = found.counts
    sums = ("all", *(total[f"kills {how}"] for how in _HOW), *(total[what] for what in _CAME_OF))
    found.lines += table(("killed with SIGKILL", *_HOW, *_CAME_OF), *rows, sums)
    found.lines.append(
        f"{total['kills']} kills, {total['kills whole']} of whole processes of the installed command, the others of "
        f"its main in a forked child; {total['over before']} more calls had ended before they were hit."
    )
    return found


_HOW = ("at a step", "at random", "by the editor", "whole")
_CAME_OF = ("not done", "half way", "done", "faults")


def _blows(scene: Scene, base: Base, random: Random, *, short: bool) -> Iterator[Blow]:
    only_forked = scene.base == "earlier version" or (short and scene is not SCENES[0])
    for whole in (False,) if only_forked else (False, True):
        count, seconds = _course_of(scene, base, whole=whole, short=short)
        if not whole:
            every = range(1, count + 1)
            yield from (Blow(step) for step in random.sample(every, min(count, 4 if short else _MOST_STEPS)))
        else:
            some = random.sample(range(1, count + 1), 1 if short else 12)
            yield from (Blow(step, whole=True) for step in some)
        for _ in range(1 if short else 12 if whole else 25):
            yield Blow(seconds=random.uniform(0, seconds), whole=whole)
        if scene.in_editor:
            for _ in range(1 if short or whole else 8):
                yield from (Blow(dies=dies, whole=whole) for dies in _DYING)


def _course_of(scene: Scene, base: Base, *, whole: bool, short: bool) -> tuple[int, float]:
    """How many steps the command has, and how long it takes from the first of them, undisturbed."""
    times = []
    with tempfile.TemporaryDirectory(dir=base.folder.parent) as name:
        for number in range(1 if short else 3):
            traced = _started(scene.call(copy_of(base.folder, Path(name) / str(number)), whole=whole))
            traced.run_to(1)
            began = time.monotonic()
            traced.let_go()
            traced.child.ended()
            times.append(time.monotonic() - began)
        traced = _started(scene.call(copy_of(base.folder, Path(name) / "counted"), whole=whole))
        traced.run_to(-1)
        traced.child.ended()
    return traced.steps, median(times)


def _started(call: Call) -> steps.Traced:
    return steps.Traced(call.start(steps.be_traced))


def _struck(one: Try) -> Findings:
    scene, blow = one
    base = _bases[scene.name]
    found = Findings()
    place = Path(tempfile.mkdtemp(dir=base.folder.parent))
    try:
        folder = copy_of(base.folder, place / "here")
        killed, ended = _strike(scene.call(folder, whole=blow.whole).with_environment(DIES=blow.dies), blow)
        if killed:
            how = "by the editor" if blow.dies else "at a step" if blow.step else "at random"
            found.counts.update(("kills", f"kills {how}", *(("kills whole",) if blow.whole else ())))
        else:
            found.counts["over before"] += 1
        _examine(scene, base, folder, ended, found)
        found.faults = [fault._replace(what=f"{scene.name}, {blow}: {fault.what}") for fault in found.faults]
        found.counts["faults"] = len(found.faults)
    finally:
        shutil.rmtree(place)
    return found


def _strike(call: Call, blow: Blow) -> tuple[bool, Ended]:
    """Whether the command (or its editor) was killed, and how the command ended."""
    if blow.dies:
        return True, call.start().ended()
    traced = _started(call)
    if not traced.run_to(blow.step or 1):
        return False, traced.child.ended()
    if blow.step:
        traced.kill()
    else:
        traced.let_go()
        time.sleep(blow.seconds)
        with suppress(ProcessLookupError):
            traced.child.kill()
    ended = traced.child.ended()
    return ended.code < 0, ended


def _examine(scene: Scene, base: Base, folder: Path, ended: Ended, found: Findings) -> None:
    """Look at what the command left behind: first in a copy, so that the next command finds it untouched."""
    store = folder / "courses.db"
    if scene.crashed(ended):
        found.fault("said badly", f"exit code {ended.code}: {ended.err[-300:]}")
    left = copied(store, folder.parent / "as-left")
    if wrong := unsound(left, may_show_less=scene.may_show_less):
        found.fault("store damaged", wrong)
        return
    kept = state(left)
    done = ended.code == 0 or bool(scene.says and scene.says in ended.out)
    new = _new_backups(base, folder)
    _judge(base, kept, done, found, new)
    _look_at_backups(scene, base, new, folder, found)
    saved = _saved_words(folder)
    if saved and not any(saved in text for text in _texts_and_drafts(kept, folder)):
        found.fault("word lost", f"“{saved}”, saved by the editor, is nowhere")
    _go_on(scene, folder, kept, saved, found)


def _judge(base: Base, kept: State, done: bool, found: Findings, new: list[Path]) -> None:
    if base.before.gist == base.after.gist == kept.gist:
        found.counts["done" if new else "not done"] += 1
        if done and not new:
            found.fault("wrong backup", "it said that a backup was made, and there is none")
        return
    if kept.gist == base.after.gist:
        found.counts["done"] += 1
        return
    if done:
        found.fault("word lost", "it said that it was done, and it is not")
    elif kept[:2] == base.before[:2]:
        found.counts["not done"] += 1
    elif kept.gist in base.through:
        found.counts["half way"] += 1
    else:
        changed = sorted(set(kept.gist) ^ set(base.after.gist))[:3]
        found.fault("half done", f"the store is neither as before nor as after, such as {changed}")
        if lost := base.before.texts & base.after.texts - kept.texts:
            found.fault("word lost", f"{len(lost)} texts that were there before")


def _new_backups(base: Base, folder: Path) -> list[Path]:
    """What was not there before and bears the name of a backup."""
    there = [*(one.path for one in backup_files(folder / "courses.db")), folder / "copy.db"]
    return [path for path in there if path.exists() and not (base.folder / path.relative_to(folder)).exists()]


def _look_at_backups(scene: Scene, base: Base, new: list[Path], folder: Path, found: Findings) -> None:
    """Each has to be what was kept when it was made, and to come back as that."""
    for number, backup in enumerate(new):
        found.counts["backups"] += 1
        if wrong := unsound(backup, may_show_less=scene.may_show_less):
            found.fault("wrong backup", f"{backup.name}: {wrong}")
            continue
        held = state(backup)
        if held[:2] != base.before[:2] and held.gist not in base.through:
            found.fault("wrong backup", f"{backup.name} does not hold what the store held")
        fresh = folder.parent / f"fresh-{number}"
        fresh.mkdir()
        ended = called(fresh, ("backup", "--restore", str(backup), "--yes")).run()
        if ended.code or state(fresh / "courses.db").log != held.log:
            found.fault("wrong backup", f"{backup.name} does not come back: {ended.err}")
        else:
            found.counts["backups restored"] += 1


def _saved_words(folder: Path) -> str:
    """What the editor had written into its file for sure."""
    saved = folder / "saved"
    return "".join(EDITORS_WORDS[: int(saved.read_text() or 0)]) if saved.exists() else ""


def _texts_and_drafts(kept: State, folder: Path) -> Iterator[str]:
    yield from kept.texts
    for draft in (folder / "unsaved-answers").glob("*.md"):
        yield draft.read_text(encoding="utf-8")


def _go_on(scene: Scene, folder: Path, kept: State, saved: str, found: Findings) -> None:
    """The next command has to work, without waiting for anybody, and to take in what was saved and not yet kept."""
    store = folder / "courses.db"
    begun = time.monotonic()
    if scene.may_show_less:
        again = scene.call(folder).run()
        if again.code or again.crashed:
            found.fault("stuck", f"the same command once more fails: {again.err[-200:]}")
    if saved:
        taken_in = called(folder, ("answer", "1.2"), {"EDITOR": "true"}).run()
        if taken_in.code or not any(saved in text for text in state(store).texts):
            found.fault("word lost", f"the next `answer 1.2` does not keep what was saved: {taken_in.err[-200:]}")
    ended = called(folder, ("answer", "1.2.1", _AFTERWARDS)).run()
    if ended.code or ended.crashed:
        found.fault("stuck", f"the next command fails: {ended.err[-200:]}")
        return
    if (seconds := time.monotonic() - begun) > 8:
        found.fault("stuck", f"the next command took {seconds:.0f} s")
    now = state(store)
    if lost := (kept.texts | {_AFTERWARDS}) - now.texts:
        found.fault("word lost", f"{len(lost)} texts are gone after the next command")
    if wrong := unsound(store):
        found.fault("store damaged", f"after the next command: {wrong}")
