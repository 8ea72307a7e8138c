"""Backups: copies of the store that are made, checked against it, thinned, and put back in its place."""

import os
import re
import shutil
import sqlite3
import tempfile
from contextlib import closing, suppress
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import NamedTuple, cast, get_args

from cups_course.errors import CourseError, DamagedStore, NotAStore, NotSaved, StoreUnreachable
from cups_course.reports import THINNED, BackupInfo, Why, days_to_keep
from cups_course.store.files import FOLDER, as_sentences, connect, schema_version, sqlite_faults
from cups_course.store.soundness import count_versions, store_contents

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


def make_backup(store: Path, why: Why) -> Path:
    """A backup of the store in the folder beside it; returns where it is.

    Raises DamagedStore where the store is not sound, NotSaved or StoreUnreachable.
    """
    target = new_backup_name(store, why)
    write_copy(store, target)
    if why in THINNED:
        with suppress(OSError):
            thin_backups(store)
    return target


def write_copy(store: Path, target: Path) -> None:
    """A copy of the store as it is at one moment, also while others write: whole, read through and on the disk before
    it has its name, and for its owner only. What was there is replaced.

    Raises as `make` does; then nothing was changed.
    """
    if target.exists() and store.exists() and target.samefile(store):
        raise NotSaved(f"{target} is the store itself. A backup needs another name.")
    try:
        number, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.", suffix=".part")
        os.close(number)
        try:
            _copy(store, Path(name), target)
            Path(name).replace(target)
            _sync(target.parent)
        finally:
            Path(name).unlink(missing_ok=True)
    except OSError as error:
        raise NotSaved(f"{target} could not be written: {error.strerror or error}.") from error


def _copy(store: Path, to: Path, target: Path) -> None:
    with as_sentences(store), closing(connect(store)) as source:
        source.execute("BEGIN")
        schema_version(source, store)
        held = store_contents(source)
        try:
            with closing(sqlite3.connect(to, isolation_level=None)) as copy:
                copy.execute("PRAGMA journal_mode = OFF")
                copy.execute("PRAGMA synchronous = OFF")
                source.backup(copy)
        except sqlite3.OperationalError as error:
            raise NotSaved(f"{target} could not be written: {error}.") from error
    _sync(to)
    with as_sentences(store), closing(connect(to)) as copy:
        if sqlite_faults(copy):
            raise DamagedStore(str(store))
        if store_contents(copy) != held:
            raise NotSaved(f"{target} was not written: the disk gave back other words than it was given.")


def list_backups(store: Path) -> list[BackupInfo]:
    """The backups beside the store, the newest first, each opened for a quick look."""
    with as_sentences(store):
        there = backup_files(store)
    found = []
    for number, one in enumerate(there, start=1):
        held, trouble = None, ""
        try:
            held = count_texts(one.path)
        except CourseError as error:
            trouble = error.message
        size = one.path.stat().st_size if one.path.exists() else 0
        found.append(BackupInfo(number, str(one.path), f"{one.at:%Y-%m-%dT%H:%M:%SZ}", one.why, size, held, trouble))
    return found


def count_texts(backup: Path) -> int:
    """How many versions of texts a backup holds, as far as a quick look tells.

    Raises DamagedStore, NewerStore, NotAStore or StoreUnreachable.
    """
    with as_sentences(backup), closing(connect(backup, "ro")) as connection:
        if schema_version(connection, backup) == 0:
            raise NotAStore(str(backup))
        return count_versions(connection)


def check_backup(backup: Path) -> int:
    """The same after reading it through from end to end."""
    held = count_texts(backup)
    with as_sentences(backup), closing(connect(backup, "ro")) as source, closing(sqlite3.connect("")) as copy:
        source.backup(copy)
        if sqlite_faults(copy):
            raise DamagedStore(str(backup), f"The backup {backup} is damaged.")
    return held


def restore_backup(store: Path, backup: Path) -> Path | None:
    """Put a backup in the place of the store. Returns where the store is that was there before: a backup of it, or the
    file itself where it is damaged; None where there was none.

    Raises DamagedStore, NewerStore or NotAStore for the backup; NotSaved or StoreUnreachable.
    """
    check_backup(backup)
    if not store.exists() or not store.stat().st_size:
        replace_store(store, backup)
        return None
    try:
        before = make_backup(store, "before-restoring")
    except (DamagedStore, NotAStore):
        return replace_store(store, backup)
    with as_sentences(store), closing(connect(backup, "ro")) as source, closing(connect(store)) as live:
        live.execute("PRAGMA synchronous = EXTRA")
        # In one transaction of the file: another command sees the one store or the other.
        source.backup(live, progress=lambda status, *_: _end_of_patience(store, status))
    return before


def replace_store(store: Path, by: Path) -> Path | None:
    """Put a sound store in the place of one that cannot be opened. Returns where that one is now, None for none.

    The damaged file is copied aside untouched, with its journal, before the other takes its name in one step.
    """
    aside = None
    try:
        store.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if store.exists():
            aside = copy_aside(store, "damaged")
            with suppress(FileNotFoundError):  # its journal would be written into the other store
                _journal(store).rename(_journal(aside))
        write_copy(by, store)
    except OSError as error:
        raise NotSaved(f"{store} could not be replaced: {error.strerror or error}.") from error
    return aside


def _journal(path: Path) -> Path:
    return path.with_name(f"{path.name}-journal")


def copy_aside(store: Path, what: str) -> Path:
    """A copy of the file as it is, byte for byte, beside it; for its owner only. Raises OSError."""
    aside = free_name_beside(store, what)
    with os.fdopen(os.open(aside, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as to, store.open("rb") as file:
        shutil.copyfileobj(file, to)
        to.flush()
        os.fsync(to.fileno())
    return aside


def _end_of_patience(store: Path, status: int) -> None:
    """SQLite has waited already when it says that the file is busy; Python would wait for ever."""
    if status in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        raise StoreUnreachable(f"{store} is in use by another program. Nothing was changed. Try again in a moment.")


def _sync(path: Path) -> None:
    """Have a file, or the names in a folder, on the disk itself; where a system cannot do that, as well as it does."""
    with suppress(OSError):
        number = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
        try:
            os.fsync(number)
        finally:
            os.close(number)
