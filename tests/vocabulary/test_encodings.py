"""The letters of whatever a person hands in."""

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cups_course.text import decode, repair_double_encoding

LETTERS = st.text(st.characters(exclude_characters="\0", codec="utf-8"))
"""Nobody writes NUL; where every other byte is one, the text is UTF-16."""


@given(LETTERS)
def test_utf8_is_read_as_it_is(text: str) -> None:
    assert decode(text.encode()) == text or text.startswith("\ufeff")


@given(LETTERS)
@pytest.mark.parametrize(
    ("mark", "encoding"),
    [(codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")],
)
def test_a_mark_says_the_encoding_and_is_no_part_of_the_text(mark: bytes, encoding: str, text: str) -> None:
    assert decode(mark + text.encode(encoding)) == text


def test_text_of_western_windows_is_read() -> None:
    assert decode("Don’t – “so” é €".encode("cp1252")) == "Don’t – “so” é €"


@given(st.binary())
def test_any_bytes_give_some_text(data: bytes) -> None:
    assert isinstance(decode(data), str)


@given(LETTERS)
def test_what_was_encoded_twice_is_read_as_it_was(text: str) -> None:
    for letters in ("’", "“", "–", "…", "😀"):
        assert repair_double_encoding(letters.encode().decode("latin-1")) == letters
    assert repair_double_encoding("Café à la crème, naïve â € Ã©") == "Café à la crème, naïve â € Ã©"
    assert repair_double_encoding(repair_double_encoding(text)) == repair_double_encoding(text)
