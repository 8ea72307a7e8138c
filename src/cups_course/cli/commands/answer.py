"""`cups-course answer`: saves answers and texts for tasks, typed on the line, piped, or written in the editor."""

from pathlib import Path
from typing import Annotated

import typer

from cups_course.answer_document import AnswerDocument, AnswerParts
from cups_course.cli.input import can_write, given_text, write_in_editor, write_text_in_editor
from cups_course.cli.own_answers import keep_drafts
from cups_course.cli.parsing import ProseCommand
from cups_course.cli.session import Session, locate
from cups_course.errors import WrongSubject, WrongUsage
from cups_course.model import Discussion, Question, Task
from cups_course.pace.progress_note import draft_progress_note
from cups_course.reader.own_answers import split_over_questions
from cups_course.refs import FoundRef
from cups_course.shell import CommandLine
from cups_course.store.answers import keep_answers
from cups_course.store.database import Database
from cups_course.store.reading import load
from cups_course.store.writing import keep_task_text
from cups_course.system.drafts import draft_for, put_drafts_aside
from cups_course.tasks import is_progress_note, is_written, text_name, unposted_text
from cups_course.view.answers import print_kept_answers, print_kept_both, print_kept_document, print_left_over
from cups_course.view.screen import say, tell

Command = ProseCommand
EXAMPLES = (
    "cups-course answer 2.2",
    'cups-course answer 2.2.1 "It means to help first."',
    "cups-course answer 2.2.1 --file first.txt",
    "pbpaste | cups-course answer 2.2",
    "cups-course answer 2.other",
)


def run(
    ctx: typer.Context,
    ref: Annotated[str, typer.Argument(metavar="REF", help="A discussion, a question or a written task.")],
    text: Annotated[str | None, typer.Argument(metavar="[TEXT]", help="Your answer. May start with -.")] = None,
    file: Annotated[Path | None, typer.Option(metavar="FILE", help="Read the answer from a file.")] = None,
    fresh: Annotated[
        bool, typer.Option("--fresh", help="Start over in the editor. Unsaved text goes to a file.")
    ] = False,
) -> None:
    """Without TEXT, --file or a pipe, opens all questions of the discussion in your editor."""
    session: Session = ctx.obj
    with session.located(ref, verify=True, text=text) as (database, found):
        if found.task:
            _answer_task(database, found, found.task, given_text(text, file), fresh=fresh)
            return
        if found.discussion is None or found.reply:
            raise WrongSubject(found.ref, found.what, "a discussion or a question", CommandLine("status"))
        words = given_text(text, file)
        if words is None:
            _write_in_editor(database, found.discussion, found.question, fresh=fresh)
        elif fresh:
            raise _fresh_with_words()
        else:
            _keep(database, found, found.discussion, words)


def _fresh_with_words() -> WrongUsage:
    return WrongUsage("--fresh works only with the editor. To save this text, leave out --fresh.")


def _keep(database: Database, found: FoundRef, discussion: Discussion, words: str) -> None:
    question = found.question
    if question is None and discussion.answer is None and len(discussion.asked) == 1:
        question = discussion.asked[0]  # one answer for all questions is the answer to the only one
    parts = AnswerParts({question.id if question else None: words})
    if found.question is None and (split := split_over_questions(discussion, words)).is_whole:
        parts = split
    database.doing(f"saved your {'answers' if len(parts.texts) > 1 else 'answer'} to {found.ref}")
    kept = keep_answers(database, discussion, parts.texts, "text", note=parts.new_note(discussion))
    kept.split = len(parts.texts) > 1
    print_kept_answers(discussion, parts.texts, kept)
    print_left_over(discussion, parts.note)
    keep_drafts(database, discussion, parts.replies)


def _write_in_editor(database: Database, discussion: Discussion, question: Question | None, *, fresh: bool) -> None:
    _start_writing(database, discussion.ref, discussion.id, fresh=fresh)
    with draft_for(database.path, discussion.id) as draft:
        document = AnswerDocument(discussion)
        text = draft.typed()
        if not text or not document.says_more(text, draft.opened()):
            text = document.text
            draft.lay_out(text)
        write_in_editor(
            draft,
            lambda typed: _keep_typed(database, discussion, document, typed, draft.opened()),
            line=document.line_below(question.id, text) if question else None,
            unchanged=f"Nothing changed in {discussion.ref}.",
            command=CommandLine("answer", discussion.ref),
        )


def _keep_typed(database: Database, discussion: Discussion, document: AnswerDocument, typed: str, opened: str) -> None:
    filled = document.read(typed, opened)
    shown = document.read(opened or document.text).texts
    emptied = [question for question in filled.emptied if shown.get(question)]
    database.doing(f"saved your answers to {discussion.ref}")
    kept = keep_answers(
        database,
        discussion,
        filled.texts,
        "editor",
        shown=shown,
        emptied=emptied if filled.whole else (),
        note=document.new_note(filled),
    )
    print_kept_document(discussion, filled, kept, emptied if not filled.whole else ())
    print_kept_both(discussion, [slot for slot, old in kept.changed.items() if old and old != shown.get(slot, "")])


def _start_writing(database: Database, ref: str, subject: str, *, fresh: bool) -> None:
    """Check that there is a terminal, and with `fresh` move unsaved words out of the way. Raises WrongUsage."""
    if not can_write():
        raise WrongUsage(
            "The editor needs a terminal. Without a terminal, put the text in the command, a file (--file) or a pipe:",
            CommandLine("answer", ref, "your words"),
        )
    if fresh:
        for aside in put_drafts_aside(database.path, subject):
            say(f"Your unsaved text for {ref} is now in {aside}.")


def _answer_task(database: Database, found: FoundRef, task: Task, words: str | None, *, fresh: bool) -> None:
    if not is_written(task):
        raise WrongSubject(
            found.ref, found.what, "a discussion, a question or a written task", CommandLine("done", task.ref)
        )
    if words is not None:
        if fresh:
            raise _fresh_with_words()
        _keep_text(database, task, words)
        return
    _start_writing(database, task.ref, task.id, fresh=fresh)
    write_text_in_editor(
        database.path,
        task.id,
        _draft_text(database, task),
        lambda typed: _keep_text(database, task, typed),
        unchanged=f"Nothing changed for {task.ref}.",
        command=CommandLine("answer", task.ref),
    )


def _draft_text(database: Database, task: Task) -> str:
    """The text that is not posted yet, else what is known of a new one."""
    if waiting := unposted_text(task):
        return waiting.text
    if not is_progress_note(task):
        return task.words or ""
    found = locate(database, task.ref, whole_course=True)[1]
    if found.course:
        return draft_progress_note([found.course], [])
    program = next(program for program in load(database) if program.id == found.program.id)
    return draft_progress_note(program.courses, program.tasks)


def _keep_text(database: Database, task: Task, words: str) -> None:
    task = locate(database, task.ref)[1].task or task  # it may have been posted while the person wrote
    waiting = unposted_text(task)
    if waiting and waiting.text == words:
        tell(f"That {text_name(task)} for {task.ref} is already saved.")
    else:
        database.doing(f"saved your {text_name(task)} for {task.ref}")
        keep_task_text(database, task, words, instead_of=waiting)
        tell(f"Saved your {text_name(task)} for {task.ref}.")
    say("To copy it, and to mark it as posted:")
    say(
        CommandLine("export", task.ref, "--for", "thread", "--copy"),
        CommandLine("posted", task.ref),
    )
