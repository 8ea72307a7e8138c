"""The one local file: opened, created for its owner only, brought up to date, written in whole transactions.

Reading and writing rows is SQL through `sqlite3`; sqlite-utils (75 ms to import) makes the tables, so it is loaded only
by a new store and by a rebuild.
"""

import contextlib
import os
import sqlite3
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from cups_course.errors import CourseError, DamagedStore, NotSaved, StoreGone, StoreUnreachable
from cups_course.store.files import as_sentences, connect, read_version, schema_version, sqlite_faults
from cups_course.store.identity import Command, this_device
from cups_course.store.schema import SCHEMA_VERSION

if TYPE_CHECKING:
    from cups_course.store.change import Change


_A_MOMENT = 200
"""Milliseconds that somebody waits who cannot wait."""


class Database:
    """An open store. `connection` is for the other files of this room only; what is appended while it is open counts as
    one command. `warnings` are sentences to say when it is closed."""

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self.path = path
        self.connection = connection
        self.command = Command()
        self.warnings: list[str] = []
        self._daily_backup_looked_at = False

    def doing(self, words: str) -> None:
        """Say what is being done, in the words in which it can be undone: "answer to 2.2.1"."""
        self.command.did = words

    def next_command(self) -> None:
        """What is appended from here on is another command."""
        self.command = Command()

    def close(self) -> None:
        """Let go of the file."""
        self.connection.close()

    @contextlib.contextmanager
    def writing(self) -> Iterator["Change"]:
        """One transaction that holds the write lock from its first read on: all that is appended in it is kept and
        shown, or nothing.

        Raises StoreUnreachable where the file cannot be written, NewerStore where a later version wrote to it what
        this one doesn't know.
        """
        self.back_up_once_a_day()
        with self.transaction() as connection:
            from cups_course.store.change import Change  # the fold: only what writes needs it

            change = Change(connection, self.path, self.command)
            change.require_known_kinds()
            yield change
            if change.appended:
                change.apply()
            else:
                connection.execute("ROLLBACK")

    @contextlib.contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """The same for what is no event: what is this device's only, what comes from another one."""
        with as_sentences(self.path):
            self.connection.execute("BEGIN IMMEDIATE")
            try:
                yield self.connection
                if self.connection.in_transaction:
                    self.connection.execute("COMMIT")
            except BaseException:
                # A failed COMMIT (a full disk) may have rolled back already.
                if self.connection.in_transaction:
                    self.connection.execute("ROLLBACK")
                raise

    @contextlib.contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """One transaction in which everything read is of the same moment."""
        with as_sentences(self.path):
            self.connection.execute("BEGIN")
            try:
                yield self.connection
            finally:
                self.connection.execute("ROLLBACK")

    def back_up_once_a_day(self) -> None:
        """Before the first words of a day are written, where there are any from before. Words are kept also where no
        backup can be.

        Raises DamagedStore, as the copy is read through: then nothing is written.
        """
        if self._daily_backup_looked_at:
            return
        self._daily_backup_looked_at = True
        from cups_course.store.backup import daily_backup_is_due

        kept = self.connection.execute("SELECT 1 FROM version UNION ALL SELECT 1 FROM note LIMIT 1").fetchone()
        if not kept or not daily_backup_is_due(self.path):
            return
        from cups_course.store.backup import make_backup

        try:
            make_backup(self.path, "daily")
        except (NotSaved, StoreUnreachable) as error:
            self.warnings.append(f"There is no backup of today. {error.message}")
        self.look_for_altered_words()

    def look_for_altered_words(self) -> None:
        """Warn where words are not as they were written: a copy that is made now has them so too."""
        from cups_course.store.soundness import is_altered

        with as_sentences(self.path):
            if is_altered(self.connection):
                self.warnings.append(
                    "Some words in the store are not as they were written. cups-course doctor says which, and brings "
                    "them back from a backup where one has them."
                )

    def require_sound(self, tables: Sequence[str] = ("",)) -> None:
        """Look for damage in these tables before words are given out; without `tables` in the whole file.

        Raises DamagedStore.
        """
        if any(sqlite_faults(self.connection, table) for table in tables):
            raise DamagedStore(str(self.path))

    @property
    def device_id(self) -> str:
        """The id of the device that the store is on."""
        return this_device(self.connection)


def open_store(path: Path, *, create: bool) -> Database | None:
    """Open the store at this path, brought up to date; None where there is none and `create` is False.

    Raises NewerStore, NotAStore (both leave the file untouched) or StoreUnreachable.
    """
    with as_sentences(path):
        if not path.exists() or not path.stat().st_size:
            _refuse_to_begin_anew(path)
        if not path.exists():
            if not create:
                return None
            _create_file(path)
        connection = connect(path)
    try:
        with as_sentences(path):
            # EXTRA also syncs the folder after the journal is gone: what was said to be kept survives a power cut.
            connection.execute("PRAGMA synchronous = EXTRA")
            connection.execute("PRAGMA foreign_keys = ON")
            _bring_up_to_date(connection, path)
    except BaseException:
        connection.close()
        raise
    return Database(path, connection)


def open_as_it_is(path: Path) -> Database | None:
    """The store as it is, for whoever must change nothing and cannot wait, such as Tab; None where there is none, or
    one of another version.

    Raises what SQLite and the system raise.
    """
    if not path.exists():
        return None
    connection = connect(path, "ro")
    connection.execute(f"PRAGMA busy_timeout = {_A_MOMENT}")
    if read_version(connection) == SCHEMA_VERSION:
        return Database(path, connection)
    connection.close()
    return None


def _refuse_to_begin_anew(path: Path) -> None:
    """A store that has backups was there before: to begin with nothing in its place would hide that it is gone.

    Raises StoreGone.
    """
    from cups_course.store.backup import backup_files

    there = backup_files(path)
    if there:
        raise StoreGone(str(path), str(there[0].path.parent), empty=path.exists())


def _create_file(path: Path) -> None:
    """An empty file that only its owner can read (POSIX; elsewhere the folder's own rules hold)."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    # Two commands may come here at once: whoever is second finds the file there.
    os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))


def _bring_up_to_date(connection: sqlite3.Connection, path: Path) -> None:
    """Make the tables of a new store; rebuild the projections of one that an earlier version of the tool wrote."""
    if schema_version(connection, path) == SCHEMA_VERSION:
        return
    from cups_course.store.identity import take_new_device_id
    from cups_course.store.projection import Projection
    from cups_course.store.schema import APPLICATION_ID, create

    connection.execute("BEGIN IMMEDIATE")
    try:
        # Another command may have done it while this one waited for the lock.
        version = read_version(connection)
        if version < SCHEMA_VERSION:
            if not version and connection.execute("SELECT 1 FROM sqlite_schema").fetchone():
                raise DamagedStore(str(path))  # its header is damaged
            if version:
                _back_up_before_rebuilding(path)
                Projection(connection).rebuild()
            else:
                create(connection)
                take_new_device_id(connection)
                connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def _back_up_before_rebuilding(path: Path) -> None:
    from cups_course.store.backup import make_backup

    try:
        make_backup(path, "before-upgrade")
    except DamagedStore:
        raise
    except CourseError as error:
        raise NotSaved(
            f"{path} is of an earlier version of cups-course. It is brought up to date only after a backup, and that "
            f"failed, so nothing was changed. {error.message}"
        ) from error
