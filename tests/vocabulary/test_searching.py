import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from cups_course.errors import WrongUsage
from cups_course.search import CLOSING, OPENING, SnippetPart, fold_for_search, fts_query, snippet, spans_in

LETTERS = st.text(
    st.sampled_from("ab XÉé’'ẞßİıΣς領ガｶﾞทีมั한하ᄒㄱㅏ\u0301\u0308\u11ab\u09c7\u09be😊👍🏽\u200d\ufe0f½ﬁ\n\x1b")
)
"""Texts with more letters that are hard to fold than random text has."""


@pytest.mark.parametrize(
    ("written", "typed"),
    [
        ("Café", "cafe"),
        ("Cafe\u0301", "CAFÉ"),
        ("don’t", "dont"),
        ("don't", "don’t"),
        ("GROẞ", "gross"),
        ("İstanbul", "istanbul"),
        ("ΟΔΟΣ", "οδος"),
        ("ёлка", "ЕЛКА"),
        ("مُحَمَّد", "محمد"),
        ("한국", "\u1112\u1161\u11ab\u1100\u116e\u11a8"),
        ("ｶﾞ", "ガ"),
    ],
)
def test_spellings_of_one_word_fold_to_the_same(written: str, typed: str) -> None:
    assert fold_for_search(written) == fold_for_search(typed)


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        ("steady pace", '"steady" * "pace" *'),
        ('"steady pace"', '"steady pace"'),
        ("“Steady pace” fast", '"steady pace" "fast" *'),
        ('5" nails', '"5" * "nails" *'),
        ("don’t", '"dont" *'),
        ("-quiet", '"quiet" *'),
        ("领导力", '"领 导 力" *'),
        ("one OR (two NOT three*) NEAR:four", '"one" * "or" * "two" * "not" * "three" * "near four" *'),
    ],
)
def test_a_query_wants_every_word_and_takes_nothing_typed_for_an_operator(typed: str, asked: str) -> None:
    assert fts_query(typed) == asked


@pytest.mark.parametrize("typed", ["", "  ", "?!", '""', "“ ”", "’", "😊", "\x00", "\ud800"])
def test_a_query_without_a_word_is_refused(typed: str) -> None:
    with pytest.raises(WrongUsage, match="no word"):
        fts_query(typed)


def marking(text: str, word: str) -> str:
    """The folded text with marks around every match of a word, as the index gives it."""
    return re.sub(re.escape(fold_for_search(word).strip()), f"{OPENING}\\g<0>{CLOSING}", fold_for_search(text))


@pytest.mark.parametrize(
    ("text", "word", "matches"),
    [
        ("A Café, a cafe and a Cafe\u0301.", "cafe", ["Café", "cafe", "Cafe\u0301"]),
        ("I don’t; she said 'dont'", "dont", ["don’t", "dont"]),
        ("Weiß, WEISS, weiẞ", "weiss", ["Weiß", "WEISS", "weiẞ"]),
        ("İstanbul’da", "istanbulda", ["İstanbul’da"]),
        ("ὁδός ΟΔΟΣ", "οδος", ["ὁδός", "ΟΔΟΣ"]),
        ("他的領導力很好", "領導力", ["領導力"]),
        ("静かなガーデン", "ガーデン", ["ガーデン"]),
        ("ภาวะผู้นำ", "ผู้นำ", ["ผู้นำ"]),
        ("좋은 \u1112\u1161\u11ab글", "한글", ["\u1112\u1161\u11ab글"]),
        ("👍🏽steady👨‍👩‍👧", "steady", ["steady"]),
    ],
)
def test_spans_cover_the_matches_as_they_are_written(text: str, word: str, matches: list[str]) -> None:
    spans = spans_in(text, marking(text, word))

    assert [text[start:end] for start, end in spans] == matches


@given(LETTERS | st.text())
def test_any_text_with_a_word_can_match_whole(text: str) -> None:
    whole = fold_for_search(text)

    spans = spans_in(text, f"{OPENING}{whole}{CLOSING}" if whole.strip() else whole)

    assert bool(spans) == bool(whole.strip())


@given(LETTERS | st.text(), st.sampled_from("abÉİẞ領ทㄱ한"), LETTERS | st.text(), LETTERS | st.text())
def test_a_span_covers_a_whole_word_without_an_apostrophe_after_it(
    before: str, first: str, rest: str, after: str
) -> None:
    word = first + rest
    marked = f"{fold_for_search(f'{before} ')}{OPENING}{fold_for_search(word)}{CLOSING}{fold_for_search(f' {after}')}"

    ((start, end),) = spans_in(f"{before} {word} {after}", marked)

    assert (start, end) == (len(before) + 1, len(before) + 1 + len(word.rstrip("'’‘`´ʼ′")))


def test_a_text_that_the_index_has_otherwise_gets_no_spans() -> None:
    assert spans_in("a small candle", marking("a lamp", "lamp")) == []


# Snippets


def snippet_of(text: str, *words: str) -> str:
    pieces = snippet(text, [(text.index(word), text.index(word) + len(word)) for word in words], cell_len)
    return "".join(f"«{piece.text}»" if piece.is_match else piece.text for piece in pieces)


def test_a_short_text_is_shown_whole_on_one_line() -> None:
    assert snippet_of("One lamp,\n\n  every evening.", "lamp", "evening") == "One «lamp», every «evening»."


def test_a_long_text_is_shown_around_its_first_match() -> None:
    text = "quiet " * 100 + "lantern" + " meadow" * 100

    shown = snippet_of(text, "lantern")

    assert shown.startswith("… quiet quiet")
    assert " quiet «lantern» meadow " in shown
    assert shown.endswith(" meadow …")
    assert len(shown) < 160


def test_a_text_without_a_match_is_shown_from_its_beginning() -> None:
    assert snippet("a small lamp", [], cell_len) == [SnippetPart("a small lamp", is_match=False)]


def test_no_ellipsis_stands_for_space_around_a_text() -> None:
    assert snippet_of("\n\n" * 100 + "a lamp" + "\n" * 200, "lamp").strip() == "a «lamp»"


THAI = "ภาวะผู้นำที่ดีต้องฟังคนอื่นเสมอ" * 9
HAN = "他的領導力很好，我們每天都學習如何成為更好的領導者。" * 9
HINDI = "".join(f"{number} हर दिन हम सीखते हैं कि एक अच्छा नेता कैसे बनें। " for number in range(9))
JAPANESE = "ｶﾞーデンの静かなか\u3099ーデンで、毎日ゆっくり学びます。" * 9
ACCENTED = "".join(f"{number} Za\u0307żółć ge\u0328\u0301ślą jaźń café " for number in range(12))
EMOJI = "".join(f"{number} 👩‍🌾👍🏽 lamp 👨‍👩‍👧 ❤️ " for number in range(20))
ONE_LONG_WORD = "e\u0301" * 400


@given(st.sampled_from([THAI, HAN, HINDI, JAPANESE, ACCENTED, EMOJI, ONE_LONG_WORD]), st.data())
def test_a_long_text_is_cut_between_words_or_letters_at_the_width_of_a_line(text: str, data: st.DataObject) -> None:
    letters = [one.start() for one in re.finditer(r"\w", text)]
    first = data.draw(st.sampled_from(letters))
    last = first + 1
    while last < len(text) and (unicodedata.category(text[last])[0] == "M" or text[last] in "ﾞ"):
        last += 1
    pieces = [piece.text for piece in snippet(text, [(first, last)], cell_len)]

    shown = "".join(pieces)
    cut = shown.strip("… ")
    at = re.sub(r"\s+", " ", text).find(cut)
    assert at >= 0
    assert cell_len(cut) <= 140
    on_one_line = re.sub(r"\s+", " ", text)
    edges = [at] if shown.startswith("…") else []
    edges += [at + len(cut)] if shown.endswith("…") else []
    assert len(cut) == len(on_one_line.strip()) or edges
    for edge in edges:
        assert unicodedata.category(on_one_line[edge])[0] != "M"
        if text in (HINDI, ACCENTED, EMOJI):
            assert " " in on_one_line[edge - 1 : edge + 1] or edge in (first, last)


@given(st.text(), LETTERS.filter(str.strip), st.text())
def test_a_snippet_is_one_harmless_line_with_the_match(before: str, word: str, after: str) -> None:
    pieces = snippet(before + word + after, [(len(before), len(before) + len(word))], cell_len)

    everything = "".join(piece.text for piece in pieces)
    assert not re.search(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", everything)
    matched = "".join(piece.text for piece in pieces if piece.is_match)
    whole = re.sub(r"\s+", " ", word.replace("\x1b", ""))
    assert matched == whole or (cell_len(whole) > 90 and whole.startswith(matched))
