"""What taking a thread into the store changed: made by `store`, told by `view`."""

from dataclasses import dataclass, field

from cups_course.course.thread import OwnPosts, Thread


@dataclass(slots=True)
class Taken:
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
    """The opening post that is kept was fuller than the copy's, and stays: own posts are to be read against it."""
    new_answers: list[int | None] = field(default_factory=list)
    kept_drafts: list[int | None] = field(default_factory=list)
    kept_beside: list[int | None] = field(default_factory=list)
    new_replies: list[str | None] = field(default_factory=list)

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
class Imported:
    """A thread that was read, the person's own posts in it, and what taking it in changed (None: it only was read)."""

    thread: Thread
    own: OwnPosts | None
    taken: Taken | None = None
