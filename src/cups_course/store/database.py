"""The one local file: opened, created for its owner only, brought up to date, written in whole transactions.

Reading and writing rows is SQL through `sqlite3`; sqlite-utils (75 ms to import) lays and migrates the schema, so it
is loaded only when there is something to lay.
"""

import contextlib
import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from cups_course.course.errors import NewerStore, NotAStore, StoreUnreachable
from cups_course.store.journal import Command
from cups_course.store.records import new_id

SCHEMA_VERSION = 3
"""How many steps `store.migrations` holds; kept in the file as SQLite's `user_version`."""

_APPLICATION_ID = 0x43757043  # "CupC", so that `file` and we ourselves can tell a store from any other SQLite file
_BUSY_SECONDS = 10
_SMALLEST = 512
"""Bytes of the smallest database there can be: one page."""


class Database:
    """An open store. `connection` is for the other files of this room only; what is written while it is open counts as
    one command."""

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self.path = path
        self.connection = connection
        self.command = Command()

    def doing(self, words: str) -> None:
        """Say what is being done, in the words in which it can be taken back: "answer to 2.2.1"."""
        self.command.words = words

    def close(self) -> None:
        """Let go of the file."""
        self.connection.close()

    @contextlib.contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """One transaction that holds the write lock from its first read on: all of it is kept, or nothing. What it
        changes is written down as a part of the command.

        Raises StoreUnreachable where the file cannot be written.
        """
        with self.unjournaled() as connection:
            self.command.begin(connection)
            yield connection
            self.command.end(connection)

    @contextlib.contextmanager
    def unjournaled(self) -> Iterator[sqlite3.Connection]:
        """The same for what is nobody's change: what comes from another device, what is removed for good."""
        with _as_sentences(self.path):
            self.connection.execute("BEGIN IMMEDIATE")
            try:
                yield self.connection
                self.connection.execute("COMMIT")
            except BaseException:
                # A failed COMMIT (a full disk) may have rolled back already.
                if self.connection.in_transaction:
                    self.connection.execute("ROLLBACK")
                raise

    @contextlib.contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """One transaction in which everything read is of the same moment."""
        with _as_sentences(self.path):
            self.connection.execute("BEGIN")
            try:
                yield self.connection
            finally:
                self.connection.execute("ROLLBACK")

    @property
    def device_id(self) -> str:
        """The id of the device this store is on."""
        row = self.connection.execute("SELECT value FROM setting WHERE name = 'this_device'").fetchone()
        return str(row["value"])


def open_store(path: Path, *, create: bool) -> Database | None:
    """Open the store at this path, brought up to date; None where there is none and `create` is False.

    Raises NewerStore, NotAStore (both leave the file untouched) or StoreUnreachable.
    """
    with _as_sentences(path):
        if not path.exists():
            if not create:
                return None
            _create_file(path)
        connection = sqlite3.connect(
            f"{path.resolve().as_uri()}?mode=rw", uri=True, isolation_level=None, timeout=_BUSY_SECONDS
        )
    try:
        with _as_sentences(path):
            connection.row_factory = sqlite3.Row
            connection.create_function("search_folded", 1, _search_folded, deterministic=True)
            # EXTRA also syncs the folder after the journal is gone: what was said to be kept survives a power cut.
            connection.execute("PRAGMA synchronous = EXTRA")
            connection.execute("PRAGMA foreign_keys = ON")
            _bring_up_to_date(connection, path)
    except BaseException:
        connection.close()
        raise
    return Database(path, connection)


def _search_folded(text: str) -> str:
    """For the triggers that keep the search index; loaded by the first text that is written."""
    from cups_course.course.searching import folded

    return folded(text)


def _create_file(path: Path) -> None:
    """An empty file that only its owner can read (POSIX; elsewhere the folder's own rules hold)."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    # Two commands may come here at once: whoever is second finds the file there.
    os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))


def _bring_up_to_date(connection: sqlite3.Connection, path: Path) -> None:
    if path.stat().st_size:
        # SQLite takes a file of a few bytes for an empty database of its own.
        ours = connection.execute("PRAGMA application_id").fetchone()[0] == _APPLICATION_ID
        if not ours and (
            path.stat().st_size < _SMALLEST or connection.execute("SELECT 1 FROM sqlite_schema").fetchone()
        ):
            raise NotAStore(str(path))
    version = _version(connection)
    if version > SCHEMA_VERSION:
        raise NewerStore(str(path))
    if version == SCHEMA_VERSION:
        return
    import sqlite_utils

    from cups_course.store.migrations import steps

    connection.execute("BEGIN IMMEDIATE")
    try:
        # Another command may have done it while this one waited for the lock.
        if _version(connection) < SCHEMA_VERSION:
            steps.apply(sqlite_utils.Database(connection))
            connection.execute(f"PRAGMA application_id = {_APPLICATION_ID}")
            _name_this_device(connection)
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def _version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def _name_this_device(connection: sqlite3.Connection) -> None:
    import platform

    if connection.execute("SELECT 1 FROM setting WHERE name = 'this_device'").fetchone():
        return
    device = new_id()
    connection.execute("INSERT INTO device (id, name) VALUES (?, ?)", (device, platform.node() or "this device"))
    connection.execute("INSERT INTO setting (name, value) VALUES ('this_device', ?)", (device,))


@contextlib.contextmanager
def _as_sentences(path: Path) -> Iterator[None]:
    """What SQLite and the system say, as errors that name the file and the way on."""
    try:
        yield
    except sqlite3.IntegrityError:
        raise  # a fault of ours, never of the file
    except sqlite3.OperationalError as error:
        raise _sentence(path, error) from error
    except sqlite3.DatabaseError as error:
        raise NotAStore(str(path)) from error
    except OSError as error:
        raise StoreUnreachable(f"{path} cannot be opened: {error.strerror or error}.") from error


def _sentence(path: Path, error: sqlite3.OperationalError) -> Exception:
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    reasons = {
        sqlite3.SQLITE_BUSY: f"{path} is in use by another program. Nothing was changed; try again in a moment.",
        sqlite3.SQLITE_READONLY: f"{path} may only be read, not written. Nothing was changed.",
        sqlite3.SQLITE_FULL: f"The disk that holds {path} is full. Nothing was changed.",
        sqlite3.SQLITE_IOERR: f"The disk that holds {path} reported an error. Nothing was changed.",
        sqlite3.SQLITE_CANTOPEN: f"{path} cannot be opened. Is it a file that you may read and write?",
    }
    if code in reasons:
        return StoreUnreachable(reasons[code])
    return error
