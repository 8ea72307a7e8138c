"""Commands that people are shown to run: their words, and how these are written for a shell.

A name on a saved page may be `x;touch PWNED`, and people paste what they are shown. So a command is never a text, only
its words, and they are quoted here and nowhere else: for bash, zsh and fish alike, and on Windows for PowerShell and
cmd alike.
"""

import re
import shlex
import sys
from typing import Self

from cups_course.text import clean

# No shell treats these as special, except zsh an = and PowerShell an @ at the beginning of a word. Dots alone are not
# words, but stand for some.
_NEEDS_NO_QUOTES = r"(?!\.+\Z)[\w./:+@-]+(?:=[\w./:+@-]*)?"
_NEEDS_NO_QUOTES_ON_WINDOWS = r"(?!\.+\Z)[\w./:+\\-][\w./:+@\\-]*(?:=[\w./:+@\\-]*)?"
_ODD_QUOTES = "“”„‘’‚‛"
"""PowerShell takes these for plain quotes."""


class CommandLine(tuple[str, ...]):
    """The words of a command to run, the program's name first.

    As a `str` it can be pasted into the person's shell. `"..."` stands there for a word that can't be typed.
    """

    __slots__ = ()

    def __new__(cls, *words: object) -> Self:
        """A command of this program. Words that are None are left out."""
        return cls.of_program("cups-course", *words)

    @classmethod
    def of_program(cls, *words: object) -> Self:
        """A command of another program, whose name is the first word."""
        return super().__new__(cls, (str(word) for word in words if word is not None))

    @classmethod
    def example(cls, text: str) -> Self:
        """A command that our own source has as it is typed."""
        return cls.of_program(*shlex.split(text, comments=True))

    def and_also(self, *words: object) -> Self:
        """The command with more words at its end. Those that are None are left out."""
        return self.of_program(*self, *words)

    def with_words(self, placeholder: str, *words: str) -> Self:
        """The command with words of the person's in the place of the one that stands for them."""
        return self.of_program(*(new for word in self for new in (words if word == placeholder else [word])))

    def __str__(self) -> str:
        return " ".join(_quoted(word) or '"..."' for word in self)


def can_be_argument(word: str) -> bool:
    """Whether a word can be typed as an argument, and isn't taken for an option there."""
    return not word.startswith("-") and bool(_quoted(word))


def _quoted(word: str) -> str | None:
    """A word as it is typed in the shells of the person's system. None where it can't be typed so that each of them
    reads it as it is: it has a line break, or on Windows a letter that PowerShell or cmd replaces inside quotes."""
    on_windows = sys.platform == "win32"
    if re.fullmatch(_NEEDS_NO_QUOTES_ON_WINDOWS if on_windows else _NEEDS_NO_QUOTES, word):
        return word
    if not _can_be_copied(word) or (on_windows and re.search(rf'[$`"%{_ODD_QUOTES}]', word)):
        return None
    if on_windows or not re.search(r'[$`"\\!]', word):
        at_its_end = word[len(word.rstrip("\\")) :]  # programs on Windows read \" as a quote
        return f'"{word}{at_its_end}"'
    # Between single quotes fish reads a backslash, and no shell a single quote: these two go into double quotes.
    return re.sub(r"['\\]|[^'\\]+", _part_quoted, word)


def _part_quoted(part: re.Match[str]) -> str:
    return {"'": '"\'"', "\\": r'"\\"'}.get(part[0], f"'{part[0]}'")


def _can_be_copied(word: str) -> bool:
    """Whether a terminal shows a word as it is, on one line, so that it can be copied from there."""
    return clean(word) == word and word.splitlines() in ([word], []) and not re.search("[\t\ud800-\udfff]", word)


def without_special_letters(name: str) -> str:
    """A name as one word that no shell reads as more: `_` stands for all that is special there, or invisible."""
    return re.sub("\0+", "_", "".join(letter if _is_plain(letter) else "\0" for letter in name))


def _is_plain(letter: str) -> bool:
    others = letter > "\x7f" and letter.isprintable() and letter not in _ODD_QUOTES
    return others or letter.isalnum() or letter in "_.-"
