"""Comparing and showing texts that came through a browser, a forum and back."""

import re
import unicodedata

_APOSTROPHES = str.maketrans("", "", "'’‘`´ʼ′")
_QUOTES = str.maketrans({"“": '"', "”": '"', "„": '"', "«": '"', "»": '"'})
# C0 (but tab and line feed), DEL, C1: escape sequences begin with one. Directional overrides can make shown text lie.
_UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_TWICE = re.compile("[\xc2-\xf4](?=[\x80-\xbf]{0,2}[\x80-\x9f])[\x80-\xbf]{1,3}")


def fold_space(text: str) -> str:
    """The text on one line, every run of white space (non-breaking included) one blank."""
    return " ".join(text.split())


def fold(text: str) -> str:
    """The text as two people would call it the same: case, white space, apostrophes and kinds of quotes folded.

    Saved copies lose apostrophes ("dont", "Weve"), so they are dropped for comparing, never in what is kept.
    """
    return fold_space(drop_apostrophes(unicodedata.normalize("NFKC", text)).translate(_QUOTES)).casefold()


def drop_apostrophes(text: str) -> str:
    """The text without any kind of apostrophe."""
    return text.translate(_APOSTROPHES)


def fold_name(name: str) -> str:
    """A forum name for comparing: without a leading @, case folded."""
    return unicodedata.normalize("NFKC", name).strip().removeprefix("@").casefold()


def line_feeds(text: str) -> str:
    """The text with every line end as `\\n`."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def repair_double_encoding(text: str) -> str:
    """The text with letters that some program encoded twice as they were: `I\xe2\x80\x99m` is `I’m`.

    Only what holds control characters that no text has is taken for such.
    """
    return _TWICE.sub(lambda letters: _once(letters[0]), text)


def _once(letters: str) -> str:
    try:
        return letters.encode("latin-1").decode("utf-8")
    except UnicodeDecodeError:
        return letters


def clean(text: str) -> str:
    """The text harmless for a terminal: control characters and directional overrides left out, line breaks kept.

    Letters that were encoded twice, which leaves such characters behind, are put right."""
    return _UNSAFE.sub("", repair_double_encoding(line_feeds(text)))


def word_set(row: str) -> frozenset[str]:
    """A set of words, written as a row of them."""
    return frozenset(row.split())


def count_words(text: str) -> int:
    """How many words a person would count."""
    return len(text.split())
