"""Names: which of them are the person's own, and which two belong to one peer."""

import sqlite3
from collections.abc import Sequence

from cups_course.course.wording import fold_name
from cups_course.store.database import Database
from cups_course.store.records import now
from cups_course.store.writing import insert


def forum_names(database: Database) -> list[str]:
    """The person's forum names, the current one first."""
    rows = database.connection.execute("SELECT name FROM forum_name ORDER BY position, id")
    return [row["name"] for row in rows]


def set_forum_names(database: Database, names: Sequence[str]) -> None:
    """Put these names first, in this order; names set before stay behind them, as names one went by."""
    with database.writing() as connection:
        for name in reversed(names):
            plain = name.strip().removeprefix("@")
            first = connection.execute("SELECT coalesce(min(position), 0) - 1 FROM forum_name").fetchone()[0]
            known = connection.execute(
                "UPDATE forum_name SET position = ?, name = ? WHERE folded = ?", (first, plain, fold_name(name))
            )
            if not known.rowcount:
                insert(
                    connection,
                    database.device_id,
                    "forum_name",
                    name=plain,
                    folded=fold_name(name),
                    position=first,
                )
            for post in _posts_by(connection, name):
                connection.execute("UPDATE version SET disowned_at = NULL WHERE post_id = ?", (post,))


def forget_forum_name(database: Database, name: str) -> bool:
    """A name is not the person's: what was found under it in threads no longer counts as theirs.

    The posts stay in their threads, and the words stay in the store: set the name again and they are found again.
    Returns False where the name was not one of theirs.
    """
    with database.writing() as connection:
        if not connection.execute("DELETE FROM forum_name WHERE folded = ?", (fold_name(name),)).rowcount:
            return False
        for post in _posts_by(connection, name):
            connection.execute("UPDATE version SET disowned_at = ? WHERE post_id = ?", (now(), post))
            connection.execute("DELETE FROM posting WHERE post_id = ?", (post,))
    return True


def _posts_by(connection: sqlite3.Connection, name: str) -> list[str]:
    rows = connection.execute("SELECT id, author FROM post WHERE author IS NOT NULL")
    return [row["id"] for row in rows if fold_name(row["author"]) == fold_name(name)]


def same_person(database: Database, old: str, new: str) -> None:
    """Count two names as one peer, called by the newer one; so is whoever was called by the old one until now."""
    name = new.removeprefix("@")
    with database.writing() as connection:
        before = connection.execute("SELECT folded, name FROM same_person").fetchall()
        so_far = [row["folded"] for row in before if fold_name(row["name"]) == fold_name(old)]
        for folded in {fold_name(old), *so_far} - {fold_name(new)}:
            connection.execute("DELETE FROM same_person WHERE folded = ?", (folded,))
            insert(connection, database.device_id, "same_person", folded=folded, name=name)
        connection.execute("DELETE FROM same_person WHERE folded = ?", (fold_name(new),))


def one_name(database: Database) -> dict[str, str]:
    """For every folded name that stands for another one: the name that person is called by."""
    return {row["folded"]: row["name"] for row in database.connection.execute("SELECT * FROM same_person")}
