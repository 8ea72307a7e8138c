"""Who and when: ids, the clock, the device that the store is on, and the command that is running."""

import os
import sqlite3
import time
from dataclasses import dataclass
from datetime import UTC, date, datetime

_last = 0


def new_id(after: str | None = None) -> str:
    """A UUID version 7 (RFC 9562, 5.7): unique everywhere, and later ones of this process sort after earlier ones, and
    after the given one, whatever the clock of the device that made it.

    Python has one of its own from 3.14. The twelve bits after the milliseconds count fractions of one (method 3 of
    6.2), which are made to grow where two ids fall into the same fraction.
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


def _moment_of(made: str) -> int:
    digits = made.replace("-", "")
    return int(digits[:12], 16) << 12 | int(digits[13:16], 16)


def utc_now() -> str:
    """The time in UTC, to the second: 2026-11-23T08:15:00Z."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def local_date() -> date:
    """The day where the person is."""
    return datetime.now().astimezone().date()


def local_today() -> str:
    """The same as an ISO date."""
    return local_date().isoformat()


@dataclass(slots=True)
class Command:
    """A command that is running. `did` says what it does, in the words in which it can be undone; `id` is None until
    it appends its first event."""

    did: str = "a change, made"
    id: str | None = None


def this_device(connection: sqlite3.Connection) -> str:
    """The id of the device that the store is on."""
    row = connection.execute("SELECT value FROM setting WHERE name = 'this_device'").fetchone()
    return str(row["value"])


def take_new_device_id(connection: sqlite3.Connection) -> None:
    """Give the store the id of a device that no other store has; what was done under the one before stays its own."""
    connection.execute("INSERT OR IGNORE INTO earlier_device SELECT value FROM setting WHERE name = 'this_device'")
    connection.execute("INSERT OR REPLACE INTO setting (name, value) VALUES ('this_device', ?)", (new_id(),))


def host_name() -> str:
    """What this machine is called."""
    # `platform.node` says the same and costs a command 10 ms.
    name = os.uname().nodename if hasattr(os, "uname") else os.environ.get("COMPUTERNAME", "")
    # In one network it may be "desk.local" and in the next one "desk".
    return name.partition(".")[0] or "this device"
