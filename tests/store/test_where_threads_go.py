"""Laws of placing, for any programs and any threads: one thread is stored once, and titles decide."""

import re
from collections.abc import Sequence
from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from builders import a_store, imported, row_counts, rows
from cups_course.errors import AnotherThread, PlaceUnknown
from cups_course.outline.outline import Outline, OutlineCourse, OutlineDiscussion
from cups_course.store.database import Database
from cups_course.store.outlines import add_outline, use_program
from cups_course.thread.matching import same_title
from cups_course.thread.placing import WantedPlace
from cups_course.thread.thread import Thread

_TOPICS = ("Gossip", "Service at Sea", "Chapter 1 & 2", "Chapter 12", "Saying No")
_COURSES = ("Becoming a Leader", "Listening", "Harbours")
_NUMBERS = st.integers(1, 4)


@st.composite
def _outlines(draw: st.DrawFn, key: str) -> Outline:
    courses = []
    for number, title in enumerate(draw(st.permutations(_COURSES))[: draw(_NUMBERS)], start=1):
        topics = draw(st.permutations([*_TOPICS, "", ""]))[: draw(_NUMBERS)]
        found = tuple(OutlineDiscussion(at, topic, None, None) for at, topic in enumerate(topics, start=1))
        courses.append(OutlineCourse(number, title, found))
    return Outline(key, key, tuple(courses))


@st.composite
def _threads(draw: st.DrawFn) -> Thread:
    """A course post. Its words tell it from any other, as questions of its own do."""
    course, number = draw(st.none() | _NUMBERS), draw(st.none() | _NUMBERS)
    course_title, topic = draw(st.none() | st.sampled_from(_COURSES)), draw(st.sampled_from(_TOPICS))
    id_ = draw(st.integers(0, 999))
    return Thread(
        f"Course {course}: {course_title} - (Discussion #{number}) {topic}",
        course,
        course_title,
        number,
        topic,
        draw(st.sampled_from(("anna", "bela"))),
        draw(st.sampled_from(("2020-01-01", "2021-01-01"))),
        f"Dear all, this is the post with the number {id_}, and it asks about {topic}. What of {id_}?",
        (f"What of {id_}?",),
        2,
        (),
        (),
    )


_lists_of_threads = st.lists(_threads(), min_size=1, max_size=4, unique_by=lambda one: one.body)


def _store(database: Database, thread: Thread, wanted: WantedPlace | None = None) -> bool:
    """Import a thread as the command does it; whether it was stored."""
    try:
        imported(database, thread, wanted=wanted)
    except (AnotherThread, PlaceUnknown):
        return False
    return True


def _places(database: Database) -> list[tuple[object, ...]]:
    """The place of each thread, and its opening post."""
    return rows(
        database,
        """SELECT body, course_id, number FROM thread JOIN discussion ON discussion.id = discussion_id
            WHERE removed_at IS NULL ORDER BY body, course_id, number""",
    )


def _add(database: Database, outlines: Sequence[Outline]) -> None:
    for outline in outlines:
        add_outline(database, outline)
    if outlines:
        use_program(database, outlines[0].key)


_outline_lists = st.tuples(_outlines("one"), _outlines("two")).flatmap(
    lambda pair: st.sampled_from([[], [pair[0]], list(pair)])
)
_laws = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@_laws
@given(_outline_lists, _lists_of_threads, st.data())
def test_no_thread_is_stored_twice_whatever_the_person_says(
    outlines: list[Outline], threads: list[Thread], data: st.DataObject
) -> None:
    with a_store() as database:
        _add(database, outlines)
        for thread in data.draw(st.permutations(threads * 2)):
            program = data.draw(st.sampled_from([None, *(one.key for one in outlines)]))
            wanted = WantedPlace(program, data.draw(st.none() | _NUMBERS), data.draw(st.none() | _NUMBERS))
            _store(database, thread, wanted)
        bodies = [body for body, *_ in _places(database)]

        assert len(bodies) == len(set(bodies))
        counts = row_counts(database)
        for thread in threads:
            _store(database, thread)
            if thread.body in bodies:
                assert row_counts(database) == counts
            counts = row_counts(database)


@_laws
@given(_outline_lists, _lists_of_threads, st.data())
def test_the_order_of_imports_does_not_matter_where_each_thread_has_a_place(
    outlines: list[Outline], threads: list[Thread], data: st.DataObject
) -> None:
    places = []
    for order in (threads, data.draw(st.permutations(threads))):
        with a_store() as database:
            _add(database, outlines)
            if not all(_store(database, one) for one in order):
                return
            places.append(_places(database))

    assert places[0] == places[1]


@_laws
@given(_outlines("one"), _threads())
def test_a_thread_stands_under_its_own_title_or_under_none(outline: Outline, thread: Thread) -> None:
    with a_store() as database:
        _add(database, [outline])
        before = row_counts(database)
        if not _store(database, thread):
            assert row_counts(database) == before
            return
        ((course, number),) = [place[1:] for place in _places(database)]
        outlined = {
            (f"one/{each.number}", one.number): (each.title, one.title)
            for each in outline.courses
            for one in each.discussions
        }
        _, title = outlined.get((str(course), number), ("", ""))  # type: ignore[arg-type]

        assert not title or same_title(title, thread.discussion_title)
        with_titles = [
            place
            for place, titles in outlined.items()
            if same_title(titles[0], thread.course_title) and same_title(titles[1], thread.discussion_title)
        ]
        assert not with_titles or (course, number) in with_titles


@_laws
@given(_outline_lists, _lists_of_threads)
def test_each_command_that_a_refusal_names_stores_the_thread(outlines: list[Outline], threads: list[Thread]) -> None:
    with a_store() as database:
        _add(database, outlines)
        for thread in threads:
            try:
                imported(database, thread)
            except (AnotherThread, PlaceUnknown) as refused:
                command = refused.commands[0]
                if "NUMBER" not in command:
                    program, course, number = re.findall(r" --\w+ (\S+)", str(command))
                    imported(database, thread, wanted=WantedPlace(program, int(course), int(number)))
        stored = _places(database)
        for thread in threads:
            if thread.body in {body for body, *_ in stored}:
                imported(database, replace(thread))

        assert _places(database) == stored


def test_a_course_with_the_very_title_counts_more_than_one_with_the_number() -> None:
    by_number = OutlineCourse(1, "Becoming a Leader", (OutlineDiscussion(3, "Chapter 12", None, None),))
    by_title = OutlineCourse(2, "Listening", (OutlineDiscussion(1, "Chapter 12", None, None),))
    thread = Thread(
        "Course 1: Listening - (Discussion #3) Chapter 12", 1, "Listening", 3, "Chapter 12", "anna", "2020-01-01",
        "Dear all, what of it?", ("What of it?",), 2, (), (),
    )  # fmt: skip
    with a_store() as database:
        _add(database, [Outline("one", "one", (by_number, by_title))])
        assert _store(database, thread)
        assert [place[1:] for place in _places(database)] == [("one/2", 1)]
