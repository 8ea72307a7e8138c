"""Damaged copies from a seed: bytes flipped, cut, doubled, lines shuffled, marks put in, before and after packing."""

import json
import random
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from saved_pages import complete, described, forum_page, mhtml, posting, single_file, topic, webarchive, zipped

_EXAMPLE = Path(__file__).parents[1] / "examples" / "threads" / "steady-beats-fast.txt"
_SAVED = datetime(2021, 3, 20, tzinfo=UTC)
_MARKS = (
    b"\0 \xff \xed\xa0\x80 \xe2\x80 <div> <div </div> <!-- --> <script> </script> <b> <table> <svg> & &#0; PK\x03\x04 "
    b"PK\x01\x02 bplist00 --Made-- @ 1) 3rd null 1e999 \\ \\ud800 \r\n\r\n \" ' > = [ ] { } : , "
    b"<p\tid='forum-post-7'> March\t3rd,\t2021"
).split(b" ")


def _as_they_are(data: bytes) -> bytes:
    return data


def _text(data: bytes) -> str:
    return data.decode("utf-8", errors="replace")


KINDS: dict[str, tuple[bytes, Callable[[bytes], bytes]]] = {
    "text": (_EXAMPLE.read_bytes(), _as_they_are),
    "text in UTF-16": (_EXAMPLE.read_bytes(), lambda data: _text(data).encode("utf-16")),
    "web page": (complete(forum_page(page=2, pages=3)), _as_they_are),
    "SingleFile": (forum_page().encode(), lambda data: single_file(_text(data), "Sat Mar 20 2021 23:30:00 GMT+0900")),
    "MHTML": (forum_page().encode(), lambda data: mhtml(_text(data), _SAVED)),
    "web archive": (forum_page().encode(), lambda data: webarchive(_text(data))),
    "schema.org": (described(posting()).encode(), _as_they_are),
    "Discourse": (json.dumps(topic(), ensure_ascii=False).encode(), _as_they_are),
    "zip": (
        complete(forum_page(page=1, pages=2)),
        lambda data: zipped({"page 1.html": data, "page 2.html": complete(forum_page(page=2, pages=2))}),
    ),
}
"""By name: what is packed, and how it is packed."""


def mutants(seed: int, count: int) -> Iterator[tuple[str, bytes]]:
    """`count` damaged copies, of each kind as many; the same for the same seed."""
    chance = random.Random(seed)
    for number in range(count):
        kind = list(KINDS)[number % len(KINDS)]
        inner, pack = KINDS[kind]
        yield kind, pack(mutated(inner, chance)) if chance.random() < 0.5 else mutated(pack(inner), chance)


def mutated(data: bytes, chance: random.Random) -> bytes:
    """The data with one to six changes."""
    for _ in range(chance.randint(1, 6)):
        data = chance.choice(_CHANGES)(data, chance)
    return data


def _part(data: bytes, chance: random.Random) -> tuple[int, int]:
    start = chance.randrange(len(data) + 1)
    return start, min(len(data), start + int(len(data) ** chance.random()))


def _flip(data: bytes, chance: random.Random) -> bytes:
    flipped = bytearray(data)
    for _ in range(chance.randint(1, 20) if data else 0):
        flipped[chance.randrange(len(flipped))] ^= 1 << chance.randrange(8)
    return bytes(flipped)


def _cut(data: bytes, chance: random.Random) -> bytes:
    start, end = _part(data, chance)
    return data[:start] + data[end:]


def _cut_off(data: bytes, chance: random.Random) -> bytes:
    return data[: chance.randrange(len(data) + 1)]


def _double(data: bytes, chance: random.Random) -> bytes:
    start, end = _part(data, chance)
    at = chance.randrange(len(data) + 1)
    return data[:at] + data[start:end] * chance.randint(1, 4) + data[at:]


def _shuffle(data: bytes, chance: random.Random) -> bytes:
    lines = data.split(b"\n")
    start, end = sorted(chance.randrange(len(lines) + 1) for _ in range(2))
    some = lines[start:end]
    chance.shuffle(some)
    return b"\n".join([*lines[:start], *some, *lines[end:]])


def _mark(data: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(data) + 1)
    return data[:at] + chance.choice(_MARKS) * chance.choice([1, 1, 1, 3, 500]) + data[at:]


_CHANGES = (_flip, _cut, _cut_off, _double, _shuffle, _mark, _mark)
