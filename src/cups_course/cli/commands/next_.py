"""`cups-course next`: the one thing to do next."""

from functools import partial
from typing import Annotated

import typer

from cups_course.cli.session import Session, next_step_in, paused_in
from cups_course.store.reading import load, load_course, load_courses
from cups_course.view.next_step import print_next, print_welcome

EXAMPLES = ("cups-course next", "cups-course next --json")


def run(
    ctx: typer.Context,
    json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
) -> None:
    session: Session = ctx.obj
    with session.database_if_any() as database:
        programs = load_courses(database) if database else []
        step = next_step_in(database, programs, partial(load_course, database)) if database else None
        asides = paused_in(database, load(database)) if database and not step else []
    if json:
        from cups_course.view.documents import next_document, print_json  # as in `status`

        print_json(next_document(step))
    elif not programs:
        print_welcome()
    else:
        print_next(step, asides)
