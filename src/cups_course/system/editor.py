"""The person's editor, on a file that stays until what was typed is kept.

`click.edit` deletes what was typed when the editor fails, so the step is our own.
"""

import os
import shlex
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

from cups_course.errors import EditorFailed

_RETURNED_AT_ONCE = 2.0
"""Seconds. Nobody reads and writes in less: an editor that is gone by then opened a window of its own."""


_GO_TO_LINE = ("sensible-editor", "nano", "pico", "vi", "vim", "nvim", "emacs", "micro", "joe")
"""Editors that begin at line N when called with +N."""


def editor_command() -> list[str]:
    """The editor's words: VISUAL, EDITOR, else what the system has.

    Raises EditorFailed where there is none.
    """
    for variable in ("VISUAL", "EDITOR"):
        if chosen := os.environ.get(variable, "").strip():
            # A path with blanks and no quotes is one word.
            if Path(chosen).is_file():
                return [chosen]
            try:
                if sys.platform != "win32":
                    return shlex.split(chosen)
                # There a backslash is a part of the path, and quotes stay around what they hold.
                return [word.strip('"') for word in shlex.split(chosen, posix=False)]
            except ValueError as error:
                raise EditorFailed(f"{variable} is {chosen}, which cannot be read: {error}.") from error
    if sys.platform == "win32":
        return ["notepad"]
    for name in ("sensible-editor", "nano", "vi"):
        if shutil.which(name):
            return [name]
    raise EditorFailed(
        "No editor was found. Name yours in the variable EDITOR, or give the answer on the command line:",
        'cups-course answer REF "your words"',
    )


def edit_file(path: Path, line: int | None = None) -> bool:
    """Let the person edit the file, at a line where their editor understands that, and wait for them.

    Returns False where the editor came back at once without a change: it may have opened a window that is still open.
    Raises EditorFailed where it cannot be started or ends with an error; the file stays.
    """
    words = editor_command()
    before = path.read_bytes()
    started = time.monotonic()
    try:
        at_line = [f"+{line}"] if line and Path(words[0]).name in _GO_TO_LINE else []
        ended = _run([*words, *at_line, str(path)])
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise EditorFailed(f"The editor “{' '.join(words)}” cannot be started: {reason}.") from error
    if ended != 0:
        raise EditorFailed(f"The editor “{' '.join(words)}” ended with an error, so nothing was changed.")
    at_once = time.monotonic() - started < _RETURNED_AT_ONCE
    return not (at_once and path.is_file() and path.read_bytes() == before)


def _run(words: list[str]) -> int:
    """Run the editor and wait for it. Ctrl-C is the editor's while it runs: many use it to leave a mode."""
    program = shutil.which(words[0]) or words[0]  # Windows finds code.cmd only so
    with subprocess.Popen([program, *words[1:]]) as process:
        ours = signal.signal(signal.SIGINT, signal.SIG_IGN)
        try:
            return process.wait()
        finally:
            signal.signal(signal.SIGINT, ours)
