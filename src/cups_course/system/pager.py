"""The person's pager, for output longer than the screen."""

import os
import re
import shutil
import signal
import subprocess
import sys
from pathlib import Path

from cups_course.system.files import persons_umask
from cups_course.system.programs import split_command

_HOW_TO_LEAVE = "Space\\: more   q\\: leave"
"""The prompt of `less`, which is a bare colon else. A colon within it is written with a backslash."""
_PROMPT = r"-[^-\s]*[PmM]|--(?:prompt|long-prompt|LONG-PROMPT)"
"""Options of `less` for another prompt."""
_COLOURS = r"\x1b\[[0-9;]*m"


def pager_command() -> list[str] | None:
    """The words of the pager's command: CUPS_COURSE_PAGER, PAGER, or less.

    None for no pager: the variable is empty or `cat`, there is no less, or the terminal can't move its cursor.
    """
    if os.environ.get("TERM", "dumb") == "dumb" and sys.platform != "win32":
        return None
    for variable in ("CUPS_COURSE_PAGER", "PAGER"):
        if (chosen := os.environ.get(variable)) is not None:
            return _split(chosen)
    return ["less"] if shutil.which("less") else None


def show_in_pager(text: str, words: list[str]) -> bool:
    """Show a text in a pager and wait until the person closes it. False if it can't be started."""
    environment = {"LESS": "FRX", "LESSCHARSET": "utf-8", **os.environ}
    if "LESS" not in os.environ and _is_less(words) and not any(re.match(_PROMPT, word) for word in words[1:]):
        words = [*words, f"-Ps{_HOW_TO_LEAVE}"]
    if not _shows_colours(words, environment["LESS"]):
        text = re.sub(_COLOURS, "", text)
    # Ctrl-C goes to the pager only: in less it stops a search.
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        pager = subprocess.Popen(words, stdin=subprocess.PIPE, env=environment, umask=persons_umask())
        pager.communicate(text.encode("utf-8", "replace"))
    except (OSError, ValueError):
        return False
    finally:
        signal.signal(signal.SIGINT, before)
    return True


def _split(chosen: str) -> list[str] | None:
    try:
        words = split_command(chosen)
    except ValueError:
        return None
    return words if words and words != ["cat"] else None


def _is_less(words: list[str]) -> bool:
    return Path(words[0]).stem == "less"


def _shows_colours(words: list[str], options: str) -> bool:
    """Whether it is less with an option for colours. Another pager may show escape sequences as text."""
    return _is_less(words) and any(
        re.search(r"(^|\s)-?[^-\s]*[Rr]|RAW-CONTROL-CHARS", one, re.ASCII) for one in (options, *words[1:])
    )
