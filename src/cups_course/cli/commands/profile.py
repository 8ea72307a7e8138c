"""`cups-course profile`: what forms ask about the person, kept once."""

from typing import Annotated

import typer

from cups_course.cli.options import Json
from cups_course.cli.parsing import ProseCommand
from cups_course.cli.session import Session
from cups_course.errors import CourseError, NothingToKeep, WrongUsage, refuse_placeholder
from cups_course.form.profile import entry_name, is_asked_for, nearest_entry
from cups_course.shell import CommandLine
from cups_course.store.forms import load_profile, set_profile
from cups_course.text import clean, fold_space
from cups_course.view.documents import print_json
from cups_course.view.form import print_kept_entry, print_profile, print_removed_entry
from cups_course.view.screen import say

Command = ProseCommand
EXAMPLES = ('cups-course profile name "Ann Example"', "cups-course profile", "cups-course profile email --remove")


def run(
    ctx: typer.Context,
    name: Annotated[
        str | None, typer.Argument(metavar="[NAME]", help="The entry, such as name, email or batch.")
    ] = None,
    value: Annotated[str | None, typer.Argument(metavar="[VALUE]", help="Its value. May start with -.")] = None,
    remove: Annotated[bool, typer.Option("--remove", help="Remove the entry.")] = False,
    new: Annotated[bool, typer.Option("--new", help="Use a name that looks like a mistyped one.")] = False,
    json: Json = False,
) -> None:
    """Saves details such as your name for the forms that ask for them."""
    session: Session = ctx.obj
    entry = entry_name(name) if name is not None else None
    if name is not None and entry is None:
        raise WrongUsage(
            "The name of an entry starts with a letter and has only letters, digits and dashes, such as batch-2."
        )
    if remove and (entry is None or value is not None):
        raise WrongUsage(
            "--remove needs the name of an entry and no value:", CommandLine("profile", "email", "--remove")
        )
    if entry and not new:
        _refuse_mistyped(session, str(name), entry, only_kept=remove)
    if entry and remove:
        _remove(session, entry)
    elif entry and value is not None:
        _keep(session, entry, value)
    else:
        _show(session, entry, json=json)


def _refuse_mistyped(session: Session, typed: str, entry: str, *, only_kept: bool) -> None:
    """Raises CourseError for the name of an entry that isn't there and looks like a mistyped one."""
    with session.database_if_any() as database:
        kept = load_profile(database.connection) if database else {}
    meant = None if entry in kept else nearest_entry(entry, kept)
    if meant and (meant in kept or not only_kept):
        from cups_course.cli.suggestions import insisting, instead  # with typed_refs, 1 ms: only errors need it

        raise CourseError(
            f"There is no {clean(typed)} in your profile. Did you mean {meant}?",
            *instead(typed, meant),
            *(() if only_kept else insisting("--new")),
        )


def _show(session: Session, entry: str | None, *, json: bool) -> None:
    with session.database_if_any() as database:
        entries = load_profile(database.connection) if database else {}
    if entry:
        entries = {entry: entries[entry]} if entry in entries else {}
    if json:
        print_json(entries)
    else:
        print_profile(entries, entry)


def _keep(session: Session, entry: str, value: str) -> None:
    if not fold_space(value):
        raise NothingToKeep("The value is empty, so nothing was changed.")
    refuse_placeholder(value)
    with session.new_database() as database:
        database.doing(f"saved {entry} in your profile")
        changed = set_profile(database, entry, value)
    print_kept_entry(entry, changed=changed)
    if changed and not is_asked_for(entry):
        say("If a form asks for it, match it with that field:")
        say(CommandLine("form", "--match", f"FIELD={entry}"))


def _remove(session: Session, entry: str) -> None:
    changed = False
    with session.database_if_any() as database:
        if database:
            database.doing(f"removed {entry} from your profile")
            changed = set_profile(database, entry, None)
    print_removed_entry(entry, changed=changed)
