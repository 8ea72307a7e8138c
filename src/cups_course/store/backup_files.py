"""The files of the backups: their folder beside the store, their names, which of them there are and which go."""

import os
import re
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import NamedTuple, cast, get_args

from cups_course.course.backups import THINNED, Why, days_to_keep
from cups_course.course.errors import NotSaved

FOLDER = "backups"
_MOMENT = "%Y-%m-%dT%H%M%SZ"
_NAME = re.compile(rf"-(\d{{4}}-\d\d-\d\dT\d{{6}}Z)-({'|'.join(get_args(Why))})\.db")


class BackupFile(NamedTuple):
    """A copy of the store: where it is, when it was made and why."""

    path: Path
    at: datetime
    why: Why

    @property
    def day(self) -> date:
        """The day on which it was made, where the person is."""
        return self.at.astimezone().date()


def backup_files(store: Path) -> list[BackupFile]:
    """The backups of this store in the folder beside it, the newest first; nothing in them is looked at."""
    name = _stem(store)
    found = []
    with suppress(FileNotFoundError, NotADirectoryError), os.scandir(store.parent / FOLDER) as entries:
        for entry in entries:
            if entry.name.startswith(name) and (parts := _NAME.fullmatch(entry.name, len(name))):
                with suppress(ValueError):  # of a day that no calendar has: somebody else's name
                    at = datetime.strptime(parts[1], _MOMENT).replace(tzinfo=UTC)
                    found.append(BackupFile(Path(entry.path), at, cast(Why, parts[2])))
    return sorted(found, key=lambda one: one.at, reverse=True)


def new_backup_name(store: Path, why: Why) -> Path:
    """A name for a backup made now, in the folder for backups, which is made where there is none.

    Raises NotSaved.
    """
    folder = store.parent / FOLDER
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        taken = {one.at for one in backup_files(store)}
    except OSError as error:
        raise NotSaved(f"{folder}, where backups are, cannot be used: {error.strerror or error}.") from error
    at = datetime.now(UTC).replace(microsecond=0)
    while at in taken:  # a name for each; the second after is free
        at += timedelta(seconds=1)
    return folder / f"{_stem(store)}-{at:{_MOMENT}}-{why}.db"


def free_name_beside(store: Path, what: str) -> Path:
    """A free name beside the store for another copy of it: courses-damaged-2026-11-24T081500Z.db."""
    at = datetime.now(UTC).replace(microsecond=0)
    while (path := store.with_name(f"{_stem(store)}-{what}-{at:{_MOMENT}}.db")).exists():
        at += timedelta(seconds=1)
    return path


def copies_put_aside(store: Path) -> list[Path]:
    """The copies that stand beside the store itself: damaged ones that were put aside, and what was saved of them."""
    return sorted(path for what in ("damaged", "recovered") for path in store.parent.glob(f"{_stem(store)}-{what}-*"))


def daily_backup_is_due(store: Path) -> bool:
    """Whether nothing was backed up today, and the store was written since the last backup. Costs one look at the
    folder; where that may not be read it is due, and making one will say so."""
    try:
        now = datetime.now(UTC)
        there = [one for one in backup_files(store) if one.at <= now]  # a clock may have been wrong
        if not there:
            return True
        today = datetime.now().astimezone().date()
        if any(one.why == "daily" and one.day == today for one in there):
            return False
        return store.stat().st_mtime >= there[0].at.timestamp()
    except OSError:
        return True


def thin_backups(store: Path) -> None:
    """Take away the backups that time has made needless, and what killed commands left half written."""
    there = backup_files(store)
    for why in THINNED:
        alike = [one for one in there if one.why == why]
        today = datetime.now().astimezone().date()
        days = days_to_keep((one.day for one in alike), today)
        stay = {one.day: one for one in reversed(alike)}  # the last of a day stands for it
        for one in alike:
            if one.day not in days or (stay[one.day] is not one and one.day != today):
                with suppress(OSError):
                    one.path.unlink()
    for path in half_written_backups(store):
        with suppress(OSError):
            path.unlink()


def half_written_backups(store: Path) -> list[Path]:
    """What commands that were killed left in the folder: copies never finished, a day old or more."""
    long_ago = datetime.now().timestamp() - 24 * 60 * 60
    left = (store.parent / FOLDER).glob(f".{_stem(store)}-*.part*")
    return [path for path in left if path.stat().st_mtime < long_ago]


def _stem(store: Path) -> str:
    return store.name.removesuffix(".db")
