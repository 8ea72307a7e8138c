"""`cups-course not-now`: one thing set aside for a while."""

from typing import Annotated

import typer

from cups_course.cli.session import Session
from cups_course.errors import CourseError, WrongSubject
from cups_course.model import Course, Discussion, Program, Task
from cups_course.pace.days import parse_until
from cups_course.refs import FoundRef
from cups_course.states import course_state, discussion_state
from cups_course.store.identity import local_date
from cups_course.store.writing import PausedSubject, pause
from cups_course.view.next_step import print_set_aside
from cups_course.wants import task_done

EXAMPLES = ("cups-course not-now 2.3 friday", "cups-course not-now 2.11.quiz", "cups-course not-now 3 in 2 weeks")


def run(
    ctx: typer.Context,
    ref: Annotated[str, typer.Argument(metavar="REF", help="A course, a discussion, a task or a form.")],
    until_: Annotated[
        list[str] | None,
        typer.Argument(metavar="[UNTIL]", help="The day it comes back: 2026-12-07, friday, in 2 weeks."),
    ] = None,
) -> None:
    """Sets one thing aside, until a day or until you take it up again."""
    session: Session = ctx.obj
    day = parse_until(until_, local_date())
    with session.located(ref) as (database, found):
        subject = require_pausable(found)
        if _is_done(found):
            raise CourseError(f"{found.ref} is done already, so there is nothing to set aside.", "cups-course next")
        database.doing(f"{found.ref}, set aside")
        pause(database, subject, until=day)
    print_set_aside(found.ref, day)


def require_pausable(found: FoundRef) -> PausedSubject:
    """The thing that a reference names. Raises WrongSubject for a question or a reply."""
    subject = found.subject
    if isinstance(subject, Program | Course | Discussion | Task):
        return subject
    raise WrongSubject(
        found.ref, found.what, "a course, a discussion, a task or a form", f"cups-course status {found.ref}"
    )


def _is_done(found: FoundRef) -> bool:
    if found.task:
        return task_done(found.task, found.discussion)
    if found.discussion:
        return discussion_state(found.discussion) == "done"
    return found.course is not None and course_state(found.course) == "done"
