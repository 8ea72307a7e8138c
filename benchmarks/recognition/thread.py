"""A made-up thread before it is written as a copy: what the gold reading is taken from."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from recognition.voices import Task


@dataclass(frozen=True)
class Title:
    """The title line, and what stands in it."""

    line: str
    course_number: int | None = None
    course: str | None = None
    discussion_number: int | None = None
    discussion: str | None = None


@dataclass(frozen=True)
class Block:
    """A part of the opening post: a paragraph of lines, or a list of them."""

    lines: tuple[str, ...]
    kind: Literal["paragraph", "numbers", "bullets", "picture"] = "paragraph"


@dataclass(frozen=True)
class OpeningPost:
    """The opening post and what it wants. Of `maybe` a reader may find some: it is open whether they are tasks."""

    blocks: tuple[Block, ...]
    questions: tuple[str, ...]
    wanted: int | None
    tasks: tuple[Task, ...]
    maybe: tuple[Task, ...]


@dataclass(frozen=True)
class Post:
    """One post. `under` is the answer below which it stands, `to` the post that was answered; None for answers.

    `parts` are an answer's words for each question (None: for all of them); `peer` is the `@name` of a reply.
    """

    author: str
    day: date
    text: str
    under: int | None = None
    to: int | None = None
    parts: tuple[tuple[int | None, str], ...] = ()
    peer: str | None = None
    headings: tuple[str, ...] = ()
    """Lines of the text that a page shows in bold."""


@dataclass(frozen=True)
class Thread:
    """A whole thread. Posts in `missing` are not in the copy; those in `nameless` show no author."""

    title: Title
    opener: str
    day: date
    opening: OpeningPost
    posts: list[Post]
    me: str
    saved_on: date
    missing: frozenset[int]
    nameless: frozenset[int]
