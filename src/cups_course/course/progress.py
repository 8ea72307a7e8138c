"""What is done and what remains, worked out from what is kept. The meanings are those of the interface's "States"."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from cups_course.course.model import Course, Discussion, Program, Question, QuestionState, Task
from cups_course.course.wording import fold_name

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
    """Whether a task is done: ticked, or something to watch or read before questions that are all posted."""
    if task.ticked:
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
        and all(task.optional or task_done(task, discussion) for task in discussion.tasks)
    ):
        return "done"
    begun = discussion.words_kept or any(task_done(task, discussion) for task in discussion.tasks)
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
    from cups_course.course.filling import gaps  # not before there is a form: its records take 3 ms to make

    return len(gaps(form, course))


def all_but_forms_done(course: Course) -> bool:
    """Whether a course has everything that its evaluation form wants to hear about. One of which nobody has told
    anything has not."""
    if not (course.discussions or course.tasks):
        return False
    return all(discussion_state(one) == "done" for one in course.discussions) and all(
        task.optional or task_done(task) for task in course.tasks
    )


def course_state(course: Course) -> State:
    """`done` = all its discussions, tasks and forms."""
    if all_but_forms_done(course) and all(form.ticked or form.optional for form in course.forms):
        return "done"
    begun = any(discussion_state(one) != "todo" for one in course.discussions)
    return "started" if begun or any(task.ticked for task in (*course.tasks, *course.forms)) else "todo"


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
