"""What `check` found, what is set aside, and what a person sees before anything is kept."""

from collections.abc import Sequence
from itertools import groupby

from cups_course.model import Course
from cups_course.pace.set_aside import SetAsideItem
from cups_course.readiness import Missing
from cups_course.text import clean
from cups_course.view.next_step import set_aside_names
from cups_course.view.screen import command_line, console, put, side_by_side, styled, tell
from cups_course.view.wording import count


def print_check(
    course: Course, missing: Sequence[Missing], hints: Sequence[Missing], asides: Sequence[SetAsideItem] = ()
) -> None:
    """Each missing thing, and below those that one command mends, that command; what of it was set aside; hints
    apart."""
    if missing:
        things = count(len(missing), "thing")
        tell(styled(f"Course {course.number}: {things} to go before the evaluation form.", style="bold"))
        _list(missing)
        if asides:
            tell("", f"Of that you have set aside: {set_aside_names(asides)}. The form can wait for it.")
    else:
        sent = bool(course.forms) and all(form.ticked for form in course.forms if form.counts)
        said = "complete, its evaluation form is sent" if sent else "ready for its evaluation form"
        tell(styled(f"Course {course.number} is {said}. Everything is kept.", style="bold"))
        if not sent:
            tell(command_line(f"cups-course form {course.ref}"))
    if hints:
        tell("", "Worth a look, if you like; none of it is in the way:")
        _list(hints)


def _list(things: Sequence[Missing]) -> None:
    for command, group in groupby(things, key=lambda one: one.command):
        for what, same in groupby(group, key=lambda one: one.what):
            said = side_by_side(styled(clean(f"{', '.join(one.ref for one in same)}: {what}")))
            put(console(), said, indent=4, first=styled("  "))
        tell(command_line(f"  {command}"))
