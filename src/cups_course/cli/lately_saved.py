"""Offers threads that were saved lately, for an import without a source."""

import os
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from cups_course.cli.input import ask
from cups_course.errors import CourseError, WrongUsage
from cups_course.paths import read_bytes
from cups_course.reader.reading import parse_source
from cups_course.reader.zip import is_other_kind, is_page_resource
from cups_course.saved.containers import Source
from cups_course.shell import CommandLine
from cups_course.system.files import can_ask
from cups_course.text import clean, parse_number_up_to
from cups_course.view.screen import say, say_row
from cups_course.view.wording import moment

_FOLDERS = ("Downloads", "Desktop")
"""Where browsers save, in the home folder. The folder that the person is in counts too."""
_LATELY = timedelta(days=7)
_MOST_TRIED, _MOST_OFFERED = 40, 9
_MOST_BYTES = 8 * 1024 * 1024


class _SavedThread(NamedTuple):
    path: Path
    title: str
    saved: datetime


def choose_saved_threads() -> list[str]:
    """The files with a thread that the person chooses among those saved lately.

    Raises WrongUsage if there are none, or nobody to ask; CourseError if the person chooses none.
    """
    threads = list(_saved_threads()) if can_ask() else []
    if not threads:
        raise WrongUsage(
            "SOURCE is missing. Import a saved page, or what you copied:",
            CommandLine("import", "page.html"),
            CommandLine("import", "--clipboard"),
        )
    say("Threads saved in the last 7 days:")
    for number, (path, title, saved) in enumerate(threads, start=1):
        say_row(f"  {number}  ", f"{clean(title)}, {moment(saved.isoformat())}, {_short(path)}")
    while typed := ask("Which? [numbers, a for all, Enter for none]").replace(",", " ").split():
        if typed in (["a"], ["all"]):
            return [str(one.path) for one in threads]
        numbers = [parse_number_up_to(len(threads), word) for word in typed]
        if all(numbers):
            return [str(threads[number - 1].path) for number in numbers if number]
    raise CourseError("Nothing was imported.")


def _saved_threads() -> Iterator[_SavedThread]:
    """The newest files first. Each is read, so that only threads are offered."""
    home, here = Path.home(), Path.cwd()
    files = {path.resolve(): path for folder in (here, *(home / name for name in _FOLDERS)) for path in _files(folder)}
    newest = sorted(((path.stat().st_mtime, path) for path in files.values()), reverse=True)
    begin = (datetime.now(UTC) - _LATELY).timestamp()
    offered = 0
    for modified, path in newest[:_MOST_TRIED]:
        if modified < begin or offered == _MOST_OFFERED:
            return
        with suppress(CourseError, OSError):
            copy = parse_source(Source(path.name, read_bytes(path, most=_MOST_BYTES)))
            yield _SavedThread(path, copy.title or "A thread without a title", datetime.fromtimestamp(modified, UTC))
            offered += 1


def _files(folder: Path) -> Iterator[Path]:
    """The files in a folder that may be copies of threads, by their names."""
    with suppress(OSError):
        for entry in os.scandir(folder):
            if entry.is_file() and not is_page_resource(entry.name) and not is_other_kind(entry.name):
                yield Path(os.path.relpath(entry.path)) if folder == Path.cwd() else Path(entry.path)


def _short(path: Path) -> str:
    """The path with `~` for the home folder."""
    home = Path.home()
    return f"~/{path.relative_to(home)}" if path.is_relative_to(home) else str(path)
