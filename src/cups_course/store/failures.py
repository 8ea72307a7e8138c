"""What SQLite and the system say, as sentences that name the file and the way on."""

import contextlib
import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from cups_course.course.errors import CourseError, DamagedStore, NotAStore, StoreUnreachable

_DAMAGE = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_FORMAT)
_LOCKS_REFUSED = (
    *(sqlite3.SQLITE_IOERR_LOCK, sqlite3.SQLITE_IOERR_UNLOCK, sqlite3.SQLITE_IOERR_RDLOCK),
    sqlite3.SQLITE_IOERR_CHECKRESERVEDLOCK,
)


UNREADABLE = (sqlite3.Error, UnicodeDecodeError)
"""What is raised where SQLite cannot read a file; the second where its own message quotes what it found there."""


@contextlib.contextmanager
def as_sentences(path: Path) -> Iterator[None]:
    """What goes wrong with the file while it is opened, read or written.

    Raises NotAStore, DamagedStore or StoreUnreachable; what is a fault of ours goes on as it is.
    """
    try:
        yield
    except sqlite3.Error as error:
        sentence = _sentence(path, error)
        if sentence is None:
            raise
        raise sentence from error
    except UnicodeDecodeError as error:
        raise DamagedStore(str(path)) from error
    except OSError as error:
        raise StoreUnreachable(f"{path} cannot be opened: {error.strerror or error}.") from error


def _sentence(path: Path, error: sqlite3.Error) -> CourseError | None:
    extended = getattr(error, "sqlite_errorcode", 0)
    code = extended & 0xFF
    if code == sqlite3.SQLITE_NOTADB:
        return NotAStore(str(path))
    # Python itself says it where a text is no UTF-8, and names no code.
    if code in _DAMAGE or extended == sqlite3.SQLITE_IOERR_SHORT_READ or "decode to UTF-8" in str(error):
        return DamagedStore(str(path))
    nothing_changed = "Nothing was changed."
    folder = path.resolve().parent
    if extended in _LOCKS_REFUSED or code in (sqlite3.SQLITE_PROTOCOL, sqlite3.SQLITE_NOLFS):
        return StoreUnreachable(
            f"The folder {folder} does not let programs lock a file, as some network folders do not, and without that "
            f"two commands at once could lose words. {nothing_changed} Keep the store in a folder of this machine."
        )
    if code in (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY) and not os.access(folder, os.W_OK):
        return StoreUnreachable(
            f"The folder {folder} may only be read, and SQLite needs to write beside the store. {nothing_changed}"
        )
    reasons = {
        sqlite3.SQLITE_BUSY: f"{path} is in use by another program. {nothing_changed} Try again in a moment.",
        sqlite3.SQLITE_LOCKED: f"{path} is in use by another program. {nothing_changed} Try again in a moment.",
        sqlite3.SQLITE_READONLY: f"{path} may only be read, not written. {nothing_changed}",
        sqlite3.SQLITE_PERM: f"{path} may not be opened by you. {nothing_changed}",
        sqlite3.SQLITE_FULL: f"The disk that holds {path} is full. {nothing_changed}",
        sqlite3.SQLITE_IOERR: f"The disk that holds {path} reported an error. {nothing_changed}",
        sqlite3.SQLITE_CANTOPEN: f"{path} cannot be opened. Is it a file that you may read and write?",
    }
    return StoreUnreachable(reasons[code]) if code in reasons else None
