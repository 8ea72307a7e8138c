"""The kinds of events and the shape of what each says.

A kind is never changed once stores with it exist: what it says differently later is a new version (`v`), and the old
one stays readable. A record that is added needs a shape here, its rows in the fold, and a writer that appends it.
"""

from collections.abc import Mapping
from typing import Annotated, Any, Literal, NamedTuple, NotRequired, TypedDict

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
    """Where a discussion stood when the event was made, so that the event can make it if nothing else does."""

    program: ProgramKey
    course: Count
    course_title: str
    discussion: Count
    title: str
    also: NotRequired[list[Id]]
    """Other ids that were shown as the same discussion when this was decided: they stay together."""


class QuestionRef(TypedDict):
    """A question with its number and wording at that time."""

    key: Key
    number: Count
    text: str


class ReplyRef(TypedDict):
    """A reply to a peer; `peer` is None where the copy doesn't name them."""

    key: Key
    peer: str | None


class TaskRef(TypedDict):
    """A task of what the event is about: the `number`th of its kind, with its text at that time."""

    kind: Literal["watch", "read", "quiz", "exam", "oath", "form", "practicum", "elective", "other"]
    number: Count
    text: str


class TaskData(TypedDict):
    """A task as it is wanted. What nobody said is left out."""

    kind: Literal["watch", "read", "quiz", "exam", "oath", "form", "practicum", "elective", "other"]
    number: Count
    text: str
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
    """A question an outline tells of; without a text its wording isn't known."""

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


class ProgramAdded(TypedDict):
    """An outline was added: the program, its courses and their own tasks. Its discussions are events of their own."""

    title: str
    about: str
    tasks: list[TaskData]
    courses: list[CourseData]


class DiscussionOutlined(TypedDict):
    """What an outline tells of a discussion, and the place it was given."""

    place: Place
    known: Bit
    replies_wanted: Count | None
    part: str
    address: str | None
    questions: list[QuestionData]
    tasks: list[TaskData]


class ReadQuestion(TypedDict):
    """A wording read in a copy, and the questions it was found to be; `number` is that of the first. Where there are
    several, the person made them of it. `nth` counts questions that are new here in the same words."""

    keys: list[Key]
    number: Count
    text: str
    nth: NotRequired[Count]


class ThreadImported(TypedDict):
    """A copy of a thread: its opening post here, its posts packed beside it. `opening`: this copy's opening post was
    taken to say what the post asks; `questions` is None where the copy doesn't show that. `as_of` is the place of the
    copy among others where its opening post was taken though another copy was saved later."""

    place: Place
    thread: Key
    forum_id: str | None
    opening: bool
    title: str | None
    author: str | None
    posted_on: Day | None
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


class ReadPost(TypedDict):
    """A post of a copy. What the copy doesn't tell is left out; `parent` is the place in this copy of the answer that
    it stands under, from 1. A new one says for the how manieth time its author says these words."""

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


class OwnPostsRead(TypedDict):
    """The person's own posts of a thread, read. `disowned` are versions that were read there before and aren't there,
    `unposted` the versions and posts that no longer belong together."""

    place: Place
    items: list[OwnItem]
    disowned: list[Key]
    unposted: list[tuple[Key, Key]]


class NameClaimed(TypedDict):
    """A forum name is the person's; it stands before the names claimed earlier."""

    name: str


class NameDropped(TypedDict):
    """A forum name isn't the person's."""

    name: str


class SamePerson(TypedDict):
    """Two names are one peer, called by the new one."""

    old: str
    new: str


class PostNamed(TypedDict):
    """What the person says of a post. `author`: it is theirs (None: it is not, after all)."""

    place: Place
    post: Key
    author: str | None
    kind: NotRequired[Literal["answer", "reply"]]
    parent: NotRequired[Key | None]
    how: NotRequired[dict[str, str]]
    reply_peer: NotRequired[str | None]


class AnswerWritten(TypedDict):
    """An answer to a question, or (None) one answer for the whole discussion. `text` is None once forgotten."""

    place: Place
    question: QuestionRef | None
    text: str | None
    source: Literal["editor", "text", "import", "restore", "merge"]
    forgotten: NotRequired[bool]


class ReplyLogged(TypedDict):
    """A reply to a peer. `version` is an earlier version with the same words; without it this is a new one."""

    place: Place
    reply: ReplyRef
    text: str | None
    source: Literal["editor", "text", "import", "restore", "merge"]
    version: NotRequired[Key]
    given: bool
    on: Day | None
    forgotten: NotRequired[bool]


class Posted(TypedDict):
    """A version was posted. A later one for the same version tells more of that posting."""

    place: Place
    version: Key
    on: Day | None
    url: str | None
    post: NotRequired[Key | None]


class PostingWithdrawn(TypedDict):
    """Nothing of an answer or a reply was posted, as far as the log says until here."""

    place: Place
    question: NotRequired[QuestionRef | None]
    reply: NotRequired[ReplyRef]


class QuestionAdded(TypedDict):
    """A question is asked that the reading missed, or that was dropped."""

    place: Place
    question: QuestionRef


class QuestionEdited(TypedDict):
    """A question reads so. `question` has its wording until then."""

    place: Place
    question: QuestionRef
    text: str


class QuestionDropped(TypedDict):
    """It is no question."""

    place: Place
    question: QuestionRef


class QuestionsMerged(TypedDict):
    """Several questions are one: the first, which reads so."""

    place: Place
    questions: list[QuestionRef]
    text: str
    placeholder: bool


class QuestionSplit(TypedDict):
    """One question is several; it keeps the first text, `more` are the others."""

    place: Place
    question: QuestionRef
    text: str
    more: list[QuestionRef]


class RepliesWanted(TypedDict):
    """So many replies are wanted, whatever a copy says."""

    place: Place
    wanted: Count


class Moved(TypedDict):
    """A discussion belongs at this place. `instead_of` is the discussion that stood there and gives way: its tasks, and
    the notes on it, are this one's."""

    place: Place
    instead_of: NotRequired[Id]


class Removed(TypedDict):
    """A discussion, a task or a reply is out of the checklist."""

    place: NotRequired[Place]
    task: NotRequired[TaskRef]
    reply: NotRequired[ReplyRef]


class Restored(TypedDict):
    """A discussion or a task is in the checklist again."""

    place: NotRequired[Place]
    task: NotRequired[TaskRef]


class Ticked(TypedDict):
    """A task was done, was tried below its minimum, or had its tick taken back. `progress` is the progress note that
    was posted with it; where the tick was taken back, the note that waits again."""

    place: NotRequired[Place]
    task: TaskRef
    outcome: Literal["done", "tried", "taken back"]
    on: Day | None
    score: str | None
    progress: NotRequired[Key]


class Practised(TypedDict):
    """Practice on a day, with what the person noted of it."""

    place: NotRequired[Place]
    task: TaskRef
    on: Day
    minutes: Annotated[int, "positive"]
    note: str | None
    forgotten: NotRequired[bool]


class PracticeRemoved(TypedDict):
    """An entry of practice is taken out of the log."""

    place: NotRequired[Place]
    practice: Key


class Chosen(TypedDict):
    """One of several was chosen; None takes the choice back."""

    place: NotRequired[Place]
    task: TaskRef
    title: str | None


class Noted(TypedDict):
    """A note on the program, course or discussion the event is about, or on something in it. `progress`: it says how it
    goes and waits to be posted, instead of the note `instead_of`."""

    place: NotRequired[Place]
    question: NotRequired[QuestionRef]
    task: NotRequired[TaskRef]
    reply: NotRequired[ReplyRef]
    text: str | None
    progress: NotRequired[bool]
    instead_of: NotRequired[Key]
    forgotten: NotRequired[bool]


class ProgressPosted(TypedDict):
    """A progress note was posted."""

    place: NotRequired[Place]
    note: Key
    on: Day


class LinkAdded(TypedDict):
    """A link of the person's own on a discussion: a document they share, a video they like."""

    place: Place
    url: str | None
    text: str | None
    forgotten: NotRequired[bool]


class LinkRemoved(TypedDict):
    """It is taken away."""

    place: Place
    key: Key


class Target(TypedDict):
    """What goes into a field of a form: a question or a discussion, or an entry of the profile; nothing of the person's
    where all are None."""

    discussion: Id | None
    question: Key | None
    profile: str | None
    by_person: bool


class FormAttached(TypedDict):
    """The saved page of a form was attached, in place of one attached before."""

    place: NotRequired[Place]
    task: TaskRef
    title: str
    address: str | None
    fields: list[dict[str, Any]]
    matches: dict[str, Target]


class FormMatched(TypedDict):
    """What goes into some fields of the attached form."""

    place: NotRequired[Place]
    task: TaskRef
    matches: dict[str, Target]


class SentText(TypedDict):
    """What was sent in one field. `text` is None once forgotten."""

    label: str
    discussion: Id | None
    question: Key | None
    text: str | None


class FormSubmitted(TypedDict):
    """A form was sent, with these words."""

    place: NotRequired[Place]
    task: TaskRef
    on: Day
    score: str | None
    fields: list[SentText]


class ProfileSet(TypedDict):
    """An entry of the profile; a value of None removes it."""

    name: str
    value: str | None
    forgotten: NotRequired[bool]


class Planned(TypedDict):
    """A plan for a course; `plan` is None where it is taken away."""

    plan: dict[str, Any] | None


class Paused(TypedDict):
    """The program, course, discussion, task, or (about nothing) everything is set aside."""

    place: NotRequired[Place]
    task: NotRequired[TaskRef]
    until: Day | None


class Resumed(TypedDict):
    """It is taken up again."""

    place: NotRequired[Place]
    task: NotRequired[TaskRef]


class ProgramUsed(TypedDict):
    """Short references mean this program."""


class Undone(TypedDict):
    """A command no longer counts; the event is about the command."""


class Redone(TypedDict):
    """It counts again."""


class DeviceNamed(TypedDict):
    """What the device is called."""

    name: str


class Forgotten(TypedDict):
    """Words were removed for good: the parts of events that were blanked, and salted marks by which the same words are
    known in other copies (`events.forgetting`)."""

    salt: str
    parts: dict[Id, list[Part]]
    marks: list[str]


class BackupRestored(TypedDict):
    """A backup took the place of the store. It cannot be undone, nor can what was done before it."""


class Kind(NamedTuple):
    """A kind of event: the shape of what it says, its version, and whether a program that doesn't know it must not
    write.

    Where every event of a kind is one row of a table, `row` names it: `id`, `task_id` or the column of what the event
    is about, and what the event says. `takes_away` names the table of which such an event takes the row with the id
    `key`. `words` are the fields in which the person's own words stand, for `forget`.
    """

    shape: type
    v: int = 1
    must: bool = True
    row: str = ""
    takes_away: str = ""
    words: tuple[str, ...] = ()


KINDS: Mapping[str, Kind] = {
    "program added": Kind(ProgramAdded),
    "program used": Kind(ProgramUsed),
    "discussion outlined": Kind(DiscussionOutlined),
    "thread imported": Kind(ThreadImported),
    "own posts read": Kind(OwnPostsRead),
    "name claimed": Kind(NameClaimed),
    "name dropped": Kind(NameDropped),
    "same person": Kind(SamePerson),
    "post named": Kind(PostNamed),
    "answer written": Kind(AnswerWritten),
    "reply logged": Kind(ReplyLogged),
    "posted": Kind(Posted),
    "posting withdrawn": Kind(PostingWithdrawn),
    "question added": Kind(QuestionAdded),
    "question edited": Kind(QuestionEdited),
    "question dropped": Kind(QuestionDropped),
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
    "progress posted": Kind(ProgressPosted),
    "link added": Kind(LinkAdded, row="link", words=("url", "text")),
    "link removed": Kind(LinkRemoved, takes_away="link"),
    "form attached": Kind(FormAttached),
    "form matched": Kind(FormMatched),
    "form submitted": Kind(FormSubmitted),
    "profile set": Kind(ProfileSet),
    "planned": Kind(Planned),
    "paused": Kind(Paused),
    "resumed": Kind(Resumed),
    "undone": Kind(Undone),
    "redone": Kind(Redone),
    "device named": Kind(DeviceNamed, must=False),
    "forgotten": Kind(Forgotten),
    "backup restored": Kind(BackupRestored, must=False),
}
"""Every kind this program knows."""
