"""What another device has, as a file: its store, or an export of everything."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from cups_course.cli.session import Session
from cups_course.course.encodings import decode
from cups_course.course.errors import CannotRead, WrongUsage
from cups_course.events.event import Event
from cups_course.events.everything import is_export, read_export
from cups_course.store.merge import events_in, merge_events
from cups_course.store.reading import load
from cups_course.system.texts import read_bytes

_SQLITE = b"SQLite format 3\0"


def is_export_of_everything(source: str) -> bool:
    """Whether a source that was named is a file with everything in it, as `export --all` writes it."""
    try:
        with Path(source).open("rb") as file:
            return is_export(decode(file.read(200)))
    except (OSError, ValueError):
        return False  # what is wrong with it is said where it is read


def merge_file(session: Session, file: Path) -> None:
    """Merge what a file holds into the store, which is made where there is none yet, and say what came of it.

    Raises CannotRead, or what opening a store raises; then nothing was changed.
    """
    from cups_course.view.merged import print_merge_result
    from cups_course.view.progress import progress_bar

    if session.path.exists() and file.exists() and file.samefile(session.path):
        raise WrongUsage(f"{file} is the store itself, so there is nothing to take in.")
    with _events(file) as events, session.new_database() as database, progress_bar("Taking it in") as progress:
        merged = merge_events(database, events, progress)
        programs = load(database)
    print_merge_result(file.name, merged, programs)


@contextmanager
def _events(file: Path) -> Iterator[Iterator[tuple[Event, str]]]:
    beginning = read_bytes(file, what="store", most=200)
    if beginning.startswith(_SQLITE):
        with events_in(file) as events:
            yield events
    elif is_export(decode(beginning)):
        with file.open("rb") as raw, io.TextIOWrapper(raw, encoding="utf-8-sig", newline="\n") as text:
            yield read_export(text, str(file))
    else:
        raise CannotRead(f"{file} is neither a store nor an export of everything. Nothing was changed.")
