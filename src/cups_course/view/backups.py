"""The backups of a store, the newest first."""

from collections.abc import Sequence
from typing import Any

from cups_course.course.backups import Listed
from cups_course.view.screen import command_line, say, tell
from cups_course.view.wordings import count, moment

_WHY = {
    "by-hand": "by hand",
    "daily": "daily",
    "before-migration": "before an update of the store",
    "before-restoring": "before a backup was put back",
    "before-merging": "before another device was taken in",
    "before-mending": "before doctor mended something",
}


def document(backups: Sequence[Listed]) -> list[dict[str, Any]]:
    """The document of `backup --list --json`."""
    return [
        {
            "number": one.number,
            "file": one.file,
            "at": one.at,
            "why": one.why,
            "size": one.size,
            "opens": one.texts is not None,
            "texts": one.texts,
        }
        for one in backups
    ]


def print_backups(backups: Sequence[Listed]) -> None:
    """When each was made and why, what is in it, and how to go back to one."""
    if not backups:
        tell("There is no backup yet. One is made by itself on each day you write something. To make one now:")
        say(command_line("cups-course backup"))
        return
    rows = [(f"{one.number:>4}", moment(one.at), _held(one), f"{_size(one.size):>7}", _WHY[one.why]) for one in backups]
    widths = [max(len(row[column]) for row in rows) for column in range(4)]
    for row in rows:
        tell("  ".join([*(f"{cell:<{width}}" for cell, width in zip(row, widths, strict=False)), row[4]]))
    say("", "To go back to one of them, by its number. What is there now is backed up first:")
    say(command_line(f"cups-course restore-backup {next((one.number for one in backups if one.texts is not None), 1)}"))


def _held(backup: Listed) -> str:
    return "cannot be opened" if backup.texts is None else count(backup.texts, "text")


def _size(size: int) -> str:
    kilobytes = (size + 999) // 1000
    return f"{kilobytes} kB" if kilobytes < 1000 else f"{kilobytes / 1000:.1f} MB"
