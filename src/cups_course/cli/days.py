"""Days given with a call."""

from datetime import date, timedelta

from cups_course.course.coming import FURTHEST, coming_day
from cups_course.course.errors import CourseError, WrongUsage
from cups_course.course.wording import shown
from cups_course.store.records import today


def this_day() -> date:
    """The day where the person is."""
    return date.fromisoformat(today())


def day(text: str | None) -> date | None:
    """A day written like 2026-11-23.

    Raises WrongUsage for anything else.
    """
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise WrongUsage(f"“{shown(text)}” is not a day. Write it like 2026-11-23.") from None


def iso_day(text: str | None) -> str | None:
    """The same, as the store keeps it."""
    given = day(text)
    return given.isoformat() if given else None


def day_to_come(text: str) -> str:
    """A day that is not over, written like 2026-12-07 or said like `friday` or `in 2 weeks`, as the store keeps it.

    Raises WrongUsage for what is no such day, CourseError for one that is over or more than ten years away.
    """
    given = coming_day(text, this_day())
    if given is None:
        raise WrongUsage(
            f"“{shown(text)}” is not a day to come. Write it like 2026-12-07, tomorrow, friday or “in 2 weeks”."
        )
    if given < this_day():
        raise CourseError(f"{given} is over already, so nothing was changed.")
    if given > this_day() + timedelta(days=FURTHEST):
        raise CourseError(f"{given} is more than ten years away, so nothing was changed.")
    return given.isoformat()


def until(words: list[str] | None) -> str | None:
    """Until when something is set aside; None where no day is given. On that day it is there again.

    Raises what `day_to_come` does, and CourseError for today.
    """
    if not words:
        return None
    given = day_to_come(" ".join(words))
    if given == today():
        raise CourseError("Until today is not at all, so nothing was changed. Name a day from tomorrow on, or none.")
    return given
