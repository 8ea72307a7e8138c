"""`cups-course pause`: everything set aside for a while."""

from typing import Annotated

import typer

from cups_course.cli.session import Session
from cups_course.pace.days import parse_until
from cups_course.store.identity import local_date
from cups_course.store.writing import pause
from cups_course.view.next_step import print_set_aside

EXAMPLES = (
    "cups-course pause monday",
    "cups-course pause in 2 weeks",
    "cups-course pause 2027-01-07",
    "cups-course pause",
)


def run(
    ctx: typer.Context,
    until_: Annotated[
        list[str] | None,
        typer.Argument(metavar="[UNTIL]", help="The day it all comes back: 2026-12-07, friday, in 2 weeks."),
    ] = None,
) -> None:
    """Sets everything aside, until a day or until you take it up again. Nothing is late meanwhile."""
    session: Session = ctx.obj
    day = parse_until(until_, local_date())
    with session.database() as database:
        database.doing("everything, set aside")
        pause(database, None, until=day)
    print_set_aside(None, day)
