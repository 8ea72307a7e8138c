"""The person's own posts looked for in the threads that are kept."""

from collections.abc import Iterable, Sequence

from cups_course.course.model import Discussion
from cups_course.course.taken import Taken
from cups_course.store.database import Database
from cups_course.store.importing import take_own
from cups_course.store.threads import load_thread
from cups_course.threads.own import find_own


def find_own_posts(
    database: Database, discussions: Iterable[Discussion], names: Sequence[str]
) -> list[tuple[str, Taken]]:
    """Take in what these names posted; returns the reference of each discussion with what was new in it."""
    found = []
    for discussion in discussions:
        kept = load_thread(database, discussion)
        own = find_own(kept.thread, names) if kept else None
        if kept and own:
            found.append((discussion.ref, take_own(database, discussion, kept, own)))
    return found
