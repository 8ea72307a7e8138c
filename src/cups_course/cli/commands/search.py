"""`cups-course search`: find words in questions, own texts and posts."""

from enum import StrEnum
from typing import Annotated

import typer

from cups_course.cli.options import Json
from cups_course.cli.parsing import ProseCommand
from cups_course.cli.session import Session, locate, paged, require_course
from cups_course.errors import WrongUsage
from cups_course.search import KINDS, MINE, SearchResults, fts_query
from cups_course.store.search import search
from cups_course.view.documents import print_json, search_document
from cups_course.view.next_step import print_welcome
from cups_course.view.search import print_search_results

Command = ProseCommand
EXAMPLES = (
    "cups-course search steady pace",
    "cups-course search '\"steady pace\"' --mine",
    "cups-course search lantern --course 2 --kind post",
    "cups-course search steady --json",
)

_DEFAULT_LIMIT = 20


class WantedKind(StrEnum):
    """The values of `--kind`: those of `ResultKind`."""

    question = "question"
    answer = "answer"
    reply = "reply"
    note = "note"
    post = "post"


def run(
    ctx: typer.Context,
    words: Annotated[
        list[str],
        typer.Argument(metavar="WORDS...", help='Whole words or their beginnings; a "quoted phrase" matches exactly.'),
    ],
    course: Annotated[str | None, typer.Option(metavar="N", help="Search only this course, such as 2.")] = None,
    kind: Annotated[list[WantedKind] | None, typer.Option(help="Search only this kind; may repeat.")] = None,
    mine: Annotated[bool, typer.Option("--mine", help="Search only your answers, replies and notes.")] = False,
    limit: Annotated[
        int | None,
        typer.Option(min=1, metavar="N", help=f"Show at most N results: {_DEFAULT_LIMIT} by default, all with --json."),
    ] = None,
    json: Json = False,
) -> None:
    """Your own words come first, then questions and what peers wrote."""
    session: Session = ctx.obj
    query = fts_query(" ".join(words))
    kinds = [name for name in KINDS if (not kind or name in kind) and (not mine or name in MINE)]
    if not kinds:
        raise WrongUsage(
            "--mine searches only answers, replies and notes. Choose one of these with --kind, or leave out --mine."
        )
    results = None
    with session.database_if_any() as database:
        if database:
            course_id = require_course(locate(database, course)[1]).id if course else None
            results = search(database, query, kinds, course_id, limit=limit if json else limit or _DEFAULT_LIMIT)
    if json:
        print_json(search_document(results or SearchResults((), 0)))
    elif results is None:
        print_welcome()
    else:
        with paged(session):
            print_search_results(results)
