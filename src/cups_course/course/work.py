"""What is left of a course as single things to do, which is what a plan lays over the days.

One thing is an answer, the posting of what is written for a discussion, a reply to a peer, a task, a form, or the
import of a post that nobody has described yet. It is what `check` names as missing, and the forms after that.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from cups_course.course.model import Answer, Course, Discussion, Task
from cups_course.course.progress import (
    FOLLOWS_THE_ANSWERS,
    answers_of,
    discussion_state,
    peers_replied_to,
    question_state,
    task_done,
)
from cups_course.course.remaining import Missing, discussion_name, form_command, missing_in
from cups_course.course.task_steps import task_step


class WorkItem(NamedTuple):
    """One thing to do. `id` never changes, whatever is done before it; `what` is said to the person."""

    id: str
    ref: str
    what: str
    command: str
    optional: bool = False


def work_items(course: Course) -> list[WorkItem]:
    """Everything that is left of a course, in the order in which `next` comes to it; the forms are last.

    What is set aside is not in it.
    """
    owner = {ref: one.id for one in course.discussions for ref in _refs(one)}
    wanted = missing_in(course)
    found: list[WorkItem] = []
    for discussion in _in_turn(course.discussions):
        if not discussion.set_aside:
            found += _in_discussion(discussion, [one for one in wanted if owner.get(one.ref) == discussion.id])
    tasks = {task.ref: task for task in course.tasks}
    for one in wanted:
        if one.ref in tasks:
            found += _task(tasks[one.ref])
        elif one.ref == course.ref:
            found.append(
                WorkItem(f"{course.id}-import", one.ref, f"Import the posts of course {course.number}", one.command)
            )
    found += [thing for task in course.tasks if not (task.counts or task_done(task)) for thing in _task(task)]
    for form in course.forms:
        if not (form.ticked or form.set_aside):
            what = f"Fill in {form.text or 'the evaluation form'}"
            found.append(WorkItem(form.id, form.ref, what, form_command(form, course), not form.counts))
    return found


def done_since(course: Course, day: str) -> int:
    """How many things of a course were done on this ISO day or later."""
    done = 0
    for discussion in course.discussions:
        done += sum(_last_touched(answer) >= day for answer in answers_of(discussion))
        done += sum(reply.given and (reply.replied_on or "") >= day for reply in discussion.peer_replies)
        done += sum((task.done_on or "") >= day for task in discussion.tasks)
    return done + sum((task.done_on or "") >= day for task in (*course.tasks, *course.forms))


def _last_touched(answer: Answer) -> str:
    return max(answer.kept_at[:10], answer.posted_on or "")


def _refs(discussion: Discussion) -> list[str]:
    return [discussion.ref, *(one.ref for one in discussion.questions), *(task.ref for task in discussion.tasks)]


def _in_turn(discussions: Iterable[Discussion]) -> list[Discussion]:
    """What is begun (or done, and has something optional left) before what is new, and last what nobody has
    described."""
    return sorted(discussions, key=lambda one: (not one.known, one.known and discussion_state(one) == "todo"))


def _in_discussion(discussion: Discussion, wanted: Iterable[Missing]) -> Iterator[WorkItem]:
    questions = {one.ref: one for one in discussion.questions}
    tasks = {task.ref: task for task in discussion.tasks}
    place, ref = discussion_name(discussion), discussion.ref
    posting = False
    for one in wanted:
        if one.ref in tasks:
            yield from _task(tasks[one.ref])
        elif one.ref in questions and one.command == f"cups-course answer {one.ref}":
            question = questions[one.ref]
            what = (
                "Answer" if question_state(question, discussion) == "todo" else "Shorten for the form: your answer to"
            )
            yield WorkItem(question.id, one.ref, f"{what} question {question.number} of {place}", one.command)
        elif one.command == f"cups-course answer {ref}":
            yield WorkItem(f"{discussion.id}-answer", ref, f"Answer {place}", one.command)
        elif one.command == f"cups-course peers {ref}":
            yield from _replies(discussion, one.command)
        elif one.command == f"cups-course export {ref} --for thread --copy":
            if not posting:  # all that is written is posted in one go
                yield WorkItem(f"{discussion.id}-post", ref, f"Post your answer for {place}", one.command)
            posting = True
        else:
            yield WorkItem(f"{discussion.id}-import", ref, f"Import {place}, which is not described yet", one.command)
    for task in discussion.tasks:
        follows = task.kind in FOLLOWS_THE_ANSWERS and bool(discussion.asked)
        if not (task.counts or follows or task_done(task, discussion)):
            yield from _task(task)


def _replies(discussion: Discussion, command: str) -> Iterator[WorkItem]:
    wanted = discussion.peer_replies_wanted or 0
    for number in range(len(peers_replied_to(discussion)) + 1, wanted + 1):
        what = f"Reply to a peer in {discussion_name(discussion)}, {number} of {wanted}"
        yield WorkItem(f"{discussion.id}-reply-{number}", discussion.ref, what, command)


def _task(task: Task) -> Iterator[WorkItem]:
    if not task.set_aside:
        wanted = task_step(task)
        yield WorkItem(task.id, task.ref, wanted.what.removesuffix("."), wanted.command, not task.counts)
