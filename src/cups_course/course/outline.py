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


@dataclass(frozen=True, slots=True)
class OutlineCourse:
    """`forms` are the titles of the forms the course ends in; an untitled one is ""."""

    number: int
    title: str
    discussions: tuple[OutlineDiscussion, ...]
    tasks: tuple[WantedTask, ...] = ()
    forms: tuple[str, ...] = ("",)


@dataclass(frozen=True, slots=True)
class Outline:
    """A program in one version."""

    key: str
    title: str
    courses: tuple[OutlineCourse, ...]
    tasks: tuple[WantedTask, ...] = ()
