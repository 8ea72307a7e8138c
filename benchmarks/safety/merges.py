"""Random histories on three devices, merged in random orders and chunks: all stores must be equal."""

import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random

from safety.clocks import Clock
from safety.histories import FORMS, forget_something, forgotten_parts, step
from safety.states import differing_from_log, first_difference

from cups_course.events.event import Event
from cups_course.store import log
from cups_course.store.database import Database, open_store
from cups_course.store.merge import merge_events
from cups_course.store.projection import shown_rows
from cups_course.store.reading import load

_YEAR = 366 * 24 * 60 * 60
_FORGETTING = 0.04
"""How many of the commands remove something for good."""
Digested = tuple[Event, str]


class Device:
    """A store with the device it is on: its name and its clock, which may be ahead."""

    def __init__(self, path: Path, ahead: int) -> None:
        self._clock = Clock(path.stem, ahead)
        with self._clock:
            database = open_store(path, create=True)
        assert database
        self.database = database

    def step(self, random: Random) -> None:
        """One command on this device."""
        with self._clock:
            if random.random() < _FORGETTING:
                forget_something(self.database, random)
            else:
                step(self.database, random)

    def merge(self, events: list[Digested]) -> None:
        """Take in events, in the order that they have."""
        with self._clock:
            merge_events(self.database, iter(events))

    @property
    def events(self) -> list[Digested]:
        """The whole log."""
        return list(log.events_with_digests(self.database.connection))


def differing(seed: int, folder: Path) -> str | None:
    """Play one history on three devices and merge them: now and then on the way, and at last each with the two others
    in random chunks, then whole and in orders of their own. With an odd seed the clock of one is a year ahead.

    Returns what is not as it should be, or None: the stores differ, a rebuild differs from what is shown, a word is
    gone, a rule of the store does not hold.
    """
    random = Random(seed)
    devices = _three(folder, random, ahead=_YEAR if seed % 2 else 0)
    try:
        for _ in range(random.randint(5, 40)):
            device = random.choice(devices)
            if random.random() < 0.1:
                device.merge(random.choice(devices).events)
            else:
                device.step(random)
            if random.random() < 0.1 and (said := differing_from_log(device.database.connection)):
                return f"after a command {said}"
        return _merged(devices, random)
    finally:
        for device in devices:
            device.database.close()


def _merged(devices: list[Device], random: Random) -> str | None:
    logs = [device.events for device in devices]
    written = {event.id: event for events in logs for event, _ in events}
    for device in devices:
        for _ in range(random.randint(1, 4)):
            device.merge(chunk(random.choice(logs), random))
        if said := differing_from_log(device.database.connection):
            return f"after chunks {said}"
    for device in devices:
        random.shuffle(logs)
        for one in [*logs, *random.sample(logs, 2)]:
            device.merge(random.sample(one, len(one)))
    first = shown_rows(devices[0].database.connection)
    for number, device in enumerate(devices, start=1):
        if said := first_difference(shown_rows(device.database.connection), first, "that of device 1"):
            return f"on device {number} {said}"
        if sorted(device.events) != sorted(devices[0].events):
            return f"the log of device {number} differs"
        if said := gone(device.database, written) or broken(device.database):
            return said
    return differing_from_log(devices[0].database.connection)


def chunk(events: list[Digested], random: Random) -> list[Digested]:
    """Some of the events, in any order. What was forgotten comes with every chunk: it says why words are blank."""
    some = random.sample(events, random.randint(0, len(events)))
    there = {event.id for event, _ in some}
    rules = [one for one in events if one[0].kind == "forgotten" and one[0].id not in there]
    some += rules
    random.shuffle(some)
    return some


def gone(database: Database, written: dict[str, Event]) -> str | None:
    """Which typed words are gone: out of the log without having been forgotten, or not shown though they count."""
    connection = database.connection
    now = {event.id: event for event, _ in log.events_with_digests(connection)}
    forgotten = forgotten_parts(now.values())
    for event in written.values():
        typed = _typed(event)
        if event.id not in now or (typed and event.id not in forgotten and _typed(now[event.id]) != typed):
            return f"words are gone from the log: {event.kind} {event.id}"
    undone = {row[0] for row in connection.execute("SELECT id FROM command WHERE undone = 1")}
    shown = {row[0] for row in connection.execute("SELECT text FROM version UNION SELECT text FROM note")}
    for event in now.values():
        typed = _typed(event)
        if typed and event.kind != "practised" and event.command not in undone and typed not in shown:
            return f"words that count are gone from what is shown: {event.kind} {event.id} {typed!r}"
    return None


def _typed(event: Event) -> str | None:
    """The words in an event that the person typed."""
    match event.kind:
        case "answer written" | "reply logged" | "noted":
            name = "text"
        case "practised":
            name = "note"
        case _:
            return None
    said = json.loads(event.text)[name]
    return str(said) if said else None


def broken(database: Database) -> str | None:
    """The rule of the store that does not hold, if there is one."""
    connection = database.connection
    if connection.execute("PRAGMA foreign_key_check").fetchone():
        return "a reference leads nowhere"
    if connection.execute("PRAGMA integrity_check").fetchone()[0] != "ok":
        return "the file is damaged"
    if connection.execute("SELECT 1 FROM unreadable").fetchone():
        return "an event could not be applied"
    found = {row[0] for row in connection.execute("SELECT record_id FROM search_entry")}
    current = """SELECT answer_id FROM version WHERE answer_id IS NOT NULL AND disowned_at IS NULL
        UNION SELECT peer_reply_id FROM version WHERE peer_reply_id IS NOT NULL AND disowned_at IS NULL
        UNION SELECT id FROM question UNION SELECT id FROM post UNION SELECT id FROM thread
        UNION SELECT id FROM note WHERE removed_at IS NULL"""
    if found != {row[0] for row in connection.execute(current)}:
        return "the search index does not know what is kept"
    forms = [form.form for program in load(database) for course in program.courses for form in course.forms]
    if any(attached and attached.saved not in FORMS for attached in forms):
        return "a form is a mixture of several"
    return None


@contextmanager
def opened(path: Path) -> Iterator[Database]:
    """A store, made where there is none."""
    database = open_store(path, create=True)
    assert database
    try:
        yield database
    finally:
        database.close()


def _three(folder: Path, random: Random, ahead: int) -> list[Device]:
    """Three stores that know nothing of one another; or copies of one, as somebody makes who takes a file along."""
    paths = [folder / name / f"{name}.db" for name in ("desk", "laptop", "phone")]
    for path in paths:
        path.parent.mkdir()
    if random.random() < 0.5:
        first = Device(paths[0], 0)
        for _ in range(random.randint(1, 10)):
            first.step(random)
        first.database.close()
        for path in paths[1:]:
            shutil.copyfile(paths[0], path)
    return [Device(path, ahead if path.stem == "laptop" else 0) for path in paths]
