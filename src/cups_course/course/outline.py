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
    """A discussion that stands under other numbers than its outline says, as something of the person's stands there."""

    title: str
    told: tuple[int, int]
    kept: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Added:
    """What an outline met in the store: the numbers of the discussions of `my-courses` that it took over, and what
    stands elsewhere than it says."""

    taken_over: tuple[tuple[int, int], ...] = ()
    elsewhere: tuple[Elsewhere, ...] = ()


@dataclass(frozen=True, slots=True)
class Fault:
    """Something in an outline's file that is not as it should be: its line, its key (`course 1, discussion 2, title`,
    or "" for all of the file), and what was expected there."""

    line: int
    key: str
    expected: str

    def __str__(self) -> str:
        return f"line {self.line}: {f'{self.key}: ' if self.key else ''}expected {self.expected}."
