"""Commands taken back, from what the store wrote down of their changes.

What a person typed is never deleted by it: a version no longer counts and stays in the history. All else goes, or is
again, as it was; what somebody changed since on another device stays.
"""

import json
import sqlite3
from contextlib import closing
from pathlib import Path

from cups_course.course.done import Done, Ran, all_done, last_to_take_back
from cups_course.course.errors import CourseError, NothingToUndo
from cups_course.store.database import Database
from cups_course.store.failures import as_sentences
from cups_course.store.file import connect
from cups_course.store.records import new_id, now
from cups_course.store.writing import update


def commands(database: Database) -> list[Done]:
    """Every command that changed something on this device, the newest first."""
    rows = database.connection.execute(
        """SELECT id, words, at, takes_back,
                EXISTS (SELECT 1 FROM change WHERE command_id = command.id) AS reversible
            FROM command ORDER BY id DESC"""
    )
    return all_done(Ran(row["id"], row["words"], row["at"], row["takes_back"], bool(row["reversible"])) for row in rows)


def write_down(store: Path, words: str) -> None:
    """Write down something that was done to the store as a whole, so that `undo` does not go back beyond it. Nothing
    else of the file is touched: one of an earlier version, of which nothing can be taken back, stays as it is.

    Raises StoreUnreachable.
    """
    with as_sentences(store), closing(connect(store)) as connection:
        if connection.execute("SELECT 1 FROM sqlite_schema WHERE name = 'command'").fetchone():
            last = connection.execute("SELECT max(id) FROM command").fetchone()[0]
            connection.execute(
                "INSERT INTO command (id, words, at) VALUES (?, ?, ?)", (new_id(after=last), words, now())
            )


def take_back(database: Database, *, further: bool) -> Done:
    """Take back the last command, also where that one took back another; `further`: the last one that still counts.

    Returns the command that was taken back. Raises NothingToUndo.
    """
    try:
        with database.writing() as connection:
            last = last_to_take_back(commands(database), further=further)
            if last is None:
                raise NothingToUndo
            changes = connection.execute(
                "SELECT * FROM change WHERE command_id = ? ORDER BY number DESC", (last.id,)
            ).fetchall()
            if not changes:
                raise CourseError(
                    f"The last command was: {last.words}. That cannot be taken back. What was there before it is "
                    "among the backups, and can be put back from there:",
                    "cups-course restore-backup",
                )
            database.command.words, database.command.takes_back = last.words, last.id
            for change in changes:
                _take_back(connection, change)
    except sqlite3.IntegrityError as error:
        raise CourseError(
            "Something else has taken its place since, so it could not be taken back. Nothing was changed."
        ) from error
    return last


def _take_back(connection: sqlite3.Connection, change: sqlite3.Row) -> None:
    table, record = change["record_table"], change["record_id"]
    if change["before"] is None:
        _take_out(connection, table, record)
    elif change["after"] is None:
        _put_in(connection, table, json.loads(change["before"]))
    else:
        update(connection, table, record, **json.loads(change["before"]))


def _take_out(connection: sqlite3.Connection, table: str, record: str) -> None:
    """A record that was added goes. What the person typed, and what other records still refer to, is marked instead."""
    row = connection.execute(f"SELECT * FROM {table} WHERE id = ?", (record,)).fetchone()
    if row is None:
        return
    typed = table == "note" or (table == "version" and row["post_id"] is None)
    if not typed:
        try:
            connection.execute(f"DELETE FROM {table} WHERE id = ?", (record,))
        except sqlite3.IntegrityError:
            pass  # something refers to it still
        else:
            return
    for mark in ("disowned_at", "removed_at", "dropped_at"):
        if mark in row.keys() and row[mark] is None:  # noqa: SIM118 - a Row is searched by its values
            update(connection, table, record, **{mark: now()})


def _put_in(connection: sqlite3.Connection, table: str, record: dict[str, object]) -> None:
    marks = ", ".join("?" * len(record))
    there = connection.execute(f"SELECT 1 FROM {table} WHERE id = ?", (record["id"],)).fetchone()
    if not there:
        connection.execute(f"INSERT INTO {table} ({', '.join(record)}) VALUES ({marks})", list(record.values()))
