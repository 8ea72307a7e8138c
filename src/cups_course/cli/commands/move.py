"""`cups-course move`: puts a discussion where it belongs."""

from typing import Annotated

import typer

from cups_course.cli.options import DiscussionRef
from cups_course.cli.session import Session, locate, require_discussion
from cups_course.errors import CourseError, UnknownReference, WrongUsage
from cups_course.refs import find_ref, parse_ref
from cups_course.store.reading import load
from cups_course.store.writing import move_discussion
from cups_course.text import clean
from cups_course.view.screen import command_line, say, tell
from cups_course.wants import IMPORT

EXAMPLES = ("cups-course move 2.2 3.1", "cups-course move my-courses/2.2 ldp-2020/2.2")


def run(
    ctx: typer.Context,
    ref: DiscussionRef,
    to: Annotated[str, typer.Argument(metavar="TO", help="Where it belongs, such as 3.1.")],
) -> None:
    """Moves it with everything in it."""
    session: Session = ctx.obj
    with session.located(ref) as (database, found):
        discussion = require_discussion(found)
        if discussion.implied:
            raise CourseError(f"{found.ref} isn't imported yet, so there is nothing to move. To import it:", IMPORT)
        target = parse_ref(to)
        inside = (target.question, target.kind, target.peer)
        if target.course is None or target.discussion is None or any(one is not None for one in inside):
            raise WrongUsage(f"{to} isn't a place for a discussion. Use a reference such as 3.1.")
        programs = load(database)
        key = target.program or found.program.key
        program = next((one for one in programs if one.key == key), None)
        if program is None:
            raise UnknownReference(clean(to), [one.key for one in programs], "cups-course program list")
        place = f"{program.key}/{target.course}.{target.discussion}"
        try:
            occupant = find_ref(programs, parse_ref(place)).discussion
        except UnknownReference:
            occupant = None
        if occupant and occupant.id == discussion.id:
            tell(f"{found.ref} is already there. Nothing was changed.")
            return
        database.doing(f"moved {found.ref} to {place}")
        move_discussion(database, discussion, program, target.course, target.discussion, occupant)
        _, moved = locate(database, place)
    tell(f"Moved {found.ref} to {moved.ref}, with everything in it.")
    say(command_line(f"cups-course status {moved.ref}"))
