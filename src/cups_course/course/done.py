"""The commands of this device, and which of them still count once some took others back."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Ran:
    """A command as it was written down: what it did, in words, when (UTC), and which one it took back."""

    id: str
    words: str
    at: str
    takes_back: str | None


@dataclass(frozen=True, slots=True)
class Done:
    """What a command did. One that took back another is told in the words and the time of that one. `counts` is False
    for what was taken back itself."""

    id: str
    words: str
    at: str
    kind: Literal["done", "taken back", "done again"]
    counts: bool


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
        kind: Literal["done", "taken back", "done again"] = "done again" if len(chain) % 2 else "taken back"
        done.append(Done(one.id, chain[-1].words, chain[-1].at, kind if len(chain) > 1 else "done", counts))
    return done


def last_to_take_back(done: Iterable[Done], *, further: bool) -> Done | None:
    """The last command, also one that took back another; `further`: the last one of the others that still counts."""
    return next((one for one in done if not further or (one.kind == "done" and one.counts)), None)
