"""The store as a file: connections to it, its version, who may read it, and what goes wrong with it in sentences."""

import contextlib
import os
import re
import sqlite3
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, Literal, NamedTuple, Protocol, cast, get_args

from cups_course.errors import CourseError, DamagedStore, NewerStore, NotAStore, NotSaved, OldStore, StoreUnreachable
from cups_course.reports import THINNED, Why, days_to_keep
from cups_course.store.schema import APPLICATION_ID, FIRST_WITH_A_LOG, SCHEMA_VERSION
from cups_course.text import digest_at

_BUSY_SECONDS = 30
_SMALLEST = 512
"""Bytes of the smallest database there can be: one page."""


def connect(path: Path, mode: Literal["rw", "ro"] = "rw") -> sqlite3.Connection:
    """A connection to a file that is there. For this room's files only: what is in it is not looked at.

    "rw" reads a file that may not be written too; "ro" is for files that nothing may change, such as backups.
    """
    connection = sqlite3.connect(
        f"{path.resolve().as_uri()}?mode={mode}", uri=True, isolation_level=None, timeout=_BUSY_SECONDS
    )
    connection.row_factory = sqlite3.Row
    return connection


def schema_version(connection: sqlite3.Connection, path: Path) -> int:
    """The version of the tables of the store in this file; 0 for an empty file.

    Raises NewerStore, NotAStore, or OldStore for one from before there was a log.
    """
    if size := path.stat().st_size:
        # SQLite takes a file of a few bytes for an empty database of its own.
        ours = connection.execute("PRAGMA application_id").fetchone()[0] == APPLICATION_ID
        if not ours and (size < _SMALLEST or connection.execute("SELECT 1 FROM sqlite_schema").fetchone()):
            raise NotAStore(str(path))
    version = read_version(connection)
    if version > SCHEMA_VERSION:
        raise NewerStore(str(path))
    if 0 < version < FIRST_WITH_A_LOG:
        there = backup_files(path)
        raise OldStore(str(path), str(there[0].path.parent) if there else None)
    return version


def read_version(connection: sqlite3.Connection) -> int:
    """What the file says of itself: the version of its tables."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


_DAMAGE = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_FORMAT)
_LOCKS_REFUSED = (
    *(sqlite3.SQLITE_IOERR_LOCK, sqlite3.SQLITE_IOERR_UNLOCK, sqlite3.SQLITE_IOERR_RDLOCK),
    sqlite3.SQLITE_IOERR_CHECKRESERVEDLOCK,
)


UNREADABLE = (sqlite3.Error, UnicodeDecodeError)
"""What is raised where SQLite cannot read a file; the second where its own message quotes what it found there."""


@contextlib.contextmanager
def as_sentences(path: Path) -> Iterator[None]:
    """What goes wrong with the file while it is opened, read or written.

    Raises NotAStore, DamagedStore or StoreUnreachable; what is a fault of ours goes on as it is.
    """
    try:
        yield
    except sqlite3.Error as error:
        sentence = _sentence(path, error)
        if sentence is None:
            raise
        raise sentence from error
    except UnicodeDecodeError as error:
        raise DamagedStore(str(path)) from error
    except OSError as error:
        raise StoreUnreachable(f"{path} cannot be opened: {error.strerror or error}.") from error


def _sentence(path: Path, error: sqlite3.Error) -> CourseError | None:
    extended = getattr(error, "sqlite_errorcode", 0)
    code = extended & 0xFF
    if code == sqlite3.SQLITE_NOTADB:
        return NotAStore(str(path))
    # Python itself says it where a text is no UTF-8, and names no code.
    if code in _DAMAGE or extended == sqlite3.SQLITE_IOERR_SHORT_READ or "decode to UTF-8" in str(error):
        return DamagedStore(str(path))
    nothing_changed = "Nothing was changed."
    folder = path.resolve().parent
    if extended in _LOCKS_REFUSED or code in (sqlite3.SQLITE_PROTOCOL, sqlite3.SQLITE_NOLFS):
        return StoreUnreachable(
            f"The folder {folder} does not let programs lock a file, as some network folders do not, and without that "
            f"two commands at once could lose words. {nothing_changed} Keep the store in a folder of this machine."
        )
    if code in (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY) and not os.access(folder, os.W_OK):
        return StoreUnreachable(
            f"The folder {folder} may only be read, and SQLite needs to write beside the store. {nothing_changed}"
        )
    reasons = {
        sqlite3.SQLITE_BUSY: f"{path} is in use by another program. {nothing_changed} Try again in a moment.",
        sqlite3.SQLITE_LOCKED: f"{path} is in use by another program. {nothing_changed} Try again in a moment.",
        sqlite3.SQLITE_READONLY: f"{path} may only be read, not written. {nothing_changed}",
        sqlite3.SQLITE_PERM: f"{path} may not be opened by you. {nothing_changed}",
        sqlite3.SQLITE_FULL: f"The disk that holds {path} is full. {nothing_changed}",
        sqlite3.SQLITE_IOERR: f"The disk that holds {path} reported an error. {nothing_changed}",
        sqlite3.SQLITE_CANTOPEN: f"{path} cannot be opened. Is it a file that you may read and write?",
    }
    return StoreUnreachable(reasons[code]) if code in reasons else None


class Row(Protocol):
    """A row of a table, by its columns."""

    def __getitem__(self, column: str, /) -> Any:
        """What stands in a column."""


def verify(store: Path, ref: str, place: str, text: str, kept: str) -> None:
    """Hold a text against the digest that was kept with it; `place` is the id of what it belongs to.

    Raises DamagedStore where they differ: these are not the words that were written there.
    """
    if digest_at(place, text) != kept:
        raise DamagedStore(str(store), f"The words in {store} for {ref} are not as they were written: it is damaged.")


def sent_place(row: Row) -> str:
    """Where a text stands among those that were sent: its digest is of that too."""
    return f"{row['submission_id']} {row['position']} {row['label']}"


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
