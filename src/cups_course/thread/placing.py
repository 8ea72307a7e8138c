"""Where a thread belongs: which program, which course, which discussion."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from cups_course.errors import AnotherThread, PlaceUnknown, SeveralPrograms
from cups_course.model import Course, Discussion, Program
from cups_course.text import clean, fold
from cups_course.thread.matching import same_topic
from cups_course.thread.thread import Thread

_ID = re.compile(r"_(\d{1,20})(?:/\d{1,5})?$", re.ASCII)
"""The number a thread's address ends in, before the number of a page. What stands before it changes over the years."""


def is_web_address(address: str | None) -> bool:
    """Whether a browser can open it."""
    return bool(address) and str(address).startswith(("https://", "http://"))


def is_thread_at(address: str | None, forum_id: str | None, found_at: str | None) -> bool:
    """Whether `address` leads to the thread with this forum id, or with the address `found_at` in its copy."""
    if not address:
        return False
    plain = _plain(address)
    at_end = _ID.search(plain)
    if at_end and forum_id and at_end[1] == forum_id:
        return True
    return bool(found_at) and plain == _plain(found_at or "")


def _plain(address: str) -> str:
    """An address without the parts that differ from one visit to the next: scheme, page, place on the page."""
    whole = re.sub(r"^https?://(?:www\.)?", "", address.strip().partition("#")[0], flags=re.IGNORECASE)
    path, _, query = whole.partition("?")
    asked = "&".join(one for one in query.split("&") if one and not one.startswith(("p=", "post=")))
    return f"{path.rstrip('/')}{'?' if asked else ''}{asked}"


OWN_PROGRAM = "my-courses"
"""The key of the program for threads that are imported before any outline is added."""


@dataclass(frozen=True, slots=True)
class WantedPlace:
    """The place that the person gave for a thread; None where the thread decides."""

    program: str | None = None
    course: int | None = None
    discussion: int | None = None


@dataclass(frozen=True, slots=True)
class ThreadPlace:
    """A place in a program, which exists (`existing`) or will be made. `title` is that of the discussion."""

    program: str
    course_number: int
    course_title: str
    discussion_number: int
    title: str
    existing: Discussion | None


def place_thread(
    thread: Thread, programs: Sequence[Program], wanted: WantedPlace, *, discussion_id: str | None = None
) -> ThreadPlace:
    """Find the place of a thread; `discussion_id` is that of the discussion that has the thread already.

    Raises PlaceUnknown where thread and person together do not say enough, AnotherThread where another thread has the
    place, SeveralPrograms where it fits into several.
    """
    programs = [_without_implied(program) for program in programs]
    for program, course, discussion in _all_discussions(programs):
        if discussion.id == discussion_id:
            return _check_unmoved(thread, _existing_place(program, course, discussion), wanted)
    chosen = [program for program in programs if wanted.program in (None, program.key)]
    if wanted.course is wanted.discussion is None and (place := _place_by_address(thread, chosen)):
        return place
    if not chosen:
        return _new_place(thread, OWN_PROGRAM, None, wanted)
    candidates = []
    for program in chosen:
        try:
            candidates.append(_place_in(thread, program, wanted))
        except PlaceUnknown:
            if program is chosen[-1] and not candidates:
                raise
    in_use = {program.key for program in chosen if program.in_use} or {program.key for program in chosen}
    # A person who gives the course or the program knows better than the course's title.
    was_given = wanted.course is not None or wanted.program is not None
    fitting = [
        one
        for one in candidates
        if one.existing and _matches(thread, one.existing, "" if was_given else one.course_title)
    ]
    # The very title counts more than a similar one.
    fitting = [one for one in fitting if _has_its_title(thread, one)] or fitting
    possible = [one for one in fitting if one.program in in_use] or fitting
    if not fitting:
        # A new place is made only in the program one is in.
        new = [one for one in candidates if not one.existing and one.program in in_use]
        possible = [one for one in new if was_given or _course_agrees(thread, one.course_title)]
    if len(possible) > 1:
        raise SeveralPrograms(
            _display_title(thread), [(one.program, f"{one.course_number}.{one.discussion_number}") for one in possible]
        )
    if possible:
        return possible[0]
    other = candidates[0]
    if other.existing:
        within = f" in “{clean(other.course_title)}”" if other.course_title else ""
        there = f"{other.existing.ref} is “{clean(other.title) or 'another post'}”{within}"
    else:
        there = f"course {other.course_number} of {other.program} is “{clean(other.course_title)}”"
    raise AnotherThread(
        f"“{_display_title(thread)}” wasn't stored: {there}. To say where this thread belongs:",
        "cups-course import SAVED-COPY --program KEY",
        "cups-course import SAVED-COPY --course NUMBER --discussion NUMBER",
    )


def _without_implied(program: Program) -> Program:
    """A program with the discussions that are in the store. Two threads that each claim an implied one stay two."""
    return replace(
        program,
        courses=[
            replace(course, discussions=[one for one in course.discussions if not one.implied])
            for course in program.courses
        ],
    )


def _place_by_address(thread: Thread, programs: Sequence[Program]) -> ThreadPlace | None:
    """The one place that an outline gives the address of this thread."""
    places = [
        _existing_place(program, course, discussion)
        for program, course, discussion in _all_discussions(programs)
        if is_thread_at(discussion.address, thread.forum_id, thread.address)
    ]
    return places[0] if len(places) == 1 else None


def _has_its_title(thread: Thread, there: ThreadPlace) -> bool:
    return bool(there.title) and fold(there.title) == fold(_topic(thread))


def _check_unmoved(thread: Thread, there: ThreadPlace, wanted: WantedPlace) -> ThreadPlace:
    """The place of a thread that is kept already. Raises AnotherThread where the person wants another: that is a move,
    not a second import."""
    given = (
        there.program if wanted.program is None else wanted.program,
        there.course_number if wanted.course is None else wanted.course,
        there.discussion_number if wanted.discussion is None else wanted.discussion,
    )
    if given != (there.program, there.course_number, there.discussion_number):
        assert there.existing
        raise AnotherThread(
            f"“{_display_title(thread)}” is already stored as {there.existing.ref}. Nothing was changed. To move it:",
            f"cups-course move {there.existing.ref} {given[0]}/{given[1]}.{given[2]}",
        )
    return there


def _all_discussions(programs: Sequence[Program]) -> Iterator[tuple[Program, Course, Discussion]]:
    for program in programs:
        for course in program.courses:
            for discussion in course.discussions:
                yield program, course, discussion


def _place_in(thread: Thread, program: Program, wanted: WantedPlace) -> ThreadPlace:
    number = wanted.discussion if wanted.discussion is not None else thread.discussion_number
    course = _course(thread, program, wanted)
    if course is None and wanted.course is None and thread.course_number is None:
        # A title without a course: the discussion of that number and topic, where there is just one.
        pairs = [(there, one) for _, there, one in _all_discussions([program]) if number in (None, one.number)]
        if titled := _with_topic(thread, pairs):
            return _existing_place(program, *titled)
    if course is None:
        return _new_place(thread, program.key, None, wanted)
    if number is None and (titled := _with_topic(thread, [(course, one) for one in course.discussions])):
        return _existing_place(program, *titled)
    existing = next((one for one in course.discussions if one.number == number), None)
    return _existing_place(program, course, existing) if existing else _new_place(thread, program.key, course, wanted)


def _with_topic(thread: Thread, places: Sequence[tuple[Course, Discussion]]) -> tuple[Course, Discussion] | None:
    """The one place with the topic of a thread for its title: with the very words, else with similar ones."""
    topic = _topic(thread)
    similar = [place for place in places if place[1].title and same_topic(place[1].title, topic)]
    titled = [place for place in similar if fold(place[1].title) == fold(topic)] or similar
    return titled[0] if len(titled) == 1 else None


def _course(thread: Thread, program: Program, wanted: WantedPlace) -> Course | None:
    number = wanted.course if wanted.course is not None else thread.course_number
    if number is not None:
        return next((course for course in program.courses if course.number == number), None)
    if thread.course_title:
        titled = [course for course in program.courses if same_topic(course.title, thread.course_title)]
        if len(titled) == 1:
            return titled[0]
    return None


def _existing_place(program: Program, course: Course, discussion: Discussion) -> ThreadPlace:
    return ThreadPlace(program.key, course.number, course.title, discussion.number, discussion.title, discussion)


def _new_place(thread: Thread, program: str, course: Course | None, wanted: WantedPlace) -> ThreadPlace:
    numbers = replace(
        wanted,
        course=course.number if course else wanted.course if wanted.course is not None else thread.course_number,
        discussion=wanted.discussion if wanted.discussion is not None else thread.discussion_number,
    )
    if numbers.course is None:
        raise PlaceUnknown(
            f"“{_display_title(thread)}” doesn't say which course it belongs to. To give its course:",
            "cups-course import SAVED-COPY --course NUMBER",
        )
    if numbers.discussion is None:
        raise PlaceUnknown(
            f"“{_display_title(thread)}” doesn't say which discussion of course {numbers.course} it is. To give "
            "its number:",
            "cups-course import SAVED-COPY --discussion NUMBER",
        )
    course_title = course.title if course else thread.course_title or ""
    return ThreadPlace(program, numbers.course, course_title, numbers.discussion, _topic(thread), None)


def _topic(thread: Thread) -> str:
    """The topic of a thread; the title of its course where it has none of its own."""
    return thread.discussion_title or thread.course_title or thread.title or ""


def _display_title(thread: Thread) -> str:
    return clean(thread.title or thread.discussion_title or "this thread")


def _matches(thread: Thread, discussion: Discussion, course_title: str) -> bool:
    """Whether a thread belongs to a discussion: same topic, a question in common, or a discussion without a title."""
    asked = {fold(question.text) for question in discussion.questions}
    if any(fold(wording) in asked for wording in thread.questions):
        return True
    if discussion.title and (thread.discussion_title or discussion.known):
        return same_topic(discussion.title, _topic(thread))
    return _course_agrees(thread, course_title)


def _course_agrees(thread: Thread, course_title: str) -> bool:
    """Whether a thread may be of a course of this title. The same number was another course in another year; a post
    without a topic of its own says in the course's place what the discussion is called."""
    if not (thread.course_title and thread.discussion_title and course_title):
        return True
    return same_topic(thread.course_title, course_title)
