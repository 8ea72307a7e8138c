"""What is still missing before an evaluation form, and the one thing to do next, each with the command for it."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from cups_course.model import Course, Discussion, Program, Question, Task
from cups_course.states import (
    FOLLOWS_THE_ANSWERS,
    all_but_forms_done,
    answers_posted,
    discussion_state,
    fields_open,
    is_undescribed,
    question_state,
    replies_owed,
    task_done,
)
from cups_course.tasks import still_to_do, task_step
from cups_course.text import clean, count_words, fold

if TYPE_CHECKING:
    from cups_course.thread.peers import Message


_UNTOLD = "not described yet"
_UNTOLD_WHY = "What it asks is not described yet."
_IMPORT = "cups-course import SAVED-COPY"
_VERY_SHORT = 5
_PLACEHOLDERS = ("todo", "tbd", "xxx", "lorem ipsum", "write here", "...", "…")


class Missing(NamedTuple):
    """One thing that is wanted and not there yet."""

    ref: str
    what: str
    command: str


class Step(NamedTuple):
    """The one thing to do next, why, its command, and the command that says it is done where that is another one."""

    ref: str
    what: str
    why: str
    command: str
    then: str | None = None


def missing_in(course: Course, waiting: Callable[[Discussion], Sequence[str]] = lambda _: ()) -> list[Missing]:
    """Everything before the course's forms are ready, in the order a person would mend it. Empty means ready.

    `waiting` names some of those who answered in a discussion and would be glad of a reply.
    """
    if is_undescribed(course):
        return [Missing(course.ref, _UNTOLD, _IMPORT)]
    found = [one for discussion in course.discussions for one in _missing_in(discussion, waiting)]
    found += [_task_to_do(task) for task in course.tasks if task.counts and not task_done(task)]
    for form in course.forms:
        if form.form and form.counts and not form.ticked:
            found += _missing_in_form(form, course, {one.ref for one in found})
    return found


def _missing_in_form(form: Task, course: Course, said: set[str]) -> Iterator[Missing]:
    """What an attached form wants beside what was `said` to be missing."""
    from cups_course.form.filling import open_fields

    for field in open_fields(form, course):
        long = f"{field.too_long_by} characters too long for its field “{field.label}”" if field.too_long_by else ""
        if field.kind == "profile":
            asks = long or f"the form asks for “{field.label}”"
            yield Missing(form.ref, asks, f'cups-course profile {field.ref} "..."')
        elif field.kind == "open":
            goes = f"cups-course form {course.short_ref(form)} --match {field.number}=REF"
            yield Missing(form.ref, f"nobody has said what goes into “{field.label}”", goes)
        elif long or field.ref not in said:
            yield Missing(field.ref, long or "not answered yet", f"cups-course answer {field.ref}")


def _missing_in(discussion: Discussion, waiting: Callable[[Discussion], Sequence[str]]) -> Iterator[Missing]:
    ref = discussion.ref
    if not discussion.known:
        yield Missing(ref, _UNTOLD, _IMPORT)
    drafts = []
    for question in discussion.asked:
        state = question_state(question, discussion)
        if state == "todo":
            yield Missing(question.ref, "not answered yet", f"cups-course answer {question.ref}")
        elif state == "draft":
            drafts.append(question)
    if discussion.known and discussion.wants_one_piece and discussion.answer is None:
        yield Missing(ref, "not answered yet", f"cups-course answer {ref}")
    if discussion.answer and not discussion.answer.posted and not drafts and not discussion.asked:
        yield Missing(ref, "your draft is not posted yet", f"cups-course export {ref} --for thread --copy")
    for question in drafts:
        command = f"cups-course export {ref} --for thread --copy"
        yield Missing(question.ref, "your draft is not posted yet", command)
    if owed := replies_owed(discussion):
        names = [clean(name) for name in waiting(discussion)]
        whom = f", such as {' or '.join(names)}" if names else ""
        what = f"{owed} more {'reply' if owed == 1 else 'replies'} to peers{whom}"
        yield Missing(ref, what, f"cups-course peers {ref}")
    for task in discussion.tasks:
        # What is to be watched or read counts as done with the answers, so it is not a thing of its own before.
        follows = task.kind in FOLLOWS_THE_ANSWERS and bool(discussion.asked)
        if task.counts and not (follows or task_done(task, discussion)):
            yield _task_to_do(task)


def _task_to_do(task: Task) -> Missing:
    return Missing(task.ref, still_to_do(task), task_step(task).command)


def hints_for(course: Course) -> list[Missing]:
    """What one may want to look at once more. Never in the way of the form."""
    found: list[Missing] = []
    if not course.outlined:
        found.append(Missing(course.ref, "only what was imported is known; it may have more discussions", _IMPORT))
    seen: dict[str, str] = {}
    for ref, text, changed in _answers(course):
        again = f"cups-course answer {ref}"
        folded = fold(text)
        if any(folded.startswith(mark) and count_words(folded) <= count_words(mark) + 3 for mark in _PLACEHOLDERS):
            found.append(Missing(ref, "this looks like a placeholder", again))
        elif count_words(text) < _VERY_SHORT:
            found.append(Missing(ref, "very short", again))
        if folded in seen:
            found.append(Missing(ref, f"the same words as {seen[folded]}", again))
        seen.setdefault(folded, ref)
        if changed:
            found.append(Missing(ref, "changed since you posted it", f"cups-course show {ref}"))
    for form in course.forms:
        if form.form and not form.ticked:
            found += _to_write_on(form, course)
    return found


def _to_write_on(form: Task, course: Course) -> Iterator[Missing]:
    from cups_course.form.filling import fields_to_write

    for field in fields_to_write(form, course):
        yield Missing(form.ref, f"“{field.label}” is yours to write on the form itself", form_command(form, course))


def _answers(course: Course) -> Iterator[tuple[str, str, bool]]:
    for discussion in course.discussions:
        slots: list[Question | Discussion] = [*discussion.questions, discussion]
        for one in slots:
            if one.answer:
                yield one.ref, one.answer.text, one.answer.changed_since_posted


class AtHand(NamedTuple):
    """What a person has in hand, as ids of courses: those in which they did something, and the few of them in which
    they did it last."""

    begun: Collection[str] = ()
    latest: Collection[str] = ()


Wrote = Callable[[Discussion], "Sequence[Message]"]
"""Who wrote to the person in the thread of a discussion, and has had no reply."""


class _Found(NamedTuple):
    """A step in a course: whether it begins something new, and how much is missing before the course's form."""

    new: bool
    missing: int
    step: Step


def next_step(
    programs: Iterable[Program],
    whole: Callable[[Course], Course] = lambda course: course,
    at_hand: AtHand = AtHand(),  # noqa: B008 - it never changes
    wrote: Wrote = lambda discussion: (),
) -> Step | None:
    """The one thing to do next; None when everything is done, or there is nothing to do it on.

    The program in use comes first. What is started is finished before something new is begun, in the courses that the
    person has in hand and in each other; of several such things the one that is nearest to its course's form is first,
    and of replies one to somebody who wrote to the person. What is set aside is left alone. `whole` gives a course with
    all that is in it, where the programs were read without: most need not be looked into.
    """
    for program in sorted(programs, key=lambda program: not program.in_use):
        if program.set_aside:
            continue
        courses = [course for course in program.courses if not course.set_aside]
        latest = [course for course in courses if course.id in at_hand.latest]
        if found := [one for course in latest if (one := _in_course(whole(course), wrote))]:
            return min(found, key=lambda one: one[:2]).step
        others = [course for course in courses if course not in latest]
        for course in sorted(others, key=lambda course: course.id not in at_hand.begun):
            if one := _in_course(whole(course), wrote):
                return one.step
        for task in sorted(program.tasks, key=lambda task: not task.begun):
            if _is_next(task):
                return _task_step(task, "The courses are done.")
    return None


def _in_course(course: Course, wrote: Wrote) -> _Found | None:
    if all_but_forms_done(course):
        form = next((form for form in course.forms if _is_next(form)), None)
        return _Found(False, 0, _to_form(form, course)) if form else None
    left = len(missing_in(course))
    if is_undescribed(course):
        what = f"Open course {course.number} in the forum and import its posts."
        return _Found(True, left, Step(course.ref, what, _UNTOLD_WHY, _IMPORT))
    states = {one.id: discussion_state(one) for one in course.discussions}
    open_ones = [one for one in course.discussions if states[one.id] != "done" and not one.set_aside]
    started = [one for one in open_ones if states[one.id] == "started" and one.known]
    if step := _in_one_of(started, wrote):
        return _Found(False, left, step)
    for discussion in open_ones:
        if states[discussion.id] == "todo" and discussion.known and (step := _in_discussion(discussion)):
            return _Found(True, left, step)
    for discussion in open_ones:
        if not discussion.known:
            what = f"Open {discussion_name(discussion)} in the forum, save a copy of the page and import it."
            return _Found(True, left, Step(discussion.ref, what, _UNTOLD_WHY, _IMPORT))
    task = next((task for task in course.tasks if _is_next(task)), None)
    if task is None:
        return None
    return _Found(False, left, _task_step(task, f"All discussions of course {course.number} are done."))


def _is_next(task: Task, discussion: Discussion | None = None) -> bool:
    return task.counts and not task.set_aside and not task_done(task, discussion)


def _task_step(task: Task, why: str) -> Step:
    wanted = task_step(task)
    return Step(task.ref, wanted.what, wanted.how_far or why, wanted.command, wanted.then)


def _in_one_of(started: Sequence[Discussion], wrote: Wrote) -> Step | None:
    """The step in the first of these; where that is a reply, one to somebody who wrote to the person comes first."""
    if started and _wants_only_replies(started[0]):
        for discussion in started:
            if _wants_only_replies(discussion) and (messages := wrote(discussion)):
                return _reply_back(discussion, messages[0])
    return next(filter(None, map(_in_discussion, started)), None)


def _wants_only_replies(discussion: Discussion) -> bool:
    draft = any(not reply.given for reply in discussion.peer_replies)
    return bool(replies_owed(discussion)) and answers_posted(discussion) and not draft


def _reply_back(discussion: Discussion, message: "Message") -> Step:
    ref, peer = discussion.ref, clean(message.peer) if message.peer else None
    return Step(
        ref,
        f"Reply to {peer or 'a peer'} in {discussion_name(discussion)}.",
        f"{peer or 'Somebody'} wrote to you there and has had no word from you yet; it counts as one of the replies.",
        f"cups-course peers {ref}",
        f"cups-course reply {ref} {peer}" if peer and " " not in peer else None,
    )


def _to_form(form: Task, course: Course) -> Step:
    name = form.text or "the evaluation form"
    if left := fields_open(form, course):
        fields = "1 field has" if left == 1 else f"{left} fields have"
        why = f"All else is done; {fields} nothing that fits yet."
        return Step(form.ref, f"See what {name} still wants.", why, f"cups-course check {course.ref}")
    return Step(
        form.ref,
        f"Fill in {name}: every answer is ready to paste.",
        f"All {len(course.discussions)} discussions of course {course.number} are done."
        if course.outlined
        else f"All that was imported of course {course.number} is done. Has it more? Import that too.",
        form_command(form, course),
        f"cups-course done {form.ref}",
    )


def form_command(form: Task, course: Course) -> str:
    """The command that fills in a form."""
    return f"cups-course form {course.short_ref(form)}"


def _in_discussion(discussion: Discussion) -> Step | None:
    """What is next in it; None where all that is left is set aside."""
    ref = discussion.ref
    states = [question_state(question, discussion) for question in discussion.asked]
    if discussion.answer and not discussion.asked:
        states = [discussion.answer.state]
    elif discussion.wants_one_piece:
        states = ["todo"]
    if "todo" in states:
        open_questions = [question for question in discussion.asked if question_state(question, discussion) == "todo"]
        begun = len(open_questions) < len(discussion.asked)
        what = (
            f"Finish your answer for {discussion_name(discussion)}."
            if begun
            else f"Answer {discussion_name(discussion)}."
        )
        return Step(ref, what, _still_open(open_questions, discussion), f"cups-course answer {ref}")
    if "draft" in states:
        return Step(
            ref,
            f"Post your answer for {discussion_name(discussion)} in its thread.",
            "All of it is written, not all is posted yet.",
            f"cups-course export {ref} --for thread --copy",
            f"cups-course posted {ref}",
        )
    draft = next((reply for reply in discussion.peer_replies if not reply.given), None)
    if draft and replies_owed(discussion):
        return Step(
            draft.ref,
            f"Post your reply to {draft.peer or 'a peer'} in {discussion_name(discussion)}.",
            "It is written, and not posted yet.",
            f"cups-course show {draft.ref}",
            f"cups-course posted {draft.ref}",
        )
    if owed := replies_owed(discussion):
        return Step(
            ref,
            f"{replies_left(owed)} in {discussion_name(discussion)}.",
            f"Your answer is posted; the discussion asks for replies to {discussion.peer_replies_wanted} "
            f"{'peer' if discussion.peer_replies_wanted == 1 else 'peers'}.",
            f"cups-course peers {ref}",
        )
    task = next((task for task in discussion.tasks if _is_next(task, discussion)), None)
    return _task_step(task, f"It is all that is left of {discussion_name(discussion)}.") if task else None


def replies_left(owed: int) -> str:
    """How many replies are still wished for, said kindly."""
    return "One more kind word to go" if owed == 1 else f"{owed} more kind words to go"


def _still_open(open_questions: list[Question], discussion: Discussion) -> str:
    if not discussion.asked:
        return "It wants an answer in your own words."
    if len(open_questions) == len(discussion.asked):
        count = len(open_questions)
        return f"It asks {count} {'question' if count == 1 else 'questions'}."
    numbers = [str(question.number) for question in open_questions]
    if len(numbers) == 1:
        return f"Question {numbers[0]} is still open."
    return f"Questions {', '.join(numbers[:-1])} and {numbers[-1]} are still open."


def discussion_name(discussion: Discussion) -> str:
    """A discussion within a sentence."""
    return f"{discussion.ref}, {discussion.title}" if discussion.title else f"discussion {discussion.ref}"
