"""`cups-course check`: what is still missing before the evaluation form."""

from typing import Annotated

import typer

from cups_course.cli.session import Session, locate
from cups_course.cli.who_answered import peers_in
from cups_course.errors import WrongSubject
from cups_course.model import Discussion
from cups_course.pace.set_aside import set_aside_of
from cups_course.readiness import hints_for, missing_things
from cups_course.store.database import Database
from cups_course.view.check import print_check
from cups_course.view.documents import check_document, print_json

EXAMPLES = ("cups-course check 2", "cups-course check 2 --json")
_SOME = 3
"""People who are named of those that one could write to."""


def run(
    ctx: typer.Context,
    course: Annotated[str, typer.Argument(metavar="COURSE", help="The course, such as 2.")],
    json: Annotated[bool, typer.Option("--json", help="One JSON document.")] = False,
) -> None:
    """What is still missing before the evaluation form.

    Exit code 0 when nothing is, else 1; hints never change it.
    """
    session: Session = ctx.obj
    with session.database() as database:
        _, found = locate(database, course)
        if found.course is None or found.subject is not found.course:
            raise WrongSubject(found.ref, found.what, "a course, such as 2", "cups-course status")
        open_things = missing_things(found.course, lambda discussion: _could_hear_from_you(database, discussion))
    worth_a_look = hints_for(found.course)
    asides = set_aside_of(found.program, found.course)
    if json:
        print_json(check_document(open_things, worth_a_look, asides))
    else:
        print_check(found.course, open_things, worth_a_look, asides)
    raise typer.Exit(1 if open_things else 0)


def _could_hear_from_you(database: Database, discussion: Discussion) -> list[str]:
    """Whom one could write to: those who answered and have had fewest replies, first of all who wrote to them."""
    found = peers_in(database, discussion)
    waiting = sorted(found or [], key=lambda one: not one.wrote_to_you)
    return [one.peer for one in waiting if one.peer and not one.replied][:_SOME]
