"""A command line that is being typed, as the shell tells it, and the completions printed for it."""

import contextlib
import os
import sys
from collections.abc import Sequence
from typing import NamedTuple

_SPECIAL = frozenset(" \t\n\"'\\$`!&;|<>()[]{}*?~#^")
"""Characters with a meaning to bash outside quotation marks."""
_ESCAPED_IN_QUOTES = frozenset('"\\$`')
_ESCAPED = {"'": frozenset[str](), '"': _ESCAPED_IN_QUOTES, "": _SPECIAL}
_NEVER_IN_QUOTES = {"'": "'", '"': "!"}
"""Characters that can't be escaped between these quotation marks."""


class CommandLine(NamedTuple):
    """The words before the cursor's word (without the command's own name), and what is `typed` of that word.

    For bash, `quote` is the quotation mark still open in it ("" for none), and `kept` how many of its letters bash
    leaves as they are. `quote` is None for other shells.
    """

    words: tuple[str, ...]
    typed: str
    quote: str | None = None
    kept: int = 0

    def continued_by(self, word: str) -> str | None:
        """What the shell has to insert for a word that begins with what is typed; None if it can't be quoted.

        Only bash needs quoting: other shells do it themselves.
        """
        if self.quote is None:
            return word
        if _NEVER_IN_QUOTES.get(self.quote, " ") in word:
            return None
        return "".join(f"\\{letter}" if letter in _ESCAPED[self.quote] else letter for letter in word[self.kept :])


def from_words(arguments: list[str]) -> CommandLine:
    """The line of a shell that splits it into words itself; the last argument is the cursor's word."""
    *words, typed = arguments
    return CommandLine(tuple(words), typed.removeprefix("="))


def from_bash(line: str, replaced: str = "=") -> CommandLine:
    """The line up to the cursor as bash has it, with quotation marks, and its end that bash will replace.

    Bash also breaks words at `=` and `@`, and replaces only what follows the last of these.
    """
    line = line.removeprefix("=")
    begin = len(line) - len(replaced.removeprefix("="))
    words: list[str] = []
    word: list[str] | None = None
    quote, kept = "", 0
    letters = iter(enumerate(line))
    for at, letter in letters:
        if not quote and letter in " \t\n":
            if word is not None:
                words.append("".join(word))
            word, kept = None, 0
            continue
        word = [] if word is None else word
        if at <= begin:
            kept = len(word)
        if letter == quote:
            quote = ""
        elif not quote and letter in "\"'":
            quote = letter
        elif letter == "\\" and quote != "'":
            _, escaped = next(letters, (at, ""))
            word.append(escaped if not quote or escaped in _ESCAPED_IN_QUOTES else f"\\{escaped}")
        else:
            word.append(letter)
    if begin == len(line):
        kept = len(word or ())
    return CommandLine(tuple(words[1:]), "".join(word or ()), quote, kept)


def print_completions(arguments: Sequence[str]) -> None:
    """Print the completions for a call of `__complete`. Prints nothing on any error: a person is typing."""
    with contextlib.suppress(Exception), open(os.devnull, "w", encoding="utf-8") as nowhere:  # noqa: PTH123
        with contextlib.redirect_stdout(nowhere), contextlib.redirect_stderr(nowhere):
            shell, *rest = arguments
            line = from_bash(*rest) if shell == "bash" else from_words(rest)
            output = _format(line)
        sys.stdout.write(output)
        sys.stdout.flush()


def _format(line: CommandLine) -> str:
    from cups_course.cli.completion.offers import FILES, completions  # here, so that its errors are silent too

    found = completions(list(line.words), line.typed)
    if found is FILES:
        return "files\n"
    fitting = [(line.continued_by(one.word), one.description) for one in found if one.word.startswith(line.typed)]
    return "words\n" + "".join(f"{word}\t{description}\n" for word, description in fitting if word is not None)
