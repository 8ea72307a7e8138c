import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cups_course.text import as_written, clean, count_words, fold, fold_name, fold_space


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("We don't  know", "we dont know"),
        ("We don’t know", "We don't know"),
        ("“So” it is", '"So" it is'),
        ("a\u00a0b\tc\nd", "a b c d"),
        ("ﬁne", "fine"),
        ("STRASSE", "straße"),
    ],
)
def test_texts_that_two_people_would_call_the_same_fold_alike(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(("one", "other"), [("one thing", "onething"), ("2.2", "22"), ("why?", "why"), ("a-b", "ab")])
def test_texts_with_other_words_do_not_fold_alike(one: str, other: str) -> None:
    assert fold(one) != fold(other)


@given(st.text())
def test_folding_white_space_twice_is_folding_it_once(text: str) -> None:
    assert fold_space(fold_space(text)) == fold_space(text)


@pytest.mark.parametrize("name", ["OakLeaf", "@oakleaf", " OAKLEAF ", "@OakLeaf"])
def test_a_name_folds_alike_in_any_case_with_or_without_at(name: str) -> None:
    assert fold_name(name) == "oakleaf"


@given(st.text())
def test_no_control_character_and_no_override_of_direction_is_shown(text: str) -> None:
    left = set(clean(text)) - {"\n", "\t"}

    assert not any(unicodedata.category(character) == "Cc" for character in left)
    assert not left & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


@given(st.text(st.characters(exclude_categories=("Cc", "Cf", "Cs"))))
def test_a_text_without_such_characters_is_shown_as_it_is(text: str) -> None:
    assert clean(text) == text


def test_emoji_and_letters_that_join_are_shown_whole() -> None:
    assert clean("👩\u200d🎓 می\u200cخواهم") == "👩\u200d🎓 می\u200cخواهم"


def test_an_escape_sequence_loses_its_power_and_line_ends_stay() -> None:
    assert clean("a\x1b[31mb\r\nc\rd\x9b2J") == "a[31mb\nc\nd2J"


def test_words_are_counted_as_a_person_would() -> None:
    assert count_words("  It's one-two, three…\n four ") == 4


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("\n \n  indented first\nlast  \n\n \t\n", "  indented first\nlast  "),
        ("one\r\ntwo\rthree", "one\ntwo\nthree"),
        ("a\n\n\nb", "a\n\n\nb"),
        (" \n\t\n", ""),
        ("", ""),
        ("* a [list](x)\n> `code`", "* a [list](x)\n> `code`"),
    ],
)
def test_a_text_is_kept_as_written_without_the_blank_lines_around_it(given: str, kept: str) -> None:
    assert as_written(given) == kept


@given(st.text())
def test_a_kept_text_is_kept_as_it_is(text: str) -> None:
    assert as_written(as_written(text)) == as_written(text)


@given(st.text())
def test_nothing_but_white_space_is_left_out_of_what_is_kept(text: str) -> None:
    assert as_written(text).split() == text.split()
