"""What the store carries to another device, read and taken in; its rules are `course.carried` and `course.unifying`.

One place for a merge, for `export --all` and its import: whoever gives a `Carried`, a file or one day a synced folder,
is heard.
"""

import json
import sqlite3
import tempfile
from collections import defaultdict
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

from cups_course.course.carried import REFERENCES, Carried, Change, Record, Tables
from cups_course.course.errors import CannotRead, DamagedStore, NotAStore, StoreUnreachable
from cups_course.course.merged import Differing, Merged, merged
from cups_course.course.shape import Column, rewrites
from cups_course.course.unifying import Apart, Unified, on_its_own, unified
from cups_course.course.union import joined
from cups_course.store.backups import make
from cups_course.store.database import Database, open_store
from cups_course.store.devices import name_anew
from cups_course.store.failures import as_sentences
from cups_course.store.file import connect, schema_version
from cups_course.store.journal import Command
from cups_course.store.soundness import faults


def carried(database: Database) -> Carried:
    """All that this store has made and taken in."""
    with database.reading() as connection:
        return carried_in(connection)


def carried_by(path: Path) -> Carried:
    """All that the store in another file has made and taken in; the file is left as it is.

    Raises CannotRead where it is no store, or a damaged one; NewerStore or StoreUnreachable.
    """
    try:
        with tempfile.TemporaryDirectory() as folder:
            copy = Path(folder) / path.name
            with as_sentences(path), closing(connect(path, "ro")) as source, closing(sqlite3.connect(copy)) as target:
                if not schema_version(source, path):
                    raise NotAStore(str(path))
                source.backup(target)
                if faults(target):
                    raise DamagedStore(str(path))
            # An older one is brought up to date in the copy.
            opened = open_store(copy, create=False)
            assert opened
            with closing(opened):
                return carried(opened)
    except (NotAStore, DamagedStore, sqlite3.Error, ValueError, LookupError, TypeError, AttributeError) as error:
        raise CannotRead(f"{path} is no cups-course store, or a damaged one, so nothing was taken from it.") from error


def take_in(database: Database, other: Carried, words: str) -> Merged:
    """Merge what another device carries into this store, in one transaction. `words` say what was done, for `undo`.

    Raises CannotRead where it breaks a rule of the store.
    """
    known = {row["id"] for row in database.connection.execute("SELECT id FROM forgotten")}
    # Zeroes are written over what goes because it was forgotten on the other device.
    database.connection.execute("PRAGMA secure_delete = ON")
    try:
        came = _take_in(database, other, words)
    except sqlite3.IntegrityError as error:
        raise CannotRead("What it holds breaks the rules of a store, so nothing was taken in.") from error
    if other.forgotten.keys() - known:
        write_anew(database)
    return came


def _take_in(database: Database, other: Carried, words: str) -> Merged:
    with database.unjournaled() as connection:
        mine = carried_in(connection)
        if rewrites(mine, other):
            raise CannotRead(
                "It holds other words for something that is kept here than were written, so one of the two is damaged. "
                "Nothing was taken in. To look at what is here:",
                "cups-course doctor",
            )
        both, before = joined(mine, other), _shown(connection)
        as_one = unified(both)
        # What was done here since the last merge may have made room for a number that was given away in it.
        if both == mine and as_one.tables == before:
            return Merged({}, {}, [])
        if before["program"]:
            make(database.path, "before-merging")
        put(connection, both, as_one)
        if _this_device(connection) in other.devices:
            name_anew(connection)
        command = Command()
        command.words = words
        command.begin(connection)
        command.end(connection, changed=True)
    return merged(before, as_one, _differing(as_one.tables["version"], mine, other))


def put(connection: sqlite3.Connection, both: Carried, as_one: Unified) -> None:
    """Make the store what is carried, and show it `as_one`. For this room's files only, inside of a transaction."""
    connection.execute("PRAGMA defer_foreign_keys = ON")
    _insert(connection, "device", list(both.devices.values()), or_ignore=True)
    _put_tables(connection, _shown(connection), as_one.tables)
    _put_apart(connection, as_one.apart)
    _put_changes(connection, both)
    _insert(connection, "forgotten", list(both.forgotten.values()), or_ignore=True)
    if both.forgotten:
        # Deleted words stay in the index until it is made anew.
        connection.execute("INSERT INTO search_text (search_text) VALUES ('rebuild')")


def write_anew(database: Database) -> None:
    """Leave nothing of deleted words in pages of the file that are only half full. Where there is no room for that,
    what is deleted is deleted all the same, and a warning says so."""
    try:
        with as_sentences(database.path):
            database.connection.execute("VACUUM")
    except StoreUnreachable:
        database.warnings.append(
            f"{database.path} could not be written anew, for want of room or because it is in use. What was to go is "
            "gone from it; traces may be left in the file until the next time something is forgotten."
        )


def shapes() -> dict[str, dict[str, Column]]:
    """What each table that is carried, and those beside them, asks of its columns, in a store as it is made today."""
    with tempfile.TemporaryDirectory() as folder:
        opened = open_store(Path(folder) / "new.db", create=True)
        assert opened
        with closing(opened):
            return {
                table: {
                    row["name"]: Column(
                        row["type"] == "INTEGER", not (row["notnull"] or row["pk"]), _value(row["dflt_value"])
                    )
                    for row in opened.connection.execute("SELECT * FROM pragma_table_info(?)", (table,))
                }
                for table in (*REFERENCES, "device", "forgotten")
            }


def _value(literal: str | None) -> str | int | None:
    """What a literal of SQL, as our tables have them, stands for."""
    if literal is None or literal.startswith("'"):
        return literal and literal.strip("'")
    return int(literal)


def carried_in(connection: sqlite3.Connection) -> Carried:
    """The same, inside of a transaction. For this room's files only."""
    apart = [
        Apart(row["record_table"], row["record_id"], bool(row["standing"]), json.loads(row["columns"]))
        for row in connection.execute("SELECT * FROM apart")
    ]
    changes = {
        (row["command_id"], row["number"]): Change(
            row["record_table"],
            row["record_id"],
            None if row["before"] is None else json.loads(row["before"]),
            None if row["after"] is None else json.loads(row["after"]),
        )
        for row in connection.execute("SELECT * FROM change")
    }
    records = on_its_own(_shown(connection), apart)
    # Each column as the last change left it, also where a merge shows it otherwise.
    own = joined(Carried({}, records, changes, _rows(connection, "forgotten")), Carried())
    made = {record["device_id"] for table in (*own.records.values(), own.forgotten) for record in table.values()}
    own.devices = {one: device for one, device in _rows(connection, "device").items() if one in made}
    return own


def _shown(connection: sqlite3.Connection) -> Tables:
    return {table: _rows(connection, table) for table in REFERENCES}


def _rows(connection: sqlite3.Connection, table: str) -> dict[str, Record]:
    return {row["id"]: dict(row) for row in connection.execute(f"SELECT * FROM {table}")}


def _this_device(connection: sqlite3.Connection) -> str:
    return str(connection.execute("SELECT value FROM setting WHERE name = 'this_device'").fetchone()["value"])


def _differing(versions: Mapping[str, Record], mine: Carried, other: Carried) -> list[Differing]:
    """Where each side had words that the other had not, and they are not the same."""
    slots: dict[str, list[Record]] = defaultdict(list)
    for version in versions.values():
        if version["disowned_at"] is None:
            slots[version["answer_id"] or version["peer_reply_id"]].append(version)
    differing = []
    for slot, kept in sorted(slots.items()):
        kept.sort(key=lambda version: (version["at"], version["id"]))
        here = [one for one in kept if one["id"] not in other.records["version"]]
        there = [one for one in kept if one["id"] not in mine.records["version"]]
        if here and there and here[-1]["text"] != there[-1]["text"]:
            ours = kept[-1]["id"] == here[-1]["id"]
            differing.append(Differing(slot, kept[-1]["text"], (there if ours else here)[-1]["text"], ours))
    return differing


def _put_tables(connection: sqlite3.Connection, before: Tables, after: Tables) -> None:
    """Make the tables what they are to be; a record that stays as it is is not touched."""
    differing = {
        table: [one for one, record in before[table].items() if after[table].get(one) != record] for table in REFERENCES
    }
    for table in reversed(list(REFERENCES)):
        connection.executemany(f"DELETE FROM {table} WHERE id = ?", [(one,) for one in differing[table]])
    for table in REFERENCES:
        there = before[table].keys() - set(differing[table])
        _insert(connection, table, [record for one, record in after[table].items() if one not in there])


def _put_apart(connection: sqlite3.Connection, apart: list[Apart]) -> None:
    connection.execute("DELETE FROM apart")
    connection.executemany(
        "INSERT INTO apart (record_table, record_id, standing, columns) VALUES (?, ?, ?, ?)",
        [(one.table, one.record, int(one.standing), _json(one.columns)) for one in apart],
    )


def _put_changes(connection: sqlite3.Connection, both: Carried) -> None:
    there = {(row["command_id"], row["number"]) for row in connection.execute("SELECT command_id, number FROM change")}
    gone = sorted(there - both.changes.keys())
    connection.executemany("DELETE FROM change WHERE command_id = ? AND number = ?", gone)
    # The words of a command may name whom the forgotten ones were from. One of which nothing is left cannot be undone.
    for command in {one for one, _ in gone}:
        connection.execute("UPDATE command SET words = 'something forgotten in part, done' WHERE id = ?", (command,))
        if not connection.execute("SELECT 1 FROM change WHERE command_id = ?", (command,)).fetchone():
            connection.execute("UPDATE command SET takes_back = NULL WHERE takes_back = ?", (command,))
            connection.execute("DELETE FROM command WHERE id = ?", (command,))
    connection.executemany(
        "INSERT INTO change (command_id, number, record_table, record_id, before, after) VALUES (?, ?, ?, ?, ?, ?)",
        [
            (*stamp, one.table, one.record, _json(one.before), _json(one.after))
            for stamp, one in both.changes.items()
            if stamp not in there
        ],
    )


def _insert(connection: sqlite3.Connection, table: str, records: list[Record], *, or_ignore: bool = False) -> None:
    if records:
        columns = list(records[0])
        marks = ", ".join(f":{column}" for column in columns)
        ignore = "OR IGNORE " if or_ignore else ""
        connection.executemany(f"INSERT {ignore}INTO {table} ({', '.join(columns)}) VALUES ({marks})", records)


def _json(columns: Record | None) -> str | None:
    return None if columns is None else json.dumps(columns, ensure_ascii=False)
