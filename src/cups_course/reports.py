"""What the store reports: commands, versions, backups, and the results of an import, a merge and an examination.

Made by `store`, shown by `view`.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Literal, NamedTuple

from cups_course.errors import CourseError
from cups_course.model import Answer, PeerReply, Program
from cups_course.states import all_discussions
from cups_course.thread.thread import OwnPosts, Thread


class CommandDone(NamedTuple):
    """A command: what it did, in words, when (UTC), whether it was undone, and on which device if on another one."""

    id: str
    what: str
    at: str
    undone: bool
    device: str | None = None


@dataclass(frozen=True, slots=True)
class Conflict:
    """An answer or reply of which both devices had words that the other had not: its id, the current words and those
    that were current on the other side. `mine`: the current ones are from this device."""

    id: str
    current: str
    other: str
    mine: bool


@dataclass(frozen=True, slots=True)
class MergeResult:
    """How many events of each kind are new here ("undone": commands that don't count any more), where both devices had
    written, which references changed because two things had one number, how many events were damaged there and left
    out, and how many that were damaged here are whole again."""

    kinds: Mapping[str, int]
    differing: Sequence[Conflict]
    renumbered: Sequence[str]
    damaged: int = 0
    healed: int = 0


def texts_of(programs: Sequence[Program]) -> Iterator[tuple[str, Answer | PeerReply]]:
    """Every answer and every reply, with the reference that can be typed for it."""
    for discussion in all_discussions(programs):
        for question in discussion.questions:
            if question.answer:
                yield question.ref, question.answer
        if discussion.answer:
            yield discussion.ref, discussion.answer
        for reply in discussion.peer_replies:
            yield reply.ref, reply


State = Literal["well", "note", "mend", "wrong"]
Mend = Literal["words", "checklist", "modes", "half written", "damage"]


class Finding(NamedTuple):
    """One line of the checklist: `note` is nothing bad, `mend` can be mended by the tool, `wrong` only by the person.

    `will` is what mending does, in words, and `mend` which mending that is. `path` is the file that it is about, and
    `command` the person's own way on: both to be copied from the screen.
    """

    about: str
    state: State
    says: str
    will: str = ""
    mend: Mend | None = None
    path: str = ""
    command: str = ""


class StoreCopy(NamedTuple):
    """A sound store in a file of its own, with how many versions of texts it holds; of a backup also when it was
    made."""

    file: str
    texts: int
    at: str = ""


class Rescue(NamedTuple):
    """What there is instead of a damaged store: what was saved of it and of its backups, and the newest sound backup.

    `left_out` is how many events could be read and not understood; `loose` a file with words whose place is lost;
    `from_backups` how many events only the backups had.
    """

    saved: StoreCopy | None
    left_out: int
    loose: str | None
    backup: StoreCopy | None
    from_backups: int = 0

    @property
    def better(self) -> StoreCopy | None:
        """The one with more of the person's texts; of two with as many what was saved, which is newer."""
        found = [one for one in (self.saved, self.backup) if one]
        return max(found, key=lambda one: one.texts, default=None)

    @property
    def files(self) -> list[str]:
        """The files that were made for it."""
        return [file for file in (self.saved and self.saved.file, self.loose) if file]


Why = Literal["by-hand", "daily", "before-upgrade", "before-restoring", "before-merging", "before-mending"]
_DAYS = 7
_WEEKS = 8


class BackupInfo(NamedTuple):
    """A backup in the list of them: 1 is the newest. `texts` is how many versions of texts it holds; None where it
    cannot be opened, and `trouble` says why."""

    number: int
    file: str
    at: str
    why: Why
    size: int
    texts: int | None
    trouble: str = ""


THINNED: tuple[Why, ...] = ("daily", "before-merging")
"""Those that are made without being asked for, again and again."""


def days_to_keep(days: Iterable[date], today: date) -> set[date]:
    """Of the days with such a backup those whose backup stays: all of the last seven days, the last one of each week
    for eight weeks, and the last one of each month for ever. A day to come, by a clock that was wrong, stays too.
    """
    ordered = sorted(set(days))
    last_of_week = {day.isocalendar()[:2]: day for day in ordered}
    last_of_month = {(day.year, day.month): day for day in ordered}
    return (
        {day for day in ordered if day > today - timedelta(days=_DAYS)}
        | {day for day in last_of_week.values() if day > today - timedelta(weeks=_WEEKS)}
        | set(last_of_month.values())
    )


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


@dataclass(slots=True)
class ImportResult:
    """What taking a thread in changed. Questions by their number; `kept_drafts` are newer than what was posted."""

    discussion_id: str = ""
    new_thread: bool = False
    new_posts: int = 0
    edited_posts: int = 0
    new_questions: list[int] = field(default_factory=list)
    reworded: list[int] = field(default_factory=list)
    dropped: list[int] = field(default_factory=list)
    new_tasks: int = 0
    described: bool = False
    kept_opening: bool = False
    """The opening post that is kept stays: the copy's is cut, of an earlier day, or somebody's post on a later page."""
    own_to_read: bool = False
    """What is kept reads otherwise than the copy, by its questions or its posts, because it is fuller, newer, or was
    put right by the person: own posts were not taken in, and are to be found in the kept thread."""
    new_answers: list[int | None] = field(default_factory=list)
    kept_drafts: list[int | None] = field(default_factory=list)
    kept_beside: list[int | None] = field(default_factory=list)
    new_replies: list[str | None] = field(default_factory=list)

    def add_own(self, found: "ImportResult") -> None:
        """Count what of one's own was found in the kept thread afterwards."""
        self.new_answers += found.new_answers
        self.kept_drafts += found.kept_drafts
        self.kept_beside += found.kept_beside
        self.new_replies += found.new_replies

    @property
    def outcome(self) -> str:
        """`new`, `same` or `changed`, for the thread as a whole."""
        if self.new_thread:
            return "new"
        changes = (
            self.new_posts,
            self.edited_posts,
            self.new_questions,
            self.reworded,
            self.dropped,
            self.new_tasks,
            self.described,
            self.new_answers,
            self.kept_drafts,
            self.kept_beside,
            self.new_replies,
        )
        return "changed" if any(changes) else "same"


@dataclass(frozen=True, slots=True)
class ReadThread:
    """A thread that was read, the person's own posts in it, and what taking it in changed (None: it only was read)."""

    thread: Thread
    own: OwnPosts | None
    taken: ImportResult | None = None
