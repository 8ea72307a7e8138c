"""Read and write whole files, read what is piped in, and tell whether there is a terminal to ask in."""

import os
import shutil
import stat
import sys
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path

from cups_course.errors import CannotRead, NotSaved

_CHUNK = 65536


def expanded(path: str | Path) -> Path:
    """The path with its `~` as the home folder of the person it names, where there is such a person."""
    return Path(os.path.expanduser(path))  # noqa: PTH111 - that of pathlib fails where there is none


def write_text(path: Path, text: str, *, force: bool) -> None:
    """Write a text in UTF-8 without changing its line ends, as `write_pieces` does."""
    write_pieces(path, [text.encode("utf-8")], force=force)


def write_pieces(path: Path, pieces: Iterable[bytes], *, force: bool) -> None:
    """Write a file piece by piece. An existing one is replaced in one step, and only with `force`.

    Raises NotSaved; an existing file is unchanged then.
    """
    if path.exists() and not force:
        raise NotSaved(f"{path} already exists, so nothing was written. Use another name, or --force to overwrite it.")
    path = path.resolve()  # a link stays a link
    try:
        if path.exists() and not path.is_file():
            with path.open("wb") as file:  # a pipe or a device cannot be replaced
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


def is_pipe(path: str | Path) -> bool:
    """Whether it is a pipe, which can be read only once; standard input (`-`) may be one."""
    try:
        return str(path) == "-" or stat.S_ISFIFO(os.stat(path).st_mode)  # noqa: PTH116
    except (OSError, ValueError):
        return False


def read_bytes(path: Path, *, what: str = "file", most: int | None = None) -> bytes:
    """The bytes of a file, at most `most` and one more, which tells that there are more.

    Raises CannotRead, which calls the file `what`.
    """
    try:
        if path.is_dir():
            raise CannotRead(f"{path} is a folder, not a {what}.")
        with path.open("rb") as file:
            return file.read(_up_to(most))
    except FileNotFoundError:
        raise CannotRead(f"There is no {what} {path}.") from None
    except PermissionError:
        raise CannotRead(f"You don't have permission to read {path}. Nothing was changed.") from None
    except OSError as error:
        raise CannotRead(f"{path} can't be read: {error.strerror or error}.") from error


def piped(*, most: int | None = None) -> bytes | None:
    """What was piped in, as many bytes as `read_bytes` reads; None if standard input is a terminal or closed."""
    if sys.stdin is None or sys.stdin.closed or sys.stdin.isatty():
        return None
    return sys.stdin.buffer.read(_up_to(most))


END_OF_TYPING = "Ctrl-Z and Enter" if sys.platform == "win32" else "Ctrl-D"


def typed_in(ask: Callable[[], None]) -> bytes:
    """What is typed or pasted in the terminal, up to Ctrl-D. `ask` says so, once the terminal is ready for it.

    A terminal that reads line by line cuts off each line after 4095 bytes, and an answer is often one line.
    """
    if sys.platform == "win32":
        ask()
        return sys.stdin.buffer.read()
    import termios

    terminal = sys.stdin.fileno()
    before = termios.tcgetattr(terminal)
    by_keys = [*before]
    by_keys[3] &= ~(termios.ICANON | termios.ECHOCTL)  # which shows each new line as ^J
    termios.tcsetattr(terminal, termios.TCSADRAIN, by_keys)
    pasted = b""
    try:
        ask()
        while b"\x04" not in pasted and (chunk := os.read(terminal, _CHUNK)):
            pasted += chunk
    finally:
        termios.tcsetattr(terminal, termios.TCSADRAIN, before)
    return pasted.partition(b"\x04")[0]


def _up_to(most: int | None) -> int:
    return -1 if most is None else most + 1


def can_ask() -> bool:
    """Whether a question can be asked and answered: standard input and stderr are terminals."""
    return all(stream is not None and not stream.closed and stream.isatty() for stream in (sys.stdin, sys.stderr))
