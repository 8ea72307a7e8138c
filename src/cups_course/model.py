"""What the store holds, as the rules see it: programs, courses, discussions, and what the person has done in each.

Built by `store.reading`; nothing here knows where it came from. A `ref` is what can be typed in this store for the
thing (see `course.references`); an `id` never changes.
"""

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from cups_course.form.form import AttachedForm, Sent


TASK_KINDS = ("watch", "read", "quiz", "exam", "oath", "form", "practicum", "elective", "other")
"""Everything a course may want beside answers and peer replies. A course's own `form` is its evaluation form."""

# No repr: Python writes code for each at import, which is 4 % of the start of `status` (benchmarks/start.py).

AnswerState = Literal["draft", "posted"]
QuestionState = Literal["todo", "draft", "posted"]
Rhythm = Literal["day", "week", "month"]
"""How often something comes again."""


@dataclass(slots=True, repr=False)
class Answer:
    """What is kept for a question, or for a discussion in one piece: the words of its current version.

    `kept_at` is UTC; `posted_on` the ISO day of the latest posting of any version, where it is known.
    """

    id: str
    text: str
    kept_at: str
    posted: bool = False
    posted_on: str | None = None
    changed_since_posted: bool = False
    address: str | None = None
    """Where in the forum it was posted, where the person told."""

    @property
    def state(self) -> AnswerState:
        """`posted` once some version was, though a newer one may be kept."""
        return "posted" if self.posted else "draft"


class Note(NamedTuple):
    """A note of the person's own on anything that has a reference."""

    id: str
    text: str
    at: str


class SetAside(NamedTuple):
    """That something is not for now: until an ISO day, or until it is taken up again. With `everything` it is all there
    is that was set aside."""

    until: str | None
    everything: bool = False


class Plan(NamedTuple):
    """How a person means to pace a course: to be done `by` an ISO day, or so many things `per_week`; one of the two.

    `start` is the ISO day on which it begins, `per_day` the most things of a day (None: as many as `laying` holds for
    enough), `rest` the days of rest as `coming.Rest` writes them. What is to be done when is never kept: it is worked
    out from what remains.
    """

    start: str
    by: str | None = None
    per_week: int | None = None
    per_day: int | None = None
    rest: tuple[str, ...] = ()


@dataclass(slots=True, repr=False)
class Question:
    """One prompt. A `placeholder` holds the place of a question whose wording nobody has told yet; a `dropped` one is
    no longer asked and wants nothing, but what was answered stays with it."""

    id: str
    ref: str
    number: int
    text: str
    placeholder: bool = False
    dropped: bool = False
    answer: Answer | None = None
    notes: list[Note] = field(default_factory=list)


class Attempt(NamedTuple):
    """One time that a task was done, or tried below its minimum (then not `enough`)."""

    on: str | None
    score: str | None
    enough: bool


class Practice(NamedTuple):
    """Practice on a day, with what the person noted of it."""

    id: str
    on: str
    minutes: int
    note: str = ""


class ProgressNote(NamedTuple):
    """A note that says how it goes. `posted_on` is None while it waits to be posted; `id` is that of the note."""

    id: str
    text: str
    at: str
    posted_on: str | None = None


@dataclass(slots=True, repr=False)
class Task:
    """Anything else that is wanted, a form included. `score` and `minimum` are as written, such as "9/10".

    `ticked` says that the person did it, as often as it is wanted; a tick counts for what is chosen only.
    """

    id: str
    ref: str
    kind: str
    number: int
    text: str
    optional: bool = False
    minimum: str | None = None
    ticked: bool = False
    done_on: str | None = None
    score: str | None = None
    notes: list[Note] = field(default_factory=list)
    form: "AttachedForm | None" = None
    """The evaluation form itself, where its saved page was attached."""
    sent: "Sent | None" = None
    """What was sent, where this is a form that was."""
    bonus: bool = False
    """Something extra, which is `optional` as well."""
    retakes: bool | None = None
    """Whether it may be taken again, where anybody told."""
    choices: tuple[str, ...] = ()
    """The titles of which one is chosen."""
    minutes: int | None = None
    """How much practice it wants."""
    times: int | None = None
    every: Rhythm | None = None
    """How many times and how often it is wanted; both None: once. Without `times` it goes on as long as the course."""
    words: str = ""
    """The words of an oath, to post as they are."""
    attempts: list[Attempt] = field(default_factory=list)
    choice: str | None = None
    practice: list[Practice] = field(default_factory=list)
    progress: list[ProgressNote] = field(default_factory=list)
    set_aside: SetAside | None = None

    @property
    def counts(self) -> bool:
        """Whether anything waits for it: what is optional, or a bonus, is never in the way."""
        return not (self.optional or self.bonus)

    @property
    def repeated(self) -> bool:
        """Whether it is wanted more than once."""
        return self.every is not None or (self.times or 1) > 1

    @property
    def times_done(self) -> int:
        """How often it was done."""
        return sum(attempt.enough for attempt in self.attempts)

    @property
    def minutes_logged(self) -> int:
        """How much practice there is."""
        return sum(one.minutes for one in self.practice)

    @property
    def begun(self) -> bool:
        """Whether the person did anything on it."""
        return bool(self.ticked or self.attempts or self.choice or self.practice or self.progress)


@dataclass(slots=True, repr=False)
class PeerReply:
    """A reply to another participant. `given` is False while it is a draft. `peer` is None where the copy does not say
    who was addressed: then `under` (the answer it stands under) tells one nameless person from another. One is
    `to_oneself` where it names oneself, or nobody below one's own answer."""

    id: str
    ref: str
    peer: str | None
    text: str
    kept_at: str
    given: bool
    replied_on: str | None = None
    under: str | None = None
    to_oneself: bool = False
    notes: list[Note] = field(default_factory=list)


@dataclass(slots=True, repr=False)
class Discussion:
    """One course post. `known` is False while nobody has told its content; `peer_replies_wanted` is None then too."""

    id: str
    ref: str
    number: int
    title: str
    known: bool
    peer_replies_wanted: int | None
    address: str | None = None
    peer_replies_told: int | None = None
    """How many its post or an outline speaks of, also while its content is not known."""
    part: str = ""
    """The heading it stands under where its course has parts, such as "Module 2"."""
    questions: list[Question] = field(default_factory=list)
    answer: Answer | None = None
    peer_replies: list[PeerReply] = field(default_factory=list)
    tasks: list[Task] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    set_aside: SetAside | None = None

    @property
    def asked(self) -> list[Question]:
        """The questions that want an answer: those not dropped."""
        return [question for question in self.questions if not question.dropped]

    @property
    def wants_one_piece(self) -> bool:
        """Whether a post of which no question is known wants an answer all the same: so does one that wants nothing
        else."""
        tasks = any(task.counts for task in self.tasks)
        return not (self.asked or tasks or self.peer_replies_wanted)

    @property
    def words_kept(self) -> bool:
        """Whether any words of the person's own are kept here."""
        return bool(self.answer or self.peer_replies or any(question.answer for question in self.questions))


@dataclass(slots=True, repr=False)
class Course:
    """A numbered part of a program. `tasks` are its own, without the `forms` it ends in. One that is not `outlined` is
    known only in part, or from what was imported: it may have discussions that nobody has told of."""

    id: str
    ref: str
    number: int
    title: str
    discussions: list[Discussion] = field(default_factory=list)
    tasks: list[Task] = field(default_factory=list)
    forms: list[Task] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    outlined: bool = True
    progress: list[ProgressNote] = field(default_factory=list)
    set_aside: SetAside | None = None
    plan: Plan | None = None
    credits: str = ""
    """What it counts towards the program, as written, such as "3" or "7.5 ECTS"."""

    def short_ref(self, form: Task) -> str:
        """How one of its forms is named in a command: the only one by the course."""
        return self.ref if len(self.forms) == 1 else form.ref


@dataclass(slots=True, repr=False)
class Program:
    """A set of courses in one version."""

    id: str
    key: str
    title: str
    in_use: bool = False
    courses: list[Course] = field(default_factory=list)
    tasks: list[Task] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    progress: list[ProgressNote] = field(default_factory=list)
    set_aside: SetAside | None = None
    about: str = ""
    """A line on what it is and for whom."""

    @property
    def ref(self) -> str:
        """A program's reference is its key."""
        return self.key


class Link(NamedTuple):
    """A link, with what the person calls it."""

    id: str
    url: str
    text: str


class CoursesAtHand(NamedTuple):
    """The courses a person works on, by id: those in which they did something, and the few with the latest doings."""

    begun: Collection[str] = ()
    latest: Collection[str] = ()
