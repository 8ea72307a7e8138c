"""`cups-course done`: ticks a task or a form."""

import re
from typing import Annotated

import typer

from cups_course.cli.days import iso_day
from cups_course.cli.session import Session, locate
from cups_course.course.errors import WrongSubject
from cups_course.course.model import Course, Task
from cups_course.course.progress import course_state
from cups_course.course.references import Found
from cups_course.course.remaining import missing
from cups_course.store.database import Database
from cups_course.store.records import today
from cups_course.store.writing import tick
from cups_course.view.screen import command_line, say, tell
from cups_course.view.wordings import count

EXAMPLES = ("cups-course done 2.2.quiz --score 9/10", "cups-course done 2.form", "cups-course done 2.3.watch")

_OUT_OF = re.compile(r"\s*(\d{1,6}(?:\.\d{1,3})?)\s*(?:/\s*(\d{1,6})|%)?\s*")


def run(
    ctx: typer.Context,
    ref: Annotated[str, typer.Argument(metavar="REF", help="A task or a form, such as 2.2.quiz or 2.form.")],
    score: Annotated[str | None, typer.Option(metavar="SCORE", help="What you scored, such as 9/10.")] = None,
    on: Annotated[str | None, typer.Option(metavar="DATE", help="The day, if not today.")] = None,
) -> None:
    """Ticks a task, or a form that you have sent."""
    session: Session = ctx.obj
    on_day = iso_day(on) or today()
    with session.database() as database:
        _, found = locate(database, ref)
        task = task_of(found)
        enough = score is None or task.minimum is None or reaches(score, task.minimum)
        database.doing(f"{task.ref}, {'ticked' if enough else 'tried'}")
        if found.course and task in found.course.forms:
            _submit(database, task, ref, on_day)
        else:
            tick(database, task, "done" if enough else "tried", on=on_day, score=score)
        _, found = locate(database, ref)
    if not enough:
        tell(
            f"Kept as a try: {score}. {task.ref} wants at least {task.minimum}; another go is fine, whenever you like."
        )
        return
    tell(f"{'Marked as sent' if task.kind == 'form' else 'Done'}: {task.ref}{f', {score}' if score else ''}.")
    if found.course and found.discussion is None:
        _say_how_the_course_stands(found.course, form=task.kind == "form")
    say(command_line("cups-course next"))


def _submit(database: Database, form: Task, ref: str, on_day: str) -> None:
    """A form was sent: what it was filled with is kept as it is now."""
    from cups_course.course.filling import fields_of_form
    from cups_course.store.forms import submit

    _, found = locate(database, ref, whole_course=True, verify=True)
    assert found.course and found.task
    submit(database, form, fields_of_form(found.task, found.course), on=on_day)


def _say_how_the_course_stands(course: Course, *, form: bool) -> None:
    if course_state(course) == "done":
        say(f"Course {course.number} is complete, and everything you wrote in it is kept.")
    elif form and (left := missing(course)):
        say(f"That is fine; {count(len(left), 'thing')} of course {course.number} can still be done.")
        say(command_line(f"cups-course check {course.ref}"))


def task_of(found: Found) -> Task:
    """The task or form that was named.

    Raises WrongSubject, with the command that does it for an answer.
    """
    if found.task is None:
        ways = (f"cups-course posted {found.ref}",) if found.discussion else ()
        raise WrongSubject(
            found.ref,
            found.what,
            "a task or a form, such as 2.2.quiz or 2.form",
            *ways,
            f"cups-course status {found.ref}",
        )
    return found.task


def reaches(score: str, minimum: str) -> bool:
    """Whether a score such as "9/10" or "90%" is at least a minimum written in either way; True where unclear."""
    parts = [_OUT_OF.fullmatch(text) for text in (score, minimum)]
    shares = []
    for part in parts:
        if part is None or (part[2] and not int(part[2])):
            return True
        shares.append(float(part[1]) / float(part[2] or (100 if "%" in part[0] else 1)))
    comparable = all("/" in part[0] or "%" in part[0] for part in parts if part)
    return shares[0] >= shares[1] if comparable else True
