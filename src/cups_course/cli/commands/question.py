"""`cups-course question`: puts right what was read as a question, so that it stays right."""

from collections.abc import Callable
from typing import Annotated

import typer

from cups_course.cli.input import given_text
from cups_course.cli.own_posts import find_own_posts
from cups_course.cli.parsing import ProseCommand
from cups_course.cli.session import Session, locate, require_discussion
from cups_course.errors import CourseError, NothingToKeep, WrongSubject, WrongUsage
from cups_course.model import Discussion, Question
from cups_course.refs import FoundRef
from cups_course.shell import CommandLine
from cups_course.store.corrections import (
    add_question,
    drop_question,
    edit_question,
    merge_questions,
    restore_question,
    split_question,
)
from cups_course.store.database import Database
from cups_course.store.people import forum_names
from cups_course.system.files import can_ask
from cups_course.text import clean, fold, fold_space
from cups_course.thread.corrections import joined_text
from cups_course.view.imported import print_corrected
from cups_course.view.screen import say

EXAMPLES = (
    'cups-course question edit 2.2.1 "What does it mean to you?"',
    'cups-course question add 2.2 "What will you take home?"',
    "cups-course question drop 2.2.4",
    "cups-course question merge 2.2.1 2.2.2",
    'cups-course question split 2.2.1 "What helped you?" "What would help now?"',
)

app = typer.Typer(
    rich_markup_mode=None,
    no_args_is_help=True,
)


@app.command("add", cls=ProseCommand)
def question_add(
    ctx: typer.Context,
    ref: Annotated[str, typer.Argument(metavar="REF", help="A discussion, or a question that is no longer asked.")],
    text: Annotated[str | None, typer.Argument(metavar="[TEXT]", help="What it asks. May start with -.")] = None,
) -> None:
    """Adds a question that was missed, or restores one that is no longer asked."""

    def change(database: Database, found: FoundRef) -> None:
        if found.question and text is None:
            discussion, question = _require_question(found)
            if question.dropped:
                restore_question(database, discussion, question)
        else:
            discussion = require_discussion(found)
            wording = _given_wording(text, CommandLine("question", "add", found.ref, "What does it ask?"))
            if _asking(discussion, wording) is None:
                add_question(database, discussion, wording)

    _correct(ctx, ref, "added a question to" if text else "restored question", change)


@app.command("edit", cls=ProseCommand)
def question_edit(
    ctx: typer.Context,
    ref: Annotated[str, typer.Argument(metavar="REF", help="The question.")],
    text: Annotated[str | None, typer.Argument(metavar="[TEXT]", help="What it asks. May start with -.")] = None,
) -> None:
    """Changes the wording of a question. Its number and your answer stay the same."""

    def change(database: Database, found: FoundRef) -> None:
        discussion, question = _require_asked_question(found)
        if text is None:
            say(f"{question.ref} asks: {question.text}")
        wording = _given_wording(text, CommandLine("question", "edit", question.ref, "What does it ask?"))
        _refuse_duplicate(discussion, question, wording)
        if question.placeholder or question.text != wording:
            edit_question(database, discussion, question, wording)

    _correct(ctx, ref, "edited question", change)


@app.command("drop")
def question_drop(
    ctx: typer.Context, ref: Annotated[str, typer.Argument(metavar="REF", help="The question to drop.")]
) -> None:
    """Drops something that isn't a question. Your answer to it stays."""

    def change(database: Database, found: FoundRef) -> None:
        discussion, question = _require_question(found)
        if not question.dropped:
            drop_question(database, discussion, question)

    _correct(ctx, ref, "dropped question", change)


@app.command("merge")
def question_merge(
    ctx: typer.Context,
    refs: Annotated[
        list[str], typer.Argument(metavar="REF REF...", help="Two or more questions. The first keeps its number.")
    ],
) -> None:
    """Merges several questions into one, with all their answers."""

    def change(database: Database, found: FoundRef) -> None:
        discussion, first = _require_question(found)
        by_id = {first.id: first}
        for ref in refs[1:]:
            other, question = _require_question(locate(database, ref)[1])
            if other.id != discussion.id:
                raise CourseError(
                    f"{question.ref} isn't in the same discussion as {first.ref}. Nothing was changed.",
                    CommandLine("show", other.ref),
                )
            by_id[question.id] = question
        if len(by_id) < 2:
            raise WrongUsage("Name two or more questions:", CommandLine("question", "merge", "2.2.1", "2.2.2"))
        questions = list(by_id.values())
        merge_questions(database, discussion, questions, joined_text(questions))

    _correct(ctx, refs[0], "merged others into question", change)


@app.command("split", cls=ProseCommand)
def question_split(
    ctx: typer.Context,
    ref: Annotated[str, typer.Argument(metavar="REF", help="The question to split. It gets the first text.")],
    texts: Annotated[list[str], typer.Argument(metavar="TEXT TEXT...", help="What each question asks.")],
) -> None:
    """Splits a question into several. The first keeps the number and the answer."""
    by_folded = {fold(text): _clean_wording(text) for text in texts}
    if len(by_folded) < 2 or len(by_folded) < len(texts):
        raise WrongUsage(
            "Write two or more different questions, each in quotes:",
            CommandLine("question", "split", ref, "What helped you?", "What would help now?"),
        )
    wordings = list(by_folded.values())

    def change(database: Database, found: FoundRef) -> None:
        discussion, question = _require_asked_question(found)
        _refuse_duplicate(discussion, question, wordings[0])
        split_question(database, discussion, question, wordings)

    _correct(ctx, ref, "split question", change)


def _correct(ctx: typer.Context, ref: str, done: str, change: Callable[[Database, FoundRef], None]) -> None:
    """Run `change` on a reference, look for the person's own posts in the thread again, and print the result.

    `done` is what `history` and `undo` call the change.
    """
    session: Session = ctx.obj
    with session.located(ref) as (database, found):
        database.doing(f"{done} {found.ref}")
        change(database, found)
        before = found.discussion
        assert before
        own = find_own_posts(database, [before], forum_names(database))
        after = locate(database, before.ref)[1].discussion
        assert after
    print_corrected(before, after, own)


def _require_question(found: FoundRef) -> tuple[Discussion, Question]:
    if found.discussion is None or found.question is None:
        command = CommandLine("show", found.discussion.ref) if found.discussion else CommandLine("status")
        raise WrongSubject(found.ref, found.what, "a question, such as 2.2.1", command)
    return found.discussion, found.question


def _require_asked_question(found: FoundRef) -> tuple[Discussion, Question]:
    """The question that a reference names. Raises WrongSubject, or CourseError if the question is no longer asked."""
    discussion, question = _require_question(found)
    if question.dropped:
        raise CourseError(
            f"{question.ref} is no longer asked. Nothing was changed. To restore it:",
            CommandLine("question", "add", question.ref),
        )
    return discussion, question


def _asking(discussion: Discussion, text: str, *, but: Question | None = None) -> Question | None:
    """A question that asks this already, other than `but`; None if there is none."""
    others = (one for one in discussion.asked if one is not but and not one.placeholder)
    return next((one for one in others if fold(one.text) == fold(text)), None)


def _refuse_duplicate(discussion: Discussion, question: Question, text: str) -> None:
    if other := _asking(discussion, text, but=question):
        raise CourseError(
            f"{other.ref} already asks that. Nothing was changed. If they are the same question:",
            CommandLine("question", "merge", other.ref, question.ref),
        )


def _given_wording(text: str | None, command: CommandLine) -> str:
    """The wording given with the call or through a pipe; asked for if there is a terminal.

    Raises WrongUsage, which names `command`, if there is none.
    """
    words = given_text(text, None)
    if words is not None:
        return _clean_wording(words)
    if not can_ask():
        raise WrongUsage("Write what the question asks after its reference:", command)
    return _clean_wording(typer.prompt("What does it ask", err=True, prompt_suffix="? "))


def _clean_wording(text: str) -> str:
    """The text on one line. Raises NothingToKeep if it has no words."""
    wording = fold_space(text)
    if not clean(wording).strip():
        raise NothingToKeep("A question needs some words. Nothing was changed.")
    return wording
