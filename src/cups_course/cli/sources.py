"""What a command was given to read: saved copies in files, folders, zips, on the clipboard; another device's store."""

import io
import os
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from cups_course.cli.session import Session
from cups_course.errors import CannotRead, CourseError, WrongUsage
from cups_course.events.event import Event
from cups_course.events.export import is_export, read_export
from cups_course.reader.zip import is_page_resource, natural_order, pages_in_zip
from cups_course.saved.containers import MOST_BYTES, Source
from cups_course.store.merge import events_in, merge_events
from cups_course.store.reading import load
from cups_course.system.clipboard import paste, paste_html
from cups_course.system.files import piped, read_bytes
from cups_course.text import decode
from cups_course.view.store import print_merge_result, progress_bar

_ADDRESS = re.compile(r"https?://", re.IGNORECASE)
Named = Source | CourseError
"""A source, or the sentence that says why one that was named cannot be read."""


def sources(paths: Sequence[str]) -> Iterator[Named]:
    """Each source in turn, read when it is asked for; a folder or a zip stands for the saved pages in it."""
    for path in paths:
        try:
            if _ADDRESS.match(path):
                raise CannotRead(
                    f"{path} is an address, and nothing is ever fetched from the web. Open it in your browser, save "
                    "the page, and import the file."
                )
            if path == "-":
                yield from pages_in_zip(Source("standard input", piped(most=MOST_BYTES) or b""))
            elif Path(path).is_dir():
                yield from _in_folder(Path(path))
            else:
                yield from pages_in_zip(_file(Path(path)))
        except CourseError as error:
            yield error
        except OSError as error:
            yield CannotRead(f"{path} cannot be read: {error.strerror or error}.")


def clipboard() -> Source:
    """What a browser copied: as a page, where the system hands that out and posts stand in it, else as text.

    Raises CannotRead where there is nothing.
    """
    now = datetime.now(UTC)
    page = paste_html()
    if b"forum-post-" in page:
        return Source("the clipboard", page, now)
    text = paste()
    if not text.strip():
        raise CannotRead("There is no text on the clipboard. Open the course post, select all, copy, and try again.")
    return Source("the clipboard", text.encode("utf-8", "replace"), now)


def _in_folder(folder: Path) -> Iterator[Named]:
    """The files below a folder, but for what a browser saved beside a page."""
    # Names alone: what a folder lists may still not be looked at.
    found = [Path(above, name) for above, _, names in os.walk(folder) for name in names]
    paths = [path.relative_to(folder).as_posix() for path in found]
    wanted = sorted((path for path in paths if not is_page_resource(path)), key=natural_order)
    if not wanted:
        yield CannotRead(f"{folder} is a folder without a saved thread in it.")
    for path in wanted:
        try:
            yield from pages_in_zip(_file(folder / path))
        except CourseError as error:
            yield error
        except OSError as error:
            yield CannotRead(f"{folder / path} cannot be read: {error.strerror or error}.")


def _file(path: Path) -> Source:
    data = read_bytes(path, most=MOST_BYTES)
    return Source(str(path), data, datetime.fromtimestamp(path.stat().st_mtime, UTC))


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
