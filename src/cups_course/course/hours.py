"""Hours of practice as people write them: `2`, `1.5`, `1,5`, `1:30`. They are kept in minutes."""

import re

from cups_course.course.errors import WrongUsage
from cups_course.course.wording import clean

_HOURS = re.compile(r"(\d{1,4})(?:[.,](\d{1,2})|:([0-5]\d))?")


def parse_hours(text: str) -> int:
    """Hours in minutes.

    Raises WrongUsage for what says no time.
    """
    part = _HOURS.fullmatch(text.strip().removesuffix("h").rstrip())
    said = 0 if part is None else int(part[1]) * 60 + int(part[3] or 0) + round(float(f"0.{part[2] or 0}") * 60)
    if not said:
        raise WrongUsage(f"“{clean(text)}” is no number of hours. Write it like 2, 1.5 or 1:30.")
    return said


def format_hours(minutes: int) -> str:
    """Minutes as hours: `2`, `1.5`, and to the minute where hundredths cannot say it: `1:20`."""
    if minutes * 100 % 60:
        return f"{minutes // 60}:{minutes % 60:02}"
    return f"{minutes / 60:.2f}".rstrip("0").rstrip(".")


def hours_in_words(minutes: int) -> str:
    """`1 hour`, `2.5 hours`."""
    return "1 hour" if minutes == 60 else f"{format_hours(minutes)} hours"
