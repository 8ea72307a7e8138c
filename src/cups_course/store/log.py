"""The log: the one table that is the truth. Events are appended to it; only `forget` and repairs change one."""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from cups_course.events.event import COLUMNS, UNREADABLE, Data, Event, event_digest, pack_posts, to_json
from cups_course.events.kinds import KINDS
from cups_course.store.identity import new_id, utc_now

_INSERT = f"INSERT INTO event ({COLUMNS}, digest) VALUES ({', '.join('?' * (len(Event._fields) + 1))})"
COUNTING = "command NOT IN (SELECT id FROM command WHERE undone = 1)"
"""The SQL condition that an event counts: its command isn't undone."""


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
    """An event made now. Its id is later than all in the log, whatever the clocks of other devices said."""
    shape = KINDS[kind]
    return Event(
        key or next_id(connection),
        device,
        command,
        utc_now(),
        kind,
        shape.v,
        int(shape.must),
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
    append_all(connection, [(event, event_digest(event))])


def append_all(connection: sqlite3.Connection, events: Iterable[tuple[Event, str]]) -> None:
    """Add events with digests that are known. Raises as `append` does."""
    connection.executemany(_INSERT, [(*event, digest) for event, digest in events])


def rewrite(connection: sqlite3.Connection, event: Event) -> None:
    """Replace the event with this id, because words were forgotten or a damaged event was repaired."""
    columns = ", ".join(f"{name} = ?" for name in (*Event._fields, "digest"))
    connection.execute(f"UPDATE event SET {columns} WHERE id = ?", (*event, event_digest(event), event.id))


def select(
    connection: sqlite3.Connection, condition: str, values: Sequence[Any] = (), *, posts: bool = True
) -> Iterator[Event]:
    """Events that fulfil an SQL condition, the oldest first. Without `posts` the posts of copies are not read."""
    columns = COLUMNS if posts else COLUMNS.replace("packed", "NULL")
    query = f"SELECT {columns} FROM event WHERE {condition} ORDER BY id"
    return map(Event._make, _tuple_cursor(connection).execute(query, values))


def events_about(
    connection: sqlite3.Connection, subjects: Sequence[str], *, posts: bool = False, undone: bool = False
) -> list[Event]:
    """The events about any of these that count, and with `undone` also the others, the oldest first."""
    condition = f"about IN ({marks(subjects)})" + ("" if undone else f" AND {COUNTING}")
    return list(filter(is_known_kind, select(connection, condition, subjects, posts=posts)))


def _tuple_cursor(connection: sqlite3.Connection) -> sqlite3.Cursor:
    """A cursor that gives rows as tuples, which are made in half the time."""
    cursor = connection.cursor()
    cursor.row_factory = None
    return cursor


def digests_about(connection: sqlite3.Connection, subjects: Sequence[str]) -> dict[str, str]:
    """The digest of each event about any of these."""
    query = f"SELECT id, digest FROM event WHERE about IN ({marks(subjects)})"
    return dict(connection.execute(query, subjects).fetchall())


def events_of_kinds(connection: sqlite3.Connection, kinds: Sequence[str]) -> Iterator[Event]:
    """The events of some kinds that count, the oldest first, without the posts of copies."""
    return filter(is_known_kind, select(connection, f"kind IN ({marks(kinds)}) AND {COUNTING}", kinds, posts=False))


def last_text(connection: sqlite3.Connection, kind: str, about: str) -> str | None:
    """The JSON text of the last event of a kind about something that counts."""
    query = f"SELECT text FROM event WHERE kind = ? AND about = ? AND {COUNTING} ORDER BY id DESC LIMIT 1"
    row = connection.execute(query, (kind, about)).fetchone()
    return str(row[0]) if row else None


def is_known_kind(event: Event) -> bool:
    """Whether this program knows the kind and version of an event. Others it keeps and passes on."""
    return event.kind in KINDS and event.v <= KINDS[event.kind].v


def readable_data(events: Iterable[Event]) -> Iterator[Data]:
    """The data of events, without those too damaged to be read, which `doctor` names."""
    return (event.data for event in events if is_readable(event))


def is_readable(event: Event) -> bool:
    """Whether the data of an event can be read."""
    try:
        return isinstance(event.data, dict)
    except ValueError:
        return False


def events_with_digests(connection: sqlite3.Connection) -> Iterator[tuple[Event, str]]:
    """Every event with its digest, the oldest first, one after another from the file."""
    for row in _tuple_cursor(connection).execute(f"SELECT {COLUMNS}, digest FROM event ORDER BY id"):
        yield Event._make(row[:-1]), row[-1]


def event_by_id(connection: sqlite3.Connection, event_id: str) -> Event | None:
    """The event with this id."""
    return next(select(connection, "id = ?", (event_id,)), None)


def all_subjects(connection: sqlite3.Connection) -> list[str]:
    """Everything that some event is about, each once. One look into the index for each, however many events it has."""
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
        """WITH RECURSIVE one (kind) AS (
                SELECT min(kind) FROM event
                UNION ALL
                SELECT (SELECT min(kind) FROM event WHERE kind > one.kind) FROM one WHERE one.kind IS NOT NULL)
            SELECT kind, (SELECT max(v) FROM event WHERE event.kind = one.kind) FROM one WHERE kind IS NOT NULL"""
    ).fetchall()
    return [
        kind
        for kind, v in rows
        if (known := KINDS[kind].v if kind in KINDS else 0) < v
        and connection.execute("SELECT 1 FROM event WHERE kind = ? AND v > ? AND must = 1", (kind, known)).fetchone()
    ]


def damaged_events(connection: sqlite3.Connection) -> Iterator[Event]:
    """The events that don't fit their digests."""
    return (event for event, digest in events_with_digests(connection) if not is_sound(event, digest))


def is_sound(event: Event, digest: str) -> bool:
    """Whether an event fits its digest: it is as it was written."""
    try:
        return event_digest(event) == digest
    except UNREADABLE:
        return False
