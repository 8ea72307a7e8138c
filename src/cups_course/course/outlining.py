"""What a program of the store says as an outline: all that it wants, imports included, and nothing of the person's."""

from cups_course.course.addresses import is_web_address
from cups_course.course.model import Course, Discussion, Program, Task
from cups_course.course.outline import Outline, OutlineCourse, OutlineDiscussion
from cups_course.course.thread import WantedTask
from cups_course.course.wording import fold_space


def outline_of(program: Program) -> Outline:
    """The outline that makes this program in another store."""
    return Outline(
        program.key,
        program.title,
        tuple(_course(one) for one in program.courses),
        tuple(_task(one) for one in program.tasks),
        program.about,
    )


def _course(course: Course) -> OutlineCourse:
    return OutlineCourse(
        course.number,
        fold_space(course.title),
        tuple(_discussion(one) for one in course.discussions),
        tuple(_task(one) for one in course.tasks),
        tuple(fold_space(form.text) for form in course.forms) or ("",),
        complete=course.outlined,
        credits=course.credits,
    )


def _discussion(discussion: Discussion) -> OutlineDiscussion:
    asked = tuple(None if one.placeholder else fold_space(one.text) for one in discussion.asked)
    known = discussion.known or bool(asked)
    wanted = discussion.peer_replies_wanted
    if wanted is None:
        wanted = discussion.peer_replies_told or (0 if known else None)
    return OutlineDiscussion(
        discussion.number,
        fold_space(discussion.title),
        asked if known else None,
        wanted,
        tuple(_task(one) for one in discussion.tasks),
        discussion.part,
        discussion.address if is_web_address(discussion.address) else None,
    )


def _task(task: Task) -> WantedTask:
    return WantedTask(
        task.kind,
        fold_space(task.text),
        task.optional,
        task.minimum,
        task.bonus,
        task.retakes,
        task.choices,
        task.minutes / 60 if task.minutes else None,
        task.times,
        task.every,
        task.words,
    )
