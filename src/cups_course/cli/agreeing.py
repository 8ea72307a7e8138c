"""What a person agrees to before something takes the place of what they have."""

from cups_course.cli.asking import ask
from cups_course.course.errors import CourseError, WrongUsage
from cups_course.system.texts import can_ask


def confirm(question: str, command: str) -> None:
    """Go on only where the person says yes; `command` is the one that does not ask.

    Raises WrongUsage where nobody can answer, CourseError where they say no, or go away (Ctrl-C, Ctrl-D).
    """
    if not can_ask():
        raise WrongUsage(f"{question}? Nothing was changed. If that is what you want:", command)
    if not agreed(question):
        raise CourseError("Nothing was changed.")


def agreed(question: str) -> bool:
    """Whether the person says yes; Enter alone, or going away, says no."""
    from cups_course.view.screen import say

    say(f"{question}?")
    while True:
        match ask("  [y/N]").strip().casefold():
            case "y" | "yes":
                return True
            case "" | "n" | "no":
                return False
        say("Please type y for yes or n for no; Enter alone means no.")
