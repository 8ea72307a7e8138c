"""Saves what can be read of a damaged store into a new one. The damaged file is only read.

Only the log is needed, and each event has a digest that shows whether it is whole. So SQLite is pointed at one page of
the file after another as if it were the whole log, and each row that is an event with a fitting digest is kept. The
backups fill in the rest. The format of the pages: https://sqlite.org/fileformat2.html.
"""

import os
import sqlite3
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
from cups_course.store.files import UNREADABLE, as_sentences, connect, create_file, schema_version
from cups_course.store.forget import read_rules
from cups_course.store.identity import host_name
from cups_course.store.projection import Projection
from cups_course.store.schema import APPLICATION_ID, LOG, PROJECTIONS, SCHEMA_VERSION
from cups_course.store.soundness import count_versions
from cups_course.store.tables import ID_LENGTH
from cups_course.temporary import temporary_folder
from cups_course.text import digest_at

_PAGE_SIZES = (4096, 512, 1024, 2048, 8192, 16384, 32768, 65536)
_LEAF = 13
"""The first byte of a page that holds rows of a table."""


class _Text(NamedTuple):
    """Words that a projection shows, read from a damaged file."""

    id: str
    at: str
    text: str


def rescue(store: Path) -> Rescue:
    """Save what can be read of a damaged store and its backups into a new store beside it, and find the newest sound
    backup.

    Raises StoreUnreachable or NotSaved where the new file cannot be written.
    """
    file = free_name_beside(store, "recovered")
    with as_sentences(file):
        create_file(file)
    try:
        with temporary_folder(store) as folder:
            copy = (folder / "damaged.db").resolve()  # SQLite opens it by its address, which no relative path has
            events: dict[str, Event] = {}
            for event in _events_in(store, copy):
                events.setdefault(event.id, event)
            read = len(events)
            shown = _shown_texts(store, copy)
            for backup in backup_files(store):
                for event in _events_in_backup(backup.path):
                    events.setdefault(event.id, event)
        left_out, saved = _save(file, events)
        lost = [one for one in shown.values() if one.id[:ID_LENGTH] not in events]
        words = _write_lost_texts(file, lost)
    except OSError as error:
        file.unlink(missing_ok=True)
        raise NotSaved(f"{file} could not be written: {error.strerror or error}.") from error
    except BaseException:
        file.unlink(missing_ok=True)
        raise
    if not events:
        file.unlink()
    return Rescue(
        StoreCopy(str(file), saved) if events else None, left_out, words, _best_backup(store), len(events) - read
    )


def _save(file: Path, events: dict[str, Event]) -> tuple[int, int]:
    """Put events into a new store. Returns how many were left out for their shape, and how many texts it shows."""
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
                if (blanked := rules.applied_to(event)) != event:
                    log.rewrite(connection, blanked)
        Projection(connection).rebuild()
        _restore_device_id(connection)
        return left_out, count_versions(connection)


def _restore_device_id(connection: sqlite3.Connection) -> None:
    """Take the id of the last device with the name of this machine, so that commands on it can still be undone."""
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


def _events_in_backup(backup: Path) -> Iterator[Event]:
    """The events of a backup, as far as they can be read."""
    with suppress(CourseError, *UNREADABLE), closing(connect(backup, "ro")) as connection:
        with as_sentences(backup):
            schema_version(connection, backup)
        for event, digest in log.events_with_digests(connection):
            if log.is_sound(event, digest):
                yield event


def _events_in(store: Path, copy: Path) -> Iterator[Event]:
    """The events in a damaged file."""
    for size in _page_sizes(store):
        is_page_size = False
        for row in _rows(store, copy, size, LOG, f"{COLUMNS}, digest"):
            with suppress(TypeError, ValueError):
                *columns, digest = row
                event = Event(*columns)
                if isinstance(digest, str) and log.is_sound(event, digest):
                    is_page_size = True
                    yield event
        if is_page_size:
            return


def _shown_texts(store: Path, copy: Path) -> dict[str, _Text]:
    """The texts in the projection `version` of a damaged file, by their ids: their events may be lost."""
    texts: dict[str, _Text] = {}
    table = f"CREATE TABLE event ({PROJECTIONS['version']}) STRICT"
    for size in _page_sizes(store):
        rows = _rows(store, copy, size, table, "id, at, text, digest, coalesce(answer_id, peer_reply_id)")
        for row in rows:
            if all(isinstance(one, str) for one in row) and digest_at(row[4], row[2]) == row[3] and row[2]:
                texts[row[0]] = _Text(*row[:3])
        if texts:
            break
    return texts


def _page_sizes(store: Path) -> list[int]:
    """The possible sizes of a page. The header of the file has the size, but may be damaged."""
    length = store.stat().st_size
    return [size for size in _PAGE_SIZES if length > size and length % size == 0] or list(_PAGE_SIZES[:1])


def _rows(store: Path, copy: Path, size: int, table: str, columns: str) -> Iterator[tuple[Any, ...]]:
    """The rows of all pages of a damaged file, read as if they were of this table."""
    data = store.read_bytes()
    leaves = [at // size + 1 for at in range(size, len(data) - size + 1, size) if data[at] == _LEAF]
    whole = len(data) // size * size
    copy.write_bytes(_first_page(size, whole, table) + data[size:whole])
    for leaf in leaves:
        yield from _rows_of_page(copy, leaf, columns)


def _rows_of_page(copy: Path, leaf: int, columns: str) -> Iterator[tuple[Any, ...]]:
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
        for number in _row_numbers(reading):
            with suppress(*UNREADABLE):
                yield from reading.execute(f"SELECT {columns} FROM event NOT INDEXED WHERE rowid = ?", (number,))


def _row_numbers(connection: sqlite3.Connection) -> list[int]:
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
        # Without constraints that make indexes: SQLite would look for these on pages of something else.
        connection.execute(table.replace("PRIMARY KEY", "").replace("UNIQUE", ""))
        page = bytearray(connection.serialize()[:size])
    page[28:32] = (length // size).to_bytes(4, "big")
    page[92:96] = page[24:28]  # the change counter for which this length is valid
    return bytes(page)


def _write_lost_texts(file: Path, lost: list[_Text]) -> str | None:
    """Write the texts without an event into a file for the person. Returns its path; None where there are none."""
    if not lost:
        return None
    path = file.with_suffix(".txt")
    texts = (f"--- saved on {one.at[:16].replace('T', ' at ')} (UTC)\n\n{one.text}\n" for one in lost)
    try:
        with os.fdopen(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w", encoding="utf-8") as to:
            to.write("\n".join(texts))
    except OSError as error:
        raise NotSaved(f"{path} could not be written: {error.strerror or error}.") from error
    return str(path)
