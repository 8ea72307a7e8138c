"""The one thing to do next, and who answered in a thread, as the store knows its people."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from cups_course.model import Course, Discussion, Program
from cups_course.store.database import Database
from cups_course.store.people import forum_names, one_name
from cups_course.store.reading import at_hand
from cups_course.store.threads import load_thread
from cups_course.text import fold_name
from cups_course.thread.peers import Message, Peer, peers_of, unanswered_messages
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

    return messages_in(database, discussion)


def peers_in(database: Database, discussion: Discussion) -> list[Peer] | None:
    """Everybody who answered, those with fewest replies first; None where no copy of the thread is kept."""
    kept = load_thread(database, discussion)
    if kept is None:
        return None
    from cups_course.reader.own import own_words  # reads letters, which takes a tenth of `next`

    said = partial(own_words, questions=[question.text for question in discussion.asked])
    return peers_of(kept.thread, discussion, forum_names(database), called=_called(database), own_words=said)


def messages_in(database: Database, discussion: Discussion) -> list[Message]:
    """What was written to the person and has had no reply."""
    kept = load_thread(database, discussion)
    if kept is None:
        return []
    return unanswered_messages(kept.thread, discussion, forum_names(database), called=_called(database))


def _called(database: Database) -> Callable[[str], str]:
    """The one name of a person who goes by several."""
    names = one_name(database)
    return lambda name: names.get(fold_name(name), name)
