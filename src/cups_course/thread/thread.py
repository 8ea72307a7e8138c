"""What a saved copy of a forum thread says, once it has been read.

`reader` makes a `Thread` of a copy, and `store` imports it. Nothing in it depends on how the copy was saved.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Literal

from cups_course.model import Rhythm

PostKind = Literal["answer", "reply"]


class Provenance(StrEnum):
    """How something in a thread is known. The words are stored, and shown to people."""

    STATED = "stated"
    """The copy says it."""
    UNKNOWN = "unknown"
    FROM_YOU = "from you"
    """The person said it. It is never guessed again."""
    GIVEN = "given"
    """The person gave it as an option of the import."""

    FROM_SAVING_DAY = "worked out from the day the copy was saved"
    FROM_FILE_TIME = "worked out from the file's time"
    """For a copy that does not say when it was saved."""

    FROM_DATES = "from dates"
    FROM_TEXT = "from text"
    FROM_TEXT_UNSURE = "from text, unsure"

    FROM_NAME = "from the name"
    FROM_PLACE = "from its place"
    ON_ITS_OWN = "stands on its own"
    ANSWER_MISSING = "its answer is not in the copy"

    FROM_ADDRESS = "from the address"
    ANNOUNCED = "announced"
    FROM_LOOKS = "from their looks"
    """Questions that the opening post does not announce."""
    NONE_FOUND = "none found"


@dataclass(frozen=True, slots=True)
class Post:
    """One post below the opening post.

    `index` counts from 1 in page order. `date` is an ISO day. An `answer` is a post of its own; a `reply` stands under
    the answer whose index is `parent`, or under one that is not in the copy (`parent` is None). `text` is as the copy
    has it, lines kept. `how` has the `Provenance` of "date", "kind", "parent" and "author", and as "date_raw" the date
    as the copy writes it.
    """

    index: int
    author: str | None
    date: str | None
    kind: PostKind
    parent: int | None
    text: str
    how: dict[str, str]
    forum_id: str | None = None
    """The post's id in its forum, where the copy carries one."""
    answers_to: str | None = None
    """The forum id of the post that the copy says it answers: that of the opening post for an answer of its own."""
    page: int | None = None
    saved_at: str | None = None
    """When the copy was made that its text is from, as an ISO day or time."""


@dataclass(frozen=True, slots=True)
class WantedTask:
    """Something else than an answer that a post or an outline wants: `kind` is a task kind, `minimum` such as "8/10".

    What is not known is None or empty. Only an outline has the fields below `minimum`.
    """

    kind: str
    text: str
    optional: bool = False
    minimum: str | None = None
    bonus: bool = False
    """Something extra, which is always `optional` as well."""
    retakes: bool | None = None
    """Whether a quiz or exam may be taken again."""
    choices: tuple[str, ...] = ()
    """The titles to choose one from: the courses of an elective, the fields of a practicum."""
    hours: float | None = None
    """How many hours of practice a practicum wants."""
    times: int | None = None
    """How many times it is wanted; None: once, or with `every` an unknown number."""
    every: Rhythm | None = None
    """How often it comes again, such as a progress note every week."""
    words: str = ""
    """The words of an oath, to post as they are; lines kept."""


@dataclass(frozen=True, slots=True)
class Thread:
    """A course post with the posts under it. What the copy does not say is None (or empty, with a warning)."""

    title: str | None
    """The title line as the copy has it, from which the numbers and titles below were read."""
    course_number: int | None
    course_title: str | None
    discussion_number: int | None
    discussion_title: str | None
    author: str | None
    posted_on: str | None
    body: str
    """The opening post, lines kept."""
    questions: tuple[str, ...]
    """Exact wordings, white space folded."""
    peer_replies_wanted: int | None
    tasks: tuple[WantedTask, ...]
    posts: tuple[Post, ...]
    warnings: tuple[str, ...] = ()
    forum_id: str | None = None
    """The thread's id in its forum, where the copy carries one."""
    address: str | None = None
    opening_id: str | None = None
    """The opening post's id in its forum."""
    saved_at: str | None = None
    """When the copy was made that the opening post is from."""
    pages: int | None = None
    """How many pages the thread has, where the copy says."""
    pages_given: frozenset[int] = frozenset()
    posts_missing: int = 0
    """How many posts the copy knows of and does not hold."""
    how: Mapping[str, str] = field(default_factory=dict)
    """The `Provenance` of "course", "discussion", "questions", "peer_replies_wanted" and "posted_on"."""

    @property
    def states_day(self) -> bool:
        """Whether the copy states the day of the opening post."""
        return bool(self.posted_on) and self.how.get("posted_on", Provenance.STATED) == Provenance.STATED

    @property
    def pages_missing(self) -> list[int]:
        """The pages that were not given, where the copy numbers them."""
        return [page for page in range(1, (self.pages or 0) + 1) if page not in self.pages_given]


@dataclass(frozen=True, slots=True)
class OwnAnswer:
    """A part of the person's own post: their words for question number `question`, None for one piece for all."""

    question: int | None
    text: str
    post: int


@dataclass(frozen=True, slots=True)
class OwnReply:
    """A reply of the person's own; `peer` is who was addressed, None where the copy does not name them."""

    peer: str | None
    post: int
    date: str | None
    text: str


@dataclass(frozen=True, slots=True)
class OwnPosts:
    """What the person wrote in a thread, under the first of their names that was found in it."""

    name: str
    answers: tuple[OwnAnswer, ...]
    replies: tuple[OwnReply, ...]
