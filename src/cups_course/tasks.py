"""Tasks: the next step on each kind, its ticks, and scores, hours and choices as people write them."""

import re
from collections.abc import Iterable
from typing import Literal, NamedTuple

from cups_course.errors import WrongUsage, refuse_placeholder
from cups_course.model import Attempt, ProgressNote, Task
from cups_course.shell import CommandLine
from cups_course.text import clean, fold, fold_space, parse_number_up_to

Outcome = Literal["done", "tried", "taken back"]


class Tick(NamedTuple):
    """One tick. "tried" is a try below the minimum: it neither ticks the task nor takes a tick back."""

    outcome: Outcome
    on: str | None = None
    score: str | None = None


class Choice(NamedTuple):
    """The choice of one title among several; None takes the choice back."""

    title: str | None


def count_ticks(task: Task, made: Iterable[Tick | Choice]) -> None:
    """Set what a task's ticks and choices, oldest first, amount to: its choice, the attempts that count, whether it is
    ticked, since when and with which score.

    A tick made before anything was chosen counts for every choice. Taking a tick back removes all that was done, or
    only the last time of a task that is wanted several times.
    """
    attempts: list[tuple[Attempt, str]] = []
    choice = ""
    for event in made:
        if isinstance(event, Choice):
            task.choice, choice = event.title, fold(event.title or "")
        elif event.outcome == "taken back":
            counting = [at for at, (attempt, of) in enumerate(attempts) if attempt.enough and of in ("", choice)]
            for at in reversed(counting[-1:] if task.repeated else counting):
                del attempts[at]
        else:
            attempts.append((Attempt(event.on, event.score, event.outcome == "done"), choice))
    task.attempts = [attempt for attempt, of in attempts if of in ("", choice)]
    done = [attempt for attempt in task.attempts if attempt.enough]
    task.ticked = len(done) >= (task.times or 1)
    if task.ticked:
        task.done_on, task.score = done[-1].on, done[-1].score
    elif task.attempts:
        task.score = task.attempts[-1].score


_SCORE = r"(\d{1,6})(?:[.,](\d{1,3}))?\s*(?:(?:/|out of|of)\s*(\d{1,6})|(%))?"


def parse_score(typed: str, task: Task) -> str:
    """A score as it is stored, such as "9/10", "9.5/10" or "90%": one that can be compared with the task's minimum.

    Raises WrongUsage for what is no score, one above its maximum, and one that doesn't say out of how many where
    the minimum does.
    """
    match = re.fullmatch(_SCORE, typed.strip().casefold())
    number, whole = (f"{match[1]}.{match[2]}" if match[2] else match[1], match[3]) if match else ("", None)
    score = number + (f"/{whole}" if whole else match[4] or "" if match else "")
    share, minimum = _share(score), _share(task.minimum or "")
    meant = None
    if share is None:
        why = f"isn't a score. Use one such as {task.minimum if minimum else '9/10'}, or save words with --note."
    elif share[1] and share[0] > 1:
        why = f"is more than the maximum of {whole or '100%'}."
    elif minimum and minimum[1] and not share[1]:
        why = f"doesn't say out of how many, and {task.ref} needs at least {task.minimum}."
        if "%" not in (task.minimum or "") and share[0] <= minimum[1]:
            meant = f"{number}/{minimum[1]:g}"
        elif share[0] <= 100:
            meant = f"{number}%"
    elif minimum and not minimum[1] and "%" in score:
        why = f"is a percentage, and {task.ref} needs at least {task.minimum}. Use a number."
    else:
        return score
    commands = [CommandLine("done", task.ref, "--score", meant)] if meant else []
    question = f" Did you mean {meant}?" if meant else ""
    raise WrongUsage(f"“{clean(typed)}” {why} Nothing was changed.{question}", *commands)


def reaches_minimum(score: str, minimum: str) -> bool:
    """Whether a score such as "9/10" or "90%" is at least a minimum written in either way. A minimum that is no score
    can't be compared, and is reached."""
    reached, wanted = _share(score), _share(minimum)
    if wanted is None:
        return True
    if reached is None or (reached[1] is None and wanted[1] is not None):
        return False
    return (reached[0] if wanted[1] is not None else reached[0] * (reached[1] or 1)) >= wanted[0]


def best_score(attempts: list[Attempt]) -> str | None:
    """The best score of several attempts as it was written; None where none has one that can be compared."""
    scored = [(share[0], one.score) for one in attempts if one.score and (share := _share(one.score)) and share[1]]
    return max(scored, key=lambda one: one[0])[1] if scored else None


def _share(score: str) -> tuple[float, float | None] | None:
    """A score as a share, and the whole it is a share of (None: none was given, so the share is the score itself).
    None for what is no score."""
    match = re.fullmatch(_SCORE, score.strip().casefold())
    if match is None or (match[3] and not int(match[3])):
        return None
    whole = float(match[3]) if match[3] else 100.0 if match[4] else None
    return float(f"{match[1]}.{match[2] or 0}") / (whole or 1), whole


_HOURS = r"(\d{1,4})(?:[.,](\d{1,2})|:([0-5]\d))?"


def parse_hours(text: str) -> int:
    """The minutes in a number of hours such as `2`, `1.5`, `1,5` or `1:30`.

    Raises WrongUsage for anything else, and for zero.
    """
    match = re.fullmatch(_HOURS, text.strip().removesuffix("h").rstrip())
    minutes = 0 if match is None else int(match[1]) * 60 + int(match[3] or 0) + round(float(f"0.{match[2] or 0}") * 60)
    if not minutes:
        raise WrongUsage(f"“{clean(text)}” isn't a number of hours. Use a number such as 2, 1.5 or 1:30.")
    return minutes


def format_hours(minutes: int) -> str:
    """Minutes as hours: `2`, `1.5`, or `1:20` where two decimals are not exact."""
    if minutes * 100 % 60:
        return f"{minutes // 60}:{minutes % 60:02}"
    return f"{minutes / 60:.2f}".rstrip("0").rstrip(".")


def hours_in_words(minutes: int) -> str:
    """`1 hour`, `2.5 hours`."""
    return "1 hour" if minutes == 60 else f"{format_hours(minutes)} hours"


_VERBS = {
    "watch": "Watch",
    "read": "Read",
    "quiz": "Take the quiz",
    "exam": "Take the exam",
    "oath": "Post the oath",
    "practicum": "Practise",
    "elective": "Choose one",
}


class TaskStep(NamedTuple):
    """What to do, how far the task is (None: nothing to say), the command, and the command after it."""

    what: str
    how_far: str | None
    command: CommandLine
    then: CommandLine | None = None


def task_step(task: Task) -> TaskStep:
    """The one thing to do on a task that is not done."""
    done = CommandLine("done", task.ref)
    paste = CommandLine("export", task.ref, "--for", "thread", "--copy")
    if unposted_text(task):
        text = "what you wrote" if task.kind == "other" and not is_progress_note(task) else f"your {text_name(task)}"
        what = f"Post {text}{f': {task.text}' if task.text else ''}".rstrip(".") + "."
        return TaskStep(what, "It's written, but not posted yet.", paste, CommandLine("posted", task.ref))
    if task.kind == "oath" and task.words:
        return TaskStep(_named(task), "The text is ready to paste.", paste, done)
    if is_progress_note(task):
        return TaskStep(_named(task, "Write a progress note"), _times(task), CommandLine("answer", task.ref), paste)
    if task.repeated:
        return TaskStep(_named(task), _times(task), done)
    if task.choices and not task.choice:
        return TaskStep(
            _named(task, "Choose one"),
            f"There are {len(task.choices)} to choose from.",
            CommandLine("show", task.ref),
            done.and_also("--choose", "N"),
        )
    if task.minutes:
        logged = f"{format_hours(task.minutes_logged)} of {format_hours(task.minutes)} hours are logged."
        return TaskStep(_named(task), logged, done.and_also("--hours", "HOURS"))
    if task.choice:
        return TaskStep(f"Do what you chose: {task.choice.rstrip('.')}.", None, done)
    if task.attempts:
        return TaskStep(_named(task, f"Take the {task.kind} again"), last_try(task), done.and_also("--score", "SCORE"))
    return TaskStep(_named(task), f"It needs at least {task.minimum}." if task.minimum else None, done)


def still_to_do(task: Task) -> str:
    """What is left of a task, in a few words for a list."""
    if task.choice and task.kind == "elective":
        return f"{task.choice} still to do"
    if task.minutes and task.practice:
        return f"{hours_in_words(task.minutes - task.minutes_logged)} of practice still to do"
    if task.times and task.repeated and task.times_done:
        return f"{task.kind} still to do, {task.times_done} of {task.times} times done"
    return f"{task.kind} still to do"


def last_try(task: Task) -> str | None:
    """How the last try went, and whether there can be another; None without a try or a minimum."""
    if not task.attempts or not task.minimum:
        return None
    result = f"You scored {task.attempts[-1].score}. It needs at least {task.minimum}."
    return f"{result} {another_go(task)}"


def another_go(task: Task) -> str:
    """Whether a try below the minimum can be repeated."""
    if task.retakes is False:
        return "It may allow only one try, so ask your course leader about another."
    return "You can try again."


def numbered_choices(task: Task) -> str:
    """The titles to choose from, each with the number that chooses it."""
    return "; ".join(f"{number} {clean(title)}" for number, title in enumerate(task.choices, start=1))


def parse_choice(task: Task, typed: str) -> str:
    """The choice that a number, a title or a part of a title means; for a task without known choices, what was typed.

    Raises WrongUsage where it means none, or several.
    """
    wanted = typed.strip()
    refuse_placeholder(wanted)
    if number := parse_number_up_to(len(task.choices), wanted):
        return task.choices[number - 1]
    equal = [title for title in task.choices if fold(title) == fold(wanted)]
    matches = equal or [title for title in task.choices if fold(wanted) in fold(title)]
    if wanted and len(matches) == 1:
        return matches[0]
    if not task.choices and wanted.isdecimal() and task.kind == "elective":
        raise WrongUsage(
            f"{task.ref} has no list to choose from. Write the name:", CommandLine("done", task.ref, "--choose", "...")
        )
    if not task.choices and wanted and (task.kind == "elective" or task.choice):
        return fold_space(wanted)
    if not task.choices:
        raise WrongUsage(f"{task.ref} has no choices. To tick it:", CommandLine("done", task.ref))
    raise WrongUsage(
        f"“{clean(typed)}” isn't one of the choices: {numbered_choices(task)}.",
        CommandLine("done", task.ref, "--choose", "N"),
    )


def is_progress_note(task: Task) -> bool:
    """Whether a task is a note to be written at intervals."""
    return task.repeated and task.kind == "other"


def is_written(task: Task) -> bool:
    """Whether the person may write a text for a task: a progress note, an oath, or what else it may ask for."""
    return task.kind in ("oath", "other")


def text_name(task: Task) -> str:
    """What the text written for a task is called."""
    return "progress note" if is_progress_note(task) else "oath" if task.kind == "oath" else "text"


def unposted_text(task: Task) -> ProgressNote | None:
    """The text for a task that is written but not posted yet."""
    return next((note for note in reversed(task.progress) if note.posted_on is None), None)


def _times(task: Task) -> str | None:
    if task.times:
        return f"{task.times_done} of {task.times} done."
    return f"It's due every {task.every}." if task.every else None


def _named(task: Task, label: str = "") -> str:
    name = f"{label or _VERBS.get(task.kind) or task.kind.capitalize()}: {task.text}".rstrip(": ")
    return name if name.endswith((".", "!", "?")) else f"{name}."
