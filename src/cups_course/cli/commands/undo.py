"""`cups-course undo`: undoes the last command; again, and it goes further back."""

from typing import Annotated

import typer

from cups_course.cli.session import Session
from cups_course.store.history import commands, undo
from cups_course.view.documents import commands_document, print_json
from cups_course.view.history import print_commands, print_undo

EXAMPLES = ("cups-course undo", "cups-course undo --list")


def run(
    ctx: typer.Context,
    list_: Annotated[bool, typer.Option("--list", help="List what you did, newest first. Changes nothing.")] = False,
    json: Annotated[bool, typer.Option("--json", help="Print the list as JSON.")] = False,
) -> None:
    """Repeat it to go further back. What you merged from another device stays."""
    session: Session = ctx.obj
    with session.database() as database:
        if list_ or json:
            done = commands(database)
        else:
            last = undo(database)
    if json:
        print_json(commands_document(done))
    elif list_:
        print_commands(done)
    else:
        print_undo(last)
