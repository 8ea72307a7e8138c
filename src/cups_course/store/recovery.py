"""What can be read of a damaged store, saved into a new one; the damaged file is only read.

All that matters is the log, and each of its events says by its digest whether it is whole. So any way that leads to a
row is good: SQLite is pointed at one page of the file after another as if it were the whole log, and what is an event
with a fitting digest is kept. The rest comes from the backups. How the pages of a file are laid out:
https://sqlite.org/fileformat2.html.
"""

import os
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path
from typing import Any, NamedTuple

from cups_course.errors import CourseError, NotSaved
from cups_course.events.event import COLUMNS, Event
from cups_course.events.shapes import has_valid_shape
from cups_course.reports import Rescue, StoreCopy
from cups_course.store import log
from cups_course.store.backup import backup_files, check_backup, free_name_beside
from cups_course.store.database import open_store
from cups_course.store.files import UNREADABLE, as_sentences, connect, schema_version
from cups_course.store.forget import read_rules
from cups_course.store.identity import host_name
from cups_course.store.projection import Projection
from cups_course.store.schema import APPLICATION_ID, LOG, PROJECTIONS, SCHEMA_VERSION
from cups_course.store.soundness import count_versions
from cups_course.text import digest_at

_HEADER = 100
_PAGE_SIZES = (4096, 512, 1024, 2048, 8192, 16384, 32768, 65536)
_LEAF = 13
"""The first byte of a page that holds rows of a table."""


class _Text(NamedTuple):
    """Words that a projection shows, read from a damaged file."""

    id: str
    at: str
    text: str


def rescue(store: Path) -> Rescue:
    """Save what can be read of a damaged store, and of its backups, into a new one beside it, and find the newest sound
    backup.

    Raises StoreUnreachable or NotSaved where the new file cannot be written.
    """
    file = free_name_beside(store, "recovered")
    try:
        with tempfile.TemporaryDirectory() as folder:
            events: dict[str, Event] = {}
            for event in _events(store, Path(folder) / "damaged.db"):
                events.setdefault(event.id, event)
            read = len(events)
            shown = _shown_texts(store, Path(folder) / "damaged.db")
            for backup in backup_files(store):
                for event in _in_backup(backup.path):
                    events.setdefault(event.id, event)
        left_out, saved = _save(file, events)
        loose = [one for one in shown.values() if one.id[:36] not in events]
        words = _write_loose(file, loose)
    except BaseException:
        file.unlink(missing_ok=True)
        raise
    if not events:
        file.unlink()
    return Rescue(
        StoreCopy(str(file), saved) if events else None, left_out, words, _best_backup(store), len(events) - read
    )


def _save(file: Path, events: dict[str, Event]) -> tuple[int, int]:
    """Put events into a new store; returns how many don't have the shape of their kind, and how many texts it shows."""
    left_out = 0
    database = open_store(file, create=True)
    assert database
    with as_sentences(file), closing(database), database.transaction() as connection:
        for event in sorted(events.values()):
            if has_valid_shape(event):
                log.append(connection, event)
            else:
                left_out += 1
        rules = read_rules(connection)
        if rules:
            for event in list(log.select(connection, "1")):
                if (without := rules.applied_to(event)) != event:
                    log.rewrite(connection, without)
        Projection(connection).rebuild()
        _be_who_it_was(connection)
        return left_out, count_versions(connection)


def _be_who_it_was(connection: sqlite3.Connection) -> None:
    """What was done on this machine stays undoable: the store is on the device that was named so last."""
    row = connection.execute(
        "SELECT device FROM event WHERE kind = 'device named' AND json_extract(text, '$.name') = ? ORDER BY id DESC",
        (host_name(),),
    ).fetchone()
    if row:
        connection.execute("UPDATE setting SET value = ? WHERE name = 'this_device'", (row[0],))


def _best_backup(store: Path) -> StoreCopy | None:
    for one in backup_files(store):
        with suppress(CourseError):
            return StoreCopy(str(one.path), check_backup(one.path), f"{one.at:%Y-%m-%dT%H:%M:%SZ}")
    return None


def _in_backup(backup: Path) -> Iterator[Event]:
    """The events of a backup, as far as they can be read."""
    with suppress(CourseError, *UNREADABLE), closing(connect(backup, "ro")) as connection:
        with as_sentences(backup):
            schema_version(connection, backup)
        for event, digest in log.events_with_digests(connection):
            if log.is_sound(event, digest):
                yield event


def _events(store: Path, copy: Path) -> Iterator[Event]:
    """The events in a damaged file."""
    for size in _page_sizes(store):
        found = False
        for row in _rows(store, copy, size, LOG, f"{COLUMNS}, digest"):
            with suppress(TypeError, ValueError):
                *columns, digest = row
                event = Event(*columns)
                if isinstance(digest, str) and log.is_sound(event, digest):
                    found = True
                    yield event
        if found:
            return


def _shown_texts(store: Path, copy: Path) -> dict[str, _Text]:
    """The versions of texts that the projection in a damaged file shows: their events may be lost."""
    found: dict[str, _Text] = {}
    table = f"CREATE TABLE event ({PROJECTIONS['version']}) STRICT"
    for size in _page_sizes(store):
        rows = _rows(store, copy, size, table, "id, at, text, digest, coalesce(answer_id, peer_reply_id)")
        for row in rows:
            if all(isinstance(one, str) for one in row) and digest_at(row[4], row[2]) == row[3] and row[2]:
                found[row[0]] = _Text(*row[:3])
        if found:
            break
    return found


def _page_sizes(store: Path) -> list[int]:
    """What the size of a page of a file may be; its first bytes would say it."""
    length = store.stat().st_size
    return [size for size in _PAGE_SIZES if length > size and length % size == 0] or list(_PAGE_SIZES[:1])


def _rows(store: Path, copy: Path, size: int, table: str, columns: str) -> Iterator[tuple[Any, ...]]:
    """Rows read from each page of a damaged file that holds any, as if they were of this table."""
    data = store.read_bytes()
    leaves = [at // size + 1 for at in range(size, len(data) - size + 1, size) if data[at] == _LEAF]
    whole = len(data) // size * size
    copy.write_bytes(_first_page(size, whole, table) + data[size:whole])
    for leaf in leaves:
        yield from _in_page(copy, leaf, columns)


def _in_page(copy: Path, leaf: int, columns: str) -> Iterator[tuple[Any, ...]]:
    connection = sqlite3.connect(f"{copy.as_uri()}?mode=rw", uri=True, isolation_level=None)
    with closing(connection):
        try:
            connection.execute("PRAGMA writable_schema = ON")
            connection.execute("PRAGMA journal_mode = OFF")
            connection.execute("PRAGMA synchronous = OFF")
            connection.execute("UPDATE sqlite_schema SET rootpage = ? WHERE name = 'event'", (leaf,))
        except UNREADABLE:
            return
    with closing(sqlite3.connect(f"{copy.as_uri()}?mode=ro&immutable=1", uri=True)) as reading:
        for number in _numbers(reading):
            with suppress(*UNREADABLE):
                yield from reading.execute(f"SELECT {columns} FROM event NOT INDEXED WHERE rowid = ?", (number,))


def _numbers(connection: sqlite3.Connection) -> list[int]:
    """The numbers of the rows of a page, as far as they can be read."""
    numbers: list[int] = []
    with suppress(*UNREADABLE):
        for (number,) in connection.execute("SELECT rowid FROM event NOT INDEXED"):
            numbers.append(number)
    return numbers


def _first_page(size: int, length: int, table: str) -> bytes:
    """The first page of a file of this length in which there is only one table."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        connection.execute(f"PRAGMA page_size = {size}")
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
        # Indexes of its own would be looked for on pages that are not theirs.
        connection.execute(table.replace("PRIMARY KEY", "").replace("UNIQUE", ""))
        page = bytearray(connection.serialize()[:size])
    page[28:32] = (length // size).to_bytes(4, "big")
    page[92:96] = page[24:28]  # the count of changes for which this length holds
    return bytes(page)


def _write_loose(file: Path, loose: list[_Text]) -> str | None:
    """The words whose event is lost, to be read by a person."""
    if not loose:
        return None
    path = file.with_suffix(".txt")
    said = (f"--- kept on {one.at[:16].replace('T', ' at ')} (UTC)\n\n{one.text}\n" for one in loose)
    try:
        with os.fdopen(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w", encoding="utf-8") as to:
            to.write("\n".join(said))
    except OSError as error:
        raise NotSaved(f"{path} could not be written: {error.strerror or error}.") from error
    return str(path)
