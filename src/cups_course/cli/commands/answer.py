"""`cups-course answer`: keeps an answer, given with the call or written in the person's editor."""

from pathlib import Path
from typing import Annotated

import typer

from cups_course.answer_document import AnswerDocument
from cups_course.cli.app import ProseCommand
from cups_course.cli.input import can_write, given_text, write_in_editor
from cups_course.cli.session import Session
from cups_course.errors import WrongSubject, WrongUsage
from cups_course.model import Discussion, Question
from cups_course.refs import FoundRef
from cups_course.store.database import Database
from cups_course.store.writing import keep_answers
from cups_course.system.drafts import draft_for, put_drafts_aside
from cups_course.view.answers import print_kept_answers, print_kept_both, print_kept_document
from cups_course.view.screen import say

Command = ProseCommand
EXAMPLES = (
    "cups-course answer 2.2",
    'cups-course answer 2.2.1 "It means to help first."',
    "cups-course answer 2.2.1 --file first.txt",
    "pbpaste | cups-course answer 2.2",
)


def run(
    ctx: typer.Context,
    ref: Annotated[str, typer.Argument(metavar="REF", help="A discussion or one of its questions.")],
    text: Annotated[str | None, typer.Argument(metavar="[TEXT]", help="Your words; may begin with -.")] = None,
    file: Annotated[Path | None, typer.Option(metavar="FILE", help="A file with your words.")] = None,
    fresh: Annotated[
        bool, typer.Option("--fresh", help="Begin anew in the editor; unsaved words are set aside in a file.")
    ] = False,
) -> None:
    """Keeps an answer: given here, in a file, piped, or in your editor."""
    session: Session = ctx.obj
    with session.located(ref, verify=True, text=text) as (database, found):
        if found.discussion is None or found.task or found.reply:
            raise WrongSubject(found.ref, found.what, "a discussion or a question", "cups-course status")
        words = given_text(text, file)
        if words is None:
            _write_in_editor(database, found.discussion, found.question, fresh=fresh)
        elif fresh:
            raise WrongUsage("--fresh is for the editor. Give your words without it, or --fresh without words.")
        else:
            _keep(database, found, found.discussion, words)


def _keep(database: Database, found: FoundRef, discussion: Discussion, words: str) -> None:
    document = AnswerDocument(discussion)
    if found.question is None and document.marks(words):
        filled = document.read(words)
        database.doing(f"answers to {discussion.ref}, kept")
        changed = keep_answers(database, discussion, filled.texts, "text", note=document.new_note(filled))
        print_kept_document(discussion, filled, changed)
        return
    question = found.question.id if found.question else None
    if question is None and discussion.answer is None and len(discussion.asked) == 1:
        # With a single question, an answer to the whole discussion is the answer to it.
        question = discussion.asked[0].id
    database.doing(f"answer to {found.ref}, kept")
    changed = keep_answers(database, discussion, {question: words}, "text")
    print_kept_answers(discussion, {question: words}, changed)


def _write_in_editor(database: Database, discussion: Discussion, question: Question | None, *, fresh: bool) -> None:
    if not can_write():
        raise WrongUsage(
            "There is no terminal to write in. Give your words with the call, in a file, or through a pipe:",
            f'cups-course answer {discussion.ref} "your words"',
        )
    if fresh:
        for aside in put_drafts_aside(database.path, discussion.id):
            say(f"What was unsaved for {discussion.ref} is set aside in {aside}.")
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
            unchanged=f"Nothing was changed in {discussion.ref}.",
            command=f"cups-course answer {discussion.ref}",
        )


def _keep_typed(database: Database, discussion: Discussion, document: AnswerDocument, typed: str, opened: str) -> None:
    filled = document.read(typed, opened)
    before = document.read(opened or document.text).texts
    database.doing(f"answers to {discussion.ref}, kept")
    changed = keep_answers(database, discussion, filled.texts, "editor", note=document.new_note(filled))
    print_kept_document(discussion, filled, changed)
    print_kept_both(discussion, [slot for slot, old in changed.items() if old and old != before.get(slot, "")])
