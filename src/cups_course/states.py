"""What is done and what remains, worked out from what is kept. The meanings are those of the interface's "States"."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from cups_course.model import Answer, Course, Discussion, Program, Question, QuestionState, Task
from cups_course.text import fold_name

State = Literal["todo", "started", "done"]
FormState = Literal["todo", "ready", "submitted"]

FOLLOWS_THE_ANSWERS = ("watch", "read")
"""Kinds of tasks that count as done once the questions after them are posted."""

_ORDER: tuple[QuestionState, ...] = ("todo", "draft", "posted")


def question_state(question: Question, discussion: Discussion) -> QuestionState:
    """`todo`, `draft` or `posted`. An answer in one piece gives its state to a question that is not further on."""
    states: list[QuestionState] = [one.state for one in (question.answer, discussion.answer) if one]
    return max(states, key=_ORDER.index, default="todo")


def peers_replied_to(discussion: Discussion) -> list[str | None]:
    """The people who got a reply, once each, in the order of the replies; None for a person without a name.

    Drafts are not counted, nor is what one wrote to oneself. A person without a name counts once for each answer
    replied under.
    """
    people: dict[tuple[str, str | None], str | None] = {}
    for reply in discussion.peer_replies:
        if not reply.given or reply.to_oneself:
            continue
        key = ("name", fold_name(reply.peer)) if reply.peer is not None else ("under", reply.under)
        people.setdefault(key, reply.peer)
    return list(people.values())


def replies_owed(discussion: Discussion) -> int:
    """How many people more want a reply; 0 where the discussion wants none, or nobody has told how many."""
    return max(0, (discussion.peer_replies_wanted or 0) - len(peers_replied_to(discussion)))


def answers_posted(discussion: Discussion) -> bool:
    """Whether everything that wants words has been posted."""
    if discussion.asked:
        return all(question_state(question, discussion) == "posted" for question in discussion.asked)
    if discussion.answer:
        return discussion.answer.posted
    return not discussion.wants_one_piece


def task_done(task: Task, discussion: Discussion | None = None) -> bool:
    """Whether a task is done: ticked, enough hours of practice, or something to watch or read before questions that
    are all posted."""
    if task.ticked or (task.minutes and task.minutes_logged >= task.minutes):
        return True
    return (
        task.kind in FOLLOWS_THE_ANSWERS
        and discussion is not None
        and bool(discussion.asked)
        and answers_posted(discussion)
    )


def discussion_state(discussion: Discussion) -> State:
    """`done` when its content is known and everything it wants is there, `todo` when nothing is, else `started`."""
    if (
        discussion.known
        and answers_posted(discussion)
        and not replies_owed(discussion)
        and all(task_done(task, discussion) for task in discussion.tasks if task.counts)
    ):
        return "done"
    begun = discussion.words_kept or any(task.begun or task_done(task, discussion) for task in discussion.tasks)
    return "started" if begun else "todo"


def form_state(form: Task, course: Course) -> FormState:
    """`submitted` once ticked; `ready` when nothing else in the course is missing."""
    if form.ticked:
        return "submitted"
    return "ready" if all_but_forms_done(course) and not fields_open(form, course) else "todo"


def fields_open(form: Task, course: Course) -> int:
    """How many fields of an attached form cannot be filled yet."""
    if not form.form:
        return 0
    from cups_course.form.filling import open_fields  # not before there is a form: its records take 3 ms to make

    return len(open_fields(form, course))


def all_but_forms_done(course: Course) -> bool:
    """Whether a course has everything that its evaluation form wants to hear about. One of which nobody has told
    anything has not."""
    if is_undescribed(course):
        return False
    return all(discussion_state(one) == "done" for one in course.discussions) and all(
        task_done(task) for task in course.tasks if task.counts
    )


def is_undescribed(course: Course) -> bool:
    """Whether nobody has told anything that the course wants."""
    return not (course.discussions or any(task.counts for task in course.tasks))


def course_state(course: Course) -> State:
    """`done` = all its discussions, tasks and forms."""
    if all_but_forms_done(course) and all(form.ticked for form in course.forms if form.counts):
        return "done"
    begun = any(discussion_state(one) != "todo" for one in course.discussions)
    return "started" if begun or any(task.begun for task in (*course.tasks, *course.forms)) else "todo"


@dataclass(slots=True)
class CourseCounts:
    """How far a course is: its discussions, tasks and forms that count. Of the `unknown` nobody has told what they
    ask; the `optional` ones that are not done stand apart."""

    done: int = 0
    to_do: int = 0
    unknown: int = 0
    optional: int = 0

    @property
    def all(self) -> int:
        """All that count."""
        return self.done + self.to_do + self.unknown


def count_course(course: Course) -> CourseCounts:
    """What a course is made of, and how far it is."""
    counted = CourseCounts()
    for discussion in course.discussions:
        state = discussion_state(discussion)
        counted.done += state == "done"
        counted.unknown += state == "todo" and not discussion.known
        counted.to_do += state == "started" or (state == "todo" and discussion.known)
        counted.optional += _optional_left(discussion.tasks, discussion)
    for task in (*course.tasks, *course.forms):
        if task.counts:
            counted.done += task_done(task)
            counted.to_do += not task_done(task)
    counted.optional += _optional_left([*course.tasks, *course.forms])
    return counted


def _optional_left(tasks: Iterable[Task], discussion: Discussion | None = None) -> int:
    return sum(not (task.counts or task_done(task, discussion)) for task in tasks)


@dataclass(slots=True)
class Totals:
    """Counts over discussions. Replies given are capped at what each discussion wants."""

    discussions_done: int = 0
    discussions: int = 0
    questions_posted: int = 0
    questions_draft: int = 0
    questions: int = 0
    replies_given: int = 0
    replies_wanted: int = 0


def totals(discussions: Iterable[Discussion]) -> Totals:
    """Add up what is done and what there is."""
    total = Totals()
    for discussion in discussions:
        total.discussions += 1
        total.discussions_done += discussion_state(discussion) == "done"
        for question in discussion.asked:
            state = question_state(question, discussion)
            total.questions += 1
            total.questions_posted += state == "posted"
            total.questions_draft += state == "draft"
        wanted = discussion.peer_replies_wanted or 0
        total.replies_wanted += wanted
        total.replies_given += min(wanted, len(peers_replied_to(discussion)))
    return total


def all_discussions(programs: Iterable[Program]) -> list[Discussion]:
    """Every discussion of these programs, in course order."""
    return [one for program in programs for course in program.courses for one in course.discussions]


def answers_of(discussion: Discussion) -> list[Answer]:
    """Every answer that is kept in a discussion, the one in one piece last."""
    answers = [question.answer for question in discussion.questions if question.answer]
    return [*answers, discussion.answer] if discussion.answer else answers
