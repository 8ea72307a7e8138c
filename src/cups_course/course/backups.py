"""Backups: why one was made, what is known of each, and which of the daily ones stay as time goes by."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Literal, NamedTuple

Why = Literal["by-hand", "daily", "before-upgrade", "before-restoring", "before-merging", "before-mending"]
_DAYS = 7
_WEEKS = 8


class BackupInfo(NamedTuple):
    """A backup in the list of them: 1 is the newest. `texts` is how many versions of texts it holds; None where it
    cannot be opened, and `trouble` says why."""

    number: int
    file: str
    at: str
    why: Why
    size: int
    texts: int | None
    trouble: str = ""


THINNED: tuple[Why, ...] = ("daily", "before-merging")
"""Those that are made without being asked for, again and again."""


def days_to_keep(days: Iterable[date], today: date) -> set[date]:
    """Of the days with such a backup those whose backup stays: all of the last seven days, the last one of each week
    for eight weeks, and the last one of each month for ever. A day to come, by a clock that was wrong, stays too.
    """
    ordered = sorted(set(days))
    last_of_week = {day.isocalendar()[:2]: day for day in ordered}
    last_of_month = {(day.year, day.month): day for day in ordered}
    return (
        {day for day in ordered if day > today - timedelta(days=_DAYS)}
        | {day for day in last_of_week.values() if day > today - timedelta(weeks=_WEEKS)}
        | set(last_of_month.values())
    )
