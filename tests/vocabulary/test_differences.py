"""What changed between two texts is told by words, and no letter of either is lost in the telling."""

import time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from cups_course.differences import Difference, differences

WORDS = st.lists(st.sampled_from(["kind", "words", "the", "don’t", ".", ",", " ", "\n\n", "聞くこと", "の"])).map(
    "".join
)
TEXTS = st.one_of(st.text(), WORDS, WORDS.map(lambda text: text * 3))


def told(old: str, new: str) -> str:
    """The changes in one line: what went in [-…-], what came in {+…+}."""
    return "".join(
        kept + (f"[-{gone}-]" if gone else "") + (f"{{+{came}+}}" if came else "")
        for kept, gone, came in differences(old, new)
    )


@given(TEXTS, TEXTS)
@example("one. two.", "one. three. two.")
@example("a\x1c b", "a\u2028b")
def test_both_texts_are_there_to_the_letter(old: str, new: str) -> None:
    found = differences(old, new)
    assert "".join(change.kept + change.gone for change in found) == old
    assert "".join(change.kept + change.new for change in found) == new


@given(TEXTS)
def test_a_text_that_stayed_has_no_change(text: str) -> None:
    assert differences(text, text) == ([Difference(text, "", "")] if text else [])


@given(TEXTS, TEXTS)
def test_between_two_changes_something_stayed(old: str, new: str) -> None:
    assert all(change.kept for change in differences(old, new)[1:])


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("She listened to him.", "She spoke to him.", "She[- listened-]{+ spoke+} to him."),
        ("We don't know", "We do know", "We[- don't-]{+ do+} know"),
        ("heard", "hearing", "[-heard-]{+hearing+}"),
        ("Be kind, always.", "Be kind always.", "Be kind[-,-] always."),
        ("Be there.", "Be there. And stay.", "Be there.{+ And stay.+}"),
        ("", "A first word.", "{+A first word.+}"),
        ("A last word.", "", "[-A last word.-]"),
    ],
)
def test_changes_are_told_by_words(old: str, new: str, said: str) -> None:
    assert told(old, new) == said


def test_a_sentence_between_two_others_is_marked_from_its_first_word_to_its_stop() -> None:
    old = "I saw a leader listen. The room went quiet."
    new = "I saw a host listen. It stayed with me. The room went quiet."
    assert told(old, new) == "I saw a[- leader-]{+ host+} listen.{+ It stayed with me.+} The room went quiet."


def test_a_new_paragraph_between_the_same_words_is_a_change_of_its_own() -> None:
    assert told("Listen first. Speak later.", "Listen first.\n\nSpeak later.") == (
        "Listen first.[- -]{+\n\n+}Speak later."
    )


def test_words_that_two_sentences_share_by_chance_do_not_cut_them_to_shreds() -> None:
    old = "Before: yesterday evening the gardener watered everything carefully. After."
    new = "Before: tomorrow morning the listener remembers somebody quietly. After."
    assert len(differences(old, new)) == 2


def test_a_language_without_blanks_is_compared_too() -> None:
    assert told("静かな夜に話を聞く。", "静かな朝に話を聞く。") == "静かな[-夜-]{+朝+}に話を聞く。"


@pytest.mark.parametrize("repeated", ["the ", "a\n", "?!", "の", "again and "])
def test_a_very_long_text_is_told_at_once_even_where_its_words_repeat(repeated: str) -> None:
    old = repeated * 60_000 + "the old end"
    new = "a new beginning " + repeated * 30_000 + "amid it " + repeated * 30_000
    began = time.process_time()
    found = differences(old, new)
    assert time.process_time() - began < 5, "seconds on any machine; compared word by word it is minutes"
    assert "".join(change.kept + change.new for change in found) == new


def test_a_very_long_text_with_every_second_word_changed_is_told_at_once() -> None:
    old, new = (" ".join(f"{'kept' if n % 2 else name}{n}" for n in range(40_000)) for name in ("old", "new"))
    began = time.process_time()
    differences(old, new)
    assert time.process_time() - began < 5, "compared word by word it is minutes"


def test_of_a_very_long_text_the_paragraphs_that_changed_are_told() -> None:
    paragraphs = [f"In week {week} we met, and the words were the same as the week before it." for week in range(900)]
    old = "\n\n".join(["Begin.", *paragraphs, "End."])
    paragraphs[3] = "In week 3 nobody came."
    paragraphs[700] = "In week 700 everybody came."
    new = "\n\n".join(["Start.", *paragraphs, "Stop."])
    assert [change.new.strip() for change in differences(old, new) if change.new] == [
        "Start.",
        "In week 3 nobody came.",
        "In week 700 everybody came.",
        "Stop",
    ]
