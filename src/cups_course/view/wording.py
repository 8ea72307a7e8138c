"""Counts, days and lists in words, and plain output for a screen that is read aloud: one sentence a line.

Whether output is plain is chosen once, when a command begins.
"""

import re
from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

from cups_course.text import WEEKDAYS

if TYPE_CHECKING:
    from cups_course.thread.peers import Peer

_COLUMNS = re.compile(r"\s{2,}")
_SIGN = re.compile(r"[✓✗◐✎·?│\-]\s+")
_ENDED = (".", "!", "?", "…", ":", "。", "？", "！")


def _drawn() -> bool:
    return False


_asked: Callable[[], bool] = _drawn
_chosen: bool | None = None


def set_plain(asked: Callable[[], bool]) -> None:
    """How this call of the tool shows everything: `asked` is called once, by what is shown first."""
    global _asked, _chosen
    _asked, _chosen = asked, None


def is_plain() -> bool:
    """Whether what is shown is to be read aloud."""
    global _chosen
    if _chosen is None:
        _chosen = _asked()
    return _chosen


def sentence(called: str, *facts: str, words: str = "") -> str:
    """`Question 3, to answer: What would you take home?`; one that says nothing more ends in its facts."""
    said = [one for one in map(_folded, facts) if one]
    words = _folded(words)
    if words:
        return with_full_stop(f"{', '.join([called, *said])}: {words}")
    return with_full_stop(f"{called}: {', '.join(said)}" if said else called)


def without_columns(lead: str) -> str:
    """What stands in columns before a text, as it is read: commas between, and no signs, which have words beside."""
    lead = lead.strip()
    if sign := _SIGN.match(f"{lead} "):
        lead = lead[sign.end() :]
    return ", ".join(part for part in _COLUMNS.split(lead) if part)


def with_full_stop(text: str) -> str:
    """A sentence with an end that makes whoever reads it aloud pause."""
    return text if not text or text.endswith(_ENDED) else f"{text}."


def _folded(text: str) -> str:
    return " ".join(text.split())


_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def count(number: int, one: str, many: str | None = None) -> str:
    """`1 reply`, `3 replies`."""
    return f"{number} {one if number == 1 else many or one + 's'}"


def replies_had(number: int) -> str:
    """`no reply yet`, `1 reply`, `3 replies`."""
    return count(number, "reply", "replies") if number else "no reply yet"


def peer_facts(peer: "Peer") -> str:
    """How many replies a peer had, and whether you are to reply to them: `2 replies, wrote to you`."""
    facts = [replies_had(peer.replies)]
    if peer.replied:
        facts.append("you replied")
    elif peer.wrote_to_you:
        facts.append("wrote to you")
    return ", ".join(facts)


def day(iso: str | None) -> str:
    """An ISO date as a person writes it, `3 Nov 2020`; "" where there is none. What is no date, in a store from
    elsewhere, stays as it is."""
    if not iso:
        return ""
    year, month, number = iso[:10].split("-")
    return f"{int(number)} {_MONTHS[int(month) - 1]} {year}" if 1 <= int(month) <= len(_MONTHS) else iso


def weekday(given: date) -> str:
    """A day to come as a person writes it, `Monday, 7 Dec 2026`."""
    return f"{WEEKDAYS[given.weekday()]}, {day(given.isoformat())}"


def until_phrase(iso: str | None) -> str:
    """For how long something is set aside: `until Monday, 7 Dec 2026`, or without a day `for now`."""
    return f"until {weekday(date.fromisoformat(iso))}" if iso else "for now"


def month(iso: str) -> str:
    """A month, `Nov 2020` for `2020-11`."""
    year, number = iso.split("-")
    return f"{_MONTHS[int(number) - 1]} {year}"


def moment(iso: str) -> str:
    """A time in UTC as `3 Nov 2026, 08:15` where the person is."""
    here = datetime.fromisoformat(iso).astimezone()
    return f"{day(here.date().isoformat())}, {here:%H:%M}"


def ago(iso: str, now: datetime) -> str:
    """How long before `now` a moment in UTC was, as a person says it: `5 minutes ago`; after a week its day."""
    seconds = int((now - datetime.fromisoformat(iso)).total_seconds())
    if seconds < 60:
        return "just now"
    for most, size, unit in ((3600, 60, "minute"), (86400, 3600, "hour"), (7 * 86400, 86400, "day")):
        if seconds < most:
            return f"{count(seconds // size, unit)} ago"
    return f"on {day(iso)}"


def ranges(numbers: Sequence[int]) -> str:
    """`1 to 8, 10`."""
    runs: list[list[int]] = []
    for number in sorted(numbers):
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(
        f"{run[0]} to {run[-1]}" if len(run) > 2 else ", ".join(str(number) for number in run) for run in runs
    )


def listed(names: Sequence[str]) -> str:
    """`oakleaf, plum and fern`."""
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else list(names))
