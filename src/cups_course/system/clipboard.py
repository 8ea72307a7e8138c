"""The clipboard: the system's own where there is one, else the terminal's (OSC 52), which also works over SSH."""

import base64
import os
import sys
import time

_PAUSES = (0.0, 0.05, 0.1, 0.2, 0.4)
"""Seconds before each look at what arrived."""


def copy(text: str) -> bool:
    """Put a text on the clipboard; False where there is none to be had.

    Over SSH the system's clipboard is that of the far machine, so the terminal is asked instead.
    """
    over_ssh = bool(os.environ.get("SSH_CONNECTION") or os.environ.get("SSH_TTY"))
    if over_ssh:
        return _terminal(text) or _system(text)
    return _system(text) or _terminal(text)


def _system(text: str) -> bool:
    import pyperclip

    try:
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


def _terminal(text: str) -> bool:
    """The terminal's own way: an escape sequence with the text in base64. It gives no answer, so this is a hope."""
    if not sys.stderr.isatty() or os.environ.get("TERM") in (None, "dumb", "linux"):
        return False
    sys.stderr.write(f"\x1b]52;c;{base64.b64encode(text.encode('utf-8')).decode('ascii')}\a")
    sys.stderr.flush()
    return True
