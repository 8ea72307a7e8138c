"""The fold of the tasks of one program, course or discussion."""

import json
from collections.abc import Mapping, Sequence

from cups_course.events.event import Data, Row

_DEFAULT_TERMS = {"bonus": 0, "choices": [], "words": ""}


class Tasks:
    """The tasks of one owner, known by their kind and number. What an outline says counts more than what a post says;
    both count more than an event that only names a task. `column` is the one that holds the owner."""

    def __init__(self, owner: str, column: str) -> None:
        self._owner, self._column = owner, column
        self._tasks: dict[tuple[str, int], Row] = {}
        self._terms: dict[tuple[str, int], Data] = {}
        self._removed: dict[tuple[str, int], str | None] = {}

    def outline(self, tasks: Sequence[Data]) -> None:
        """Add what an outline wants."""
        for wanted in tasks:
            task = self._task(wanted, "outline")
            if task["source"] != "outline":
                _fill_in(task, wanted)
            else:
                task["text"] = wanted["text"] or task["text"]
                task["minimum"] = wanted.get("minimum") or task["minimum"]

    def read(self, tasks: Sequence[Data]) -> None:
        """Add what a post wants."""
        for wanted in tasks:
            _fill_in(self._task(wanted, "import"), wanted)

    def id_of(self, ref: Mapping[str, str | int]) -> str:
        """The id of a task that an event names. The task is added if nothing else wants it."""
        self._task({"kind": ref["kind"], "number": ref["number"], "text": ref["text"], "optional": 0}, "person")
        return self._id(str(ref["kind"]), int(ref["number"]))

    def set_removed(self, ref: Mapping[str, str | int], at: str | None) -> None:
        """Take a task out of the checklist at this time, or (None) put it back."""
        self.id_of(ref)
        self._removed[str(ref["kind"]), int(ref["number"])] = at

    def rows(self) -> list[Row]:
        """Rows of `task`."""
        owners = {"program_id": None, "course_id": None, "discussion_id": None, self._column: self._owner}
        return [
            {
                "id": self._id(kind, number),
                **owners,
                "kind": kind,
                "number": number,
                **task,
                "place": place,
                "removed_at": self._removed.get((kind, number)),
            }
            for place, ((kind, number), task) in enumerate(self._tasks.items())
        ]

    def terms(self) -> list[Row]:
        """Rows of `terms`: what tasks want beyond their kind."""
        return [{"task_id": self._id(*key), **terms} for key, terms in self._terms.items()]

    def _id(self, kind: str, number: int) -> str:
        return f"{self._owner}.{kind}-{number}"

    def _task(self, wanted: Data, source: str) -> Row:
        key = (wanted["kind"], int(wanted["number"]))
        new = {
            "text": wanted["text"],
            "optional": wanted["optional"],
            "minimum": wanted.get("minimum"),
            "source": source,
        }
        task = self._tasks.setdefault(key, new)
        terms = {
            "bonus": wanted.get("bonus", 0),
            "retakes": wanted.get("retakes"),
            "choices": wanted.get("choices", []),
            "minutes": wanted.get("minutes"),
            "times": wanted.get("times"),
            "every": wanted.get("every"),
            "words": wanted.get("words", ""),
        }
        if key not in self._terms and any(value != _DEFAULT_TERMS.get(name) for name, value in terms.items()):
            self._terms[key] = terms | {"choices": json.dumps(terms["choices"], ensure_ascii=False)}
        return task


def _fill_in(task: Row, wanted: Data) -> None:
    task["text"] = task["text"] or wanted["text"]
    task["minimum"] = task["minimum"] or wanted.get("minimum")
