"""The person's editor, on a file that stays whatever happens.

Not `click.edit`, which deletes what was typed when the editor fails.
"""

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

from cups_course.errors import EditorFailed
from cups_course.shell import CommandLine
from cups_course.system.files import persons_umask
from cups_course.system.programs import split_command
from cups_course.text import word_set

_RETURNED_AT_ONCE = 2.0
"""Seconds. Nobody writes in less: an editor that returns sooner has opened a window of its own."""
_LOOK_EVERY = 0.01
"""Seconds between two looks at the terminal while an editor may return at once."""
_IN_TERMINAL = word_set(
    "ed ex vi vim view nvim hx helix kak nano pico emacs emacsclient mg jed jove joe jmacs jpico micro mcedit ne tilde "
    "dte amp zile"
)
"""Editors that end when the person is done, however soon that is."""
_WAITING = word_set("--wait -w -W --nofork -f --block")
"""Options with which an editor waits for its window."""
_NOT_WAITING = word_set("-g -n --no-wait")
"""Options with which such an editor opens a window and returns."""
_GO_TO_LINE = ("sensible-editor", "nano", "pico", "vi", "vim", "nvim", "emacs", "micro", "joe")
"""Editors that open at line N when called with +N."""


def editor_command() -> list[str]:
    """The words of the editor's command: VISUAL, EDITOR, or what the system has. Raises EditorFailed without one."""
    for variable in ("VISUAL", "EDITOR"):
        if chosen := os.environ.get(variable, "").strip():
            try:
                return split_command(chosen)
            except ValueError as error:
                raise EditorFailed(f"{variable} is set to {chosen}, which is not a command: {error}.") from error
    if sys.platform == "win32":
        return ["notepad"]
    for name in ("sensible-editor", "nano", "vi"):
        if shutil.which(name):
            return [name]
    raise EditorFailed(
        "No editor was found. Set the variable EDITOR to your editor's command, or write the answer on the command "
        "line:",
        CommandLine("answer", "REF", "your words"),
    )


def edit_file(path: Path, line: int | None = None) -> bool:
    """Let the person edit the file, from a line on if their editor can, and wait until the editor ends.

    Returns False if it ended at once without a change and is not known to wait: its window may still be open.
    Raises EditorFailed if it can't be started or ends with an error; the file stays.
    """
    words = editor_command()
    before = path.read_bytes()
    started = time.monotonic()
    try:
        at_line = [f"+{line}"] if line and Path(words[0]).name in _GO_TO_LINE else []
        ended, took_terminal = _run([*words, *at_line, str(path)])
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise EditorFailed(f"The editor “{' '.join(words)}” could not be started: {reason}.") from error
    if ended != 0:
        raise EditorFailed(f"The editor “{' '.join(words)}” failed, so nothing was changed.")
    at_once = time.monotonic() - started < _RETURNED_AT_ONCE
    may_be_open = at_once and not took_terminal and not _waits(words)
    return not (may_be_open and path.is_file() and path.read_bytes() == before)


def _waits(words: list[str]) -> bool:
    """Whether an editor is known to end no sooner than the person is done. A name such as `editor` may be a link."""
    program = Path(shutil.which(words[0]) or words[0])
    names = {one.name.partition(".")[0] for one in (program, program.resolve())}
    return bool(_WAITING & {*words[1:]} or (_IN_TERMINAL & names and not _NOT_WAITING & {*words[1:]}))


def _run(words: list[str]) -> tuple[int, bool]:
    """Run the editor. Returns its exit code, and whether it was seen to use the terminal.

    Ctrl-C goes to the editor only: many use it to leave a mode.
    """
    program = shutil.which(words[0]) or words[0]  # or Windows does not find code.cmd
    with subprocess.Popen([program, *words[1:]], umask=persons_umask()) as process:
        before = signal.signal(signal.SIGINT, signal.SIG_IGN)
        try:
            took_terminal = _takes_terminal(process)
            return process.wait(), took_terminal
        finally:
            signal.signal(signal.SIGINT, before)


def _takes_terminal(process: "subprocess.Popen[bytes]") -> bool:
    """Whether the program begins to read single keys, as editors in a terminal do, before it may have returned at once.

    What only opens a window leaves the terminal as it is.
    """
    try:
        import termios  # not on Windows
    except ImportError:
        return False
    until = time.monotonic() + _RETURNED_AT_ONCE
    while time.monotonic() < until and process.poll() is None:
        try:
            if not termios.tcgetattr(sys.stderr.fileno())[3] & termios.ICANON:
                return True
        except (termios.error, OSError, ValueError):
            return False  # there is no terminal
        time.sleep(_LOOK_EVERY)
    return False
