"""What a command reads: saved copies in files, folders, zips or on the clipboard, and another device's store."""

import io
import os
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

from cups_course.cli.input import standard_input
from cups_course.cli.session import Session
from cups_course.errors import CannotRead, CourseError, NotAThread, WrongUsage
from cups_course.events.event import Event
from cups_course.events.export import is_export, read_export
from cups_course.paths import is_pipe, obstacle, read_bytes
from cups_course.reader.copy import Copy
from cups_course.reader.reading import parse_source
from cups_course.reader.zip import is_other_folder, is_other_kind, is_page_resource, natural_order, pages_in_zip
from cups_course.saved.containers import MOST_BYTES, Source
from cups_course.shell import CommandLine
from cups_course.store.files import store_exists
from cups_course.store.merge import events_in, merge_events
from cups_course.store.reading import load
from cups_course.system.clipboard import paste, paste_html, why_none
from cups_course.system.drafts import FOLDER as DRAFTS
from cups_course.text import decode
from cups_course.view.store import print_merge_result, progress_bar

_ADDRESS = re.compile(r"https?://", re.IGNORECASE)
Named = Source | CourseError
"""A source, or the error that says why it can't be read."""
_MOST_OF_HEAD = 200
"""Bytes that show whether a file is an export of everything."""
_SQLITE = b"SQLite format 3\0"


def sources(paths: Sequence[str], skipped: list[str] | None = None) -> Iterator[Named]:
    """Each source in turn, read when it is asked for. A folder or a zip stands for the saved pages in it.

    The files of a folder that are of another kind by their names are added to `skipped`.
    """
    for path in paths:
        try:
            if not path:
                raise CannotRead("A source has an empty name, so it was left out.")
            if _ADDRESS.match(path):
                raise CannotRead(
                    f"{path} is a web address. Open it in your browser, save the page and import the file."
                )
            if path == "-":
                yield from pages_in_zip(Source("standard input", standard_input(most=MOST_BYTES), typed="-"))
            elif os.path.isdir(path):  # noqa: PTH112 - that of pathlib fails where a name is too long
                yield from _in_folder(Path(path), [] if skipped is None else skipped)
            else:
                yield from _in_file(Path(path))
        except CourseError as error:
            yield _about(path, error)
        except OSError as error:
            yield _about(path, CannotRead(f"{path} can't be read: {error.strerror or error}."))


def _about(path: str, error: CourseError) -> CourseError:
    error.about = error.about or [path]
    return error


def clipboard() -> Source:
    """What a browser copied: as a page if the system offers one with posts in it, else as text.

    Raises CannotRead if there is nothing.
    """
    now = datetime.now(UTC)
    page = paste_html()
    if b"forum-post-" in page:
        return Source("the clipboard", page, now, "--clipboard")
    text = paste()
    if text is None:
        raise CannotRead(
            f"{why_none()} Save what you copied as a file and import that, or paste it here:",
            CommandLine("import", "-"),
        )
    if not text.strip():
        raise CannotRead("The clipboard has no text. Open the course post, select everything, copy it and try again.")
    return Source("the clipboard", text.encode("utf-8", "replace"), now, "--clipboard")


def parse_or_none(source: Named, saved_on: date | None, failed: list[CourseError]) -> Copy | None:
    """The copy of a thread in a source; None if it can't be parsed, which is added to `failed`.

    `saved_on` is the day it was saved, for dates such as "3 days ago".
    """
    try:
        if isinstance(source, CourseError):
            raise source
        try:
            return replace(parse_source(source, saved_on), sources=(source.name,))
        except NotAThread as refused:
            raise _about(source.name, _with_path(source, _better_refusal(source, refused))) from None
    except CourseError as error:
        failed.append(error)
        return None


def _with_path(source: Source, refused: CourseError) -> CourseError:
    """The error with the path of a source in its commands, if the source is a file."""
    return with_paths(refused, [source.typed]) if source.name == source.typed else refused


def with_paths(
    error: CourseError, paths: Sequence[str], options: Mapping[str, Sequence[str]] | None = None
) -> CourseError:
    """The error with these paths in its commands, and with those of the typed `options` that it doesn't set itself."""
    words = [f"./{path}" if path.startswith("-") and Path(path).exists() else path for path in paths]
    typed = [(name, value) for name, values in (options or {}).items() for value in values]
    error.commands = tuple(
        command.with_words("SAVED-COPY", *words, *(word for pair in typed if pair[0] not in command for word in pair))
        for command in error.commands
    )
    return error


def typed_options(**given: str | int | Sequence[str] | None) -> dict[str, list[str]]:
    """The options that were given, with their values, as they are typed."""
    return {
        f"--{name.replace('_', '-')}": [str(value)] if isinstance(value, str | int) else list(value)
        for name, value in given.items()
        if value is not None
    }


def typed_for(names: Collection[str], read: Sequence[Source], typed: Sequence[str]) -> list[str]:
    """What was typed for the sources with these names: a folder if all that was read in it is among them, else files.

    `read` are all sources, `typed` the arguments they came from.
    """
    among = {one.typed: None for one in read if one.name in names}
    others = {one.typed for one in read if one.name not in names}
    for word in typed:
        inside = [path for path in among if Path(word) in Path(path).parents]
        if inside and not any(Path(word) in Path(path).parents for path in others):
            among = {path: None for path in (word, *among) if path not in inside}
    return list(among)


def _better_refusal(source: Source, refused: NotAThread) -> CourseError:
    """The error for what is no thread, where another command reads it."""
    if source.data.startswith(_SQLITE):
        return NotAThread(
            f"{source.name} is a database. If it's a store of cups-course, merge it:",
            CommandLine("merge", "SAVED-COPY"),
        )
    if is_export(decode(source.data[:_MOST_OF_HEAD])):
        return NotAThread(
            f"{source.name} is an export of everything. Import it on its own:", CommandLine("import", "SAVED-COPY")
        )
    return refused


def _in_folder(folder: Path, skipped: list[str]) -> Iterator[Named]:
    """The files below a folder, except what a browser saved beside a page, stores, and what the tool keeps beside one.

    Files of another kind are added to `skipped`.
    """
    # Lists names only: a file in the folder may not be readable.
    found: list[Path] = []
    for above, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not is_other_folder(name) and name != DRAFTS]
        found += [Path(above, name) for name in names if not is_page_resource(name)]
    found.sort(key=lambda path: natural_order(path.relative_to(folder).as_posix()))
    wanted = [path for path in found if not is_other_kind(path.name)]
    skipped += [str(path) for path in found if is_other_kind(path.name) and path.suffix != ".db"]
    if not wanted:
        yield CannotRead(f"{folder} has no saved threads in it.")
    for path in wanted:
        for source in _in_file(path):
            if isinstance(source, CourseError) or not source.data.startswith(_SQLITE):
                yield source


def _in_file(path: Path) -> Iterator[Named]:
    try:
        data = read_bytes(path, most=MOST_BYTES)
        saved_at = datetime.fromtimestamp(path.stat().st_mtime, UTC)
        yield from pages_in_zip(Source(str(path), data, saved_at, str(path)))
    except CourseError as error:
        yield _about(str(path), error)
    except OSError as error:
        yield _about(str(path), CannotRead(f"{path} can't be read: {error.strerror or error}."))


def is_export_of_everything(source: str) -> bool:
    """Whether a source is a file that `export --all` wrote."""
    path = Path(source)
    try:
        if not path.is_file():  # what is in a pipe can be read only once
            return False
        with path.open("rb") as file:
            return is_export(decode(file.read(_MOST_OF_HEAD)))
    except (OSError, ValueError):
        return False  # reading it later says what is wrong


def merge_file(session: Session, file: Path) -> None:
    """Merge another store, or an export of everything, into the store, made if there is none yet; print the result.

    Raises CannotRead, or what opening a store raises; nothing was changed then.
    """
    if store_exists(session.path) and not obstacle(file) and file.exists() and file.samefile(session.path):
        raise WrongUsage(f"{file} is the store in use, so there is nothing to merge.")
    with _events_in(file) as events, session.new_database() as database, progress_bar("Merging") as progress:
        merged = merge_events(database, events, progress)
        programs = load(database)
    print_merge_result(file.name, merged, programs)


@contextmanager
def _events_in(file: Path) -> Iterator[Iterator[tuple[Event, str]]]:
    if is_pipe(file):
        raise CannotRead(f"{file} is a pipe, and a store is read more than once. Save it as a file and merge that.")
    beginning = read_bytes(file, what="store", most=_MOST_OF_HEAD)
    if beginning.startswith(_SQLITE):
        with events_in(file) as events:
            yield events
    elif is_export(decode(beginning)):
        with file.open("rb") as raw, io.TextIOWrapper(raw, encoding="utf-8-sig", newline="\n") as text:
            yield read_export(text, str(file))
    else:
        raise CannotRead(f"{file} is neither a store nor an export of everything. Nothing was merged.")
