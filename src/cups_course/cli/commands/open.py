"""`cups-course open`: the address of a discussion, or of a post of one's own, in the browser."""

import webbrowser
from typing import Annotated

import typer

from cups_course.cli.output import web_address
from cups_course.cli.session import Session, require_discussion
from cups_course.errors import NoAddress
from cups_course.system.files import with_persons_umask
from cups_course.view.screen import address_line, say

EXAMPLES = ("cups-course open 2.2",)


def run(
    ctx: typer.Context,
    ref: Annotated[str, typer.Argument(metavar="REF", help="A discussion, or a post of yours, such as 2.2@oakleaf.")],
) -> None:
    session: Session = ctx.obj
    with session.located(ref) as (_, found):
        discussion = require_discussion(found, wanted="a discussion", inside=True)
    own = found.reply or (found.question.answer if found.question else None)
    # Without an address of its own, a post is found in the thread.
    answer = discussion.answer.address if discussion.answer else None
    address = (own.address if own else None) or discussion.address or answer
    address = web_address(address)
    if address is None:
        raise NoAddress(discussion.ref)
    opened = found.ref if own and own.address else discussion.ref
    say(f"Opening {opened}:", address_line(address))
    with with_persons_umask():
        in_browser = webbrowser.open(address)
    if not in_browser:
        say("No browser could be opened. Open the address in yours.")
