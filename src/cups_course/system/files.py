"""Read and write whole files, read what is piped in, and tell whether there is a terminal to ask in."""

import errno
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path

from cups_course.errors import NotSaved
from cups_course.paths import is_device, is_pipe, obstacle, up_to

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
    name, path = path, Path(os.path.realpath(path))  # a link stays a link
    found = obstacle(path)
    is_stream = is_pipe(name) or is_device(name)
    if found and not is_stream:
        raise NotSaved(f"{name} {found}, so nothing was written. Use another name.")
    if (is_stream or path.exists()) and not force:
        raise NotSaved(f"{name} already exists, so nothing was written. Use another name, or --force to overwrite it.")
    try:
        if is_stream:
            with os.fdopen(_open_to_write(name), "wb") as file:  # a pipe or a device cannot be replaced
                file.writelines(pieces)
            return
        number, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        try:
            with os.fdopen(number, "wb") as file:
                file.writelines(pieces)
                file.flush()
                os.fsync(file.fileno())
            if path.exists():
                shutil.copymode(path, temporary)
            Path(temporary).replace(path)
        except BaseException:
            Path(temporary).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise NotSaved(f"{name} could not be written: {error.strerror or error}.") from error


def _open_to_write(path: Path) -> int:
    """Open a pipe or a device, but don't wait for a pipe that nothing reads. Raises OSError."""
    try:
        if sys.platform == "win32":
            return os.open(path, os.O_WRONLY)
        number = os.open(path, os.O_WRONLY | os.O_NONBLOCK)
    except OSError as error:
        if error.errno == errno.ENXIO and is_pipe(path):
            raise OSError(errno.ENXIO, "it is a pipe that nothing reads") from error
        raise
    os.set_blocking(number, True)
    return number


def piped(*, most: int | None = None) -> bytes | None:
    """What was piped in, as many bytes as `read_bytes` reads; None if standard input is a terminal or closed."""
    if sys.stdin is None or sys.stdin.closed or sys.stdin.isatty():
        return None
    return sys.stdin.buffer.read(up_to(most))


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


def can_ask() -> bool:
    """Whether a question can be asked and answered: standard input and stderr are terminals."""
    return all(stream is not None and not stream.closed and stream.isatty() for stream in (sys.stdin, sys.stderr))
