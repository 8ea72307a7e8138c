"""Where a thread belongs: which program, which course, which discussion."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from cups_course.errors import AnotherThread, PlaceUnknown, SeveralPlaces
from cups_course.model import Course, Discussion, Program
from cups_course.shell import CommandLine
from cups_course.text import clean, fold
from cups_course.thread.matching import same_title, same_topic
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
    thread: Thread,
    programs: Sequence[Program],
    wanted: WantedPlace,
    *,
    discussion_id: str | None = None,
    taken: Collection[str] = (),
) -> ThreadPlace:
    """Find the place of a thread: where the person says, else by titles, else by numbers.

    `discussion_id` is that of the discussion that has the thread already; the discussions `taken` have another.
    Raises PlaceUnknown where thread and person together do not say enough, SeveralPlaces where several remain,
    AnotherThread where the place is another discussion.
    """
    programs = [_without_implied(program) for program in programs]
    for program, course, discussion in _all_discussions(programs):
        if discussion.id == discussion_id:
            return _check_unmoved(thread, _existing_place(program, course, discussion), wanted)
    chosen = [program for program in programs if wanted.program in (None, program.key)]
    if not chosen:
        return _new_place(thread, wanted.program or OWN_PROGRAM, None, wanted)
    return _Placing(thread, chosen, wanted, taken).place()


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
            CommandLine("move", there.existing.ref, f"{given[0]}/{given[1]}.{given[2]}"),
        )
    return there


def _without_implied(program: Program) -> Program:
    """A program with the discussions that are in the store. Two threads that each claim an implied one stay two."""
    return replace(
        program,
        courses=[
            replace(course, discussions=[one for one in course.discussions if not one.implied])
            for course in program.courses
        ],
    )


def _all_discussions(programs: Sequence[Program]) -> Iterator[tuple[Program, Course, Discussion]]:
    for program in programs:
        for course in program.courses:
            for discussion in course.discussions:
                yield program, course, discussion


class _Placing:
    """Finds the place of one thread in some programs. What it finds on the way and can't use is named in the error."""

    def __init__(
        self, thread: Thread, programs: Sequence[Program], wanted: WantedPlace, taken: Collection[str]
    ) -> None:
        self.thread, self.programs, self.wanted, self.taken = thread, programs, wanted, taken
        self.course = wanted.course if wanted.course is not None else thread.course_number
        self.number = wanted.discussion if wanted.discussion is not None else thread.discussion_number
        self.topic = _topic(thread)
        in_use = [one for one in programs if one.in_use]
        self.groups = [in_use, [one for one in programs if not one.in_use]] if in_use else [programs]
        self.refused: list[ThreadPlace] = []
        """Places that would be right if another discussion or course were not there."""

    def place(self) -> ThreadPlace:
        """The place. Raises PlaceUnknown, SeveralPlaces or AnotherThread."""
        for find in (self._by_address, self._by_titles):
            for group in self.groups:
                if places := find(group):
                    return self._only(places)
                if self.refused:
                    raise self._another([one for other in self.groups if other is not group for one in find(other)])
        unknown: PlaceUnknown | None = None
        for group in self.groups:
            try:
                found = list(filter(None, (self._by_numbers(one, is_first=group is self.groups[0]) for one in group)))
            except PlaceUnknown as error:
                unknown = unknown or error
                continue
            if found:
                return self._only([one for one in found if one.existing] or found)
        if unknown and not self.refused:
            raise unknown
        raise self._another()

    def _existing(self, programs: Sequence[Program]) -> Iterator[ThreadPlace]:
        """The places in these programs at which the thread may stand as far as the person says."""
        for program, course, discussion in _all_discussions(programs):
            if self.wanted.course in (None, course.number) and self.wanted.discussion in (None, discussion.number):
                yield _existing_place(program, course, discussion)

    def _by_address(self, programs: Sequence[Program]) -> list[ThreadPlace]:
        """The one place that an outline gives the address of this thread."""
        places = [
            one
            for one in self._existing(programs)
            if one.existing and is_thread_at(one.existing.address, self.thread.forum_id, self.thread.address)
        ]
        return places if len(places) == 1 else []

    def _by_titles(self, programs: Sequence[Program]) -> list[ThreadPlace]:
        """The places with the topic and the course of the thread for their titles."""
        places = []
        for one in self._existing(programs):
            if not same_title(one.title, self.topic) or not (self._course_agrees(one) or self._has_numbers(one)):
                continue
            if one.existing and one.existing.id in self.taken:
                self.refused.append(one)
            else:
                places.append(one)
        # A course with the very title counts more than one with the number.
        return [one for one in places if same_title(one.course_title, self.thread.course_title)] or places

    def _by_numbers(self, program: Program, *, is_first: bool) -> ThreadPlace | None:
        """The place with the thread's numbers, which may be a new one in the first programs; None where it is another
        discussion. In the other programs the course needs the thread's title."""
        course = self._find_course(program)
        if course is None and (other := next((one for one in program.courses if one.number == self.course), None)):
            there = next((one for one in other.discussions if one.number == self.number), None)
            if is_first:
                self.refused.append(replace(self._in_course(program, other), existing=there))
            return None
        if not is_first and not (course and same_title(course.title, self.thread.course_title)):
            return None
        there = next((one for one in course.discussions if one.number == self.number), None) if course else None
        if course is None or there is None:
            return _new_place(self.thread, program.key, course, self.wanted) if is_first else None
        place = _existing_place(program, course, there)
        if there.id not in self.taken and (self.wanted.discussion is not None or self._may_be(there, course)):
            return place
        self.refused.append(place)
        return None

    def _find_course(self, program: Program) -> Course | None:
        """The course that the person names, else the one with the thread's title, else with its number if no title says
        otherwise."""
        if self.wanted.course is None and self.thread.course_title:
            titled = [one for one in program.courses if same_title(one.title, self.thread.course_title)]
            if len(titled) == 1:
                return titled[0]
        course = next((one for one in program.courses if one.number == self.course), None)
        was_given = self.wanted.course is not None
        return course if course and (was_given or self._may_be_of(course)) else None

    def _may_be_of(self, course: Course) -> bool:
        return _may_have_course_title(self.thread, course.title)

    def _may_be(self, discussion: Discussion, course: Course) -> bool:
        """Whether a discussion may be the thread: it has no title, or the same title, or asks the same."""
        if not discussion.title or same_title(discussion.title, self.topic):
            return True
        if not self.thread.discussion_title and same_title(course.title, self.thread.course_title):
            return True  # the thread states its course, and no topic that could be another
        asked = {fold(question.text) for question in discussion.questions}
        return any(fold(wording) in asked for wording in self.thread.questions)

    def _course_agrees(self, place: ThreadPlace) -> bool:
        """Whether a place with the thread's topic may be in its course. A person who gives the course or the program
        knows better than a title."""
        was_given = self.wanted.course is not None or self.wanted.program is not None
        return was_given or _may_have_course_title(self.thread, place.course_title)

    def _has_numbers(self, place: ThreadPlace) -> bool:
        return (place.course_number, place.discussion_number) == (self.course, self.number)

    def _only(self, places: Sequence[ThreadPlace]) -> ThreadPlace:
        """The only place; of several the one with the thread's numbers. Raises SeveralPlaces."""
        numbered = [one for one in places if self._has_numbers(one)]
        if len(left := numbered or places) > 1:
            raise SeveralPlaces(
                _display_title(self.thread),
                [(one.program, one.course_number, one.discussion_number) for one in left],
                *map(_command, left),
            )
        return left[0]

    def _in_course(self, program: Program, course: Course) -> ThreadPlace:
        """The place with the thread's number in a course, or the next free one."""
        free = max((one.number for one in course.discussions), default=0) + 1
        is_used = any(one.number == self.number for one in course.discussions)
        number = free if self.number is None or is_used else self.number
        return ThreadPlace(program.key, course.number, course.title, number, self.topic, None)

    def _free_at_its_numbers(self, program: Program) -> Iterator[ThreadPlace]:
        """The place that the thread's title numbers, if it is free."""
        course = next((one for one in program.courses if one.number == self.course), None)
        if self.course is None or self.number is None or (course and not self._may_be_of(course)):
            return
        if course is None or all(one.number != self.number for one in course.discussions):
            title = course.title if course else self.thread.course_title or ""
            yield ThreadPlace(program.key, self.course, title, self.number, self.topic, None)

    def _another(self, others: Sequence[ThreadPlace] = ()) -> AnotherThread:
        """What the places of the thread are instead, and the commands that choose another place for it: one of the
        `others` with its titles, one whose title is similar, or a new one."""
        choices = [*others]
        for one in self.refused:
            program = next(program for program in self.programs if program.key == one.program)
            choices += self._free_at_its_numbers(program)
            course = next(course for course in program.courses if course.number == one.course_number)
            if not self._may_be_of(course):
                if OWN_PROGRAM not in {program.key for program in self.programs} and self.wanted.program is None:
                    choices.append(replace(one, program=OWN_PROGRAM, discussion_number=self.number or 1))
                free = max(each.number for each in program.courses) + 1
                choices.append(replace(one, course_number=free, discussion_number=self.number or 1))
                continue
            if one.existing and one.existing.id not in self.taken and _is_similar(one.title, self.topic):
                choices.append(one)
            choices.append(self._in_course(program, course))
        return AnotherThread(self._what_is_there(self.refused[0]), *dict.fromkeys(map(_command, choices)))

    def _what_is_there(self, place: ThreadPlace) -> str:
        there = place.existing
        if there and there.id in self.taken and same_title(place.title, self.topic):
            return (
                f"This copy doesn't start with the post of {there.ref}, so nothing was stored. If it's a later page of "
                "that thread, copy it again with the thread's first post at the top. If it's another thread, choose a "
                "place for it:"
            )
        is_there = f"course {place.course_number} of {place.program} is “{clean(place.course_title)}”"
        if there and _may_have_course_title(self.thread, place.course_title):
            within = f" in “{clean(place.course_title)}”" if place.course_title else ""
            is_there = f"{there.ref} is “{clean(there.title) or 'another discussion'}”{within}"
        return f"“{_display_title(self.thread)}” wasn't stored: {is_there}. To choose where it belongs:"


def _command(place: ThreadPlace) -> CommandLine:
    """The command that puts a copy at this place."""
    numbers = ("--course", place.course_number, "--discussion", place.discussion_number)
    return CommandLine("import", "SAVED-COPY", "--program", place.program, *numbers)


def _is_similar(one: str, other: str) -> bool:
    """Whether two titles may mean the same discussion: nearly the same words, or one within the other."""
    return same_topic(one, other) or fold(one) in fold(other) or fold(other) in fold(one)


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
            CommandLine("import", "SAVED-COPY", "--course", "NUMBER"),
        )
    if numbers.discussion is None:
        raise PlaceUnknown(
            f"“{_display_title(thread)}” doesn't say which discussion of course {numbers.course} it is. To give "
            "its number:",
            CommandLine("import", "SAVED-COPY", "--discussion", "NUMBER"),
        )
    course_title = course.title if course else thread.course_title or ""
    return ThreadPlace(program, numbers.course, course_title, numbers.discussion, _topic(thread), None)


def _topic(thread: Thread) -> str:
    """The topic of a thread; the title of its course where it has none of its own."""
    return thread.discussion_title or thread.course_title or thread.title or ""


def _display_title(thread: Thread) -> str:
    return clean(thread.title or thread.discussion_title or "this thread")


def _may_have_course_title(thread: Thread, course_title: str) -> bool:
    """Whether a thread may be of a course of this title. The same number was another course in another year; a post
    without a topic of its own says in the course's place what the discussion is called."""
    if not (thread.course_title and thread.discussion_title and course_title):
        return True
    return same_title(thread.course_title, course_title)
