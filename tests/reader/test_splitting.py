"""An answer post is split over the questions however its writer marked them, and no word of theirs is lost."""

import re
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cups_course.reader.own import split_answer

ASKED = (
    "What is a garden to you?",
    "Can you name one plant you've seen in our garden?",
    "How can you become a better neighbour to our gardeners?",
)
FIRST, SECOND, THIRD = "A place to grow.", "The old rose.\n\nIt smells of tea.", "By asking more.\n\nBe kind, Plum"
PIECES = [(1, FIRST), (2, SECOND), (3, THIRD)]

REPEATED = [
    pytest.param("{question}\n{text}", id="the question above"),
    pytest.param("{question}\n\n- {text}", id="a dash before the answer"),
    pytest.param("{question}\n\n-{text}", id="a dash without a space"),
    pytest.param("{question}\n→ {text}", id="an arrow before the answer"),
    pytest.param("{question} {text}", id="the question on the same line"),
    pytest.param("{question} - {text}", id="a dash between"),
    pytest.param("**{question}**\n{text}", id="in bold"),
    pytest.param("**{question}** {text}", id="in bold on the same line"),
    pytest.param("*{question}*\n\n{text}", id="in italics"),
    pytest.param("“{question}”\n{text}", id="in quotes"),
    pytest.param("> {question}\n\n{text}", id="as a quote"),
    pytest.param("• {question}\n{text}", id="behind a bullet"),
    pytest.param("✒️ {question}\n{text}", id="behind a picture sign"),
    pytest.param("## {number}. {question}\n{text}", id="as a numbered heading"),
    pytest.param("{number}) {question}\n\n{text}", id="with a number"),
    pytest.param("**{number}. {question}**\n\n{text}", id="with a number in bold"),
    pytest.param("Question {number}: {question}\n{text}", id="with a label"),
    pytest.param("Q{number}: {question}\nAnswer: {text}", id="question and answer labels"),
    pytest.param("Q: {question}\nA: {text}", id="Q and A"),
    pytest.param("2.1.{number} {question}\n{text}", id="with a reference"),
    pytest.param("<!-- 2.1.{number} · {question} -->\n{text}", id="with what is left of our marker lines"),
]
MARKED = [
    "{number}) {text}",
    "{number}){text}",
    "{number}. {text}",
    "{number}.) {text}",
    "{number}: {text}",
    "{number} - {text}",
    "{number}- {text}",
    "{number}/ {text}",
    "({number}) {text}",
    "[{number}] {text}",
    "#{number} {text}",
    "**{number})** {text}",
    "{number}.\n{text}",
    "{number}\n{text}",
    "{number}\ufe0f\u20e3 {text}",
    "{circled} {text}",
    "{letter}) {text}",
    "({letter}) {text}",
    "{letter}. {text}",
    "{roman}) {text}",
    "Q{number}: {text}",
    "Q{number}. {text}",
    "A{number}: {text}",
    "Ans {number}: {text}",
    "Question {number}: {text}",
    "QUESTION {number} - {text}",
    "Question {number}\n{text}",
    "Question #{number}: {text}",
    "Question no. {number}: {text}",
    "Question {word}: {text}",
    "Answer {number}: {text}",
    "Answer to question {number}: {text}",
    "{ordinal} question: {text}",
    "{ordinal}: {text}",
    "## Question {number}\n\n{text}",
    "**Part {number}**\n\n{text}",
    "- {text}",
    "-{text}",
    "– {text}",
    "• {text}",
    "* {text}",
    "-> {text}",
    "➡️ {text}",
    "🌱 {text}",
    "Q: a question in quite other words\nA: {text}",
]
BETWEEN = pytest.mark.parametrize("between", ["\n", "\n\n"])


def _numbered(number: int) -> dict[str, object]:
    """A number in every form in which people write it before an answer, for `str.format`."""
    return {
        "number": number,
        "letter": "abc"[number - 1],
        "circled": "①②③"[number - 1],
        "roman": ("i", "ii", "iii")[number - 1],
        "word": ("one", "two", "three")[number - 1],
        "ordinal": ("First", "Second", "Third")[number - 1],
    }


def post(opens: str, between: str, asked: tuple[str, ...] = ASKED) -> str:
    return between.join(
        opens.format(
            **_numbered(number),
            question=asked[number - 1],
            text=text,
        )
        for number, text in PIECES
    )


# Questions repeated


@pytest.mark.parametrize("opens", REPEATED)
@BETWEEN
def test_repeated_questions_split_an_answer(opens: str, between: str) -> None:
    assert split_answer(post(opens, between), ASKED) == PIECES


@pytest.mark.parametrize(
    "wordings",
    [
        tuple(question.replace("'", "") for question in ASKED),
        tuple(question.replace("'", "’") for question in ASKED),
        tuple(question.rstrip("?") for question in ASKED),
        tuple(map(str.lower, ASKED)),
        tuple(map(str.upper, ASKED)),
        (ASKED[0], "Can I name a plant I've seen in the garden?", "How can I be a better neighbour to the gardeners?"),
        ("What's a garden to me", "One plant I have seen in our garden", "How I can become a better neighbour"),
        ("A garden to me:", "One plant:", "Becoming a better neighbour:"),
        ("A garden", "One plant", "Better neighbour"),
        ("A GARDEN", "ONE PLANT", "BETTER NEIGHBOUR"),
    ],
)
@pytest.mark.parametrize("opens", ["{question}\n{text}", "**{question}**\n\n{text}", "{number}) {question}\n{text}"])
def test_questions_in_other_words_split_an_answer(opens: str, wordings: tuple[str, ...]) -> None:
    assert split_answer(post(opens, "\n\n", wordings), ASKED) == PIECES


@pytest.mark.parametrize("opens", ["{question}: {text}", "{question} - {text}", "**{question}:** {text}"])
def test_a_few_words_on_the_same_line_split_an_answer(opens: str) -> None:
    assert split_answer(post(opens, "\n", ("A garden", "One plant", "Better neighbour")), ASKED) == PIECES


def test_one_question_in_other_words_between_two_that_are_repeated_is_found() -> None:
    text = f"{ASKED[0]}\n{FIRST}\n\nA plant from our garden\n{SECOND}\n\n{ASKED[2]}\n{THIRD}"
    assert split_answer(text, ASKED) == PIECES


def test_a_gap_between_repeated_questions_is_filled_where_the_last_has_no_answer() -> None:
    asked = (*ASKED, "What will you plant next year?")
    text = f"{ASKED[0]}\n{FIRST}\n\nA plant from our garden\n{SECOND}\n\n{ASKED[2]}\n{THIRD}"
    assert split_answer(text, asked) == PIECES


def test_a_heading_may_go_on_behind_a_colon() -> None:
    asked = ("Think of a guest who is late. What might be the reasons, and what would you offer?", "How do you part?")
    text = "A guest who is late: reasons and offers\nTea.\n\nHow I part\nWaving."
    assert split_answer(text, asked) == [(1, "Tea."), (2, "Waving.")]


def test_all_on_one_line_is_split_at_the_questions() -> None:
    text = f"{ASKED[0]} A home :) {ASKED[1]} The rose. {ASKED[2]} By asking."
    assert split_answer(text, ASKED) == [(1, "A home :)"), (2, "The rose."), (3, "By asking.")]


@pytest.mark.parametrize("order", [(3, 1, 2), (2, 3), (1, 3), (3,)])
@pytest.mark.parametrize("opens", ["{question}\n{text}", "{number}. {question}\n{text}"])
def test_answers_in_any_order_and_to_some_questions_are_split(opens: str, order: tuple[int, ...]) -> None:
    texts = dict(PIECES)
    text = "\n\n".join(opens.format(number=at, question=ASKED[at - 1], text=texts[at]) for at in order)
    assert split_answer(text, ASKED) == [(at, texts[at]) for at in sorted(order)]


@pytest.mark.parametrize("order", [(3, 1, 2), (2, 3), (1, 3)])
@pytest.mark.parametrize("mark", ["{}. ", "Q{}: ", "Question {}\n"])
def test_numbers_in_any_order_and_for_some_questions_are_understood(mark: str, order: tuple[int, ...]) -> None:
    texts = dict(PIECES)
    text = "\n\n".join(mark.format(at) + texts[at] for at in order)
    assert split_answer(text, ASKED) == [(at, texts[at]) for at in sorted(order)]


def test_an_answer_under_two_questions_at_once_stays_in_one_piece() -> None:
    for between in (" ", "\n", "\n\n"):
        text = f"{ASKED[0]}{between}{ASKED[1]}\n\n{FIRST}\n\n{ASKED[2]}\n\n{THIRD}"
        assert split_answer(text, ASKED) == [(None, FIRST), (3, THIRD)]


@pytest.mark.parametrize("between", ["\n", " ", "\n\n"])
@pytest.mark.parametrize("lead", ["", "Answers:\n\n", "My answers:\n"])
@pytest.mark.parametrize("opens", ["{number}) {text}", "- {text}", "{question}\n{text}", "Q{number}: {text}"])
def test_all_questions_first_and_the_answers_below_are_split(opens: str, lead: str, between: str) -> None:
    assert split_answer(f"{between.join(ASKED)}\n\n{lead}{post(opens, chr(10))}", ASKED) == PIECES


def test_a_question_that_an_answer_cites_opens_nothing() -> None:
    cited = f"You also ask: {ASKED[2]} I often wonder."
    asked = f"My niece said “{ASKED[1]}” and laughed."
    text = f"{ASKED[0]}\n{cited}\n{ASKED[1]}\n{asked}\n{ASKED[2]}\n{THIRD}"
    assert split_answer(text, ASKED) == [(1, cited), (2, asked), (3, THIRD)]


def test_a_question_asked_again_in_other_words_opens_nothing() -> None:
    first = f"{FIRST}\nHow can anybody become a better neighbour to gardeners?\nI wonder."
    text = f"{ASKED[0]}\n{first}\n{ASKED[1]}\n{SECOND}\n{ASKED[2]}\n{THIRD}"
    assert split_answer(text, ASKED) == [(1, first), *PIECES[1:]]


def test_a_number_far_below_its_question_opens_nothing() -> None:
    text = f"Hello.\n{ASKED[2]}\nWe sang.\nQ3:"
    assert split_answer(text, ASKED, keep_greeting=True) == [(None, "Hello."), (3, "We sang.\nQ3:")]


def test_a_sentence_that_goes_on_is_no_question_repeated() -> None:
    asked = ("What is a garden?", "Who waters it?")
    text = "What is a garden is hard to say.\nIt grows."
    assert split_answer(text, asked) == [(None, text)]


def test_prompts_that_do_not_end_in_a_question_mark_are_found_too() -> None:
    asked = ("Describe a garden you like. What grows there?", "Tell us about a neighbour!")
    split = [(1, "Beans."), (2, "Anna.")]
    for first in ("Describe a garden you like.", "Describe a garden I like. What grows there?", asked[0]):
        for second in ("Tell us about a neighbour!", "**Tell us about a neighbour**", "Tell you about a neighbour"):
            assert split_answer(f"{first}\nBeans.\n{second}\nAnna.", asked) == split


# Numbers, headings and bullets


@pytest.mark.parametrize("opens", MARKED)
@BETWEEN
def test_a_mark_for_each_answer_splits_it(opens: str, between: str) -> None:
    assert split_answer(post(opens, between), ASKED) == PIECES


def test_headings_in_capitals_split_it() -> None:
    text = f"MY PLACE\n{FIRST}\n\nMY FLOWER\n{SECOND}\n\nMY PLAN\n{THIRD}"
    assert split_answer(text, ASKED) == PIECES


@pytest.mark.parametrize("mark", ["{}) ", "({}) ", "{}. ", "{}: ", "#{} ", "Q{}: "])
def test_numbers_in_one_line_split_it(mark: str) -> None:
    text = " ".join(mark.format(number) + words for number, words in enumerate(("A home.", "Roses.", "Tea."), 1))
    assert split_answer(text, ASKED) == [(1, "A home."), (2, "Roses."), (3, "Tea.")]


def test_numbers_of_a_list_with_more_in_it_than_questions_begin_anywhere() -> None:
    assert split_answer(f"2. {FIRST}\n3. {SECOND}\n4. {THIRD}", ASKED) == PIECES


def test_numbers_of_several_styles_are_one_row() -> None:
    assert split_answer(f"1. {FIRST}\n2) {SECOND}\n3 - {THIRD}", ASKED) == PIECES


@pytest.mark.parametrize("mark", ["{}) ", "{}. ", "Q{}: "])
@pytest.mark.parametrize(
    "inner", ["{}. bees\n{}. beans", "{}) bees\n{}) beans", "- bees\n- beans", "  • bees\n  • beans", "* bees\n* beans"]
)
def test_a_list_inside_an_answer_is_no_mark(mark: str, inner: str) -> None:
    listed = "Two things help me:\n" + inner.format(1, 2)
    for place in range(3):
        texts = [listed if at == place else words for at, words in enumerate((FIRST, SECOND, THIRD))]
        text = "\n\n".join(mark.format(number) + words for number, words in enumerate(texts, 1))
        assert split_answer(text, ASKED) == list(enumerate(texts, 1))


def test_a_list_under_a_repeated_question_is_kept_whole() -> None:
    inner = "For years I had\n\n  • no soil\n  • no rain\n\n1. Then I moved\n2. and dug."
    text = f"1) {ASKED[0]}\n\n{inner}\n\n2) {ASKED[1]}\n\n- bees\n- beans\n\n3) {ASKED[2]}\n\n{THIRD}"
    assert split_answer(text, ASKED) == [(1, inner), (2, "- bees\n- beans"), (3, THIRD)]


def test_words_of_the_question_at_the_beginning_of_an_answer_are_kept() -> None:
    texts = ("A garden to me: a place to grow.", "The rose, I'd say.", "I ask.")
    text = "\n".join(f"{number}) {words}" for number, words in enumerate(texts, 1))
    assert split_answer(text, ASKED) == list(enumerate(texts, 1))


def test_a_rule_between_the_answers_belongs_to_none() -> None:
    assert split_answer(post("{question}\n{text}", "\n\n---\n\n"), ASKED) == PIECES


# Around the answers


@pytest.mark.parametrize("opens", ["{question}\n{text}", "{number}) {text}", "- {text}", "**{number}**\n{text}"])
@pytest.mark.parametrize("above", ["Hi everyone!", "Here are my answers:", "morning all", "Thank you for this post :)"])
def test_a_greeting_is_no_answer(opens: str, above: str) -> None:
    text = f"{above}\n\n{post(opens, chr(10))}"
    assert split_answer(text, ASKED) == PIECES
    assert split_answer(text, ASKED, keep_greeting=True) == [(None, above), *PIECES]


@pytest.mark.parametrize("above", ["@Fern", "@Fern Hello!"])
def test_a_name_on_top_is_kept_with_the_greeting(above: str) -> None:
    text = f"{above}\n\n{post('{question} {text}', chr(10))}"
    assert split_answer(text, ASKED, keep_greeting=True) == [(None, above), *PIECES]
    assert split_answer(text, ASKED) == PIECES


def test_a_greeting_may_stand_in_the_line_of_the_first_question() -> None:
    text = f"Hello! {post('{question} {text}', chr(10))}"
    assert split_answer(text, ASKED, keep_greeting=True) == [(None, "Hello!"), *PIECES]


def test_many_words_above_the_first_question_are_kept() -> None:
    above = "I wrote this on the train while it snowed and nobody got on or off for hours and hours."
    assert split_answer(f"{above}\n\n{post('{question} {text}', chr(10))}", ASKED) == [(None, above), *PIECES]


@pytest.mark.parametrize(
    "name", ["@TeacherTeal\n", "@TeacherTeal\u00a0\n\n", "@Teacher_Teal, @Fern\n", "@TeacherTeal "]
)
@pytest.mark.parametrize("opens", ["{question}\n{text}", "{number}. {text}", "- {text}"])
def test_whom_the_forum_says_the_post_answers_is_no_word_of_the_person(name: str, opens: str) -> None:
    assert split_answer(name + post(opens, "\n"), ASKED) == PIECES


def test_a_name_on_top_is_no_word_of_an_answer_in_one_piece() -> None:
    for asked, number in ((ASKED, None), (ASKED[:1], 1), ((), None)):
        assert split_answer("@TeacherTeal\u00a0\n\nA home.", asked) == [(number, "A home.")]
        assert split_answer("@TeacherTeal\n@Fern said so.", asked) == [(number, "@Fern said so.")]
        assert split_answer("@Fern wrote it so well!", asked) == [(number, "@Fern wrote it so well!")]
        assert split_answer("@TeacherTeal", asked) == []


def test_a_signature_behind_a_dash_is_neither_mark_nor_list() -> None:
    signed = [*PIECES[:2], (3, f"{THIRD}\n- Otter")]
    for opens in ("- {text}", "{question}\n- {text}"):
        assert split_answer(post(opens, "\n") + "\n- Otter", ASKED) == signed


# One piece


@pytest.mark.parametrize(
    "text",
    [
        "I think gardens are for all.\n\nThe rose is my favourite, and I will ask more.",
        "A home.\n\nThe rose.\n\nBy asking.",
        "Three things help me:\n1. water\n2. sun\n3. patience",
        "Three things help me:\n- water\n- sun\n- patience",
        "Three things help me:\n1. water from the well\n2. sun, as long as it does not burn the little ones that I "
        "planted in spring\n3. rest",
        "1. water\n2. sun",
        "1. water\n2. sun\n1. rest\n2. sleep\n3. walks",
        "I love gardens. What is a garden if not a home for bees, and for us?",
        "A garden to me is a home. One plant I have seen is the rose, and I can become a better neighbour by asking.",
        "Who knows?\nI do not.\n\nWhy not?\nIt rains.",
        "1-on-1 talks help most.\n24/7 is too much.\n3.5 hours are enough.",
    ],
)
def test_an_answer_without_a_mark_for_every_question_stays_in_one_piece(text: str) -> None:
    assert split_answer(text, ASKED) == [(None, text)]


def test_a_question_to_oneself_is_no_heading() -> None:
    asked = ("Who helps you when you feel tired after a shift?", "Which lessons about the night do you still know?")
    text = "Who helps?\nNobody, I used to say.\n\nWho knows?\nNot me."
    assert split_answer(text, asked) == [(None, text)]


def test_a_line_that_leads_to_a_list_is_no_heading() -> None:
    asked = ("Who helps you when you feel tired after a shift?", "Which lessons about the night do you still know?")
    text = "What helps:\n- tea\n- rest\n\nWhat I know:\n- little\n- less"
    assert split_answer(text, asked) == [(None, text)]


def test_one_question_takes_the_whole_post() -> None:
    listed = "Three things:\n1. water\n2. sun\n3. patience"
    for above in ("", ASKED[0] + "\n", "Hello!\n\n1) " + ASKED[0] + "\n\n", "**A garden to me**\n\n", "Answer: "):
        assert split_answer(above + listed, ASKED[:1]) == [(1, listed)]
    assert split_answer("- A home.", ASKED[:1]) == [(1, "A home.")]
    assert split_answer("The reasons for a garden are many: rest, and bees.", ASKED[:1]) == [
        (1, "The reasons for a garden are many: rest, and bees.")
    ]


# No word is lost

WORDS = st.sampled_from(["we", "sang", "bread", "slowly", "tea", "lamp", "maybe", "boats", "rain", "under", "late"])
SENTENCES = st.lists(WORDS, min_size=2, max_size=9).map(lambda words: " ".join(words).capitalize() + ".")
ANSWERS = st.lists(st.lists(SENTENCES, min_size=1, max_size=4), min_size=3, max_size=3)
OPENS = [one.values[0] for one in REPEATED] + MARKED


@given(ANSWERS, st.sampled_from(OPENS), st.sampled_from([" ", "\n", "\n\n"]), st.sampled_from(["\n", "\n\n", "\n \n"]))
def test_whatever_stands_behind_the_marks_comes_back_word_for_word(
    answers: list[list[str]], opens: object, within: str, between: str
) -> None:
    texts = [within.join(sentences) for sentences in answers]
    text = between.join(
        str(opens).format(
            **_numbered(number),
            question=ASKED[number - 1],
            text=words,
        )
        for number, words in enumerate(texts, 1)
    )
    assert split_answer(text, ASKED) == list(enumerate(texts, 1))


@given(st.lists(SENTENCES, min_size=1, max_size=8), st.sampled_from([" ", "\n", "\n\n"]))
def test_plain_sentences_stay_as_they_are(sentences: list[str], within: str) -> None:
    text = within.join(sentences)
    assert split_answer(text, ASKED) == [(None, text)]


LETTERS = re.compile("[A-Za-z]+")
MARKED_LINES = ["A garden", "1)", "2.", "Q3:", "**One plant**", "- ", "Answer:", "---", "@Fern", "I", "#1", "a"]
LINES = st.one_of(
    SENTENCES,
    st.sampled_from([*ASKED, *MARKED_LINES]),
    st.text(st.sampled_from("a1?:.)(-–*_#>@“\"'İıſ٣½①🌱\ufe0f\u20e3\u00a0 \n"), max_size=12),
)


@settings(max_examples=300)
@given(st.lists(LINES, max_size=12), st.sampled_from(["\n", " ", "\n\n"]), st.integers(0, 3))
def test_every_word_stands_in_one_piece_at_most_and_those_left_out_opened_something(
    lines: list[str], between: str, count: int
) -> None:
    text = between.join(lines)
    pieces = split_answer(text, ASKED[:count], keep_greeting=True)
    kept = Counter(word for _, words in pieces for word in LETTERS.findall(words))
    written = Counter(LETTERS.findall(text))
    assert not kept - written
    assert len({number for number, _ in pieces}) == len(pieces)
    assert all(words.strip() and (number is None or 1 <= number <= count) for number, words in pieces)
    opened_something = set(LETTERS.findall(" ".join([*ASKED, *MARKED_LINES])))
    for word in written - kept:
        assert word in opened_something or any(word in line for line in lines if not line.endswith("."))
