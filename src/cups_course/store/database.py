"""The store's one local file: opens it, creates it for its owner only, upgrades it, and writes it in transactions.

Rows are read and written with `sqlite3`. sqlite-utils (75 ms to import) makes the tables; only a new store and a
rebuild load it.
"""

import contextlib
import os
import sqlite3
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from cups_course.errors import CourseError, DamagedStore, NotSaved, StoreGone, StoreUnreachable
from cups_course.store.files import as_sentences, connect, read_version, schema_version, sqlite_faults, store_exists
from cups_course.store.identity import Command, take_new_device_id, this_device
from cups_course.store.schema import APPLICATION_ID, SCHEMA_VERSION, create

if TYPE_CHECKING:
    from cups_course.store.change import Change


REWRITE_DUE = "rewrite due"
"""The setting that stays where words were forgotten and the file was not yet rewritten without traces of them."""
_SHORT_WAIT = 200
"""Milliseconds to wait for a lock where somebody waits for Tab, or where the next command can try again."""


class Database:
    """An open store. All that is appended while it is open counts as one command. `connection` is for the files of this
    package only. `warnings` are sentences to print when it is closed."""

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self.path = path
        self.connection = connection
        self.command = Command()
        self.warnings: list[str] = []
        self._daily_backup_checked = False

    def doing(self, words: str) -> None:
        """Set what the command does, in the past tense, for `undo` and `history`: "saved your answer to 2.2.1"."""
        self.command.did = words.encode(errors="replace").decode()  # the name of a file may be any bytes

    def next_command(self) -> None:
        """Begin another command with the next event."""
        self.command = Command()

    def close(self) -> None:
        """Close the connection to the file."""
        self.connection.close()

    @contextlib.contextmanager
    def writing(self) -> Iterator["Change"]:
        """One transaction that holds the write lock from its first read on. Either all events appended in it are kept
        and shown, or none.

        Raises StoreUnreachable where the file cannot be written, NewerStore where a later version wrote events that
        this one doesn't know.
        """
        self.back_up_once_a_day()
        with self.transaction() as connection:
            from cups_course.store.change import Change  # imports the fold, which only commands that write need

            change = Change(connection, self.path, self.command)
            change.require_known_kinds()
            yield change
            if change.appended:
                change.apply()
            else:
                connection.execute("ROLLBACK")

    @contextlib.contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """One transaction with the write lock for what no command appends: settings of this device, and events of other
        devices. Raises StoreUnreachable."""
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
        """One transaction that only reads: all that it sees is of the same moment. Inside another one, that one."""
        if self.connection.in_transaction:
            yield self.connection
            return
        with as_sentences(self.path):
            self.connection.execute("BEGIN")
            try:
                yield self.connection
            finally:
                self.connection.execute("ROLLBACK")

    def back_up_once_a_day(self) -> None:
        """Make the daily backup if it is due and the store holds words. If that fails, words are kept all the same,
        with a warning.

        Raises DamagedStore, because a backup is checked: then nothing is written.
        """
        if self._daily_backup_checked:
            return
        self._daily_backup_checked = True
        kept = self.connection.execute("SELECT 1 FROM version UNION ALL SELECT 1 FROM note LIMIT 1").fetchone()
        from cups_course.store.backup import daily_backup_is_due, make_backup  # only commands that write need them

        if not kept or not daily_backup_is_due(self.path):
            return
        try:
            make_backup(self.path, "daily")
        except (NotSaved, StoreUnreachable) as error:
            self.warnings.append(f"Today's backup failed. {error.message}")
        self.look_for_altered_words()

    def look_for_altered_words(self) -> None:
        """Add a warning where words are not as they were written: a backup made now has the altered words too."""
        from cups_course.store.soundness import is_altered  # only once a day

        with as_sentences(self.path):
            if is_altered(self.connection):
                self.warnings.append(
                    "Some of your saved text is damaged. To see what, and if a backup has it, use cups-course doctor."
                )

    def require_sound(self, tables: Sequence[str] = ("",)) -> None:
        """Check these tables for damage before their words are shown; without `tables` the whole file.

        Raises DamagedStore.
        """
        if any(sqlite_faults(self.connection, table) for table in tables):
            raise DamagedStore(str(self.path))

    @property
    def device_id(self) -> str:
        """The id of the device that the store is on."""
        return this_device(self.connection)


def open_store(path: Path, *, create: bool) -> Database | None:
    """Open the store at this path and upgrade it if needed; None where there is none and `create` is False.

    Raises NewerStore, NotAStore (both leave the file untouched) or StoreUnreachable.
    """
    with as_sentences(path):
        exists = store_exists(path)
        if not exists or not path.stat().st_size:
            _require_no_backups(path)
        if not exists:
            if not create:
                return None
            _create_file(path)
        connection = connect(path)
    try:
        with as_sentences(path):
            # EXTRA also syncs the folder after the journal is gone: what was said to be kept survives a power cut.
            connection.execute("PRAGMA synchronous = EXTRA")
            connection.execute("PRAGMA foreign_keys = ON")
            _upgrade(connection, path)
            due = connection.execute("SELECT 1 FROM setting WHERE name = ?", (REWRITE_DUE,)).fetchone()
    except BaseException:
        connection.close()
        raise
    database = Database(path, connection)
    if due:
        from cups_course.store.forget import rewrite_file  # a command was killed, or the disk was full

        usual = connection.execute("PRAGMA busy_timeout").fetchone()[0]
        connection.execute(f"PRAGMA busy_timeout = {_SHORT_WAIT}")
        rewrite_file(database)
        connection.execute(f"PRAGMA busy_timeout = {usual}")
    return database


def scratch_copy(path: Path) -> Database:
    """A store in memory with all that is in the store at this path, to try a command on. Closing it deletes it.

    Raises what opening the store raises.
    """
    original = open_store(path, create=False)
    connection = sqlite3.connect(":memory:", isolation_level=None)
    connection.row_factory = sqlite3.Row
    if original:
        with contextlib.closing(original):
            original.connection.backup(connection)
    else:
        _create_tables(connection)
    connection.execute("PRAGMA foreign_keys = ON")
    scratch = Database(path, connection)
    scratch._daily_backup_checked = True  # nothing is written that a backup would have to be made for
    return scratch


def open_as_it_is(path: Path) -> Database | None:
    """Open the store without changing it and without a long wait, as for Tab; None where there is none, or one of
    another version.

    Raises StoreUnreachable, and what SQLite and the system raise.
    """
    if not store_exists(path):
        return None
    connection = connect(path, "ro")
    connection.execute(f"PRAGMA busy_timeout = {_SHORT_WAIT}")
    try:
        if schema_version(connection, path) == SCHEMA_VERSION:
            return Database(path, connection)
    except CourseError:
        pass
    connection.close()
    return None


def _require_no_backups(path: Path) -> None:
    """Where there are backups there was a store: an empty one in its place would hide that it is gone.

    Raises StoreGone.
    """
    from cups_course.store.backup import backup_files  # not needed where the store is there

    backups = backup_files(path)
    if backups:
        raise StoreGone(str(path), str(backups[0].path.parent), empty=path.exists())


def _create_file(path: Path) -> None:
    """Make an empty file that only its owner can read (on POSIX; elsewhere the folder's own rules apply)."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    # Two commands may come here at once: the second finds the file there.
    os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))


def _upgrade(connection: sqlite3.Connection, path: Path) -> None:
    """Make the tables of a new store; rebuild the projections of one that an earlier version of the tool wrote."""
    if schema_version(connection, path) == SCHEMA_VERSION:
        return
    # With the fold: a store that is up to date doesn't need them.
    from cups_course.store.projection import Projection
    from cups_course.store.soundness import require_valid_log

    connection.execute("BEGIN IMMEDIATE")
    try:
        # Another command may have done it while this one waited for the lock.
        version = read_version(connection)
        if version < SCHEMA_VERSION:
            if not version and connection.execute("SELECT 1 FROM sqlite_schema").fetchone():
                raise DamagedStore(str(path))  # its header is damaged
            if version:
                require_valid_log(connection, path)
                _back_up_before_rebuilding(path)
                Projection(connection).rebuild()
            else:
                _create_tables(connection)
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def _create_tables(connection: sqlite3.Connection) -> None:
    create(connection)
    take_new_device_id(connection)
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")


def _back_up_before_rebuilding(path: Path) -> None:
    from cups_course.store.backup import make_backup  # only an upgrade needs it

    try:
        make_backup(path, "before-upgrade")
    except DamagedStore:
        raise
    except CourseError as error:
        raise NotSaved(
            f"{path} is from an earlier version of cups-course. The backup before its update failed, so nothing was "
            f"changed. {error.message}"
        ) from error
