"""The one thing to do next, chosen from what is still wanted, and why."""

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from cups_course.model import Course, CoursesAtHand, Discussion, Program, Question, Task
from cups_course.shell import CommandLine, can_be_argument
from cups_course.sittings import (
    Sitting,
    SittingKind,
    course_sittings,
    discussion_sittings,
    is_started,
)
from cups_course.states import all_but_forms_done
from cups_course.tasks import task_step
from cups_course.text import clean
from cups_course.wants import (
    IMPORT,
    Want,
    WantKind,
    answers_posted,
    form_command,
    form_wants,
    missing,
    replies_owed,
    task_done,
)

_UNKNOWN = "Its questions aren't known yet."


class Step(NamedTuple):
    """The one thing to do next, why, its command, and the command that says it is done where that is another one."""

    ref: str
    what: str
    why: str
    command: CommandLine
    then: CommandLine | None = None


Waiting = Callable[[Discussion], Sequence[str | None]]
"""Gives those who wrote to the person in the thread of a discussion and got no reply; None for one without a name."""


class _Candidate(NamedTuple):
    """The step of one course: whether it begins something new, and how much is missing before the course's form."""

    is_new: bool
    missing: int
    step: Step


def next_step(
    programs: Iterable[Program],
    whole: Callable[[Course], Course] = lambda course: course,
    at_hand: CoursesAtHand = CoursesAtHand(),  # noqa: B008 - it never changes
    waiting: Waiting = lambda discussion: (),
) -> Step | None:
    """The one thing to do next; None when everything is done, or there is nothing to do it on.

    The program in use comes first, then the courses at hand: those with something started, and the one nearest to its
    form. Within a course the order is that of the course, whether a post is imported or not. Among replies one to
    somebody who wrote to the person comes first. What is set aside is left alone. Programs may come without what is in
    their courses; then `whole` loads one course.
    """
    for program in sorted(programs, key=lambda program: not program.in_use):
        if program.set_aside:
            continue
        courses = [course for course in program.courses if not course.set_aside]
        latest = [course for course in courses if course.id in at_hand.latest]
        if candidates := [step for course in latest if (step := _in_course(whole(course), waiting))]:
            return min(candidates, key=lambda candidate: candidate[:2]).step
        others = [course for course in courses if course not in latest]
        for course in sorted(others, key=lambda course: course.id not in at_hand.begun):
            if candidate := _in_course(whole(course), waiting):
                return candidate.step
        for task in sorted(program.tasks, key=lambda task: not task.begun):
            if _is_next(task):
                return _task_step(task, "All courses are done.")
    return None


def _in_course(course: Course, waiting: Waiting) -> _Candidate | None:
    sitting = next((one for one in course_sittings(course) if not one.optional), None)
    if sitting is None:
        return None
    if sitting.kind is SittingKind.FORM:
        # What is set aside comes before the form. Without an outline there may be more before it, too, so what is
        # started elsewhere comes first.
        return _Candidate(not course.outlined, 0, step_for(sitting, course)) if all_but_forms_done(course) else None
    is_new = sitting.discussion is not None and not any(map(is_started, course.discussions))
    step = _to_someone_waiting(sitting, waiting) or step_for(sitting, course)
    return _Candidate(is_new or sitting.kind is SittingKind.IMPORT, len(missing(course)), step)


def _is_next(task: Task) -> bool:
    return task.counts and not task.set_aside and not task_done(task)


def _to_someone_waiting(sitting: Sitting, waiting: Waiting) -> Step | None:
    """Where replies are next, the one to somebody who wrote to the person."""
    discussion = sitting.discussion
    if discussion and _wants_only_replies(discussion) and (names := waiting(discussion)):
        return _reply_back(discussion, names[0])
    return None


def _wants_only_replies(discussion: Discussion) -> bool:
    draft = any(not reply.given for reply in discussion.peer_replies)
    return bool(replies_owed(discussion)) and answers_posted(discussion) and not draft


def step_for(sitting: Sitting, course: Course) -> Step:
    """The first step of a sitting, once it is the next one."""
    subject, discussion = sitting.subject, sitting.discussion
    if isinstance(subject, Course):
        what = f"Save the posts of course {subject.number} from the forum and import them."
        return Step(subject.ref, what, _UNKNOWN, IMPORT)
    if isinstance(subject, Discussion):
        if not subject.known:
            what = f"Save the page of {discussion_name(subject)} from the forum and import it."
            return Step(subject.ref, what, _UNKNOWN, IMPORT)
        if sitting.kind is SittingKind.ANSWER:
            return _answer_step(sitting.wants, subject)
        want = sitting.wants[0]
        return _posting_step(want, subject) if want.kind is WantKind.POSTING else _replies_step(want, subject)
    if sitting.kind is SittingKind.FORM:
        return _form_step(subject, course)
    if discussion is None:
        return _task_step(subject, f"All discussions of course {course.number} are done.")
    left = sum(not one.optional for one in discussion_sittings(discussion))
    name = discussion_name(discussion)
    return _task_step(subject, f"{left} tasks are left in {name}." if left > 1 else f"It's all that is left in {name}.")


def _answer_step(open_ones: Sequence[Want], discussion: Discussion) -> Step:
    name, command = discussion_name(discussion), CommandLine("answer", discussion.ref)
    numbers = [str(want.subject.number) for want in open_ones if isinstance(want.subject, Question)]
    if not numbers:
        return Step(discussion.ref, f"Answer {name}.", "It asks for an answer in your own words.", command)
    if len(numbers) == len(discussion.asked):
        count = "1 question" if len(numbers) == 1 else f"{len(numbers)} questions"
        return Step(discussion.ref, f"Answer {name}.", f"It has {count}.", command)
    which = f"question {numbers[0]}"
    if len(numbers) > 1:
        which = f"questions {', '.join(numbers[:-1])} and {numbers[-1]}"
    return Step(discussion.ref, f"Answer {which} of {name}.", "The other questions are answered.", command)


def _posting_step(want: Want, discussion: Discussion) -> Step:
    return Step(
        discussion.ref,
        f"Post your answer to {discussion_name(discussion)}.",
        "Everything is written, but not all of it is posted.",
        want.command,
        CommandLine("posted", discussion.ref),
    )


def _replies_step(want: Want, discussion: Discussion) -> Step:
    name = discussion_name(discussion)
    if draft := next((reply for reply in discussion.peer_replies if not reply.given), None):
        return Step(
            draft.ref,
            f"Post your reply to {draft.peer or 'a peer'} in {name}.",
            "It's written, but not posted yet.",
            CommandLine("show", draft.ref),
            CommandLine("posted", draft.ref),
        )
    wanted = discussion.peer_replies_wanted
    return Step(
        discussion.ref,
        f"{replies_left(want.replies)} in {name}.",
        f"Your answer is posted. The discussion asks for {wanted} {'reply' if wanted == 1 else 'replies'} to peers.",
        want.command,
    )


def _reply_back(discussion: Discussion, name: str | None) -> Step:
    ref, peer = discussion.ref, clean(name) if name else None
    return Step(
        ref,
        f"Reply to {peer or 'a peer'} in {discussion_name(discussion)}.",
        f"{peer or 'Someone'} wrote to you there, and you haven't replied yet. Your reply counts.",
        CommandLine("peers", ref),
        CommandLine("reply", ref, peer) if name and peer == name and can_be_argument(name) else None,
    )


def _task_step(task: Task, why: str) -> Step:
    step = task_step(task)
    return Step(task.ref, step.what, step.how_far or why, step.command, step.then)


def _form_step(form: Task, course: Course) -> Step:
    name = form.text or "the evaluation form"
    if left := sum(1 for _ in form_wants(form, course)):
        fields = "1 field of the form needs" if left == 1 else f"{left} fields of the form need"
        why = f"Everything else is done. {fields} attention."
        return Step(form.ref, f"See what {name} still needs.", why, CommandLine("check", course.ref))
    return Step(
        form.ref,
        f"Fill in {name}. Every answer is ready to paste.",
        f"All {len(course.discussions)} discussions of course {course.number} are done."
        if course.outlined
        else f"Everything imported from course {course.number} is done. If the course has more, import that first.",
        form_command(form, course),
        CommandLine("done", form.ref),
    )


def replies_left(owed: int) -> str:
    """How many replies are still to go."""
    return "1 more reply to go" if owed == 1 else f"{owed} more replies to go"


def discussion_name(discussion: Discussion) -> str:
    """A discussion within a sentence."""
    return f"{discussion.ref}, {discussion.title}" if discussion.title else f"discussion {discussion.ref}"
