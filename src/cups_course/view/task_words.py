"""How a task stands, in the few words that fit on its line."""

from collections.abc import Iterator

from cups_course.course.hours import format_hours, hours_in_words
from cups_course.course.model import Task
from cups_course.course.scores import best_score
from cups_course.course.task_steps import unposted_progress_note
from cups_course.course.wording import clean
from cups_course.view.wordings import count, day


def task_words(task: Task, *, done: bool) -> tuple[str, str]:
    """How it stands in words that are never shortened, and what else there is to say."""
    if done:
        said = "done" if not (task.repeated and task.times is None) else f"{task.times_done} so far"
        return f"{said} {day(task.done_on)}".rstrip(), ", ".join(_came_of_it(task))
    if task.counts:
        return "started" if task.begun else "to do", ", ".join(_how_far(task))
    return "bonus" if task.bonus else "optional", ", ".join(_how_far(task))


def _came_of_it(task: Task) -> Iterator[str]:
    if task.score:
        yield task.score
    tries = [attempt for attempt in task.attempts if attempt.score]
    if len(tries) > 1 and not task.repeated:
        yield count(len(tries), "try", "tries")
    if task.choice:
        yield clean(task.choice)
    if task.practice:
        yield hours_in_words(task.minutes_logged)
    if task.every and not task.times:
        yield f"every {task.every}"


def _how_far(task: Task) -> Iterator[str]:
    if task.minimum:
        yield f"at least {task.minimum}"
    if task.attempts and (reached := best_score(task.attempts) or task.score):
        yield f"best so far {reached}" if len(task.attempts) > 1 else f"last try {reached}"
    if task.choice:
        yield f"chosen: {clean(task.choice)}"
    elif task.choices:
        yield f"one of {len(task.choices)}"
    if task.minutes:
        yield f"{format_hours(task.minutes_logged)} of {hours_in_words(task.minutes)}"
    elif task.practice:
        yield hours_in_words(task.minutes_logged)
    if unposted_progress_note(task):
        yield "written, to be posted"
    if task.times and task.repeated:
        yield f"{task.times_done} of {task.times}"
    if task.every:
        yield f"every {task.every}"
