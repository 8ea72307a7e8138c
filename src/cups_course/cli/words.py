"""Where a command's text comes from: the argument, a file, or a pipe."""

import os
import stat
import sys
from pathlib import Path

from cups_course.course.document import as_written
from cups_course.course.encodings import decode
from cups_course.course.errors import NothingToKeep, WrongUsage
from cups_course.system.texts import piped, read_bytes


def given_text(text: str | None, file: Path | None) -> str | None:
    """The text that was given with the call, as it is kept; None where none was, so that it can be asked for.

    A TEXT or a file that is given means standard input is not read.
    Raises NothingToKeep where what was given is empty.
    """
    if text is not None and file is not None:
        raise WrongUsage("Give the text or --file, not both.")
    if text is not None:
        words = text
    elif file is not None:
        words = decode(read_bytes(file))
    elif (data := _piped_text()) is not None:
        words = decode(data)
    else:
        return None
    kept = as_written(words)
    if not kept:
        raise NothingToKeep("There were no words in it, so nothing was changed.")
    return kept


def _piped_text() -> bytes | None:
    """What was piped in. The null device is nobody's text: it says only that no terminal is there."""
    if sys.stdin is None or sys.stdin.closed:
        return None
    try:
        if stat.S_ISCHR(os.fstat(sys.stdin.fileno()).st_mode):
            return None
    except (OSError, ValueError):
        pass  # a stand-in without a file behind it
    return piped()
