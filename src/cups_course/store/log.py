"""The log: the one table that is the truth. Events are appended to it and, but for `forget`, never changed."""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from cups_course.events.event import COLUMNS, UNREADABLE, Data, Event, event_digest, pack_posts, to_json
from cups_course.events.kinds import KINDS
from cups_course.store.identity import new_id, utc_now

_INSERT = f"INSERT INTO event ({COLUMNS}, digest) VALUES ({', '.join('?' * (len(Event._fields) + 1))})"
COUNTING = "command NOT IN (SELECT id FROM command WHERE undone = 1)"
"""The condition that an event counts: nobody took its command back."""


def marks(values: Sequence[object]) -> str:
    """Placeholders for these values in an SQL `IN (...)`."""
    return ", ".join("?" * len(values))


def new_event(
    connection: sqlite3.Connection,
    kind: str,
    data: Data,
    *,
    device: str,
    command: str,
    about: str | None = None,
    posts: list[Data] | None = None,
    did: str | None = None,
    key: str | None = None,
) -> Event:
    """An event made now, later than all that the log holds, whatever the clocks of devices said."""
    made = KINDS[kind]
    return Event(
        key or next_id(connection),
        device,
        command,
        utc_now(),
        kind,
        made.v,
        int(made.must),
        about,
        to_json(data),
        None if posts is None else pack_posts(posts),
        did,
    )


def next_id(connection: sqlite3.Connection) -> str:
    """An id later than all in the log."""
    return new_id(after=connection.execute("SELECT max(id) FROM event").fetchone()[0])


def append(connection: sqlite3.Connection, event: Event) -> None:
    """Add an event, in the caller's transaction. Raises sqlite3.IntegrityError where its id is there already."""
    append_with_digest(connection, event, event_digest(event))


def append_with_digest(connection: sqlite3.Connection, event: Event, digest: str) -> None:
    """Add an event with a digest that is known."""
    connection.execute(_INSERT, (*event, digest))


def append_all(connection: sqlite3.Connection, events: Iterable[tuple[Event, str]]) -> None:
    """The same of several."""
    connection.executemany(_INSERT, [(*event, digest) for event, digest in events])


def rewrite(connection: sqlite3.Connection, event: Event) -> None:
    """Put an event in the place of the one with its id: words were forgotten, or a damaged one is whole again."""
    columns = ", ".join(f"{name} = ?" for name in (*Event._fields, "digest"))
    connection.execute(f"UPDATE event SET {columns} WHERE id = ?", (*event, event_digest(event), event.id))


def select(
    connection: sqlite3.Connection, condition: str, values: Sequence[Any] = (), *, posts: bool = True
) -> Iterator[Event]:
    """Events that fulfil a condition, the oldest first; without `posts` those of copies are left in the store."""
    columns = COLUMNS if posts else COLUMNS.replace("packed", "NULL")
    return map(
        Event._make, _plain(connection).execute(f"SELECT {columns} FROM event WHERE {condition} ORDER BY id", values)
    )


def events_about(
    connection: sqlite3.Connection, subjects: Iterable[str], *, posts: bool = False, all_: bool = False
) -> list[Event]:
    """The events about any of these that count (with `all_`: every one), the oldest first."""
    found = list(subjects)
    marks = ", ".join("?" * len(found))
    counting = "" if all_ else f" AND {COUNTING}"
    return list(filter(is_known_kind, select(connection, f"about IN ({marks}){counting}", found, posts=posts)))


def _plain(connection: sqlite3.Connection) -> sqlite3.Cursor:
    """A cursor that gives rows as tuples, which are made in half the time."""
    cursor = connection.cursor()
    cursor.row_factory = None
    return cursor


def digests_about(connection: sqlite3.Connection, subjects: Sequence[str]) -> dict[str, str]:
    """The digest of each event about any of these."""
    marks = ", ".join("?" * len(subjects))
    rows = connection.execute(f"SELECT id, digest FROM event WHERE about IN ({marks})", list(subjects))
    return {row[0]: row[1] for row in rows}


def events_of_kinds(connection: sqlite3.Connection, kinds: Sequence[str], *, posts: bool = False) -> Iterator[Event]:
    """The events of some kinds that count, the oldest first."""
    marks = ", ".join("?" * len(kinds))
    return filter(is_known_kind, select(connection, f"kind IN ({marks}) AND {COUNTING}", list(kinds), posts=posts))


def is_known_kind(event: Event) -> bool:
    """Whether this program knows the kind of an event in its version. What it doesn't know it passes on."""
    return event.kind in KINDS and event.v <= KINDS[event.kind].v


def readable_data(events: Iterable[Event]) -> Iterator[Data]:
    """What events say, without those that are too damaged to be read: `doctor` names them."""
    return (event.data for event in events if is_readable(event))


def is_readable(event: Event) -> bool:
    """Whether an event isn't too damaged to be read."""
    try:
        return isinstance(event.data, dict)
    except ValueError:
        return False


def events_with_digests(connection: sqlite3.Connection) -> Iterator[tuple[Event, str]]:
    """Every event with its digest, the oldest first, one after another from the file."""
    for row in _plain(connection).execute(f"SELECT {COLUMNS}, digest FROM event ORDER BY id"):
        yield Event._make(row[:-1]), row[-1]


def event_by_id(connection: sqlite3.Connection, event_id: str) -> Event | None:
    """The event with this id."""
    return next(select(connection, "id = ?", (event_id,)), None)


def count_events(connection: sqlite3.Connection) -> int:
    """How many events there are."""
    return int(connection.execute("SELECT count(*) FROM event").fetchone()[0])


def all_subjects(connection: sqlite3.Connection) -> list[str]:
    """Everything that some event is about, each once; found by the index, however many events there are."""
    rows = connection.execute(
        """WITH RECURSIVE subject (about) AS (
                SELECT min(about) FROM event
                UNION ALL
                SELECT (SELECT min(about) FROM event WHERE about > subject.about) FROM subject
                WHERE subject.about IS NOT NULL)
            SELECT about FROM subject WHERE about IS NOT NULL"""
    )
    return [row[0] for row in rows]


def unknown_kinds(connection: sqlite3.Connection) -> list[str]:
    """Kinds in the log that this program doesn't know, or knows only in earlier versions, and must know to write."""
    rows = connection.execute(
        """WITH RECURSIVE found (kind) AS (
                SELECT min(kind) FROM event
                UNION ALL
                SELECT (SELECT min(kind) FROM event WHERE kind > found.kind) FROM found WHERE found.kind IS NOT NULL)
            SELECT kind, (SELECT max(v) FROM event WHERE event.kind = found.kind) FROM found WHERE kind IS NOT NULL"""
    ).fetchall()
    return [
        kind
        for kind, v in rows
        if (known := KINDS[kind].v if kind in KINDS else 0) < v
        and connection.execute("SELECT 1 FROM event WHERE kind = ? AND v > ? AND must = 1", (kind, known)).fetchone()
    ]


def damaged_events(connection: sqlite3.Connection) -> Iterator[Event]:
    """The events that are not as they were written."""
    return (event for event, digest in events_with_digests(connection) if not is_sound(event, digest))


def is_sound(event: Event, digest: str) -> bool:
    """Whether an event is as it was written."""
    try:
        return event_digest(event) == digest
    except UNREADABLE:
        return False
