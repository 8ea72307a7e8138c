"""Tasks: what is to be done on one, by its kind, and what ticks, scores, hours and progress notes come to."""

import re
from collections.abc import Iterable
from typing import Literal, NamedTuple

from cups_course.errors import WrongUsage
from cups_course.model import Attempt, Course, Program, ProgressNote, Task
from cups_course.refs import FoundRef
from cups_course.text import clean, fold, fold_space

Outcome = Literal["done", "tried", "taken back"]


class Tick(NamedTuple):
    """A tick as it was made: a try that missed the minimum neither ticks nor takes back."""

    outcome: Outcome
    on: str | None = None
    score: str | None = None


class Choice(NamedTuple):
    """One of several that was chosen; None takes the choice back."""

    title: str | None


def count_ticks(task: Task, made: Iterable[Tick | Choice]) -> None:
    """Put into a task what was made of it, the oldest first: what is chosen, the attempts that count, and whether it
    is ticked, since when and with which score.

    A tick made before anything was chosen counts for whatever is. Taken back is what was done, and of a task that is
    wanted several times only the last time.
    """
    attempts: list[tuple[Attempt, str]] = []
    chosen = ""
    for one in made:
        if isinstance(one, Choice):
            task.choice, chosen = one.title, fold(one.title or "")
        elif one.outcome == "taken back":
            counting = [at for at, (attempt, of) in enumerate(attempts) if attempt.enough and of in ("", chosen)]
            for at in reversed(counting[-1:] if task.repeated else counting):
                del attempts[at]
        else:
            attempts.append((Attempt(one.on, one.score, one.outcome == "done"), chosen))
    task.attempts = [attempt for attempt, of in attempts if of in ("", chosen)]
    done = [attempt for attempt in task.attempts if attempt.enough]
    task.ticked = len(done) >= (task.times or 1)
    if task.ticked:
        task.done_on, task.score = done[-1].on, done[-1].score
    elif task.attempts:
        task.score = task.attempts[-1].score


_OUT_OF = r"\s*(\d{1,6}(?:\.\d{1,3})?)\s*(?:/\s*(\d{1,6})|%)?\s*"


def reaches_minimum(score: str, minimum: str) -> bool:
    """Whether a score such as "9/10" or "90%" is at least a minimum written in either way; True where unclear."""
    reached, wanted = _share(score), _share(minimum)
    if reached is None or wanted is None or (reached[1] is None) != (wanted[1] is None):
        return True
    return reached[0] >= wanted[0]


def best_score(attempts: list[Attempt]) -> str | None:
    """The best score of several attempts as it was written; None where none has one that can be compared."""
    scored = [(share[0], one.score) for one in attempts if one.score and (share := _share(one.score)) and share[1]]
    return max(scored, key=lambda one: one[0])[1] if scored else None


def _share(score: str) -> tuple[float, float | None] | None:
    """How much a score is, and out of how much that was said to be; None for what cannot be read."""
    part = re.fullmatch(_OUT_OF, score)
    if part is None or (part[2] and not int(part[2])):
        return None
    whole = float(part[2]) if part[2] else 100.0 if "%" in part[0] else None
    return float(part[1]) / (whole or 1), whole


_HOURS = r"(\d{1,4})(?:[.,](\d{1,2})|:([0-5]\d))?"


def parse_hours(text: str) -> int:
    """Hours in minutes.

    Raises WrongUsage for what says no time.
    """
    part = re.fullmatch(_HOURS, text.strip().removesuffix("h").rstrip())
    said = 0 if part is None else int(part[1]) * 60 + int(part[3] or 0) + round(float(f"0.{part[2] or 0}") * 60)
    if not said:
        raise WrongUsage(f"“{clean(text)}” is no number of hours. Write it like 2, 1.5 or 1:30.")
    return said


def format_hours(minutes: int) -> str:
    """Minutes as hours: `2`, `1.5`, and to the minute where hundredths cannot say it: `1:20`."""
    if minutes * 100 % 60:
        return f"{minutes // 60}:{minutes % 60:02}"
    return f"{minutes / 60:.2f}".rstrip("0").rstrip(".")


def hours_in_words(minutes: int) -> str:
    """`1 hour`, `2.5 hours`."""
    return "1 hour" if minutes == 60 else f"{format_hours(minutes)} hours"


_DO = {
    "watch": "Watch",
    "read": "Read",
    "quiz": "Take the quiz",
    "exam": "Take the exam",
    "oath": "Post the oath",
    "practicum": "Practise",
    "elective": "Choose one",
}


class TaskStep(NamedTuple):
    """What to do, how far it is (where there is anything to say of that), the command, and the one after it."""

    what: str
    how_far: str | None
    command: str
    then: str | None = None


def task_step(task: Task) -> TaskStep:
    """The one thing to do on a task that is not done."""
    done = f"cups-course done {task.ref}"
    paste = f"cups-course export {task.ref} --for thread --copy"
    if task.kind == "oath" and task.words:
        return TaskStep(_named(task), "Its words are ready to paste.", paste, done)
    if unposted_progress_note(task):
        return TaskStep(
            f"Post your progress note{f': {task.text}' if task.text else ''}".rstrip(".") + ".",
            "It is written, and not posted yet.",
            paste,
            done,
        )
    if is_progress_note(task):
        return TaskStep(_named(task, "Write a progress note"), _times(task), f"cups-course progress {task.ref}", done)
    if task.repeated:
        return TaskStep(_named(task), _times(task), done)
    if task.choices and not task.choice:
        return TaskStep(
            _named(task, "Choose one"),
            f"There are {len(task.choices)} to choose from.",
            f"cups-course show {task.ref}",
            f"{done} --choose N",
        )
    if task.minutes:
        logged = f"{format_hours(task.minutes_logged)} of {format_hours(task.minutes)} hours are logged."
        return TaskStep(_named(task), logged, f"{done} --hours HOURS")
    if task.choice:
        return TaskStep(f"Do what you chose: {task.choice.rstrip('.')}.", None, done)
    if task.attempts:
        return TaskStep(_named(task, f"Take the {task.kind} again"), last_try(task), f"{done} --score SCORE")
    return TaskStep(_named(task), f"It wants at least {task.minimum}." if task.minimum else None, done)


def still_to_do(task: Task) -> str:
    """The same in a few words, for a list of what is missing."""
    if task.choice and task.kind == "elective":
        return f"{task.choice} still to do"
    if task.minutes and task.practice:
        return f"{hours_in_words(task.minutes - task.minutes_logged)} of practice still to do"
    if task.times and task.repeated and task.times_done:
        return f"{task.kind} still to do, {task.times_done} of {task.times} times done"
    return f"{task.kind} still to do"


def last_try(task: Task) -> str | None:
    """How the last try went, and what comes of it."""
    if not task.attempts or not task.minimum:
        return None
    said = f"Your last try had {task.attempts[-1].score}; it wants at least {task.minimum}. "
    return f"{said}{another_go(task).capitalize()}."


def another_go(task: Task) -> str:
    """What comes of a try that missed the minimum, said kindly."""
    if task.retakes is False:
        return "as far as is known it is taken once, so ask whether another go is possible"
    return "another go is fine, whenever you like"


def numbered_choices(task: Task) -> str:
    """What there is to choose from, each with the number that chooses it."""
    return "; ".join(f"{number} {clean(title)}" for number, title in enumerate(task.choices, start=1))


def parse_choice(task: Task, typed: str) -> str:
    """Which of the choices was meant by its number, its title or a part of that; where none are known, what was typed.

    Raises WrongUsage where that is not plain.
    """
    wanted = typed.strip()
    if task.choices and wanted.isdecimal() and 1 <= int(wanted) <= len(task.choices):
        return task.choices[int(wanted) - 1]
    same = [title for title in task.choices if fold(title) == fold(wanted)]
    alike = same or [title for title in task.choices if fold(wanted) in fold(title)]
    if wanted and len(alike) == 1:
        return alike[0]
    if not task.choices and wanted and (task.kind == "elective" or task.choice):
        return fold_space(wanted)
    if not task.choices:
        raise WrongUsage(f"{task.ref} has nothing to choose from. To tick it:", f"cups-course done {task.ref}")
    raise WrongUsage(
        f"“{clean(typed)}” is not one of these: {numbered_choices(task)}.", f"cups-course done {task.ref} --choose N"
    )


def is_progress_note(task: Task) -> bool:
    """Whether a task is a note that is written again and again."""
    return task.repeated and task.kind == "other"


def unposted_progress_note(subject: Task | Course | Program) -> ProgressNote | None:
    """The progress note that is written and waits to be posted."""
    return next((note for note in reversed(subject.progress) if note.posted_on is None), None)


def posted_command(found: FoundRef) -> str:
    """The command that says that an oath or a progress note was posted."""
    return f"cups-course done {found.ref}" if found.task else f"cups-course progress {found.ref} --posted"


def _times(task: Task) -> str | None:
    if task.times:
        return f"{task.times_done} of {task.times} are done."
    return f"It is wanted every {task.every}." if task.every else None


def _named(task: Task, label: str = "") -> str:
    said = f"{label or _DO.get(task.kind) or task.kind.capitalize()}: {task.text}".rstrip(": ")
    return said if said.endswith((".", "!", "?")) else f"{said}."
