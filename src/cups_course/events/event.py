"""An event of the log: its envelope, its digest, and how its contents are packed."""

import json
import re
import zlib
from typing import Any, NamedTuple

Data = dict[str, Any]
"""The data of an event; `events.kinds` has the shape of each kind."""

Row = dict[str, Any]
"""A row of a projection, by its columns."""

UNREADABLE = (ArithmeticError, AttributeError, LookupError, TypeError, ValueError, zlib.error)
"""Raised where an event does not have the shape of its kind."""

_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}")
_YEAR_10000 = "e677d21fd"
"""The first digits of ids made then. No calendar has a later day, and no id can be made after the last one."""


class Event(NamedTuple):
    """One row of the log, as it is stored.

    `id` is a UUID of version 7 that grows with time on every device (`store.identity`). `at` is the wall clock in UTC,
    for display only. `about` is a discussion (an id), course (`ldp-2020/2`), program (`ldp-2020`) or command. `text` is
    the data as JSON; `packed` the posts of an imported copy, compressed JSON. With `must`, a program that doesn't know
    the kind must not write to the store. `did`, on the first event of a command, says what the command did.
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
        """The data. Raises ValueError where they cannot be read."""
        data: Data = _from_json(self.text)
        return data

    @property
    def posts(self) -> list[Data]:
        """The posts of an imported copy. Raises what `unpack_posts` raises."""
        return unpack_posts(self.packed)

    @property
    def milliseconds(self) -> int:
        """When it was made (Unix time), by the clock of the log, which never runs backwards on one device."""
        return milliseconds_of(self.id)


COLUMNS = ", ".join(Event._fields)
"""The columns of the log that hold an event, in order."""


def to_json(data: Data) -> str:
    """Data as the log stores them. The same data always give the same text."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def pack_posts(posts: list[Data]) -> bytes:
    """The posts of a copy as the log stores them."""
    return zlib.compress(to_json({"posts": posts}).encode("utf-8"), 6)


MOST_UNPACKED = 200_000_000
"""Bytes that the posts of one copy may have. The longest threads have a few million; more is an attack on memory."""


def unpack_posts(blob: bytes | None) -> list[Data]:
    """The posts of a copy. Raises ValueError or zlib.error where they cannot be read."""
    if blob is None:
        return []
    posts: list[Data] = _from_json(_decompress(blob))["posts"]
    return posts


def _from_json(text: str | bytes) -> Any:
    try:
        return json.loads(text)
    except RecursionError as error:
        raise ValueError("nested too deeply") from error


def _decompress(blob: bytes) -> bytes:
    inflating = zlib.decompressobj()
    data = inflating.decompress(blob, MOST_UNPACKED)
    if inflating.unconsumed_tail:
        raise ValueError("the posts of a copy are longer than any thread")
    return data


def event_digest(event: Event) -> str:
    """SHA-256 over every field of an event, in hexadecimal. Posts are hashed before packing, because two versions of
    zlib pack differently. Raises ValueError or zlib.error where the posts cannot be read."""
    import hashlib  # loads OpenSSL: 3 % of the start of a command that only reads

    id_, device, command, at, kind, v, must, about, text, blob, did = event
    # Each with its length before it, so that no two events give the same bytes.
    fields = (
        f"{len(id_)}:{id_}{len(device)}:{device}{len(command)}:{command}{len(at)}:{at}{len(kind)}:{kind}{v}:{must}:"
        f"{'-' if about is None else len(about)}:{about}{'-' if did is None else len(did)}:{did}{text}"
    )
    hashed = hashlib.sha256(fields.encode("utf-8"))
    if blob is not None:
        hashed.update(b"\0")
        hashed.update(_decompress(blob))
    return hashed.hexdigest()


def milliseconds_of(event_id: str) -> int:
    """The clock in an event's id: milliseconds of Unix time."""
    return int(event_id[:8] + event_id[9:13], 16)


def is_id(value: object) -> bool:
    """Whether this is the id of an event, command, device or discussion, and not of a course or program."""
    return isinstance(value, str) and _ID.fullmatch(value) is not None and value.replace("-", "", 1) < _YEAR_10000


def without_owner(key: str) -> str:
    """A key as events have it: without the discussion that tables may have before it to make it unique."""
    return key.rpartition("~")[2]
