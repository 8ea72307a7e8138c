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
"""What put a text on the clipboard. A terminal gives no answer, so nobody knows whether it did."""

_PAUSES = (0.0, 0.05, 0.1, 0.2, 0.4)
"""Seconds to wait before each check of the clipboard."""
_TIMEOUT = 10
"""Seconds that a clipboard program may take."""
_MOST_BYTES = 74_994
"""Bytes of text in one escape sequence. hterm has the lowest limit of all terminals, 100,000 bytes for the whole
sequence (its `osc52.sh`)."""

# Print what a browser copied as HTML. On Windows only its text is read.
_HTML_COMMANDS = {
    "wayland": ["wl-paste", "--no-newline", "--type", "text/html"],
    "x11": ["xclip", "-selection", "clipboard", "-target", "text/html", "-out"],
    "macos": ["osascript", "-e", "the clipboard as «class HTML»"],
}
_APPLE_DATA = re.compile(rb"data HTML([0-9A-Fa-f]+)")


def means() -> str:
    """What would put a text on the clipboard, in words; "" if there is no clipboard."""
    import pyperclip

    if bool(pyperclip.determine_clipboard()[0]):
        return "the clipboard of the system"
    return "the clipboard of the terminal" if _terminal_may_copy() else ""


def copy(text: str) -> Means | None:
    """Put a text on the clipboard. Returns what did it; None if there is no clipboard.

    Over SSH the terminal comes first: the system's clipboard is that of the remote machine.
    """
    over_ssh = bool(os.environ.get("SSH_CONNECTION") or os.environ.get("SSH_TTY"))
    order: list[Means] = ["terminal", "system"] if over_ssh else ["system", "terminal"]
    copiers = {"system": _copy_by_system, "terminal": _copy_by_terminal}
    return next((means for means in order if copiers[means](text)), None)


def why_none() -> str:
    """Why there is no clipboard here, and what to install if that helps."""
    if sys.platform not in ("darwin", "win32"):
        if os.environ.get("WAYLAND_DISPLAY"):
            return "No clipboard program was found. Install wl-clipboard to use the clipboard."
        if os.environ.get("DISPLAY"):
            return "No clipboard program was found. Install xclip to use the clipboard."
        return "There is no clipboard here, because no desktop is running."
    return "The clipboard can't be used here."


def paste() -> str | None:
    """The text on the system's clipboard, "" if it has none; None if there is no clipboard."""
    import pyperclip

    try:
        return pyperclip.paste() if bool(pyperclip.determine_clipboard()[1]) else None
    except (pyperclip.PyperclipException, OSError):
        return None


def paste_html() -> bytes:
    """What a browser copied as HTML; empty if the clipboard has none."""
    if sys.platform == "darwin":
        system = "macos"
    elif os.environ.get("WAYLAND_DISPLAY"):
        system = "wayland"
    elif os.environ.get("DISPLAY"):
        system = "x11"
    else:
        return b""
    try:
        done = subprocess.run(_HTML_COMMANDS[system], stdin=subprocess.DEVNULL, capture_output=True, timeout=_TIMEOUT)
    except (OSError, subprocess.TimeoutExpired):
        return b""
    if done.returncode != 0:
        return b""
    if system == "macos":  # written as «data HTML3C703E...»
        match = _APPLE_DATA.search(done.stdout)
        return bytes.fromhex(match[1].decode("ascii")) if match else b""
    return done.stdout


def _copy_by_system(text: str) -> bool:
    import pyperclip

    try:
        with _without_our_output():
            pyperclip.copy(text)
        # Read it back: helpers may fail silently (xclip without a display), and some take a moment.
        for pause in _PAUSES:
            time.sleep(pause)
            if pyperclip.paste().replace("\r\n", "\n") == text:
                return True
    except (pyperclip.PyperclipException, OSError):
        pass
    return False


@contextmanager
def _without_our_output() -> Iterator[None]:
    """Start programs without our standard output and error.

    xclip keeps running until something else is copied. A reader of our output (`$(cups-course export --copy)`) would
    wait for it.
    """
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


def _copy_by_terminal(text: str) -> bool:
    """Send the terminal an escape sequence with the text in base64 (OSC 52), to which it gives no answer.

    By default tmux ignores such a sequence, but it has a command that sends one.
    """
    if not _terminal_may_copy() or len(text.encode("utf-8")) > _MOST_BYTES:
        return False
    if os.environ.get("TMUX") and _copy_by_tmux(text):
        return True
    sys.stderr.write(f"\x1b]52;c;{base64.b64encode(text.encode('utf-8')).decode('ascii')}\a")
    sys.stderr.flush()
    return True


def _copy_by_tmux(text: str) -> bool:
    command = ["tmux", "load-buffer", "-w", "-"]
    try:
        done = subprocess.run(command, input=text.encode("utf-8"), capture_output=True, timeout=_TIMEOUT)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


def _terminal_may_copy() -> bool:
    return sys.stderr.isatty() and os.environ.get("TERM") not in (None, "dumb", "linux")
