"""Read and write whole files, read what is piped in, and tell whether there is a terminal to ask in."""

import errno
import os
import stat
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from cups_course.errors import NotSaved
from cups_course.paths import is_device, is_pipe, obstacle, up_to, why_not_own
from cups_course.temporary import temporary_folder

_CHUNK = 65536
_OWNER_ONLY = 0o077
_umask: list[int] = []
"""The person's own umask, once `write_for_owner_only` has replaced it."""


def write_for_owner_only() -> None:
    """Let only the owner read what this process writes from now on, in every file and folder that it makes."""
    _umask.append(os.umask(_OWNER_ONLY))


def persons_umask() -> int:
    """The umask for a program that is started for the person, such as an editor or a browser, which may stay open and
    write files of its own; -1 for the one that holds now."""
    return _umask[0] if _umask else -1


@contextmanager
def with_persons_umask() -> Iterator[None]:
    """Start a program with the person's own umask, where `subprocess` isn't called by us."""
    before = os.umask(_umask[0]) if _umask else None
    try:
        yield
    finally:
        if before is not None:
            os.umask(before)


def expanded(path: str | Path) -> Path:
    """The path with its `~` as the home folder of the person it names, where there is such a person."""
    return Path(os.path.expanduser(path))  # noqa: PTH111 - that of pathlib fails where there is none


def write_text(path: Path, text: str, *, force: bool) -> None:
    """Write a text in UTF-8 without changing its line ends, as `write_pieces` does."""
    write_pieces(path, [text.encode("utf-8")], force=force)


def write_pieces(path: Path, pieces: Iterable[bytes], *, force: bool) -> None:
    """Write a file piece by piece. Only its owner can read a new one. An existing one is replaced in one step, and only
    with `force`; its owner and its permissions stay.

    Raises NotSaved; an existing file is unchanged then.
    """
    name, path = path, Path(os.path.realpath(path))  # a link of their own stays a link
    found = obstacle(path)
    is_stream = is_pipe(name) or is_device(name)
    if found and not is_stream:
        raise NotSaved(f"{name} {found}, so nothing was written. Use another name.")
    if (is_stream or path.exists()) and not force:
        raise NotSaved(f"{name} already exists, so nothing was written. Use another name, or --force to overwrite it.")
    try:
        if is_stream:
            with os.fdopen(_open_to_write(name), "wb") as file:  # a pipe or a device can't be replaced
                file.writelines(pieces)
            return
        if name.is_symlink() and (reason := why_not_own(name)):
            raise NotSaved(f"{name} is a link and {reason}, so nothing was written. Use another name.")
        there = path.stat() if path.exists() else None
        with temporary_folder(path) as folder:
            new = folder / path.name
            with os.fdopen(os.open(new, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file:
                if there and not _copy_owner_and_mode(there, new):
                    with path.open("wb") as in_place:
                        in_place.writelines(pieces)
                    return
                file.writelines(pieces)
                file.flush()
                os.fsync(file.fileno())
            new.replace(path)
    except OSError as error:
        raise NotSaved(f"{name} could not be written: {error.strerror or error}.") from error


def _copy_owner_and_mode(there: os.stat_result, new: Path) -> bool:
    """Give a new file the owner, the group and the permissions of the one it replaces. False if that isn't allowed."""
    try:
        if sys.platform != "win32":
            os.chown(new, there.st_uid, there.st_gid)
    except OSError:
        return False
    new.chmod(stat.S_IMODE(there.st_mode))
    return True


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
