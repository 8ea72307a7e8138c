"""The store as the file that it is: how it is connected to, and by which version of the tool it was made."""

import sqlite3
from pathlib import Path
from typing import Literal

from cups_course.course.errors import NewerStore, NotAStore

SCHEMA_VERSION = 8
"""How many steps `store.migrations` holds; kept in the file as SQLite's `user_version`."""

APPLICATION_ID = 0x43757043  # "CupC", so that `file` and we ourselves can tell a store from any other SQLite file
_BUSY_SECONDS = 10
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
    """By how many steps the store in this file was made; 0 for an empty file.

    Raises NewerStore or NotAStore.
    """
    if size := path.stat().st_size:
        # SQLite takes a file of a few bytes for an empty database of its own.
        ours = connection.execute("PRAGMA application_id").fetchone()[0] == APPLICATION_ID
        if not ours and (size < _SMALLEST or connection.execute("SELECT 1 FROM sqlite_schema").fetchone()):
            raise NotAStore(str(path))
    version = read_version(connection)
    if version > SCHEMA_VERSION:
        raise NewerStore(str(path))
    return version


def read_version(connection: sqlite3.Connection) -> int:
    """What the file says of itself: by how many steps it was made."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])
