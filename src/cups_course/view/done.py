"""What was done, and what of it was undone."""

from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from rich.text import Text

from cups_course.course.done import CommandDone
from cups_course.course.wording import clean
from cups_course.view.screen import cells, command_line, console, put, say, tell
from cups_course.view.wordings import ago

_SHOWN = 20


def print_undo(last: CommandDone) -> None:
    """What `undo` did, and the way back."""
    tell(f"Undone: {_told(last, datetime.now(UTC))}.")
    say("To redo:", command_line("cups-course redo"))


def print_redo(last: CommandDone) -> None:
    """What `redo` did."""
    tell(f"Redone: {_told(last, datetime.now(UTC))}.")


def print_commands(done: Sequence[CommandDone]) -> None:
    """What was done, the newest first."""
    if not done:
        tell("Nothing was done yet.")
        return
    now = datetime.now(UTC)
    told = [_told(one, now) for one in done]
    alike = Counter(told)
    wide = cells(str(min(len(done), _SHOWN)))
    for number, (one, words) in enumerate(zip(done[:_SHOWN], told, strict=False), start=1):
        line = words if alike[words] == 1 else f"{words}, at {datetime.fromisoformat(one.at).astimezone():%H:%M:%S}"
        lead = f"  {number:>{wide}}  "
        text = Text(f"{line}, undone", style="dim") if one.undone else Text(line)
        put(console(), text, indent=len(lead), first=Text(lead))
    if len(done) > _SHOWN:
        say(f"And {len(done) - _SHOWN} before these.")


def commands_document(done: Sequence[CommandDone]) -> list[dict[str, Any]]:
    """The document of `history --json`, the newest first."""
    return [one._asdict() for one in done]


def _told(one: CommandDone, now: datetime) -> str:
    return f"{clean(one.what)} {ago(one.at, now)}{f' on {clean(one.device)}' if one.device else ''}"
