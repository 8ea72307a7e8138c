"""`cups-course remove`: takes a reply, a task or a discussion out of the checklist."""

from typing import Annotated

import typer

from cups_course.cli.session import Session
from cups_course.errors import WrongSubject
from cups_course.store.reading import load
from cups_course.store.writing import remove_from_checklist
from cups_course.typed_refs import find_range, may_be_range
from cups_course.view.screen import command_line, say, tell

EXAMPLES = ("cups-course remove 2.2@oakleaf", "cups-course remove 2.2.watch", "cups-course remove 2.7")


def run(
    ctx: typer.Context,
    ref: Annotated[
        str, typer.Argument(metavar="REF", help="A reply, a task, a discussion, or a range of unknown ones (2.1-2.3).")
    ],
    yes: Annotated[bool, typer.Option("--yes", help="Not needed: remove can be undone.")] = False,
) -> None:
    """Removes a reply, a task, a discussion or a range of unknown ones. undo brings it back."""
    session: Session = ctx.obj
    with session.database() as database:
        if may_be_range(ref) and (discussions := find_range(load(database), ref)):
            database.doing(f"removed {ref}")
            remove_from_checklist(database, *discussions)
            tell(f"Removed {', '.join(one.ref for one in discussions)}. Import a post to bring its discussion back.")
            say("To undo:", command_line("cups-course undo"))
            return
    with session.located(ref) as (database, found):
        subject = found.reply or found.task or (None if found.question else found.discussion)
        if subject is None:
            raise WrongSubject(found.ref, found.what, "a reply, a task or a discussion", "cups-course status")
        database.doing(f"removed {found.ref}")
        remove_from_checklist(database, subject)
    tell(f"Removed {found.ref} from the checklist.")
    if found.reply:
        say("Its text stays in the history.")
    elif not found.task:
        written = "" if found.discussion and found.discussion.implied else "What you wrote there is still saved. "
        say(f"{written}To bring it back, import its post or add its program again.")
    say("To undo:", command_line("cups-course undo"))
