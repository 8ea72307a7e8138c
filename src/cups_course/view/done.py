"""What was done on this device, and what of it was taken back."""

from collections.abc import Sequence
from datetime import UTC, datetime

from rich.text import Text

from cups_course.course.done import Done
from cups_course.course.wording import shown
from cups_course.view.screen import command_line, say, tell
from cups_course.view.wordings import ago

_SHOWN = 20


def print_taken_back(last: Done) -> None:
    """What `undo` did, and the two ways on from there."""
    if last.kind == "taken back":
        tell(f"There again: {_told(last)}.")
        return
    tell(f"Taken back: {_told(last)}.")
    say("To have it after all:", command_line("cups-course undo"))
    say("To take back the one before as well:", command_line("cups-course undo --further"))


def print_commands(done: Sequence[Done]) -> None:
    """The commands of this device, the newest first."""
    first = [one for one in done if one.kind == "done"]
    for one in first[:_SHOWN]:
        tell(Text("  ").append(_told(one)) if one.counts else Text(f"  {_told(one)}, taken back", style="dim"))
    if len(first) > _SHOWN:
        say(f"And {len(first) - _SHOWN} before these.")
    if not first:
        tell("Nothing was done yet that could be taken back.")


def _told(one: Done) -> str:
    return f"{shown(one.words)} {ago(one.at, datetime.now(UTC))}"
