"""What is left of a course as sittings: what a person does in one go, in the order to do it.

`next` names the first of them, and `plan` spreads all of them over days, so the two agree.
"""

from collections.abc import Iterator, Sequence
from enum import Enum, auto
from typing import NamedTuple

from cups_course.model import Course, Discussion, Task
from cups_course.states import discussion_state
from cups_course.wants import Want, WantKind, discussion_wants, is_undescribed, task_done


class SittingKind(Enum):
    """What is done in one sitting."""

    IMPORT = auto()
    """Import the posts of a course of unknown content."""
    ANSWER = auto()
    """Read a discussion, its post imported first if need be, and answer it."""
    POST = auto()
    """Post the answers to a discussion, and reply to peers there."""
    TASK = auto()
    FORM = auto()


class Sitting(NamedTuple):
    """One sitting. `wants` are the open things that are done in it, the first one first."""

    kind: SittingKind
    subject: Course | Discussion | Task
    wants: Sequence[Want]
    discussion: Discussion | None = None
    optional: bool = False


def course_sittings(course: Course) -> Iterator[Sitting]:
    """What is left of a course in course order: the discussions, the course's own tasks, and the forms. What is set
    aside is left out."""
    if is_undescribed(course):
        yield Sitting(SittingKind.IMPORT, course, [Want(WantKind.DESCRIPTION, course)])
    for discussion in course.discussions:
        if not discussion.set_aside:
            yield from discussion_sittings(discussion)
    for task in sorted(course.tasks, key=lambda task: not task.counts):
        if not task_done(task):
            yield from _of_task(Want(WantKind.TASK, task, optional=not task.counts))
    for form in course.forms:
        if not form.ticked and not form.set_aside:
            want = Want(WantKind.FORM, form, optional=not form.counts, course=course)
            yield Sitting(SittingKind.FORM, form, [want], optional=want.optional)


def is_started(discussion: Discussion) -> bool:
    """Whether a discussion is begun and not done. One of unknown content has to be imported first, in its turn."""
    return discussion.known and discussion_state(discussion) == "started"


def discussion_sittings(discussion: Discussion) -> Iterator[Sitting]:
    """What is left of a discussion. One of unknown content counts as an ordinary one: answers, then replies."""
    wants = list(discussion_wants(discussion))
    to_write = [want for want in wants if want.kind in (WantKind.DESCRIPTION, WantKind.ANSWER)]
    to_post = [want for want in wants if want.kind in (WantKind.POSTING, WantKind.REPLIES)]
    if to_write:
        yield Sitting(SittingKind.ANSWER, discussion, to_write, discussion)
    if to_write or to_post:
        yield Sitting(SittingKind.POST, discussion, to_post, discussion)
    for want in wants:
        if want.kind is WantKind.TASK:
            yield from _of_task(want)


def _of_task(want: Want) -> Iterator[Sitting]:
    assert isinstance(want.subject, Task)
    if not want.subject.set_aside:
        yield Sitting(SittingKind.TASK, want.subject, [want], want.discussion, want.optional)
