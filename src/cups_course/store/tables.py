"""Rows of the projections, written so that only what differs is touched, with digests and the search index."""

import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from operator import itemgetter
from typing import Any

from cups_course.events.event import Row
from cups_course.store.files import sent_place
from cups_course.store.search_index import INDEXED, index_records
from cups_course.text import digest_at

ID_LENGTH = 36
"""Characters of an event's id, with which the id of each row that it makes begins."""

_DIGEST_PLACES: Mapping[str, Callable[[Row], str]] = {
    "version": lambda row: row["answer_id"] or row["peer_reply_id"],
    "submitted_field": sent_place,
}
"""For the tables with a digest: the place that the digest covers together with the text. Readers check it."""

_DAMAGED = "0" * 64
"""The digest of a text whose event is damaged: no text fits it."""


class Tables:
    """Writes rows of the projections, in the caller's transaction."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection
        self.are_empty = False
        """All tables were just made and have no indexes: rows are only inserted, and the search index is left alone."""
        self.damaged_events: set[str] = set()
        """Events that are not as they were written. The texts that they made get a digest that doesn't fit."""
        self.questions_changed = False
        self._columns: dict[str, list[str]] = {}

    def replace(self, table: str, rows: Iterable[Row], condition: str = "1", values: Sequence[str] = ()) -> None:
        """Make these the rows of a table that fulfil a condition. A row that stays as it is isn't touched."""
        columns = self._columns_of(table)
        wanted = dict.fromkeys(map(itemgetter(*columns), self._with_digests(table, rows)))
        stale: list[tuple[int, tuple[Any, ...]]] = []
        if not self.are_empty:
            for number, *there in self.connection.execute(
                f"SELECT rowid, {', '.join(columns)} FROM {table} WHERE {condition}", values
            ):
                if (row := tuple(there)) in wanted:
                    del wanted[row]
                else:
                    stale.append((number, row))
        if not stale and not wanted:
            return
        self.connection.executemany(f"DELETE FROM {table} WHERE rowid = ?", [(number,) for number, _ in stale])
        self.connection.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * len(columns))})", wanted)
        if self.are_empty:
            return
        if table == "question":
            self.questions_changed = True
        if table in INDEXED:
            changed = [dict(zip(columns, row, strict=True)) for row in (*(row for _, row in stale), *wanted)]
            index_records(self.connection, {row[name] for row in changed for name in INDEXED[table]} - {None})

    def _columns_of(self, table: str) -> list[str]:
        if table not in self._columns:
            rows = self.connection.execute("SELECT name FROM pragma_table_info(?)", (table,))
            self._columns[table] = [row[0] for row in rows]
        return self._columns[table]

    def _with_digests(self, table: str, rows: Iterable[Row]) -> Iterable[Row]:
        place = _DIGEST_PLACES.get(table)
        if place is None:
            return rows
        return (
            row
            | {
                "digest": _DAMAGED
                if row["id"][:ID_LENGTH] in self.damaged_events
                else digest_at(place(row), row["text"])
            }
            for row in rows
        )
