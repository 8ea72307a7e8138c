"""`cups-course resume`: what was paused, resumed."""

from typing import Annotated

import typer

from cups_course.cli.commands.pause import require_pausable
from cups_course.cli.session import Session, locate
from cups_course.errors import CourseError
from cups_course.pace.set_aside import everything_set_aside, set_aside_in
from cups_course.refs import FoundRef
from cups_course.store.database import Database
from cups_course.store.reading import load
from cups_course.store.writing import resume
from cups_course.view.screen import command_line, say, tell

EXAMPLES = ("cups-course resume", "cups-course resume 2.3")


def run(
    ctx: typer.Context,
    ref: Annotated[str | None, typer.Argument(metavar="[REF]", help="What to resume. Default: everything.")] = None,
) -> None:
    session: Session = ctx.obj
    with session.database() as database:
        if ref is None:
            _resume_everything(database)
            resumed = "everything"
        else:
            _, found = locate(database, ref)
            _resume_one(database, found)
            resumed = found.ref
    tell(f"Resumed {resumed}.")
    say(command_line("cups-course next"))


def _resume_everything(database: Database) -> None:
    programs = load(database)
    if not everything_set_aside(programs):
        refs = [one.ref for one in set_aside_in(programs)]
        raise CourseError(
            "Not everything is paused, only this. To resume it:" if refs else "Nothing is paused.",
            *(f"cups-course resume {one}" for one in refs),
        )
    database.doing("resumed everything")
    resume(database, None)


def _resume_one(database: Database, found: FoundRef) -> None:
    subject = require_pausable(found)
    if found.program.set_aside and found.program.set_aside.everything:
        raise CourseError(f"Everything is paused, including {found.ref}. To resume it all:", "cups-course resume")
    if not subject.set_aside:
        around = [one for one in (found.discussion, found.course, found.program) if one and one.set_aside]
        raise CourseError(
            f"{found.ref} is paused as part of this:" if around else f"{found.ref} is not paused.",
            *(f"cups-course resume {one.ref}" for one in around),
        )
    database.doing(f"resumed {found.ref}")
    resume(database, subject)
