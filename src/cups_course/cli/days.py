"""Days given with a call."""

from datetime import date

from cups_course.course.errors import WrongUsage
from cups_course.course.wording import shown


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
