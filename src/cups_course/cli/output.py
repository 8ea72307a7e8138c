"""Output to a file, the clipboard or a browser, and how a command ends when part of it failed."""

import sys
import webbrowser
from collections.abc import Iterable, Sequence
from pathlib import Path

from cups_course.errors import CourseError
from cups_course.system.clipboard import copy
from cups_course.system.files import write_pieces
from cups_course.text import clean
from cups_course.view.screen import command_line, say


def end_with(failed: Sequence[CourseError]) -> None:
    """Print all errors, apart from one another. The last is raised, which ends the command with its exit code."""
    for error in failed[:-1]:
        say(error.message, *map(command_line, error.commands), "")
    if failed:
        raise failed[-1]


def write_file(path: Path, pieces: Iterable[bytes], *, force: bool) -> None:
    """Write a file piece by piece and say where it is. Raises NotSaved if it is there already, unless with `force`."""
    write_pieces(path, pieces, force=force)
    say(f"Saved to {path}.")


def copy_to_clipboard(text: str, *, otherwise: str) -> None:
    """Put a text on the clipboard. Without one, print the text. `otherwise` is the command to use if pasting fails."""
    means = copy(text.removesuffix("\n"))
    if means == "system":
        say("Copied to the clipboard.")
    elif means:
        say(
            "Sent to your terminal's clipboard. If nothing is pasted, your terminal doesn't allow it. Use this instead:"
        )
        say(command_line(otherwise))
    else:
        say("No clipboard was found. Copy the text from here:")
        write_output(text)


def write_output(text: str) -> None:
    """Print a text as it is. On a terminal, drop the control characters that could act on it."""
    sys.stdout.write(clean(text) if sys.stdout.isatty() else text)


def open_in_browser(path: Path) -> None:
    """Open a file in the browser; if none opens, say where the file is."""
    if not webbrowser.open(path.resolve().as_uri()):
        say(f"No browser could be opened. Open {path} in yours.")
