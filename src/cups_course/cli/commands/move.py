"""`cups-course move`: puts a discussion or an answer where it belongs."""

from typing import Annotated

import typer

from cups_course.cli.session import Session, locate, require_discussion
from cups_course.errors import CourseError, NothingToKeep, UnknownReference, WrongSubject, WrongUsage
from cups_course.model import Answer
from cups_course.refs import FoundRef, find_ref, parse_ref
from cups_course.shell import CommandLine
from cups_course.store.answers import AnswerPlace, move_answer
from cups_course.store.database import Database
from cups_course.store.reading import load
from cups_course.store.writing import move_discussion
from cups_course.text import clean
from cups_course.thread.matching import same_title
from cups_course.view.screen import say, tell
from cups_course.wants import IMPORT

EXAMPLES = (
    "cups-course move 2.2 3.1",
    "cups-course move 2.2.1 2.2.2",
    "cups-course move 2.2 2.2.2",
    "cups-course move 2.12 2.11 --swap",
    "cups-course move my-courses/2.2 ldp-2020/2.2",
)


def run(
    ctx: typer.Context,
    ref: Annotated[str, typer.Argument(metavar="REF", help="A discussion, such as 2.2, or an answer, such as 2.2.1.")],
    to: Annotated[str, typer.Argument(metavar="TO", help="Where it belongs, such as 3.1 or 2.2.2.")],
    swap: Annotated[bool, typer.Option("--swap", help="Exchange it with what is there.")] = False,
) -> None:
    """Moves a discussion with everything in it. Moves an answer to another question, or from the whole discussion to
    one of its questions. It stays posted if it was."""
    session: Session = ctx.obj
    with session.located(ref) as (database, found):
        if found.question or parse_ref(to).question is not None:
            in_program = "/" in ref and "/" not in to
            target = locate(database, f"{found.program.key}/{to}" if in_program else to)[1]
            _move_answer(database, found, target, swap=swap)
        else:
            _move_discussion(database, found, to, swap=swap)


def _move_answer(database: Database, found: FoundRef, target: FoundRef, *, swap: bool) -> None:
    answer, here = _answer_at(found)
    there_answer, there = _answer_at(target)
    if here == there:
        tell(f"{found.ref} is already there. Nothing was changed.")
        return
    if answer is None:
        raise NothingToKeep(f"{found.ref} has no answer, so nothing was moved.", CommandLine("status", found.ref))
    if target.question and target.question.dropped:
        raise CourseError(
            f"{target.ref} is no longer asked, so nothing was moved. To restore it:",
            CommandLine("question", "add", target.ref),
        )
    refused = CourseError(
        f"{target.ref} already has an answer, so nothing was moved. To exchange the two:",
        CommandLine("move", found.ref, target.ref, "--swap"),
    )
    if there_answer and not swap:
        raise refused
    database.doing(f"moved the answer to {found.ref} to {target.ref}")
    if not move_answer(database, here, there, swap=swap):
        raise refused  # written by another command just now
    if there_answer:
        tell(f"Exchanged your answers to {found.ref} and {target.ref}.")
    else:
        tell(f"Moved your answer from {found.ref} to {target.ref}.")
    if target.discussion:
        say(CommandLine("show", target.discussion.ref))


def _answer_at(found: FoundRef) -> tuple[Answer | None, AnswerPlace]:
    """The answer to a question or to a whole discussion, and its place. Raises WrongSubject for anything else."""
    if found.discussion is None or found.task or found.reply:
        raise WrongSubject(found.ref, found.what, "a discussion or a question", CommandLine("status"))
    answered = found.question or found.discussion
    return answered.answer, AnswerPlace(found.discussion.id, found.question.id if found.question else None)


def _move_discussion(database: Database, found: FoundRef, to: str, *, swap: bool) -> None:
    """Move a discussion to another place, or exchange it with the one there."""
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
        raise UnknownReference(clean(to), [one.key for one in programs], CommandLine("program", "list"))
    place = f"{program.key}/{target.course}.{target.discussion}"
    try:
        occupant = find_ref(programs, parse_ref(place)).discussion
    except UnknownReference:
        occupant = None
    if occupant and occupant.id == discussion.id:
        tell(f"{found.ref} is already there. Nothing was changed.")
        return
    exchanged = occupant if swap else None
    database.doing(f"exchanged {found.ref} and {exchanged.ref}" if exchanged else f"moved {found.ref} to {place}")
    move_discussion(database, discussion, program, target.course, target.discussion, occupant, swap=swap)
    _, moved = locate(database, place)
    if exchanged:
        tell(f"Exchanged {found.ref} and {exchanged.ref}, with everything in them.")
    else:
        tell(f"Moved {found.ref} to {moved.ref}, with everything in it.")
        if occupant and occupant.asked and not same_title(occupant.title, discussion.title):
            say(
                f"The questions that {occupant.ref} had before are no longer in the checklist. To keep both, undo this "
                "and exchange them:",
                CommandLine("undo"),
                CommandLine("move", found.ref, occupant.ref, "--swap"),
            )
    say(CommandLine("status", moved.ref))
