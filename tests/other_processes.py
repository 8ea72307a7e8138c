"""What tests let other processes do: in a module of its own, which a process started anew can import by its name."""

from multiprocessing.synchronize import Event
from pathlib import Path

from builders import the_discussion
from cups_course.store.answers import keep_answers
from cups_course.store.database import open_store


def write_fifty(path: Path, who: str, start: Event) -> None:
    """Keep fifty answers, from the moment the event is set."""
    start.wait()
    database = open_store(path, create=True)
    assert database
    for number in range(50):
        keep_answers(database, the_discussion(database), {None: f"{who} {number}"}, "text")
    database.close()


def open_once(path: Path, start: Event) -> None:
    """Open the store, making it where it is not there yet, and close it."""
    start.wait()
    database = open_store(path, create=True)
    assert database
    database.close()
