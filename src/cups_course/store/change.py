"""One transaction that appends events to the log and has the projections show them."""

import sqlite3
from pathlib import Path
from typing import Any

from cups_course.errors import NewerStore
from cups_course.events.event import Data, Event, without_owner
from cups_course.store import log
from cups_course.store.identity import Command, host_name, take_new_device_id, this_device
from cups_course.store.projection import Projection

_KEYS = ("key", "keys", "post", "version", "thread", "parent", "question", "disowned", "unposted", "versions")
"""The fields of events that hold keys."""


def _with_bare_keys(value: Any, name: str = "") -> Any:
    """The data of an event, with keys as other events have them, not as tables do."""
    if isinstance(value, dict):
        return {field: _with_bare_keys(one, field) for field, one in value.items()}
    if isinstance(value, list | tuple):
        return [_with_bare_keys(one, name) for one in value]
    return without_owner(value) if name in _KEYS and isinstance(value, str) else value


class Change:
    """One transaction that appends events. `connection` sees the events of this transaction once they are applied."""

    def __init__(self, connection: sqlite3.Connection, path: Path, command: Command) -> None:
        self.connection = connection
        self._path = path
        self._command = command
        self._projection = Projection(connection)
        self._key: str | None = None
        self.appended = False

    @property
    def device_id(self) -> str:
        """The device that the store is on."""
        return this_device(self.connection)

    @property
    def key(self) -> str:
        """The id of the event that is appended next, for the keys of what it makes."""
        if self._key is None:
            self._key = log.next_id(self.connection)
        return self._key

    def append(
        self,
        kind: str,
        data: Data,
        *,
        about: str | None = None,
        posts: list[Data] | None = None,
        key: str | None = None,
    ) -> str:
        """Append an event of the running command; returns its id. `key` is an id made for it before."""
        if not self.appended:
            self._name_this_device()
        if self._command.id is None:
            self._command.id = log.next_id(self.connection)
        event = log.new_event(
            self.connection,
            kind,
            _with_bare_keys(data),
            device=self.device_id,
            command=self._command.id,
            about=about,
            posts=_with_bare_keys(posts),
            did=None if self.appended else self._command.did,
            key=key,
        )
        self._append(event)
        self.appended = True
        self._key = None
        return event.id

    def _append(self, event: Event) -> None:
        log.append(self.connection, event)
        self._projection.touch(event)

    def touch(self, event: Event) -> None:
        """Have `apply` fold an event again whose words were forgotten."""
        self._projection.touch(event)

    def apply(self) -> None:
        """Bring the projections up to date with what was appended so far."""
        self._projection.apply()

    def require_known_kinds(self) -> None:
        """Raises NewerStore where the log holds a kind that this program doesn't know and must know to write."""
        if log.unknown_kinds(self.connection):
            raise NewerStore(str(self._path))

    def _name_this_device(self) -> None:
        """Log the name of the device that the store is on, under a new id where the store came from another device."""
        here = host_name()
        row = self.connection.execute(
            "SELECT device.name FROM device JOIN setting ON value = id WHERE setting.name = 'this_device'"
        ).fetchone()
        if row and row["name"] == here:
            return
        if row:
            take_new_device_id(self.connection)
        key, device = log.next_id(self.connection), self.device_id
        self._append(
            log.new_event(self.connection, "device named", {"name": here}, device=device, command=key, key=key)
        )
