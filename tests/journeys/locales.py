"""What an environment says of language and encoding: what could spoil words that come in and go out again."""

import locale
from collections.abc import Mapping

import pytest

LOCALES: dict[str, Mapping[str, str]] = {
    "UTF-8": {},
    "code page 1252": {"PYTHONIOENCODING": "cp1252"},
    "ASCII": {"LC_ALL": "C"},
    # Where `i` is no small `I`, so that Python 3.11 and 3.12 do not see that INSERT is a write.
    "Turkish": {"LC_ALL": "tr_TR.UTF-8"},
}


def said_in(name: str) -> Mapping[str, str]:
    """What the environment says there; skips the test where this machine has no such locale."""
    said = LOCALES[name]
    if wanted := said.get("LC_ALL"):
        before = locale.setlocale(locale.LC_CTYPE)
        try:
            locale.setlocale(locale.LC_CTYPE, wanted)
        except locale.Error:
            pytest.skip(f"this machine has no locale {wanted} (localedef -i tr_TR -f UTF-8 tr_TR.UTF-8 makes it)")
        finally:
            locale.setlocale(locale.LC_CTYPE, before)
    return said
