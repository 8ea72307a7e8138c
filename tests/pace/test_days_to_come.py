from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cups_course.errors import CourseError
from cups_course.pace.days import parse_future, parse_past_day, parse_rest_days
from cups_course.text import WEEKDAYS

WEDNESDAY = date(2026, 11, 25)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("2026-12-07", date(2026, 12, 7)),
        ("today", WEDNESDAY),
        (" Tomorrow ", date(2026, 11, 26)),
        ("friday", date(2026, 11, 27)),
        ("Mon", date(2026, 11, 30)),
        ("wednesday", date(2026, 12, 2)),
        ("in 10 days", date(2026, 12, 5)),
        ("in a  week", date(2026, 12, 2)),
        ("In 2 weeks", date(2026, 12, 9)),
    ],
)
def test_a_day_to_come_is_understood_as_a_person_says_it(text: str, meant: date) -> None:
    assert parse_future(text, WEDNESDAY) == meant


@pytest.mark.parametrize("text", ["", "soon", "7.12.", "2026-02-30", "monkey", "mo", "in 2 months", "next week"])
def test_what_could_mean_several_days_or_none_is_not_guessed(text: str) -> None:
    assert parse_future(text, WEDNESDAY) is None


@given(today=st.dates(date(2000, 1, 1), date(2100, 1, 1)), weekday=st.integers(0, 6))
def test_a_day_of_the_week_is_the_next_one_after_today(today: date, weekday: int) -> None:
    meant = parse_future(WEEKDAYS[weekday], today)
    assert meant and meant.weekday() == weekday
    assert timedelta(0) < meant - today <= timedelta(days=7)


def test_rest_days_are_days_of_the_week_days_and_spans() -> None:
    rest, unclear = parse_rest_days(["Sat", "sundays", "2026-12-23", "2026-12-25 .. 2026-12-28"])
    assert unclear == []
    assert [day for day in range(20, 32) if date(2026, 12, day) in rest] == [20, 23, 25, 26, 27, 28]
    assert parse_rest_days(["weekends"])[0].written() == ("sat", "sun")


@given(
    weekdays=st.sets(st.integers(0, 6)),
    spans=st.lists(st.tuples(st.dates(), st.dates()).map(sorted).map(tuple), max_size=3),
)
def test_rest_days_are_read_as_they_were_written(weekdays: set[int], spans: list[tuple[date, date]]) -> None:
    named = [WEEKDAYS[one] for one in weekdays] + [f"{first} to {last}" for first, last in spans]
    rest, unclear = parse_rest_days(named)
    assert not unclear
    assert parse_rest_days(rest.written())[0].written() == rest.written()
    assert (set(rest.weekdays), set(rest.spans)) == (weekdays, set(spans))


@pytest.mark.parametrize("part", ["someday", "2026-12-26..2026-12-24", "2026-12-01..2026-12-02..2026-12-03", "..", "s"])
def test_what_is_no_day_to_rest_is_handed_back(part: str) -> None:
    rest, unclear = parse_rest_days(["sun", part])
    assert (rest.written(), unclear) == (("sun",), [part])


@given(st.dates(date(2005, 1, 1), date(2095, 12, 31)), st.dates(date(1990, 1, 1), date(2099, 12, 31)))
def test_a_day_that_is_over_is_taken_and_another_is_answered_with_one_that_is(today: date, typed: date) -> None:
    if typed <= today:
        assert parse_past_day(str(typed), today) == typed
        return
    with pytest.raises(CourseError, match="in the future") as raised:
        parse_past_day(str(typed), today)
    meant = date.fromisoformat(str(raised.value).split()[-1].removesuffix("?"))
    assert meant <= today
    assert (meant.month, meant.day) == (typed.month, typed.day)
    assert (today - meant).days < 366 or (typed.month, typed.day) == (2, 29)
