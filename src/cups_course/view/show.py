"""Anything with a reference in full: a discussion with its post, questions, answers and notes, or a part of it."""

from collections.abc import Iterable, Sequence
from itertools import groupby
from operator import itemgetter

from cups_course.model import Answer, Discussion, Note, PeerReply, Question, Task
from cups_course.refs import FoundRef, narrow, narrowed_to
from cups_course.shell import CommandLine
from cups_course.tasks import hours_in_words, task_step, text_name
from cups_course.text import clean
from cups_course.thread.thread import Thread
from cups_course.view.checklist import print_checklist, task_words
from cups_course.view.screen import console, heading, put, styled, tell
from cups_course.view.wording import NO_QUESTIONS, ONE_ANSWER, author_and_day, day
from cups_course.wants import IMPORT, task_done
from cups_course.whole_answer import shown_whole_answer


def print_show(found: FoundRef, thread: Thread | None) -> None:
    """What a reference names, in full; `thread` is the imported thread of its discussion."""
    if found.task:
        _task(found.task, found.discussion)
    elif found.discussion is None:
        print_checklist(narrow([found.program], found), None, narrowed_to(found))
        print_notes(found.subject.notes)
    elif found.question:
        _question(found.question, found.discussion)
    elif found.reply:
        _reply(found.reply)
        print_notes(found.reply.notes)
    else:
        _discussion(found.discussion, thread)


def _discussion(discussion: Discussion, thread: Thread | None) -> None:
    tell(heading(discussion.ref, discussion.title))
    if discussion.address:
        tell(discussion.address)
    if thread and thread.body:
        by = author_and_day(thread.author, thread.posted_on)
        tell(styled(f"The post{f', {clean(by)}' if by else ''}", style="dim"), "")
        _indented(thread.body)
        tell("")
    if not (discussion.known or discussion.asked):
        tell(f"{NO_QUESTIONS.capitalize()}. To add them, import its post:", IMPORT, "")
    for question in discussion.questions:
        if question.answer or not question.dropped:
            _question(question, discussion)
            tell("")
    if discussion.answer and (whole := shown_whole_answer(discussion)):
        tell(styled(ONE_ANSWER if discussion.asked else "Your answer", style="bold"))
        _answer(whole)
        if whole.text != discussion.answer.text:
            _indented("without the paragraphs that are also under a question", style="dim")
        tell("")
    for reply in discussion.peer_replies:
        _reply(reply)
        tell("")
    for task in discussion.tasks:
        _task(task, discussion)
    print_notes(discussion.notes)


def _question(question: Question, discussion: Discussion) -> None:
    gone = "  (no longer asked)" if question.dropped else ""
    tell(heading(question.ref, f"{question.text}{gone}"))
    if question.answer:
        _answer(question.answer)
    else:
        _indented("in your answer to all questions" if discussion.answer else "to answer", style="dim")
    print_notes(question.notes)


def _answer(answer: Answer) -> None:
    _indented(answer.text)
    if answer.changed_since_posted:
        state = "changed since you posted it"
    elif answer.posted:
        state = f"posted {day(answer.posted_on)}".rstrip()
    else:
        state = "draft, not posted yet"
    _indented(state, style="dim")
    if answer.address:
        _indented(answer.address, style="dim")


def _task(task: Task, discussion: Discussion | None = None) -> None:
    done = task_done(task, discussion)
    facts = ", ".join(filter(None, task_words(task, done=done)))
    tell(heading(task.ref, task.text, facts=facts))
    _indented(task.words)
    for number, title in enumerate(task.choices, start=1):
        chosen = title == task.choice
        _indented(f"{number}  {title}{'  (your choice)' if chosen else ''}", style="" if chosen else "dim")
    if task.choice and task.choice not in task.choices:
        _indented(f"Your choice: {task.choice}")
    for number, attempt in enumerate(task.attempts, start=1):
        parts = [day(attempt.on), attempt.score or "", "" if attempt.enough else f"below {task.minimum}"]
        if attempt.score or task.repeated:
            _indented(f"{'Time' if task.repeated else 'Try'} {number}: {', '.join(filter(None, parts))}", style="dim")
    for practice in task.practice:
        note = f". {practice.note}" if practice.note else ""
        _indented(f"{day(practice.on)}: {hours_in_words(practice.minutes)}{note}")
    for text in task.progress:
        posted = f"posted {day(text.posted_on)}" if text.posted_on else "not posted yet"
        _indented(f"Your {text_name(task)} of {day(text.at)}, {posted}:", style="dim")
        _indented(text.text)
    print_notes(task.notes)
    if not done:
        step = task_step(task)
        shown_here = step.command == CommandLine("show", task.ref)
        tell(step.then if shown_here and step.then else step.command)


def _reply(reply: PeerReply) -> None:
    state = day(reply.replied_on) if reply.given else "draft, not posted yet"
    tell(heading(reply.ref, f"Your reply to {reply.peer or 'a peer'}", facts=state))
    _indented(reply.text)


def print_notes(notes: Sequence[Note]) -> None:
    """The person's own notes, oldest first."""
    for note in notes:
        _indented(f"Note of {day(note.at)}: {note.text}", style="italic")


def print_noted(noted: Iterable[tuple[str, Note]]) -> None:
    """Notes, each with its number on what it is on."""
    for ref, notes in groupby(noted, key=itemgetter(0)):
        tell(styled(ref, style="bold"))
        for number, (_, note) in enumerate(notes, start=1):
            put(console(), styled(clean(note.text)), indent=6, first=styled(f"  {number}   "))
            put(console(), styled(day(note.at), style="dim"), indent=6)


def _indented(text: str, style: str = "") -> None:
    if text:
        put(console(), styled(clean(text), style=style), indent=4)
