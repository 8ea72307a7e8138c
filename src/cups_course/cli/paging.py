"""Output that may be longer than the screen."""

import io
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from cups_course.cli.session import Session


@contextmanager
def paged(session: Session) -> Iterator[None]:
    """What is printed inside, messages too, opens in the person's pager where it goes to a terminal and is higher than
    that. A pipe and a file never meet one, and whoever has the screen read aloud neither."""
    if not (sys.stdout.isatty() and session.wants_pager()):
        yield
        return
    from cups_course.system.pager import pager_command, show_in_pager

    pager = pager_command()
    if pager is None:
        yield
        return
    output, messages, held = sys.stdout, sys.stderr, _Held()
    sys.stdout = held
    if messages.isatty():
        sys.stderr = held
    try:
        yield
    finally:
        sys.stdout, sys.stderr = output, messages
        text = held.getvalue()
        if not (_is_higher_than_the_screen(text) and show_in_pager(text, pager)):
            output.write(text)


class _Held(io.StringIO):
    """Text on its way to the terminal."""

    def isatty(self) -> bool:
        return True


def _is_higher_than_the_screen(text: str) -> bool:
    from shutil import get_terminal_size

    from rich.text import Text

    columns, rows = get_terminal_size()
    lines = text.splitlines()
    if len(lines) < rows:
        # A line that is wider than the screen stands on several of it.
        lines = [line for one in lines for line in [one] * max(1, -(-Text.from_ansi(one).cell_len // max(columns, 1)))]
    return len(lines) >= rows
