"""A damaged store of which the part is lost that says how all the rest is to be read: its header, or its schema. With
that part made anew its pages can be read. This happens in memory; the file itself is only read.

How the pages of a file and the rows in them are laid out: https://sqlite.org/fileformat2.html.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path
from typing import NamedTuple

from cups_course.course.carried import REFERENCES
from cups_course.store.database import laid
from cups_course.store.failures import UNREADABLE
from cups_course.store.file import APPLICATION_ID, SCHEMA_VERSION

_HEADER = 100
_PAGE_SIZES = (4096, 512, 1024, 2048, 8192, 16384, 32768, 65536)
_LEAF = 13
"""The first byte of a page that holds rows."""
_BESIDE_A_ROW = 35
"""Bytes of a page that no row on it can take; a longer row goes on elsewhere."""
_NUMBERS = (0, 1, 2, 3, 4, 6, 8, 8, 0, 0)
"""How many bytes a value of each of the first kinds takes; texts and blobs are of the kinds from 12 on."""


class _Object(NamedTuple):
    """A row of the schema: a table or an index, and the page on which it begins."""

    type: str
    name: str
    table: str
    root: int
    sql: str | None


def opened_made_anew(store: Path) -> sqlite3.Connection | None:
    """A copy of the store in memory with a header made anew, or a schema too; of several that can be thought of the one
    in which most can be read. None where none leads to its tables."""
    best, most = None, -1
    for copy in _copies(store.read_bytes()):
        connection = sqlite3.connect(":memory:", isolation_level=None)
        connection.deserialize(copy)
        if leads_to_tables(connection) and (read := _records(connection)) > most:
            if best:
                best.close()
            best, most = connection, read
        else:
            connection.close()
    return best


def leads_to_tables(connection: sqlite3.Connection) -> bool:
    """Whether the list of a store's tables can be read, also where something else in it cannot."""
    connection.execute("PRAGMA writable_schema = ON")
    try:
        return connection.execute("SELECT 1 FROM sqlite_schema WHERE name = 'version'").fetchone() is not None
    except UNREADABLE:
        return False


def _records(connection: sqlite3.Connection) -> int:
    """How many records can be read; rows of another table, read as if they were of this one, are none."""
    read: set[str | None] = set()
    for table in REFERENCES:
        last = -(2**63)
        with suppress(*UNREADABLE):
            for number, record in connection.execute(
                f"""SELECT rowid, iif(made_at GLOB '????-??-??T??:??:??Z' AND length(id) = 36, id, NULL)
                    FROM {table} NOT INDEXED"""
            ):
                if number <= last:
                    break  # a damaged tree may lead in a circle
                last = number
                read.add(record)
    return len(read - {None})


def _copies(data: bytes) -> Iterator[bytes]:
    sizes = [size for size in _PAGE_SIZES if len(data) > _HEADER and len(data) % size == 0]
    for size in sizes:
        yield _header(size, len(data)) + data[_HEADER:]
    for size in sizes or _PAGE_SIZES[:1]:
        yield from _with_schema(data.ljust(-(-len(data) // size) * size, b"\0"), size)


def _with_schema(data: bytes, size: int) -> Iterator[bytes]:
    """The file with the tables of which it still says itself where they are. For those of which it does not, the page
    is the one on which they begin in a new store of each version of the schema: one of them is what it began as."""
    own = {one.name: one for at in range(size, len(data), size) for one in _objects(data[at : at + size])}
    known = {one.root for one in own.values()}
    tried = []
    for version in range(1, SCHEMA_VERSION + 1):
        begun = {
            one.name: one for one in _begun(version, size) if one.root not in known and one.root * size <= len(data)
        }
        schema = begun | own
        if schema and schema not in tried:
            tried.append(schema)
            yield _schema_laid(data, size, schema)


def _begun(version: int, size: int) -> list[_Object]:
    """The tables and indexes of a new store of a version of the schema; none where it has pages of another size."""
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.deserialize(laid(version))
        if connection.execute("PRAGMA page_size").fetchone() != (size,):
            return []
        found = connection.execute("SELECT * FROM sqlite_schema WHERE type IN ('table', 'index') AND rootpage")
        return [_Object(*row) for row in found]


def _schema_laid(data: bytes, size: int, schema: dict[str, _Object]) -> bytes:
    """The file with this schema: begun on the first page, where it always begins, and gone on with behind the end."""
    first = _header(size, len(data)) + bytes((_LEAF, 0, 0, 0, 0)) + (size % 65536).to_bytes(2, "big")
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        connection.deserialize(first.ljust(size, b"\0") + data[size:])
        connection.execute("PRAGMA writable_schema = ON")
        connection.execute("BEGIN")
        connection.executemany("INSERT INTO sqlite_schema VALUES (?, ?, ?, ?, ?)", schema.values())
        connection.execute("COMMIT")
        return connection.serialize()


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


def _objects(page: bytes) -> list[_Object]:
    """The tables and indexes in the rows of a page, if it is one of the schema."""
    if page[0] != _LEAF:
        return []
    found = []
    try:
        for at in range(8, 8 + 2 * int.from_bytes(page[3:5], "big"), 2):
            values = _row(page, int.from_bytes(page[at : at + 2], "big"))
            match values:
                case ["table" | "index" as kind, str(name), str(table), int(root), str() | None as sql]:
                    if root:
                        found.append(_Object(kind, name, table, root, sql))
                case [] | ["trigger" | "view", _, _, _, _]:
                    continue
                case _:
                    return []
    except (IndexError, UnicodeDecodeError):
        return []
    return found


def _row(page: bytes, at: int) -> list[str | int | None]:
    """The values of the row at a place of a page; none of one that goes on elsewhere. Raises IndexError."""
    length, at = _number(page, at)
    _, at = _number(page, at)
    if length > len(page) - _BESIDE_A_ROW:
        return []
    beyond, kind_at = _number(page, at)
    value_at, end = at + beyond, at + beyond
    values: list[str | int | None] = []
    while kind_at < end:
        kind, kind_at = _number(page, kind_at)
        taken = (kind - 12) // 2 if kind >= 12 else _NUMBERS[kind]
        value = page[value_at : value_at + taken]
        if kind >= 12:
            values.append(value.decode("utf-8"))
        else:
            values.append(int.from_bytes(value, "big", signed=True) if taken else {8: 0, 9: 1}.get(kind))
        value_at += taken
    return values


def _number(page: bytes, at: int) -> tuple[int, int]:
    """A number of one to nine bytes, of each of which the first bit says whether another follows, and the place after
    it. Raises IndexError."""
    number = 0
    for _ in range(8):
        number, at = number << 7 | page[at] & 0x7F, at + 1
        if page[at - 1] < 0x80:
            return number, at
    return number << 8 | page[at], at + 1
