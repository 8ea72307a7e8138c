"""The terminal: its width, its colours, and text put on it harmlessly.

Text from a thread may hold escape sequences or Rich markup, so everything goes in as `Text`, cleaned by `clean`.
"""

import os
import sys
from typing import Literal

from rich.console import Console
from rich.text import Text

from cups_course.text import clean
from cups_course.view.wording import is_plain, with_full_stop, without_columns

DONE = "color(28)"  # a green
BEGUN = "color(130)"  # an orange
WRONG = "color(161)"  # a red
TO_TYPE = "color(30)"  # a blue green: commands, and what is one's own


class _Console(Console):
    """A console that leaves a closed pipe to `cli.app`: for Rich it is an error, for us it is none."""

    def on_broken_pipe(self) -> None:
        raise


def console(stream: Literal["stdout", "stderr"] = "stdout") -> Console:
    """A console on standard output or error that changes nothing in what it is given."""
    colours: Literal["auto"] | None = None if os.environ.get("NO_COLOR") or is_plain() else "auto"
    return _Console(file=getattr(sys, stream), markup=False, highlight=False, emoji=False, color_system=colours)


def say(*lines: str | Text) -> None:
    """Messages: to stderr, wrapped at the terminal's width, after the results said so far."""
    sys.stdout.flush()
    for line in lines:
        put(console("stderr"), line)


def tell(*lines: str | Text) -> None:
    """Results: to stdout, wrapped at the terminal's width."""
    for line in lines:
        put(console(), line)


def put(screen: Console, text: str | Text, *, indent: int = 0, first: Text | None = None) -> None:
    """Text on the screen, wrapped with every line indented; `first` stands in the indent of its first line.

    A `Text` that is not to be wrapped (a command) goes out whole, however long.
    """
    body = Text(clean(text)) if isinstance(text, str) else text
    if is_plain():
        _put_plain(screen, body, first)
        return
    if body.no_wrap:
        screen.print(body, soft_wrap=True)
        return
    lines = body.wrap(screen, max(20, screen.width - indent))
    for number, line in enumerate(lines or [Text()]):
        line.rstrip()
        lead = first if first and number == 0 else Text(" " * indent if line else "")
        screen.print(Text().append_text(lead).append_text(line), soft_wrap=True)


def _put_plain(screen: Console, body: Text, first: Text | None) -> None:
    """The same without columns, and without breaking lines: a program that reads aloud takes each for a sentence. A row
    of a list, which is what has something in its indent, becomes one; other text stays as it is."""
    text = body.plain.strip()
    if first:
        text = with_full_stop(": ".join(filter(None, [without_columns(first.plain), text])))
    if text:
        screen.print(Text(text), soft_wrap=True)


def heading(*parts: str, facts: str = "") -> Text:
    """What stands above something: its reference and its title, and what is to be said of it."""
    titles = [Text(clean(part), style="bold") for part in parts if part]
    return side_by_side(*titles, *([Text(clean(facts), style="dim")] if facts else []))


def side_by_side(*parts: Text) -> Text:
    """Parts of one line, apart from each other; one sentence where they are read aloud."""
    return Text(with_full_stop(", ".join(part.plain for part in parts))) if is_plain() else Text("  ").join(parts)


def command_line(command: str) -> Text:
    """A command to run next, set off from the sentence before it. Never broken: it is copied from the screen."""
    return Text(f"  {clean(command)}", style=TO_TYPE, no_wrap=True, overflow="ignore")


def address_line(address: str) -> Text:
    """An address to open, likewise."""
    return Text(f"  {clean(address)}", no_wrap=True, overflow="ignore")


def cells(text: str) -> int:
    """How many columns of a terminal a text takes."""
    from rich.cells import cell_len

    return cell_len(text)


def clipped(text: str, width: int) -> str:
    """The text on one line in at most `width` columns, its end left out where it is longer."""
    from rich.cells import set_cell_size

    line = " ".join(clean(text).split())
    return line if cells(line) <= width else f"{set_cell_size(line, max(width - 1, 0)).rstrip()}…"


def shortened(text: str, width: int) -> str:
    """The text on one line in at most `width` columns, its middle left out where it is longer."""
    from rich.cells import set_cell_size

    line = " ".join(clean(text).split())
    if cells(line) <= width:
        return line
    head = max(width - 1, 0) * 2 // 3
    tail = max(width - 1 - head, 0)
    ending = line[-tail:] if tail else ""
    while cells(ending) > tail:
        ending = ending[1:]
    return f"{set_cell_size(line, head).rstrip()}…{ending.lstrip()}"
