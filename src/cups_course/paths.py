"""What is at a path: a file, a folder, a pipe, a device, a link that leads nowhere; and how a file is read.

Opening anything but a file may block for ever, and reading it may never end. So a path that the user gives is checked
here before it is opened.
"""

import errno
import os
import stat
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from cups_course.errors import CannotRead

_PIPE_WAIT = 2_000
"""Milliseconds to wait for the writer of a pipe."""
_IS = {
    stat.S_IFDIR: "is a folder",
    stat.S_IFIFO: "is a pipe",
    stat.S_IFCHR: "is a device",
    stat.S_IFBLK: "is a device",
    stat.S_IFSOCK: "is a socket",
}
_FAILS = {
    errno.ELOOP: "is a link that leads back to itself",
    errno.ENAMETOOLONG: "has a name that is too long",
    errno.ENOTDIR: "is inside something that isn't a folder",
    errno.EACCES: "is in a folder that you don't have permission to open",
}


def obstacle(path: Path) -> str | None:
    """What keeps this path from being read or written as a file, to follow its name in a sentence: "is a pipe".

    None for a file, and where nothing is there.
    """
    try:
        kind = stat.S_IFMT(os.stat(path).st_mode)  # noqa: PTH116 - half the time of pathlib, and every command asks
    except FileNotFoundError:
        return "is a link to a file that doesn't exist" if path.is_symlink() else None
    except OSError as error:
        return _FAILS.get(error.errno or 0, f"can't be opened: {error.strerror or error}")
    return None if kind == stat.S_IFREG else _IS.get(kind, "isn't a file")


def why_not_own(path: Path, is_kind: Callable[[int], bool] = lambda mode: True, *, store: Path | None = None) -> str:
    """Why something isn't a file or folder (`is_kind`, of its mode) of this user's own, in words that follow its name;
    "" if it is, or if nothing is there. On Windows owners aren't compared: the folder's own rules apply.

    What belongs to the owner of their `store` counts as their own: on a network disk, or in the shared storage of a
    phone, every file may seem to belong to one other user.

    Raises OSError.
    """
    try:
        there = path.lstat()
    except FileNotFoundError:
        return ""
    is_theirs = sys.platform == "win32" or there.st_uid == os.geteuid()
    if not is_theirs and not (store and store.exists() and store.stat().st_uid == there.st_uid):
        return "belongs to another user"
    if is_kind(there.st_mode):
        return ""
    if stat.S_ISLNK(there.st_mode):
        return "is a link"
    return "isn't a folder" if is_kind is stat.S_ISDIR else "isn't a file"


def is_pipe(path: str | Path) -> bool:
    """Whether it is a pipe, which can be read only once; standard input (`-`) may be one."""
    return str(path) == "-" or stat.S_ISFIFO(_mode(path))


def is_device(path: Path) -> bool:
    """Whether it is a device that is read or written as a stream, such as a terminal."""
    return stat.S_ISCHR(_mode(path))


def _mode(path: str | Path) -> int:
    try:
        return os.stat(path).st_mode  # noqa: PTH116
    except (OSError, ValueError):
        return 0


def read_bytes(path: Path, *, what: str = "file", most: int | None = None) -> bytes:
    """The bytes of a file, at most `most` and one more, which tells that there are more.

    Raises CannotRead, which calls the file `what`.
    """
    if (found := obstacle(path)) and not _may_be_read(path):
        raise CannotRead(f"{path} {found}{f', not a {what}' if _mode(path) else ''}.")
    try:
        if is_pipe(path):
            return _read_pipe(path, most)
        with path.open("rb") as file:
            return file.read(up_to(most))
    except FileNotFoundError:
        raise CannotRead(f"There is no {what} {path}.") from None
    except PermissionError:
        raise CannotRead(f"You don't have permission to read {path}. Nothing was changed.") from None
    except OSError as error:
        raise CannotRead(f"{path} can't be read: {error.strerror or error}.") from error


def _may_be_read(path: Path) -> bool:
    """Whether something that is no file can be read to an end: a pipe, a terminal, the null device."""
    if not is_device(path):
        return is_pipe(path)
    try:
        if path.samefile(os.devnull):
            return True
        number = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0))
        try:
            return os.isatty(number)
        finally:
            os.close(number)
    except OSError:
        return False


def _read_pipe(path: Path, most: int | None) -> bytes:
    """Read a pipe once, but don't wait long for one that nothing writes to. Raises CannotRead or OSError."""
    if sys.platform == "win32":
        return path.read_bytes()
    import select  # few people name a pipe

    number = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    with os.fdopen(number, "rb") as file:
        watch = select.poll()
        watch.register(number, select.POLLIN)
        first = b""
        if not watch.poll(_PIPE_WAIT):
            with suppress(BlockingIOError):  # a writer has it open, and is slow
                first = os.read(number, 1)
                if not first:
                    raise CannotRead(f"{path} is a pipe that nothing writes to.")
        os.set_blocking(number, True)
        return first + file.read(up_to(most))


def up_to(most: int | None) -> int:
    """How many bytes to read of what may have `most`: one more shows that there are more; -1 for all."""
    return -1 if most is None else most + 1
