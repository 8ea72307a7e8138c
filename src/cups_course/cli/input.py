"""What a person gives a command: a day, a text, an answer to a question, or what they write in their editor."""

import os
import stat
import sys
from collections.abc import Callable
from pathlib import Path

from cups_course.errors import CourseError, EditorFailed, NothingToKeep, WrongUsage
from cups_course.paths import read_bytes
from cups_course.shell import CommandLine
from cups_course.system.drafts import Draft, draft_for
from cups_course.system.editor import edit_file
from cups_course.system.files import END_OF_TYPING, can_ask, piped, typed_in
from cups_course.text import as_written, clean, decode
from cups_course.view.screen import say, tell


def given_text(text: str | None, file: Path | None) -> str | None:
    """The text given with the call, in `file` or through a pipe, in the form that is kept; None if none was given.

    Does not read standard input if there is a text or a file. Raises NothingToKeep if what was given has no words.
    """
    if text is not None and file is not None:
        raise WrongUsage("Use either TEXT or --file, not both.")
    if text is not None:
        words = text
    elif file is not None:
        words = decode(standard_input() if str(file) == "-" else read_bytes(file))
    elif (data := _piped_text()) is not None:
        words = decode(data)
    else:
        return None
    kept = as_written(words)
    if not kept:
        raise NothingToKeep("The text is empty, so nothing was changed.")
    return kept


def standard_input(*, most: int | None = None) -> bytes:
    """What was piped in, or what the person pastes where standard input is a terminal: for commands that were told to
    read it. At most `most` bytes and one more, which tells that there are more."""
    if sys.stdin is not None and not sys.stdin.closed and sys.stdin.isatty():
        return typed_in(lambda: say(f"Paste the text, then press Enter and {END_OF_TYPING}."))
    return piped(most=most) or b""


def _piped_text() -> bytes | None:
    """What was piped in. The null device is no text: it only says that there is no terminal."""
    if sys.stdin is None or sys.stdin.closed:
        return None
    try:
        if stat.S_ISCHR(os.fstat(sys.stdin.fileno()).st_mode):
            return None
    except (OSError, ValueError):
        pass  # a stand-in without a file behind it
    return piped()


def ask(prompt: str) -> str:
    """The line typed after `prompt`, with its line end; "" if the person went away (Ctrl-C, Ctrl-D).

    Python's own `input` may miss a Ctrl-C while it writes its prompt.
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
        sys.stderr.write("\n")  # the next message begins on a line of its own
    return typed


def confirm(question: str, command: CommandLine) -> None:
    """Go on only if the person says yes; `command` is the one that does not ask.

    Raises WrongUsage if there is no terminal to ask in, CourseError if they say no or cancel (Ctrl-C, Ctrl-D).
    """
    if not can_ask():
        raise WrongUsage("Nothing was changed, because this needs your confirmation. To go ahead:", command)
    if not agreed(question):
        raise CourseError("Nothing was changed.")


def agreed(question: str) -> bool:
    """Whether the person says yes. Enter alone, or going away, means no. A `question` is one short sentence."""
    while True:
        match ask(f"{clean(question)}? [y/N]").strip().casefold():
            case "y" | "yes":
                return True
            case "" | "n" | "no":
                return False
        say("Type y for yes, or press Enter for no.")


def can_write() -> bool:
    """Whether the person can write in an editor: there is a terminal, or they named an editor of their own."""
    return can_ask() or bool(os.environ.get("VISUAL") or os.environ.get("EDITOR"))


def write_in_editor(
    draft: Draft, keep: Callable[[str], None], *, line: int | None = None, unchanged: str, command: CommandLine
) -> None:
    """Open a draft in the editor, at `line` if the editor can, `keep` what was typed, and then delete the draft.

    Prints `unchanged` if nothing was typed. `command` is the one to go on with.

    Raises EditorFailed, or CourseError if the person goes away; what they typed is still in the draft then.
    """
    try:
        waited = edit_file(draft.path, line)
    except EditorFailed:
        if not draft.typed():
            draft.remove()
        raise  # every command ends by naming the drafts that have words
    if not waited and can_ask():
        _wait_for_window(command)
        waited = True
    if words := draft.typed():
        keep(words)
        draft.remove()
        return
    tell(unchanged)
    if waited:
        draft.remove()
    else:
        say("Your editor returned at once. If it's open in a window, save and close it there. Then run:")
        say(command)


def write_text_in_editor(
    store: Path, subject: str, start: str, keep: Callable[[str], None], *, unchanged: str, command: CommandLine
) -> None:
    """Let the person write one text for what has the id `subject`, from `start` or from what they left unsaved.

    The rest, and what it raises, is as in `write_in_editor`.
    """
    with draft_for(store, subject) as draft:
        if not draft.typed():
            draft.lay_out(start)
        write_in_editor(draft, lambda typed: keep(as_written(typed)), unchanged=unchanged, command=command)


def _wait_for_window(command: CommandLine) -> None:
    question = "Your editor returned at once, so it may be open in a window. Save and close it there, then press Enter"
    if not ask(question):
        raise CourseError("Nothing was saved. To save what you write in the window:", command)
