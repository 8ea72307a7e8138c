"""What people hand in as files and pipes."""

import sys
from pathlib import Path

from cups_course.course.errors import CannotRead


def read_bytes(path: Path, *, what: str = "file", most: int | None = None) -> bytes:
    """The bytes of a file; of one that is larger than `most`, no more than tell that it is.

    Raises CannotRead, in words.
    """
    try:
        if path.is_dir():
            raise CannotRead(f"{path} is a folder, not a {what}.")
        with path.open("rb") as file:
            return file.read(_up_to(most))
    except FileNotFoundError:
        raise CannotRead(f"There is no {what} {path}.") from None
    except PermissionError:
        raise CannotRead(f"{path} may not be read by you. Nothing was changed.") from None
    except OSError as error:
        raise CannotRead(f"{path} cannot be read: {error.strerror or error}.") from error


def piped(*, most: int | None = None) -> bytes | None:
    """What was piped in, as `read_bytes` reads it; None where standard input is a terminal or closed."""
    if sys.stdin is None or sys.stdin.closed or sys.stdin.isatty():
        return None
    return sys.stdin.buffer.read(_up_to(most))


def _up_to(most: int | None) -> int:
    return -1 if most is None else most + 1


def can_ask() -> bool:
    """Whether a question can be asked and answered: standard input and stderr are terminals."""
    return all(stream is not None and not stream.closed and stream.isatty() for stream in (sys.stdin, sys.stderr))
