"""Days given with a call."""

from datetime import date, timedelta

from cups_course.course.coming import DAYS_AHEAD, parse_future
from cups_course.course.errors import CourseError, WrongUsage
from cups_course.course.wording import clean
from cups_course.store.records import local_today


def this_day() -> date:
    """The day where the person is."""
    return date.fromisoformat(local_today())


def parse_day(text: str | None) -> date | None:
    """A day written like 2026-11-23.

    Raises WrongUsage for anything else.
    """
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise WrongUsage(f"“{clean(text)}” is not a day. Write it like 2026-11-23.") from None


def parse_iso_day(text: str | None) -> str | None:
    """The same, as the store keeps it."""
    given = parse_day(text)
    return given.isoformat() if given else None


def parse_future_day(text: str) -> str:
    """A day that is not over, written like 2026-12-07 or said like `friday` or `in 2 weeks`, as the store keeps it.

    Raises WrongUsage for what is no such day, CourseError for one that is over or more than ten years away.
    """
    given = parse_future(text, this_day())
    if given is None:
        raise WrongUsage(
            f"“{clean(text)}” is not a day to come. Write it like 2026-12-07, tomorrow, friday or “in 2 weeks”."
        )
    if given < this_day():
        raise CourseError(f"{given} is over already, so nothing was changed.")
    if given > this_day() + timedelta(days=DAYS_AHEAD):
        raise CourseError(f"{given} is more than ten years away, so nothing was changed.")
    return given.isoformat()


def parse_until(words: list[str] | None) -> str | None:
    """Until when something is set aside; None where no day is given. On that day it is there again.

    Raises what `day_to_come` does, and CourseError for today.
    """
    if not words:
        return None
    given = parse_future_day(" ".join(words))
    if given == local_today():
        raise CourseError("Until today is not at all, so nothing was changed. Name a day from tomorrow on, or none.")
    return given
