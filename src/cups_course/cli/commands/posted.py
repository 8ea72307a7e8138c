"""`cups-course posted`: what is kept now stands in the forum."""

from typing import Annotated

import typer

from cups_course.cli.options import PostedOn
from cups_course.cli.own_posts import is_claimed, set_post_kind
from cups_course.cli.session import Session, kept_texts, require_discussion
from cups_course.errors import NothingToKeep, WrongUsage
from cups_course.pace.days import parse_iso_day
from cups_course.refs import FoundRef
from cups_course.store.database import Database
from cups_course.store.people import forum_names
from cups_course.store.threads import load_thread
from cups_course.store.writing import mark_posted
from cups_course.view.screen import command_line, say, tell
from cups_course.view.wording import listed
from cups_course.wants import question_state

EXAMPLES = (
    "cups-course posted 2.2",
    "cups-course posted 2.2.1 --on 2026-11-20",
    "cups-course posted 2.2@oakleaf",
    "cups-course posted 2.2 --post 14",
)


def run(
    ctx: typer.Context,
    ref: Annotated[str, typer.Argument(metavar="REF", help="A discussion, a question or a reply.")],
    on: PostedOn = None,
    url: Annotated[str | None, typer.Option(metavar="URL", help="The address of your post.")] = None,
    post: Annotated[
        int | None, typer.Option(metavar="INDEX", help="This post of the thread is your answer, not a reply.")
    ] = None,
) -> None:
    """Marks every kept answer of it as posted in the forum."""
    session: Session = ctx.obj
    posted_on = parse_iso_day(on)
    with session.located(ref) as (database, found):
        if post is not None:
            if on or url:
                raise WrongUsage("With --post the thread itself says when and where, so leave out --on and --url.")
            _mark_post(database, found, post)
            return
        answers, replies = kept_texts(found)
        if not answers and not replies:
            raise NothingToKeep(
                f"Nothing is kept for {found.ref} yet, so nothing could be marked.", f"cups-course answer {found.ref}"
            )
        database.doing(f"{found.ref}, marked as posted")
        marked = mark_posted(database, "answer", answers, on=posted_on, address=url)
        marked += mark_posted(database, "peer_reply", replies, on=posted_on, address=url)
    if marked:
        tell(f"Marked as posted: {found.ref}.")
    else:
        tell(f"{found.ref} was marked as posted already.")
    _say_what_is_left(found)


def _mark_post(database: Database, found: FoundRef, index: int) -> None:
    discussion = require_discussion(found)
    database.doing(f"post {index} of {discussion.ref}, said to be your answer")
    result = set_post_kind(database, discussion, index, "answer", forum_names(database))
    tell(f"Post {index} of {discussion.ref} is your answer{'' if result.new_answers else ', as it was before'}.")
    if result.kept_drafts:
        say("What you have kept for it already is newer, so that stays in front.")
    elif result.kept_beside:
        say("Your earlier words for it stay kept, as an older version.")
    kept = load_thread(database, discussion)
    if kept and is_claimed(kept.thread.posts[index - 1]):
        say("If it is not yours after all:", command_line(f"cups-course undone {discussion.ref} --post {index}"))
    say(command_line(f"cups-course show {discussion.ref}"))


def _say_what_is_left(found: FoundRef) -> None:
    discussion = found.discussion
    assert discussion
    without = [one.ref for one in discussion.asked if question_state(one, discussion) == "todo"]
    if without and not found.question and not found.reply:
        say(f"Without words yet: {listed(without)}.")
        say(command_line(f"cups-course answer {discussion.ref}"))
    else:
        say(command_line("cups-course next"))
