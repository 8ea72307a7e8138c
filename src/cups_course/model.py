"""The model: programs, courses and discussions, and what the person has done in each.

`store.reading` builds it. A `ref` is what a person can type for a thing in this store (see `refs`). An `id` never
changes.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from cups_course.form.form import AttachedForm, Sent

TASK_KINDS = ("watch", "read", "quiz", "exam", "oath", "form", "practicum", "elective", "other")
"""What a course may ask for besides answers and peer replies. A course's own `form` is its evaluation form."""

# No repr: Python writes code for each at import, which is 4 % of the start of `status` (benchmarks/start.py).

AnswerState = Literal["draft", "posted"]
QuestionState = Literal["todo", "draft", "posted"]
Rhythm = Literal["day", "week", "month"]
"""How often a task comes again."""


@dataclass(slots=True, repr=False)
class Answer:
    """The answer to a question, or to a discussion in one piece, in its current version.

    `kept_at` is UTC. `posted_on` is the ISO day of the latest posting of any version, if it is known.
    """

    id: str
    text: str
    kept_at: str
    posted: bool = False
    posted_on: str | None = None
    changed_since_posted: bool = False
    address: str | None = None
    """The address of the post in the forum, if the person gave it."""

    @property
    def state(self) -> AnswerState:
        """`posted` once any version was posted, even if a newer one was not."""
        return "posted" if self.posted else "draft"


class Note(NamedTuple):
    """The person's own note on anything that has a reference."""

    id: str
    text: str
    at: str


class SetAside(NamedTuple):
    """That something waits until an ISO day, or with None until the person resumes it.

    `everything`: the person set aside all there is, not this thing alone.
    """

    until: str | None
    everything: bool = False


class Plan(NamedTuple):
    """How a person wants to pace a course: to be done `by` an ISO day, or a number of things `per_week`.

    `start` is the ISO day on which it begins, `per_day` the most things on a day (None for `pace.plan.MOST_A_DAY`),
    and `rest` the days of rest as `pace.days.parse_rest_days` reads them. The schedule itself is never kept: it is
    worked out from what remains.
    """

    start: str
    by: str | None = None
    per_week: int | None = None
    per_day: int | None = None
    rest: tuple[str, ...] = ()


@dataclass(slots=True, repr=False)
class Question:
    """One prompt.

    A `placeholder` stands for a question whose wording is not known yet. A `dropped` question is no longer asked, but
    keeps its answer.
    """

    id: str
    ref: str
    number: int
    text: str
    placeholder: bool = False
    dropped: bool = False
    answer: Answer | None = None
    notes: list[Note] = field(default_factory=list)


class Attempt(NamedTuple):
    """One time that a task was done, or tried with a score below its minimum (not `enough`)."""

    on: str | None
    score: str | None
    enough: bool


class Practice(NamedTuple):
    """Practice on a day, with a note."""

    id: str
    on: str
    minutes: int
    note: str = ""


class ProgressNote(NamedTuple):
    """A text written for a task, such as a progress note or an oath. `posted_on` is None until it is posted."""

    id: str
    text: str
    at: str
    posted_on: str | None = None


@dataclass(slots=True, repr=False)
class Task:
    """Anything else that a course asks for, also a form. `score` and `minimum` are as written, such as "9/10".

    `ticked`: the person did it as often as it is asked for. For an elective a tick counts only for what was chosen.
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
    """The fields of an evaluation form, if its saved page was attached."""
    sent: "Sent | None" = None
    """The copy of a form that was sent."""
    bonus: bool = False
    """Something extra; it is `optional` as well."""
    retakes: bool | None = None
    """Whether it may be taken again, if that is known."""
    choices: tuple[str, ...] = ()
    """The titles to choose one from."""
    minutes: int | None = None
    """The minutes of practice that it asks for."""
    times: int | None = None
    every: Rhythm | None = None
    """How many times and how often it is asked for; once if both are None. With `every` alone it goes on as long as the
    course."""
    words: str = ""
    """The words of an oath, to post as they are."""
    attempts: list[Attempt] = field(default_factory=list)
    choice: str | None = None
    practice: list[Practice] = field(default_factory=list)
    progress: list[ProgressNote] = field(default_factory=list)
    set_aside: SetAside | None = None

    @property
    def counts(self) -> bool:
        """Whether the course needs it: it is neither optional nor a bonus."""
        return not (self.optional or self.bonus)

    @property
    def repeated(self) -> bool:
        """Whether it is asked for more than once."""
        return self.every is not None or (self.times or 1) > 1

    @property
    def times_done(self) -> int:
        """How often it was done."""
        return sum(attempt.enough for attempt in self.attempts)

    @property
    def minutes_logged(self) -> int:
        """The minutes of all practice."""
        return sum(one.minutes for one in self.practice)

    @property
    def begun(self) -> bool:
        """Whether the person has done anything for it."""
        return bool(self.ticked or self.attempts or self.choice or self.practice or self.progress)


@dataclass(slots=True, repr=False)
class PeerReply:
    """A reply to another participant; a draft until it is `given`.

    `peer` is None if the copy of the thread does not say whom it addresses. Then `under`, the answer it is under, tells
    nameless people apart. `to_oneself`: it names the person, or names nobody and is under their own answer.
    """

    id: str
    ref: str
    peer: str | None
    text: str
    kept_at: str
    given: bool
    replied_on: str | None = None
    under: str | None = None
    to_oneself: bool = False
    address: str | None = None
    """The address of the post in the forum, if the person gave it."""
    notes: list[Note] = field(default_factory=list)


@dataclass(slots=True, repr=False)
class Discussion:
    """One course post. Until its content is `known`, `peer_replies_wanted` is None."""

    id: str
    ref: str
    number: int
    title: str
    known: bool
    peer_replies_wanted: int | None
    address: str | None = None
    peer_replies_told: int | None = None
    """How many its post or an outline mentions, even if its content is not known."""
    part: str = ""
    """The part of the course that it belongs to, such as "Module 2"."""
    implied: bool = False
    """Whether only the number of a later one proves it. It isn't in the store."""
    questions: list[Question] = field(default_factory=list)
    answer: Answer | None = None
    peer_replies: list[PeerReply] = field(default_factory=list)
    tasks: list[Task] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    set_aside: SetAside | None = None

    @property
    def asked(self) -> list[Question]:
        """The questions that are not dropped."""
        return [question for question in self.questions if not question.dropped]

    @property
    def wants_one_piece(self) -> bool:
        """Whether it wants an answer though none of its questions are known, because it asks for nothing else."""
        tasks = any(task.counts for task in self.tasks)
        return not (self.asked or tasks or self.peer_replies_wanted)

    @property
    def words_kept(self) -> bool:
        """Whether any answer or reply is kept here."""
        return bool(self.answer or self.peer_replies or any(question.answer for question in self.questions))


@dataclass(slots=True, repr=False)
class Course:
    """A numbered part of a program. Its `tasks` do not include the `forms` that it ends with.

    A course that is not `outlined` may have discussions that are not known yet.
    """

    id: str
    ref: str
    number: int
    title: str
    discussions: list[Discussion] = field(default_factory=list)
    tasks: list[Task] = field(default_factory=list)
    forms: list[Task] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    outlined: bool = True
    set_aside: SetAside | None = None
    plan: Plan | None = None
    credits: str = ""
    """What it counts towards the program, as written, such as "3" or "7.5 ECTS"."""

    def short_ref(self, form: Task) -> str:
        """What names a form in a command: the course if it has only one form."""
        return self.ref if len(self.forms) == 1 else form.ref


@dataclass(slots=True, repr=False)
class Program:
    """One version of a set of courses. Short references such as 2.2 mean the program `in_use`."""

    id: str
    key: str
    title: str
    in_use: bool = False
    courses: list[Course] = field(default_factory=list)
    tasks: list[Task] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    set_aside: SetAside | None = None
    about: str = ""
    """A line on what the program is, and for whom."""

    @property
    def ref(self) -> str:
        """What names the program in a reference: its key."""
        return self.key


_LONGEST_GAP = 15
"""The most discussions in a row that the number of a later one proves."""


def implied_numbers(numbers: Iterable[int]) -> list[int]:
    """The numbers of discussions that these prove: number 4 proves 1 to 3. A longer gap proves nothing."""
    implied: list[int] = []
    before = 0
    for number in sorted(numbers):
        gap = range(before + 1, number)
        implied += gap if len(gap) <= _LONGEST_GAP else ()
        before = number
    return implied


class Link(NamedTuple):
    """A link of the person's own on a discussion, with their text for it."""

    id: str
    url: str
    text: str


class CoursesAtHand(NamedTuple):
    """The courses a person works on, by id: those in which they did something, and the few with the latest doings."""

    begun: Collection[str] = ()
    latest: Collection[str] = ()
