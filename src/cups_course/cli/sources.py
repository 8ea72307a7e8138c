"""What a command reads: saved copies in files, folders, zips or on the clipboard, and another device's store."""

import io
import os
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

from cups_course.cli.session import Session
from cups_course.errors import CannotRead, CourseError, WrongUsage
from cups_course.events.event import Event
from cups_course.events.export import is_export, read_export
from cups_course.reader.copy import Copy
from cups_course.reader.reading import parse_source
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
"""A source, or the error that says why it can't be read."""
_SQLITE = b"SQLite format 3\0"


def sources(paths: Sequence[str]) -> Iterator[Named]:
    """Each source in turn, read when it is asked for. A folder or a zip stands for the saved pages in it."""
    for path in paths:
        try:
            if not path:
                raise CannotRead("A source has an empty name, so it was left out.")
            if _ADDRESS.match(path):
                raise CannotRead(
                    f"{path} is a web address. Open it in your browser, save the page and import the file."
                )
            if path == "-":
                yield from pages_in_zip(Source("standard input", piped(most=MOST_BYTES) or b""))
            elif Path(path).is_dir():
                yield from _in_folder(Path(path))
            else:
                yield from _in_file(Path(path))
        except CourseError as error:
            yield error
        except OSError as error:
            yield CannotRead(f"{path} can't be read: {error.strerror or error}.")


def clipboard() -> Source:
    """What a browser copied: as a page if the system offers one with posts in it, else as text.

    Raises CannotRead if there is nothing.
    """
    now = datetime.now(UTC)
    page = paste_html()
    if b"forum-post-" in page:
        return Source("the clipboard", page, now)
    text = paste()
    if not text.strip():
        raise CannotRead("The clipboard has no text. Open the course post, select everything, copy it and try again.")
    return Source("the clipboard", text.encode("utf-8", "replace"), now)


def parse_or_none(source: Named, saved_on: date | None, failed: list[CourseError]) -> Copy | None:
    """The copy of a thread in a source; None if it can't be parsed, which is added to `failed`.

    `saved_on` is the day it was saved, for dates such as "3 days ago".
    """
    try:
        if isinstance(source, CourseError):
            raise source
        return replace(parse_source(source, saved_on), sources=(source.name,))
    except CourseError as error:
        failed.append(error)
        return None


def _in_folder(folder: Path) -> Iterator[Named]:
    """The files below a folder, except what a browser saved beside a page."""
    # Lists names only: a file in the folder may not be readable.
    found = [Path(above, name) for above, _, names in os.walk(folder) for name in names]
    paths = [path.relative_to(folder).as_posix() for path in found]
    wanted = sorted((path for path in paths if not is_page_resource(path)), key=natural_order)
    if not wanted:
        yield CannotRead(f"{folder} has no saved threads in it.")
    for path in wanted:
        yield from _in_file(folder / path)


def _in_file(path: Path) -> Iterator[Named]:
    try:
        data = read_bytes(path, most=MOST_BYTES)
        yield from pages_in_zip(Source(str(path), data, datetime.fromtimestamp(path.stat().st_mtime, UTC)))
    except CourseError as error:
        yield error
    except OSError as error:
        yield CannotRead(f"{path} can't be read: {error.strerror or error}.")


def is_export_of_everything(source: str) -> bool:
    """Whether a source is a file that `export --all` wrote."""
    try:
        with Path(source).open("rb") as file:
            return is_export(decode(file.read(200)))
    except (OSError, ValueError):
        return False  # reading it later says what is wrong


def merge_file(session: Session, file: Path) -> None:
    """Merge another store, or an export of everything, into the store, made if there is none yet; print the result.

    Raises CannotRead, or what opening a store raises; nothing was changed then.
    """
    if session.path.exists() and file.exists() and file.samefile(session.path):
        raise WrongUsage(f"{file} is the store in use, so there is nothing to merge.")
    with _events_in(file) as events, session.new_database() as database, progress_bar("Merging") as progress:
        merged = merge_events(database, events, progress)
        programs = load(database)
    print_merge_result(file.name, merged, programs)


@contextmanager
def _events_in(file: Path) -> Iterator[Iterator[tuple[Event, str]]]:
    beginning = read_bytes(file, what="store", most=200)
    if beginning.startswith(_SQLITE):
        with events_in(file) as events:
            yield events
    elif is_export(decode(beginning)):
        with file.open("rb") as raw, io.TextIOWrapper(raw, encoding="utf-8-sig", newline="\n") as text:
            yield read_export(text, str(file))
    else:
        raise CannotRead(f"{file} is neither a store nor an export of everything. Nothing was merged.")
