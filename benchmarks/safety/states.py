"""What is in a store, as far as anybody can tell from its file: to see whether a command was done, or not at all."""

import re
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any, NamedTuple

from cups_course.store.soundness import altered, search_index_differs

Rows = dict[str, list[tuple[Any, ...]]]

_CHANGING = re.compile(
    r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|[0-9a-f]{32,}"
    r"|\d{4}-\d\d-\d\d([T ]\d\d:?\d\d:?\d\d(\.\d+)?(Z|\+00:00))?"
)
"""What differs between two runs of one command: ids, days and times, salts."""


DAMAGED = "SQLite finds damage"
"""How a sentence begins that says so."""


class State(NamedTuple):
    """The rows of every table but those of which the search index consists, and but the list of commands: a backup
    that was put back is written down there. And the same without what changes from run to run."""

    rows: Rows
    gist: tuple[str, ...]

    @property
    def texts(self) -> set[str]:
        """The words of versions and notes that are the person's to lose."""
        return {row[-1] for row in (*self.rows["(versions)"], *self.rows["(notes)"])}


def state(path: Path) -> State:
    """What is in the store in this file. A journal beside it is heard first, as SQLite does for everybody."""
    with closing(_open(path)) as connection:
        tables = [
            str(name)
            for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")
            if name != "command" and not name.startswith(("search_text", "search_entry"))
        ]
        rows = {table: _rows(connection, f"SELECT * FROM {table}") for table in tables}
        if "version" in tables:
            rows["(versions)"] = _rows(connection, "SELECT id, text FROM version")
            removed = "removed_at IS NULL" if connection.execute(_HAS_REMOVED_NOTES).fetchone() else "1"
            rows["(notes)"] = _rows(connection, f"SELECT id, text FROM note WHERE {removed}")
    gist = tuple(sorted(_CHANGING.sub("~", f"{table} {row}") for table, found in rows.items() for row in found))
    return State(rows, gist)


def unsound(path: Path) -> str | None:
    """What is wrong with the file, or with what it says of itself; None for nothing."""
    try:
        return _wrong(path)
    except (sqlite3.Error, UnicodeDecodeError) as error:
        return f"{DAMAGED}: {error}"


def _wrong(path: Path) -> str | None:
    with closing(_open(path)) as connection:
        if (said := connection.execute("PRAGMA integrity_check(1)").fetchone()[0]) != "ok":
            return f"{DAMAGED}: {said}"
        if connection.execute("PRAGMA foreign_key_check").fetchone():
            return "a reference leads nowhere"
        if altered(connection):
            return "a text is not the one that was written"
        if connection.execute("PRAGMA user_version").fetchone()[0] < 3:
            return None
        if connection.execute("SELECT 1 FROM journal WHERE command_id IS NOT NULL").fetchone():
            return "a command is marked as running that ran to no end"
        connection.execute("BEGIN")
        return "the search index differs from the data" if search_index_differs(connection) else None


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


_HAS_REMOVED_NOTES = "SELECT 1 FROM pragma_table_info('note') WHERE name = 'removed_at'"


def _open(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.resolve().as_uri()}?mode=rw", uri=True, isolation_level=None)


def _rows(connection: sqlite3.Connection, query: str) -> list[tuple[Any, ...]]:
    return sorted((tuple(row) for row in connection.execute(query)), key=repr)
