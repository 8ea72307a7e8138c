"""The application: options of every command, and the group that finds the one called."""

from pathlib import Path
from typing import Annotated

import typer

from cups_course.cli.group import LazyGroup
from cups_course.cli.session import Session
from cups_course.view.wording import set_plain

# Typer's own tracebacks would print local variables, and with them private answers. Without its markup mode help and
# usage errors stay plain text and import no more of Rich.
# Its own completion builds every command for each Tab, and knows no references: ours is in cli/completion.
app = typer.Typer(cls=LazyGroup, pretty_exceptions_enable=False, rich_markup_mode=None, add_completion=False)


def _version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        typer.echo(f"cups-course {version('cups-course')}")
        raise typer.Exit


@app.callback()
def everywhere(
    ctx: typer.Context,
    store: Annotated[
        Path | None,
        typer.Option(envvar="CUPS_COURSE_STORE", help="The file that holds everything.", show_default=False),
    ] = None,
    plain: Annotated[
        bool | None,
        typer.Option("--plain/--drawn", help="One sentence a line, for screen readers.", show_default=False),
    ] = None,
    no_pager: Annotated[bool, typer.Option("--no-pager", help="Print also what is longer than the screen.")] = False,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    """Carries you through a forum course: what it asks, what you wrote, what remains."""
    session = Session(store, plain=plain, pager=False if no_pager else None)
    set_plain(session.wants_plain)
    ctx.obj = session
