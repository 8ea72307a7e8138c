"""The one thing to do next, as `next` and `status` say it."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from cups_course.model import Course, Discussion, Program
from cups_course.store.database import Database
from cups_course.store.reading import at_hand
from cups_course.wants import Step, next_step

if TYPE_CHECKING:
    from cups_course.thread.peers import Message


def next_step_in(
    database: Database, programs: Sequence[Program], whole: Callable[[Course], Course] = lambda course: course
) -> Step | None:
    """The one thing to do next in these programs; `whole` as in `next_step`."""
    return next_step(programs, whole, at_hand(database), lambda discussion: _wrote(database, discussion))


def _wrote(database: Database, discussion: Discussion) -> "list[Message]":
    """Who wrote to the person in a thread and has had no reply. The thread is read only where a reply is next."""

    from cups_course.cli.who_answered import messages_in  # with the modules of threads, 4 ms

    return messages_in(database, discussion)
