"""`cups-course answer`: keeps an answer, given with the call or written in the person's editor."""

import os
from pathlib import Path
from typing import Annotated

import typer

from cups_course.cli.group import ProseCommand
from cups_course.cli.session import Session, locate
from cups_course.cli.words import given_text
from cups_course.course.document import Document, as_written
from cups_course.course.errors import EditorFailed, WrongSubject, WrongUsage
from cups_course.course.model import Discussion, Question
from cups_course.course.references import Found
from cups_course.store.database import Database
from cups_course.store.writing import Source, keep_answers
from cups_course.system.texts import can_ask

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
) -> None:
    """Keeps an answer: given here, in a file, piped, or in your editor."""
    session: Session = ctx.obj
    with session.database() as database:
        _, found = locate(database, ref)
        if found.discussion is None or found.task or found.reply:
            raise WrongSubject(found.ref, found.what, "a discussion or a question", "cups-course status")
        words = given_text(text, file)
        if words is not None:
            _keep(database, found, words)
        else:
            _write(database, found.discussion, found.question)


def _keep(database: Database, found: Found, words: str) -> None:
    discussion = found.discussion
    assert discussion
    document = Document(discussion)
    if found.question is None and document.marks(words):
        _keep_document(database, discussion, document, words, "text")
        return
    question = found.question.id if found.question else None
    if question is None and discussion.answer is None and len(discussion.asked) == 1:
        # One question, one answer: there is nothing that "in one piece" could mean beside it.
        question = discussion.asked[0].id
    changed = keep_answers(database, discussion, {question: words}, "text")
    from cups_course.view.kept import print_kept

    print_kept(discussion, {question: words}, changed)


def _keep_document(database: Database, discussion: Discussion, document: Document, text: str, source: Source) -> None:
    from cups_course.view.kept import print_kept, print_unplaced

    filled = document.read(text)
    changed = keep_answers(database, discussion, filled.texts, source, note=filled.stray)
    if changed or not filled.stray:
        print_kept(discussion, filled.texts, changed)
    print_unplaced(discussion, filled)


def _write(database: Database, discussion: Discussion, question: Question | None) -> None:
    """Let the person write in their editor. The file they write in is there until its words are kept."""
    from cups_course.system.unsaved import unsaved_answer

    if not can_ask() and not (os.environ.get("VISUAL") or os.environ.get("EDITOR")):
        raise WrongUsage(
            "There is no terminal to write in. Give your words with the call, in a file, or through a pipe:",
            f'cups-course answer {discussion.ref} "your words"',
        )
    with unsaved_answer(database.path, discussion) as draft:
        _write_in(draft, database, discussion, question)


def _write_in(draft: Path, database: Database, discussion: Discussion, question: Question | None) -> None:
    from cups_course.system.editor import edit
    from cups_course.system.unsaved import lay_out, read_typed

    document = Document(discussion)
    handed = lay_out(draft, document.text)
    again = f"cups-course answer {discussion.ref}"
    try:
        waited = edit(draft, document.line_below(question.id, handed) if question else None)
    except EditorFailed as error:
        if as_written(read_typed(draft)) == as_written(document.text):
            draft.unlink(missing_ok=True)
            raise
        raise EditorFailed(f"{error.message} What you typed is safe, and this goes on with it:", again) from error
    if not waited and handed == document.text and can_ask():
        _wait_for_window()
    text = read_typed(draft)
    if not text:
        from cups_course.view.screen import tell

        draft.unlink(missing_ok=True)
        tell(f"Nothing was changed in {discussion.ref}.")
        return
    _keep_document(database, discussion, document, text, "editor")
    draft.unlink(missing_ok=True)


def _wait_for_window() -> None:
    typer.prompt(
        "Your editor came back at once, so it may be open in a window. Press Enter when you have saved and closed it",
        default="",
        show_default=False,
        prompt_suffix=" ",
        err=True,
    )
