"""What was done: the commands of this device."""

from typing import NamedTuple


class Done(NamedTuple):
    """A command: what it did, in words, when (UTC), and whether it was undone."""

    id: str
    what: str
    at: str
    undone: bool
