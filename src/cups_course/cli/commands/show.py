"""`cups-course show`: the post, its questions, your answers, your replies."""

from typing import Annotated

import typer

from cups_course.cli.output import paged
from cups_course.cli.session import Session, locate
from cups_course.refs import narrow
from cups_course.store.soundness import WORDS
from cups_course.store.threads import load_thread

EXAMPLES = ("cups-course show 2.2", "cups-course show 2.2.1", "cups-course show 2.2@oakleaf")


def run(
    ctx: typer.Context,
    ref: Annotated[str, typer.Argument(metavar="REF", help="Anything that has a reference.")],
    json: Annotated[bool, typer.Option("--json", help="One JSON document.")] = False,
) -> None:
    """The post, its questions, your answers, your replies."""
    from cups_course.view.show import print_show

    session: Session = ctx.obj
    with session.database() as database:
        database.require_sound(WORDS)
        _, found = locate(database, ref, verify=True)
        kept = load_thread(database, found.discussion) if found.discussion else None
    if json:
        from cups_course.view.documents import export_document, opening_document, print_json

        post = opening_document(kept.thread) if kept else None
        print_json({**export_document(narrow([found.program], found)), "post": post})
    else:
        with paged(session):
            print_show(found, kept.thread if kept else None)
            if found.course and found.task and found.task.form:
                from cups_course.view.form import print_form

                print_form(found.task, found.course)
