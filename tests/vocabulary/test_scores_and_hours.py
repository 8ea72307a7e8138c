import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cups_course.errors import WrongUsage
from cups_course.model import Attempt, Task
from cups_course.tasks import best_score, format_hours, hours_in_words, parse_hours, parse_score, reaches_minimum


@pytest.mark.parametrize(
    ("score", "minimum", "enough"),
    [
        ("8/10", "8/10", True),
        ("7/10", "8/10", False),
        ("79%", "8/10", False),
        ("80 %", "8/10", True),
        ("4/5", "80%", True),
        ("9", "8", True),
        ("7", "8", False),
        ("7.5/10", "8/10", False),
        ("8,5/10", "8/10", True),
        ("9/10", "8", True),
        ("2/10", "8", False),
        ("9", "8/10", False),  # out of how much is not said
        ("passed", "8/10", False),
        ("3/0", "8/10", False),
        ("2", "a pass", True),
    ],
)
def test_a_score_is_held_against_a_minimum_where_the_two_can_be_compared(
    score: str, minimum: str, enough: bool
) -> None:
    assert reaches_minimum(score, minimum) is enough


def test_the_best_score_is_the_highest_share_as_it_was_written() -> None:
    assert best_score([Attempt(None, one, True) for one in ("7/10", "75%", "passed", None, "15/21")]) == "75%"
    assert best_score([Attempt(None, "passed", True)]) is None


@pytest.mark.parametrize(
    ("typed", "minimum", "stored"),
    [
        ("9/10", "8/10", "9/10"),
        (" 9 / 10 ", "8/10", "9/10"),
        ("9 out of 10", None, "9/10"),
        ("9,5/10", "8/10", "9.5/10"),
        ("90 %", "8/10", "90%"),
        ("15/20", "80%", "15/20"),
        ("12", None, "12"),
        ("12", "8", "12"),
        ("2/10", "8", "2/10"),
        ("0/10", "8/10", "0/10"),
        ("2", "a pass", "2"),
    ],
)
def test_a_score_is_stored_in_one_spelling(typed: str, minimum: str | None, stored: str) -> None:
    assert parse_score(typed, _quiz(minimum)) == stored


@pytest.mark.parametrize(
    ("typed", "minimum", "said"),
    [
        ("ten", "8/10", "isn't a score. Use one such as 8/10"),
        ("", None, "isn't a score. Use one such as 9/10"),
        ("SCORE", None, "isn't a score"),
        ("3/0", None, "isn't a score"),
        ("-1/10", "8/10", "isn't a score"),
        ("-1", None, "isn't a score"),
        ("12/10", "8/10", "more than the maximum of 10"),
        ("101%", None, "more than the maximum of 100%"),
        ("2", "8/10", "Did you mean 2/10?"),
        ("9,5", "8/10", "Did you mean 9.5/10?"),
        ("85", "8/10", "Did you mean 85%?"),
        ("85", "80%", "Did you mean 85%?"),
        ("850", "8/10", "doesn't say out of how many"),
        ("85%", "8", "is a percentage, and 2.quiz needs at least 8"),
    ],
)
def test_what_is_no_score_is_answered_with_the_nearest_one(typed: str, minimum: str | None, said: str) -> None:
    with pytest.raises(WrongUsage, match=re.escape(said)):
        parse_score(typed, _quiz(minimum))


@given(
    st.one_of(st.text(max_size=8), st.from_regex(r"-?[0-9]{1,3}([.,][0-9])?( ?/ ?[0-9]{1,3}|%)?", fullmatch=True)),
    st.sampled_from([None, "8/10", "80%", "8", "a pass"]),
)
def test_a_score_that_is_stored_can_be_compared_and_is_stored_again_unchanged(typed: str, minimum: str | None) -> None:
    quiz = _quiz(minimum)
    try:
        stored = parse_score(typed, quiz)
    except WrongUsage as error:
        for command in error.commands:  # what is offered is taken
            parse_score(command[-1], quiz)
        return
    assert parse_score(stored, quiz) == stored
    assert reaches_minimum(stored, stored)


def _quiz(minimum: str | None) -> Task:
    return Task("q", "2.quiz", "quiz", 1, "", False, minimum)


@pytest.mark.parametrize(
    ("typed", "said"), [("2", 120), ("1.5", 90), ("1,25", 75), ("0:20", 20), (" 3h ", 180), ("2 h", 120)]
)
def test_hours_are_read_as_people_write_them(typed: str, said: int) -> None:
    assert parse_hours(typed) == said


@pytest.mark.parametrize("typed", ["", "0", "-1", "two", "1:75", "0.00", "1e3"])
def test_what_says_no_time_is_named(typed: str) -> None:
    with pytest.raises(WrongUsage, match="isn't a number of hours"):
        parse_hours(typed)


@given(st.integers(1, 9999 * 60))
def test_hours_that_are_shown_are_those_that_were_kept(kept: int) -> None:
    assert parse_hours(format_hours(kept)) == kept
    assert hours_in_words(60) == "1 hour"
