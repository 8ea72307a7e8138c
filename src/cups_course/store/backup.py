"""Backups: copies of the store that are made, checked against it, thinned, and put back in its place."""

import os
import shutil
import sqlite3
import tempfile
from contextlib import closing, suppress
from pathlib import Path

from cups_course.errors import CourseError, DamagedStore, NotAStore, NotSaved, StoreUnreachable
from cups_course.reports import THINNED, BackupInfo, Why
from cups_course.store.files import (
    as_sentences,
    backup_files,
    connect,
    free_name_beside,
    new_backup_name,
    schema_version,
    thin_backups,
)
from cups_course.store.soundness import count_versions, sqlite_faults, store_contents


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
