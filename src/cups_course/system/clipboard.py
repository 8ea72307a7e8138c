"""The clipboard: the system's own where there is one, else the terminal's (OSC 52), which also works over SSH."""

import base64
import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Literal

Means = Literal["system", "terminal"]
"""By what a text got onto the clipboard. Whether a terminal took it cannot be known: it gives no answer."""

_PAUSES = (0.0, 0.05, 0.1, 0.2, 0.4)
"""Seconds before each look at what arrived."""
_PATIENCE = 10
"""Seconds for a program that hands out what is on the clipboard."""
_MOST_IN_A_SEQUENCE = 74_994
"""Bytes of a text that terminals take in one sequence: of those that have a limit the lowest is hterm's, 100,000 for
all of it (its `osc52.sh`)."""

# What a browser copied as HTML, by the system's own means; Windows is asked for its text only.
_HTML_OF = {
    "wayland": ["wl-paste", "--no-newline", "--type", "text/html"],
    "x11": ["xclip", "-selection", "clipboard", "-target", "text/html", "-out"],
    "macos": ["osascript", "-e", "the clipboard as «class HTML»"],
}
_APPLE_DATA = re.compile(rb"data HTML([0-9A-Fa-f]+)")


def means() -> str:
    """By what a text would get onto the clipboard, in words; "" where there is nothing."""
    import pyperclip

    if bool(pyperclip.determine_clipboard()[0]):
        return "the system's own"
    return "the terminal's" if _terminal_may() else ""


def copy(text: str) -> Means | None:
    """Put a text on the clipboard; None where there is none to be had.

    Over SSH the system's clipboard is that of the far machine, so the terminal is asked first.
    """
    over_ssh = bool(os.environ.get("SSH_CONNECTION") or os.environ.get("SSH_TTY"))
    order: list[Means] = ["terminal", "system"] if over_ssh else ["system", "terminal"]
    ways = {"system": _system, "terminal": _terminal}
    return next((way for way in order if ways[way](text)), None)


def paste() -> str:
    """The text on the system's clipboard, "" where there is none or no clipboard."""
    import pyperclip

    try:
        return pyperclip.paste()
    except (pyperclip.PyperclipException, OSError):
        return ""


def paste_html() -> bytes:
    """What is on the clipboard as HTML, as a browser put it there; empty where the system offers none."""
    if sys.platform == "darwin":
        system = "macos"
    elif os.environ.get("WAYLAND_DISPLAY"):
        system = "wayland"
    elif os.environ.get("DISPLAY"):
        system = "x11"
    else:
        return b""
    try:
        done = subprocess.run(_HTML_OF[system], stdin=subprocess.DEVNULL, capture_output=True, timeout=_PATIENCE)
    except (OSError, subprocess.TimeoutExpired):
        return b""
    if done.returncode != 0:
        return b""
    if system == "macos":  # written as «data HTML3C703E...»
        form = _APPLE_DATA.search(done.stdout)
        return bytes.fromhex(form[1].decode("ascii")) if form else b""
    return done.stdout


def _system(text: str) -> bool:
    import pyperclip

    try:
        with _nothing_inherited():
            pyperclip.copy(text)
        # Its helpers may fail without a word (xclip without a display), so it is read back; others take a moment
        # until what they were given can be had.
        for pause in _PAUSES:
            time.sleep(pause)
            if pyperclip.paste().replace("\r\n", "\n") == text:
                return True
    except (pyperclip.PyperclipException, OSError):
        pass
    return False


@contextmanager
def _nothing_inherited() -> Iterator[None]:
    """What is started now has no output of ours: xclip stays behind until somebody else copies, and whoever reads our
    output (`$(cups-course export --copy)`) would wait for its end as long."""
    sys.stdout.flush()
    sys.stderr.flush()
    kept = [(number, os.dup(number)) for number in (1, 2)]
    nothing = os.open(os.devnull, os.O_WRONLY)
    try:
        for number, _ in kept:
            os.dup2(nothing, number)
        yield
    finally:
        os.close(nothing)
        for number, copy in kept:
            os.dup2(copy, number)
            os.close(copy)


def _terminal(text: str) -> bool:
    """The terminal's own way: an escape sequence with the text in base64 (OSC 52). There is no answer, so it is a hope.
    tmux takes no such sequence from the programs in it unless it was told to, and hands one on by a command of its own.
    """
    if not _terminal_may() or len(text.encode("utf-8")) > _MOST_IN_A_SEQUENCE:
        return False
    if os.environ.get("TMUX") and _tmux(text):
        return True
    sys.stderr.write(f"\x1b]52;c;{base64.b64encode(text.encode('utf-8')).decode('ascii')}\a")
    sys.stderr.flush()
    return True


def _tmux(text: str) -> bool:
    command = ["tmux", "load-buffer", "-w", "-"]
    try:
        done = subprocess.run(command, input=text.encode("utf-8"), capture_output=True, timeout=_PATIENCE)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


def _terminal_may() -> bool:
    return sys.stderr.isatty() and os.environ.get("TERM") not in (None, "dumb", "linux")
