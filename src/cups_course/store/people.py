"""Names: which of them are the person's own, and which two belong to one peer."""

import sqlite3
from collections.abc import Sequence

from cups_course.course.errors import WrongUsage
from cups_course.course.wording import fold_name
from cups_course.store.database import Database
from cups_course.store.records import now
from cups_course.store.writing import insert


def forum_names(database: Database) -> list[str]:
    """The person's forum names, the current one first."""
    rows = database.connection.execute("SELECT name FROM forum_name ORDER BY position, id")
    return [row["name"] for row in rows]


def plain_name(name: str) -> str:
    """A forum name as it is kept: without the @ before it.

    Raises WrongUsage where nothing is left.
    """
    plain = name.strip().removeprefix("@").strip()
    if not plain:
        raise WrongUsage("A forum name cannot be empty.")
    return plain


def set_forum_names(database: Database, names: Sequence[str]) -> None:
    """Put these names first, in this order; names set before stay behind them, as names one went by."""
    with database.writing() as connection:
        for name in reversed(names):
            plain = plain_name(name)
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
    """Count two names as one peer, called by the newer one; so is whoever was one with either until now."""
    old, name = plain_name(old), plain_name(new)
    with database.writing() as connection:
        called = {row["folded"]: fold_name(row["name"]) for row in connection.execute("SELECT * FROM same_person")}
        so_far = {called.get(fold_name(one), fold_name(one)) for one in (old, new)}
        names = {folded for folded, person in called.items() if person in so_far} | so_far | {fold_name(old)}
        for folded in names - {fold_name(new)}:
            connection.execute("DELETE FROM same_person WHERE folded = ?", (folded,))
            insert(connection, database.device_id, "same_person", folded=folded, name=name)
        connection.execute("DELETE FROM same_person WHERE folded = ?", (fold_name(new),))


def one_name(database: Database) -> dict[str, str]:
    """For every folded name that stands for another one: the name that person is called by."""
    return {row["folded"]: row["name"] for row in database.connection.execute("SELECT * FROM same_person")}
