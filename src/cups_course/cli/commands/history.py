"""`cups-course history`: every version of an answer or a reply, or everything you did."""

from typing import Annotated

import typer

from cups_course.cli.options import Json
from cups_course.cli.output import write_output
from cups_course.cli.session import Session, paged
from cups_course.store.history import commands, histories, nothing_kept, single_history
from cups_course.view.documents import commands_document, history_document, print_json
from cups_course.view.history import print_commands, print_histories
from cups_course.view.screen import command_line, say

EXAMPLES = (
    "cups-course history 2.2.1",
    "cups-course history 2.2@oakleaf",
    "cups-course history 2.2.1 3",
    "cups-course history 2.2.1 --json",
    "cups-course history",
)


def run(
    ctx: typer.Context,
    ref: Annotated[
        str | None,
        typer.Argument(metavar="[REF]", help="A question, a discussion or a reply; without it, all you did."),
    ] = None,
    version: Annotated[
        int | None, typer.Argument(metavar="[VERSION]", help="This version whole, exactly as it is.")
    ] = None,
    json: Json = False,
) -> None:
    """Every version of what you wrote; without REF, everything you did."""
    session: Session = ctx.obj
    if ref is None:
        with session.database() as database:
            done = commands(database)
        if json:
            print_json(commands_document(done))
        else:
            print_commands(done)
        return
    with session.located(ref) as (database, found):
        if version is None:
            texts = histories(database, found)
        else:
            text = single_history(database, found)
            texts = [text._replace(versions=[text.numbered(version)])]
    if json:
        print_json(history_document(texts))
        return
    if not texts:
        raise nothing_kept(found)
    with paged(session):
        if version is not None:
            write_output(f"{texts[0].versions[0].text}\n")
            return
        print_histories(texts)
        discussion = found.discussion
        others = [one.ref for one in discussion.questions if one.answer] if discussion else []
        if discussion and others and texts[0].ref == discussion.ref:
            say("The answers to its questions have versions too:")
            say(*(command_line(f"cups-course history {ref}") for ref in others))
