"""Commands undone and redone. An event says that a command no longer counts, or counts again; the projections follow.

Nothing that a person typed is deleted by it: the words stay in the log, and `history` shows them.
"""

import sqlite3

from cups_course.course.done import CommandDone
from cups_course.course.errors import CourseError, NothingToRedo, NothingToUndo
from cups_course.store.database import Database

_FORGOTTEN = "something, of which words were forgotten since,"
"""What is said of a command whose words went with what was forgotten."""


def undo(database: Database) -> CommandDone:
    """Undo this device's last command that counts. Returns it.

    Raises NothingToUndo, or CourseError where a backup took the place of the store since.
    """
    with database.writing() as change:
        last = _last(change.connection, "undone = 0 AND kind = 'done'")
        barrier = _last(change.connection, "undone = 0 AND kind = 'final'")
        if barrier and (last is None or barrier["id"] > last["id"]):
            raise CourseError(
                f"The last command was: {barrier['did']}. That can't be undone. What was there before is among the "
                "backups:",
                "cups-course backup --list",
            )
        if last is None:
            raise NothingToUndo
        database.doing(f"undo of {_done(last).what}")
        change.append("undone", {}, about=last["id"])
    return _done(last)


def redo(database: Database) -> CommandDone:
    """Redo the command that was undone last. After a new command nothing can be redone.

    Returns it. Raises NothingToRedo.
    """
    with database.writing() as change:
        connection = change.connection
        counting = [_last(connection, f"undone = 0 AND kind = '{kind}'") for kind in ("done", "final")]
        since = max((row["id"] for row in counting if row), default="")
        undone = _of_this_device(connection, "undone = 1 AND kind = 'done' AND id > ?", since)
        newest = max((row["id"] for row in undone), default="")
        # What was undone before a newer command was given can't be redone, also where that one was undone since.
        first = next((row for row in undone if newest < _undone_by(connection, row["id"])), None)
        if first is None:
            raise NothingToRedo
        database.doing(f"redo of {_done(first).what}")
        change.append("redone", {}, about=first["id"])
    return _done(first)


def _of_this_device(
    connection: sqlite3.Connection, condition: str, *values: str, last: bool = False
) -> list[sqlite3.Row]:
    """Commands that were run on this device, under whatever id it had then, the oldest first. With `last` only the
    newest under each id."""
    rows: list[sqlite3.Row] = []
    for (device,) in connection.execute(
        "SELECT value FROM setting WHERE name = 'this_device' UNION SELECT id FROM earlier_device"
    ).fetchall():
        rows += connection.execute(
            f"""SELECT * FROM command WHERE device = ? AND {condition}
                AND id NOT IN (SELECT id FROM command_from_elsewhere) ORDER BY id DESC LIMIT {1 if last else -1}""",
            (device, *values),
        )
    return sorted(rows, key=lambda row: str(row["id"]))


def _last(connection: sqlite3.Connection, condition: str) -> sqlite3.Row | None:
    rows = _of_this_device(connection, condition, last=True)
    return rows[-1] if rows else None


def _undone_by(connection: sqlite3.Connection, command: str) -> str:
    """The id of the last event that undid a command."""
    query = "SELECT max(id) FROM event WHERE about = ? AND kind = 'undone'"
    return str(connection.execute(query, (command,)).fetchone()[0])


def commands(database: Database) -> list[CommandDone]:
    """Everything the person did, on whatever device, undone or not, the newest first."""
    rows = database.connection.execute(
        """SELECT command.*, device.name, (SELECT it.name FROM device AS it JOIN setting ON value = it.id
                WHERE setting.name = 'this_device') AS here
            FROM command LEFT JOIN device ON device.id = command.device
            WHERE kind IN ('done', 'final') OR (kind = 'other' AND did != '') ORDER BY command.id DESC"""
    )
    return [_done(row)._replace(device=None if row["name"] == row["here"] else row["name"]) for row in rows]


def _done(row: sqlite3.Row) -> CommandDone:
    return CommandDone(row["id"], row["did"] or _FORGOTTEN, row["at"], bool(row["undone"]))
