"""Ids, the clock, the device that the store is on, and the command that is running."""

import os
import sqlite3
import time
from dataclasses import dataclass
from datetime import UTC, date, datetime

_last = 0


def new_id(after: str | None = None) -> str:
    """A UUID version 7 (RFC 9562, 5.7). It sorts after all that this process made before, and after the given one, even
    if that comes from a device whose clock is ahead.

    The twelve bits after the milliseconds count fractions of one (method 3 of 6.2); two ids never share a fraction.
    Python has `uuid.uuid7` from 3.14.
    """
    global _last
    now = time.time_ns()
    moment = (now // 1_000_000 << 12) | (now % 1_000_000 * 4096 // 1_000_000)
    if after:
        _last = max(_last, _moment_of(after))
    _last = moment = max(moment, _last + 1)
    value = (moment >> 12) << 80 | 7 << 76 | (moment & 0xFFF) << 64 | 2 << 62
    digits = f"{value | int.from_bytes(os.urandom(8)) >> 2:032x}"
    return "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:]))


def _moment_of(made_id: str) -> int:
    digits = made_id.replace("-", "")
    return int(digits[:12], 16) << 12 | int(digits[13:16], 16)


def utc_now() -> str:
    """The time in UTC, to the second: 2026-11-23T08:15:00Z."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def local_date() -> date:
    """The day where the person is, by the time zone of this machine."""
    return datetime.now().astimezone().date()


def local_today() -> str:
    """The day where the person is, as an ISO date."""
    return local_date().isoformat()


@dataclass(slots=True)
class Command:
    """A command that is running. `did` says what it does, for the message of `undo`; `id` is None until it appends its
    first event."""

    did: str = "made a change"
    id: str | None = None


def this_device(connection: sqlite3.Connection) -> str:
    """The id of the device that the store is on."""
    row = connection.execute("SELECT value FROM setting WHERE name = 'this_device'").fetchone()
    return str(row["value"])


def take_new_device_id(connection: sqlite3.Connection) -> None:
    """Give the store a device id that no other store has. Commands under the id before stay this store's own."""
    connection.execute("INSERT OR IGNORE INTO earlier_device SELECT value FROM setting WHERE name = 'this_device'")
    connection.execute("INSERT OR REPLACE INTO setting (name, value) VALUES ('this_device', ?)", (new_id(),))


def host_name() -> str:
    """The name of this machine, without the domain: in one network it may be "desk.local", in another "desk"."""
    # `platform.node` says the same and costs a command 10 ms.
    name = os.uname().nodename if hasattr(os, "uname") else os.environ.get("COMPUTERNAME", "")
    return name.partition(".")[0] or "this device"
