"""Tasks as events tell of them."""

from collections import Counter
from collections.abc import Iterable

from cups_course.course.thread import WantedTask
from cups_course.events.event import Data


def number_tasks(tasks: Iterable[WantedTask]) -> list[Data]:
    """Wanted tasks for an event; the second of a kind is number 2, and so on. What nobody said is left out."""
    count: Counter[str] = Counter()
    told = []
    for task in tasks:
        count[task.kind] += 1
        more = {
            "minimum": task.minimum,
            "bonus": int(task.bonus) or None,
            "retakes": None if task.retakes is None else int(task.retakes),
            "choices": list(task.choices) or None,
            "minutes": round(task.hours * 60) if task.hours else None,
            "times": task.times,
            "every": task.every,
            "words": task.words or None,
        }
        told.append(
            {
                "kind": task.kind,
                "number": count[task.kind],
                "text": task.text,
                "optional": int(task.optional),
                **{name: value for name, value in more.items() if value is not None},
            }
        )
    return told
