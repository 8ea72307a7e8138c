"""`cups-course note`: notes of one's own on anything: written, changed, removed, listed."""

from collections.abc import Iterator
from itertools import chain
from typing import Annotated

import typer

from cups_course.cli.input import can_write, given_text, write_text_in_editor
from cups_course.cli.options import Json
from cups_course.cli.parsing import ProseCommand
from cups_course.cli.session import Session
from cups_course.errors import CourseError, NothingToKeep, WrongUsage
from cups_course.model import Note, Program
from cups_course.shell import CommandLine
from cups_course.store.database import Database
from cups_course.store.reading import load
from cups_course.store.subjects import Subject
from cups_course.store.writing import add_note, change_note, remove_note
from cups_course.view.documents import noted_document, print_json
from cups_course.view.screen import say, tell
from cups_course.view.show import print_noted

Command = ProseCommand
EXAMPLES = (
    'cups-course note 2.2 "Ask Fern about the video"',
    "cups-course note 2.2",
    'cups-course note 2.2 --edit 1 "Ask Fern about both videos"',
    "cups-course note 2.2 --remove 1",
    "cups-course note",
)


def run(
    ctx: typer.Context,
    ref: Annotated[
        str | None, typer.Argument(metavar="[REF]", help="What the note is on. Without it, lists all your notes.")
    ] = None,
    text: Annotated[str | None, typer.Argument(metavar="[TEXT]", help="Your note. May start with -.")] = None,
    edit: Annotated[int | None, typer.Option(metavar="N", help="Change note N, to TEXT or in your editor.")] = None,
    remove: Annotated[int | None, typer.Option(metavar="N", help="Remove note N.")] = None,
    json: Json = False,
) -> None:
    """Without TEXT, lists your notes."""
    session: Session = ctx.obj
    if sum((edit is not None, remove is not None, json)) > 1 or (text and (remove is not None or json)):
        raise WrongUsage("Use only one of TEXT, --edit, --remove and --json.")
    if ref is None and (edit is not None or remove is not None):
        raise WrongUsage(
            "--edit and --remove need a reference, such as 2.2:", CommandLine("note", "2.2", "--remove", "1")
        )
    if ref and " " in ref.strip() and text is None:
        first, rest = ref.split(maxsplit=1)
        corrected = [first, rest] if first[0].isdigit() else ["2.2", ref]
        raise WrongUsage("Say what the note is on, before the note:", CommandLine("note", *corrected))
    if ref is None:
        with session.database() as database:
            _show([pair for program in load(database) for pair in _noted(program)], json=json)
        return
    with session.located(ref, text=text) as (database, found):
        subject = found.subject
        words = None if json or remove is not None else given_text(text, None)
        if remove is not None:
            note = _numbered(subject, remove)
            database.doing(f"removed a note from {subject.ref}")
            remove_note(database, subject, note)
            tell(f"Removed note {remove} from {subject.ref}.")
            say("To bring it back:", CommandLine("undo"))
        elif edit is not None:
            _change(database, subject, _numbered(subject, edit), words)
        elif words is not None:
            database.doing(f"saved a note on {subject.ref}")
            add_note(database, subject, words)
            tell(f"Saved your note on {subject.ref}.")
        elif subject.notes or json:
            _show([(subject.ref, note) for note in subject.notes], json=json)
        else:
            raise NothingToKeep(
                f"There is no note on {subject.ref} yet.", CommandLine("note", subject.ref, "your words")
            )


def _show(noted: list[tuple[str, Note]], *, json: bool) -> None:
    if json:
        print_json(noted_document(noted))
    elif not noted:
        raise NothingToKeep("You have no notes yet.", CommandLine("note", "2.2", "your words"))
    else:
        print_noted(noted)


def _noted(program: Program) -> Iterator[tuple[str, Note]]:
    """Every note in a program with the reference it is on, in course order."""
    subjects: list[Subject] = [program, *program.tasks]
    for course in program.courses:
        subjects += [course, *course.tasks, *course.forms]
        for discussion in course.discussions:
            subjects += chain([discussion], discussion.questions, discussion.tasks, discussion.peer_replies)
    for subject in subjects:
        yield from ((subject.ref, note) for note in subject.notes)


def _numbered(subject: Subject, number: int) -> Note:
    if not 0 < number <= len(subject.notes):
        raise CourseError(f"There is no note {number} on {subject.ref}.", CommandLine("note", subject.ref))
    return subject.notes[number - 1]


def _change(database: Database, subject: Subject, note: Note, words: str | None) -> None:
    if words is not None:
        _save_change(database, subject, note, words)
        return
    command = CommandLine("note", subject.ref, "--edit", subject.notes.index(note) + 1)
    if not can_write():
        raise WrongUsage(
            "The editor needs a terminal. Without a terminal, put the text in the command:",
            command.and_also("your words"),
        )
    write_text_in_editor(
        database.path,
        note.id,
        note.text,
        lambda typed: _save_change(database, subject, note, typed),
        unchanged=f"Nothing changed on {subject.ref}.",
        command=command,
    )


def _save_change(database: Database, subject: Subject, note: Note, words: str) -> None:
    database.doing(f"changed a note on {subject.ref}")
    change_note(database, subject, note, words)
    tell(f"Saved your note on {subject.ref}.")
