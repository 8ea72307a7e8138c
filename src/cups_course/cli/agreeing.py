"""What a person agrees to before something takes the place of what they have."""

import typer

from cups_course.course.errors import CourseError, WrongUsage
from cups_course.system.texts import can_ask


def ask(question: str, command: str) -> None:
    """Go on only where the person says yes; `command` is the one that does not ask.

    Raises WrongUsage where nobody can answer, CourseError where they say no.
    """
    if not can_ask():
        raise WrongUsage(f"{question}? Nothing was changed. If that is what you want:", command)
    if not typer.confirm(question, err=True):
        raise CourseError("Nothing was changed.")
