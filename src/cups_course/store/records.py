"""What every record that a person makes carries: a global id in time order, the device, the time, a digest."""

import os
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Protocol

from cups_course.course.digest import digest_at
from cups_course.course.errors import DamagedStore

_last = 0


class Row(Protocol):
    """A row of a table, by its columns."""

    def __getitem__(self, column: str, /) -> Any:
        """What stands in a column."""


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


def local_today() -> str:
    """The day where the person is, as an ISO date."""
    return datetime.now().astimezone().date().isoformat()


def verify(store: Path, ref: str, place: str, text: str, kept: str) -> None:
    """Hold a text against the digest that was kept with it; `place` is the id of what it belongs to.

    Raises DamagedStore where they differ: these are not the words that were written there.
    """
    if digest_at(place, text) != kept:
        raise DamagedStore(str(store), f"The words in {store} for {ref} are not as they were written: it is damaged.")


def sent_place(row: Row) -> str:
    """Where a text stands among those that were sent: its digest is of that too."""
    return f"{row['submission_id']} {row['position']} {row['label']}"
