"""Who answered in a thread, and who wrote to the person there."""

from collections.abc import Callable
from functools import partial

from cups_course.errors import CourseError
from cups_course.model import Discussion
from cups_course.shell import CommandLine
from cups_course.store.database import Database
from cups_course.store.people import forum_names, one_name
from cups_course.store.threads import KeptThread, is_forgotten, load_thread, load_threads
from cups_course.text import fold_name
from cups_course.thread.corrections import numbered_post
from cups_course.thread.peers import Message, Peer, peers_of, people_in, unanswered_messages
from cups_course.thread.thread import Post


def peers_in(database: Database, discussion: Discussion) -> list[Peer] | None:
    """Everybody who answered, those with fewest replies first; None if no copy of the thread was imported."""
    kept = load_thread(database, discussion)
    if kept is None:
        return None
    from cups_course.reader.own import own_words  # reads letters, which takes a tenth of `next`

    words_of = partial(own_words, questions=[question.text for question in discussion.asked])
    return peers_of(
        kept.thread,
        discussion,
        forum_names(database),
        called=name_lookup(database),
        own_words=words_of,
        post_ids=kept.post_ids,
    )


def messages_in(database: Database, discussion: Discussion) -> list[Message]:
    """What others wrote to the person in the thread and has had no reply."""
    kept = load_thread(database, discussion)
    if kept is None:
        return []
    return unanswered_messages(kept.thread, discussion, forum_names(database), called=name_lookup(database))


def name_lookup(database: Database) -> Callable[[str], str]:
    """A function from a forum name to the one name of that person, who may go by several."""
    names = one_name(database)
    return lambda name: names.get(fold_name(name), name)


def known_people(database: Database, discussion: Discussion) -> dict[str, str]:
    """Everybody but the person in the threads of a discussion, in their replies, and in what they said of names: the
    folded name, and how it is spelled."""
    said = one_name(database)
    known = {fold_name(name): name for name in (*said, *said.values())}
    known |= people_in((kept.thread for kept in load_threads(database, discussion)), discussion)
    mine = set(map(fold_name, forum_names(database)))
    return {folded: name for folded, name in known.items() if folded not in mine}


def require_post(database: Database, discussion: Discussion, index: int) -> tuple[KeptThread, Post]:
    """The thread of a discussion, and the post in it with this number. Raises CourseError if there is none."""
    kept = load_thread(database, discussion)
    if kept is None and is_forgotten(database, discussion):
        raise CourseError(f"You permanently deleted the posts of {discussion.ref}. Imports don't bring them back.")
    if kept is None:
        raise CourseError(
            f"The thread of {discussion.ref} isn't imported yet, so its posts aren't known. To import it:",
            CommandLine("import", "SAVED-COPY"),
        )
    return kept, numbered_post(kept.thread, index, discussion.ref)
