"""`cups-course undo`: takes back the last command."""

from dataclasses import asdict
from typing import Annotated

import typer

from cups_course.cli.session import Session
from cups_course.course.errors import WrongUsage
from cups_course.store.undoing import commands, take_back
from cups_course.view.done import print_commands, print_taken_back

EXAMPLES = ("cups-course undo", "cups-course undo --further", "cups-course undo --list")


def run(
    ctx: typer.Context,
    further: Annotated[bool, typer.Option("--further", help="One step further back than before.")] = False,
    list_: Annotated[bool, typer.Option("--list", help="What was done, the newest first; changes nothing.")] = False,
    json: Annotated[bool, typer.Option("--json", help="The list as one JSON document.")] = False,
) -> None:
    """Takes back the last command; once more, and it is there again."""
    session: Session = ctx.obj
    if further and (list_ or json):
        raise WrongUsage("--list only tells, so leave --further out.")
    with session.database() as database:
        if list_ or json:
            done = commands(database)
        else:
            last = take_back(database, further=further)
    if json:
        from cups_course.view.json_output import print_json

        print_json([asdict(one) for one in done])
    elif list_:
        print_commands(done)
    else:
        print_taken_back(last)
