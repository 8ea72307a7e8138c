"""Removes words for good: from the log, the projections, the search index, the file's free pages and the backups."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from cups_course.errors import CourseError, NotSaved, StoreUnreachable
from cups_course.events.event import Data, Event
from cups_course.events.forgetting import COPIES, Rules
from cups_course.model import Program
from cups_course.store import log
from cups_course.store.backup import backup_files, copies_put_aside, copy_bytes, list_backups
from cups_course.store.database import REWRITE_DUE, Database, open_store
from cups_course.store.files import as_sentences, connect, in_use, schema_version
from cups_course.store.projection import Projection
from cups_course.store.reading import load
from cups_course.temporary import temporary_folder


def read_rules(connection: sqlite3.Connection) -> Rules:
    """Everything that was forgotten, from the log."""
    return Rules(log.readable_data(rule_events(connection)))


def rule_events(connection: sqlite3.Connection) -> list[Event]:
    """The events that say what was forgotten, those of undone commands too: forgetting can't be undone."""
    return list(log.select(connection, "kind = 'forgotten'"))


def forget_rules(database: Database) -> Rules:
    """Everything that was forgotten, to recognize it in copies."""
    with database.reading() as connection:
        return read_rules(connection)


def forget(database: Database, rule: Data) -> None:
    """Remove what a rule names, also from the file's free pages."""
    database.connection.execute("PRAGMA secure_delete = ON")
    with database.writing() as change:
        change.append("forgotten", rule)
        for event in blank_words(change.connection, Rules([rule])):
            change.touch(event)
    rewrite_file(database)


def load_without(database: Database, rule: Data) -> list[Program]:
    """Every program as it is once what a rule names is removed. Changes nothing."""
    with database.transaction() as connection:
        projection = Projection(connection)
        for event in blank_words(connection, Rules([rule])):
            projection.touch(event)
        projection.apply()
        programs = load(database)
        connection.execute("ROLLBACK")
    return programs


def apply_rules(database: Database, events: list[Event]) -> None:
    """Remove what rules of another store name, as after a backup was restored."""
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


def blank_words(connection: sqlite3.Connection, rules: Rules) -> list[Event]:
    """Blank what rules name in the log, in the caller's transaction. Returns the events that changed. Until
    `rewrite_file` has run, the store says that it has to: the command may be killed before."""
    changed = []
    for event in list(_affected_events(connection, rules)):
        blanked = rules.applied_to(event)
        if blanked != event:
            log.rewrite(connection, blanked)
            changed.append(blanked)
    if changed:
        connection.execute("INSERT OR REPLACE INTO setting (name, value) VALUES (?, '')", (REWRITE_DUE,))
    return changed


def _affected_events(connection: sqlite3.Connection, rules: Rules) -> Iterator[Event]:
    """The events that may hold what rules name."""
    for event_id in rules.events:
        if event := log.event_by_id(connection, event_id):
            yield event
    if rules.has_marks:
        for event in log.select(connection, f"kind IN ({log.marks(COPIES)})", COPIES):
            if event.id not in rules.events:
                yield event


def rewrite_file(database: Database) -> None:
    """Rewrite the search index and the file, so that no traces of removed words are left in half-full pages. Where
    there is no room for that, add a warning: the words are gone, traces may be left."""
    try:
        with as_sentences(database.path):
            database.connection.execute("INSERT INTO search_text (search_text) VALUES ('rebuild')")
            database.connection.execute("VACUUM")
            # In the mode that another program may have set, what was overwritten is still in a second file.
            if database.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]:
                raise StoreUnreachable(in_use(database.path))
            database.connection.execute("DELETE FROM setting WHERE name = ?", (REWRITE_DUE,))
    except StoreUnreachable:
        database.warnings.append(
            f"{database.path} could not be rewritten: the disk is full or the file is in use. The text is deleted, "
            "but traces of it may stay in the file. The next command tries again."
        )


def backups_holding(store: Path, rule: Data) -> list[Path]:
    """The backups beside the store that hold what a rule names."""
    backups = []
    for one in backup_files(store):
        with suppress(CourseError):  # `unreadable_copies` names what cannot be opened
            if _holds(one.path, Rules([rule])):
                backups.append(one.path)
    return backups


def _holds(backup: Path, rules: Rules) -> bool:
    with as_sentences(backup), closing(connect(backup, "ro")) as connection:
        schema_version(connection, backup)
        return any(rules.applied_to(event) != event for event in _affected_events(connection, rules))


def unreadable_copies(store: Path) -> list[Path]:
    """The copies beside the store that nobody can check: backups that cannot be opened, and what `doctor` put aside of
    a damaged store."""
    return [Path(one.file) for one in list_backups(store) if one.texts is None] + copies_put_aside(store)


def forget_in_backup(backup: Path, events: list[Event]) -> None:
    """Remove from a backup what was forgotten. If that fails, the backup stays as it was.

    Raises what `open_store` raises, and NotSaved.
    """
    with copy_without(backup, events, beside=backup) as copy:
        copy.replace(backup)


@contextmanager
def copy_without(backup: Path, events: list[Event], *, beside: Path) -> Iterator[Path]:
    """A temporary copy of a backup without what was forgotten. Raises NotSaved, and what `open_store` raises."""
    try:
        with temporary_folder(beside) as folder:
            copy = folder / backup.name
            copy_bytes(backup, copy)
            opened = open_store(copy, create=False)
            assert opened
            with closing(opened):
                apply_rules(opened, events)
            yield copy
    except OSError as error:
        raise NotSaved(f"A copy of {backup} could not be written: {error.strerror or error}.") from error
