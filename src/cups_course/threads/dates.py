"""The forum's ways to write a date, a closed set, and the day each means. No clock: the day of saving comes in."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec"
_WEEKDAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]

_MONTH = (
    "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sep(?:t(?:ember)?)?|oct(?:ober)?|"
    "nov(?:ember)?|dec(?:ember)?"
)
_IN_YEAR = rf"(?P<month>{_MONTH})\.? (?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:,? (?P<year>\d{{4}}))?"
_AGO = r"(?P<count>\d{1,3}|an?|one) (?P<unit>second|minute|hour|day|week|month|year)s? ago"
DATE = rf"(?ai:{_IN_YEAR}|{_AGO}|(?P<weekday>{'|'.join(_WEEKDAYS)})|(?P<near>today|yesterday|just now))"
"""All forms, for use once inside a regular expression. ASCII: "ı" is no "i" here, whatever the case rules say."""

_DATE = re.compile(rf"(?ai:on )?{DATE}")
_DAYS = {"second": 0.0, "minute": 0.0, "hour": 1 / 24, "day": 1.0, "week": 7.0}
_YEAR = 366

STATED = "stated"
WORKED_OUT = "worked out from the day the copy was saved"
UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class DateRead:
    """A date in a header: its `words`, the `day` they mean (None where that cannot be told) and `how` it was known."""

    words: str
    day: date | None
    how: str


def read_date(words: str, saved_on: date | None) -> DateRead | None:
    """The day that `words` mean in a copy saved on `saved_on`; None where they are no date or no such day exists."""
    form = _DATE.fullmatch(words)
    if form is None:
        return None
    if form["year"]:
        day = _day(int(form["year"]), form)
        return DateRead(words, day, STATED) if day else None
    if form["month"] and _day(2020, form) is None:  # a leap year knows every day there is
        return None
    day = _before(form, saved_on) if saved_on else None
    return DateRead(words, day, WORKED_OUT if day else UNKNOWN)


def read_time(iso: str) -> DateRead | None:
    """The day (in UTC, where a zone is told) of a time as machines write it; None where `iso` is none."""
    try:
        time = datetime.fromisoformat(iso.strip())
        return DateRead(iso, (time.astimezone(UTC) if time.tzinfo else time).date(), STATED)
    except (ValueError, OverflowError):
        return None


def _before(form: re.Match[str], saved_on: date) -> date | None:
    if form["month"]:  # within a year before the saving; a leap day may be none
        days = (_day(year, form) for year in (saved_on.year, saved_on.year - 1))
        return next((day for day in days if day and 0 <= (saved_on - day).days <= _YEAR), None)
    if form["weekday"]:  # today would be written in hours, so the same weekday is a week ago
        back = (saved_on.weekday() - _WEEKDAYS.index(form["weekday"].lower())) % 7 or 7
    elif form["near"]:
        back = 1 if form["near"].lower() == "yesterday" else 0
    else:
        unit = _DAYS.get(form["unit"].lower())
        if unit is None:  # "2 years ago" names no day
            return None
        back = int((int(form["count"]) if form["count"].isdigit() else 1) * unit)
    try:
        return saved_on - timedelta(days=back)
    except OverflowError:
        return None


def _day(year: int, form: re.Match[str]) -> date | None:
    month = _MONTHS.index(form["month"].lower()[:3]) // 4 + 1
    try:
        return date(year, month, int(form["day"]))
    except ValueError:
        return None
