"""What a person agrees to before something takes the place of what they have."""

import sys

from cups_course.course.errors import CourseError, WrongUsage
from cups_course.system.texts import can_ask


def ask(question: str, command: str) -> None:
    """Go on only where the person says yes; `command` is the one that does not ask.

    Raises WrongUsage where nobody can answer, CourseError where they say no, or go away (Ctrl-C, Ctrl-D).
    """
    if not can_ask():
        raise WrongUsage(f"{question}? Nothing was changed. If that is what you want:", command)
    if not _agreed(question):
        raise CourseError("Nothing was changed.")


def _agreed(question: str) -> bool:
    from cups_course.view.screen import say

    say(f"{question}?")
    while True:
        sys.stderr.write("  [y/N] ")
        sys.stderr.flush()
        typed = _typed()
        if not typed:
            say("")  # what is said next begins a line
        match typed.strip().casefold():
            case "y" | "yes":
                return True
            case "" | "n" | "no":
                return False
        say("Please type y for yes or n for no; Enter alone means no.")


def _typed() -> str:
    """The next line of the keyboard; "" where there will be none."""
    try:
        return sys.stdin.readline()
    except KeyboardInterrupt:
        return ""
    except UnicodeDecodeError:
        return "what no keyboard types"
