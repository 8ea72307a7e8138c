"""Every JSON document that the tool prints; the keys are those of the interface."""

from __future__ import annotations

import json
import re
import sys
from typing import TYPE_CHECKING, Any

from cups_course.answer_document import AnswerParts
from cups_course.pace.plan import WorkItem, schedule
from cups_course.pace.set_aside import SetAsideItem, set_aside_of
from cups_course.refs import FoundRef, narrow
from cups_course.shell import CommandLine
from cups_course.states import all_discussions, course_state, discussion_state, form_state, totals
from cups_course.text import browser_length, count_words
from cups_course.wants import changed_since_posted, peers_replied_to, question_state, task_done
from cups_course.whole_answer import shown_whole_answer

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence
    from datetime import date

    from cups_course.errors import Fault
    from cups_course.form.filling import Field, SentField
    from cups_course.model import Answer, Course, Discussion, Link, Note, Program, Question, SetAside, Task
    from cups_course.next import Step
    from cups_course.outline.outline import Outline
    from cups_course.pace.stats import WritingStats
    from cups_course.readiness import Missing
    from cups_course.reports import BackupInfo, CommandDone, Finding, History, ReadThread, Version
    from cups_course.search import SearchResults
    from cups_course.thread.cohort import PersonRow, Tally
    from cups_course.thread.peers import Peer
    from cups_course.thread.thread import OwnPosts, Post, Thread

# JSON itself escapes the other control characters.
_STEERING = re.compile("[\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


_POST = "index author date kind parent text how forum_id answers_to page saved_at"
_TASK = "kind text optional minimum bonus retakes choices hours times every words"


def print_json(document: Any) -> None:
    """Write the document for programs to read; what could steer a terminal that it runs through is escaped."""
    text = json.dumps(document, ensure_ascii=False, indent=2)
    sys.stdout.write(_STEERING.sub(lambda form: f"\\u{ord(form[0]):04x}", text) + "\n")


def _values(thing: object, names: str) -> dict[str, Any]:
    """Attributes of a thing whose names are the keys of the document. Commands are as they are typed in a shell."""
    values = {name: getattr(thing, name) for name in names.split()}
    return {name: str(one) if isinstance(one, CommandLine) else one for name, one in values.items()}


def status_document(programs: Sequence[Program], me: str | None, found: FoundRef | None, today: date) -> dict[str, Any]:
    """The document of `status --json`, pruned to what `found` is about. States are those of the whole all the same."""
    total = totals(all_discussions(narrow(programs, found)))
    return {
        "me": me,
        "programs": [
            _values(program, "id ref key title about in_use")
            | {
                "set_aside": _aside(program.set_aside),
                "tasks": [_task(task) for task in program.tasks],
                "courses": [
                    _course(course, found) | {"plan": plan_document(program, course, today) if course.plan else None}
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
    return _values(course, "id ref number title credits") | {
        "state": course_state(course),
        "discussions": [
            _discussion(one, found) for one in course.discussions if _about(one, found and found.discussion)
        ],
        "tasks": [_task(task) for task in course.tasks],
        "forms": forms,
        "evaluation_form": forms[0] if forms else None,
        "set_aside": _aside(course.set_aside),
        "notes": notes_document(course.notes),
    }


def _form(form: Task, course: Course) -> dict[str, Any]:
    changed: list[str] = []
    if form.sent:
        from cups_course.form.filling import changed_since_sent  # the records of forms take 3 ms to make

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
    return _values(discussion, "id ref number title part known") | {
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
    return _values(question, "id ref text") | {
        "state": question_state(question, discussion),
        "changed_since_posted": changed_since_posted(question, discussion),
        "words": count_words(answer.text) if answer else 0,
    }


def _answer(answer: Answer | None) -> dict[str, Any] | None:
    if answer is None:
        return None
    return _values(answer, "id state changed_since_posted") | {"words": count_words(answer.text)}


def _task(task: Task, discussion: Discussion | None = None) -> dict[str, Any]:
    return _values(task, "id ref kind text") | {
        "state": "done" if task_done(task, discussion) else "todo",
        "optional": not task.counts,
        **_values(task, "bonus score minimum retakes"),
        "attempts": [_values(attempt, "on score enough") for attempt in task.attempts],
        "hours": _hours(task),
        "choices": list(task.choices),
        "choice": task.choice,
        "times": {"wanted": task.times, "every": task.every, "done": task.times_done} if task.repeated else None,
        "words": task.words,
        "progress": _progress(task),
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


def _progress(task: Task) -> list[dict[str, Any]]:
    return [_values(note, "id text at posted_on") for note in task.progress]


def _aside(aside: SetAside | None) -> dict[str, Any] | None:
    return {"until": aside.until} if aside else None


def notes_document(kept: Sequence[Note]) -> list[dict[str, str]]:
    """The person's own notes on a thing."""
    return [_values(note, "id at text") for note in kept]


def noted_document(noted: Iterable[tuple[str, Note]]) -> list[dict[str, str]]:
    """The document of `note --json`: notes, each with the reference it is on."""
    return [{"ref": ref, **_values(note, "id at text")} for ref, note in noted]


def import_document(results: Sequence[ReadThread], names: Sequence[str], *, several: bool) -> dict[str, Any]:
    """The document of `import --json`: one thread, or several under "threads"; what was stored beside it."""
    threads = [reading_document(result.thread, result.own, names) for result in results]
    document: dict[str, Any] = {"threads": threads} if several or not threads else threads[0]
    outcomes = [read.result.outcome for read in results if read.result]
    if outcomes:
        document["stored"] = {outcome: outcomes.count(outcome) for outcome in ("new", "same", "changed")}
    return document


def parts_document(read: Sequence[tuple[Discussion | Course, AnswerParts]]) -> dict[str, Any]:
    """The document of `import --answers --json`: which words go to which question, to drafts of replies, to notes."""
    answers: list[dict[str, Any]] = []
    for subject, parts in read:
        refs = {one.id: one.ref for one in getattr(subject, "questions", ())}
        answers += [_words(refs[one] if one else subject.ref, text) for one, text in parts.texts.items()]
    replies = [_words(one.ref, text) | {"peer": peer} for one, parts in read for peer, text in parts.replies]
    return {
        "answers": answers,
        "replies": replies,
        "notes": [_words(one.ref, parts.note) for one, parts in read if parts.note],
    }


def _words(ref: str, text: str) -> dict[str, Any]:
    return {"ref": ref, "words": count_words(text), "text": text}


def opening_document(thread: Thread) -> dict[str, Any]:
    """The post that a thread begins with."""
    return {"title": thread.title, "author": thread.author, "posted_on": thread.posted_on, "text": thread.body}


def reading_document(thread: Thread, own: OwnPosts | None, names: Sequence[str]) -> dict[str, Any]:
    """What was read from one thread; "me" is null where no name of the person's is known."""
    return {
        "course": {"number": thread.course_number, "title": thread.course_title},
        "discussion": {"number": thread.discussion_number, "title": thread.discussion_title},
        "author": thread.author,
        "posted_on": thread.posted_on,
        "questions": list(thread.questions),
        "peer_replies_wanted": thread.peer_replies_wanted,
        "tasks": [_values(task, _TASK) for task in thread.tasks],
        "posts": [_values(post, _POST) for post in thread.posts],
        "me": {
            "name": own.name if own else names[0],
            "answers": [_values(answer, "question text post") for answer in (own.answers if own else ())],
            "replies": [_values(reply, "peer post date text") for reply in (own.replies if own else ())],
        }
        if own or names
        else None,
        "how": dict(thread.how),
        "forum_id": thread.forum_id,
        "address": thread.address,
        "pages": {
            "given": sorted(thread.pages_given),
            "missing": thread.pages_missing if thread.pages_given else [],
            "all": thread.pages,
        },
        "warnings": list(thread.warnings),
    }


def form_document(form: Task, fields: Sequence[Field]) -> dict[str, Any]:
    """The form and its fields in order, each with the words that go into it."""
    saved = form.form.saved if form.form else None
    return {
        "ref": form.ref,
        "title": (saved.title if saved else "") or form.text or None,
        "address": saved.address if saved else None,
        "submitted_on": form.done_on,
        "fields": [
            {
                "number": number,
                "name": field.on_form.name if field.on_form else None,
                "label": field.label,
                "ref": field.ref or None,
                "kind": field.kind,
                "text": field.text,
                "length": browser_length(field.text),
                "longest": field.on_form.longest if field.on_form else None,
                "too_long_by": field.too_long_by,
                "required": field.on_form.required if field.on_form else None,
            }
            for number, field in enumerate(fields, start=1)
        ],
    }


def history_document(histories: Sequence[History]) -> list[dict[str, Any]]:
    """The document of `history --json`: the versions oldest first, one answer after another."""
    return [_version(version, history.ref) for history in histories for version in history.versions]


def _version(version: Version, ref: str) -> dict[str, Any]:
    return {
        "id": version.id,
        "ref": ref,
        "version": version.number,
        "at": version.at,
        "text": version.text,
        "words": count_words(version.text),
        **_values(version, "source posted posted_on current counts damaged"),
    }


def render_json(programs: Sequence[Program]) -> str:
    """One JSON document: programs, courses, discussions, questions with their answers, peer replies."""
    return json.dumps(export_document(programs), ensure_ascii=False, indent=2) + "\n"


def export_document(programs: Sequence[Program]) -> dict[str, Any]:
    """What `render` writes."""
    return {
        "programs": [
            _values(program, "key title")
            | {
                "courses": [
                    _values(course, "id ref number title")
                    | {"discussions": [_exported_discussion(one) for one in course.discussions]}
                    for course in program.courses
                ],
            }
            for program in programs
        ]
    }


def _exported_discussion(discussion: Discussion) -> dict[str, Any]:
    return _values(discussion, "id ref number title") | {
        "questions": [
            _values(one, "id ref text") | {"answer": _exported_answer(one.answer)}
            for one in discussion.questions
            if one.answer or not one.dropped
        ],
        "answer": _exported_answer(shown_whole_answer(discussion)),
        "notes": notes_document(discussion.notes),
        "peer_replies": [_values(one, "id ref peer text given replied_on") for one in discussion.peer_replies],
    }


def _exported_answer(answer: Answer | None) -> dict[str, Any] | None:
    if answer is None:
        return None
    return {
        **_values(answer, "id text"),
        "at": answer.kept_at,
        **_values(answer, "state posted_on address changed_since_posted"),
    }


def plan_document(program: Program, course: Course, today: date) -> dict[str, Any]:
    """A plan in JSON, as `plan --json` and `status --json` give it."""
    wish, now = course.plan, schedule(program, course, today)
    assert wish
    return {
        "ref": course.ref,
        **_values(wish, "by per_week per_day"),
        "from": wish.start,
        "rest": list(wish.rest),
        "fits": not now.too_many,
        "ends": now.ends and now.ends.isoformat(),
        "would_do": now.would_do and now.would_do.isoformat(),
        "days": [{"day": one.day.isoformat(), "things": [_thing(thing) for thing in one.things]} for one in now.days],
        "left_out": [_thing(one) for one in now.left_out],
        "does_not_fit": [_thing(one) for one in now.too_many],
        "set_aside": _set_aside(set_aside_of(program, course)),
    }


def _set_aside(items: Sequence[SetAsideItem]) -> list[dict[str, Any]]:
    return [_values(item, "ref until") for item in items]


def _thing(thing: WorkItem) -> dict[str, Any]:
    return _values(thing, "ref what command optional id")


def stats_document(all_of_it: WritingStats, periods: Mapping[str, WritingStats], by: str) -> dict[str, Any]:
    """The document of `stats --json`."""
    return {
        **_values(all_of_it, "words answers replies"),
        "by": by,
        "periods": [{"period": period, **_values(stats, "words answers replies")} for period, stats in periods.items()],
    }


def cohort_document(
    tallies: Sequence[Tally], labels: Sequence[str], rows: Sequence[PersonRow], others: int
) -> dict[str, Any]:
    """The document of `cohort --json`; `labels` are of the discussions, `others` counts people who have no row."""
    return {
        "discussions": [
            {
                "label": label,
                "course": {"number": one.course_number, "title": one.course_title},
                "discussion": {"number": one.number, "title": one.title},
                **_values(one, "author posted_on peer_replies_wanted"),
                "posts": {
                    "all": one.posts,
                    "without_author": one.nameless,
                    "without_day": one.undated,
                    "told_by_wording": one.likely,
                    "unsure": one.unsure,
                },
                "pages": {"given": one.pages_given, "all": one.pages},
            }
            for label, one in zip(labels, tallies, strict=True)
        ],
        "people": [
            _values(row, "person answered peer_replies")
            | {
                "parts": [
                    {
                        "discussion": label,
                        "opened": part is None,
                        "answered": part is not None and part.answered,
                        "peer_replies": part.peer_replies if part else 0,
                    }
                    for label, part in zip(labels, row.parts, strict=True)
                ],
            }
            for row in rows
        ],
        "others": others,
    }


def findings_document(findings: Sequence[Finding]) -> dict[str, Any]:
    """The document of `doctor --json`."""
    return {
        "well": not any(one.state in ("mend", "wrong") for one in findings),
        "checks": [
            {
                "check": one.about,
                "state": one.state,
                "says": one.says,
                "mends": one.will or None,
                "path": one.path or None,
                "command": str(one.command) if one.command else None,
            }
            for one in findings
        ],
    }


def backups_document(backups: Sequence[BackupInfo]) -> list[dict[str, Any]]:
    """The document of `backup --list --json`."""
    return [
        _values(backup, "number file at why size") | {"opens": backup.texts is not None, "texts": backup.texts}
        for backup in backups
    ]


def programs_document(kept: Sequence[Program], outlines: Sequence[Outline]) -> dict[str, Any]:
    """The document of `program list --json`."""
    return {
        "programs": [_values(program, "id key title about in_use") for program in kept],
        "outlines": [_values(outline, "key title about") for outline in outlines],
    }


def outline_check_document(file: str, outline: Outline | None, faults: Sequence[Fault]) -> dict[str, Any]:
    """The document of `program check --json` for one file."""
    return {
        "file": file,
        "sound": outline is not None,
        "key": outline.key if outline else None,
        "faults": [_values(fault, "line key expected") for fault in faults],
    }


def search_document(hits: SearchResults) -> list[dict[str, Any]]:
    """The document of `search --json`."""
    return [
        _values(hit, "id ref kind text") | {"discussion": hit.title, "author": hit.author, "post": hit.post}
        for hit in hits.first
    ]


def commands_document(done: Sequence[CommandDone]) -> list[dict[str, Any]]:
    """The document of `history --json`, the newest first."""
    return [_values(command, "id what at undone device") for command in done]


def next_document(step: Step | None) -> dict[str, Any] | None:
    """The document of `next --json`."""
    return _values(step, "ref what why command then") if step else None


def check_document(
    missing: Sequence[Missing], hints: Sequence[Missing], asides: Sequence[SetAsideItem]
) -> dict[str, Any]:
    """The document of `check --json`."""
    document = {
        "ready": not missing,
        "missing": [_values(one, "ref what command") for one in missing],
        "hints": [_values(one, "ref what command") for one in hints],
    }
    return document | ({"set_aside": _set_aside(asides)} if asides else {})


def sent_document(form: Task, on: str | None, fields: Sequence[SentField]) -> dict[str, Any]:
    """The document of `form --sent --json`: what was sent with a form."""
    return {"ref": form.ref, "on": on, "fields": [_values(field, "label text") for field in fields]}


def address_document(address: str, left: Sequence[Field]) -> dict[str, Any]:
    """The document of `form --prefill --json`: the address, and what did not go into it."""
    return {"address": address, "left": [one.ref for one in left]}


def show_document(found: FoundRef, thread: Thread | None) -> dict[str, Any]:
    """The document of `show --json`: what an export says of it, and the post itself."""
    post = opening_document(thread) if thread else None
    return {**export_document(narrow([found.program], found)), "post": post}


def thread_document(
    discussion: Discussion,
    thread: Thread | None,
    posts: Sequence[Post],
    *,
    mine: Collection[int],
    replies: Mapping[int, int],
) -> dict[str, Any]:
    """The document of `thread --json`; `mine` are the indexes of the person's posts, `replies` how many each had."""
    return {
        "ref": discussion.ref,
        "title": discussion.title,
        "author": thread.author if thread else None,
        "posted_on": thread.posted_on if thread else None,
        "posts": [
            _values(post, _POST) | {"mine": post.index in mine, "replies": replies.get(post.index, 0)} for post in posts
        ],
    }


def peers_document(peers: Sequence[Peer]) -> list[dict[str, Any]]:
    """The document of `peers --json`."""
    return [_values(peer, "peer replies replied wrote_to_you post posted_on excerpt") for peer in peers]


def names_document(names: Sequence[str]) -> dict[str, Any]:
    """The document of `me --json`."""
    return {"names": list(names)}


def links_document(links: Sequence[Link]) -> list[dict[str, Any]]:
    """The document of `link --json`."""
    return [_values(link, "id url text") for link in links]
