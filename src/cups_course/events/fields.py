"""The shapes of what stands inside events: places, references, tasks, and the parts of copies and forms."""

from typing import Annotated, Literal, NotRequired, TypedDict

Id = Annotated[str, "id"]
Key = Annotated[str, "key"]
"""Names a question, post, reply or thread for good: the id of the event that made it, with a suffix."""
Part = Annotated[str, "part"]
Day = Annotated[str, "day"]
Moment = Annotated[str, "moment"]
ProgramKey = Annotated[str, "program"]
Count = Annotated[int, "count"]
Bit = Annotated[int, "bit"]


class Place(TypedDict):
    """Where a discussion stood when the event was made. The event makes the discussion there if nothing else does."""

    program: ProgramKey
    course: Count
    course_title: str
    discussion: Count
    title: str
    also: NotRequired[list[Id]]
    """Other ids that were shown as the same discussion at that time: they stay one."""


class QuestionRef(TypedDict):
    """A question with its number and wording at that time."""

    key: Key
    number: Count
    text: str


class ReplyRef(TypedDict):
    """A reply to a peer; `peer` is None where the copy doesn't name them. Then `to` is the post that was replied to."""

    key: Key
    peer: str | None
    to: NotRequired[Key]


class TaskRef(TypedDict):
    """A task of what the event is about: the `number`th of its kind, with its text at that time."""

    kind: Literal["watch", "read", "quiz", "exam", "oath", "form", "practicum", "elective", "other"]
    number: Count
    text: str


class TaskData(TaskRef):
    """A task as it is wanted. What nobody said is left out."""

    optional: Bit
    minimum: NotRequired[str]
    bonus: NotRequired[Bit]
    retakes: NotRequired[Bit]
    choices: NotRequired[list[str]]
    minutes: NotRequired[Annotated[int, "positive"]]
    times: NotRequired[Annotated[int, "positive"]]
    every: NotRequired[Literal["day", "week", "month"]]
    words: NotRequired[str]


class QuestionData(TypedDict):
    """A question of an outline; without a text its wording isn't known."""

    key: Key
    number: Count
    text: str | None


class CourseData(TypedDict):
    """A course of an outline."""

    number: Count
    title: str
    complete: Bit
    credits: str
    tasks: list[TaskData]


class ReadQuestion(TypedDict):
    """A wording read in a copy, and the questions that it is; `number` is that of the first. There are several where
    the person split it. `nth` counts questions that are new here in the same words."""

    keys: list[Key]
    number: Count
    text: str
    nth: NotRequired[Count]


class ReadPost(TypedDict):
    """A post of a copy. What the copy doesn't show is left out; `parent` is the place in this copy, from 1, of the
    answer that it stands under. For a new post, `nth` counts those of its author in the same words."""

    key: Key
    nth: NotRequired[Count]
    author: NotRequired[str]
    date: NotRequired[Day]
    kind: NotRequired[Literal["answer", "reply"]]
    parent: NotRequired[Count]
    text: NotRequired[str]
    how: NotRequired[dict[str, str]]
    forum_id: NotRequired[str]
    answers_to: NotRequired[str]
    page: NotRequired[Count]
    saved_at: NotRequired[str]
    forgotten: NotRequired[bool]


class OwnItem(TypedDict):
    """One part of a post by the person, and the version of an answer or reply that it is. `milliseconds` orders that
    version among the others; `on` is the day of the post."""

    post: Key
    question: NotRequired[QuestionRef]
    reply: NotRequired[ReplyRef]
    text: str | None
    version: Key
    at: Moment
    milliseconds: Count
    on: Day | None
    posting: bool
    withdrawn: bool
    forgotten: NotRequired[bool]


class Target(TypedDict):
    """What goes into a field of a form: the answer to a question or for a discussion, or an entry of the profile. All
    are None where nothing of the person's goes in."""

    discussion: Id | None
    question: Key | None
    profile: str | None
    by_person: bool


class SentText(TypedDict):
    """What was sent in one field. `text` is None once forgotten."""

    label: str
    discussion: Id | None
    question: Key | None
    text: str | None
