"""`cups-course posted`: marks answers, replies and texts for tasks as posted in the forum, or as not posted."""

from collections.abc import Sequence
from typing import Annotated

import typer

from cups_course.cli.commands.done import undo_tick
from cups_course.cli.options import PostedOn
from cups_course.cli.own_posts import set_post_kind, undo_post_kind
from cups_course.cli.session import Session, kept_texts, locate, require_discussion
from cups_course.errors import CourseError, NothingToKeep, WrongSubject, WrongUsage
from cups_course.model import Answer, PeerReply, Task
from cups_course.refs import FoundRef
from cups_course.shell import CommandLine
from cups_course.store.database import Database
from cups_course.store.identity import local_today
from cups_course.store.people import forum_names
from cups_course.store.writing import mark_posted, tick, withdraw_postings
from cups_course.tasks import is_written, unposted_text
from cups_course.view.screen import say, tell
from cups_course.view.wording import listed
from cups_course.wants import question_state, task_done

EXAMPLES = (
    "cups-course posted 2.2",
    "cups-course posted 2.2.1 --on 2026-11-20",
    "cups-course posted 2.2@oakleaf",
    "cups-course posted 2.2 --undo",
    "cups-course posted 2.2 --post 14",
)


def run(
    ctx: typer.Context,
    ref: Annotated[str, typer.Argument(metavar="REF", help="A discussion, a question, a reply or a task.")],
    on: PostedOn = None,
    url: Annotated[str | None, typer.Option(metavar="URL", help="The address of your post.")] = None,
    post: Annotated[
        int | None,
        typer.Option(
            metavar="INDEX", help="The number of your answer's post; with --undo, of a post to read as before."
        ),
    ] = None,
    undo: Annotated[bool, typer.Option("--undo", help="Mark it as not posted. Your words stay.")] = False,
) -> None:
    session: Session = ctx.obj
    if (on or url) and (undo or post is not None):
        raise WrongUsage(f"{'--undo' if undo else '--post'} doesn't go with --on or --url.")
    with session.located(ref) as (database, found):
        if post is not None and found.task:
            raise WrongUsage("--post is for the posts of a discussion, so leave it out.")
        if undo:
            _undo(database, found, post)
            return
        if post is not None:
            _mark_post(database, found, post)
            return
        if found.task:
            _mark_task(database, found, found.task, on=on or local_today(), url=url)
            return
        answers, replies = kept_texts(found)
        if not answers and not replies:
            raise NothingToKeep(
                f"There is no text for {found.ref} yet, so nothing was marked.", CommandLine("answer", found.ref)
            )
        database.doing(f"marked {found.ref} as posted")
        marked = mark_posted(database, "answer", answers, on=on, address=url)
        marked += mark_posted(database, "peer_reply", replies, on=on, address=url)
        before, (_, found) = found, locate(database, ref)
    if marked:
        tell(f"Marked as posted: {found.ref}.")
    else:
        tell(f"{found.ref} is already marked as posted.{_what_was_added(found, on, url)}")
    _say_what_follows(before, found)
    _say_what_is_left(found)


def _what_was_added(found: FoundRef, on: str | None, url: str | None) -> str:
    """What became of the day and the address that were given for something posted already."""
    posted = _texts(found)
    sentences = ["Saved its address."] if url and any(one.address == url for one in posted) else []
    if on:
        days = {one.replied_on if isinstance(one, PeerReply) else one.posted_on for one in posted}
        sentences.append("Saved the day." if days == {on} else "Its day is the one in the thread.")
    return "".join(f" {one}" for one in sentences)


def _texts(found: FoundRef) -> Sequence[Answer | PeerReply]:
    """The answers or the reply that a reference names."""
    if found.reply:
        return [found.reply]
    discussion = found.discussion
    assert discussion
    answered = [found.question] if found.question else discussion.questions
    answers = [one.answer for one in answered] + [None if found.question else discussion.answer]
    return [one for one in answers if one]


def _say_what_follows(before: FoundRef, found: FoundRef) -> None:
    """Say which videos and texts count as done now, because all questions after them are posted."""
    assert before.discussion and found.discussion
    was = {task.id for task in before.discussion.tasks if task_done(task, before.discussion)}
    done = [task.ref for task in found.discussion.tasks if task.id not in was and task_done(task, found.discussion)]
    if done:
        say(f"All questions are posted, so {listed(done)} {'counts' if len(done) == 1 else 'count'} as done too.")


def _mark_post(database: Database, found: FoundRef, index: int) -> None:
    discussion = require_discussion(found)
    database.doing(f"marked post {index} of {discussion.ref} as your answer")
    result = set_post_kind(database, discussion, index, "answer", forum_names(database))
    tell(f"Marked post {index} of {discussion.ref} as your answer.")
    if result.kept_drafts:
        say("Your saved answer is newer and stays current.")
    elif result.kept_beside:
        say("Your earlier answer is saved as an older version.")
    say("To undo that:", CommandLine("posted", discussion.ref, "--undo", "--post", index))
    say(CommandLine("show", discussion.ref))


def _mark_task(database: Database, found: FoundRef, task: Task, *, on: str, url: str | None) -> None:
    """Mark the text written for a task as posted, which ticks the task."""
    if url:
        raise WrongUsage("--url works only for answers and replies. Leave out --url.")
    if not is_written(task):
        raise WrongSubject(found.ref, found.what, "an answer, a reply or a text to post", CommandLine("done", task.ref))
    if unposted_text(task) is None and task.ticked:
        tell(f"{task.ref} is already marked as posted.")
        return
    if unposted_text(task) is None and not task.words:
        raise NothingToKeep(f"{task.ref} has no text to post yet.", CommandLine("answer", task.ref))
    database.doing(f"marked your text for {task.ref} as posted")
    tick(database, task, "done", on=on)
    tell(f"Marked as posted: your text for {task.ref}.")
    say(CommandLine("next"))


def _undo(database: Database, found: FoundRef, post: int | None) -> None:
    if found.task:
        undo_tick(database, found, found.task)
        return
    if post is not None:
        discussion = require_discussion(found)
        database.doing(f"undid what you said about post {post} of {found.ref}")
        if undo_post_kind(database, discussion, post, forum_names(database)):
            tell(f"Post {post} of {found.ref} counts again as it was read.")
            say(CommandLine("thread", found.ref, "--mine"))
        else:
            tell(f"Marked post {post} of {found.ref} as not yours. Your own earlier text counts again.")
        return
    answers, replies = kept_texts(found)
    database.doing(f"marked {found.ref} as not posted")
    if not withdraw_postings(database, "answer", answers) + withdraw_postings(database, "peer_reply", replies):
        raise CourseError(f"{found.ref} is not marked as posted, so nothing was changed.", CommandLine("status"))
    tell(f"{found.ref} is no longer marked as posted. Your words are still here.")


def _say_what_is_left(found: FoundRef) -> None:
    discussion = found.discussion
    assert discussion
    without = [one.ref for one in discussion.asked if question_state(one, discussion) == "todo"]
    if without and not found.question and not found.reply:
        say(f"Not answered yet: {listed(without)}.")
        say(CommandLine("answer", discussion.ref))
    else:
        say(CommandLine("next"))
