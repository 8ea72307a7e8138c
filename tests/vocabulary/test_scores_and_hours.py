import pytest
from hypothesis import given
from hypothesis import strategies as st

from cups_course.errors import WrongUsage
from cups_course.model import Attempt
from cups_course.tasks import best_score, format_hours, hours_in_words, parse_hours, reaches_minimum


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
        ("9", "8/10", True),  # out of how much is not said
        ("passed", "8/10", True),
        ("3/0", "8/10", True),
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
