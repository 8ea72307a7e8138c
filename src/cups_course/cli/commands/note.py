"""`cups-course note`: a note of one's own on anything."""

from typing import Annotated

import typer

from cups_course.cli.app import ProseCommand
from cups_course.cli.input import given_text
from cups_course.cli.options import AnyRef
from cups_course.cli.session import Session
from cups_course.store.writing import add_note
from cups_course.view.documents import notes_document, print_json
from cups_course.view.screen import command_line, say, tell
from cups_course.view.show import print_notes

Command = ProseCommand
EXAMPLES = ('cups-course note 2.2 "Ask Fern about the video"', "cups-course note 2.2")


def run(
    ctx: typer.Context,
    ref: AnyRef,
    text: Annotated[str | None, typer.Argument(metavar="[TEXT]", help="Your note; may begin with -.")] = None,
    json: Annotated[bool, typer.Option("--json", help="One JSON document of those there are.")] = False,
) -> None:
    """Keeps a note of your own on anything, or shows those there are."""
    session: Session = ctx.obj
    with session.located(ref, text=text) as (database, found):
        if json:
            print_json(notes_document(found.subject.notes))
            return
        words = given_text(text, None)
        if words is None:
            if not found.subject.notes:
                tell(f"There is no note on {found.ref} yet.")
                say(command_line(f'cups-course note {found.ref} "your words"'))
            print_notes(found.subject.notes)
            return
        database.doing(f"note on {found.ref}, kept")
        add_note(database, found.subject, words)
    tell(f"Kept your note on {found.ref}.")
