"""`cups-course me`: the person's forum names, and with them which posts are theirs."""

from typing import Annotated

import typer

from cups_course.cli.session import Session
from cups_course.course.errors import CourseError
from cups_course.course.progress import all_discussions
from cups_course.course.taken import Taken
from cups_course.store.database import Database
from cups_course.store.importing import take_own
from cups_course.store.people import forget_forum_name, forum_names, set_forum_names
from cups_course.store.reading import load
from cups_course.store.threads import load_thread
from cups_course.threads.own import find_own

EXAMPLES = ("cups-course me PlumTree7", "cups-course me", "cups-course me --not PlumTree8")


def run(
    ctx: typer.Context,
    names: Annotated[list[str] | None, typer.Argument(metavar="[NAME]...", help="Your names, newest first.")] = None,
    not_: Annotated[str | None, typer.Option("--not", metavar="NAME", help="This name is not you.")] = None,
    json: Annotated[bool, typer.Option("--json", help="One JSON document.")] = False,
) -> None:
    """Shows or sets your forum names, and finds your posts."""
    from cups_course.view.people import print_names, print_own_found
    from cups_course.view.screen import say

    session: Session = ctx.obj
    if not_:
        with session.database() as database:
            if not forget_forum_name(database, not_):
                raise CourseError(f"{not_} is not among your names.", "cups-course me")
        say(f"{not_} is not you. What was found under that name no longer counts as yours; nothing is deleted.")
    if names:
        with session.new_database() as database:
            set_forum_names(database, names)
            found = _find_own_posts(database)
        print_own_found(found)
    with session.database_if_any() as database:
        kept = forum_names(database) if database else []
    if json:
        from cups_course.view.json_output import print_json

        print_json({"names": kept})
    else:
        print_names(kept)


def _find_own_posts(database: Database) -> list[tuple[str, Taken]]:
    """Look through every thread that is kept; returns the reference of each discussion with what was new in it."""
    found = []
    names = forum_names(database)
    for discussion in all_discussions(load(database)):
        kept = load_thread(database, discussion)
        own = find_own(kept.thread, names) if kept else None
        if kept and own:
            found.append((discussion.ref, take_own(database, discussion, kept, own)))
    return found
