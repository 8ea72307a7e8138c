"""A damaged store of which the part is lost that says how all the rest is to be read: its header, or its schema. With
that part made anew its pages can be read. This happens in memory; the file itself is only read."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from cups_course.store.failures import UNREADABLE
from cups_course.store.file import APPLICATION_ID, SCHEMA_VERSION

_HEADER = 100
_PAGE_SIZES = (4096, 512, 1024, 2048, 8192, 16384, 32768, 65536)


def opened_made_anew(store: Path, fresh: bytes) -> sqlite3.Connection | None:
    """A copy of the store in memory with a header, or a schema, as in a `fresh` one; None where that does not lead to
    its tables."""
    for copy in _copies(store.read_bytes(), fresh):
        connection = sqlite3.connect(":memory:", isolation_level=None)
        connection.deserialize(copy)
        if leads_to_tables(connection):
            return connection
        connection.close()
    return None


def leads_to_tables(connection: sqlite3.Connection) -> bool:
    """Whether the list of a store's tables can be read, also where something else in it cannot."""
    connection.execute("PRAGMA writable_schema = ON")
    try:
        return connection.execute("SELECT 1 FROM sqlite_schema WHERE name = 'version'").fetchone() is not None
    except UNREADABLE:
        return False


def _copies(data: bytes, fresh: bytes) -> Iterator[bytes]:
    for size in _PAGE_SIZES:
        if len(data) > _HEADER and len(data) % size == 0:
            yield _header(size, len(data)) + data[_HEADER:]
    size, pages = _schema_pages(fresh)
    copy = bytearray(data.ljust(len(fresh), b"\0"))
    for number in pages:
        # Where a store began with this schema its tables begin on the same pages. Rows that are read from others are
        # no rows of theirs, and refused like all that does not fit.
        copy[(number - 1) * size : number * size] = fresh[(number - 1) * size : number * size]
    yield _header(size, len(copy)) + copy[_HEADER:]


def _header(page_size: int, length: int) -> bytes:
    """The first bytes of a store of this length, as SQLite itself lays them."""
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.executescript(
            f"PRAGMA page_size = {page_size}; PRAGMA application_id = {APPLICATION_ID}; "
            f"PRAGMA user_version = {SCHEMA_VERSION}; CREATE TABLE some (thing)"
        )
        header = bytearray(connection.serialize()[:_HEADER])
    header[28:32] = (length // page_size).to_bytes(4, "big")
    header[92:96] = header[24:28]  # the count of changes for which this length holds
    return bytes(header)


def _schema_pages(fresh: bytes) -> tuple[int, set[int]]:
    """The size of a page, and the numbers of those that hold the schema: of a store without rows all but the one on
    which each table and index begins."""
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.deserialize(fresh)
        (size,) = connection.execute("PRAGMA page_size").fetchone()
        roots = {root for (root,) in connection.execute("SELECT rootpage FROM sqlite_schema")}
    return size, set(range(1, len(fresh) // size + 1)) - roots
