"""What `store` reports and `view` shows: commands, versions, backups, results of imports, merges and examinations."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from cups_course.errors import CourseError
from cups_course.model import Answer, PeerReply, Program
from cups_course.shell import CommandLine
from cups_course.states import all_discussions
from cups_course.thread.thread import OwnPosts, Thread


class CommandDone(NamedTuple):
    """A command: what it did in words, when (UTC), whether it was undone, and the device if it was another one."""

    id: str
    what: str
    at: str
    undone: bool
    device: str | None = None


@dataclass(frozen=True, slots=True)
class Conflict:
    """An answer or reply that both devices had written.

    `current` are the words that count now, `other` those that counted on the other device. `mine`: the current ones are
    from this device.
    """

    id: str
    current: str
    other: str
    mine: bool


@dataclass(frozen=True, slots=True)
class MergeResult:
    """What a merge changed.

    `kinds` counts the new events of each kind ("undone": commands that no longer count). `differing` are the texts that
    both devices had written, `renumbered` the references that changed because two things had one number. `damaged`
    counts events that were left out, `healed` those that were damaged here and are whole again.
    """

    kinds: Mapping[str, int]
    differing: Sequence[Conflict]
    renumbered: Sequence[str]
    damaged: int = 0
    healed: int = 0


def texts_of(programs: Sequence[Program]) -> Iterator[tuple[str, Answer | PeerReply]]:
    """Every answer and every reply, each after its reference."""
    for discussion in all_discussions(programs):
        for question in discussion.questions:
            if question.answer:
                yield question.ref, question.answer
        if discussion.answer:
            yield discussion.ref, discussion.answer
        for reply in discussion.peer_replies:
            yield reply.ref, reply


@dataclass(slots=True)
class KeptAnswers:
    """What keeping answers changed; None stands for the one answer for all questions.

    `changed` has, by question, the text that was current before. `moved` are those `cleared` whose words are now under
    another question. Not cleared, because the store no longer had what the person saw, are those `changed_elsewhere`.
    `superseded`: the one answer for all questions was cleared, because all of it is also under the questions. `split`:
    it was one text, whose parts were found.
    """

    changed: dict[str | None, str] = field(default_factory=dict)
    cleared: list[str | None] = field(default_factory=list)
    moved: dict[str | None, str | None] = field(default_factory=dict)
    changed_elsewhere: list[str | None] = field(default_factory=list)
    superseded: bool = False
    split: bool = False


State = Literal["well", "note", "mend", "wrong"]
Mend = Literal["words", "checklist", "modes", "damage"]


class Finding(NamedTuple):
    """One line of an examination: `note` is nothing bad, `mend` can be mended by the tool, `wrong` only by the person.

    `will` says what mending does, and `mend` which mending it is. `path` is the file that it is about, and `command`
    what the person can do.
    """

    about: str
    state: State
    says: str
    will: str = ""
    mend: Mend | None = None
    path: str = ""
    command: CommandLine | None = None


class StoreCopy(NamedTuple):
    """A sound store in its own `file`, the number of versions of `texts` in it, and for a backup when it was made."""

    file: str
    texts: int
    at: str = ""


class Rescue(NamedTuple):
    """What can replace a damaged store: what was `saved` of it and of its backups, and the newest sound `backup`.

    `left_out` counts events that could be read but not understood. `loose` is a file with words that lost their place.
    `from_backups` counts events that only the backups had.
    """

    saved: StoreCopy | None
    left_out: int
    loose: str | None
    backup: StoreCopy | None
    from_backups: int = 0

    @property
    def better(self) -> StoreCopy | None:
        """The one with more texts; with equally many `saved`, which is newer."""
        found = [one for one in (self.saved, self.backup) if one]
        return max(found, key=lambda one: one.texts, default=None)

    @property
    def files(self) -> list[str]:
        """The files that the rescue made."""
        return [file for file in (self.saved and self.saved.file, self.loose) if file]


Why = Literal["by-hand", "daily", "before-upgrade", "before-restoring", "before-merging", "before-mending"]
"""The reason for a backup."""


class BackupInfo(NamedTuple):
    """A backup in the list: number 1 is the newest.

    `texts` counts the versions of texts in it. It is None if the backup can't be opened; `trouble` says why.
    """

    number: int
    file: str
    at: str
    why: Why
    size: int
    texts: int | None
    trouble: str = ""


class Version(NamedTuple):
    """One version of an answer or a reply.

    `from_post`: it was read in a forum post, which has a day but no time. A version no longer `counts` if its post
    turned out not to be the person's own, or not to be this answer.
    """

    id: str
    number: int
    at: str
    text: str
    source: str
    from_post: bool
    elsewhere: str | None
    """The name of the device on which it was kept, if it was another one."""
    posted: bool
    posted_on: str | None
    counts: bool
    current: bool
    cleared: bool = False
    """The person removed it, or moved it to another question."""
    damaged: bool = False
    """The store does not hold the words that were written; `text` is empty."""
    slot: str = ""
    """The id of the answer or reply that it is a version of."""
    about: str = ""
    """The id of its discussion."""
    is_reply: bool = False


class History(NamedTuple):
    """All versions of one text. `ref` and `about` are its reference and what it answers."""

    ref: str
    about: str
    versions: Sequence[Version]

    @property
    def current(self) -> Version | None:
        """The current version; None if there is none."""
        return next((version for version in self.versions if version.current), None)

    def numbered(self, number: int) -> Version:
        """The version with this number. Raises CourseError if there is none, or if its words are damaged."""
        last = len(self.versions)
        if not 0 < number <= last:
            raise CourseError(
                f"There is no version {number} of {self.ref}. "
                + ("There is only version 1." if last == 1 else f"Its versions are 1 to {last}, the newest."),
                CommandLine("history", self.ref),
            )
        version = self.versions[number - 1]
        if version.damaged:
            raise CourseError(
                f"Version {number} of {self.ref} is damaged: the store no longer has the words you wrote.",
                CommandLine("doctor"),
            )
        return version


@dataclass(slots=True)
class ImportResult:
    """What an import of a thread changed. Questions are given by number, None for the discussion in one piece.

    `kept_drafts` are answers that stay because they are newer than the post, `kept_beside` those that are an older
    version now.
    """

    discussion_id: str = ""
    new_thread: bool = False
    new_posts: int = 0
    edited_posts: int = 0
    new_questions: list[int] = field(default_factory=list)
    reworded: list[int] = field(default_factory=list)
    dropped: list[int] = field(default_factory=list)
    new_tasks: int = 0
    described: bool = False
    brought_back: bool = False
    """The discussion was removed from the checklist before."""
    kept_opening: bool = False
    """The opening post stayed: the copy's is cut, older, or another post on a later page."""
    own_to_read: bool = False
    """The kept thread differs from the copy, because it is fuller, newer or corrected by the person. The person's own
    posts were not imported, and have to be read from the kept thread."""
    new_answers: list[int | None] = field(default_factory=list)
    kept_drafts: list[int | None] = field(default_factory=list)
    kept_beside: list[int | None] = field(default_factory=list)
    new_replies: list[str | None] = field(default_factory=list)

    def add_own(self, result: "ImportResult") -> None:
        """Add the person's own posts that were read from the kept thread."""
        self.new_answers += result.new_answers
        self.kept_drafts += result.kept_drafts
        self.kept_beside += result.kept_beside
        self.new_replies += result.new_replies

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
            self.brought_back,
            self.new_answers,
            self.kept_drafts,
            self.kept_beside,
            self.new_replies,
        )
        return "changed" if any(changes) else "same"


@dataclass(frozen=True, slots=True)
class ReadThread:
    """A thread that was read, the person's own posts in it, what its import changed (None after a dry run), and the
    names of what it was read from."""

    thread: Thread
    own: OwnPosts | None
    result: ImportResult | None = None
    sources: Sequence[str] = ()


class MissingName(NamedTuple):
    """A forum name under which nobody posted. `near` is a similar name; `is_only`: no post of the person's is known
    under another name, so the similar one may be theirs."""

    name: str
    near: str | None
    is_saved: bool
    is_only: bool
