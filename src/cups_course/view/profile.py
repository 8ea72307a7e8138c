"""What the person told about themselves, for forms."""

from collections.abc import Mapping

from rich.text import Text

from cups_course.course.wording import shown
from cups_course.view.screen import cells, command_line, console, put, say, tell


def print_profile(told: Mapping[str, str]) -> None:
    """Each entry with what is filled in for it."""
    if not told:
        tell("Nothing is kept about you. What forms ask for can be kept once, for all of them:")
        say(command_line('cups-course profile name "Your Name"'))
        return
    width = max(cells(shown(name)) for name in told)
    for name, value in told.items():
        lead = Text(f"  {shown(name):<{width}}  ")
        put(console(), value, indent=lead.cell_len, first=lead)
