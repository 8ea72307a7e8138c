"""One transaction that appends events to the log and has the projections show them."""

import sqlite3
from pathlib import Path
from typing import Any

from cups_course.errors import NewerStore
from cups_course.events.event import Data, Event, without_owner
from cups_course.store import log
from cups_course.store.identity import Command, host_name, take_new_device_id, this_device
from cups_course.store.projection import Projection

_KEYS = ("key", "keys", "post", "version", "thread", "parent", "question", "disowned", "unposted")
"""The fields in which the key of something stands that is shown in a table."""


def _with_bare_keys(value: Any, name: str = "") -> Any:
    """What an event says, with keys as other events have them."""
    if isinstance(value, dict):
        return {field: _with_bare_keys(one, field) for field, one in value.items()}
    if isinstance(value, list | tuple):
        return [_with_bare_keys(one, name) for one in value]
    return without_owner(value) if name in _KEYS and isinstance(value, str) else value


class Change:
    """One transaction that appends events. `connection` reads what the store shows, events of this transaction included
    once they were applied."""

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
        """An id for the event that is appended next: what it makes is named after it."""
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
        """Append an event of the running command; returns its id. `key` is an id that was made for it before."""
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
        log.append(self.connection, event)
        self._projection.touch(event)
        self.appended = True
        self._key = None
        return event.id

    def put(self, event: Event) -> None:
        """Append an event as it is, of whatever command."""
        log.append(self.connection, event)
        self._projection.touch(event)

    def touch(self, event: Event) -> None:
        """An event of the log was changed: words were forgotten."""
        self._projection.touch(event)

    def apply(self) -> None:
        """Have the store show what was appended so far."""
        self._projection.apply()

    def require_known_kinds(self) -> None:
        """Raises NewerStore where the log holds what this program must know before it writes, and doesn't."""
        if log.unknown_kinds(self.connection):
            raise NewerStore(str(self._path))

    def _name_this_device(self) -> None:
        """Give the store the device that it is on, a new one where it was on another until now, and say in the log what
        it is called."""
        here = host_name()
        named = self.connection.execute(
            "SELECT device.name FROM device JOIN setting ON value = id WHERE setting.name = 'this_device'"
        ).fetchone()
        if named is not None and named["name"] == here:
            return
        if named is not None:
            take_new_device_id(self.connection)
        key, device = log.next_id(self.connection), self.device_id
        self.put(log.new_event(self.connection, "device named", {"name": here}, device=device, command=key, key=key))
