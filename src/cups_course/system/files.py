"""Files that a person named: written whole or not at all."""

import os
import shutil
import tempfile
from collections.abc import Iterable
from pathlib import Path

from cups_course.course.errors import NotSaved


def write_text(path: Path, text: str, *, force: bool) -> None:
    """Write a file in UTF-8, its line ends as they are; else as `write_pieces`."""
    write_bytes(path, text.encode("utf-8"), force=force)


def write_bytes(path: Path, data: bytes, *, force: bool) -> None:
    """The same of bytes."""
    write_pieces(path, [data], force=force)


def write_pieces(path: Path, pieces: Iterable[bytes], *, force: bool) -> None:
    """Write a file piece by piece; one that is there only with `force`, and then in one step.

    Raises NotSaved; what was there is as it was.
    """
    if path.exists() and not force:
        raise NotSaved(f"{path} is there already and was left as it is. Another name, or --force to write over it.")
    path = path.resolve()  # a link stays a link
    try:
        if path.exists() and not path.is_file():
            with path.open("wb") as file:  # a pipe or a device has no other way
                file.writelines(pieces)
            return
        number, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        try:
            with os.fdopen(number, "wb") as file:
                file.writelines(pieces)
                file.flush()
                os.fsync(file.fileno())
            if path.exists():
                shutil.copymode(path, name)
            Path(name).replace(path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise NotSaved(f"{path} could not be written: {error.strerror or error}.") from error
