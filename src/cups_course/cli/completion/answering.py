"""A shell's question answered: quickly, without a word beside the answer, and without changing anything."""

import contextlib
import os
import sys
from collections.abc import Sequence

from cups_course.cli.completion.lines import CommandLine, from_bash, from_words


def answer(asked: Sequence[str]) -> None:
    """Print what may stand where the shell's cursor is. Whatever goes wrong, nothing is said: a person is typing."""
    with contextlib.suppress(Exception), open(os.devnull, "w", encoding="utf-8") as nowhere:  # noqa: PTH123
        with contextlib.redirect_stdout(nowhere), contextlib.redirect_stderr(nowhere):
            shell, *rest = asked
            line = from_bash(*rest) if shell == "bash" else from_words(rest)
            said = _said(line)
        sys.stdout.write(said)
        sys.stdout.flush()


def _said(line: CommandLine) -> str:
    from cups_course.cli.completion.offers import FILES, completions

    found = completions(list(line.words), line.typed)
    if found is FILES:
        return "files\n"
    fitting = [(line.continued_by(one.word), one.says) for one in found if one.word.startswith(line.typed)]
    return "words\n" + "".join(f"{word}\t{says}\n" for word, says in fitting if word is not None)
