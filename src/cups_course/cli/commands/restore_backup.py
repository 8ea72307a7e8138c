"""`cups-course restore-backup`: everything as it was in a backup, with a way back from that too."""

from contextlib import closing, suppress
from pathlib import Path
from shlex import quote
from typing import Annotated

import typer

from cups_course.cli.input import confirm
from cups_course.cli.session import Session
from cups_course.errors import CannotRead, CourseError, DamagedStore, NotAStore
from cups_course.events.event import Event
from cups_course.store.backup import backup_files, check_backup, list_backups, restore_backup
from cups_course.store.database import open_store
from cups_course.store.forget import apply_rules, rule_events
from cups_course.view.screen import command_line, say, tell
from cups_course.view.store import print_backups
from cups_course.view.wording import count, moment

EXAMPLES = (
    "cups-course restore-backup",
    "cups-course restore-backup 1",
    "cups-course restore-backup /media/stick/courses.db --yes",
)


def run(
    ctx: typer.Context,
    backup: Annotated[
        str | None,
        typer.Argument(metavar="[FILE|NAME|NUMBER]", help="A backup's file, or its name or number in the list."),
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Do it without asking.")] = False,
) -> None:
    """Puts a backup in the place of the store. What is there now is backed up first."""
    session: Session = ctx.obj
    store = session.path
    if backup is None:
        print_backups(list_backups(store))
        return
    chosen = _find_backup(store, backup)
    try:
        texts = count(check_backup(chosen), "text")
    except (DamagedStore, NotAStore) as error:
        raise CannotRead(
            f"{chosen} is damaged or no backup at all, so it was not put back. Nothing was changed. Those there are:",
            "cups-course restore-backup",
        ) from error
    if not yes:
        say(f"{chosen} holds {texts} and replaces {store}. What is there now is kept.")
        confirm("Restore it", f"cups-course restore-backup {quote(str(chosen))} --yes")
    rules = _forget_rules(store)
    before = restore_backup(store, chosen)
    if rules:
        with session.database() as database:
            apply_rules(database, rules)
    with suppress(CourseError, OSError), session.database() as database:  # the backup is in place, even if this fails
        database.doing(_what_was_done(store, chosen))
        with database.writing() as change:
            change.append("backup restored", {})
    tell(f"Everything is again as it was in {chosen}: {texts} of yours, every version counted.")
    if before and before.parent == store.parent:
        say(f"The store before it was damaged. Its file is kept as it is: {before}")
    elif before:
        say("What was there before it is kept. To go back to that:")
        say(command_line(f"cups-course restore-backup {quote(str(before))}"))


def _forget_rules(store: Path) -> list[Event]:
    """What was forgotten in the current store, so that no backup brings it back; nothing if it can't be read."""
    with suppress(CourseError):
        if database := open_store(store, create=False):
            with closing(database):
                return rule_events(database.connection)
    return []


def _what_was_done(store: Path, chosen: Path) -> str:
    """What `history` and `undo` call this command."""
    made = next((one.at for one in backup_files(store) if one.path.name == chosen.name), None)
    return f"the backup of {moment(made.isoformat())}, put back" if made else f"{chosen.name}, put back"


def _find_backup(store: Path, backup: str) -> Path:
    """The backup with this path, or with this name or number in the list. Raises CannotRead."""
    path = Path(backup).expanduser()
    if path.is_file():
        return path
    paths = [one.path for one in backup_files(store)]
    if named := [one for one in paths if one.name == backup]:
        return named[0]
    if not backup.isdecimal():
        raise CannotRead(f"There is no backup {path}.", "cups-course backup --list")
    if not 0 < int(backup) <= len(paths):
        raise CannotRead(f"There is no backup with the number {backup}.", "cups-course backup --list")
    return paths[int(backup) - 1]
