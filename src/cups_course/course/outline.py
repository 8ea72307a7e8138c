"""A course outline: what a program wants, as far as somebody told. Made by `programs`, taken in by `store`."""

from dataclasses import dataclass

from cups_course.course.thread import WantedTask


@dataclass(frozen=True, slots=True)
class OutlineDiscussion:
    """`questions` None: nobody has told yet what it asks. A question None: it is asked, its wording is not known."""

    number: int
    title: str
    questions: tuple[str | None, ...] | None
    peer_replies: int | None
    tasks: tuple[WantedTask, ...] = ()
    part: str = ""
    """The heading it stands under where a course has parts, such as "Module 2"."""
    address: str | None = None
    """Where its thread is in the forum."""


@dataclass(frozen=True, slots=True)
class OutlineCourse:
    """`forms` are the titles of the forms the course ends in; an untitled one is ""."""

    number: int
    title: str
    discussions: tuple[OutlineDiscussion, ...]
    tasks: tuple[WantedTask, ...] = ()
    forms: tuple[str, ...] = ("",)
    complete: bool = True
    """Whether these are all of its discussions. One that is not may have more, which nobody has told of."""
    credits: float | None = None
    """What it counts towards the program, where courses have credits."""


@dataclass(frozen=True, slots=True)
class Outline:
    """A program in one version."""

    key: str
    title: str
    courses: tuple[OutlineCourse, ...]
    tasks: tuple[WantedTask, ...] = ()
    about: str = ""
    """A line on what it is and for whom."""
