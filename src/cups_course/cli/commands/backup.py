"""`cups-course backup`: a safe copy of the store, and the list of those there are."""

import shlex
from pathlib import Path
from typing import Annotated

import typer

from cups_course.cli.options import Force
from cups_course.cli.session import Session
from cups_course.errors import NotSaved, WrongUsage
from cups_course.store.backup import check_backup, list_backups, make_backup, write_copy
from cups_course.view.documents import backups_document, print_json
from cups_course.view.screen import command_line, say, tell
from cups_course.view.store import print_backups
from cups_course.view.wording import count

EXAMPLES = (
    "cups-course backup",
    "cups-course backup /media/stick/courses.db",
    "cups-course backup --list",
)


def run(
    ctx: typer.Context,
    file: Annotated[
        Path | None, typer.Argument(metavar="[FILE]", help="Where it goes; else beside the store, with the others.")
    ] = None,
    list_: Annotated[bool, typer.Option("--list", help="The backups there are.")] = False,
    force: Force = False,
    json: Annotated[bool, typer.Option("--json", help="One JSON document; with --list.")] = False,
) -> None:
    """Makes a safe copy of everything. One a day is made by itself."""
    session: Session = ctx.obj
    if list_ or json:
        if file or force:
            raise WrongUsage("The list of backups takes no file.", "cups-course backup --list")
        backups = list_backups(session.path)
        if json:
            print_json(backups_document(backups))
        else:
            print_backups(backups)
        return
    if file and file.exists() and not force:
        raise NotSaved(f"{file} is there already and was left as it is. Another name, or --force to write over it.")
    with session.database() as database:
        if file:
            write_copy(database.path, file)
        else:
            file = make_backup(database.path, "by-hand")
        database.look_for_altered_words()
    tell(f"Everything is copied to {file}: {count(check_backup(file), 'text')} of yours, every version counted.")
    say("To go back to it one day:", command_line(f"cups-course restore-backup {shlex.quote(str(file))}"))
