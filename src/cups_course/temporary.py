"""Temporary files: in a folder beside what they become, which only its owner can use, gone however the command ends.

After an error or Ctrl-C the folder is removed on the way out, after SIGTERM and SIGHUP just before the process ends.
After `kill -9` it stays, and the next command deletes it (`remove_leftovers`). That never hits a running command or
another program: the folder has a name of ours and belongs to this user, and it is locked while a process uses it. The
system releases the lock when the process ends, and not before.
"""

import os
import re
import stat
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from cups_course.paths import why_not_own

_PREFIX = ".cups-course-"
_NAME = re.compile(rf"{re.escape(_PREFIX)}[0-9a-f]{{16}}")
_A_DAY = 24 * 60 * 60
_in_use: list[Path] = []


@contextmanager
def temporary_folder(beside: Path) -> Iterator[Path]:
    """A new folder beside a file, so that what is written in it can take the file's place in one step. What killed
    commands left beside that file is deleted first: no other command knows where they wrote.

    Raises OSError.
    """
    from shutil import rmtree

    remove_leftovers([beside.parent])
    folder, lock = _new_folder(beside.parent)
    _in_use.append(folder)
    try:
        with _removed_on_signals():
            yield folder
    finally:
        rmtree(folder, ignore_errors=True)
        _in_use.remove(folder)
        _unlock(lock)


def remove_leftovers(folders: Iterable[Path]) -> None:
    """Delete what killed commands left in these folders. Never fails a command."""
    for folder in folders:
        try:
            names = os.listdir(folder)  # noqa: PTH208 - this runs at each start, and pathlib is slower
        except OSError:
            continue
        for name in names:
            if name.startswith(_PREFIX) and _NAME.fullmatch(name):
                with suppress(OSError):
                    _remove_unless_in_use(folder / name)


def _new_folder(parent: Path) -> tuple[Path, int | None]:
    """A new folder and the lock on it."""
    while True:
        folder = parent / f"{_PREFIX}{os.urandom(8).hex()}"
        folder.mkdir(mode=0o700)
        try:
            lock = _locked(folder)
            if lock is None or os.path.samestat(os.fstat(lock), folder.stat()):
                return folder, lock
        except (FileNotFoundError, BlockingIOError):
            pass  # another command took it for a leftover before it was locked


def _locked(folder: Path) -> int | None:
    """The lock on a folder; None if this system or disk has no such locks. Raises BlockingIOError if it is in use."""
    if sys.platform == "win32":
        return None
    import fcntl

    number = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    try:
        fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        os.close(number)
        if isinstance(error, BlockingIOError):
            raise
        return None
    return number


def _unlock(lock: int | None) -> None:
    if lock is not None:
        os.close(lock)


def _remove_unless_in_use(folder: Path) -> None:
    from shutil import rmtree

    if why_not_own(folder, stat.S_ISDIR):
        return
    lock = _locked(folder)
    try:
        # Where there are no locks, age tells: no command takes a day.
        if lock is not None or folder.stat().st_mtime < time.time() - _A_DAY:
            rmtree(folder, ignore_errors=True)
    finally:
        _unlock(lock)


@contextmanager
def _removed_on_signals() -> Iterator[None]:
    """Remove every folder in use before SIGTERM or SIGHUP ends the process, which then ends as it would have."""
    import signal
    from shutil import rmtree

    def end(number: int, _: object) -> None:
        for folder in _in_use:
            rmtree(folder, ignore_errors=True)
        signal.signal(number, signal.SIG_DFL)
        os.kill(os.getpid(), number)

    caught = []
    for name in ("SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)
        with suppress(ValueError):  # only the main thread can
            if number is not None and signal.getsignal(number) is signal.SIG_DFL:
                signal.signal(number, end)
                caught.append(number)
    try:
        yield
    finally:
        for number in caught:
            signal.signal(number, signal.SIG_DFL)
