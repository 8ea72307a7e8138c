"""A saved copy taken apart, whatever it was saved as: what stands in it, before anything is worked out.

Every reader of a kind of copy makes a `Copy`; `reading` makes the `Thread` of it. This is the seam for more forums.
"""

from dataclasses import dataclass

from cups_course.threads.dates import DateRead

HOW_TO_SAVE = "Open the course post in your browser, save the page (or select all and copy it), and import that."


@dataclass(frozen=True, slots=True)
class RawPost:
    """A post as it stands in the copy: who wrote it and when (None where the copy does not say), and its lines."""

    author: str | None
    dated: DateRead | None
    text: str
    forum_id: str | None = None
    """The post's id in its forum."""
    answers_to: str | None = None
    """The forum id of the post that it is said to answer: that of the opening post for an answer of its own."""
    page: int | None = None
    """The page of the thread on which it stood."""
    saved_at: str | None = None
    """When the copy was made that says so, as an ISO day or time."""
    replies: int | None = None
    """How many replies the copy counts under it ("2 replies")."""
    can_be_answered: bool | None = None
    """Whether it has a button to reply to it; None where the copy does not tell posts apart by that."""


@dataclass(frozen=True, slots=True)
class Copy:
    """A copy taken apart. Without headers (`has_headers` false) authors and dates are lost and posts are uncertain."""

    title: str | None
    opening: RawPost
    posts: tuple[RawPost, ...]
    has_headers: bool = True
    forum_id: str | None = None
    """The thread's id in its forum."""
    address: str | None = None
    pages: int | None = None
    """How many pages the thread has, where the copy tells."""
    pages_given: frozenset[int] = frozenset()
    posts_missing: int = 0
    """How many posts the copy knows of and does not hold."""
    warnings: tuple[str, ...] = ()
    """What the reader of this kind of copy did not find, in sentences."""
