"""`cups-course restore`: an older version of an answer or a reply, brought back as the newest."""

from typing import Annotated

import typer

from cups_course.cli.session import Session
from cups_course.store.history import restore_version, single_history
from cups_course.text import count_words
from cups_course.view.screen import command_line, say, tell
from cups_course.view.wording import count

EXAMPLES = ("cups-course restore 2.2.1 1", "cups-course restore 2.2@oakleaf 2")


def run(
    ctx: typer.Context,
    ref: Annotated[str, typer.Argument(metavar="REF", help="A question, a discussion or a reply.")],
    version: Annotated[int, typer.Argument(metavar="VERSION", help="Its number in cups-course history.")],
) -> None:
    """Brings an older version back as the newest. The others stay as they are."""
    session: Session = ctx.obj
    with session.located(ref) as (database, found):
        before = single_history(database, found)
        chosen = before.numbered(version)
        database.doing(f"version {version} of {found.ref}, brought back")
        is_restored = restore_version(database, chosen)
        current = single_history(database, found).current
    assert current
    if not is_restored:
        same = "is" if current.number == chosen.number else "says the same as what is"
        tell(f"Version {version} of {before.ref} {same} current, so nothing was changed.")
        say(command_line(f"cups-course history {before.ref}"))
        return
    tell(
        f"Version {version} of {before.ref} is back as version {current.number}, which is current now: "
        f"{count(count_words(current.text), 'word')}."
    )
    if before.current:
        say("The words before it are still there:")
        say(command_line(f"cups-course history {before.ref} {before.current.number}"))
    if found.discussion and not found.reply and not current.posted and any(one.posted for one in before.versions):
        say("You have posted other words. To post these:")
        say(command_line(f"cups-course export {found.discussion.ref} --for thread --copy"))
