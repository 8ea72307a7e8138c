"""`cups-course status`: what is done and what remains."""

from typing import Annotated

import typer

from cups_course.cli.session import Session, locate, next_step_in, paged, paused_in
from cups_course.errors import WrongUsage
from cups_course.refs import narrow, narrowed_to
from cups_course.shell import CommandLine
from cups_course.store.identity import local_date
from cups_course.store.people import forum_names
from cups_course.store.reading import load
from cups_course.view.checklist import Detail, print_checklist
from cups_course.view.next_step import print_next, print_welcome

EXAMPLES = (
    "cups-course",
    "cups-course status 2",
    "cups-course status --todo",
    "cups-course status --course 2 --all",
    "cups-course status --json",
)


def run(
    ctx: typer.Context,
    ref: Annotated[
        str | None, typer.Argument(metavar="[REF]", help="Only this course or discussion, such as 2 or 2.2.")
    ] = None,
    all_: Annotated[bool, typer.Option("--all", help="Show everything, including what is done.")] = False,
    todo: Annotated[bool, typer.Option("--todo", help="Show only what is left.")] = False,
    course: Annotated[str | None, typer.Option(metavar="N", help="Show only this course.")] = None,
    json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
) -> None:
    """cups-course on its own shows this too."""
    session: Session = ctx.obj
    if ref and course:
        raise WrongUsage("Use either REF or --course, not both:", CommandLine("status", course))
    if all_ and todo:
        raise WrongUsage("Use either --all or --todo, not both.")
    ref = ref or course
    with session.database_if_any() as database:
        found = None
        if database and ref:
            programs, found = locate(database, ref, whole_course=True)
        else:
            programs = load(database) if database else []
        if json:
            # With plans and their days, 5 ms: most people look at the screen.
            from cups_course.view.documents import print_json, status_document

            names = forum_names(database) if database else []
            print_json(status_document(programs, names[0] if names else None, found, local_date()))
        elif not programs:
            print_welcome()
        else:
            if found:
                # A question, task or reply is seen in its discussion.
                found = found._replace(question=None, task=None, reply=None)
            shown = narrow(programs, found)
            assert database
            step = next_step_in(database, shown)
            how: Detail = "whole" if all_ else "remains" if todo else "folded"
            with paged(session):
                print_checklist(shown, step, narrowed_to(found), how, local_date())
                print_next(step, paused_in(database, shown), why=False)
