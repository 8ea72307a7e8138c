"""`cups-course undone`: takes back a tick, hours, a choice, or that something was posted or submitted."""

from typing import Annotated

import typer

from cups_course.cli.own_posts import disown
from cups_course.cli.session import Session, kept_texts, require_discussion
from cups_course.errors import CourseError
from cups_course.model import Task
from cups_course.refs import FoundRef
from cups_course.store.database import Database
from cups_course.store.writing import keep_choice, remove_practice, tick, withdraw_postings
from cups_course.tasks import hours_in_words
from cups_course.view.screen import tell
from cups_course.view.wording import day
from cups_course.wants import task_done

EXAMPLES = (
    "cups-course undone 2.2.quiz",
    "cups-course undone 2.2",
    "cups-course undone 2.form",
    "cups-course undone 2.2 --post 14",
)


def run(
    ctx: typer.Context,
    ref: Annotated[str, typer.Argument(metavar="REF", help="A task, a form, a discussion, a question or a reply.")],
    post: Annotated[int | None, typer.Option(metavar="INDEX", help="This post of the thread is not yours.")] = None,
) -> None:
    """Takes back a tick, the hours logged last, a choice, or that something was posted. Your words stay."""
    session: Session = ctx.obj
    with session.located(ref) as (database, found):
        if post is not None:
            discussion = require_discussion(found)
            database.doing(f"post {post} of {found.ref}, said not to be yours")
            disown(database, discussion, post)
            tell(f"Post {post} of {found.ref} is not yours. What you wrote yourself counts again.")
            return
        if found.task:
            _undo_task(database, found, found.task)
            return
        answers, replies = kept_texts(found)
        database.doing(f"{found.ref}, said not to be posted")
        withdrawn = withdraw_postings(database, "answer", answers) + withdraw_postings(database, "peer_reply", replies)
    if not withdrawn:
        raise CourseError(f"Nothing of {found.ref} was marked as posted, so nothing was changed.", "cups-course status")
    tell(f"{found.ref} is no longer marked as posted. Your words are kept.")


def _undo_task(database: Database, found: FoundRef, task: Task) -> None:
    if not task.attempts and task.begun:
        _undo_without_tick(database, task)
        return
    if not task.ticked and task_done(task, found.discussion):
        raise CourseError(
            f"{found.ref} counts as done because its questions are posted, so there is no tick to take back."
        )
    if not task.times_done:
        raise CourseError(f"{found.ref} was not ticked, so nothing was changed.", "cups-course status")
    database.doing(f"{found.ref}, said to be to do again")
    tick(database, task, "taken back")
    if task.times_done > 1 and task.repeated:
        tell(f"{found.ref} is done one time less: {task.times_done - 1}.")
    else:
        tell(f"{found.ref} is to do again.")


def _undo_without_tick(database: Database, task: Task) -> None:
    """Remove the hours that were logged last, or without hours the choice."""
    if task.practice:
        last = max(task.practice, key=lambda one: one.id)
        database.doing(f"{hours_in_words(last.minutes)} of {task.ref}, taken out of the log")
        remove_practice(database, last)
        tell(f"Taken out of the log: {hours_in_words(last.minutes)} of {day(last.on)}.")
    elif task.choice:
        database.doing(f"what was chosen for {task.ref}, taken back")
        keep_choice(database, task, None)
        tell(f"Nothing is chosen for {task.ref} now.")
    else:
        raise CourseError(f"{task.ref} was not ticked, so nothing was changed.", "cups-course status")
