"""What `check` found: a block for each discussion, task and form, with the one command that moves it on."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from cups_course.model import Course
from cups_course.pace.set_aside import SetAsideItem
from cups_course.readiness import Missing
from cups_course.shell import CommandLine
from cups_course.states import course_state
from cups_course.text import clean
from cups_course.view.next_step import set_aside_names
from cups_course.view.screen import heading, say, styled, tell, tell_row
from cups_course.view.wording import listed, ranges, what_is_left
from cups_course.wants import IMPORT

if TYPE_CHECKING:
    from rich.text import Text


class _Block(NamedTuple):
    """What is missing of one subject, or of several discussions that are all to be imported."""

    title: "Text"
    ref: str
    things: list[Missing]
    command: CommandLine


def print_check(
    course: Course, missing: Sequence[Missing], hints: Sequence[Missing], asides: Sequence[SetAsideItem] = ()
) -> None:
    """What is missing before the form, what of it is paused, and hints apart."""
    forms = [form for form in course.forms if form.counts] or course.forms
    is_sent = bool(forms) and all(form.ticked for form in forms)
    if missing:
        things = what_is_left(course)
        left = f"{things} left before the evaluation form."
        if is_sent:
            left = f"the evaluation form is sent. Still open: {things}."
        tell(styled(f"Course {course.number}: {left}", style="bold"))
        _print_blocks(course, missing)
        if asides:
            tell("", f"Some of it is paused: {set_aside_names(asides)}.")
    elif is_sent:
        tell(styled(f"Course {course.number} is complete. Its evaluation form is sent.", style="bold"))
    else:
        ready = f"Course {course.number} is ready for its evaluation form."
        if not course.outlined:
            ready = f"Everything known of course {course.number} is done. The course may have more discussions."
        tell(styled(ready, style="bold"))
        tell(CommandLine("form", course.ref))
    if hints:
        tell("", "Worth a look, but not needed for the form:")
        _print_blocks(course, hints)


def say_course_state(course: Course, *, form: bool) -> None:
    """That a course is complete; after its form was sent (`form`), also what is still open."""
    if course_state(course) == "done":
        say(f"Course {course.number} is complete.")
    elif form and (left := what_is_left(course)):
        say(f"Course {course.number} still has {left} to do.")
        say(CommandLine("check", course.ref))


def _subject(course: Course, thing: Missing) -> str:
    """The reference of the discussion that a thing is in, else its own."""
    inside = (one.ref for one in course.discussions if f"{thing.ref}.".startswith(f"{one.ref}."))
    return next(inside, thing.ref)


def _print_blocks(course: Course, things: Sequence[Missing]) -> None:
    for block in _blocks(course, things):
        tell("", block.title)
        for what in dict.fromkeys(thing.what for thing in block.things):
            refs = list(dict.fromkeys(thing.ref for thing in block.things if thing.what == what))
            tell_row("  ", clean(_line(block.ref, refs, what)))
        tell(block.command)


def _line(inside: str, refs: Sequence[str], what: str) -> str:
    """`Questions 1 and 2: not answered yet`, `2.2.quiz: quiz still to do`; of the subject itself only what it is."""
    if inside in refs:
        return f"{what[:1].upper()}{what[1:]}"
    numbers = [ref.removeprefix(f"{inside}.") for ref in refs]
    if all(number.isdecimal() for number in numbers):
        return f"{'Question' if len(numbers) == 1 else 'Questions'} {listed(numbers)}: {what}"
    return f"{', '.join(refs)}: {what}"


def _blocks(course: Course, things: Sequence[Missing]) -> Iterator[_Block]:
    """The things by their subject, each at the place of its first. Discussions that only have to be imported share
    one block."""
    discussions = {one.ref: one for one in course.discussions}
    subjects: dict[str, list[Missing]] = {}
    for thing in things:
        subjects.setdefault(_subject(course, thing), []).append(thing)
    unread = [
        ref for ref, group in subjects.items() if ref in discussions and {one.command for one in group} == {IMPORT}
    ]
    for ref, group in subjects.items():
        if ref not in unread or len(unread) == 1:
            yield _Block(_title(course, ref), ref, group, _command(ref, group))
        elif ref == unread[0]:
            title = heading(f"Discussions {ranges([discussions[one].number for one in unread])}")
            yield _Block(title, ref, group, IMPORT)


def _title(course: Course, ref: str) -> "Text":
    if ref == course.ref:
        return heading(f"Course {course.number}", course.title)
    titles = {one.ref: one.title for one in course.discussions}
    return heading(ref, titles.get(ref) or {one.ref: one.text for one in (*course.tasks, *course.forms)}.get(ref, ""))


def _command(ref: str, things: Sequence[Missing]) -> CommandLine:
    """The command for the first thing; of several questions to answer, the one that opens them all."""
    answers = [thing for thing in things if thing.command == CommandLine("answer", thing.ref)]
    return CommandLine("answer", ref) if things[0] in answers[:1] and len(answers) > 1 else things[0].command
