"""The one thing to do next, what is set aside, and what a person sees before anything is kept."""

from collections.abc import Sequence

from cups_course.next import Step
from cups_course.pace.set_aside import SetAsideItem
from cups_course.text import clean
from cups_course.view.screen import command_line, console, put, say, styled, tell
from cups_course.view.wording import listed, until_phrase


def print_next(step: Step | None, asides: Sequence[SetAsideItem] = ()) -> None:
    """The one thing to do next, why, and its command; a true word where nothing is left, or only what is set aside."""
    screen = console()
    if step is None and asides:
        print_only_set_aside(asides)
        return
    if step is None:
        put(screen, "Nothing is left to do here. The whole picture:")
        put(screen, command_line("cups-course status"))
        return
    put(screen, step.what, indent=6, first=styled("Next  ", style="bold"))
    put(screen, styled(clean(step.why), style="dim"), indent=6)
    put(screen, command_line(f"    {step.command}"))
    if step.then:
        put(screen, "and when that is done", indent=6)
        put(screen, command_line(f"    {step.then}"))


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


def print_welcome() -> None:
    """Two ways to begin."""
    tell(
        styled("Welcome. Nothing is kept yet. Two ways to begin:\n", style="bold"),
        "You have a course post open? Select the whole page, copy it into a text file, then",
        command_line("cups-course import page.txt --me YOUR-NAME"),
        "",
        "You know your program?",
        command_line("cups-course program add ldp-2020"),
        "",
        "Everything stays in one file on this machine. cups-course --help shows the rest.",
    )
