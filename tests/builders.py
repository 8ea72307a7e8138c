"""Small builders for the tests of the rooms: parts of the model, threads as they are read, stores to put them in."""

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from io import StringIO
from itertools import count
from pathlib import Path

from cups_course.events.export import read_export, write_export
from cups_course.model import Answer, Course, Discussion, PeerReply, Program, Question, Task
from cups_course.refs import find_ref, parse_ref
from cups_course.reports import ImportResult, MergeResult
from cups_course.states import all_discussions
from cups_course.store.database import Database, open_store
from cups_course.store.importing import discussion_of, import_thread, others_threads
from cups_course.store.log import events_with_digests
from cups_course.store.merge import merge_events
from cups_course.store.reading import load
from cups_course.store.subjects import current_place
from cups_course.thread.placing import WantedPlace, place_thread
from cups_course.thread.thread import OwnAnswer, OwnPosts, OwnReply, Post, Thread, WantedTask

_ids = count(1)


def _id() -> str:
    return f"id-{next(_ids)}"


# The model


def an_answer(text: str = "my own words", *, posted: bool = False, changed: bool = False) -> Answer:
    return Answer(_id(), text, "2026-11-23T08:00:00Z", posted, None, changed)


def a_question(number: int = 1, answer: Answer | None = None, *, dropped: bool = False) -> Question:
    return Question(_id(), f"2.2.{number}", number, f"What is {number}?", dropped=dropped, answer=answer)


def a_task(kind: str = "quiz", *, ticked: bool = False, optional: bool = False, ref: str = "2.2") -> Task:
    return Task(_id(), f"{ref}.{kind}", kind, 1, "", optional=optional, ticked=ticked)


def a_reply(
    peer: str | None, *, given: bool = True, under: str | None = None, to_oneself: bool = False, text: str = "thanks"
) -> PeerReply:
    return PeerReply(_id(), "2.2@x", peer, text, "2026-11-23T08:00:00Z", given, None, under, to_oneself)


def a_discussion(
    *questions: Question,
    known: bool = True,
    wanted: int | None = 0,
    answer: Answer | None = None,
    replies: Sequence[PeerReply] = (),
    tasks: Sequence[Task] = (),
    number: int = 2,
) -> Discussion:
    return Discussion(
        _id(),
        f"2.{number}",
        number,
        "Service Leadership",
        known,
        wanted,
        questions=list(questions),
        answer=answer,
        peer_replies=list(replies),
        tasks=list(tasks),
    )


def a_course(*discussions: Discussion, tasks: Sequence[Task] = (), forms: Sequence[Task] = ()) -> Course:
    return Course(_id(), "2", 2, "Becoming a Leader", list(discussions), list(tasks), list(forms))


def a_program(*courses: Course, tasks: Sequence[Task] = ()) -> Program:
    return Program(_id(), "kind-leaders", "Kind Leaders", courses=list(courses), tasks=list(tasks))


def done_discussion(number: int = 2) -> Discussion:
    return a_discussion(a_question(1, an_answer(posted=True)), number=number)


# Threads as they are read


def a_post(
    index: int, author: str | None, text: str, *, day: str | None = "2020-10-01", parent: int | None = None
) -> Post:
    return Post(index, author, day, "reply" if parent else "answer", parent, text, {"date": "stated"})


def a_thread(
    *questions: str,
    posts: Sequence[Post] = (),
    course: int | None = 2,
    number: int | None = 2,
    topic: str | None = "Service Leadership",
    course_title: str | None = None,
    wanted: int | None = 1,
    tasks: Sequence[WantedTask] = (),
    forum_id: str | None = None,
) -> Thread:
    title = f"Course {course} Discussion {number}: {topic}"
    return Thread(
        title,
        course,
        course_title,
        number,
        topic,
        "leader",
        "2020-08-06",
        "The post.",
        questions,
        wanted,
        tuple(tasks),
        tuple(posts),
        forum_id=forum_id,
    )


ME = "PlumTree7"


def mine(*, answers: Sequence[tuple[int | None, str, int]] = (), replies: Sequence[OwnReply] = ()) -> OwnPosts:
    """Own posts: answers as (question, text, index of the post), and replies."""
    return OwnPosts(ME, tuple(OwnAnswer(*answer) for answer in answers), tuple(replies))


# Stores


@cache
def _new_store() -> bytes:
    """A store without anything in it; to copy one is faster than to lay one anew for every example."""
    with tempfile.TemporaryDirectory() as folder, a_store(Path(folder) / "courses.db") as database:
        return database.path.read_bytes()


@contextmanager
def a_store(path: Path | None = None) -> Iterator[Database]:
    """The store at this path, open, or a new one in a folder of its own (for examples that hypothesis makes)."""
    with tempfile.TemporaryDirectory() as folder:
        if path is None:
            path = Path(folder) / "courses.db"
            path.write_bytes(_new_store())
        database = open_store(path, create=True)
        assert database
        try:
            yield database
        finally:
            database.close()


def imported(
    database: Database, thread: Thread, own: OwnPosts | None = None, wanted: WantedPlace | None = None
) -> ImportResult:
    """A thread taken in, as the import command does it."""
    held, taken = discussion_of(database, thread), others_threads(database, thread)
    place = place_thread(thread, load(database), wanted or WantedPlace(), discussion_id=held, taken=taken)
    return import_thread(database, thread, place, own)


def moved_instead_of(database: Database, moving: Discussion, there: Discussion) -> None:
    """A discussion takes the place of another one, as earlier versions moved it onto an imported thread."""
    with database.writing() as change:
        place = current_place(change.connection, there.id)
        change.append("moved", {"place": place, "instead_of": there.id}, about=moving.id)


def discussion_at(database: Database, ref: str = "2.2") -> Discussion:
    found = find_ref(load(database), parse_ref(ref)).discussion
    assert found
    return found


def the_discussion(database: Database) -> Discussion:
    """The only discussion in the store."""
    (one,) = stored_discussions(database)
    return one


def stored_discussions(database: Database) -> list[Discussion]:
    """Every discussion in the store, without those that only a number implies."""
    return [one for one in all_discussions(load(database)) if not one.implied]


def rows(database: Database, query: str, *values: object) -> list[tuple[object, ...]]:
    return [tuple(row) for row in database.connection.execute(query, values)]


def version_texts(database: Database, *, slot: str = "answer") -> list[str]:
    """Every version of the only answer or reply there is, oldest first."""
    found = rows(database, f"SELECT text FROM version WHERE {slot}_id IS NOT NULL ORDER BY milliseconds, id")
    return [str(text) for (text,) in found]


_BOOKKEEPING = "name IN ('event', 'command', 'alias', 'device') OR name LIKE 'search%'"


def row_counts(database: Database) -> dict[str, int]:
    """How many records of each kind are kept, without what the store writes down of itself."""
    query = f"SELECT name FROM sqlite_schema WHERE type = 'table' AND NOT ({_BOOKKEEPING})"
    tables = [str(name) for (name,) in rows(database, query)]
    counts = {}
    for name in tables:
        (found,) = database.connection.execute(f"SELECT count(*) FROM {name}").fetchone()
        counts[name] = int(found)
    return counts


def merge_into(into: Database, other: Database) -> MergeResult:
    """Another device's log taken into a store."""
    into.next_command()
    return merge_events(into, list(events_with_digests(other.connection)))


def everything_of(database: Database) -> str:
    """The whole log as one document."""
    return "".join(write_export(events_with_digests(database.connection)))


def take_in_everything(database: Database, document: str) -> MergeResult:
    """Such a document taken into a store."""
    database.next_command()
    return merge_events(database, read_export(StringIO(document), "everything.json"))
