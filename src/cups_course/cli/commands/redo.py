"""`cups-course redo`: redoes the command that was undone last."""

import typer

from cups_course.cli.session import Session
from cups_course.store.history import redo
from cups_course.view.history import print_redo

EXAMPLES = ("cups-course redo",)


def run(ctx: typer.Context) -> None:
    """Repeat it to go further. After a new command there is nothing to redo."""
    session: Session = ctx.obj
    with session.database() as database:
        last = redo(database)
    print_redo(last)
