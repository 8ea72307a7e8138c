"""`cups-course stats`: what you have written, for whoever likes to know."""

from enum import StrEnum
from typing import Annotated

import typer

from cups_course.cli.options import Json
from cups_course.cli.session import Session, locate
from cups_course.pace.stats import writing_stats
from cups_course.refs import narrow
from cups_course.store.reading import load
from cups_course.view.documents import print_json, stats_document
from cups_course.view.plan import print_stats

EXAMPLES = ("cups-course stats", "cups-course stats 2 --by week")


class By(StrEnum):
    """The periods to count by."""

    week = "week"
    month = "month"


def run(
    ctx: typer.Context,
    ref: Annotated[str | None, typer.Argument(metavar="[REF]", help="A program, a course or a discussion.")] = None,
    by: Annotated[By, typer.Option("--by", help="Count by week or by month.")] = By.month,
    json: Json = False,
) -> None:
    """Counts words, answers and replies by month or by week."""
    session: Session = ctx.obj
    with session.database_if_any() as database:
        found = None
        if database and ref:
            programs, found = locate(database, ref)
        else:
            programs = load(database) if database else []
    all_of_it, periods = writing_stats(narrow(programs, found), by.value)
    if json:
        print_json(stats_document(all_of_it, periods, by.value))
    else:
        print_stats(all_of_it, periods)
