"""Which command the changes belong to that the store writes down of itself (the triggers of step 3)."""

import sqlite3

from cups_course.store.devices import name_this_device
from cups_course.store.records import new_id, now

_MADE = (("change", "command_id"), ("change", "record_id"), ("version", "id"), ("tick", "id"))
"""Where the latest id is found, by an index."""


class Command:
    """One call of the tool, as it can be taken back: what was done, in a person's words, and the id of its changes.

    `takes_back` is the id of the command that this one takes back.
    """

    def __init__(self) -> None:
        self.id: str | None = None
        self.words = "a change, made"
        self.takes_back: str | None = None

    def begin(self, connection: sqlite3.Connection) -> None:
        """From here on changes are written down as a part of this command."""
        name_this_device(connection)
        if self.id is None:
            # Later than all that is known, whatever the clocks said: of two changes to one thing the later command's
            # counts on any device, and of two versions or ticks the one that was made later.
            known = [connection.execute(f"SELECT max({column}) FROM {table}").fetchone()[0] for table, column in _MADE]
            self.id = new_id(after=max(filter(None, known), default=None))
        connection.execute("UPDATE journal SET command_id = ?", (self.id,))

    def end(self, connection: sqlite3.Connection, *, changed: bool = False) -> bool:
        """What was written is whole; `changed`: also what is not written down. Returns False for a command that changed
        nothing."""
        connection.execute("UPDATE journal SET command_id = NULL")
        written_down = connection.execute(
            """INSERT INTO command (id, words, at, takes_back) SELECT ?, ?, ?, ?
                WHERE ? OR EXISTS (SELECT 1 FROM change WHERE command_id = ?)
                ON CONFLICT (id) DO UPDATE SET words = excluded.words""",
            (self.id, self.words, now(), self.takes_back, changed, self.id),
        )
        return written_down.rowcount > 0
