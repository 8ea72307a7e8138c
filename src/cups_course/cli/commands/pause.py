"""`cups-course pause`: everything, or one thing, paused for a while."""

from typing import Annotated

import typer

from cups_course.cli.session import Session, locate
from cups_course.errors import BadReference, CourseError, WrongSubject
from cups_course.model import Course, Discussion, Program, SetAside, Task
from cups_course.pace.days import parse_future, parse_until
from cups_course.pace.set_aside import (
    PausedSubject,
    SetAsideItem,
    everything_set_aside,
    outlasting,
    set_aside_alone,
    set_aside_around,
)
from cups_course.refs import FoundRef
from cups_course.shell import CommandLine
from cups_course.states import course_state, discussion_state
from cups_course.store.database import Database
from cups_course.store.identity import local_date
from cups_course.store.reading import load
from cups_course.store.writing import pause
from cups_course.view.next_step import print_set_aside
from cups_course.wants import task_done

EXAMPLES = (
    "cups-course pause monday",
    "cups-course pause in 2 weeks",
    "cups-course pause 2.3 2027-01-07",
    "cups-course pause 2.11.quiz",
)


def run(
    ctx: typer.Context,
    words: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[REF] [UNTIL]",
            help="What to pause (everything if left out) and until when, such as 2026-12-07, tomorrow, friday or "
            "in 2 weeks.",
        ),
    ] = None,
) -> None:
    """Without a date, it stays paused until you resume it. Nothing paused is ever late."""
    session: Session = ctx.obj
    words = words or []
    today = local_date()
    # A day comes first: no reference is written like one.
    everything = not words or words[0].casefold() in ("in", "until") or parse_future(" ".join(words), today) is not None
    with session.database() as database:
        if everything:
            _pause_everything(database, parse_until(words, today))
        else:
            _pause_part(database, _locate(database, words), parse_until(words[1:], today))


def _pause_everything(database: Database, until: str | None) -> None:
    programs = load(database)
    alone = [one for program in programs for one in set_aside_alone(program)]
    before = everything_set_aside(programs)
    already = before is not None and before.until == until
    if not already:
        database.doing("paused everything")
        pause(database, None, until=until)
    print_set_aside(SetAsideItem(None, until), outlasting(alone, until), already=already)


def _pause_part(database: Database, found: FoundRef, until: str | None) -> None:
    """Pause what a reference names. Raises WrongSubject, or CourseError if it is done."""
    subject = require_pausable(found)
    if _is_done(found):
        raise CourseError(f"{found.ref} is already done, so there is nothing to pause.", CommandLine("next"))
    alone = set_aside_alone(subject)
    already = subject in alone and SetAside(until) == subject.set_aside
    if not already:
        database.doing(f"paused {found.ref}")
        pause(database, subject, until=until)
    longer = outlasting((one for one in alone if one is not subject), until)
    print_set_aside(SetAsideItem(found.ref, until), longer, set_aside_around(found), already=already)


def _locate(database: Database, words: list[str]) -> FoundRef:
    """What the first word refers to. Raises WrongUsage for words that look like a day."""
    try:
        return locate(database, words[0])[1]
    except BadReference:
        if words[0].isalpha():
            parse_until(words, local_date())
        raise


def require_pausable(found: FoundRef) -> PausedSubject:
    """The thing that a reference names. Raises WrongSubject for a question or a reply."""
    subject = found.subject
    if isinstance(subject, Program | Course | Discussion | Task):
        return subject
    raise WrongSubject(
        found.ref, found.what, "a course, a discussion, a task or a form", CommandLine("status", found.ref)
    )


def _is_done(found: FoundRef) -> bool:
    if found.task:
        return task_done(found.task, found.discussion)
    if found.discussion:
        return discussion_state(found.discussion) == "done"
    return found.course is not None and course_state(found.course) == "done"
