"""Who answered in the thread of a discussion, as the store knows its people."""

from functools import partial
from typing import NamedTuple

from cups_course.course.model import Discussion
from cups_course.course.peers import Message, Peer, peers, unanswered
from cups_course.course.wording import fold_name
from cups_course.store.database import Database
from cups_course.store.people import forum_names, one_name
from cups_course.store.threads import load_thread
from cups_course.threads.own import own_words


class WhoAnswered(NamedTuple):
    """Everybody who answered, those with fewest replies first; and what was written to the person and has no reply."""

    peers: list[Peer]
    messages: list[Message]


def who_answered(database: Database, discussion: Discussion) -> WhoAnswered | None:
    """None where no copy of the thread is kept."""
    kept = load_thread(database, discussion)
    if kept is None:
        return None
    names, me = one_name(database), forum_names(database)

    def called(name: str) -> str:
        return names.get(fold_name(name), name)

    said = partial(own_words, questions=[question.text for question in discussion.asked])
    return WhoAnswered(
        peers(kept.thread, discussion, me, called=called, own_words=said),
        unanswered(kept.thread, discussion, me, called=called),
    )
