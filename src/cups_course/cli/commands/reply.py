"""`cups-course reply`: logs a reply given to a peer, or keeps a draft of one."""

import re
from pathlib import Path
from shlex import join
from typing import Annotated

import typer

from cups_course.cli.input import given_text
from cups_course.cli.options import DiscussionRef, PostedOn
from cups_course.cli.own_posts import set_post_kind
from cups_course.cli.parsing import ProseCommand
from cups_course.cli.session import Session, locate, require_discussion
from cups_course.errors import CourseError, NothingToKeep, WrongUsage
from cups_course.next import replies_left
from cups_course.store.identity import local_today
from cups_course.store.people import forum_names
from cups_course.store.threads import load_thread
from cups_course.store.writing import keep_reply
from cups_course.text import clean, fold_name
from cups_course.thread.peers import authors, nearest_author
from cups_course.typed_refs import KIND_WORDS
from cups_course.view.screen import command_line, say, tell
from cups_course.wants import replies_owed

Command = ProseCommand
EXAMPLES = (
    "cups-course reply 2.2 oakleaf",
    'cups-course reply 2.2 oakleaf "Thank you for this!"',
    'cups-course reply 2.2 plum "I like how you" --draft',
    "cups-course reply 2.2 oakleaf --post 14",
)


def run(
    ctx: typer.Context,
    ref: DiscussionRef,
    peer: Annotated[str, typer.Argument(metavar="PEER", help="The person you replied to.")],
    text: Annotated[str | None, typer.Argument(metavar="[TEXT]", help="What you wrote. May start with -.")] = None,
    file: Annotated[Path | None, typer.Option(metavar="FILE", help="Read the reply from a file.")] = None,
    draft: Annotated[bool, typer.Option("--draft", help="Save it as a draft you haven't posted yet.")] = False,
    on: PostedOn = None,
    post: Annotated[
        int | None,
        typer.Option(metavar="INDEX", help="Count your post with this number as the reply."),
    ] = None,
) -> None:
    """Logs a reply you posted. With --draft, saves a reply you haven't posted yet."""
    session: Session = ctx.obj
    if _is_reference(peer) and not _is_reference(ref) and ref.casefold() not in KIND_WORDS:
        corrected = ["cups-course", "reply", peer, ref, *([text] if text else [])]
        raise WrongUsage("The discussion comes before the person:", join(corrected))
    posted_on = on or local_today()
    name = peer.strip().removeprefix("@")
    with session.located(ref) as (database, found):
        discussion = require_discussion(found)
        if not name:
            raise CourseError("Name the person you replied to:", f"cups-course reply {discussion.ref} PEER")
        if fold_name(name) in map(fold_name, forum_names(database)):
            raise CourseError(
                f"{clean(name)} is you, and replies to yourself don't count. To see who could use a reply:",
                f"cups-course peers {discussion.ref}",
            )
        kept = load_thread(database, discussion)
        spelled = authors(kept.thread) if kept else {}
        name = spelled.get(fold_name(name), name)
        if post is not None:
            if text is not None or file or draft or on:
                raise WrongUsage(
                    "With --post, the words and the day come from the thread. Leave the text and other options out."
                )
            database.doing(f"marked post {post} of {discussion.ref} as your reply")
            set_post_kind(database, discussion, post, "reply", forum_names(database), peer=name)
            tell(f"Post {post} of {discussion.ref} is your reply to {clean(name)}.")
            say(command_line(f"cups-course peers {discussion.ref}"))
            return
        words = _words(text, file, draft=draft)
        database.doing(f"saved your {'draft reply' if draft else 'reply'} to {clean(name)} in {discussion.ref}")
        changed = keep_reply(database, discussion, name, words, "text", on=posted_on, draft=draft)
        discussion = require_discussion(locate(database, ref)[1])
    if not changed:
        tell(f"That reply to {clean(name)} in {discussion.ref} is already saved.")
    else:
        tell(f"Saved your {'draft' if draft else 'reply'} to {clean(name)} in {discussion.ref}.")
    if kept and fold_name(name) not in spelled:
        near = nearest_author(kept.thread, name)
        say(f"{clean(name)} isn't in your copy of the thread. A newer copy may show them.")
        if near:
            say(f"If you meant {clean(near)}, undo this and log it again:", command_line("cups-course undo"))
    if not words and changed:
        say("The reply was logged without its text. To add it:")
        say(command_line(f'cups-course reply {discussion.ref} {clean(name)} "what you wrote"'))
    if draft:
        kept_draft = next(reply for reply in discussion.peer_replies if not reply.given and reply.text == words)
        say("After you post it:", command_line(f"cups-course posted {kept_draft.ref}"))
    elif owed := replies_owed(discussion):
        say(f"{replies_left(owed)} in {discussion.ref}.")
        say(command_line(f"cups-course peers {discussion.ref}"))
    elif discussion.peer_replies_wanted:
        say("That's all the replies this discussion asks for.")
        say(command_line("cups-course next"))


def _is_reference(text: str) -> bool:
    return bool(re.fullmatch(r"(?:[\w-]+/)?\d+\.\d+", text))


def _words(text: str | None, file: Path | None, *, draft: bool) -> str:
    """What was written. A reply may be logged without its words, a draft may not: raises NothingToKeep."""
    try:
        words = given_text(text, file)
    except NothingToKeep:
        if text is not None or file is not None:
            raise
        words = None
    if words is None and draft:
        raise NothingToKeep("A draft needs words, so nothing was changed.")
    return words or ""
