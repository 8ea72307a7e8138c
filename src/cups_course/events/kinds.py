"""The kinds of events and the shape of what each says.

A kind in a released version never changes: what it says differently later is a new version (`v`), and the old one stays
readable. A new kind of record needs a shape here, its rows in the fold, and a writer that appends it.
"""

from collections.abc import Mapping
from typing import Annotated, Any, Literal, NamedTuple, NotRequired, TypedDict

from cups_course.events.fields import (
    Bit,
    Count,
    CourseData,
    Day,
    Id,
    Key,
    OwnItem,
    Part,
    Place,
    QuestionData,
    QuestionRef,
    ReadQuestion,
    ReplyRef,
    SentText,
    Target,
    TaskData,
    TaskRef,
)


class Nothing(TypedDict):
    """An event whose kind says all."""


class OneName(TypedDict):
    """A forum name that is the person's or isn't, or what a device is called."""

    name: str


class OfDiscussion(TypedDict):
    """Something about a discussion."""

    place: Place


class MaybeOfDiscussion(TypedDict):
    """Something about a program or course, or, with a place, about a discussion."""

    place: NotRequired[Place]


class OfTask(MaybeOfDiscussion):
    """Something about a task."""

    task: TaskRef


class ProgramAdded(TypedDict):
    """An outline was added: the program, its courses and their own tasks. Each of its discussions is another event."""

    title: str
    about: str
    tasks: list[TaskData]
    courses: list[CourseData]


class DiscussionOutlined(OfDiscussion):
    """What an outline says of a discussion, and the place it was given."""

    known: Bit
    replies_wanted: Count | None
    part: str
    address: str | None
    questions: list[QuestionData]
    tasks: list[TaskData]


class ThreadImported(OfDiscussion):
    """A copy of a thread: its opening post here, its posts packed beside it. `opening`: this copy's opening post says
    what the thread asks; `questions` is None where the copy doesn't show that. `posted_how`: how the day of the opening
    post was worked out, where the copy doesn't state it. `as_of` takes the place of `saved_at` in
    the order of copies where this opening post counts though another copy was saved later."""

    thread: Key
    forum_id: str | None
    opening: bool
    title: str | None
    author: str | None
    posted_on: Day | None
    posted_how: NotRequired[str]
    body: str
    opening_id: str | None
    saved_at: str | None
    as_of: str | None
    address: str | None
    pages: Count | None
    pages_given: list[int]
    questions: list[ReadQuestion] | None
    replies_wanted: Count | None
    tasks: list[TaskData]
    forgotten: NotRequired[bool]


class OwnPostsRead(OfDiscussion):
    """The person's own posts of a thread. `disowned` are versions that were read there before and aren't there now,
    `unposted` the versions with the posts that they no longer stand in."""

    items: list[OwnItem]
    disowned: list[Key]
    unposted: list[tuple[Key, Key]]


class SamePerson(TypedDict):
    """Two names are one peer, called by the new one. Both are None once forgotten."""

    old: str | None
    new: str | None
    forgotten: NotRequired[bool]


class PostNamed(OfDiscussion):
    """What the person says of a post that names nobody. `author`: who wrote it, often the person (None: they did not,
    after all). `as_read`: what they said of it before no longer counts."""

    post: Key
    author: str | None
    kind: NotRequired[Literal["answer", "reply"]]
    parent: NotRequired[Key | None]
    how: NotRequired[dict[str, str]]
    reply_peer: NotRequired[str | None]
    as_read: NotRequired[bool]


class AnswerWritten(OfDiscussion):
    """An answer to a question, or (None) one answer for the whole discussion. `text` is None once forgotten."""

    question: QuestionRef | None
    text: str | None
    source: Literal["editor", "text", "import", "restore", "merge"]
    forgotten: NotRequired[bool]


class AnswerCleared(OfDiscussion):
    """An answer is empty again: these versions of it no longer count. What another device wrote meanwhile still does.
    Reading the same words again in the posts that they stand in doesn't bring them back."""

    question: QuestionRef | None
    versions: list[Key]


class ReplyLogged(OfDiscussion):
    """A reply to a peer. `version` is an earlier version with the same words; without it this is a new one."""

    reply: ReplyRef
    text: str | None
    source: Literal["editor", "text", "import", "restore", "merge"]
    version: NotRequired[Key]
    given: bool
    on: Day | None
    forgotten: NotRequired[bool]


class Posted(OfDiscussion):
    """A version was posted. Another event for the same version adds to that posting."""

    version: Key
    on: Day | None
    url: str | None
    post: NotRequired[Key | None]


class PostingWithdrawn(OfDiscussion):
    """An answer or a reply was not posted after all: all its postings until now are withdrawn."""

    question: NotRequired[QuestionRef | None]
    reply: NotRequired[ReplyRef]


class OneQuestion(OfDiscussion):
    """A question that is asked though no copy shows it or it was dropped, or that is no question."""

    question: QuestionRef


class QuestionEdited(OneQuestion):
    """The new wording of a question; `question` has the old one."""

    text: str


class QuestionsMerged(OfDiscussion):
    """Several questions are one: the first, with this wording."""

    questions: list[QuestionRef]
    text: str
    placeholder: bool


class QuestionSplit(QuestionEdited):
    """A question is several: it gets the new wording, and `more` are the others."""

    more: list[QuestionRef]


class RepliesWanted(OfDiscussion):
    """How many replies are wanted, whatever a copy says."""

    wanted: Count


class Moved(OfDiscussion):
    """A discussion belongs at this place. `instead_of` is the one that stood there and gives way: its tasks, and the
    notes on it, go to this one."""

    instead_of: NotRequired[Id]


class Restored(MaybeOfDiscussion):
    """A discussion or a task is in the checklist again."""

    task: NotRequired[TaskRef]


class Removed(Restored):
    """A discussion, a task or a reply is out of the checklist."""

    reply: NotRequired[ReplyRef]


class Ticked(OfTask):
    """A task was done, or tried below its minimum, or its tick was removed. `progress` is the text posted with
    the tick; when the tick is removed, that note waits to be posted again."""

    outcome: Literal["done", "tried", "taken back"]
    on: Day | None
    score: str | None
    progress: NotRequired[Key]


class Practised(OfTask):
    """Practice on a day, with a note."""

    on: Day
    minutes: Annotated[int, "positive"]
    note: str | None
    forgotten: NotRequired[bool]


class PracticeRemoved(MaybeOfDiscussion):
    """An entry of practice was removed."""

    practice: Key


class Chosen(OfTask):
    """An option of a task was chosen; None takes the choice back."""

    title: str | None


class Noted(MaybeOfDiscussion):
    """A note on the program, course or discussion the event is about, or on something in it, instead of the note
    `instead_of`. `progress`: it is a text for a task, and waits to be posted."""

    question: NotRequired[QuestionRef]
    task: NotRequired[TaskRef]
    reply: NotRequired[ReplyRef]
    text: str | None
    progress: NotRequired[bool]
    instead_of: NotRequired[Key]
    forgotten: NotRequired[bool]


class NoteRemoved(MaybeOfDiscussion):
    """A note was removed."""

    note: Key


class LinkAdded(OfDiscussion):
    """A link that the person keeps with a discussion."""

    url: str | None
    text: str | None
    forgotten: NotRequired[bool]


class LinkRemoved(OfDiscussion):
    """A link was removed."""

    key: Key


class FormMatched(OfTask):
    """What goes into some fields of the attached form."""

    matches: dict[str, Target]


class FormAttached(FormMatched):
    """The saved page of a form was attached, in place of one attached before."""

    title: str
    address: str | None
    fields: list[dict[str, Any]]


class FormSubmitted(OfTask):
    """A form was sent, with these words."""

    on: Day
    score: str | None
    fields: list[SentText]


class ProfileSet(TypedDict):
    """An entry of the profile; a value of None removes it."""

    name: str
    value: str | None
    forgotten: NotRequired[bool]


class Planned(TypedDict):
    """A plan for a course; None removes it."""

    plan: dict[str, Any] | None


class Resumed(MaybeOfDiscussion):
    """What was set aside counts again."""

    task: NotRequired[TaskRef]


class Paused(Resumed):
    """A program, course, discussion, task or (about "") everything is set aside."""

    until: Day | None


class Forgotten(TypedDict):
    """Words were removed for good: the parts of events that were blanked, and salted marks by which the same words are
    known in other copies (`events.forgetting`)."""

    salt: str
    parts: dict[Id, list[Part]]
    marks: list[str]


class Kind(NamedTuple):
    """A kind of event: the shape of its data, and its version. With `must`, a program that doesn't know it must not
    write to the store.

    Where every event of a kind is one row of a table, `row` names the table. The row has an `id`, a `task_id` or else
    the id of what the event is about, and the event's data. Where events of a kind remove a row, `takes_away` names the
    table; `key` is the id of the row. `words` are the fields with the person's own words, for `forget`.
    """

    shape: type
    v: int = 1
    must: bool = True
    row: str = ""
    takes_away: str = ""
    words: tuple[str, ...] = ()


KINDS: Mapping[str, Kind] = {
    "program added": Kind(ProgramAdded),
    "program used": Kind(Nothing),
    "discussion outlined": Kind(DiscussionOutlined),
    "thread imported": Kind(ThreadImported),
    "own posts read": Kind(OwnPostsRead),
    "name claimed": Kind(OneName),
    "name dropped": Kind(OneName),
    "same person": Kind(SamePerson),
    "post named": Kind(PostNamed),
    "answer written": Kind(AnswerWritten),
    "answer cleared": Kind(AnswerCleared),
    "reply logged": Kind(ReplyLogged),
    "posted": Kind(Posted),
    "posting withdrawn": Kind(PostingWithdrawn),
    "question added": Kind(OneQuestion),
    "question edited": Kind(QuestionEdited),
    "question dropped": Kind(OneQuestion),
    "questions merged": Kind(QuestionsMerged),
    "question split": Kind(QuestionSplit),
    "replies wanted": Kind(RepliesWanted),
    "moved": Kind(Moved),
    "removed": Kind(Removed),
    "restored": Kind(Restored),
    "ticked": Kind(Ticked),
    "practised": Kind(Practised, words=("note",)),
    "practice removed": Kind(PracticeRemoved),
    "chosen": Kind(Chosen, row="choice"),
    "noted": Kind(Noted, words=("text",)),
    "note removed": Kind(NoteRemoved),
    "link added": Kind(LinkAdded, row="link", words=("url", "text")),
    "link removed": Kind(LinkRemoved, takes_away="link"),
    "form attached": Kind(FormAttached),
    "form detached": Kind(OfTask),
    "form matched": Kind(FormMatched),
    "form submitted": Kind(FormSubmitted),
    "profile set": Kind(ProfileSet),
    "planned": Kind(Planned),
    "paused": Kind(Paused),
    "resumed": Kind(Resumed),
    "undone": Kind(Nothing),
    "redone": Kind(Nothing),
    "device named": Kind(OneName, must=False),
    "forgotten": Kind(Forgotten),
    "backup restored": Kind(Nothing, must=False),
}
"""Every kind this program knows."""
