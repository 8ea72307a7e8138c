"""The fold of the tasks of one program, course or discussion."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from cups_course.events.event import Data

_NOTHING = {"bonus": 0, "choices": [], "words": ""}


def task_id(owner: str, kind: str, number: int) -> str:
    """The id of a task: what it belongs to, its kind, and which of that kind it is."""
    return f"{owner}.{kind}-{number}"


class Tasks:
    """The tasks of one owner, known by their kind and number. What an outline says counts more than what a post says;
    both count more than an event that only mentions a task."""

    def __init__(self) -> None:
        self._tasks: dict[tuple[str, int], dict[str, Any]] = {}
        self._terms: dict[tuple[str, int], Data] = {}
        self._removed: dict[tuple[str, int], str | None] = {}

    def outline(self, tasks: Sequence[Data], at: str) -> None:
        """What an outline wants."""
        for told in tasks:
            task = self._task(told, "outline")
            if task["source"] != "outline":
                task["text"] = task["text"] or told["text"]
                task["minimum"] = task["minimum"] or told.get("minimum")
            else:
                task["text"] = told["text"] or task["text"]
                task["minimum"] = told.get("minimum") or task["minimum"]

    def imported(self, tasks: Sequence[Data]) -> None:
        """What a post wants."""
        for told in tasks:
            task = self._task(told, "import")
            task["text"] = task["text"] or told["text"]
            task["minimum"] = task["minimum"] or told.get("minimum")

    def mentioned(self, ref: Mapping[str, Any]) -> tuple[str, int]:
        """A task that an event speaks of; made where nothing else tells of it."""
        self._task({"kind": ref["kind"], "number": ref["number"], "text": ref["text"], "optional": 0}, "person")
        return ref["kind"], ref["number"]

    def set_removed(self, ref: Mapping[str, Any], at: str | None) -> None:
        """A task is out of the checklist since `at`, or (None) in it again."""
        self._removed[ref["kind"], ref["number"]] = at

    def rows(self, owner: str, column: str) -> list[dict[str, Any]]:
        """Rows of `task`; `column` is the one that holds the owner."""
        owners = {"program_id": None, "course_id": None, "discussion_id": None, column: owner}
        return [
            {
                "id": task_id(owner, kind, number),
                **owners,
                "kind": kind,
                "number": number,
                **task,
                "place": place,
                "removed_at": self._removed.get((kind, number)),
            }
            for place, ((kind, number), task) in enumerate(self._tasks.items())
        ]

    def terms(self, owner: str) -> list[dict[str, Any]]:
        """Rows of `terms`: what tasks want beyond their kind."""
        return [{"task_id": task_id(owner, *key), **terms} for key, terms in self._terms.items()]

    def _task(self, told: Data, source: str) -> dict[str, Any]:
        key = (told["kind"], int(told["number"]))
        task = self._tasks.get(key)
        if task is None:
            task = self._tasks[key] = {
                "text": told["text"],
                "optional": told["optional"],
                "minimum": told.get("minimum"),
                "source": source,
            }
        terms = {
            "bonus": told.get("bonus", 0),
            "retakes": told.get("retakes"),
            "choices": told.get("choices", []),
            "minutes": told.get("minutes"),
            "times": told.get("times"),
            "every": told.get("every"),
            "words": told.get("words", ""),
        }
        if key not in self._terms and any(value != _NOTHING.get(name) for name, value in terms.items()):
            self._terms[key] = terms | {"choices": json.dumps(terms["choices"], ensure_ascii=False)}
        return task
