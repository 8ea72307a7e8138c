"""What can be read of a damaged store, saved into a new one; the damaged file is only read."""

import os
import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path

from cups_course.course.carried import MAY_BE_EMPTY, WRITTEN
from cups_course.course.digest import DIGESTED, WORDS, as_written
from cups_course.course.errors import CourseError, NotSaved
from cups_course.course.examination import Copy, Rescue
from cups_course.course.shape import IN_JSON, says
from cups_course.store.backup_files import backups, beside
from cups_course.store.backups import prove
from cups_course.store.database import open_store
from cups_course.store.failures import UNREADABLE, as_sentences
from cups_course.store.made_anew import leads_to_tables, opened_made_anew
from cups_course.store.soundness import texts

_MANY, _BLIND = 100_000, 2_000
"""How many records are looked for one by one: between two that can be read, and behind the last that can be."""
_NUMBER = "number_of_the_row"
_MADE_ANEW = ("journal", "_sqlite_migrations")


def rescue(store: Path) -> Rescue:
    """Save what can be read of a damaged store into a new one beside it, and find the newest sound backup.

    Raises StoreUnreachable or NotSaved where the new file cannot be written.
    """
    file = beside(store, "recovered")
    left_out: Counter[str] = Counter()
    loose: list[str] = []
    try:
        read, saved = _save(store, file, left_out, loose)
        words = _write_loose(file, loose)
    except BaseException:
        file.unlink(missing_ok=True)
        raise
    if not read:
        file.unlink()
    return Rescue(Copy(str(file), saved) if read else None, left_out, words, _best_backup(store))


def _save(store: Path, file: Path, left_out: Counter[str], loose: list[str]) -> tuple[int, int]:
    """Put all that can be read into a new store; returns how many records that is, and how many texts have a place."""
    read = 0
    database = open_store(file, create=True)
    assert database
    with as_sentences(file), closing(database):
        connection = database.connection
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute("BEGIN")
        ours = connection.execute("SELECT value FROM setting WHERE name = 'this_device'").fetchone()[0]
        connection.execute("DELETE FROM setting")
        connection.execute("DELETE FROM device")
        with closing(_damaged(store)) as source:
            for table in _tables(connection):
                for row in _rows(source, connection, table):
                    read += 1
                    _put(connection, table, row, left_out, loose)
        _complete_devices(connection, ours)
        _drop_without_place(connection, left_out, loose)
        saved = texts(connection)
        connection.execute("COMMIT")
    return read, saved


def _best_backup(store: Path) -> Copy | None:
    for one in backups(store):
        with suppress(CourseError):
            return Copy(str(one.path), prove(one.path), f"{one.at:%Y-%m-%dT%H:%M:%SZ}")
    return None


def _damaged(store: Path) -> sqlite3.Connection:
    """The damaged file as it lies there: no lock is taken and no journal played back. Where it does not say any more
    what is in it, a copy that says it."""
    connection = sqlite3.connect(f"{store.resolve().as_uri()}?mode=ro&immutable=1", uri=True, isolation_level=None)
    if not leads_to_tables(connection) and (other := opened_made_anew(store)):
        connection.close()
        connection = other
    connection.row_factory = sqlite3.Row
    return connection


def _tables(connection: sqlite3.Connection) -> list[str]:
    names = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY rowid").fetchall()
    return [name for (name,) in names if name not in _MADE_ANEW and not name.startswith(("search_", "sqlite_"))]


def _rows(source: sqlite3.Connection, target: sqlite3.Connection, table: str) -> Iterator[dict[str, object]]:
    """The rows of a table as far as they can be read: from its beginning, from its end, and one by one between."""
    wanted = [row["name"] for row in target.execute("SELECT name FROM pragma_table_info(?)", (table,))]
    there, _ = _read(source, f"SELECT name FROM pragma_table_info('{table}')")
    columns = ", ".join({row["name"] for row in there} & set(wanted))
    if not columns:
        return
    if table == "change":  # its rows have no numbers
        found, _ = _read(source, f"SELECT {columns} FROM change")
    else:
        sql = f"SELECT {columns}, rowid AS {_NUMBER} FROM {table} NOT INDEXED"
        found, whole = _read(source, f"{sql} ORDER BY rowid")
        if not whole:
            last = found[-1][_NUMBER] if found else 0
            backward, _ = _read(source, f"{sql} WHERE rowid > {last} ORDER BY rowid DESC")
            end = min(backward[-1][_NUMBER], last + _MANY) if backward else last + _BLIND
            for number in range(last + 1, end):
                found += _read(source, f"{sql} WHERE rowid = {number}")[0]
            found += reversed(backward)
    for row in found:
        yield {name: row[name] for name in row.keys() if name != _NUMBER}  # noqa: SIM118 (a Row gives its values)


def _read(source: sqlite3.Connection, sql: str) -> tuple[list[sqlite3.Row], bool]:
    """The rows up to the first that cannot be read, and whether there was none such."""
    found: list[sqlite3.Row] = []
    seen = set()
    try:
        for row in source.execute(sql):
            if _NUMBER in row.keys():  # noqa: SIM118
                if row[_NUMBER] in seen:
                    return found, False  # a damaged tree may lead in a circle
                seen.add(row[_NUMBER])
            found.append(row)
    except UNREADABLE:
        return found, False
    return found, True


def _put(
    connection: sqlite3.Connection, table: str, row: dict[str, object], left_out: Counter[str], loose: list[str]
) -> None:
    """Put a row into the new store, if it is one: words only where they are those of which the digest was taken, JSON
    where it can be read."""
    text = row.get("text")
    whole = table not in DIGESTED or (row.keys() >= set(WORDS) and as_written(row))
    readable = all(says(name, row[name]) for name in row.keys() & IN_JSON)
    if whole and readable:
        with suppress(sqlite3.DatabaseError):
            marks = ", ".join("?" * len(row))
            connection.execute(f"INSERT INTO {table} ({', '.join(row)}) VALUES ({marks})", list(row.values()))
            return
    left_out[table] += 1
    if table in WRITTEN and isinstance(text, str):
        loose.append(_words(row.get(WRITTEN[table]), text, altered=not whole))


def _complete_devices(connection: sqlite3.Connection, ours: str) -> None:
    """A device for every record that names one, and one for this machine."""
    named = " UNION ".join(
        f"SELECT device_id FROM {table}"
        for table in _tables(connection)
        if connection.execute("SELECT 1 FROM pragma_table_info(?) WHERE name = 'device_id'", (table,)).fetchone()
    )
    connection.execute(f"INSERT OR IGNORE INTO device (id, name) SELECT device_id, 'a device' FROM ({named})")
    connection.execute("INSERT OR IGNORE INTO setting (name, value) VALUES ('this_device', ?)", (ours,))
    connection.execute("INSERT OR IGNORE INTO device (id, name) SELECT value, 'this device' FROM setting")


def _drop_without_place(connection: sqlite3.Connection, left_out: Counter[str], loose: list[str]) -> None:
    """Leave out the records of which what they belong to is lost; those that say something without it only lose that
    reference."""
    while found := connection.execute("PRAGMA foreign_key_check").fetchall():
        for table, number, _, key in found:
            columns = [
                row["from"] for row in connection.execute(f"PRAGMA foreign_key_list({table})") if row["id"] == key
            ]
            if all((table, column) in MAY_BE_EMPTY for column in columns):
                connection.execute(f"UPDATE {table} SET {columns[0]} = NULL WHERE rowid = ?", (number,))
                continue
            row = connection.execute(f"SELECT * FROM {table} WHERE rowid = ?", (number,)).fetchone()
            if row is None:  # it went already, for want of something else
                continue
            if table in WRITTEN:
                loose.append(_words(row[WRITTEN[table]], row["text"]))
            connection.execute(f"DELETE FROM {table} WHERE rowid = ?", (number,))
            left_out[table] += 1


def _words(at: object, text: str, *, altered: bool = False) -> str:
    when = str(at)[:16].replace("T", " at ")
    return f"--- kept on {when} (UTC){', and no longer quite as it was written' if altered else ''}\n\n{text}\n"


def _write_loose(file: Path, loose: list[str]) -> str | None:
    """The words that found no place, to be read by a person."""
    if not loose:
        return None
    path = file.with_suffix(".txt")
    try:
        with os.fdopen(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w", encoding="utf-8") as to:
            to.write("\n".join(loose))
    except OSError as error:
        raise NotSaved(f"{path} could not be written: {error.strerror or error}.") from error
    return str(path)
