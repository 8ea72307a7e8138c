"""What the person told about themselves, for forms."""

from collections.abc import Mapping

from rich.text import Text

from cups_course.course.wording import clean
from cups_course.view.screen import cells, command_line, console, put, say, tell


def print_profile(told: Mapping[str, str], entry: str | None) -> None:
    """Each entry with what is filled in for it; `entry` is the one that was asked for, None for all."""
    if not told:
        tell(f"Nothing is kept for {entry}." if entry else "Nothing is kept about you.")
        say("What forms ask for can be kept once, for all of them:")
        say(command_line(f'cups-course profile {entry or "name"} "{"..." if entry else "Your Name"}"'))
        return
    width = max(cells(clean(name)) for name in told)
    for name, value in told.items():
        lead = Text(f"  {clean(name):<{width}}  ")
        put(console(), value, indent=lead.cell_len, first=lead)


def print_kept_entry(entry: str, *, changed: bool) -> None:
    """What was kept for forms."""
    tell(f"Kept: {entry}. Every form that asks for it gets it." if changed else f"Nothing was changed in {entry}.")


def print_removed_entry(entry: str, *, changed: bool) -> None:
    """What no form gets any more."""
    tell(f"Taken away: {entry}. No form gets it any more." if changed else f"Nothing was kept for {entry}.")
