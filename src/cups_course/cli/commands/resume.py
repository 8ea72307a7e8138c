"""`cups-course resume`: what was paused, resumed."""

from typing import Annotated

import typer

from cups_course.cli.commands.pause import require_pausable
from cups_course.cli.session import Session, locate
from cups_course.errors import CourseError
from cups_course.pace.set_aside import everything_set_aside, set_aside_alone, set_aside_around
from cups_course.refs import FoundRef
from cups_course.shell import CommandLine
from cups_course.store.database import Database
from cups_course.store.reading import load
from cups_course.store.writing import resume, resume_everything
from cups_course.view.next_step import print_resumed, resume_command

EXAMPLES = ("cups-course resume", "cups-course resume 2.3")


def run(
    ctx: typer.Context,
    ref: Annotated[
        str | None, typer.Argument(metavar="[REF]", help="What to resume, with all in it. Default: everything.")
    ] = None,
) -> None:
    session: Session = ctx.obj
    with session.database() as database:
        if ref is None:
            _resume_everything(database)
        else:
            _resume_part(database, locate(database, ref)[1])


def _resume_everything(database: Database) -> None:
    programs = load(database)
    everything = everything_set_aside(programs)
    alone = [one.ref for program in programs for one in set_aside_alone(program)]
    if not (everything or alone):
        raise CourseError("Nothing is paused.", CommandLine("next"))
    database.doing("resumed everything")
    resume_everything(database)
    print_resumed(alone, everything=everything is not None)


def _resume_part(database: Database, found: FoundRef) -> None:
    """Resume what a reference names and all in it that is paused. Raises CourseError if nothing of it is."""
    alone = set_aside_alone(require_pausable(found))
    around = set_aside_around(found)
    if not alone and around:
        inside = around[0].ref
        raise CourseError(
            f"{found.ref} is only paused as part of {inside}. To resume that:"
            if inside
            else f"Everything is paused, including {found.ref}. To resume it all:",
            *(resume_command(one.ref) for one in around),
        )
    if not alone:
        raise CourseError(f"{found.ref} is not paused.")
    database.doing(f"resumed {found.ref}")
    resume(database, alone)
    print_resumed([one.ref for one in alone], around)
