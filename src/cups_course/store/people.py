"""Names: which of them are the person's own, and which two belong to one peer."""

from collections.abc import Sequence

from cups_course.errors import WrongUsage
from cups_course.store.database import Database
from cups_course.text import fold_name


def forum_names(database: Database) -> list[str]:
    """The person's forum names, the current one first."""
    rows = database.connection.execute("SELECT name FROM forum_name ORDER BY position")
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
    wanted = list({fold_name(name): plain_name(name) for name in names}.values())
    with database.writing() as change:
        rows = change.connection.execute("SELECT name FROM forum_name ORDER BY position").fetchall()
        if [row["name"] for row in rows][: len(wanted)] == wanted:
            return
        for name in reversed(wanted):
            change.append("name claimed", {"name": name})


def forget_forum_name(database: Database, name: str) -> bool:
    """A name is not the person's: what was found under it in threads no longer counts as theirs.

    The posts stay in their threads, and the words stay in the store: set the name again and they are found again.
    Returns False where the name was not one of theirs.
    """
    with database.writing() as change:
        row = change.connection.execute("SELECT name FROM forum_name WHERE folded = ?", (fold_name(name),)).fetchone()
        if row is None:
            return False
        change.append("name dropped", {"name": row["name"]})
    return True


def same_person(database: Database, old: str, new: str) -> None:
    """Count two names as one peer, called by the newer one; so is everybody who was one with either until now."""
    old, new = plain_name(old), plain_name(new)
    with database.writing() as change:
        change.append("same person", {"old": old, "new": new})


def one_name(database: Database) -> dict[str, str]:
    """For every folded name that stands for another one: the name that person is called by."""
    return {row["folded"]: row["name"] for row in database.connection.execute("SELECT * FROM same_person")}
