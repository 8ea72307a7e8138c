"""The store as a file: connections to it, its version, checks for damage, and SQLite's errors as sentences."""

import contextlib
import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal, Protocol

from cups_course.errors import CourseError, DamagedStore, NewerStore, NotAStore, OldStore, StoreUnreachable
from cups_course.events.event import is_id
from cups_course.paths import obstacle
from cups_course.store.schema import APPLICATION_ID, FIRST_WITH_A_LOG, SCHEMA_VERSION, schema_fault
from cups_course.text import digest_at

FOLDER = "backups"
"""The folder beside the store in which its backups are."""
_IDS_OF_LOG = """SELECT id FROM (SELECT min(id) AS id FROM event UNION ALL SELECT max(id) FROM event)
    WHERE id IS NOT NULL
    UNION ALL SELECT coalesce((SELECT value FROM setting WHERE name = 'this_device'), '')"""
_IDS = f"{_IDS_OF_LOG} UNION ALL SELECT id FROM discussion UNION ALL SELECT replace(id, ':note', '') FROM note"
_BUSY_SECONDS = 30
_BESIDE = ("-journal", "-wal", "-shm")
"""The ends of the names of files that SQLite opens beside a database."""
_SMALLEST = 512
"""Bytes of the smallest database that SQLite writes: one page."""


def store_exists(path: Path) -> bool:
    """Whether there is a file at this path. Raises StoreUnreachable where something else is, such as a pipe."""
    if found := obstacle(path):
        raise StoreUnreachable(
            f"{path} {found}, so it can't be used as a store. Use another file with --store FILE, or with the variable "
            "CUPS_COURSE_STORE."
        )
    return path.exists()


def connect(path: Path, mode: Literal["rw", "ro"] = "rw") -> sqlite3.Connection:
    """A connection to a file that exists; only for the files of this package, as nothing in it is checked.

    With "rw" a file that may only be read is opened too; "ro" is for files that must not change, such as backups.

    Raises StoreUnreachable where it, or what SQLite opens beside it, is no file: SQLite would wait for a pipe.
    """
    file = path.resolve()
    for one in (file, *(file.with_name(f"{file.name}{end}") for end in _BESIDE)):
        if found := obstacle(one):
            raise StoreUnreachable(f"{one} {found}, so {path} can't be opened. Move it away.")
    connection = sqlite3.connect(f"{file.as_uri()}?mode={mode}", uri=True, isolation_level=None, timeout=_BUSY_SECONDS)
    connection.row_factory = sqlite3.Row
    return connection


def create_file(path: Path) -> None:
    """Make an empty file that only its owner can read. It must not exist, not even as a link. Raises OSError."""
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))


def schema_version(connection: sqlite3.Connection, path: Path) -> int:
    """The version of the tables of the store in this file; 0 for an empty file.

    Raises NewerStore, NotAStore, OldStore for one from before there was a log, or DamagedStore for one in which is what
    cups-course never puts there.
    """
    if size := path.stat().st_size:
        # SQLite opens a file of a few bytes as an empty database.
        ours = connection.execute("PRAGMA application_id").fetchone()[0] == APPLICATION_ID
        if not ours and (size < _SMALLEST or connection.execute("SELECT 1 FROM sqlite_schema").fetchone()):
            raise NotAStore(str(path))
    version = read_version(connection)
    if version > SCHEMA_VERSION:
        raise NewerStore(str(path))
    if 0 < version < FIRST_WITH_A_LOG:
        backups = path.parent / FOLDER
        raise OldStore(str(path), str(backups) if backups.is_dir() else None)
    if version and (fault := schema_fault(connection, version) or _id_fault(connection, version)):
        raise DamagedStore(str(path), because=fault)
    return version


def _id_fault(connection: sqlite3.Connection, version: int) -> str | None:
    """A sentence about an id that cups-course didn't make: of a discussion, a note, this device, or the first or last
    event, which new ones follow. All events are looked at where they are merged, restored or folded again, not on every
    call. Ids of tasks hold the keys of programs, which people choose."""
    ids = [row[0] for row in connection.execute(_IDS if version == SCHEMA_VERSION else _IDS_OF_LOG)]
    return None if all(map(is_id, ids)) else "It has an id that cups-course didn't make."


def read_version(connection: sqlite3.Connection) -> int:
    """The version of the tables that the file states (`PRAGMA user_version`)."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


_DAMAGE = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_FORMAT)
_LOCKS_REFUSED = (
    *(sqlite3.SQLITE_IOERR_LOCK, sqlite3.SQLITE_IOERR_UNLOCK, sqlite3.SQLITE_IOERR_RDLOCK),
    sqlite3.SQLITE_IOERR_CHECKRESERVEDLOCK,
)


UNREADABLE = (sqlite3.Error, UnicodeDecodeError)
"""Raised where SQLite cannot read a file; the second where its own message quotes text of the file."""


@contextlib.contextmanager
def as_sentences(path: Path) -> Iterator[None]:
    """Turn errors of SQLite and the system about this file into sentences.

    Raises NotAStore, DamagedStore or StoreUnreachable. Errors that are a fault of ours are raised unchanged.
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
        raise StoreUnreachable(f"{path} can't be opened: {error.strerror or error}.") from error


def _sentence(path: Path, error: sqlite3.Error) -> CourseError | None:
    extended = getattr(error, "sqlite_errorcode", 0)
    code = extended & 0xFF
    if code == sqlite3.SQLITE_NOTADB:
        return NotAStore(str(path))
    # Where a text is no UTF-8, the error is Python's own and has no code.
    if code in _DAMAGE or extended == sqlite3.SQLITE_IOERR_SHORT_READ or "decode to UTF-8" in str(error):
        return DamagedStore(str(path))
    nothing_changed = "Nothing was changed."
    folder = path.resolve().parent
    if extended in _LOCKS_REFUSED or code in (sqlite3.SQLITE_PROTOCOL, sqlite3.SQLITE_NOLFS):
        return StoreUnreachable(
            f"The folder {folder} doesn't support file locks, so two commands at once could lose text. "
            f"{nothing_changed} Keep the store in a folder on this computer, not on a network."
        )
    if code in (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY) and not os.access(folder, os.W_OK):
        return StoreUnreachable(
            f"The folder {folder} is read-only, and SQLite needs to write files beside the store. {nothing_changed}"
        )
    reasons = {
        sqlite3.SQLITE_BUSY: in_use(path),
        sqlite3.SQLITE_LOCKED: in_use(path),
        sqlite3.SQLITE_READONLY: f"{path} is read-only. {nothing_changed}",
        sqlite3.SQLITE_PERM: f"You don't have permission to open {path}. {nothing_changed}",
        sqlite3.SQLITE_FULL: f"The disk that holds {path} is full. {nothing_changed}",
        sqlite3.SQLITE_IOERR: f"The disk that holds {path} reported an error. {nothing_changed}",
        sqlite3.SQLITE_CANTOPEN: f"{path} can't be opened. Check that it's a file you can read and write.",
    }
    return StoreUnreachable(reasons[code]) if code in reasons else None


def in_use(store: Path) -> str:
    """The sentence for a store that another program keeps locked."""
    return f"{store} is in use by another program. Nothing was changed. Try again in a moment."


class Row(Protocol):
    """A row of a table, by its columns."""

    def __getitem__(self, column: str, /) -> Any:
        """The value of a column."""


def verify(store: Path, ref: str, place: str, text: str, kept: str) -> None:
    """Compare a text with the digest that was kept with it. `place` is the id of what the text belongs to; `ref` names
    it in the message.

    Raises DamagedStore where they differ.
    """
    if digest_at(place, text) != kept:
        raise DamagedStore(str(store), f"The text of {ref} in {store} is damaged.")


def sent_place(row: Row) -> str:
    """The place of a text among those that were sent with a form; its digest covers the place too."""
    return f"{row['submission_id']} {row['position']} {row['label']}"


def sqlite_faults(connection: sqlite3.Connection, table: str = "") -> list[str]:
    """What SQLite finds wrong with the file, or with one table and its indexes, in its own words.

    Nothing is written, but the connection must be "rw": in one that may only read, SQLite doesn't check the constraints
    of columns.
    """
    try:
        # The first 5 faults say enough. Since 3.44 SQLite checks the search index too; a fault there is no damage, as
        # the index is made from the log.
        lines = [str(row[0]) for row in connection.execute(f"PRAGMA integrity_check({table or 5})")]
        faults = [line for line in lines if line != "ok" and "fts5" not in line.lower()]
        of_table = f"({table})" if table else ""
        return faults or [
            f"a row of {row[0]} refers to a missing row of {row[2]}"
            for row in connection.execute(f"PRAGMA foreign_key_check{of_table}").fetchmany(5)
        ]
    except UNREADABLE as error:
        return [str(error)]
