"""What `check` found, what is set aside, and what a person sees before anything is kept."""

from collections.abc import Sequence
from itertools import groupby

from rich.text import Text

from cups_course.model import Course
from cups_course.pace.set_aside import SetAsideItem
from cups_course.text import clean
from cups_course.view.screen import command_line, console, put, say, side_by_side, tell
from cups_course.view.wording import count, listed, until_phrase
from cups_course.wants import Missing


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


def print_check(
    course: Course, missing: Sequence[Missing], hints: Sequence[Missing], asides: Sequence[SetAsideItem] = ()
) -> None:
    """Each missing thing, and below those that one command mends, that command; what of it was set aside; hints
    apart."""
    if missing:
        things = count(len(missing), "thing")
        tell(Text(f"Course {course.number}: {things} to go before the evaluation form.", style="bold"))
        _list(missing)
        if asides:
            tell("", f"Of that you have set aside: {set_aside_names(asides)}. The form can wait for it.")
    else:
        sent = bool(course.forms) and all(form.ticked for form in course.forms if form.counts)
        said = "complete, its evaluation form is sent" if sent else "ready for its evaluation form"
        tell(Text(f"Course {course.number} is {said}. Everything is kept.", style="bold"))
        if not sent:
            tell(command_line(f"cups-course form {course.ref}"))
    if hints:
        tell("", "Worth a look, if you like; none of it is in the way:")
        _list(hints)


def _list(things: Sequence[Missing]) -> None:
    for command, group in groupby(things, key=lambda one: one.command):
        for what, same in groupby(group, key=lambda one: one.what):
            said = side_by_side(Text(clean(f"{', '.join(one.ref for one in same)}: {what}")))
            put(console(), said, indent=4, first=Text("  "))
        tell(command_line(f"  {command}"))


def print_welcome() -> None:
    """Two ways to begin."""
    tell(
        Text("Welcome. Nothing is kept yet. Two ways to begin:\n", style="bold"),
        "You have a course post open? Select the whole page, copy it into a text file, then",
        command_line("cups-course import page.txt --me YOUR-NAME"),
        "",
        "You know your program?",
        command_line("cups-course program add ldp-2020"),
        "",
        "Everything stays in one file on this machine. cups-course --help shows the rest.",
    )
