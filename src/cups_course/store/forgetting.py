"""Words removed for good: from the tables, the history, the search index and the file's free pages, here and in
backups. What stays is a mark without words, which merges and imports honour."""

import os
import tempfile
from collections.abc import Mapping
from contextlib import closing, suppress
from pathlib import Path

from cups_course.course.carried import Carried, Record
from cups_course.course.errors import CourseError, NotSaved
from cups_course.course.forgetting import Marks, mark
from cups_course.course.to_forget import ToForget
from cups_course.course.unifying import unified
from cups_course.course.union import joined
from cups_course.store.backup_files import aside, backups
from cups_course.store.backups import listed
from cups_course.store.carrying import carried, carried_by, carried_in, put, write_anew
from cups_course.store.database import Database, open_store
from cups_course.store.records import new_id, now


def to_forget(database: Database) -> ToForget:
    """Nothing yet of this store, to be gathered."""
    everything = carried(database)
    return ToForget(everything, unified(everything).instead)


def marks(database: Database) -> Marks:
    """How what was forgotten is known again."""
    return Marks(forgotten(database).values())


def tombstones(database: Database, what: ToForget) -> dict[str, Record]:
    """What will stay of what was gathered: records of `forgotten`, without words."""
    salt = os.urandom(16).hex()
    made = {"salt": salt, "made_at": now(), "device_id": database.device_id}
    stay = {}
    for record, said in sorted(what.said().items()):
        for one in sorted(mark(salt, one) for one in said) or [""]:
            tombstone = new_id()
            stay[tombstone] = {"id": tombstone, "record_id": record, "mark": one, **made}
    return stay


def forgotten(database: Database) -> dict[str, Record]:
    """What stayed of all that was ever forgotten."""
    return {row["id"]: dict(row) for row in database.connection.execute("SELECT * FROM forgotten")}


def forget(database: Database, going: Mapping[str, Record]) -> None:
    """Remove what these tombstones stand for; when this returns it is gone from the file."""
    connection = database.connection
    # Zeroes are written over what is deleted; VACUUM then leaves nothing of it in pages that are only half full.
    connection.execute("PRAGMA secure_delete = ON")
    with database.unjournaled():
        makers = {one["device_id"]: {"id": one["device_id"], "name": "another device"} for one in going.values()}
        left = joined(carried_in(connection), Carried(devices=makers, forgotten=dict(going)))
        put(connection, left, unified(left))
    write_anew(database)


def still_held(store: Path, going: Mapping[str, Record]) -> list[Path]:
    """The backups beside the store that hold what was forgotten."""
    found = []
    for one in backups(store):
        with suppress(CourseError):  # what cannot be opened is said by `not_looked_into`
            if _holds(carried_by(one.path), going):
                found.append(one.path)
    return found


def not_looked_into(store: Path) -> list[Path]:
    """The copies beside the store that nobody can look into: backups that cannot be opened, and what `doctor` put aside
    of a damaged store."""
    return [Path(one.file) for one in listed(store) if one.texts is None] + aside(store)


def forget_in(backup: Path, going: Mapping[str, Record]) -> None:
    """Remove from a backup what was forgotten; it is put in its place whole or stays as it was.

    Raises what opening a store raises, and NotSaved.
    """
    try:
        with tempfile.TemporaryDirectory(dir=backup.parent, prefix=".forgetting-") as folder:
            copy = Path(folder) / backup.name
            copy.write_bytes(backup.read_bytes())
            copy.chmod(0o600)
            opened = open_store(copy, create=False)
            assert opened
            with closing(opened):
                forget(opened, going)
            copy.replace(backup)
    except OSError as error:
        raise NotSaved(f"{backup} could not be written: {error.strerror or error}.") from error


def _holds(held: Carried, going: Mapping[str, Record]) -> bool:
    left = joined(held, Carried(forgotten=dict(going)))
    return left.records != held.records or left.changes != held.changes
