"""Plans as a calendar (iCalendar, RFC 5545): an all-day event without an alarm for each thing to do.

A thing keeps its UID when the plan moves it to another day, so a calendar that imports the file again moves the event
and doesn't add one. The file holds no words of an answer.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from cups_course.model import Course
from cups_course.pace.plan import Schedule, WorkItem
from cups_course.text import clean, fold_space

if TYPE_CHECKING:
    from icalendar import Event

_UID_DOMAIN = "cups-course"


def render_calendar(plans: Iterable[tuple[Course, Schedule]], now: datetime) -> bytes:
    """Plans as an iCalendar file. `now` is the time of writing in UTC, by which a calendar knows the newer version."""
    from icalendar import Calendar, Event  # 60 ms, which neither another format nor Tab should pay

    calendar = Calendar()
    calendar.add("prodid", "-//cups-course//plan//EN")
    calendar.add("version", "2.0")
    for course, plan in plans:
        for day in plan.days:
            for thing in day.things:
                event = Event()
                _describe(event, course, thing, now)
                event.add("dtstart", day.day)
                event.add("dtend", day.day + timedelta(days=1))
                calendar.add_component(event)
    return bytes(calendar.to_ical())


def _describe(event: "Event", course: Course, thing: WorkItem, now: datetime) -> None:
    event.add("uid", f"{thing.id}@{_UID_DOMAIN}")
    event.add("dtstamp", now)
    event.add("summary", _on_one_line(f"{thing.what}, optional" if thing.optional else thing.what))
    event.add("description", f"{thing.command}\n" + _on_one_line(f"Course {course.number}  {course.title}"))
    event.add("transp", "TRANSPARENT")  # it does not make the day busy


def _on_one_line(text: str) -> str:
    return fold_space(clean(text))
