"""The backups of a store, the newest first."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from rich.text import Text

from cups_course.course.backups import BackupInfo
from cups_course.view.screen import address_line, command_line, console, put, say, tell
from cups_course.view.wordings import count, moment

_WHY = {
    "by-hand": "by hand",
    "daily": "daily",
    "before-migration": "before an update of the store",
    "before-restoring": "before a backup was put back",
    "before-merging": "before another device was taken in",
    "before-mending": "before doctor mended something",
}

_WIDE = 80
"""Columns of a terminal; where there are fewer the sizes are left out."""


def backups_document(backups: Sequence[BackupInfo]) -> list[dict[str, Any]]:
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


def print_backups(backups: Sequence[BackupInfo]) -> None:
    """When each was made and why, what is in it, and how to go back to one."""
    if not backups:
        tell("There is no backup yet. One is made by itself on each day you write something. To make one now:")
        say(command_line("cups-course backup"))
        return
    times = _times([one.at for one in backups])
    rows = [
        (f"{one.number:>3}", at, _held(one), f"{_size(one.size):>7}", _WHY[one.why])
        for one, at in zip(backups, times, strict=True)
    ]
    widths = [max(len(row[column]) for row in rows) for column in range(4 if console().width >= _WIDE else 3)]
    for row in rows:
        lead = "".join(f"{cell:<{width}}  " for cell, width in zip(row, widths, strict=False))
        put(console(), row[4], indent=len(lead), first=Text(lead))
    say("", "They are in this folder:", address_line(str(Path(backups[0].file).parent)))
    sound = next((one.number for one in backups if one.texts is not None), None)
    if sound is None:
        say("None of them can be opened. This looks at them, and at the store:", command_line("cups-course doctor"))
        return
    say("To go back to one of them, by its number or name. What is there now is backed up first:")
    say(command_line(f"cups-course restore-backup {sound}"))


def _times(moments: Sequence[str]) -> list[str]:
    """When each was made; where two were in the same minute, to the second."""
    minutes = Counter(moment(one) for one in moments)
    to_second = any(number > 1 for number in minutes.values())
    return [f"{moment(one)}:{datetime.fromisoformat(one):%S}" if to_second else moment(one) for one in moments]


def _held(backup: BackupInfo) -> str:
    return "unreadable" if backup.texts is None else count(backup.texts, "text")


def _size(size: int) -> str:
    kilobytes = (size + 999) // 1000
    return f"{kilobytes} kB" if kilobytes < 1000 else f"{kilobytes / 1000:.1f} MB"
