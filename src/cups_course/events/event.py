"""An event of the log: its envelope, its digest, and how its contents are packed."""

import json
import re
import zlib
from typing import Any, NamedTuple

Data = dict[str, Any]
"""What an event says; `events.kinds` has the shape of each kind."""

Row = dict[str, Any]
"""A row of a projection, by its columns."""

UNREADABLE = (ArithmeticError, AttributeError, LookupError, TypeError, ValueError, zlib.error)
"""What is raised where an event does not have the shape of its kind."""

_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}")


class Event(NamedTuple):
    """One row of the log, as it is stored.

    `id` is a UUID of version 7 that grows with time on every device (`store.identity`). `at` is the wall clock in UTC,
    for display only. `about` is the discussion (an id), course (`ldp-2020/2`), program (`ldp-2020`) or command it is
    about. `text` is the data as JSON; `packed` the posts of an imported copy, compressed JSON. With `must`, a program
    that doesn't know the kind must not write to the store. `did` says what the command did, on its first event.
    """

    id: str
    device: str
    command: str
    at: str
    kind: str
    v: int
    must: int
    about: str | None
    text: str
    packed: bytes | None
    did: str | None

    @property
    def data(self) -> Data:
        """What it says."""
        data: Data = json.loads(self.text)
        return data

    @property
    def posts(self) -> list[Data]:
        """The posts of an imported copy. Raises ValueError or zlib.error where they cannot be read."""
        return unpack_posts(self.packed)

    @property
    def milliseconds(self) -> int:
        """When it was made by the clock of the log (Unix time), which never runs backwards on one device."""
        return milliseconds_of(self.id)


COLUMNS = ", ".join(Event._fields)
"""The columns of the log that hold an event, in order."""


def to_json(data: Data) -> str:
    """Data as the log stores it. The same data always give the same text."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def pack_posts(posts: list[Data]) -> bytes:
    """The posts of a copy as the log stores them."""
    return zlib.compress(to_json({"posts": posts}).encode("utf-8"), 6)


MOST_UNPACKED = 200_000_000
"""Bytes of the posts of one copy. A copy of the longest threads has a few million; more is an attack on memory."""


def unpack_posts(blob: bytes | None) -> list[Data]:
    """The posts of a copy. Raises ValueError or zlib.error where they cannot be read."""
    if blob is None:
        return []
    posts: list[Data] = json.loads(_inflated(blob))["posts"]
    return posts


def _inflated(blob: bytes) -> bytes:
    inflating = zlib.decompressobj()
    data = inflating.decompress(blob, MOST_UNPACKED)
    if inflating.unconsumed_tail:
        raise ValueError("the posts of a copy are longer than any thread")
    return data


def event_digest(event: Event) -> str:
    """SHA-256 over everything an event says, in hexadecimal; the posts as they are before packing, because two versions
    of zlib pack differently. Raises ValueError or zlib.error where the posts cannot be read."""
    import hashlib  # loads OpenSSL: 3 % of the start of a command that only reads

    id_, device, command, at, kind, v, must, about, text, blob, did = event
    # Each with its length before it, so that no two events give the same bytes.
    said = (
        f"{len(id_)}:{id_}{len(device)}:{device}{len(command)}:{command}{len(at)}:{at}{len(kind)}:{kind}{v}:{must}:"
        f"{'-' if about is None else len(about)}:{about}{'-' if did is None else len(did)}:{did}{text}"
    )
    hashed = hashlib.sha256(said.encode("utf-8"))
    if blob is not None:
        hashed.update(b"\0")
        hashed.update(_inflated(blob))
    return hashed.hexdigest()


def milliseconds_of(event_id: str) -> int:
    """The clock in an event's id: milliseconds of Unix time."""
    return int(event_id[:8] + event_id[9:13], 16)


def is_id(value: object) -> bool:
    """Whether this is an id of an event, a command, a device or a discussion, and no course or program."""
    return isinstance(value, str) and _ID.fullmatch(value) is not None


def without_owner(key: str) -> str:
    """A key as events have it, without the discussion before it that makes it one of its own where it is shown."""
    return key.rpartition("~")[2]
