"""The checklist for programs to read; the keys are those of the interface."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from cups_course.course.model import Answer, Course, Discussion, Note, Program, Question, SetAside, Task
from cups_course.course.narrowing import narrow
from cups_course.course.progress import (
    all_discussions,
    course_state,
    discussion_state,
    form_state,
    peers_replied_to,
    question_state,
    task_done,
    totals,
)
from cups_course.course.references import FoundRef
from cups_course.course.wording import count_words


def status_document(programs: Sequence[Program], me: str | None, found: FoundRef | None, today: date) -> dict[str, Any]:
    """The document of `status --json`, pruned to what `found` is about. States are those of the whole all the same."""
    total = totals(all_discussions(narrow(programs, found)))
    return {
        "me": me,
        "programs": [
            {
                "id": program.id,
                "ref": program.ref,
                "key": program.key,
                "title": program.title,
                "about": program.about,
                "in_use": program.in_use,
                "set_aside": _aside(program.set_aside),
                "tasks": [_task(task) for task in program.tasks],
                "courses": [
                    _course(course, found) | {"plan": _plan(program, course, today)}
                    for course in program.courses
                    if _about(course, found and found.course)
                ],
            }
            for program in programs
            if _about(program, found and found.program)
        ],
        "totals": {
            "discussions": {"done": total.discussions_done, "all": total.discussions},
            "questions": {"posted": total.questions_posted, "draft": total.questions_draft, "all": total.questions},
            "peer_replies": {"given": total.replies_given, "wanted": total.replies_wanted},
        },
    }


def _about(thing: object, wanted: object | None) -> bool:
    return wanted is None or thing is wanted


def _course(course: Course, found: FoundRef | None) -> dict[str, Any]:
    forms = [_form(form, course) for form in course.forms]
    return {
        "id": course.id,
        "ref": course.ref,
        "number": course.number,
        "title": course.title,
        "credits": course.credits,
        "state": course_state(course),
        "discussions": [
            _discussion(one, found) for one in course.discussions if _about(one, found and found.discussion)
        ],
        "tasks": [_task(task) for task in course.tasks],
        "forms": forms,
        "evaluation_form": forms[0] if forms else None,
        "set_aside": _aside(course.set_aside),
        "notes": notes_document(course.notes),
        "progress": progress_document(course),
    }


def _form(form: Task, course: Course) -> dict[str, Any]:
    changed: list[str] = []
    if form.sent:
        from cups_course.course.filling import changed_since_sent

        changed = changed_since_sent(form, course)
    return {
        "id": form.id,
        "ref": form.ref,
        "title": form.text or None,
        "state": form_state(form, course),
        "optional": not form.counts,
        "submitted_on": form.done_on,
        "changed_since_submitted": changed,
        "set_aside": _aside(form.set_aside),
    }


def _discussion(discussion: Discussion, found: FoundRef | None) -> dict[str, Any]:
    peers = peers_replied_to(discussion)
    return {
        "id": discussion.id,
        "ref": discussion.ref,
        "number": discussion.number,
        "title": discussion.title,
        "part": discussion.part,
        "known": discussion.known,
        "state": discussion_state(discussion),
        "questions": [_question(one, discussion) for one in discussion.asked if _about(one, found and found.question)],
        "dropped_questions": [_question(one, discussion) for one in discussion.questions if one.dropped and one.answer],
        "answer": _answer(discussion.answer),
        "peer_replies": {"wanted": discussion.peer_replies_wanted, "given": len(peers), "peers": peers},
        "tasks": [_task(task, discussion) for task in discussion.tasks],
        "set_aside": _aside(discussion.set_aside),
        "notes": notes_document(discussion.notes),
    }


def _question(question: Question, discussion: Discussion) -> dict[str, Any]:
    answer = question.answer
    return {
        "id": question.id,
        "ref": question.ref,
        "text": question.text,
        "state": question_state(question, discussion),
        "changed_since_posted": bool(answer and answer.changed_since_posted),
        "words": count_words(answer.text) if answer else 0,
    }


def _answer(answer: Answer | None) -> dict[str, Any] | None:
    if answer is None:
        return None
    return {
        "id": answer.id,
        "state": answer.state,
        "changed_since_posted": answer.changed_since_posted,
        "words": count_words(answer.text),
    }


def _task(task: Task, discussion: Discussion | None = None) -> dict[str, Any]:
    return {
        "id": task.id,
        "ref": task.ref,
        "kind": task.kind,
        "text": task.text,
        "state": "done" if task_done(task, discussion) else "todo",
        "optional": not task.counts,
        "bonus": task.bonus,
        "score": task.score,
        "minimum": task.minimum,
        "retakes": task.retakes,
        "attempts": [attempt._asdict() for attempt in task.attempts],
        "hours": _hours(task),
        "choices": list(task.choices),
        "choice": task.choice,
        "times": {"wanted": task.times, "every": task.every, "done": task.times_done} if task.repeated else None,
        "words": task.words,
        "progress": progress_document(task),
        "set_aside": _aside(task.set_aside),
        "notes": notes_document(task.notes),
    }


def _hours(task: Task) -> dict[str, Any] | None:
    if task.minutes is None and not task.practice:
        return None
    return {
        "wanted": None if task.minutes is None else _in_hours(task.minutes),
        "logged": _in_hours(task.minutes_logged),
        "log": [
            {"id": one.id, "on": one.on, "hours": _in_hours(one.minutes), "note": one.note} for one in task.practice
        ],
    }


def _in_hours(minutes: int) -> float:
    return round(minutes / 60, 4)


def progress_document(subject: Task | Course | Program) -> list[dict[str, Any]]:
    """The progress notes on a thing, oldest first."""
    return [note._asdict() for note in subject.progress]


def _aside(aside: SetAside | None) -> dict[str, Any] | None:
    return {"until": aside.until} if aside else None


def _plan(program: Program, course: Course, today: date) -> dict[str, Any] | None:
    if course.plan is None:
        return None
    from cups_course.view.plans import plan_document

    return plan_document(program, course, today)


def notes_document(kept: Sequence[Note]) -> list[dict[str, str]]:
    """The person's own notes on a thing."""
    return [{"id": note.id, "at": note.at, "text": note.text} for note in kept]
