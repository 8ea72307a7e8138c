"""The fold of what is about a course or a program itself, or about everything: its tasks, notes, plan and forms."""

from collections.abc import Mapping, Sequence
from typing import Any

from cups_course.events.event import UNREADABLE, Event
from cups_course.events.tasks import Tasks
from cups_course.events.words import Words

Row = dict[str, Any]

_ONE_FORM = {"kind": "form", "number": 1, "text": "", "optional": 0}
"""A course that no outline told of ends in an evaluation form, as every course does."""


def fold_subject(owner: str, added: Sequence[Event], events: Sequence[Event], aside: list[str]) -> dict[str, list[Row]]:
    """Rows by their tables. `owner` is a program's key, a course such as `ldp-2020/2`, or "" for everything; `added`
    are the events that added its program. The ids of events that cannot be applied are added to `aside`."""
    column = "course_id" if "/" in owner else "program_id"
    tasks = Tasks()
    outlined = False
    for event in added:
        try:
            data = event.data
            told = [data] if column == "program_id" else [one for one in data["courses"] if _is(owner, event, one)]
            for one in told:
                tasks.outline(one["tasks"], event.at)
                outlined = True
        except UNREADABLE:
            aside.append(event.id)
    if column == "course_id" and not outlined:
        tasks.imported([_ONE_FORM])
    words = Words(owner, column, tasks)
    for event in events:
        try:
            words.take(event, event.data)
        except UNREADABLE:
            aside.append(event.id)
    tables = words.rows()
    tables["task"] = tasks.rows(owner, column) if owner else []
    tables["terms"] = tasks.terms(owner) if owner else []
    return tables


def has_content(tables: Mapping[str, Sequence[Row]]) -> bool:
    """Whether a course or program of which nothing else tells is there for the sake of what was done about it. A plan
    and a pause go with what they are about."""
    return any(tables.get(table) for table in ("tick", "choice", "practice", "note", "form", "submission"))


def _is(owner: str, event: Event, course: dict[str, Any]) -> bool:
    return owner == f"{event.about}/{course['number']}"
