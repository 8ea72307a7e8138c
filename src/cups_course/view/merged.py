"""What came of a merge: what is new, and where both devices had written."""

from collections.abc import Sequence

from rich.text import Text

from cups_course.course.merged import Merged, texts_of
from cups_course.course.model import Program
from cups_course.view.screen import clipped, command_line, console, say, tell
from cups_course.view.wordings import count, listed

_TOLD = (
    ("version", "version of your words", "versions of your words"),
    ("note", "note", None),
    ("thread", "thread", None),
    ("post", "post", None),
    ("tick", "tick", None),
)


def print_merged(name: str, merged: Merged, programs: Sequence[Program]) -> None:
    """Everything that was in `name` is here now; where two wrote, both are kept."""
    if not merged.new:
        tell(f"There was nothing in {name} that is not here already.")
        return
    new = [count(number, one, many) for table, one, many in _TOLD if (number := merged.new.get(table, 0))]
    tell(f"Taken in from {name}: {listed(new)}." if new else f"Taken in from {name}.")
    refs = {text.id: ref for ref, text in texts_of(programs)}
    width = console().width - 4
    for one in merged.differing:
        ref = refs.get(one.id)
        if ref is None:
            continue
        tell(f"{ref} was written on both. The {'words from here' if one.mine else 'ones from there'} are newer:")
        tell(Text(f"  {clipped(one.current, width)}"))
        tell("The others stay in its history:", Text(f"  {clipped(one.other, width)}", style="dim"))
        say(command_line(f"cups-course history {ref}"))
    say(command_line("cups-course status"))
