"""The commands of this device, and which of them still count once some took others back."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Kind = Literal["done", "taken back", "done again"]


@dataclass(frozen=True, slots=True)
class Ran:
    """A command as it was written down: what it did, in words, when (UTC), and which one it took back. One that is not
    `reversible`, such as a merge, cannot be taken back, nor can any before it."""

    id: str
    words: str
    at: str
    takes_back: str | None
    reversible: bool


@dataclass(frozen=True, slots=True)
class Done:
    """What a command did. One that took back another is told in the words and the time of that one, and is `about` it.
    `counts` is False for what was taken back itself."""

    id: str
    about: str
    words: str
    at: str
    kind: Kind
    counts: bool
    reversible: bool


def all_done(ran: Iterable[Ran]) -> list[Done]:
    """What each command did, the newest first; they are given in that order."""
    newest_first = list(ran)
    by_id = {one.id: one for one in newest_first}
    taken_back: set[str] = set()
    done = []
    for one in newest_first:
        counts = one.id not in taken_back
        if counts and one.takes_back:
            taken_back.add(one.takes_back)
        chain = [one]
        while chain[-1].takes_back in by_id:
            chain.append(by_id[chain[-1].takes_back])
        first = chain[-1]
        kind: Kind = "done" if first is one else "done again" if len(chain) % 2 else "taken back"
        done.append(Done(one.id, first.id, first.words, first.at, kind, counts, one.reversible))
    return done


def last_to_take_back(done: Iterable[Done], *, further: bool) -> Done | None:
    """The last command, also one that took back another; `further`: the last one of the others that still counts."""
    return next((one for one in done if not further or (one.kind == "done" and one.counts)), None)
