"""What is still missing before an evaluation form, and the one thing to do next, each with the command for it."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from cups_course.course.model import Course, Discussion, Program, Question, Task
from cups_course.course.progress import (
    FOLLOWS_THE_ANSWERS,
    all_but_forms_done,
    discussion_state,
    fields_open,
    question_state,
    replies_owed,
    task_done,
)
from cups_course.course.wording import fold, shown, words

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


def missing(course: Course, waiting: Callable[[Discussion], Sequence[str]] = lambda _: ()) -> list[Missing]:
    """Everything before the course's forms are ready, in the order a person would mend it. Empty means ready.

    `waiting` names some of those who answered in a discussion and would be glad of a reply.
    """
    if not (course.discussions or course.tasks):
        return [Missing(course.ref, _UNTOLD, _IMPORT)]
    found = [one for discussion in course.discussions for one in _missing_in(discussion, waiting)]
    found += [_task_to_do(task) for task in course.tasks if not (task.optional or task_done(task))]
    for form in course.forms:
        if form.form and not form.ticked:
            found += _missing_in_form(form, course, {one.ref for one in found})
    return found


def _missing_in_form(form: Task, course: Course, said: set[str]) -> Iterator[Missing]:
    """What an attached form wants beside what was `said` to be missing."""
    from cups_course.course.filling import gaps

    for field in gaps(form, course):
        if field.too_long_by:
            long = f"{field.too_long_by} characters too long for its field “{field.label}”"
            yield Missing(field.ref, long, f"cups-course answer {field.ref}")
        elif field.kind == "profile":
            yield Missing(form.ref, f"the form asks for “{field.label}”", f'cups-course profile {field.ref} "..."')
        elif field.kind == "own":
            goes = f'cups-course form {form.ref} --match "{field.number}=REF"'
            yield Missing(form.ref, f"nobody has said what goes into “{field.label}”", goes)
        elif field.ref not in said:
            yield Missing(field.ref, "not answered yet", f"cups-course answer {field.ref}")


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
        names = [shown(name) for name in waiting(discussion)]
        whom = f", such as {' or '.join(names)}" if names else ""
        what = f"{owed} more {'reply' if owed == 1 else 'replies'} to peers{whom}"
        yield Missing(ref, what, f"cups-course peers {ref}")
    for task in discussion.tasks:
        # What is to be watched or read counts as done with the answers, so it is not a thing of its own before.
        follows = task.kind in FOLLOWS_THE_ANSWERS and bool(discussion.asked)
        if not (task.optional or follows or task_done(task, discussion)):
            yield _task_to_do(task)


def _task_to_do(task: Task) -> Missing:
    return Missing(task.ref, f"{task.kind} still to do", f"cups-course done {task.ref}")


def hints(course: Course) -> list[Missing]:
    """What one may want to look at once more. Never in the way of the form."""
    found: list[Missing] = []
    if not course.outlined:
        found.append(Missing(course.ref, "only what was imported is known; it may have more discussions", _IMPORT))
    seen: dict[str, str] = {}
    for ref, text, changed in _answers(course):
        again = f"cups-course answer {ref}"
        folded = fold(text)
        if any(folded.startswith(mark) and words(folded) <= words(mark) + 3 for mark in _PLACEHOLDERS):
            found.append(Missing(ref, "this looks like a placeholder", again))
        elif words(text) < _VERY_SHORT:
            found.append(Missing(ref, "very short", again))
        if folded in seen:
            found.append(Missing(ref, f"the same words as {seen[folded]}", again))
        seen.setdefault(folded, ref)
        if changed:
            found.append(Missing(ref, "changed since you posted it", f"cups-course show {ref}"))
    return found


def _answers(course: Course) -> Iterator[tuple[str, str, bool]]:
    for discussion in course.discussions:
        slots: list[Question | Discussion] = [*discussion.questions, discussion]
        for one in slots:
            if one.answer:
                yield one.ref, one.answer.text, one.answer.changed_since_posted


def next_step(programs: Iterable[Program], whole: Callable[[Course], Course] = lambda course: course) -> Step | None:
    """The one thing to do next; None when everything is done, or there is nothing to do it on.

    The program in use comes first. In each course what is started is finished before something new is begun. `whole`
    gives a course with all that is in it, where the programs were read without: most need not be looked into.
    """
    for program in sorted(programs, key=lambda program: not program.in_use):
        for course in program.courses:
            if step := _in_course(whole(course)):
                return step
        for task in program.tasks:
            if not (task.optional or task_done(task)):
                return Step(task.ref, _named(task), "The courses are done.", f"cups-course done {task.ref}")
    return None


def _in_course(course: Course) -> Step | None:
    if not (course.discussions or course.tasks):
        return Step(course.ref, f"Open course {course.number} in the forum and import its posts.", _UNTOLD_WHY, _IMPORT)
    states = {one.id: discussion_state(one) for one in course.discussions}
    for wanted in ("started", "todo"):
        for discussion in course.discussions:
            if states[discussion.id] == wanted and discussion.known:
                return _in_discussion(discussion)
    for discussion in course.discussions:
        if states[discussion.id] != "done":
            return Step(
                discussion.ref,
                f"Open {_called(discussion)} in the forum, save a copy of the page and import it.",
                _UNTOLD_WHY,
                _IMPORT,
            )
    for task in course.tasks:
        if not (task.optional or task_done(task)):
            why = f"All discussions of course {course.number} are done."
            return Step(task.ref, _named(task), why, f"cups-course done {task.ref}")
    for form in course.forms:
        if not (form.ticked or form.optional) and all_but_forms_done(course):
            return _to_form(form, course)
    return None


def _to_form(form: Task, course: Course) -> Step:
    called = form.text or "the evaluation form"
    if left := fields_open(form, course):
        fields = "1 field has" if left == 1 else f"{left} fields have"
        why = f"All else is done; {fields} nothing that fits yet."
        return Step(form.ref, f"See what {called} still wants.", why, f"cups-course check {course.ref}")
    return Step(
        form.ref,
        f"Fill in {called}: every answer is ready to paste.",
        f"All {len(course.discussions)} discussions of course {course.number} are done."
        if course.outlined
        else f"All that was imported of course {course.number} is done. Has it more? Import that too.",
        f"cups-course form {course.ref if form is course.forms[0] else form.ref}",
        f"cups-course done {form.ref}",
    )


def _in_discussion(discussion: Discussion) -> Step:
    ref = discussion.ref
    states = [question_state(question, discussion) for question in discussion.asked]
    if discussion.answer and not discussion.asked:
        states = [discussion.answer.state]
    elif discussion.wants_one_piece:
        states = ["todo"]
    if "todo" in states:
        open_questions = [question for question in discussion.asked if question_state(question, discussion) == "todo"]
        begun = len(open_questions) < len(discussion.asked)
        what = f"Finish your answer for {_called(discussion)}." if begun else f"Answer {_called(discussion)}."
        return Step(ref, what, _still_open(open_questions, discussion), f"cups-course answer {ref}")
    if "draft" in states:
        return Step(
            ref,
            f"Post your answer for {_called(discussion)} in its thread.",
            "All of it is written, not all is posted yet.",
            f"cups-course export {ref} --for thread --copy",
            f"cups-course posted {ref}",
        )
    draft = next((reply for reply in discussion.peer_replies if not reply.given), None)
    if draft and replies_owed(discussion):
        return Step(
            draft.ref,
            f"Post your reply to {draft.peer or 'a peer'} in {_called(discussion)}.",
            "It is written, and not posted yet.",
            f"cups-course show {draft.ref}",
            f"cups-course posted {draft.ref}",
        )
    if owed := replies_owed(discussion):
        return Step(
            ref,
            f"{kind_words(owed)} in {_called(discussion)}.",
            f"Your answer is posted; the discussion asks for replies to {discussion.peer_replies_wanted} "
            f"{'peer' if discussion.peer_replies_wanted == 1 else 'peers'}.",
            f"cups-course peers {ref}",
        )
    task = next(task for task in discussion.tasks if not (task.optional or task_done(task, discussion)))
    return Step(
        task.ref,
        _named(task),
        f"It is all that is left of {_called(discussion)}.",
        f"cups-course done {task.ref}",
    )


def kind_words(owed: int) -> str:
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


def _called(discussion: Discussion) -> str:
    return f"{discussion.ref}, {discussion.title}" if discussion.title else f"discussion {discussion.ref}"


def _named(task: Task) -> str:
    label = {"watch": "Watch", "read": "Read", "quiz": "Take the quiz", "exam": "Take the exam"}.get(task.kind)
    said = f"{label or task.kind.capitalize()}: {task.text}".rstrip(": ")
    return said if said.endswith((".", "!", "?")) else f"{said}."
