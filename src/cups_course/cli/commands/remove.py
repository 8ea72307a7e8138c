"""`cups-course remove`: clears an answer, or takes a reply, a task or a discussion out of the checklist."""

from typing import Annotated

import typer

from cups_course.cli.session import Session
from cups_course.errors import NothingToKeep, WrongSubject, WrongUsage
from cups_course.refs import FoundRef
from cups_course.shell import CommandLine
from cups_course.store.answers import AnswerPlace, clear_answer
from cups_course.store.database import Database
from cups_course.store.reading import load
from cups_course.store.writing import remove_from_checklist
from cups_course.typed_refs import find_range, may_be_range
from cups_course.view.screen import say, tell
from cups_course.view.wording import listed

EXAMPLES = (
    "cups-course remove 2.2@oakleaf",
    "cups-course remove 2.2.1",
    "cups-course remove 2.2 --answer",
    "cups-course remove 2.2.watch",
    "cups-course remove 2.7",
)


def run(
    ctx: typer.Context,
    ref: Annotated[
        str,
        typer.Argument(
            metavar="REF", help="An answer, a reply, a task, a discussion, or a range of unknown ones (2.1-2.3)."
        ),
    ],
    answer: Annotated[
        bool, typer.Option("--answer", help="Clear your answer to the whole discussion, and leave the discussion.")
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Not needed: remove can be undone.")] = False,
) -> None:
    """undo brings it back, and the text stays in the history."""
    session: Session = ctx.obj
    with session.database() as database:
        if not answer and may_be_range(ref) and (discussions := find_range(load(database), ref)):
            database.doing(f"removed {ref}")
            remove_from_checklist(database, *discussions)
            refs = [one.ref for one in discussions]
            them = "it" if len(refs) == 1 else "one of them"
            tell(f"Removed {listed(refs)}. To bring {them} back, import its post.")
            say("To undo:", CommandLine("undo"))
            return
    with session.located(ref) as (database, found):
        if answer or found.question:
            _clear(database, found)
            return
        subject = found.reply or found.task or found.discussion
        if subject is None:
            raise WrongSubject(found.ref, found.what, "a reply, a task or a discussion", CommandLine("status"))
        database.doing(f"removed {found.ref}")
        remove_from_checklist(database, subject)
    tell(f"Removed {found.ref} from the checklist.")
    if found.reply:
        say("Its text stays in the history.")
    elif not found.task:
        written = "" if found.discussion and found.discussion.implied else "What you wrote there is still saved. "
        say(f"{written}To bring it back, import its post or add its program again.")
    say("To undo:", CommandLine("undo"))


def _clear(database: Database, found: FoundRef) -> None:
    """Clear the answer to a question, or the one answer for a whole discussion."""
    discussion = found.discussion
    if discussion is None or found.task or found.reply:
        raise WrongUsage(
            f"--answer needs a discussion, such as 2.2. {found.ref} is {found.what}.", CommandLine("remove", found.ref)
        )
    if (found.question or discussion).answer is None:
        whole = discussion.ref if found.question and discussion.answer else None
        raise NothingToKeep(
            f"{found.ref} has no answer{' of its own' if whole else ''}, so nothing was removed."
            + (f" To remove your answer to the whole of {whole}:" if whole else ""),
            CommandLine("remove", whole, "--answer") if whole else CommandLine("status", discussion.ref),
        )
    database.doing(f"removed your answer to {found.ref}")
    clear_answer(database, AnswerPlace(discussion.id, found.question.id if found.question else None))
    tell(f"Removed your answer to {found.ref}. Its text stays in the history:")
    say(CommandLine("history", found.ref), "To undo:", CommandLine("undo"))
