"""Programs: those in the store, and the outlines that come with the tool."""

from collections.abc import Sequence
from typing import Any

from rich.text import Text

from cups_course.course.model import Program
from cups_course.course.outline import Outline
from cups_course.course.wording import shown
from cups_course.view.screen import cells, command_line, console, put, tell
from cups_course.view.wordings import count, listed


def programs(kept: Sequence[Program], outlines: Sequence[Outline]) -> dict[str, Any]:
    """The document of `program list --json`."""
    return {
        "programs": [{"id": one.id, "key": one.key, "title": one.title, "in_use": one.in_use} for one in kept],
        "outlines": [{"key": one.key, "title": one.title} for one in outlines],
    }


def print_programs(kept: Sequence[Program], outlines: Sequence[Outline]) -> None:
    """List both."""
    if kept:
        tell("In your store:")
    width = max(map(cells, [*(one.key for one in kept), *(one.key for one in outlines)]), default=0)
    for program in kept:
        use = " (short references mean this one)" if program.in_use else ""
        _print_program(program.key, f"{program.title}, {count(len(program.courses), 'course')}{use}", width)
    keys = {program.key for program in kept}
    if others := [outline for outline in outlines if outline.key not in keys]:
        tell("Come with the tool:")
        for outline in others:
            _print_program(outline.key, outline.title, width)
        tell(command_line(f"cups-course program add {others[0].key}"))


def _print_program(key: str, said: str, width: int) -> None:
    lead = Text(f"  {shown(key)}{' ' * (width - cells(key))}   ")
    put(console(), said, indent=cells(lead.plain), first=lead)


def print_added(outline: Outline, taken_over: Sequence[tuple[int, int]]) -> None:
    """What an outline brought."""
    discussions = [one for course in outline.courses for one in course.discussions]
    undescribed = sum(one.questions is None for one in discussions)
    tell(
        f"{shown(outline.title)} is added: {count(len(outline.courses), 'course')}, "
        f"{count(len(discussions), 'discussion')}."
    )
    if undescribed:
        told = "1 of them is" if undescribed == 1 else f"{undescribed} of them are"
        tell(f"{told} not described yet; importing the post fills it in.")
    if taken_over:
        names = listed([f"{course}.{discussion}" for course, discussion in taken_over])
        tell(f"What you had for {names} now stands in its place there, answers and all.")
    tell(command_line("cups-course status"))
