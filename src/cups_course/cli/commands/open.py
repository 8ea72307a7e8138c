"""`cups-course open`: a discussion's address in the browser."""

import webbrowser
from typing import Annotated

import typer

from cups_course.cli.session import Session, require_discussion
from cups_course.errors import NoAddress
from cups_course.view.screen import address_line, say

EXAMPLES = ("cups-course open 2.2",)


def run(
    ctx: typer.Context,
    ref: Annotated[str, typer.Argument(metavar="REF", help="A discussion, such as 2.2.")],
) -> None:
    session: Session = ctx.obj
    with session.located(ref) as (_, found):
        discussion = require_discussion(found, wanted="a discussion", inside=True)
    address = discussion.address
    # It comes from a saved page: only a web address is safe to open.
    if address is None or not address.startswith(("https://", "http://")):
        raise NoAddress(discussion.ref)
    say(f"Opening {discussion.ref}:", address_line(address))
    if not webbrowser.open(address):
        say("No browser could be opened. Open the address in yours.")
