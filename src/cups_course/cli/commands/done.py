"""`cups-course done`: ticks a task or a form, logs hours of practice and what was chosen; and undoes each of these."""

from typing import Annotated

import typer

from cups_course.cli.options import past_day
from cups_course.cli.session import Session, locate
from cups_course.errors import CourseError, WrongSubject, WrongUsage
from cups_course.form.filling import form_fields
from cups_course.model import Task
from cups_course.refs import FoundRef
from cups_course.shell import CommandLine
from cups_course.store.database import Database
from cups_course.store.forms import submit_form
from cups_course.store.identity import local_today
from cups_course.store.writing import add_note, keep_choice, log_practice, remove_practice, tick
from cups_course.tasks import (
    another_go,
    format_hours,
    hours_in_words,
    numbered_choices,
    parse_choice,
    parse_hours,
    parse_score,
    reaches_minimum,
)
from cups_course.text import clean
from cups_course.view.check import say_course_state
from cups_course.view.screen import say, tell
from cups_course.view.wording import day
from cups_course.wants import task_done

EXAMPLES = (
    "cups-course done 2.2.quiz",
    "cups-course done 2.2.quiz --score 9/10",
    "cups-course done 2.form",
    "cups-course done 2.practicum --hours 2",
    "cups-course done ldp-2022/practicum --choose 1",
    "cups-course done 2.2.quiz --undo",
)


def run(
    ctx: typer.Context,
    ref: Annotated[str, typer.Argument(metavar="REF", help="A task or a form, such as 2.2.quiz or 2.form.")],
    score: Annotated[str | None, typer.Option(metavar="SCORE", help="Your score, such as 9/10.")] = None,
    on: Annotated[
        str | None, typer.Option(metavar="DATE", callback=past_day, help="The day you did it. Default: today.")
    ] = None,
    hours: Annotated[
        str | None, typer.Option(metavar="HOURS", help="Hours of practice to log, such as 2 or 1:30.")
    ] = None,
    note: Annotated[str | None, typer.Option(metavar="TEXT", help="A note to save with it.")] = None,
    choose: Annotated[
        str | None, typer.Option(metavar="N|TITLE", help="The option you choose, where there are several.")
    ] = None,
    undo: Annotated[
        bool, typer.Option("--undo", help="Undo the tick, the last hours you logged, or the choice.")
    ] = False,
) -> None:
    """Also marks a form as sent, logs hours of practice or saves your choice."""
    session: Session = ctx.obj
    on_day = on or local_today()
    if sum(one is not None for one in (score, hours, choose)) > 1:
        raise WrongUsage("Use only one of --score, --hours and --choose.")
    if undo and any((score, on, hours, note, choose)):
        raise WrongUsage("Use --undo without other options.")
    with session.located(ref) as (database, found):
        task = _require_task(found, undo=undo)
        if undo:
            undo_tick(database, found, task)
            return
        score = None if score is None else parse_score(score, task)
        if choose is not None:
            _choose(database, task, choose, ref)
        elif hours is not None:
            _log_practice(database, task, parse_hours(hours), on_day, note)
            note = None
        elif found.course and task in found.course.forms and not task.ticked and _is_enough(task, score):
            _submit(database, task, ref, score, on_day)
        else:
            _tick(database, task, score, on_day)
        if note:
            add_note(database, task, note)
        _, found = locate(database, ref)
    if found.task and not task_done(found.task, found.discussion):
        return
    if found.course and found.discussion is None:
        say_course_state(found.course, form=task.kind == "form")
    say(CommandLine("next"))


def _submit(database: Database, form: Task, ref: str, score: str | None, on: str) -> None:
    """Mark a form as sent, and keep a copy of the answers as they are now."""
    _, found = locate(database, ref, whole_course=True, verify=True)
    assert found.course and found.task
    database.doing(f"marked {form.ref} as sent")
    submit_form(database, form, form_fields(found.task, found.course), on=on, score=score)
    tell(f"Marked as sent: {form.ref}{f', {score}' if score else ''}.")


def _choose(database: Database, task: Task, typed: str, ref: str) -> None:
    title = parse_choice(task, typed)
    database.doing(f"chose {clean(title)} for {task.ref}")
    keep_choice(database, task, title)
    tell(f"Your choice for {task.ref}: {clean(title)}.")
    chosen = locate(database, ref)[1].task
    if chosen and task_done(chosen):
        say("You have done it, so the task is done. You can change your choice at any time.")
        return
    say(
        "You can change your choice at any time. When you have done the task:",
        CommandLine("done", task.ref),
    )


def _log_practice(database: Database, task: Task, practised: int, on: str, note: str | None) -> None:
    if task.kind != "practicum" and task.minutes is None:
        raise WrongUsage(f"{task.ref} doesn't ask for hours of practice. To tick it:", CommandLine("done", task.ref))
    database.doing(f"logged {hours_in_words(practised)} for {task.ref}")
    log_practice(database, task, on=on, minutes=practised, note=note)
    logged = task.minutes_logged + practised
    if task.minutes is None:
        tell(f"Logged {hours_in_words(practised)} for {task.ref}, {hours_in_words(logged)} in total.")
        say(
            "The number of hours it needs isn't known. When you have done enough:",
            CommandLine("done", task.ref),
        )
        return
    tell(
        f"Logged {hours_in_words(practised)} for {task.ref}, "
        f"{format_hours(logged)} of {hours_in_words(task.minutes)} in total."
    )
    if logged >= task.minutes:
        tell("Those are all the hours it needs.")


def _tick(database: Database, task: Task, score: str | None, on: str) -> None:
    if task.kind == "elective" and task.choices and not task.choice:
        raise CourseError(
            f"Which one did you do? {numbered_choices(task)}", CommandLine("done", task.ref, "--choose", "N")
        )
    enough = _is_enough(task, score)
    did = f"marked {task.ref} as sent" if task.kind == "form" else f"ticked {task.ref}"
    database.doing(did if enough else f"tried {task.ref}")
    tick(database, task, "done" if enough else "tried", on=on, score=score)
    if not enough:
        tell(f"Saved a try with {score}. {task.ref} needs at least {task.minimum}. {another_go(task)}")
        return
    of = f" ({clean(task.choice)})" if task.choice else ""
    tell(f"{'Marked as sent' if task.kind == 'form' else 'Done'}: {task.ref}{of}{f', {score}' if score else ''}.")
    if task.repeated and (times := task.times_done + 1):
        tell(f"{times} of {task.times} done." if task.times else f"{times} done so far.")


def _is_enough(task: Task, score: str | None) -> bool:
    return score is None or task.minimum is None or reaches_minimum(score, task.minimum)


def _require_task(found: FoundRef, *, undo: bool) -> Task:
    """The task or form that a reference names. Raises WrongSubject; for an answer it names the command `posted`."""
    if found.task is None:
        commands = [CommandLine("posted", found.ref, "--undo" if undo else None)] if found.discussion else []
        commands.append(CommandLine("status", found.ref))
        raise WrongSubject(found.ref, found.what, "a task or a form, such as 2.2.quiz or 2.form", *commands)
    return found.task


def undo_tick(database: Database, found: FoundRef, task: Task) -> None:
    """Undo the tick of a task or form, else the hours logged last, else the choice. Raises CourseError without any."""
    if not task.attempts and task.begun:
        _undo_without_tick(database, task)
        return
    if not task.ticked and task_done(task, found.discussion):
        raise CourseError(f"{found.ref} is done because its questions are posted. There is no tick to undo.")
    if not task.times_done:
        raise _nothing_to_undo(task)
    sent = "sent" if task.kind == "form" else "done"
    database.doing(f"marked {found.ref} as not {sent}")
    tick(database, task, "taken back")
    left = locate(database, found.ref)[1]
    if left.task and task_done(left.task, left.discussion):
        why = "you have all its hours" if left.task.minutes else "its questions are posted"
        tell(f"Removed the tick of {found.ref}. It still counts as done, because {why}.")
    elif task.times_done > 1 and task.repeated:
        tell(f"{found.ref}: {task.times_done - 1} done so far.")
    else:
        tell(f"{found.ref} is marked as not {sent}.")


def _undo_without_tick(database: Database, task: Task) -> None:
    """Remove the hours that were logged last, or without hours the choice."""
    if task.practice:
        last = max(task.practice, key=lambda one: one.id)
        database.doing(f"removed {hours_in_words(last.minutes)} from {task.ref}")
        remove_practice(database, last)
        tell(f"Removed {hours_in_words(last.minutes)} logged for {day(last.on)}.")
    elif task.choice:
        database.doing(f"cleared the choice for {task.ref}")
        keep_choice(database, task, None)
        tell(f"Cleared your choice for {task.ref}.")
    else:
        raise _nothing_to_undo(task)


def _nothing_to_undo(task: Task) -> CourseError:
    state = "marked as sent" if task.kind == "form" else "ticked"
    return CourseError(f"{task.ref} is not {state}, so nothing was changed.", CommandLine("status"))
