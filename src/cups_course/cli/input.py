"""What a person gives a command: words, days, an answer to a question, or text written in an editor."""

import os
import stat
import sys
from collections.abc import Callable
from pathlib import Path

import typer

from cups_course.errors import CourseError, EditorFailed, NothingToKeep, WrongUsage
from cups_course.system.drafts import Draft
from cups_course.system.editor import edit_file
from cups_course.system.files import can_ask, piped, read_bytes
from cups_course.text import as_written, decode
from cups_course.view.screen import command_line, say, tell


def ask(prompt: str) -> str:
    """The line that is typed after `prompt`, with its end; "" where they went away (Ctrl-C, Ctrl-D).

    Python's own `input` is not asked: it may miss a Ctrl-C while it writes its prompt.
    """
    sys.stderr.write(f"{prompt} ")
    sys.stderr.flush()
    try:
        typed = sys.stdin.readline()
    except KeyboardInterrupt:
        typed = ""
    except UnicodeDecodeError:
        typed = "what no keyboard types\n"
    if not typed:
        sys.stderr.write("\n")  # what is said next begins a line
    return typed


def confirm(question: str, command: str) -> None:
    """Go on only where the person says yes; `command` is the one that does not ask.

    Raises WrongUsage where nobody can answer, CourseError where they say no, or go away (Ctrl-C, Ctrl-D).
    """
    if not can_ask():
        raise WrongUsage(f"{question}? Nothing was changed. If that is what you want:", command)
    if not agreed(question):
        raise CourseError("Nothing was changed.")


def agreed(question: str) -> bool:
    """Whether the person says yes; Enter alone, or going away, says no."""
    say(f"{question}?")
    while True:
        match ask("  [y/N]").strip().casefold():
            case "y" | "yes":
                return True
            case "" | "n" | "no":
                return False
        say("Please type y for yes or n for no; Enter alone means no.")


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


def write_in_editor(
    draft: Draft, keep: Callable[[str], None], *, line: int | None = None, unchanged: str, command: str
) -> None:
    """Open a draft that is laid out in the editor, at this line where it can, and `keep` what was typed; only then does
    the file go. `unchanged` is said where nothing was typed, and `command` goes on with it.

    Raises EditorFailed, and typer.Abort where they go away; what was typed is still in the draft then.
    """
    try:
        waited = edit_file(draft.path, line)
    except EditorFailed:
        if not draft.typed():
            draft.remove()
        raise  # what was typed is said to be waiting when the command ends, here and wherever else one can
    if not waited and can_ask():
        _wait_for_window()
        waited = True
    if words := draft.typed():
        keep(words)
        draft.remove()
        return
    tell(unchanged)
    if waited:
        draft.remove()
    else:
        say("Your editor came back at once. If it is open in a window, save and close it there, and then:")
        say(command_line(command))


def _wait_for_window() -> None:
    asked = (
        "Your editor came back at once, so it may be open in a window. Press Enter when you have saved and closed it"
    )
    if not ask(asked):
        raise typer.Abort
