from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import a_post, a_question, a_thread
from cups_course.model import Question
from cups_course.thread.matching import by_page, compare_openings, match_posts, match_questions, saved_before
from cups_course.thread.thread import Post, Thread


def _asks(text: str, *, number: int = 1, dropped: bool = False, placeholder: bool = False) -> Question:
    question = a_question(number, dropped=dropped)
    question.text, question.placeholder = text, placeholder
    return question


# Questions

WHY, HOW = _asks("Why do you want to be a listener?"), _asks("How do you rest after a long evening?", number=2)


def test_a_wording_is_the_question_of_the_same_words_though_the_marks_differ() -> None:
    assert match_questions([WHY, HOW], ["how do you rest  after a long evening?"]) == [[HOW]]


def test_a_wording_is_the_question_it_is_most_like() -> None:
    assert match_questions([WHY, HOW], ["Why do you want to become a listener?"]) == [[WHY]]


def test_a_wording_like_none_is_a_new_question() -> None:
    assert match_questions([WHY, HOW], ["List three kind words."]) == [()]


def test_a_wording_that_was_put_right_stands_for_what_a_person_made_of_it() -> None:
    read = "Why do you want to listen, and how do you rest?"

    assert match_questions([WHY, HOW], [read], {read: [WHY, HOW]}) == [[WHY, HOW]]
    assert match_questions([WHY, HOW], [read.replace("and", "then")], {read: [WHY, HOW]}) == [[WHY, HOW]]


def test_several_wordings_may_stand_for_one_question() -> None:
    halves = ["Name one thing that you", "would like to keep."]
    whole = _asks("Name one thing that you would like to keep.")

    assert match_questions([whole], halves, {half: [whole] for half in halves}) == [[whole], [whole]]


def test_what_is_like_a_question_that_was_found_by_its_old_wording_is_a_question_of_its_own() -> None:
    put_right = _asks("What do you do when you are sad?")

    found = match_questions([put_right], ["(garbled)", "What do you do when you are glad?"], {"(garbled)": [put_right]})
    assert found == [[put_right], ()]


def test_what_is_like_an_old_wording_is_no_second_time_the_question_that_was_found_by_its_own_text() -> None:
    put_right = _asks("Describe a kind evening.")
    old = "What do you do when you are sad?"

    found = match_questions([put_right], [put_right.text, "What do you do when you are glad?"], {old: [put_right]})
    assert found == [[put_right], ()]


def test_placeholders_take_what_is_like_no_wording_that_is_known() -> None:
    known, empty = _asks("What does service mean to you?"), _asks("Question 2 of 2", number=2, placeholder=True)

    asked = ["List three things.", "What does good service mean to you?"]
    assert match_questions([known, empty], asked) == [[empty], [known]]


def test_of_two_questions_in_the_same_words_the_one_that_is_asked_counts() -> None:
    gone, asked = _asks("Why?", dropped=True), _asks("Why?", number=2)

    assert match_questions([gone, asked], ["Why?"]) == [[asked]]


# Opening posts


def _opening(body: str, **known: str | None) -> Thread:
    return replace(a_thread("Why?"), body=body, **known)  # type: ignore[arg-type]


LONG = "Welcome to the second week, and bring a cup of tea with you. Why is the lamp lit in the evening?"
LATER = LONG.replace("second", "third")


@pytest.mark.parametrize(
    ("kept", "copy", "outcome"),
    [
        (_opening(LONG), _opening(LONG), "the same"),
        (_opening(LONG), _opening(LATER), "the same"),
        (_opening(LONG[:40]), _opening(LONG), "the same"),
        (_opening(LONG), _opening(LONG[:40]), "older"),
        (_opening(LONG, saved_at="2025-03-02"), _opening(LATER, saved_at="2025-03-01"), "older"),
        (_opening(LONG, saved_at="2025-03-02"), _opening(LATER, saved_at="2025-03-02T08:00"), "the same"),
        (_opening(LONG, saved_at="2025-03-02"), _opening(LONG, saved_at="2025-03-01"), "the same"),
        (_opening(LONG[:40], saved_at="2025-03-02"), _opening(LONG, saved_at="2025-03-01"), "the same"),
        (_opening(LONG), _opening("I like tea.", author="oak", posted_on="2025-01-01"), "another"),
        (_opening(LONG, opening_id="7"), _opening("All new.", author="oak", opening_id="7"), "the same"),
        (_opening(LONG, opening_id="7"), _opening(LONG, opening_id="8"), "another"),
    ],
)
def test_an_opening_post_is_compared_with_the_kept_one(kept: Thread, copy: Thread, outcome: str) -> None:
    assert compare_openings(kept, copy) == outcome


@pytest.mark.parametrize(
    ("copy", "kept", "before"),
    [
        ("2025-03-01", "2025-03-02", True),
        ("2025-03-01T09:00:00", "2025-03-01T10:00:00", True),
        ("2025-03-02", "2025-03-02T10:00:00", False),
        ("2025-03-02T10:00:00", "2025-03-02", False),
        (None, "2025-03-02", False),
        ("2025-03-01", None, False),
    ],
)
def test_a_copy_is_older_only_where_both_days_are_known(copy: str | None, kept: str | None, before: bool) -> None:
    assert saved_before(copy, kept) is before


# Posts


def _page_post(
    index: int, forum_id: str | None, text: str, author: str | None = "oak", parent: int | None = None
) -> Post:
    return replace(a_post(index, author, text, parent=parent), forum_id=forum_id)


def test_a_post_is_the_one_with_its_id_whatever_was_edited() -> None:
    kept = [_page_post(1, "11", "Tea."), _page_post(2, "12", "Coffee.")]
    copied = [_page_post(1, "12", "Tea.", author="fern"), _page_post(2, "11", "Neither of these.", author=None)]

    assert match_posts(kept, copied) == [1, 0]


def test_two_posts_with_other_ids_are_two_though_they_say_the_same() -> None:
    assert match_posts([_page_post(1, "11", "Thank you!")], [_page_post(1, "12", "Thank you!")]) == [None]


def test_a_post_of_a_text_copy_is_the_one_of_the_page_with_its_words() -> None:
    kept = [_page_post(1, "11", "Tea."), _page_post(2, "12", "Coffee, and then a walk by the sea.")]
    copied = [_page_post(1, None, "Coffee, and then a walk by the sea!!"), _page_post(2, None, "Tea.")]

    assert match_posts(kept, copied) == [1, 0]


def test_an_id_decides_before_the_words_of_another_post_do() -> None:
    kept = [_page_post(1, None, "Thank you!"), _page_post(2, "12", "Coffee.")]
    copied = [_page_post(1, "12", "Thank you!"), _page_post(2, "13", "Thank you!")]

    assert match_posts(kept, copied) == [1, 0]


# Pages


def test_things_stand_by_page_and_what_says_none_stays_with_what_it_stood_behind() -> None:
    assert by_page([None, 2, None, 1, None, 2]) == [0, 3, 4, 1, 2, 5]


@given(st.lists(st.integers(1, 4)))
def test_things_of_one_page_stay_in_their_order(pages: list[int]) -> None:
    assert by_page(pages) == [at for page in range(1, 5) for at, one in enumerate(pages) if one == page]


@given(st.lists(st.none()))
def test_without_pages_nothing_moves(pages: list[None]) -> None:
    assert by_page(pages) == list(range(len(pages)))
