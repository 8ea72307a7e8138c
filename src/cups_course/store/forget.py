"""Words removed for good: from the log, the projections, the search index and the file's free pages, here and in
backups. What stays is an event without words, which merges and imports honour."""

import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path

from cups_course.course.errors import CourseError, NotSaved, StoreUnreachable
from cups_course.events.event import Data, Event
from cups_course.events.forgetting import COPIES, Rules
from cups_course.store import log
from cups_course.store.backup_files import backup_files, copies_put_aside
from cups_course.store.backups import list_backups
from cups_course.store.database import Database, open_store
from cups_course.store.failures import as_sentences
from cups_course.store.file import connect, schema_version
from cups_course.store.projection import Projection


def read_rules(connection: sqlite3.Connection) -> Rules:
    """Everything that was forgotten, as the log says."""
    return Rules(log.readable_data(rule_events(connection)))


def rule_events(connection: sqlite3.Connection) -> list[Event]:
    """The events that say what was forgotten. Nobody can undo them."""
    return list(log.select(connection, "kind = 'forgotten'"))


def forget_rules(database: Database) -> Rules:
    """How what was forgotten is known again."""
    with database.reading() as connection:
        return read_rules(connection)


def forget(database: Database, rule: Data) -> None:
    """Remove what a rule names; when this returns it is gone from the file."""
    database.connection.execute("PRAGMA secure_delete = ON")
    with database.writing() as change:
        change.append("forgotten", rule)
        for event in blank_words(change.connection, Rules([rule])):
            change.touch(event)
    rewrite_file(database)


def apply_rules(database: Database, events: list[Event]) -> None:
    """Remove what another store's rules name, as after a backup took its place."""
    database.connection.execute("PRAGMA secure_delete = ON")
    with database.transaction() as connection:
        projection = Projection(connection)
        for event in events:
            if log.event_by_id(connection, event.id) is None:
                log.append(connection, event)
                projection.touch(event)
        for event in blank_words(connection, Rules(log.readable_data(events))):
            projection.touch(event)
        projection.apply()
    rewrite_file(database)


def blank_words(connection: sqlite3.Connection, wanted: Rules) -> list[Event]:
    """Blank what rules name in the events that are here, in the caller's transaction; returns those that changed."""
    changed = []
    for event in list(_concerned(connection, wanted)):
        without = wanted.applied_to(event)
        if without != event:
            log.rewrite(connection, without)
            changed.append(without)
    return changed


def _concerned(connection: sqlite3.Connection, wanted: Rules) -> Iterator[Event]:
    for event_id in wanted.events:
        if event := log.event_by_id(connection, event_id):
            yield event
    if wanted.has_marks:
        marks = ", ".join("?" * len(COPIES))
        for event in log.select(connection, f"kind IN ({marks})", COPIES):
            if event.id not in wanted.events:
                yield event


def rewrite_file(database: Database) -> None:
    """Leave nothing of removed words in the search index and in half-full pages of the file. Where there is no room for
    that, what is removed is removed all the same, and a warning says so."""
    try:
        with as_sentences(database.path):
            database.connection.execute("INSERT INTO search_text (search_text) VALUES ('rebuild')")
            database.connection.execute("VACUUM")
    except StoreUnreachable:
        database.warnings.append(
            f"{database.path} could not be written anew, for want of room or because it is in use. What was to go is "
            "gone from it; traces may be left in the file until the next time something is forgotten."
        )


def backups_holding(store: Path, rule: Data) -> list[Path]:
    """The backups beside the store that hold what a rule names."""
    found = []
    for one in backup_files(store):
        with suppress(CourseError):  # what cannot be opened is said by `not_looked_into`
            if _holds(one.path, Rules([rule])):
                found.append(one.path)
    return found


def _holds(backup: Path, wanted: Rules) -> bool:
    with as_sentences(backup), closing(connect(backup, "ro")) as connection:
        schema_version(connection, backup)
        return any(wanted.applied_to(event) != event for event in _concerned(connection, wanted))


def unreadable_copies(store: Path) -> list[Path]:
    """The copies beside the store that cannot be looked into: backups that cannot be opened, and what `doctor` put
    aside of a damaged store."""
    return [Path(one.file) for one in list_backups(store) if one.texts is None] + copies_put_aside(store)


def forget_in_backup(backup: Path, events: list[Event]) -> None:
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
                apply_rules(opened, events)
            copy.replace(backup)
    except OSError as error:
        raise NotSaved(f"{backup} could not be written: {error.strerror or error}.") from error
