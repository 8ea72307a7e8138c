"""The calendar of a plan, and what a newer one makes of it."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from icalendar import Calendar

from journeys.driver import Person


def day(ahead: int) -> str:
    """So many days from today, where the person is."""
    return (datetime.now(UTC).date() + timedelta(days=ahead)).isoformat()


def test_the_calendar_has_the_days_of_the_plan_and_a_newer_one_moves_them(plum: Person) -> None:
    plan = plum.json("plan", "1", "--by", day(12))
    plum.did("export", "1", "--format", "ics", "--output", "plan.ics")
    first = _events(plum.home / "plan.ics")
    assert sorted(first.values()) == sorted(one["day"] for one in plan["days"] for _ in one["things"])

    plum.did("plan", "1", "--by", day(40))
    plum.did("export", "--format", "ics", "--output", "plan.ics", "--force")
    assert _events(plum.home / "plan.ics").keys() == first.keys()
    assert max(_events(plum.home / "plan.ics").values()) == day(40)


def _events(path: Path) -> dict[str, str]:
    return {
        str(one["uid"]): one.decoded("dtstart").isoformat()
        for one in Calendar.from_ical(path.read_bytes()).walk("VEVENT")
    }


def test_a_calendar_wants_a_plan_and_nothing_of_answers(plum: Person) -> None:
    assert "cups-course plan 1 --by DATE" in plum.failed("export", "1", "--format", "ics")
    plum.did("plan", "1", "--by", "in 3 weeks")
    assert "exports plans" in plum.failed("export", "1", "--format", "ics", "--for", "thread", code=2)
    assert "a course with a plan" in plum.failed("export", "1.2", "--format", "ics")
