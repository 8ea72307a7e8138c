"""The store as the file that it is: how it is connected to, and which version of the tables is in it."""

import sqlite3
from pathlib import Path
from typing import Literal

from cups_course.course.errors import NewerStore, NotAStore, OldStore
from cups_course.store.backup_files import backup_files
from cups_course.store.schema import APPLICATION_ID, FIRST_WITH_A_LOG, SCHEMA_VERSION

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
