"""The whole log as one JSON document, an event a line: `export --all --format json`, and its import.

It is written and read line by line, so that a long log needs little memory. To import it is to merge it.
"""

import json
from collections.abc import Iterable, Iterator
from typing import IO, Any

from cups_course.errors import CannotRead, NewerStore
from cups_course.events.event import Event, pack_posts, to_json

KEY = "cups_course"
"""The first key of the document, which no other JSON document has."""

VERSION = 9
"""The version of the document: that of the first store with a log."""

_LONGEST = 400_000_000
"""Characters that a line may have; the longest thread has a few million."""
_OPENING = f'{{"{KEY}": {{"version": {VERSION}}}, "events": ['


def is_export(text: str) -> bool:
    """Whether a text begins like such a document."""
    return text.lstrip()[:1] == "{" and text.lstrip()[1:].lstrip().startswith(f'"{KEY}"')


def write_export(events: Iterable[tuple[Event, str]]) -> Iterator[str]:
    """The document, in pieces, from events and their digests."""
    yield _OPENING
    separator = "\n"
    for event, digest in events:
        entry: dict[str, Any] = event._asdict()
        del entry["text"], entry["packed"]
        entry["data"] = event.data
        if event.packed is not None:
            entry["posts"] = event.posts
        yield f"{separator}{json.dumps(entry | {'digest': digest}, ensure_ascii=False)}"
        separator = ",\n"
    yield "\n]}\n"


def read_export(file: IO[str], name: str) -> Iterator[tuple[Event, str]]:
    """The events of a document with their digests. Neither is checked here. `name` is what a person calls the file.

    Raises NewerStore, or CannotRead where it is not whole.
    """
    not_whole = CannotRead(
        f"{name} is incomplete or was changed after the export, so nothing was stored. Export everything again."
    )
    try:
        first = file.readline(_LONGEST).rstrip()
        version = json.loads(f"{first}]}}")[KEY]["version"]
        if type(version) is not int or version < VERSION:
            raise not_whole
        if version > VERSION:
            raise NewerStore(name)
        while (line := file.readline(_LONGEST)).rstrip() != "]}":
            if not line.endswith("\n"):
                raise not_whole
            yield _event(json.loads(line.rstrip().removesuffix(",")))
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
        raise not_whole from error


def _event(entry: dict[str, Any]) -> tuple[Event, str]:
    posts = entry.pop("posts", None)
    text, digest = to_json(entry.pop("data")), entry.pop("digest")
    event = Event(**entry, text=text, packed=None if posts is None else pack_posts(posts))
    texts = (event.id, event.device, event.command, event.at, event.kind, digest)
    optional = all(one is None or isinstance(one, str) for one in (event.about, event.did))
    if not (all(isinstance(one, str) for one in texts) and optional and type(event.v) is type(event.must) is int):
        raise ValueError("this is no event")
    return event, digest
