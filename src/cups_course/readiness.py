"""What is missing before the forms of a course, and what is worth a second look, in the words of `check`."""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from cups_course.form.filling import fields_to_write
from cups_course.model import Course, Discussion, Task
from cups_course.shell import CommandLine
from cups_course.tasks import still_to_do
from cups_course.text import clean, count_words, either, fold
from cups_course.wants import IMPORT, Want, WantKind, changed_since_posted, form_command, missing

_VERY_SHORT = 5
_PLACEHOLDERS = ("todo", "tbd", "xxx", "lorem ipsum", "write here", "...", "…")


class Missing(NamedTuple):
    """One thing that is missing, or worth a look, and the command for it."""

    ref: str
    what: str
    command: CommandLine


def missing_things(course: Course, waiting: Callable[[Discussion], Sequence[str]] = lambda _: ()) -> list[Missing]:
    """What is missing before the course's forms are ready, in the order a person would do it. Empty means ready.

    `waiting` names some people who answered in a discussion and could use a reply.
    """
    return [Missing(want.ref, _in_words(want, waiting), want.command) for want in missing(course)]


def implied_together(course: Course, things: Sequence[Missing]) -> list[Missing]:
    """The same with one entry for all implied discussions in a row, under a range that `remove` takes."""
    runs = {one.ref: run for run in _implied_runs(course) for one in run[1:]}
    first = {run[0].ref: run for run in _implied_runs(course) if len(run) > 1}
    return [
        thing._replace(ref=_range(first[thing.ref]), what="have no questions yet") if thing.ref in first else thing
        for thing in things
        if thing.ref not in runs
    ]


def _implied_runs(course: Course) -> list[list[Discussion]]:
    """The implied discussions of a course, those in a row together."""
    runs: list[list[Discussion]] = []
    for one in course.discussions:
        if not one.implied:
            continue
        if runs and one.number == runs[-1][-1].number + 1:
            runs[-1].append(one)
        else:
            runs.append([one])
    return runs


def _range(run: Sequence[Discussion]) -> str:
    return run[0].ref if len(run) == 1 else f"{run[0].ref}-{run[-1].ref}"


def _in_words(want: Want, waiting: Callable[[Discussion], Sequence[str]]) -> str:
    field = want.field
    long = (
        f"{field.too_long_by} characters too long for the form's field “{field.label}”"
        if field and field.too_long_by
        else ""
    )
    match want.kind:
        case WantKind.DESCRIPTION:
            return "no questions yet"
        case WantKind.POSTING:
            return "your draft is not posted yet"
        case WantKind.REPLIES if want.discussion:
            names = [clean(name) for name in waiting(want.discussion)]
            whom = f", such as {either(names)}" if names else ""
            return f"{want.replies} more {'reply' if want.replies == 1 else 'replies'} to peers{whom}"
        case WantKind.PROFILE if field:
            return long or f"the form asks for “{field.label}”"
        case WantKind.MATCH if field:
            return f"the field “{field.label}” is not matched yet"
    return still_to_do(want.subject) if isinstance(want.subject, Task) else long or "not answered yet"


def hints_for(course: Course) -> list[Missing]:
    """What is worth a second look. Hints never block the form."""
    hints: list[Missing] = []
    for run in _implied_runs(course):
        what = "comes before a discussion you imported; if the course doesn't have it, remove it"
        hints.append(Missing(_range(run), what, CommandLine("remove", _range(run))))
    if not course.outlined:
        hints.append(Missing(course.ref, "only what you imported is known, so there may be more discussions", IMPORT))
    seen: dict[str, str] = {}
    for ref, text, changed in _answers(course):
        again = CommandLine("answer", ref)
        folded = fold(text)
        if any(folded.startswith(mark) and count_words(folded) <= count_words(mark) + 3 for mark in _PLACEHOLDERS):
            hints.append(Missing(ref, "looks like a placeholder", again))
        elif count_words(text) < _VERY_SHORT:
            hints.append(Missing(ref, "very short", again))
        if folded in seen:
            hints.append(Missing(ref, f"the same words as {seen[folded]}", again))
        seen.setdefault(folded, ref)
        if changed:
            hints.append(Missing(ref, "changed since you posted it", CommandLine("show", ref)))
    for form in course.forms:
        if not form.ticked:
            for field in fields_to_write(form, course):
                what = f"“{field.label}” is for you to write on the form itself"
                hints.append(Missing(form.ref, what, form_command(form, course)))
    return hints


def _answers(course: Course) -> Iterator[tuple[str, str, bool]]:
    for discussion in course.discussions:
        for question in discussion.questions:
            if question.answer:
                changed = not question.dropped and changed_since_posted(question, discussion)
                yield question.ref, question.answer.text, changed
        if discussion.answer:
            yield discussion.ref, discussion.answer.text, discussion.answer.changed_since_posted
