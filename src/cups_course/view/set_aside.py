"""What is set aside, said without a hurry."""

from collections.abc import Sequence

from cups_course.course.set_aside import SetAsideItem
from cups_course.view.screen import command_line, say, tell
from cups_course.view.wordings import listed, until_phrase


def print_set_aside(ref: str | None, until_day: str | None) -> None:
    """Something was set aside (None: everything): until when, and the way back."""
    tell(f"Set aside {until_phrase(until_day)}: {ref or 'everything'}. Nothing of it is late, and nothing is lost.")
    say("To take it up earlier:" if until_day else "To take it up again:", command_line(resume_command(ref)))


def print_only_set_aside(asides: Sequence[SetAsideItem]) -> None:
    """Nothing is left to do now but what was set aside."""
    if asides[0].ref is None:
        tell(f"Everything is set aside {until_phrase(asides[0].until)}. There is nothing to do now.")
    else:
        tell(f"Nothing is left to do now. Set aside: {set_aside_names(asides)}.")
    say("To take it up earlier:", *(command_line(resume_command(one.ref)) for one in asides[:3]))


def set_aside_names(asides: Sequence[SetAsideItem]) -> str:
    """`2.3 until Friday, 4 Dec 2026 and 2.5 for now`."""
    return listed([f"{one.ref or 'everything'} {until_phrase(one.until)}" for one in asides])


def resume_command(ref: str | None) -> str:
    """The command that takes something up again."""
    return f"cups-course resume {ref}" if ref else "cups-course resume"
