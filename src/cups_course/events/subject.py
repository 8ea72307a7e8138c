"""The fold of what is about a course or a program itself, or about everything: its tasks, notes, plan and forms."""

from collections.abc import Mapping, Sequence

from cups_course.events.event import UNREADABLE, Event, Row
from cups_course.events.tasks import Tasks
from cups_course.events.words import Words

_FORM = {"kind": "form", "number": 1, "text": "", "optional": 0}
"""Every course ends in an evaluation form, also one that is in no outline."""


def fold_subject(
    owner: str, added: Sequence[Event], events: Sequence[Event], unreadable: list[str]
) -> dict[str, list[Row]]:
    """Rows by their tables. `owner` is a program's key, a course such as `ldp-2020/2`, or "" for everything; `added`
    are the events that added its program. The ids of events that cannot be applied are added to `unreadable`."""
    column = "course_id" if "/" in owner else "program_id"
    tasks = Tasks(owner, column)
    outlined = False
    for event in added:
        try:
            data = event.data
            courses = [one for one in data["courses"] if owner == f"{event.about}/{one['number']}"]
            for outline in [data] if column == "program_id" else courses:
                tasks.outline(outline["tasks"])
                outlined = True
        except UNREADABLE:
            unreadable.append(event.id)
    if column == "course_id" and not outlined:
        tasks.read([_FORM])
    words = Words(owner, column, tasks)
    for event in events:
        try:
            words.apply(event, event.data)
        except UNREADABLE:
            unreadable.append(event.id)
    tables = words.rows()
    tables["task"] = tasks.rows() if owner else []
    tables["terms"] = tasks.terms() if owner else []
    return tables


def has_content(tables: Mapping[str, Sequence[Row]]) -> bool:
    """Whether anything was done about a course or program, so that it is shown though nothing else names it. A plan or
    a pause alone doesn't count."""
    return any(tables.get(table) for table in ("tick", "choice", "practice", "note", "form", "submission"))
