"""What is in a store, as far as anybody can tell from its file: to see whether a command was done, or not at all."""

import json
import re
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any, NamedTuple

from cups_course.events.event import COLUMNS, Event
from cups_course.store.projection import Projection
from cups_course.store.projection import shown_rows as shown_in
from cups_course.store.schema import PROJECTIONS, SCHEMA_VERSION
from cups_course.store.soundness import is_altered

Rows = dict[str, list[tuple[Any, ...]]]

_CHANGING = re.compile(
    r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|[0-9a-f]{32,}|(?<=, )\d{13}(?=, )"
    r"|\d{4}-\d\d-\d\d([T ]\d\d:?\d\d:?\d\d(\.\d+)?(Z|\+00:00))?"
)
"""What differs between two runs of one command: ids, days and times, salts."""
_ABOUT_THE_FILE = ("backup restored", "device named")
"""Kinds of events that say what happened to the file, not what the person did."""

DAMAGED = "SQLite finds damage"
"""How a sentence begins that says so."""


class State(NamedTuple):
    """What is in a store: the log, and the projections. Left out is what says that a backup was put back, and on which
    device. `gist` is the same without what changes from run to run."""

    log: list[tuple[Any, ...]]
    shown: Rows
    gist: tuple[str, ...]

    @property
    def texts(self) -> set[str]:
        """The words of versions and notes that are the person's to lose."""
        return {text for _, text in (*self.shown["(versions)"], *self.shown["(notes)"])}


def state(path: Path) -> State:
    """What is in the store in this file. A journal beside it is heard first, as SQLite does for everybody."""
    with closing(_open(path)) as connection:
        kinds = ", ".join(f"'{kind}'" for kind in _ABOUT_THE_FILE)
        log = _rows(connection, f"SELECT {COLUMNS}, digest FROM event WHERE kind NOT IN ({kinds})")
        there = {name for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}
        shown = {
            table: _rows(connection, f"SELECT * FROM {table}")
            for table in PROJECTIONS
            if table in there and table not in ("command", "device", "search_entry")
        }
        shown["(versions)"] = _rows(connection, "SELECT id, text FROM version")
        shown["(notes)"] = _rows(connection, "SELECT id, text FROM note WHERE removed_at IS NULL")
    said = {"event": [_unpacked(row) for row in log], **shown}
    gist = tuple(sorted(_CHANGING.sub("~", f"{table} {row}") for table, found in said.items() for row in found))
    return State(log, shown, gist)


def _unpacked(row: tuple[Any, ...]) -> tuple[Any, ...]:
    """The row of an event with its posts as they can be read: packed, their ids could not be left out."""
    event = Event(*row[:-1])
    return (*event._replace(packed=None), json.dumps(event.posts, ensure_ascii=False))


def unsound(path: Path, *, may_show_less: bool = False) -> str | None:
    """What is wrong with the file, or with what it says of itself; None for nothing. With `may_show_less` the
    projections needn't be what the log adds up to: a command that brings them up to date was stopped."""
    try:
        return _wrong(path, may_show_less=may_show_less)
    except (sqlite3.Error, UnicodeDecodeError) as error:
        return f"{DAMAGED}: {error}"


def _wrong(path: Path, *, may_show_less: bool) -> str | None:
    with closing(_open(path)) as connection:
        if (said := connection.execute("PRAGMA integrity_check(1)").fetchone()[0]) != "ok":
            return f"{DAMAGED}: {said}"
        if connection.execute("PRAGMA foreign_key_check").fetchone():
            return "a reference leads nowhere"
        if is_altered(connection):
            return "a text is not the one that was written"
        if may_show_less or connection.execute("PRAGMA user_version").fetchone()[0] < SCHEMA_VERSION:
            return None
        return differing_from_log(connection)


def differing_from_log(connection: sqlite3.Connection) -> str | None:
    """Which projection isn't what the log adds up to, worked out in a copy in memory; None where all are."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as copy:
        copy.row_factory = sqlite3.Row
        connection.backup(copy)
        shows = shown_in(copy)
        copy.execute("BEGIN")
        Projection(copy).rebuild()
        rebuilt = shown_in(copy)
        copy.execute("ROLLBACK")
    return first_difference(shows, rebuilt, "the rebuilt one")


def first_difference(one: Rows, other: Rows, called: str) -> str | None:
    """The first projection in which two stores differ, in words, with a row that only one of them has."""
    for name, rows in one.items():
        if rows != other[name]:
            extra = next((row for row in rows if row not in other[name]), None)
            lacking = next((row for row in other[name] if row not in rows), None)
            return f"{name} differs from {called}: {extra} against {lacking}"
    return None


def copied(store: Path, folder: Path) -> Path:
    """A copy of the file as it lies there, with the journal that a killed process left beside it."""
    folder.mkdir()
    for path in _with_journal(store):
        shutil.copyfile(path, folder / path.name)
    return folder / store.name


def _with_journal(store: Path) -> Iterator[Path]:
    yield store
    journal = store.with_name(f"{store.name}-journal")
    if journal.exists():
        yield journal


def _open(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode=rw", uri=True, isolation_level=None)
    connection.row_factory = sqlite3.Row
    return connection


def _rows(connection: sqlite3.Connection, query: str) -> list[tuple[Any, ...]]:
    return sorted((tuple(row) for row in connection.execute(query)), key=repr)
