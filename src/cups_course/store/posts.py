"""The posts of a thread, read back."""

import json
import sqlite3
from collections.abc import Sequence

from cups_course.course.thread import Post


def load_posts(connection: sqlite3.Connection, thread: str) -> list[sqlite3.Row]:
    """The rows of the posts of a thread, in its order."""
    return connection.execute("SELECT * FROM post WHERE thread_id = ? ORDER BY position", (thread,)).fetchall()


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
            row["forum_id"],
            row["answers_to"],
            row["page"],
            row["saved_at"],
        )
        for row in rows
    ]
