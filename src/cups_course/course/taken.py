"""What taking a thread into the store changed: made by `store`, told by `view`."""

from dataclasses import dataclass, field

from cups_course.course.thread import OwnPosts, Thread


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
