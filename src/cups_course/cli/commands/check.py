"""`cups-course check`: what is still missing before the evaluation form."""

import typer

from cups_course.cli.options import CourseIfSeveral, Json
from cups_course.cli.session import Session, locate_course, require_course
from cups_course.cli.who_answered import peers_in
from cups_course.model import Discussion
from cups_course.pace.set_aside import set_aside_of
from cups_course.readiness import hints_for, implied_together, missing_things
from cups_course.store.database import Database
from cups_course.view.check import print_check
from cups_course.view.documents import check_document, print_json

EXAMPLES = ("cups-course check 2", "cups-course check 2 --json")
_MOST_NAMED = 3
"""The most people named as possible peers to reply to."""


def run(
    ctx: typer.Context,
    course: CourseIfSeveral = None,
    json: Json = False,
) -> None:
    """Lists what is missing, with the command to fix it. The exit code is 0 if nothing is missing, otherwise 1."""
    session: Session = ctx.obj
    with session.database() as database:
        found = locate_course(database, course)
        checked = require_course(found)
        missing = missing_things(checked, lambda discussion: _waiting(database, discussion))
    hints = hints_for(checked)
    asides = set_aside_of(found.program, checked)
    if json:
        print_json(check_document(implied_together(checked, missing), hints, asides))
    else:
        print_check(checked, missing, hints, asides)
    raise typer.Exit(1 if missing else 0)


def _waiting(database: Database, discussion: Discussion) -> list[str]:
    """Some who answered and got no reply from the person: first those who wrote to them, then those with the fewest
    replies."""
    peers = sorted(peers_in(database, discussion) or [], key=lambda peer: not peer.wrote_to_you)
    return [peer.peer for peer in peers if peer.peer and not peer.replied][:_MOST_NAMED]
