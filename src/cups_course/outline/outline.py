"""A course outline: what a program wants, as far as it is known."""

from dataclasses import dataclass

from cups_course.model import Course, Discussion, Program, Task
from cups_course.text import fold_space
from cups_course.thread.placing import is_web_address
from cups_course.thread.thread import WantedTask


@dataclass(frozen=True, slots=True)
class OutlineDiscussion:
    """A discussion. With `questions` None its questions are unknown; a question None has an unknown wording."""

    number: int
    title: str
    questions: tuple[str | None, ...] | None
    peer_replies: int | None
    tasks: tuple[WantedTask, ...] = ()
    part: str = ""
    """The heading above it if the course has parts, such as "Module 2"."""
    address: str | None = None
    """Where its thread is in the forum."""


@dataclass(frozen=True, slots=True)
class OutlineCourse:
    """A course. `forms` are the titles of the forms it ends in; an untitled one is ""."""

    number: int
    title: str
    discussions: tuple[OutlineDiscussion, ...]
    tasks: tuple[WantedTask, ...] = ()
    forms: tuple[str, ...] = ("",)
    complete: bool = True
    """Whether these are all of its discussions."""
    credits: str = ""
    """What it counts towards the program, as written, such as "3" or "7.5 ECTS"."""


@dataclass(frozen=True, slots=True)
class Outline:
    """A program in one version."""

    key: str
    title: str
    courses: tuple[OutlineCourse, ...]
    tasks: tuple[WantedTask, ...] = ()
    about: str = ""
    """A line on what it is and for whom."""


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """A discussion whose outlined number was in use by something of the person's, so it is kept under another."""

    title: str
    outlined: tuple[int, int]
    kept: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Added:
    """What adding an outline changed: the numbers of the discussions taken over from `my-courses`, and the discussions
    that have other numbers than the outline says."""

    taken_over: tuple[tuple[int, int], ...] = ()
    elsewhere: tuple[Elsewhere, ...] = ()


def outline_of(program: Program) -> Outline:
    """The outline that makes the same program in another store."""
    return Outline(
        program.key,
        program.title,
        tuple(_course(one) for one in program.courses),
        tuple(_task(one) for one in program.tasks),
        program.about,
    )


def _course(course: Course) -> OutlineCourse:
    return OutlineCourse(
        course.number,
        fold_space(course.title),
        tuple(_discussion(one) for one in course.discussions if not one.implied),
        tuple(_task(one) for one in course.tasks),
        tuple(fold_space(form.text) for form in course.forms) or ("",),
        complete=course.outlined,
        credits=course.credits,
    )


def _discussion(discussion: Discussion) -> OutlineDiscussion:
    asked = tuple(None if one.placeholder else fold_space(one.text) for one in discussion.asked)
    known = discussion.known or bool(asked)
    wanted = discussion.peer_replies_wanted
    if wanted is None:
        wanted = discussion.peer_replies_told or (0 if known else None)
    return OutlineDiscussion(
        discussion.number,
        fold_space(discussion.title),
        asked if known else None,
        wanted,
        tuple(_task(one) for one in discussion.tasks),
        discussion.part,
        discussion.address if is_web_address(discussion.address) else None,
    )


def _task(task: Task) -> WantedTask:
    return WantedTask(
        task.kind,
        fold_space(task.text),
        task.optional,
        task.minimum,
        task.bonus,
        task.retakes,
        task.choices,
        task.minutes / 60 if task.minutes else None,
        task.times,
        task.every,
        task.words,
    )
