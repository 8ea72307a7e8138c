"""What another device carries, as a file: its store, or an export of everything."""

from pathlib import Path

from cups_course.cli.session import Session
from cups_course.course.carried import Carried
from cups_course.course.encodings import decoded
from cups_course.course.errors import CannotRead, NotAStore, WrongUsage
from cups_course.course.shape import fits
from cups_course.course.whole_json import from_document, is_whole
from cups_course.store.carrying import carried_by, shapes, take_in
from cups_course.store.file import SCHEMA_VERSION
from cups_course.store.reading import load
from cups_course.system.texts import read_bytes

_SQLITE = b"SQLite format 3\0"


def is_export_of_everything(source: str) -> bool:
    """Whether a source that was named is a file with everything in it, as `export --all` writes it."""
    try:
        with Path(source).open("rb") as file:
            return is_whole(decoded(file.read(200)))
    except (OSError, ValueError):
        return False  # whoever reads it says what is wrong with it


def take_in_file(session: Session, file: Path, done: str) -> None:
    """Merge what a file carries into the store, which is made where there is none yet, and say what came of it.

    Raises CannotRead, or what opening a store raises; then nothing was changed.
    """
    from cups_course.view.merged import print_merged
    from cups_course.view.screen import command_line, say
    from cups_course.view.wordings import count

    if session.path.exists() and file.exists() and file.samefile(session.path):
        raise WrongUsage(f"{file} is the store itself, so there is nothing to take in.")
    other = _carried(file)
    with session.new_database() as database:
        merged = take_in(database, other, f"{file.name}, {done}")
        programs = load(database)
    print_merged(file.name, merged, programs)
    if wrong := len(other.altered):
        say(
            f"{count(wrong, 'text')} of yours in {file.name} {'is' if wrong == 1 else 'are'} damaged. What is "
            "whole here stayed so; what only that file has is marked in the history. This says where:",
            command_line("cups-course doctor"),
        )


def _carried(file: Path) -> Carried:
    data = read_bytes(file, what="store")
    if data.startswith(_SQLITE):
        other = carried_by(file)
        if not fits(other, shapes()):
            raise NotAStore(str(file))
        return other
    text = decoded(data)
    if not is_whole(text):
        raise CannotRead(f"{file} is neither a store nor an export of everything. Nothing was changed.")
    return from_document(text, SCHEMA_VERSION, shapes(), name=str(file))
