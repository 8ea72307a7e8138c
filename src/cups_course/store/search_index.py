"""The search index: which texts are in it, and keeping it in step with the projections."""

import json
import sqlite3
from collections.abc import Iterable, Mapping

from cups_course.search import fold_for_search

INDEXED: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(("question", "note", "post", "thread"), ("id",)),
    "version": ("answer_id", "peer_reply_id"),
}
"""The projections whose rows are searched, each with the columns that name the record that is found."""


def _current(slot: str) -> str:
    return f"""{slot} JOIN version ON version.id = (SELECT id FROM version WHERE {slot}_id = {slot}.id
        AND disowned_at IS NULL ORDER BY milliseconds DESC, id DESC LIMIT 1)"""


_TEXTS = f"""SELECT id, 'question' AS kind, text, about FROM question
    UNION ALL SELECT id, 'note', text, about FROM note WHERE removed_at IS NULL
    UNION ALL SELECT id, 'post', text, about FROM post
    UNION ALL SELECT id, 'post', body, about FROM thread
    UNION ALL SELECT answer.id, 'answer', version.text, answer.about FROM {_current("answer")}
    UNION ALL SELECT peer_reply.id, 'reply', version.text, peer_reply.about FROM {_current("peer_reply")}"""


def index_records(connection: sqlite3.Connection, ids: Iterable[str]) -> None:
    """Bring the index up to date with records that came, changed or went."""
    records = json.dumps(sorted(ids))
    numbers = connection.execute(
        "SELECT number FROM search_entry WHERE record_id IN (SELECT value FROM json_each(?))", (records,)
    ).fetchall()
    for statement in ("DELETE FROM search_text WHERE rowid = ?", "DELETE FROM search_entry WHERE number = ?"):
        connection.executemany(statement, numbers)
    _add_entries(connection, "id IN (SELECT value FROM json_each(?))", records)


def index_everything(connection: sqlite3.Connection) -> None:
    """Fill an empty index."""
    _add_entries(connection, "1")


def _add_entries(connection: sqlite3.Connection, condition: str, *values: str) -> None:
    # The hits shown first are those entered last, so the entries of one subject stay together.
    for record, kind, text, _ in connection.execute(
        f"SELECT * FROM ({_TEXTS}) WHERE {condition} ORDER BY about", values
    ):
        entry = connection.execute("INSERT INTO search_entry (record_id, kind) VALUES (?, ?)", (record, kind))
        connection.execute(
            "INSERT INTO search_text (rowid, text) VALUES (?, ?)", (entry.lastrowid, fold_for_search(text))
        )
