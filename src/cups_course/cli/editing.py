"""Writing in the person's editor, in a draft file that is there until its words are kept."""

from collections.abc import Callable

import typer

from cups_course.cli.asking import ask
from cups_course.course.errors import EditorFailed
from cups_course.system.editor import edit_file
from cups_course.system.texts import can_ask
from cups_course.system.unsaved import Draft
from cups_course.view.screen import command_line, say, tell


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
