"""The tasks of a program, course or discussion: found by their kind and number, added where they are new."""

import json
import sqlite3
from collections.abc import Sequence
from typing import Literal

from cups_course.course.thread import WantedTask
from cups_course.store.writing import insert


def take_tasks(
    connection: sqlite3.Connection,
    device: str,
    tasks: Sequence[WantedTask],
    source: Literal["outline", "import"],
    **owner: str,
) -> list[tuple[WantedTask, sqlite3.Row | None]]:
    """Each wanted task with the record that is kept of it, or with None where it was added now.

    `owner` is one of `program_id`, `course_id` and `discussion_id`. The second of a kind is number 2, and so on.
    """
    ((column, record),) = owner.items()
    count: dict[str, int] = {}
    taken: list[tuple[WantedTask, sqlite3.Row | None]] = []
    for task in tasks:
        count[task.kind] = number = count.get(task.kind, 0) + 1
        kept: sqlite3.Row | None = connection.execute(
            f"SELECT * FROM task WHERE {column} = ? AND kind = ? AND number = ?", (record, task.kind, number)
        ).fetchone()
        if kept is None:
            added = insert(
                connection,
                device,
                "task",
                kind=task.kind,
                number=number,
                text=task.text,
                optional=int(task.optional),
                minimum=task.minimum,
                source=source,
                **owner,
            )
        _take_terms(connection, device, task, added if kept is None else kept["id"])
        taken.append((task, kept))
    return taken


def _take_terms(connection: sqlite3.Connection, device: str, task: WantedTask, kept: str) -> None:
    """What a task asks for beyond its kind; what is kept of that already stays as it is."""
    terms = {
        "bonus": int(task.bonus),
        "retakes": None if task.retakes is None else int(task.retakes),
        "choices": json.dumps(task.choices, ensure_ascii=False),
        "minutes": round(task.hours * 60) if task.hours else None,
        "times": task.times,
        "every": task.every,
        "words": task.words,
    }
    nothing = {"bonus": 0, "choices": "[]", "words": ""}
    if all(value == nothing.get(name) for name, value in terms.items()):
        return
    there = connection.execute("SELECT 1 FROM terms WHERE task_id = ?", (kept,)).fetchone()
    if there is None:
        insert(connection, device, "terms", task_id=kept, **terms)
