"""Plans as a calendar (iCalendar, RFC 5545): one event for each thing to do, all day long, without an alarm.

A thing keeps its UID whatever day it is laid on, so that a calendar that takes the file in again moves the event
instead of adding one. No word of an answer is in it.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

from icalendar import Calendar, Event

from cups_course.model import Course
from cups_course.pace.plan import Schedule, WorkItem
from cups_course.text import clean

_UID_OF = "cups-course"


def render_calendar(plans: Iterable[tuple[Course, Schedule]], now: datetime) -> bytes:
    """Plans as they are laid; `now` is the moment in UTC that they are written, by which a calendar knows the newer."""
    calendar = Calendar()
    calendar.add("prodid", "-//cups-course//plan//EN")
    calendar.add("version", "2.0")
    for course, plan in plans:
        for day in plan.days:
            for thing in day.things:
                event = _event(course, thing, now)
                event.add("dtstart", day.day)
                event.add("dtend", day.day + timedelta(days=1))
                calendar.add_component(event)
    return bytes(calendar.to_ical())


def _event(course: Course, thing: WorkItem, now: datetime) -> Event:
    event = Event()
    event.add("uid", f"{thing.id}@{_UID_OF}")
    event.add("dtstamp", now)
    event.add("summary", _on_one_line(f"{thing.what}, optional" if thing.optional else thing.what))
    event.add(
        "description", _on_one_line(thing.command) + "\n" + _on_one_line(f"Course {course.number}  {course.title}")
    )
    event.add("transp", "TRANSPARENT")  # the day is not taken: other things fit into it
    return event


def _on_one_line(text: str) -> str:
    return " ".join(clean(text).split())
