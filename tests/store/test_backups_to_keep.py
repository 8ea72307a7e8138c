from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from cups_course.store.backup import days_to_keep

TODAY = date(2026, 11, 24)


def _back_up_daily(days: int, until: date = TODAY) -> set[date]:
    """The days of which the backup is still there, after one was made and the rest thinned on every day."""
    there: set[date] = set()
    for back in range(days, -1, -1):
        today = until - timedelta(days=back)
        there = days_to_keep({*there, today}, today)
    return there


def test_each_of_the_last_seven_days_is_kept() -> None:
    assert {TODAY - timedelta(days=back) for back in range(7)} <= _back_up_daily(100)


def test_after_two_years_there_is_one_a_week_for_eight_weeks_and_one_a_month_before() -> None:
    there = _back_up_daily(730)
    older = {day for day in there if day <= TODAY - timedelta(days=7)}
    weeks = {day.isocalendar()[:2] for day in older if day > TODAY - timedelta(weeks=8)}

    assert len(weeks) == 7
    assert {(day.year, day.month) for day in there} == {
        (day.year, day.month) for day in (TODAY - timedelta(days=back) for back in range(731))
    }
    assert len(there) < 7 + 8 + 26


@given(st.sets(st.dates(date(2020, 1, 1), date(2030, 1, 1)), min_size=1), st.dates(date(2020, 1, 1), date(2030, 1, 1)))
def test_the_newest_is_always_kept_and_thinning_again_changes_nothing(days: set[date], today: date) -> None:
    once = days_to_keep(days, today)

    assert max(days) in once
    assert days_to_keep(once, today) == once <= days
