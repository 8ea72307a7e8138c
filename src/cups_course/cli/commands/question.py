"""`cups-course question`: puts right what was read as a question, so that it stays right."""

from collections.abc import Callable
from typing import Annotated

import typer

from cups_course.cli.app import ProseCommand
from cups_course.cli.input import given_text
from cups_course.cli.own_posts import find_own_posts
from cups_course.cli.session import Session, locate
from cups_course.errors import CourseError, NothingToKeep, WrongSubject, WrongUsage
from cups_course.model import Discussion, Question
from cups_course.refs import FoundRef
from cups_course.store import corrections
from cups_course.store.database import Database
from cups_course.store.people import forum_names
from cups_course.system.files import can_ask
from cups_course.text import clean, fold, fold_space
from cups_course.thread.corrections import joined_text
from cups_course.view.screen import say
from cups_course.view.thread import print_corrected

EXAMPLES = (
    'cups-course question edit 2.2.1 "What does it mean to you?"',
    'cups-course question add 2.2 "What will you take home?"',
    "cups-course question drop 2.2.4",
    "cups-course question merge 2.2.1 2.2.2",
    'cups-course question split 2.2.1 "What helped you?" "What would help now?"',
)

app = typer.Typer(
    help="Puts questions right that were read wrongly; a later import leaves them so.",
    rich_markup_mode=None,
    no_args_is_help=True,
)

_QUESTION = "a question, such as 2.2.1"


@app.command(cls=ProseCommand)
def add(
    ctx: typer.Context,
    ref: Annotated[str, typer.Argument(metavar="REF", help="The discussion, or a question that is no longer asked.")],
    text: Annotated[str | None, typer.Argument(metavar="[TEXT]", help="What it asks; may begin with -.")] = None,
) -> None:
    """Adds a question that was missed. One that is no longer asked comes back."""

    def change(database: Database, found: FoundRef) -> None:
        if found.question and text is None:
            discussion, question = _question(found)
            if question.dropped:
                corrections.restore_question(database, discussion, question)
        elif found.discussion is None or found.subject is not found.discussion:
            raise WrongSubject(found.ref, found.what, "a discussion, such as 2.2", "cups-course status")
        else:
            asks = _wording(text, f'cups-course question add {found.ref} "What does it ask?"')
            if _asking(found.discussion, asks) is None:
                corrections.add_question(database, found.discussion, asks)

    _correct(ctx, ref, "added", change)


@app.command(cls=ProseCommand)
def edit(
    ctx: typer.Context,
    ref: Annotated[str, typer.Argument(metavar="REF", help="The question.")],
    text: Annotated[str | None, typer.Argument(metavar="[TEXT]", help="What it asks; may begin with -.")] = None,
) -> None:
    """Words a question as the post does. Its number and its answer stay."""

    def change(database: Database, found: FoundRef) -> None:
        discussion, question = _asked(found)
        if text is None:
            say(f"{question.ref} asks: {question.text}")
        asks = _wording(text, f'cups-course question edit {question.ref} "What does it ask?"')
        _refuse_twice(discussion, question, asks)
        if question.placeholder or question.text != asks:
            corrections.edit_question(database, discussion, question, asks)

    _correct(ctx, ref, "worded anew", change)


@app.command()
def drop(
    ctx: typer.Context, ref: Annotated[str, typer.Argument(metavar="REF", help="What was taken for a question.")]
) -> None:
    """Takes out what is no question. What you answered there stays."""

    def change(database: Database, found: FoundRef) -> None:
        discussion, question = _question(found)
        if not question.dropped:
            corrections.drop_question(database, discussion, question)

    _correct(ctx, ref, "dropped", change)


@app.command()
def merge(
    ctx: typer.Context,
    refs: Annotated[list[str], typer.Argument(metavar="REF REF...", help="The questions; the first keeps its number.")],
) -> None:
    """Makes one question of several. Their answers come together in it."""

    def change(database: Database, found: FoundRef) -> None:
        discussion, first = _question(found)
        questions = {first.id: first}
        for other in refs[1:]:
            there, question = _question(locate(database, other)[1])
            if there.id != discussion.id:
                raise CourseError(
                    f"{question.ref} is in another discussion than {first.ref}, so nothing was changed.",
                    f"cups-course show {there.ref}",
                )
            questions[question.id] = question
        if len(questions) < 2:
            raise WrongUsage("Name two questions or more, such as 2.2.1 2.2.2.")
        corrections.merge_questions(
            database, discussion, list(questions.values()), joined_text(list(questions.values()))
        )

    _correct(ctx, refs[0], "merged with others", change)


@app.command(cls=ProseCommand)
def split(
    ctx: typer.Context,
    ref: Annotated[str, typer.Argument(metavar="REF", help="The question; it keeps the first text.")],
    texts: Annotated[list[str], typer.Argument(metavar="TEXT TEXT...", help="What each of them asks.")],
) -> None:
    """Makes several questions of one. The first keeps its number and its answer."""
    asks = {fold(text): _worded(text) for text in texts}
    if len(asks) < 2 or len(asks) < len(texts):
        raise WrongUsage("Give two texts or more, each other than the rest and each in quotes.")

    def change(database: Database, found: FoundRef) -> None:
        discussion, question = _asked(found)
        _refuse_twice(discussion, question, next(iter(asks.values())))
        corrections.split_question(database, discussion, question, list(asks.values()))

    _correct(ctx, ref, "split", change)


def _correct(ctx: typer.Context, ref: str, done: str, change: Callable[[Database, FoundRef], None]) -> None:
    """Change the questions of a discussion, find one's own posts in its thread anew, and say what came of it."""
    session: Session = ctx.obj
    with session.database() as database:
        _, found = locate(database, ref)
        database.doing(f"question {found.ref}, {done}")
        change(database, found)
        before = found.discussion
        assert before
        own = find_own_posts(database, [before], forum_names(database))
        after = locate(database, before.ref)[1].discussion
        assert after
    print_corrected(before, after, own)


def _question(found: FoundRef) -> tuple[Discussion, Question]:
    if found.discussion is None or found.question is None:
        there = found.discussion.ref if found.discussion else ""
        raise WrongSubject(found.ref, found.what, _QUESTION, f"cups-course {f'show {there}' if there else 'status'}")
    return found.discussion, found.question


def _asked(found: FoundRef) -> tuple[Discussion, Question]:
    discussion, question = _question(found)
    if question.dropped:
        raise CourseError(
            f"{question.ref} is no longer asked, so nothing was changed. To have it back:",
            f"cups-course question add {question.ref}",
        )
    return discussion, question


def _asking(discussion: Discussion, text: str, *, but: Question | None = None) -> Question | None:
    """The question that asks this already, if there is one."""
    there = (one for one in discussion.asked if one is not but and not one.placeholder)
    return next((one for one in there if fold(one.text) == fold(text)), None)


def _refuse_twice(discussion: Discussion, question: Question, text: str) -> None:
    if other := _asking(discussion, text, but=question):
        raise CourseError(
            f"{other.ref} asks that already, so nothing was changed. If both are one question:",
            f"cups-course question merge {other.ref} {question.ref}",
        )


def _wording(text: str | None, command: str) -> str:
    """The words given with the call or piped in; else they are asked for where somebody can answer."""
    words = given_text(text, None)
    if words is not None:
        return _worded(words)
    if not can_ask():
        raise WrongUsage("Give the words of the question with the call:", command)
    return _worded(typer.prompt("What does it ask", err=True, prompt_suffix="? "))


def _worded(text: str) -> str:
    wording = fold_space(text)
    if not clean(wording).strip():
        raise NothingToKeep("A question wants words, so nothing was changed.")
    return wording
