"""Backups made in the course of a random history, and while others write: each brought back and compared."""

import os
from pathlib import Path
from random import Random

from safety.calls import Ended, load_everything
from safety.findings import Findings
from safety.histories import step
from safety.merges import opened
from safety.scenes import OUTLINE, beginnings, called, take_version_8_for_an_earlier_one
from safety.states import State, state, unsound

from cups_course.cli.session import locate
from cups_course.store.answers import keep_answers
from cups_course.store.backup import backup_files


def bringing_back(random: Random, folder: Path, *, short: bool) -> Findings:
    """Make backups of every kind, and restore every one."""
    load_everything()
    take_version_8_for_an_earlier_one()
    found = Findings()
    home = folder / "home"
    home.mkdir()
    held = _history(random, home, 4 if short else 40, found)
    held |= _rebuilt(folder)
    for number, (backup, was) in enumerate(sorted(held.items())):
        found.counts["backups"] += 1
        fresh = folder / f"fresh-{number}"
        fresh.mkdir()
        ended = called(fresh, ("backup", "--restore", str(backup), "--yes")).run()
        if ended.code or state(fresh / "courses.db").log != was.log or unsound(fresh / "courses.db"):
            found.fault("wrong backup", f"{backup.name} does not come back as what was kept: {ended.err[-300:]}")
        else:
            found.counts["backups restored"] += 1
    whys = sorted({backup.stem.partition("Z-")[2] for backup in held})
    found.lines = [
        f"{len(held)} backups of a random history ({', '.join(whys)}), each restored in a fresh place: "
        f"{found.counts['backups restored']} as the store was when it was made."
    ]
    _while_writing(folder, 20 if short else 200, found)
    return found


def _history(random: Random, home: Path, rounds: int, found: Findings) -> dict[Path, State]:
    """Play a history; returns every backup with the rows of the store at that time."""
    store = home / "courses.db"
    held: dict[Path, State] = {}
    _ok(called(home, ("program", "add", str(OUTLINE))).run())
    for number in range(rounds):
        before = state(store)
        known = set(_files(store))
        with opened(store) as database:
            for _ in range(random.randint(2, 8)):
                step(database, random)
        held |= dict.fromkeys(set(_files(store)) - known, before)  # the daily one, made before the first write
        held |= _made(home, ("backup",))
        if number % 4 == 3:
            chosen = random.choice(sorted(held))
            made = _made(home, ("backup", "--restore", str(chosen), "--yes"))
            # If no daily one was due before, it is made once the older store is back, and so holds that.
            held |= {path: held[chosen] if path.stem.endswith("-daily") else was for path, was in made.items()}
            if state(store)[:2] != held[chosen][:2]:
                found.fault("wrong backup", f"{chosen.name} put in the place of the store is not what it was")
    return held


def _made(home: Path, arguments: tuple[str, ...]) -> dict[Path, State]:
    """What a command that makes a backup made, and what the store held before it."""
    store = home / "courses.db"
    before, known = state(store), set(_files(store))
    _ok(called(home, arguments).run())
    return dict.fromkeys(set(_files(store)) - known, before)


def _rebuilt(folder: Path) -> dict[Path, State]:
    """A store of an earlier version is backed up before its projections are rebuilt."""
    begins = folder / "begins"
    begins.mkdir()
    home = beginnings(begins) / "earlier version"
    return _made(home, ("status",))


def _while_writing(folder: Path, writes: int, found: Findings) -> None:
    """Backups made while another process writes hold what was kept until some moment, and nothing by halves."""
    home = folder / "busy"
    home.mkdir()
    _ok(called(home, ("program", "add", str(OUTLINE))).run())
    store = home / "courses.db"
    writer = os.fork()
    if not writer:
        try:
            for number in range(writes):
                with opened(store) as database:
                    _, place = locate(database, "1.2.1")
                    assert place.discussion and place.question
                    keep_answers(database, place.discussion, {place.question.id: f"{number} harbours"}, "text")
        finally:
            os._exit(0)
    made = 0
    while os.waitpid(writer, os.WNOHANG) == (0, 0):
        before = {text for _, text in state(store).shown["(versions)"]}
        known = set(_files(store))
        _ok(called(home, ("backup",)).run())
        for backup in set(_files(store)) - known:
            made += 1
            found.counts["backups"] += 1
            texts = {text for _, text in state(backup).shown["(versions)"]}
            whole = texts == {f"{number} harbours" for number in range(len(texts))}
            if (backup.stem.endswith("by-hand") and (not before <= texts or not whole)) or unsound(backup):
                found.fault("wrong backup", f"{backup.name}, made while another process wrote, is not what was kept")
                continue
            fresh = folder / f"busy-{made}"
            fresh.mkdir()
            ended = called(fresh, ("backup", "--restore", str(backup), "--yes")).run()
            if ended.code or {text for _, text in state(fresh / "courses.db").shown["(versions)"]} != texts:
                found.fault("wrong backup", f"{backup.name} does not come back: {ended.err[-300:]}")
            else:
                found.counts["backups restored"] += 1
    kept = len(state(store).shown["(versions)"])
    if kept != writes:
        found.fault("word lost", f"{writes - kept} of {writes} texts written while backups were made are not there")
    found.lines.append(f"{made} backups made while another process kept {writes} texts: each whole, and restored.")


def _files(store: Path) -> list[Path]:
    return [one.path for one in backup_files(store)]


def _ok(ended: Ended) -> None:
    if ended.code:
        raise RuntimeError(ended.err or ended.out)
