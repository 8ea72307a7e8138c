"""Every version of an answer or a reply, oldest first. A version's number is its place in that order."""

from collections.abc import Sequence
from typing import NamedTuple

from cups_course.course.errors import CourseError


class Version(NamedTuple):
    """A text as it was kept once. One that does not `count` was read in a post that turned out not to be the person's
    own, or not this answer. `from_post`: it was read in the forum, where a text has a day and no time."""

    id: str
    number: int
    at: str
    text: str
    source: str
    from_post: bool
    elsewhere: str | None
    """The other device on which it was kept, if it was."""
    posted: bool
    posted_on: str | None
    counts: bool
    current: bool
    damaged: bool = False
    """What is in the store are not the words that were written; `text` is empty then."""
    slot: str = ""
    about: str = ""
    is_reply: bool = False
    """The answer or reply it is a version of, and the discussion that belongs to."""


class History(NamedTuple):
    """All versions of one text: `ref` and `about` say of which."""

    ref: str
    about: str
    versions: Sequence[Version]

    @property
    def current(self) -> Version | None:
        """The version that counts; None where none does."""
        return next((version for version in self.versions if version.current), None)

    def numbered(self, number: int) -> Version:
        """The version with this number.

        Raises CourseError where there is none, or where its words are damaged.
        """
        if not 0 < number <= len(self.versions):
            there = len(self.versions)
            raise CourseError(
                f"There is no version {number} of {self.ref}. "
                + ("There is only version 1." if there == 1 else f"There are {there}, the oldest is 1."),
                f"cups-course history {self.ref}",
            )
        version = self.versions[number - 1]
        if version.damaged:
            raise CourseError(
                f"Version {number} of {self.ref} is damaged: what is in the store are not the words that were written.",
                "cups-course doctor",
            )
        return version
