"""Plain output, for whoever has the screen read aloud: one sentence a line, no columns, no signs without words.

Chosen once, when a command begins. `screen` does what every view needs; the views that lay out rows of their own hand
them here as sentences.
"""

import re
from collections.abc import Callable

_COLUMNS = re.compile(r"\s{2,}")
_SIGN = re.compile(r"[✓✗◐✎·?│\-]\s+")
_ENDED = (".", "!", "?", "…", ":", "。", "？", "！")


def _drawn() -> bool:
    return False


_asked: Callable[[], bool] = _drawn
_chosen: bool | None = None


def set_plain(asked: Callable[[], bool]) -> None:
    """How this call of the tool shows everything: `asked` is called once, by what is shown first."""
    global _asked, _chosen
    _asked, _chosen = asked, None


def is_plain() -> bool:
    """Whether what is shown is to be read aloud."""
    global _chosen
    if _chosen is None:
        _chosen = _asked()
    return _chosen


def sentence(called: str, *facts: str, words: str = "") -> str:
    """`Question 3, to answer: What would you take home?`; one that says nothing more ends in its facts."""
    said = [one for one in map(_folded, facts) if one]
    words = _folded(words)
    if words:
        return with_full_stop(f"{', '.join([called, *said])}: {words}")
    return with_full_stop(f"{called}: {', '.join(said)}" if said else called)


def without_columns(lead: str) -> str:
    """What stands in columns before a text, as it is read: commas between, and no signs, which have words beside."""
    lead = lead.strip()
    if sign := _SIGN.match(f"{lead} "):
        lead = lead[sign.end() :]
    return ", ".join(part for part in _COLUMNS.split(lead) if part)


def with_full_stop(text: str) -> str:
    """A sentence with an end that makes whoever reads it aloud pause."""
    return text if not text or text.endswith(_ENDED) else f"{text}."


def _folded(text: str) -> str:
    return " ".join(text.split())
