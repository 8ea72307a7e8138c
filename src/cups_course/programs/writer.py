"""An outline as the table that its file is, and as TOML."""

from collections.abc import Iterator
from typing import Any

from cups_course.course.outline import Outline, OutlineCourse, OutlineDiscussion
from cups_course.course.thread import WantedTask

Table = dict[str, Any]


def as_toml(outline: Outline) -> str:
    """The TOML that reads as this outline."""
    return "\n".join(_blocks(table_of(outline), ""))


def _blocks(table: Table, heading: str) -> Iterator[str]:
    """The lines of a table, then those of each table in it below a heading of its own: tomli-w would put small ones
    into one line."""
    from tomli_w import dumps

    inner = {key: value for key, value in table.items() if _is_tables(value)}
    values = {key: value for key, value in table.items() if key not in inner}
    yield (f"[[{heading}]]\n" if heading else "") + dumps(values, multiline_strings=True)
    for key, tables in inner.items():
        for one in tables:
            yield from _blocks(one, f"{heading}.{key}".removeprefix("."))


def _is_tables(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and isinstance(value[0], dict)


def table_of(outline: Outline) -> Table:
    """The keys of `docs/outlines.md`, without those that say nothing."""
    return {
        "key": outline.key,
        "title": outline.title,
        **_said(about=outline.about, task=[_task(one) for one in outline.tasks]),
        **_said(course=[_course_table(one) for one in outline.courses]),
    }


def _course_table(course: OutlineCourse) -> Table:
    return {
        "number": course.number,
        "title": course.title,
        **({} if course.complete else {"complete": False}),
        **_said(credits=course.credits),
        **_said(discussion=[_discussion(one) for one in course.discussions]),
        **_said(task=[_task(one) for one in course.tasks]),
        **_said(form=[{"title": title} for title in course.forms] if course.forms != ("",) else []),
    }


def _discussion(discussion: OutlineDiscussion) -> Table:
    asked = discussion.questions
    return {
        "number": discussion.number,
        **_said(title=discussion.title, part=discussion.part, address=discussion.address),
        **({"known": False} if asked is None else {"questions": _questions(asked)}),
        **({} if discussion.peer_replies is None else {"peer_replies": discussion.peer_replies}),
        **_said(task=[_task(one) for one in discussion.tasks]),
    }


def _questions(asked: tuple[str | None, ...]) -> int | list[str]:
    return [one or "" for one in asked] if any(asked) or not asked else len(asked)


def _task(task: WantedTask) -> Table:
    return {
        "kind": task.kind,
        **_said(text=task.text, optional=task.optional and not task.bonus, bonus=task.bonus, minimum=task.minimum),
        **({} if task.retakes is None else {"retakes": task.retakes}),
        **_said(choices=list(task.choices), hours=_number(task.hours), times=task.times, every=task.every),
        **_said(words=task.words),
    }


def _said(**values: Any) -> Table:
    return {key: value for key, value in values.items() if value}


def _number(number: float | None) -> float | int | None:
    """A whole number is written without a point."""
    return int(number) if number is not None and number.is_integer() else number
