"""Days as a person types them, and days of rest. Today's date is always an argument."""

import re
from calendar import monthrange
from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from cups_course.errors import CourseError, WrongUsage
from cups_course.text import WEEKDAYS, clean

DAYS_AHEAD = 3660
"""The furthest day a plan or a pause may reach, in days from today: ten years."""

_SHORT = tuple(name[:3].casefold() for name in WEEKDAYS)
# Compiled by the first call that has a day to read: most have none.
_IN = r"in (an?|one|\d{1,4}) (day|week)s?"
_TO = r"(?<!\s)\s*+(?:\.\.|/|\bto\b)\s*+"


def parse_future(text: str, today: date) -> date | None:
    """The day meant by `2026-12-07`, `today`, `tomorrow`, `monday` (the next after today), `in 2 weeks` or
    `in 10 days`; None for anything else."""
    written = " ".join(text.split()).casefold()
    if written in ("today", "tomorrow"):
        return today + timedelta(days=int(written == "tomorrow"))
    if (weekday := _weekday(written)) is not None:
        return today + timedelta(days=(weekday - today.weekday() - 1) % 7 + 1)
    if match := re.fullmatch(_IN, written):
        number = int(match[1]) if match[1].isdigit() else 1
        return today + timedelta(days=number * (7 if match[2] == "week" else 1))
    return _iso(written)


def parse_day(text: str | None) -> date | None:
    """A day written like 2026-11-23.

    Raises WrongUsage for anything else.
    """
    if text is None:
        return None
    if (day := _iso(text)) is None:
        raise WrongUsage(f"“{clean(text)}” isn't a date. {_nearest_date(text)}")
    return day


def parse_past_day(text: str, today: date) -> date:
    """The day on which something happened.

    Raises WrongUsage for what is no date, CourseError for a day that is still to come.
    """
    given = parse_day(text)
    assert given
    if given > today:
        raise CourseError(
            f"{given} is in the future, so nothing was changed. Today is {today}. "
            f"Did you mean {_same_day_before(given, today)}?"
        )
    return given


def _same_day_before(day: date, today: date) -> date:
    """The last time until today that this day of the year was."""
    for year in range(today.year, today.year - 9, -1):
        try:
            before = day.replace(year=year)
        except ValueError:  # 29 February
            continue
        if before <= today:
            return before
    return today


def _nearest_date(text: str) -> str:
    """What to type instead of a text that is no date."""
    if match := re.fullmatch(r"(\d{4})[-./](\d{1,2})[-./](\d{1,2})", text.strip()):
        year, month, number = map(int, match.groups())
        if year and 1 <= month <= 12 and number:
            return f"Did you mean {date(year, month, min(number, monthrange(year, month)[1]))}?"
    return "Use a date such as 2026-11-23."


def parse_iso_day(text: str | None) -> str | None:
    """The same day as the store keeps it, an ISO date."""
    given = parse_day(text)
    return given.isoformat() if given else None


def parse_future_day(text: str, today: date) -> str:
    """A day from today on as an ISO date, typed in one of the ways of `parse_future`.

    Raises WrongUsage for anything else, CourseError for a past day or one more than ten years away.
    """
    given = parse_future(text, today)
    if given is None:
        raise WrongUsage(f"“{clean(text)}” isn't a date. Use one like 2026-12-07, tomorrow, friday or “in 2 weeks”.")
    if given < today:
        raise CourseError(f"{given} is in the past, so nothing was changed.")
    if given > today + timedelta(days=DAYS_AHEAD):
        raise CourseError(f"{given} is more than ten years away, so nothing was changed.")
    return given.isoformat()


def parse_until(words: list[str] | None, today: date) -> str | None:
    """The ISO date on which a pause ends; None where no day is given.

    Raises what `parse_future_day` raises, and CourseError for today.
    """
    if not words:
        return None
    # People say until when.
    given = parse_future_day(" ".join(words).removeprefix("until "), today)
    if given == today.isoformat():
        raise CourseError(
            "A pause can't end today, so nothing was changed. Use tomorrow or later, or leave out the day."
        )
    return given


class RestDays:
    """Days of rest: weekdays (0 is Monday), and spans given by their first and last day."""

    def __init__(self, weekdays: Iterable[int] = (), spans: Iterable[tuple[date, date]] = ()) -> None:
        self.weekdays = frozenset(weekdays)
        self.spans = tuple(sorted(set(spans)))

    def __contains__(self, day: date) -> bool:
        return day.weekday() in self.weekdays or any(first <= day <= last for first, last in self.spans)

    def written(self) -> tuple[str, ...]:
        """The form the store keeps: `sat`, `2026-12-24`, `2026-12-24/2026-12-26` (an ISO 8601 interval)."""
        spans = (f"{first}" if first == last else f"{first}/{last}" for first, last in self.spans)
        return (*(_SHORT[one] for one in sorted(self.weekdays)), *spans)


def parse_rest_days(parts: Iterable[str]) -> tuple[RestDays, list[str]]:
    """The days of rest that a person names: days of the week (`sat`, `Sundays`, `weekends`), days, and spans such as
    `2026-12-24..2026-12-26`; and what of it could not be understood."""
    weekdays: set[int] = set()
    spans: list[tuple[date, date]] = []
    unclear: list[str] = []
    for part in parts:
        written = " ".join(part.split()).casefold()
        if written in ("weekend", "weekends"):
            weekdays |= {5, 6}
        elif (weekday := _weekday(written)) is not None:
            weekdays.add(weekday)
        else:
            ends = [_iso(end) for end in re.split(_TO, written)]
            first, last = ends[0], ends[-1]
            if len(ends) > 2 or first is None or last is None or last < first:
                unclear.append(part)
            else:
                spans.append((first, last))
    return RestDays(weekdays, spans), unclear


def days_between(first: date, last: date) -> Iterator[date]:
    """Each day from the first to the last."""
    for number in range((last - first).days + 1):
        yield first + timedelta(days=number)


def _weekday(written: str) -> int | None:
    """`mon`, `monday`, `mondays` and what is between these, such as `tues`."""
    names = enumerate(WEEKDAYS)
    return next((one for one, name in names if len(written) > 2 and f"{name}s".casefold().startswith(written)), None)


def _iso(written: str) -> date | None:
    try:
        return date.fromisoformat(written)
    except ValueError:
        return None
