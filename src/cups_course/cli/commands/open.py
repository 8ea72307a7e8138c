"""`cups-course open`: a discussion's address in the browser."""

import webbrowser
from typing import Annotated

import typer

from cups_course.cli.session import Session, locate
from cups_course.errors import NoAddress, WrongSubject
from cups_course.view.screen import address_line, say

EXAMPLES = ("cups-course open 2.2",)


def run(
    ctx: typer.Context,
    ref: Annotated[str, typer.Argument(metavar="REF", help="A discussion.")],
) -> None:
    """Opens a discussion's thread in your browser."""
    session: Session = ctx.obj
    with session.database() as database:
        _, found = locate(database, ref)
        if found.discussion is None:
            raise WrongSubject(found.ref, found.what, "a discussion", "cups-course status")
    address = found.discussion.address
    # It came out of a saved page: nothing but a web address is ever handed on.
    if address is None or not address.startswith(("https://", "http://")):
        raise NoAddress(found.discussion.ref)
    say(f"{found.discussion.ref} is at", address_line(address))
    if not webbrowser.open(address):
        say("No browser opened here. Copy the address into yours.")
