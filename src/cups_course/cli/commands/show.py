"""`cups-course show`: the post, its questions, your answers, your replies."""

import typer

from cups_course.cli.options import AnyRef, Json
from cups_course.cli.session import Session, locate, paged
from cups_course.store.soundness import WORDS
from cups_course.store.threads import load_thread
from cups_course.view.documents import print_json, show_document
from cups_course.view.form import print_form
from cups_course.view.show import print_show

EXAMPLES = ("cups-course show 2.2", "cups-course show 2.2.1", "cups-course show 2.2@oakleaf")


def run(
    ctx: typer.Context,
    ref: AnyRef,
    json: Json = False,
) -> None:
    session: Session = ctx.obj
    with session.database() as database:
        database.require_sound(WORDS)
        _, found = locate(database, ref, verify=True)
        kept = load_thread(database, found.discussion) if found.discussion else None
    thread = kept.thread if kept else None
    if json:
        print_json(show_document(found, thread))
    else:
        with paged(session):
            print_show(found, thread)
            if found.course and found.task and found.task.form:
                print_form(found.task, found.course)
