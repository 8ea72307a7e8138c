"""What the ticks of a task come to: each was made, or taken back, for what was chosen at that time."""

from collections.abc import Iterable
from typing import Literal, NamedTuple

from cups_course.course.model import Attempt, Task
from cups_course.course.wording import fold

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
