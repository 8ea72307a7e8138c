"""Checks whether what a store holds is as it was written, with SQLite's own checks and every event's digest."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

from cups_course.errors import CourseError, DamagedStore
from cups_course.events.event import UNREADABLE, Event, to_json
from cups_course.store import log
from cups_course.store.files import as_sentences, connect, schema_version, sqlite_faults
from cups_course.store.schema import quoted
from cups_course.text import digest_at

WORDS = (
    *("course", "discussion", "question", "answer", "peer_reply", "version", "posting"),
    *("task", "terms", "note", "progress"),
    *("form", "form_match", "profile", "submission", "submitted_field"),
)
"""The projections that hold a person's own words, or say where these belong."""


class StoreContents(NamedTuple):
    """What must be equal in two copies of a store: the number of rows of each table, and a digest of the log."""

    rows: dict[str, int]
    log: str


def describe_damage(path: Path) -> CourseError | None:
    """What is wrong with the store at this path; None where nothing is, or there is no store."""
    try:
        with as_sentences(path):
            if path.exists():
                with closing(connect(path)) as connection:
                    schema_version(connection, path)
                    if sqlite_faults(connection) or is_altered(connection):
                        return DamagedStore(str(path))
                    require_valid_log(connection, path, shapes=True)
    except CourseError as error:
        return error
    return None


def store_contents(connection: sqlite3.Connection) -> StoreContents:
    """What is in a store of any version that has a log, to compare it with its copy."""
    tables = connection.execute(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%' ORDER BY name"
    ).fetchall()
    rows = {name: int(connection.execute(f"SELECT count(*) FROM {quoted(name)}").fetchone()[0]) for (name,) in tables}
    import hashlib  # loads OpenSSL: 3 % of the start of a command that only reads

    hashed = hashlib.sha256()
    for row in connection.execute("SELECT id, digest, text, packed FROM event ORDER BY id"):
        hashed.update(f"{row[0]} {row[1]} {row[2]}".encode("utf-8", "surrogatepass"))
        hashed.update(row[3] or b"")
    return StoreContents(rows, hashed.hexdigest())


def count_versions(connection: sqlite3.Connection) -> int:
    """How many versions of texts a store holds."""
    return int(connection.execute("SELECT count(*) FROM version").fetchone()[0])


def is_altered(connection: sqlite3.Connection) -> bool:
    """Whether any word is not as it was written, in the log or where it is read."""
    return next(log.damaged_events(connection), None) is not None or bool(altered_rows(connection))


def require_valid_log(connection: sqlite3.Connection, path: Path, *, shapes: bool = False) -> None:
    """Raises DamagedStore if the log has an event that no command wrote, though its digest fits: somebody made it by
    hand. With `shapes` what it says is checked too; the fold sets aside most of what it doesn't understand, so that is
    asked only where the fold failed."""
    from cups_course.events.shapes import has_valid_envelope, has_valid_shape  # 5 ms: only a whole log is checked

    is_valid = has_valid_shape if shapes else has_valid_envelope
    if any(
        not is_valid(event) and log.is_sound(event, digest) for event, digest in log.events_with_digests(connection)
    ):
        raise DamagedStore(str(path), because="It has a record that cups-course didn't make.")


def altered_rows(connection: sqlite3.Connection) -> list[tuple[str, str]]:
    """The rows, by their tables and ids, whose text doesn't fit their digest."""
    places = {
        "version": "coalesce(answer_id, peer_reply_id)",
        "submitted_field": "submission_id || ' ' || position || ' ' || label",
    }
    return [
        (table, str(row[0]))
        for table, place in places.items()
        for row in connection.execute(f"SELECT id, {place}, text, digest FROM {table} ORDER BY id")
        if digest_at(str(row[1]), str(row[2])) != row[3]
    ]


def repaired_event(connection: sqlite3.Connection, event: Event) -> Event | None:
    """A damaged event with its words as the projections show them; None where those don't fit its digest either."""
    if event.kind not in ("answer written", "reply logged", "noted"):
        return None
    table = "note" if event.kind == "noted" else "version"
    try:
        row = connection.execute(f"SELECT text FROM {table} WHERE id = ?", (event.id,)).fetchone()
        digest = connection.execute("SELECT digest FROM event WHERE id = ?", (event.id,)).fetchone()[0]
        repaired = event._replace(text=to_json(event.data | {"text": row[0]})) if row else event
        return repaired if log.is_sound(repaired, digest) else None
    except UNREADABLE:
        return None
