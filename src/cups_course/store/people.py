"""Names: which are the person's own, and which belong to one peer."""

from collections.abc import Sequence

from cups_course.errors import WrongUsage, refuse_placeholder
from cups_course.store.database import Database
from cups_course.text import fold_name


def forum_names(database: Database) -> list[str]:
    """The person's forum names, the current one first."""
    rows = database.connection.execute("SELECT name FROM forum_name ORDER BY position")
    return [row["name"] for row in rows]


def post_authors(database: Database) -> dict[str, str]:
    """Everybody who posted in an imported thread: the folded name, and how it is spelled."""
    rows = database.connection.execute("SELECT DISTINCT author FROM post WHERE author IS NOT NULL")
    return {fold_name(row["author"]): row["author"] for row in rows}


def plain_name(name: str) -> str:
    """A forum name as it is kept: without the @ before it.

    Raises WrongUsage where nothing is left, and for the placeholder of a printed command.
    """
    plain = name.strip().removeprefix("@").strip()
    refuse_placeholder(plain)
    if not plain:
        raise WrongUsage("A forum name can't be empty.")
    return plain


def set_forum_names(database: Database, names: Sequence[str]) -> None:
    """Put these names first, in this order. Names set before stay after them, as former names."""
    wanted = list({fold_name(name): plain_name(name) for name in names}.values())
    with database.writing() as change:
        rows = change.connection.execute("SELECT name FROM forum_name ORDER BY position").fetchall()
        if [row["name"] for row in rows][: len(wanted)] == wanted:
            return
        for name in reversed(wanted):
            change.append("name claimed", {"name": name})


def forget_forum_name(database: Database, name: str) -> bool:
    """Drop a name that is not the person's. What was read under it in threads no longer counts as theirs.

    The posts and words stay in the store, and count again if the name is set again. Returns False where the name was
    not one of theirs.
    """
    with database.writing() as change:
        row = change.connection.execute("SELECT name FROM forum_name WHERE folded = ?", (fold_name(name),)).fetchone()
        if row is None:
            return False
        change.append("name dropped", {"name": row["name"]})
    return True


def same_person(database: Database, old: str, new: str) -> None:
    """Count two names, and all names that were one with either, as one peer, called by `new`."""
    old, new = plain_name(old), plain_name(new)
    with database.writing() as change:
        change.append("same person", {"old": old, "new": new})


def known_peers(database: Database) -> dict[str, str]:
    """Everybody who posted in a thread or got a reply: the folded name, and how it is spelled."""
    rows = database.connection.execute(
        """SELECT peer AS name FROM peer_reply WHERE peer IS NOT NULL
            UNION SELECT author FROM post WHERE author IS NOT NULL"""
    )
    return {fold_name(row["name"]): row["name"] for row in rows}


def one_name(database: Database) -> dict[str, str]:
    """For every folded name that stands for another one, the name that the person is called by."""
    return dict(database.connection.execute("SELECT folded, name FROM same_person").fetchall())
