"""Output to a file, the clipboard or a browser, and how a command ends when part of it failed."""

import sys
import webbrowser
from collections.abc import Iterable, Sequence
from functools import reduce
from operator import itemgetter
from pathlib import Path

from cups_course.errors import CourseError
from cups_course.shell import CommandLine
from cups_course.system.clipboard import copy, why_none
from cups_course.system.files import with_persons_umask, write_pieces
from cups_course.text import clean
from cups_course.view.screen import say
from cups_course.view.wording import count, listed

_MOST_NAMED = 4
"""Files that one message names. If there are more, the others are counted."""


def end_with(failed: Sequence[CourseError], *, several: bool = False) -> None:
    """Print all errors, those of a kind as one. The last is raised, which ends the command with its exit code.

    Of `several` sources each error names its own. How to save a page is said once, at the end.
    """
    if not failed:
        return
    from cups_course.reader.copy import HOW_TO_SAVE  # only errors of sources end with it

    kinds: dict[tuple[bool, str], list[CourseError]] = {}
    for error in failed:
        without = error.message.removesuffix(HOW_TO_SAVE).rstrip()
        needs_advice, error.message = without != error.message, without
        kinds.setdefault((needs_advice, _without_names(error)), []).append(error)
    *others, last = [_as_one(kinds[kind], several=several) for kind in sorted(kinds, key=itemgetter(0))]
    for error in others:
        say(*error.lines, *error.commands, "")
    if any(needs_advice for needs_advice, _ in kinds):
        last.message += f" {HOW_TO_SAVE}"
    raise last


def _without_names(error: CourseError) -> str:
    """What an error says, whatever it is about: equal for errors of a kind."""
    return reduce(lambda message, name: message.replace(name, "\0"), error.about, error.message)


def _as_one(alike: Sequence[CourseError], *, several: bool) -> CourseError:
    """The first of errors that say the same, with the names of the others."""
    error, *others = alike
    if several and error.about and not any(name in error.message for name in error.about):
        error.message = f"{_names(error.about)}: {error.message}"
    if others:
        same = f"The same goes for {_names([name for one in others for name in one.about])}."
        what, stop, to_do = error.message.rpartition(". ")
        leads_to_command = error.message.endswith(":")
        error.message = f"{what}{stop}{same} {to_do}" if leads_to_command else f"{error.message} {same}"
        error.commands = tuple(dict.fromkeys(command for one in alike[:_MOST_NAMED] for command in one.commands))
    return error


def _names(names: Sequence[str]) -> str:
    return listed(names, most=_MOST_NAMED)


def say_skipped(files: Sequence[str]) -> None:
    """Name the files of a folder that were left out."""
    if files:
        say(f"Skipped {count(len(files), 'file')} of another kind: {_names(files)}.")


def write_file(path: Path, pieces: Iterable[bytes], *, force: bool) -> None:
    """Write a file piece by piece and say where it is. Raises NotSaved if it is there already, unless with `force`."""
    write_pieces(path, pieces, force=force)
    say(f"Saved to {path}.")


def copy_to_clipboard(text: str, *, otherwise: CommandLine) -> None:
    """Put a text on the clipboard. Without one, print the text. `otherwise` is the command to use if pasting fails."""
    means = copy(text.removesuffix("\n"))
    if means == "system":
        say("Copied to the clipboard.")
    elif means:
        say(
            "Sent to your terminal's clipboard. If nothing is pasted, your terminal doesn't allow it. Use this instead:"
        )
        say(otherwise)
    else:
        say(f"{why_none()} Copy the text from here:")
        write_output(text)


def write_output(text: str) -> None:
    """Print a text as it is. On a terminal, drop the control characters that could act on it."""
    sys.stdout.write(clean(text) if sys.stdout.isatty() else text)


def web_address(address: str | None) -> str | None:
    """An address from a saved page as one that may be opened: of the web, and without characters that mean something
    to a shell, as BROWSER may be a line of one. None for any other, such as `javascript:` or `file:`."""
    if address is None or not address.startswith(("https://", "http://")):
        return None
    from urllib.parse import quote  # only `open` needs it

    return quote(address, safe="#%&*+,/:=?@[]~")


def open_in_browser(path: Path) -> None:
    """Open a file in the browser; if none opens, say where the file is."""
    with with_persons_umask():
        opened = webbrowser.open(path.resolve().as_uri())
    if not opened:
        say(f"No browser could be opened. Open {path} in yours.")
