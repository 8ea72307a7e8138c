"""Which discussions are shown as one, or in the place of another. Every event keeps the id it was made with."""

import sqlite3


def shown_id(connection: sqlite3.Connection, subject: str) -> str:
    """The id under which a discussion is shown; a course or program is shown under its own."""
    row = connection.execute("SELECT id FROM alias WHERE key = ? AND what = 'discussion'", (subject,)).fetchone()
    return str(row[0]) if row else subject


def shown_ids(connection: sqlite3.Connection) -> dict[str, str]:
    """For every id that a discussion has in events, the one it is shown under."""
    rows = connection.execute(
        "SELECT id, id FROM discussion UNION ALL SELECT key, id FROM alias WHERE what = 'discussion'"
    )
    return dict(rows.fetchall())


def discussion_ids(connection: sqlite3.Connection, discussion: str) -> list[str]:
    """Every id that events have for a discussion: first the one it is shown under, the others sorted."""
    return [discussion, *_keys(connection, discussion, "discussion")]


def replaced_discussions(connection: sqlite3.Connection, discussion: str) -> list[str]:
    """The discussions that gave way to this one: their tasks and notes are shown here."""
    return _keys(connection, discussion, "gave way")


def replacement_of(connection: sqlite3.Connection, discussion: str) -> str | None:
    """The discussion that took the place of this one."""
    row = connection.execute("SELECT id FROM alias WHERE key = ? AND what = 'gave way'", (discussion,)).fetchone()
    return str(row[0]) if row else None


def _keys(connection: sqlite3.Connection, discussion: str, what: str) -> list[str]:
    rows = connection.execute("SELECT key FROM alias WHERE about = ? AND what = ? ORDER BY key", (discussion, what))
    return [row[0] for row in rows]
