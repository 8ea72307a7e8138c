"""What is still wanted: every open thing of a discussion, a course and its forms, each with the command for it.

States, `status`, `next`, `check`, `plan` and the bars only count and choose among these, so they cannot disagree. The
rules are those of "States" and "Peer replies" in the interface.
"""

from collections.abc import Iterator, Set
from enum import Enum, auto
from typing import TYPE_CHECKING, NamedTuple

from cups_course.model import Course, Discussion, Question, QuestionState, Task
from cups_course.shell import CommandLine
from cups_course.tasks import task_step
from cups_course.text import fold_name

if TYPE_CHECKING:
    from cups_course.form.filling import Field

IMPORT = CommandLine("import", "SAVED-COPY")
"""The command that describes what is not known yet."""

_FOLLOWS_THE_ANSWERS = ("watch", "read")
"""The kinds of tasks that count as done once the questions after them are posted."""
_ORDER: tuple[QuestionState, ...] = ("todo", "draft", "posted")


class WantKind(Enum):
    """What has to be done."""

    DESCRIPTION = auto()
    """Import a course or a discussion, so that it is known what it asks."""
    ANSWER = auto()
    POSTING = auto()
    """Post a draft in the thread."""
    REPLIES = auto()
    TASK = auto()
    PREPARATION = auto()
    """Watch or read something. It is done with the answers after it, so it is never missing by itself."""
    SHORTER_ANSWER = auto()
    """Shorten an answer that is too long for its field of the form."""
    PROFILE = auto()
    """Fill in, or shorten, an entry of the profile that the form asks for."""
    MATCH = auto()
    """Say what goes into a field of the form."""
    FORM = auto()
    """Fill in a form and send it."""


class Want(NamedTuple):
    """One open thing. What is `optional` is never in the way of the form.

    `subject` is what it is about, `discussion` where that stands. `replies` is how many people still want a reply. Of
    what a form wants `course` is the course of the form, and `field` the field.
    """

    kind: WantKind
    subject: Course | Discussion | Question | Task
    discussion: Discussion | None = None
    optional: bool = False
    replies: int = 0
    course: Course | None = None
    field: "Field | None" = None

    @property
    def ref(self) -> str:
        """What can be typed for the subject."""
        return self.subject.ref

    @property
    def command(self) -> CommandLine:
        """The command that does it, or the first step of it."""
        match self.kind:
            case WantKind.DESCRIPTION:
                return IMPORT
            case WantKind.ANSWER | WantKind.SHORTER_ANSWER:
                return CommandLine("answer", self.ref)
            case WantKind.POSTING:
                return CommandLine("export", (self.discussion or self.subject).ref, "--for", "thread", "--copy")
            case WantKind.REPLIES:
                return CommandLine("peers", self.ref)
            case WantKind.PROFILE if self.field:
                return CommandLine("profile", self.field.ref, "...")
        assert isinstance(self.subject, Task)
        if self.course is None:
            return task_step(self.subject).command
        form = form_command(self.subject, self.course)
        return form.and_also("--match", f"{self.field.number}=REF") if self.field else form


def form_command(form: Task, course: Course) -> CommandLine:
    """The command that fills in a form."""
    return CommandLine("form", course.short_ref(form))


# --- the parts of a discussion ---------------------------------------------------------------------------------------


def question_state(question: Question, discussion: Discussion) -> QuestionState:
    """`todo`, `draft` or `posted`. A question takes the state of the answer in one piece unless its own is further."""
    own: QuestionState = question.answer.state if question.answer else "todo"
    if discussion.answer is None:
        return own
    return max(own, discussion.answer.state, key=_ORDER.index)


def changed_since_posted(question: Question, discussion: Discussion) -> bool:
    """Whether the answer to a posted question isn't what was posted: it has a newer text, or one of its own that was
    written after the posted answer to all questions."""
    answer = question.answer
    if answer is None or answer.posted:
        return bool(answer and answer.changed_since_posted)
    return question_state(question, discussion) == "posted"


def peers_replied_to(discussion: Discussion) -> list[str | None]:
    """The people who got a reply, once each, in the order of the replies; None for a person without a name.

    Drafts are not counted, nor replies to oneself. A person without a name counts once for each answer replied under.
    """
    people: dict[tuple[str, str | None], str | None] = {}
    for reply in discussion.peer_replies:
        if not reply.given or reply.to_oneself:
            continue
        key = ("name", fold_name(reply.peer)) if reply.peer is not None else ("under", reply.under)
        people.setdefault(key, reply.peer)
    return list(people.values())


def replies_owed(discussion: Discussion) -> int:
    """How many people more want a reply; 0 where the discussion wants none, or the number is not known."""
    return max(0, (discussion.peer_replies_wanted or 0) - len(peers_replied_to(discussion)))


def answers_posted(discussion: Discussion) -> bool:
    """Whether everything that wants words has been posted."""
    if discussion.asked:
        return all(question_state(question, discussion) == "posted" for question in discussion.asked)
    if discussion.answer:
        return discussion.answer.posted
    return not discussion.wants_one_piece


def task_done(task: Task, discussion: Discussion | None = None) -> bool:
    """Whether a task is done: ticked, practised long enough, or something to watch or read before questions that are
    all posted."""
    if task.ticked or (task.minutes and task.minutes_logged >= task.minutes):
        return True
    return discussion is not None and _follows_the_answers(task, discussion) and answers_posted(discussion)


def _follows_the_answers(task: Task, discussion: Discussion) -> bool:
    return task.kind in _FOLLOWS_THE_ANSWERS and bool(discussion.asked)


# --- what is open ----------------------------------------------------------------------------------------------------


def discussion_wants(discussion: Discussion) -> Iterator[Want]:
    """What is open in a discussion, in the order a person would do it, optional tasks last."""
    if not discussion.known:
        yield Want(WantKind.DESCRIPTION, discussion, discussion)
    states = [(question, question_state(question, discussion)) for question in discussion.asked]
    yield from (Want(WantKind.ANSWER, question, discussion) for question, state in states if state == "todo")
    if discussion.known and discussion.wants_one_piece and discussion.answer is None:
        yield Want(WantKind.ANSWER, discussion, discussion)
    yield from (Want(WantKind.POSTING, question, discussion) for question, state in states if state == "draft")
    if discussion.answer and not discussion.answer.posted and not discussion.asked:
        yield Want(WantKind.POSTING, discussion, discussion)
    if owed := replies_owed(discussion):
        yield Want(WantKind.REPLIES, discussion, discussion, replies=owed)
    for task in sorted(discussion.tasks, key=lambda task: not task.counts):
        if not task_done(task, discussion):
            kind = WantKind.PREPARATION if _follows_the_answers(task, discussion) else WantKind.TASK
            yield Want(kind, task, discussion, optional=not task.counts)


def wants_before_forms(course: Course) -> Iterator[Want]:
    """What is open in a course apart from its forms, in the order a person would do it: the discussions, then the
    course's own tasks, optional ones last."""
    if is_undescribed(course):
        yield Want(WantKind.DESCRIPTION, course)
    for discussion in course.discussions:
        yield from discussion_wants(discussion)
    for task in sorted(course.tasks, key=lambda task: not task.counts):
        if not task_done(task):
            yield Want(WantKind.TASK, task, optional=not task.counts)


def course_wants(course: Course) -> Iterator[Want]:
    """Everything that is open in a course: what comes before the forms, what attached forms need beside that, and the
    forms themselves. Nothing of an undescribed course can be matched with a form yet."""
    wants = list(wants_before_forms(course))
    yield from wants
    named = {want.ref for want in wants}
    forms = [form for form in course.forms if not form.ticked]
    for form in forms:
        if form.counts and not is_undescribed(course):
            needed = [want for want in form_wants(form, course) if _is_new(want, named)]
            named |= {want.ref for want in needed}
            yield from needed
    yield from (Want(WantKind.FORM, form, optional=not form.counts, course=course) for form in forms)


def _is_new(want: Want, named: Set[str]) -> bool:
    """Whether what a form wants is more than an answer that is named already."""
    return want.kind is not WantKind.ANSWER or want.ref not in named


def form_wants(form: Task, course: Course) -> Iterator[Want]:
    """What an attached form needs before each of its fields can be filled."""
    if not form.form:
        return
    from cups_course.form.filling import open_fields  # the records of forms take 3 ms to make

    subjects: dict[str | None, tuple[Discussion | Question, Discussion]] = {}
    for discussion in course.discussions:
        subjects[discussion.id] = discussion, discussion
        subjects |= {question.id: (question, discussion) for question in discussion.questions}
    for field in open_fields(form, course):
        if field.kind == "profile":
            yield Want(WantKind.PROFILE, form, course=course, field=field)
        elif field.kind == "open":
            yield Want(WantKind.MATCH, form, course=course, field=field)
        else:
            subject, discussion = subjects[field.question_id or field.discussion_id]
            kind = WantKind.SHORTER_ANSWER if field.too_long_by else WantKind.ANSWER
            yield Want(kind, discussion if field.in_one_piece else subject, discussion, course=course, field=field)


def missing(course: Course) -> list[Want]:
    """What is open before the forms of a course are ready. Empty means ready."""
    never = (WantKind.PREPARATION, WantKind.FORM)
    return [want for want in course_wants(course) if not want.optional and want.kind not in never]


def is_undescribed(course: Course) -> bool:
    """Whether nothing is known of what the course wants."""
    return not (course.discussions or any(task.counts for task in course.tasks))
