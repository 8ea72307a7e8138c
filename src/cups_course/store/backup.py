"""Backups: makes copies of the store, checks them, thins them out, and puts one in its place."""

import os
import re
import shutil
import sqlite3
import stat
from collections.abc import Iterable
from contextlib import closing, suppress
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import NamedTuple, cast, get_args

from cups_course.errors import CourseError, DamagedStore, NotAStore, NotSaved, StoreUnreachable
from cups_course.paths import why_not_own
from cups_course.reports import BackupInfo, Why
from cups_course.store.files import FOLDER, as_sentences, connect, create_file, in_use, schema_version, sqlite_faults
from cups_course.store.identity import local_date
from cups_course.store.soundness import count_versions, store_contents
from cups_course.temporary import temporary_folder

_MOMENT = "%Y-%m-%dT%H%M%SZ"
_NAME = re.compile(rf"-(\d{{4}}-\d\d-\d\dT\d{{6}}Z)-({'|'.join(get_args(Why))})\.db")
THINNED: tuple[Why, ...] = ("daily", "before-merging")
"""Backups that the tool makes again and again by itself, of which only some are kept."""
_DAYS = 7
_WEEKS = 8


class BackupFile(NamedTuple):
    """A copy of the store: where it is, when it was made and why."""

    path: Path
    at: datetime
    why: Why

    @property
    def day(self) -> date:
        """The day on which it was made, by the time zone of this machine."""
        return self.at.astimezone().date()


def backup_files(store: Path) -> list[BackupFile]:
    """The backups of this store in the folder beside it, the newest first. None is opened."""
    name = _stem(store)
    files = []
    with suppress(FileNotFoundError, NotADirectoryError), os.scandir(store.parent / FOLDER) as entries:
        for entry in entries:
            if entry.name.startswith(name) and (parts := _NAME.fullmatch(entry.name, len(name))):
                with suppress(ValueError):  # of a day that no calendar has: somebody else's name
                    at = datetime.strptime(parts[1], _MOMENT).replace(tzinfo=UTC)
                    files.append(BackupFile(Path(entry.path), at, cast(Why, parts[2])))
    return sorted(files, key=lambda one: one.at, reverse=True)


def new_backup_name(store: Path, why: Why) -> Path:
    """A free name for a backup made now. Makes the folder for backups where there is none.

    Raises NotSaved.
    """
    folder = store.parent / FOLDER
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        # A link of their own may lead to another disk.
        if reason := why_not_own(folder, store=store) or why_not_own(folder.resolve(), store=store):
            raise NotSaved(f"The backup folder {folder} {reason}, so no backup was made. Move it away.")
        mode = stat.S_IMODE(folder.stat().st_mode)
        if mode & stat.S_IWOTH and not mode & stat.S_ISVTX:  # others could put backups of their own there
            with suppress(OSError):  # some file systems have no permissions
                folder.chmod(mode & ~(stat.S_IWGRP | stat.S_IWOTH))
        used = {one.at for one in backup_files(store)}
    except OSError as error:
        raise NotSaved(f"The backup folder {folder} can't be used: {error.strerror or error}.") from error
    at = datetime.now(UTC).replace(microsecond=0)
    while at in used:
        at += timedelta(seconds=1)
    return folder / f"{_stem(store)}-{at:{_MOMENT}}-{why}.db"


def free_name_beside(store: Path, what: str) -> Path:
    """A free name beside the store for another copy of it: courses-damaged-2026-11-24T081500Z.db."""
    at = datetime.now(UTC).replace(microsecond=0)
    while (path := store.with_name(f"{_stem(store)}-{what}-{at:{_MOMENT}}.db")).exists():
        at += timedelta(seconds=1)
    return path


def copies_put_aside(store: Path) -> list[Path]:
    """The copies beside the store itself: damaged ones that were put aside, and what was recovered from them."""
    return sorted(path for what in ("damaged", "recovered") for path in store.parent.glob(f"{_stem(store)}-{what}-*"))


def daily_backup_is_due(store: Path) -> bool:
    """Whether there is no backup of today, and the store was written since the last one. Also true where the folder
    may not be read: making one will say so."""
    try:
        now = datetime.now(UTC)
        made = [one for one in backup_files(store) if one.at <= now]  # a clock may have been wrong
        if not made:
            return True
        if any(one.why == "daily" and one.day == local_date() for one in made):
            return False
        return store.stat().st_mtime >= made[0].at.timestamp()
    except OSError:
        return True


def thin_backups(store: Path) -> None:
    """Delete the backups that aren't needed any more."""
    today = local_date()
    files = backup_files(store)
    for why in THINNED:
        alike = [one for one in files if one.why == why]
        days = days_to_keep((one.day for one in alike), today)
        last = {one.day: one for one in reversed(alike)}
        for one in alike:
            if one.day not in days or (last[one.day] is not one and one.day != today):
                with suppress(OSError):
                    one.path.unlink()


def days_to_keep(days: Iterable[date], today: date) -> set[date]:
    """The days whose backups of a thinned kind stay.

    These are the last seven days, the last day of each week for eight weeks, and the last day of each month for ever. A
    future day, from a clock that was wrong, stays too.
    """
    ordered = sorted(set(days))
    last_of_week = {day.isocalendar()[:2]: day for day in ordered}
    last_of_month = {(day.year, day.month): day for day in ordered}
    return (
        {day for day in ordered if day > today - timedelta(days=_DAYS)}
        | {day for day in last_of_week.values() if day > today - timedelta(weeks=_WEEKS)}
        | set(last_of_month.values())
    )


def _stem(store: Path) -> str:
    return store.name.removesuffix(".db")


def make_backup(store: Path, why: Why) -> Path:
    """Back up the store into the folder beside it, and thin out the backups. Returns where the new one is.

    Raises DamagedStore where the store is not sound, NotSaved or StoreUnreachable.
    """
    target = new_backup_name(store, why)
    write_copy(store, target)
    if why in THINNED:
        with suppress(OSError):
            thin_backups(store)
    return target


def write_copy(store: Path, target: Path) -> None:
    """Copy the store as it is at one moment, also while others write. A file with the name of `target` is replaced, but
    only once the copy is checked and on the disk. Only its owner can read it.

    Raises as `make_backup` does; then nothing was changed.
    """
    if target.exists() and store.exists() and target.samefile(store):
        raise NotSaved(f"{target} is the store itself. Choose another name for the backup.")
    try:
        with temporary_folder(target) as folder:
            copy = folder / target.name
            create_file(copy)
            _copy(store, copy, target)
            copy.replace(target)
            _sync(target.parent)
    except OSError as error:
        raise NotSaved(f"{target} could not be written: {error.strerror or error}.") from error


def _copy(store: Path, to: Path, target: Path) -> None:
    with as_sentences(store), closing(connect(store)) as source:
        source.execute("BEGIN")
        schema_version(source, store)
        contents = store_contents(source)
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
        if store_contents(copy) != contents:
            raise NotSaved(f"{target} could not be written: what the disk returned differs from what was written.")


def list_backups(store: Path) -> list[BackupInfo]:
    """The backups beside the store, the newest first, each with the number of texts in it or why it can't be opened."""
    with as_sentences(store):
        files = backup_files(store)
    backups = []
    for number, one in enumerate(files, start=1):
        texts, trouble = None, ""
        try:
            texts = count_texts(one.path)
        except CourseError as error:
            trouble = error.message
        size = one.path.stat().st_size if one.path.exists() else 0
        backups.append(BackupInfo(number, str(one.path), f"{one.at:%Y-%m-%dT%H:%M:%SZ}", one.why, size, texts, trouble))
    return backups


def count_texts(backup: Path) -> int:
    """How many versions of texts a backup holds. It is not checked for damage.

    Raises DamagedStore, NewerStore, NotAStore or StoreUnreachable.
    """
    with as_sentences(backup), closing(connect(backup, "ro")) as connection:
        if schema_version(connection, backup) == 0:
            raise NotAStore(str(backup))
        return count_versions(connection)


def check_backup(backup: Path) -> int:
    """How many versions of texts a backup holds, after a check of the whole file. Raises as `count_texts` does."""
    texts = count_texts(backup)
    with as_sentences(backup), closing(connect(backup, "ro")) as source, closing(sqlite3.connect("")) as copy:
        source.backup(copy)
        if sqlite_faults(copy):
            raise DamagedStore(str(backup), f"The backup {backup} is damaged.")
    return texts


def restore_backup(store: Path, backup: Path) -> Path | None:
    """Put a backup in the place of the store. Returns where the earlier store is now: a backup of it, or, if it was
    damaged, the file itself put aside. None where there was no store.

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
        source.backup(live, progress=lambda status, *_: _stop_if_busy(store, status))
    return before


def replace_store(store: Path, by: Path) -> Path | None:
    """Put a sound store in the place of one that cannot be opened. Returns where that one is now; None for none.

    The damaged file is copied aside first, with its journal. Then the other takes its name in one step.
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
    """Copy the file byte for byte, under a free name beside it that only its owner can read. Raises OSError."""
    aside = free_name_beside(store, what)
    copy_bytes(store, aside)
    return aside


def copy_bytes(path: Path, to: Path) -> None:
    """Copy a file into a new one that only its owner can read. Raises OSError."""
    create_file(to)
    with path.open("rb") as file, to.open("wb") as copy:
        shutil.copyfileobj(file, copy)
        copy.flush()
        os.fsync(copy.fileno())


def _stop_if_busy(store: Path, status: int) -> None:
    """SQLite has waited already when it says that the file is busy; Python would go on for ever."""
    if status in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        raise StoreUnreachable(in_use(store))


def _sync(path: Path) -> None:
    """Write a file, or the names in a folder, to the disk itself, if the system can do that."""
    with suppress(OSError):
        number = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
        try:
            os.fsync(number)
        finally:
            os.close(number)
