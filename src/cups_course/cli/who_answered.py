"""Who answered in a thread, and who wrote to the person there, as the store knows its people."""

from collections.abc import Callable
from functools import partial

from cups_course.model import Discussion
from cups_course.store.database import Database
from cups_course.store.people import forum_names, one_name
from cups_course.store.threads import load_thread
from cups_course.text import fold_name
from cups_course.thread.peers import Message, Peer, peers_of, unanswered_messages


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
