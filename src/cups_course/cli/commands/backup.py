"""`cups-course backup`: a safe copy of the store, the list of copies, and the way back to one of them."""

from contextlib import closing, nullcontext, suppress
from pathlib import Path
from typing import Annotated

import typer

from cups_course.cli.input import confirm
from cups_course.cli.options import Force
from cups_course.cli.session import Session
from cups_course.errors import CannotRead, CourseError, DamagedStore, NotAStore, NotSaved, WrongUsage
from cups_course.events.event import Event
from cups_course.paths import obstacle
from cups_course.shell import CommandLine
from cups_course.store.backup import backup_files, check_backup, list_backups, make_backup, restore_backup, write_copy
from cups_course.store.database import open_store
from cups_course.store.files import connect
from cups_course.store.forget import copy_without, rule_events
from cups_course.store.soundness import require_valid_log
from cups_course.text import parse_number_up_to
from cups_course.view.documents import backups_document, print_json
from cups_course.view.screen import say, tell
from cups_course.view.store import print_backups
from cups_course.view.wording import count, moment

EXAMPLES = (
    "cups-course backup",
    "cups-course backup /media/stick/courses.db",
    "cups-course backup --list",
    "cups-course backup --restore 1",
)


def run(
    ctx: typer.Context,
    file: Annotated[
        Path | None, typer.Argument(metavar="[FILE]", help="The file to write. Default: next to the store.")
    ] = None,
    list_: Annotated[bool, typer.Option("--list", help="List the backups.")] = False,
    restore: Annotated[
        str | None,
        typer.Option(metavar="N|FILE", help="Restore a backup. Your current data is backed up first."),
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", help="With --restore: don't ask.")] = False,
    force: Force = False,
    json: Annotated[bool, typer.Option("--json", help="With --list: one JSON document.")] = False,
) -> None:
    """Each day you save something, a backup is made automatically."""
    session: Session = ctx.obj
    if restore is not None:
        if file or list_ or force or json:
            raise WrongUsage(
                "--restore takes one backup. Only --yes goes with it. To see your backups:",
                CommandLine("backup", "--list"),
            )
        _restore(session, restore, yes=yes)
        return
    if list_ or json:
        if file or force:
            raise WrongUsage("Use --list alone, or with --json:", CommandLine("backup", "--list"))
        backups = list_backups(session.path)
        if json:
            print_json(backups_document(backups))
        else:
            print_backups(backups)
        return
    if file and (found := obstacle(file)):
        raise NotSaved(f"{file} {found}, so no backup was made. Use another name.")
    if file and file.exists() and not force:
        raise NotSaved(f"{file} already exists. Use another name, or --force to overwrite it.")
    with session.database() as database:
        if file:
            write_copy(database.path, file)
        else:
            file = make_backup(database.path, "by-hand")
        database.look_for_altered_words()
    tell(f"Backed up {count(check_backup(file), 'text')} to {file}.")
    say("To restore it:", CommandLine("backup", "--restore", file))


def _restore(session: Session, backup: str, *, yes: bool) -> None:
    """Put a backup in the place of the store. What was forgotten since stays forgotten."""
    store = session.path
    chosen = _find_backup(store, backup)
    try:
        texts = count(check_backup(chosen), "text")
        with closing(connect(chosen, "ro")) as connection:
            require_valid_log(connection, chosen)
    except (DamagedStore, NotAStore) as error:
        raise CannotRead(
            f"{chosen} is damaged or isn't a backup, so nothing was changed. To see your backups:",
            CommandLine("backup", "--list"),
        ) from error
    if not yes:
        say(f"This replaces {store} with {chosen}, which has {texts}. Your current data is backed up first.")
        confirm("Restore it", CommandLine("backup", "--restore", chosen, "--yes"))
    rules = _forget_rules(store)
    # First in a copy: a command that is killed must not bring back what was forgotten.
    with copy_without(chosen, rules, beside=store) if rules else nullcontext(chosen) as without:
        before = restore_backup(store, without)
    with suppress(CourseError, OSError), session.database() as database:  # the backup is in place, even if this fails
        database.doing(f"restored the backup {_backup_name(store, chosen)}")
        with database.writing() as change:
            change.append("backup restored", {})
    tell(f"Restored {texts} from {chosen}.")
    if before and before.parent == store.parent:
        say(f"Your previous store was damaged. Its file is still here: {before}")
    elif before:
        say("Your previous data is backed up. To go back to it:")
        say(CommandLine("backup", "--restore", before))


def _forget_rules(store: Path) -> list[Event]:
    """What was forgotten in the current store, so that no backup brings it back; nothing if it can't be read."""
    with suppress(CourseError):
        if database := open_store(store, create=False):
            with closing(database):
                return rule_events(database.connection)
    return []


def _backup_name(store: Path, chosen: Path) -> str:
    """What `history` and `undo` call a backup: when it was made, or the name of its file."""
    made = next((one.at for one in backup_files(store) if one.path.name == chosen.name), None)
    return f"of {moment(made.isoformat())}" if made else chosen.name


def _find_backup(store: Path, backup: str) -> Path:
    """The backup with this path, or with this name or number in the list. Raises CannotRead."""
    path = Path(backup)
    if not (found := obstacle(path)) and path.exists():
        return path
    paths = [one.path for one in backup_files(store)]
    if named := [one for one in paths if one.name == backup]:
        return named[0]
    if not backup.isdecimal():
        if found:
            raise CannotRead(
                f"{path} {found}, so it can't be a backup. To see your backups:", CommandLine("backup", "--list")
            )
        raise CannotRead(f"There is no backup {path}.", CommandLine("backup", "--list"))
    if number := parse_number_up_to(len(paths), backup):
        return paths[number - 1]
    raise CannotRead(f"There is no backup number {backup}.", CommandLine("backup", "--list"))
