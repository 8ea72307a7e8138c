"""Links of the person's own on discussions."""

from typing import NamedTuple

from cups_course.course.model import Discussion
from cups_course.store.database import Database
from cups_course.store.subjects import current_place


class Link(NamedTuple):
    """A link, with what the person calls it."""

    id: str
    url: str
    text: str


def links(database: Database, discussion: Discussion) -> list[Link]:
    """The links on a discussion, the oldest first."""
    rows = database.connection.execute(
        "SELECT id, url, text FROM link WHERE discussion_id = ? ORDER BY id", (discussion.id,)
    )
    return [Link(*row) for row in rows]


def add_link(database: Database, discussion: Discussion, url: str, text: str) -> bool:
    """Keep a link. Returns False where it is there already."""
    with database.writing() as change:
        if any((one.url, one.text) == (url, text) for one in links(database, discussion)):
            return False
        place = current_place(change.connection, discussion.id)
        change.append("link added", {"place": place, "url": url, "text": text}, about=discussion.id)
    return True


def remove_link(database: Database, discussion: Discussion, link: Link) -> None:
    """Take a link away."""
    with database.writing() as change:
        place = current_place(change.connection, discussion.id)
        change.append("link removed", {"place": place, "key": link.id}, about=discussion.id)
