"""The posts of a thread: read back, and those of a copy taken in beside them."""

import json
import sqlite3
from collections.abc import Sequence

from cups_course.course.matching import joined_order, match_posts
from cups_course.course.taken import Taken
from cups_course.course.thread import Post
from cups_course.course.wording import fold
from cups_course.store.writing import insert, update


def take_posts(
    connection: sqlite3.Connection, device: str, thread: str, copied: Sequence[Post], taken: Taken
) -> list[str]:
    """Store the posts of a copy, for `store.importing`; returns their ids in the order of the copy.

    What the copy does not hold stays; what is new or was edited is counted in `taken`.
    """
    rows = connection.execute("SELECT * FROM post WHERE thread_id = ? ORDER BY position", (thread,)).fetchall()
    matches = match_posts(as_posts(rows), copied)
    ids: list[str] = []
    for post, match in zip(copied, matches, strict=True):
        parent = ids[post.parent - 1] if post.parent else None
        told = {"kind": post.kind, "text": post.text, "how": json.dumps(post.how, ensure_ascii=False)}
        if match is None:
            taken.new_posts += 1
            place = {"thread_id": thread, "position": 0, "parent_id": parent}
            ids.append(insert(connection, device, "post", author=post.author, date=post.date, **place, **told))
            continue
        row = rows[match]
        taken.edited_posts += fold(row["text"]) != fold(post.text)
        header = {"author": row["author"] or post.author, "date": row["date"] or post.date}
        # A page of its own may lack the answer that another page has shown already.
        kept_parent = row["parent_id"] if post.kind == "reply" else None
        update(connection, "post", row["id"], parent_id=parent or kept_parent, **header, **told)
        ids.append(row["id"])
    for position, (in_copy, place_of) in enumerate(joined_order(len(rows), matches)):
        update(connection, "post", ids[place_of] if in_copy else rows[place_of]["id"], position=position)
    return ids


def as_posts(rows: Sequence[sqlite3.Row]) -> list[Post]:
    """Rows of `post`, in the order of their thread, as the model has them."""
    index_of = {row["id"]: index for index, row in enumerate(rows, start=1)}
    return [
        Post(
            index_of[row["id"]],
            row["author"],
            row["date"],
            row["kind"],
            index_of.get(row["parent_id"]),
            row["text"],
            json.loads(row["how"]),
        )
        for row in rows
    ]
