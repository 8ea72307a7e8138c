"""What was done on this device, and what of it was taken back."""

from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime

from rich.text import Text

from cups_course.course.done import Done, last_to_take_back
from cups_course.course.wording import shown
from cups_course.view.screen import cells, command_line, console, put, say, tell
from cups_course.view.wordings import ago

_SHOWN = 20


def print_taken_back(last: Done) -> None:
    """What `undo` did, and the two ways on from there."""
    told = _told(last, datetime.now(UTC))
    if last.kind == "taken back":
        tell(f"There again: {told}.")
        return
    tell(f"Taken back: {told}.")
    say("To have it after all:", command_line("cups-course undo"))
    say("To take back the one before as well:", command_line("cups-course undo --further"))


def print_commands(done: Sequence[Done]) -> None:
    """The commands of this device, the newest first, and which of them `undo` is about next."""
    first = [one for one in done if one.kind == "done"]
    if not first:
        tell("Nothing was done yet that could be taken back.")
        return
    now = datetime.now(UTC)
    told = [_told(one, now) for one in first]
    alike = Counter(told)
    wide = cells(str(min(len(first), _SHOWN)))
    for number, (one, words) in enumerate(zip(first[:_SHOWN], told, strict=False), start=1):
        line = words if alike[words] == 1 else f"{words}, at {datetime.fromisoformat(one.at).astimezone():%H:%M:%S}"
        lead = f"  {number:>{wide}}  "
        text = Text(line) if one.counts else Text(f"{line}, taken back", style="dim")
        put(console(), text, indent=len(lead), first=Text(lead))
    if len(first) > _SHOWN:
        say(f"And {len(first) - _SHOWN} before these.")
    _say_what_is_next(done, {one.id: number for number, one in enumerate(first, start=1)})


def _say_what_is_next(done: Sequence[Done], numbers: dict[str, int]) -> None:
    last = last_to_take_back(done, further=False)
    if last is None:
        return
    what = f"number {numbers[last.about]} ({shown(last.words)})"
    if not last.reversible:
        say("", f"The last one, {what}, cannot be taken back. What was there before it is among the backups:")
        say(command_line("cups-course restore-backup"))
    elif last.kind != "taken back":
        say("", f"This takes back {what}:", command_line("cups-course undo"))
    else:
        say("", f"This brings back {what}:", command_line("cups-course undo"))
        further = last_to_take_back(done, further=True)
        if further and further.reversible:
            say(f"This takes back number {numbers[further.about]} ({shown(further.words)}):")
            say(command_line("cups-course undo --further"))


def _told(one: Done, now: datetime) -> str:
    return f"{shown(one.words)} {ago(one.at, now)}"
