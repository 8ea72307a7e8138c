"""Small wordings that several screens share: counts, days, lists of names."""

from collections.abc import Sequence
from datetime import date, datetime

from cups_course.course.coming import WEEKDAYS

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def count(number: int, one: str, many: str | None = None) -> str:
    """`1 reply`, `3 replies`."""
    return f"{number} {one if number == 1 else many or one + 's'}"


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
