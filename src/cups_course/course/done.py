"""What was done: the commands."""

from typing import NamedTuple


class CommandDone(NamedTuple):
    """A command: what it did, in words, when (UTC), whether it was undone, and on which device if on another one."""

    id: str
    what: str
    at: str
    undone: bool
    device: str | None = None
