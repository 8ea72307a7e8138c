"""Plans as a calendar, read back with the library that calendars are read with."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from builders import a_course, a_discussion, a_program, a_question, a_task, an_answer
from cups_course.export.calendar import render_calendar
from cups_course.model import Course, Plan
from cups_course.pace.plan import schedule
from cups_course.text import clean

TODAY = date(2026, 11, 25)
NOW = datetime(2026, 11, 25, 8, 15, tzinfo=UTC)


def a_planned_course(title: str = "Steady Beats Fast") -> Course:
    secret = an_answer("These words are mine.")
    discussion = a_discussion(a_question(1, secret), a_question(2), wanted=2)
    discussion.title = title
    bonus = a_task("watch", ref="2", optional=True)
    plan = Plan(TODAY.isoformat(), by="2026-12-20", rest=("sat", "sun"))
    return replace(a_course(discussion, tasks=[bonus], forms=[a_task("form", ref="2")]), plan=plan)


def written(course: Course, today: date = TODAY, now: datetime = NOW) -> bytes:
    return render_calendar([(course, schedule(a_program(course), course, today))], now)


def events(data: bytes) -> dict[str, tuple[date, str, str]]:
    """The events of a calendar by their UIDs: day, summary, description."""
    return {
        str(one["uid"]): (one.decoded("dtstart"), str(one["summary"]), str(one["description"]))
        for one in Calendar.from_ical(data).walk("VEVENT")
    }


def test_each_thing_of_the_plan_is_an_event_on_its_day() -> None:
    course = a_planned_course()
    now = schedule(a_program(course), course, TODAY)
    assert sorted(events(written(course)).values()) == sorted(
        (day.day, f"{thing.what}{', optional' * thing.optional}", f"{thing.command}\nCourse 2 Becoming a Leader")
        for day in now.days
        for thing in day.things
    )


def test_an_event_takes_a_whole_day_and_makes_no_noise() -> None:
    calendar = Calendar.from_ical(written(a_planned_course()))
    assert (calendar["version"], bool(calendar["prodid"])) == ("2.0", True)
    for event in calendar.walk("VEVENT"):
        first, end = event.decoded("dtstart"), event.decoded("dtend")
        assert type(first) is date
        assert end - first == timedelta(days=1)
        assert (event.decoded("dtstamp"), event["transp"]) == (NOW, "TRANSPARENT")
        assert event.subcomponents == []


def test_the_file_is_one_as_the_standard_wants_it() -> None:
    data = written(a_planned_course("A title, so long; that it " + "goes on and on, " * 10 + "日本語コース"))
    lines = data.split(b"\r\n")
    assert (lines[0], lines[-2:]) == (b"BEGIN:VCALENDAR", [b"END:VCALENDAR", b""])
    assert all(len(line) <= 75 for line in lines)
    assert Calendar.from_ical(data).to_ical() == data


def test_what_is_left_later_keeps_its_uid_and_only_moves() -> None:
    course = a_planned_course()
    before = events(written(course))
    course.plan = Plan(TODAY.isoformat(), by="2027-01-20")
    course.discussions[0].title = "Another title"
    after = events(written(course))
    assert before.keys() == after.keys()
    assert all(before[one] != after[one] for one in before)
    course.discussions[0].questions[1].answer = an_answer()
    assert events(written(course)).keys() < before.keys()


def test_no_word_of_an_answer_is_in_it() -> None:
    assert b"These words are mine" not in written(a_planned_course())


@given(title=st.text(min_size=1))
def test_a_title_stands_in_it_whatever_it_holds(title: str) -> None:
    data = written(a_planned_course(title))
    found = events(data)
    assert len(found) == 4
    assert data.count(b"BEGIN:") == 5
    one_line = " ".join(clean(f"Answer question 2 of 2.2, {title}").split())
    assert one_line in [summary for _, summary, _ in found.values()]
