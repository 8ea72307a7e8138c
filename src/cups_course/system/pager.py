"""The person's pager, for what is longer than the screen."""

import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
from pathlib import Path

_COLOURS = r"\x1b\[[0-9;]*m"


def pager_command() -> list[str] | None:
    """The pager's words: CUPS_COURSE_PAGER, PAGER, else less where there is one. None where nothing should page: what
    is named is empty or `cat`, or the terminal cannot move its cursor."""
    if os.environ.get("TERM", "dumb") == "dumb" and sys.platform != "win32":
        return None
    for variable in ("CUPS_COURSE_PAGER", "PAGER"):
        if (chosen := os.environ.get(variable)) is not None:
            return _words(chosen)
    return ["less"] if shutil.which("less") else None


def show_in_pager(text: str, words: list[str]) -> bool:
    """Show a text in this pager and wait until it is closed, however early. False where it cannot be started."""
    environment = {"LESS": "FRX", "LESSCHARSET": "utf-8", **os.environ}
    if not _shows_colours(words, environment["LESS"]):
        text = re.sub(_COLOURS, "", text)
    # Ctrl-C is the pager's: it stops a search in it, and is no wish to end.
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        pager = subprocess.Popen(words, stdin=subprocess.PIPE, env=environment)
        pager.communicate(text.encode("utf-8", "replace"))
    except (OSError, ValueError):
        return False
    finally:
        signal.signal(signal.SIGINT, before)
    return True


def _words(chosen: str) -> list[str] | None:
    try:
        words = shlex.split(chosen, posix=sys.platform != "win32")
    except ValueError:
        return None
    return words if words and words != ["cat"] else None


def _shows_colours(words: list[str], options: str) -> bool:
    """Whether it is a less that was told to. Another pager may show escape sequences as letters."""
    return Path(words[0]).stem == "less" and any(
        re.search(r"(^|\s)-?[^-\s]*[Rr]|RAW-CONTROL-CHARS", one, re.ASCII) for one in (options, *words[1:])
    )
