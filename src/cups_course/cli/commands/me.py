"""`cups-course me`: the person's forum names, and with them which posts are theirs."""

from typing import Annotated

import typer

from cups_course.cli.options import Json
from cups_course.cli.own_posts import find_own_posts, missing_names
from cups_course.cli.session import Session
from cups_course.errors import CourseError, NothingKept
from cups_course.shell import CommandLine
from cups_course.states import all_discussions
from cups_course.store.database import Database
from cups_course.store.people import forget_forum_name, forum_names, plain_name, post_authors, set_forum_names
from cups_course.store.reading import load
from cups_course.view.documents import names_document, print_json
from cups_course.view.people import print_missing_names, print_names, print_own_found
from cups_course.view.screen import say

EXAMPLES = ("cups-course me PlumTree7", "cups-course me", "cups-course me --not PlumTree8")


def run(
    ctx: typer.Context,
    names: Annotated[
        list[str] | None, typer.Argument(metavar="[NAME]...", help="Your forum names, newest first.")
    ] = None,
    not_: Annotated[str | None, typer.Option("--not", metavar="NAME", help="Remove a name that isn't yours.")] = None,
    json: Json = False,
) -> None:
    """Your posts in imported threads become your answers and replies."""
    session: Session = ctx.obj
    kept: list[str] = []
    with session.new_database() if names else session.database_if_any() as database:
        if database:
            kept = _change(database, names or [], not_)
        elif not_:
            raise NothingKept
    if json:
        print_json(names_document(kept))
    else:
        print_names(kept)


def _change(database: Database, names: list[str], not_: str | None) -> list[str]:
    """Drop and set names, as one command for `undo`. Returns the names that are kept afterwards."""
    if names:
        database.doing(f"set your name to {', '.join(names)}")
    elif not_:
        database.doing(f"removed {not_} from your forum names")
    if not_:
        if not forget_forum_name(database, not_):
            raise CourseError(f"{not_} isn't one of your names. To see your names:", CommandLine("me"))
        say(f"Removed {not_} from your names. Posts under that name no longer count as yours. Nothing was deleted.")
    if names:
        set_forum_names(database, names)
        kept = forum_names(database)
        print_own_found(find_own_posts(database, all_discussions(load(database)), kept))
        if authors := post_authors(database):
            print_missing_names(missing_names(map(plain_name, names), kept, authors))
    return forum_names(database)
