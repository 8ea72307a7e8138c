"""How far everything is: the states of the interface and the counts, all worked out from what is still wanted."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from cups_course.model import Answer, Course, Discussion, Program, Task
from cups_course.wants import (
    discussion_wants,
    form_wants,
    missing,
    peers_replied_to,
    question_state,
    task_done,
    wants_before_forms,
)

State = Literal["todo", "started", "done"]
FormState = Literal["todo", "ready", "submitted"]


def discussion_state(discussion: Discussion) -> State:
    """`done` when its content is known and everything it wants is there, `todo` when nothing is, else `started`."""
    if all(want.optional for want in discussion_wants(discussion)):
        return "done"
    begun = discussion.words_kept or any(task.begun or task_done(task, discussion) for task in discussion.tasks)
    return "started" if begun else "todo"


def form_state(form: Task, course: Course) -> FormState:
    """`submitted` once ticked; `ready` when nothing else in the course is missing."""
    if form.ticked:
        return "submitted"
    return "todo" if missing(course) or any(form_wants(form, course)) else "ready"


def all_but_forms_done(course: Course) -> bool:
    """Whether a course has everything that its forms ask about. A course of unknown content has not."""
    return all(want.optional for want in wants_before_forms(course))


def course_state(course: Course) -> State:
    """`done` = all its discussions, tasks and forms."""
    if all_but_forms_done(course) and all(form.ticked for form in course.forms if form.counts):
        return "done"
    begun = any(discussion_state(discussion) != "todo" for discussion in course.discussions)
    return "started" if begun or any(task.begun for task in (*course.tasks, *course.forms)) else "todo"


@dataclass(slots=True, repr=False)  # see model
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
    return [discussion for program in programs for course in program.courses for discussion in course.discussions]


def answers_of(discussion: Discussion) -> list[Answer]:
    """Every answer that is kept in a discussion, the one in one piece last."""
    answers = [question.answer for question in discussion.questions if question.answer]
    return [*answers, discussion.answer] if discussion.answer else answers
