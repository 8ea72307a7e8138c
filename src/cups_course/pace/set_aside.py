"""What a person has set aside, until a day or until they resume it. It is never late and never counted."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from cups_course.model import Course, Discussion, Program, SetAside, Task
from cups_course.refs import FoundRef
from cups_course.states import course_state, discussion_state
from cups_course.wants import task_done

PausedSubject = Program | Course | Discussion | Task
"""What can be set aside by itself."""


class SetAsideItem(NamedTuple):
    """Something set aside that is not done. `ref` is None for everything, `until` an ISO date."""

    ref: str | None
    until: str | None


def everything_set_aside(programs: Iterable[Program]) -> SetAside | None:
    """The pause of everything; None if there is none."""
    return next((one.set_aside for one in programs if one.set_aside and one.set_aside.everything), None)


def set_aside_alone(subject: PausedSubject) -> list[PausedSubject]:
    """This and what is in it, as far as each is set aside by itself; also what is done, in course order."""
    is_alone = subject.set_aside is not None and not subject.set_aside.everything
    return [subject] * is_alone + [one for part in _parts(subject) for one in set_aside_alone(part)]


def outlasting(subjects: Iterable[PausedSubject], until: str | None) -> list[SetAsideItem]:
    """Those of these that stay set aside when a pause until that day is over; none where it has no day."""
    found = [SetAsideItem(one.ref, one.set_aside.until) for one in subjects if one.set_aside]
    return [one for one in found if until and (one.until is None or one.until > until)]


def set_aside_around(found: FoundRef) -> list[SetAsideItem]:
    """What is set aside around something, from the inside out. Where that is everything, nothing else."""
    around = [one for one in (found.discussion, found.course, found.program) if one and one.set_aside]
    if everything := everything_set_aside([found.program]):
        return [SetAsideItem(None, everything.until)]
    return [SetAsideItem(one.ref, one.set_aside.until) for one in around if one is not found.subject and one.set_aside]


def _parts(subject: PausedSubject) -> Iterable[PausedSubject]:
    match subject:
        case Program():
            return (*subject.courses, *subject.tasks)
        case Course():
            return (*subject.discussions, *subject.tasks, *subject.forms)
        case Discussion():
            return subject.tasks
        case Task():
            return ()


def set_aside_with(program: Program, course: Course) -> SetAside | None:
    """The pause of a course: its own or that of its program, whichever lasts longer. None if there is none."""
    both = [one for one in (program.set_aside, course.set_aside) if one]
    return max(both, key=lambda one: (one.until is None, one.until or ""), default=None)


def set_aside_in(programs: Iterable[Program]) -> list[SetAsideItem]:
    """What is set aside and not done, in course order. Parts of something set aside are not listed again."""
    programs = list(programs)
    if everything := everything_set_aside(programs):
        return [SetAsideItem(None, everything.until)]
    found: list[SetAsideItem] = []
    for program in programs:
        if program.set_aside:
            found.append(SetAsideItem(program.ref, program.set_aside.until))
            continue
        for course in program.courses:
            found += _in_course(course)
        found += [
            SetAsideItem(task.ref, task.set_aside.until)
            for task in program.tasks
            if task.set_aside and not task_done(task)
        ]
    return found


def set_aside_of(program: Program, course: Course) -> list[SetAsideItem]:
    """The same for one course; if its program or everything is set aside, that alone."""
    if program.set_aside:
        return [SetAsideItem(None if program.set_aside.everything else program.ref, program.set_aside.until)]
    return _in_course(course)


def set_aside_by_itself(course: Course) -> list[SetAsideItem]:
    """What inside a course is set aside and not done."""
    found = [one for discussion in course.discussions for one in _in_discussion(discussion)]
    for task in (*course.tasks, *course.forms):
        if task.set_aside and not task_done(task):
            found.append(SetAsideItem(task.ref, task.set_aside.until))
    return found


def _in_course(course: Course) -> list[SetAsideItem]:
    if course.set_aside:
        return [SetAsideItem(course.ref, course.set_aside.until)] if course_state(course) != "done" else []
    return set_aside_by_itself(course)


def _in_discussion(discussion: Discussion) -> Iterator[SetAsideItem]:
    if discussion.set_aside:
        if discussion_state(discussion) != "done":
            yield SetAsideItem(discussion.ref, discussion.set_aside.until)
        return
    for task in discussion.tasks:
        if task.set_aside and not task_done(task, discussion):
            yield SetAsideItem(task.ref, task.set_aside.until)
