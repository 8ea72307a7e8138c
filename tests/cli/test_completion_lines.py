"""A line in bash as its words, and a word put back into it."""

import re
import shlex
from collections.abc import Callable

from hypothesis import assume, given
from hypothesis import strategies as st

from cups_course.cli.completion.lines import from_bash

WORDS = st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")), min_size=1)
QUOTED: dict[str, Callable[[str], str]] = {
    "": lambda text: "".join(f"\\{letter}" for letter in text),
    "'": lambda text: "'" + text.replace("'", "'\\''"),
    '"': lambda text: '"' + "".join(f"\\{letter}" if letter in '"\\$`' else letter for letter in text),
}


@given(WORDS, st.integers(0), st.integers(0), st.sampled_from(list(QUOTED)))
def test_what_bash_puts_in_makes_the_whole_word(word: str, begun: int, kept: int, quote: str) -> None:
    begun %= len(word) + 1
    written = QUOTED[quote](word[:begun])
    # Outside of quotes bash replaces only what follows the last letter at which it breaks words, whichever it is.
    replaced = written[2 * (kept % (begun + 1)) :] if not quote else written[written.rindex(quote) + 1 :]
    assume({"'": "'", '"': "!"}.get(quote, " ") not in word)  # bash knows no way to have that there
    line = from_bash(f"=cups-course show {written}", f"={replaced}")

    assert (line.words, line.typed) == (("show",), word[:begun])
    whole = f"{written.removesuffix(replaced)}{line.continued_by(word)}{quote}"
    (read,) = shlex.split(whole)
    # Between double quotation marks shlex leaves these two escaped; bash does not.
    assert (re.sub(r"\\([$`])", r"\1", read) if quote == '"' else read) == word


def test_words_before_it_are_taken_without_their_quotes() -> None:
    line = from_bash(r"""=cups-course --store 'my store.db' show "a b"c\ d  2.""", "=2.")
    assert line.words == ("--store", "my store.db", "show", "a bc d")
    assert line.typed == "2."


def test_between_two_words_nothing_is_typed_yet() -> None:
    assert from_bash("=cups-course show ", "=")[:2] == (("show",), "")


def test_what_cannot_stand_between_the_quotation_marks_is_not_put_in() -> None:
    assert from_bash("=cups-course show '2.2@o", "=2.2@o").continued_by("2.2@o'neil") is None
