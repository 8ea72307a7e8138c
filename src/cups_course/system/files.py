"""Files that a person named, or that hold their words: written whole or not at all."""

import os
import tempfile
from pathlib import Path

from cups_course.course.errors import NotSaved
from cups_course.system.texts import decoded


def write_text(path: Path, text: str, *, force: bool) -> None:
    """Write a file in UTF-8 with `\\n`; one that is there only with `force`, and then in one step.

    Raises NotSaved; what was there is as it was.
    """
    if path.exists() and not force:
        raise NotSaved(f"{path} is there already and was left as it is. Another name, or --force to write over it.")
    try:
        number, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        try:
            with os.fdopen(number, "w", encoding="utf-8", newline="\n") as file:
                file.write(text)
                file.flush()
                os.fsync(file.fileno())
            Path(name).replace(path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise NotSaved(f"{path} could not be written: {error.strerror or error}.") from error


def lay_out(unsaved: Path, text: str) -> str:
    """The file to write an answer in: what was typed there and never kept, else this text. Returns what is in it.

    Only its owner can read it, like the store. Raises NotSaved.
    """
    if typed := read_typed(unsaved):
        return typed
    try:
        unsaved.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        number = os.open(unsaved, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600)
        with os.fdopen(number, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except OSError as error:
        raise NotSaved(f"{unsaved}, where you would write, cannot be made: {error.strerror or error}.") from error
    return text


def read_typed(unsaved: Path) -> str:
    """What stands in such a file, in whatever encoding the editor left it; "" where there is nothing but blanks."""
    text = decoded(unsaved.read_bytes()) if unsaved.is_file() else ""
    return text if text.strip() else ""
