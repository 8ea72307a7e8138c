"""The terminal: its width, its colours, and safe printing.

Text from a thread may hold escape sequences or Rich markup, so all of it is cleaned and printed as Rich's `Text`. Rich
takes 25 ms to import, so only what prints does so: `--json`, `--help` and completions do without.
"""

from __future__ import annotations

import os
import sys
from functools import cache
from typing import TYPE_CHECKING, Literal

from cups_course.shell import CommandLine
from cups_course.text import clean, fold_space, on_one_line
from cups_course.view.wording import is_plain, with_full_stop, without_columns

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

DONE = "color(28)"  # a green
BEGUN = "color(130)"  # an orange
WRONG = "color(161)"  # a red
TO_TYPE = "color(30)"  # a blue green: commands, and the person's own posts


@cache
def _console_type() -> type[Console]:
    from rich.console import Console

    class Quiet(Console):
        """A console that leaves a closed pipe to `cli.app`, where it is no error."""

        def on_broken_pipe(self) -> None:
            raise

    return Quiet


def console(stream: Literal["stdout", "stderr"] = "stdout") -> Console:
    """A console on standard output or error that prints text as it is, without Rich's markup, emoji or highlights."""
    colours: Literal["auto"] | None = None if os.environ.get("NO_COLOR") or is_plain() else "auto"
    return _console_type()(file=getattr(sys, stream), markup=False, highlight=False, emoji=False, color_system=colours)


def styled(text: str = "", style: str = "", *, no_wrap: bool | None = None) -> Text:
    """A text in a style. With `no_wrap` it stays on one line, however long."""
    from rich.text import Text

    return Text(text, style, no_wrap=no_wrap, overflow="ignore" if no_wrap else None)


def say(*lines: str | Text | CommandLine) -> None:
    """Print messages to stderr, wrapped at the terminal's width; commands to run are indented and never wrapped."""
    sys.stdout.flush()  # earlier results come first
    for line in lines:
        put(console("stderr"), _unbroken(line))


def tell(*lines: str | Text | CommandLine) -> None:
    """Print results to stdout, as `say` does messages."""
    for line in lines:
        put(console(), _unbroken(line))


def _unbroken(line: str | Text | CommandLine) -> str | Text | CommandLine:
    """A sentence without line breaks, so that none in the name of a file can begin a sentence of its own."""
    return on_one_line(line) if isinstance(line, str) else line


def say_row(lead: str | Text, text: str | Text) -> None:
    """Print a row of a list to stderr, as `tell_row` does."""
    sys.stdout.flush()
    _put_row(console("stderr"), lead, text)


def tell_row(lead: str | Text, text: str | Text) -> None:
    """Print a row of a list to stdout: `lead` before the text's first line, the other lines indented as far."""
    _put_row(console(), lead, text)


def _put_row(screen: Console, lead: str | Text, text: str | Text) -> None:
    first = styled(lead) if isinstance(lead, str) else lead
    put(screen, text, indent=first.cell_len, first=first)


def put(screen: Console, text: str | Text | CommandLine, *, indent: int = 0, first: Text | None = None) -> None:
    """Print a text, wrapped and with every line indented. `first` replaces the indent of the first line.

    A command, and any `Text` with `no_wrap`, stays on one line, however long, so that it can be copied.
    """
    if isinstance(text, CommandLine):
        body = styled(" " * indent).append_text(command_line(text))
        body.no_wrap = True
    else:
        body = styled(clean(text)) if isinstance(text, str) else text
    if is_plain():
        _put_plain(screen, body, first)
        return
    if body.no_wrap:
        screen.print(body, soft_wrap=True)
        return
    lines = body.wrap(screen, max(20, screen.width - indent))
    for number, line in enumerate(lines or [styled()]):
        line.rstrip()
        lead = first if first and number == 0 else styled(" " * indent if line else "")
        screen.print(styled().append_text(lead).append_text(line), soft_wrap=True)


def _put_plain(screen: Console, body: Text, first: Text | None) -> None:
    """Print without columns and line breaks: a screen reader reads each line as a sentence. A row of a list becomes a
    sentence; other text stays as it is."""
    text = body.plain.strip()
    if first:
        text = with_full_stop(": ".join(filter(None, [without_columns(first.plain), text])))
    if text:
        screen.print(styled(text), soft_wrap=True)


def heading(*parts: str, facts: str = "") -> Text:
    """A heading: a reference and a title in bold, then facts."""
    titles = [styled(clean(part), style="bold") for part in parts if part]
    return side_by_side(*titles, *([styled(clean(facts), style="dim")] if facts else []))


def side_by_side(*parts: Text) -> Text:
    """Parts of one line, with space between them. In plain output: one sentence."""
    return styled(with_full_stop(", ".join(part.plain for part in parts))) if is_plain() else styled("  ").join(parts)


def command_line(command: CommandLine) -> Text:
    """A command to run next, indented. Never wrapped, so that it can be copied from the screen."""
    return styled(f"  {command}", style=TO_TYPE, no_wrap=True)


def address_line(address: str) -> Text:
    """An address or a file to open, indented and never wrapped."""
    return styled(f"  {clean(on_one_line(address))}", no_wrap=True)


def cells(text: str) -> int:
    """The number of terminal columns that a text takes."""
    from rich.cells import cell_len

    return cell_len(text)


def padded(text: str, width: int) -> str:
    """The text with blanks up to `width` columns."""
    return text + " " * (width - cells(text))


def clipped(text: str, width: int) -> str:
    """The text on one line in at most `width` columns; the end of a longer one is left out."""
    from rich.cells import set_cell_size

    line = fold_space(clean(text))
    return line if cells(line) <= width else f"{set_cell_size(line, max(width - 1, 0)).rstrip()}…"
