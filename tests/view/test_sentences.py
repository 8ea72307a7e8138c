"""Sentences of plain output, which a screen reader reads line by line."""

import pytest

from cups_course.view.wording import sentence


@pytest.mark.parametrize(
    ("subject", "facts", "words", "said"),
    [
        ("Tell us what you complained about.", ["done"], "", "Tell us what you complained about: done."),
        ("What is a lamp?", ["to do"], "", "What is a lamp? To do."),
        ("Watch this:", [], "", "Watch this:"),
        ("Question 1", ["to answer"], "What is it?", "Question 1, to answer: What is it?"),
        ("2.2", [], "It is.", "2.2: It is."),
    ],
)
def test_no_mark_is_doubled(subject: str, facts: list[str], words: str, said: str) -> None:
    assert sentence(subject, *facts, words=words) == said
