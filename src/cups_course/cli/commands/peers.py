"""`cups-course peers`: who answered, and who would be glad of a word."""

from collections.abc import Sequence
from typing import Annotated

import typer

from cups_course.cli.options import DiscussionRef, Json
from cups_course.cli.own_posts import is_claimed
from cups_course.cli.session import Session, locate, require_discussion
from cups_course.cli.suggestions import instead
from cups_course.cli.who_answered import known_people, messages_in, peers_in, require_post
from cups_course.errors import CourseError
from cups_course.model import Discussion
from cups_course.shell import CommandLine
from cups_course.store.corrections import name_post, set_replies_wanted
from cups_course.store.database import Database
from cups_course.store.people import forum_names, plain_name, same_person
from cups_course.store.threads import is_forgotten
from cups_course.text import clean, either, fold_name
from cups_course.thread.peers import can_be_name, nearest_names
from cups_course.thread.thread import Provenance
from cups_course.view.documents import peers_document, print_json
from cups_course.view.people import print_peers
from cups_course.view.screen import say, tell
from cups_course.view.wording import count

EXAMPLES = (
    "cups-course peers 2.2",
    "cups-course peers 2.2 --wanted 3",
    "cups-course peers 2.2 --same plum PlumTree7",
    "cups-course peers 2.2 --name 5 fern",
)


def run(
    ctx: typer.Context,
    ref: DiscussionRef,
    same: Annotated[
        tuple[str, str] | None, typer.Option(metavar="OLD NEW", help="Mark two names as the same person.")
    ] = None,
    name: Annotated[
        tuple[int, str] | None,
        typer.Option(metavar="POST NAME", help="Say who wrote a post that has no name in your copy."),
    ] = None,
    wanted: Annotated[
        int | None,
        typer.Option(min=0, max=999, metavar="N", help="Set how many replies the discussion asks for."),
    ] = None,
    json: Json = False,
) -> None:
    """Lists who answered in the thread, fewest replies first."""
    session: Session = ctx.obj
    with session.located(ref) as (database, found):
        discussion = require_discussion(found, inside=True)
        if same:
            same = plain_name(same[0]), plain_name(same[1])
            _require_known(database, discussion, same)
            database.doing(f"marked {same[0]} and {same[1]} as the same person")
            same_person(database, *same)
        if name:
            name = name[0], plain_name(name[1])
            _name_post(database, discussion, *name)
        if wanted is not None:
            database.doing(f"set how many replies {discussion.ref} asks for")
            set_replies_wanted(database, discussion, wanted)
        discussion = require_discussion(locate(database, ref)[1], inside=True)
        peers, messages = peers_in(database, discussion), messages_in(database, discussion)
        forgotten = peers is None and is_forgotten(database, discussion)
    if json:
        print_json(peers_document(peers or []))
    else:
        if same:
            tell(f"{clean(same[0])} and {clean(same[1])} now count as one person.")
            say("To undo:", CommandLine("undo"), "")
        if name:
            tell(f"Post {name[0]} of {discussion.ref} is by {clean(name[1])} now.")
            say("To undo:", CommandLine("undo"), "")
        if wanted is not None:
            tell(
                f"{discussion.ref} now asks for {count(wanted, 'reply', 'replies')} to peers. "
                "Later imports don't change that."
            )
        print_peers(discussion, peers, messages, forgotten=forgotten)


def _name_post(database: Database, discussion: Discussion, index: int, name: str) -> None:
    """Say who wrote a post. Raises CourseError for a post whose author the copy names, or whose author you are."""
    kept, post = require_post(database, discussion, index)
    mine = set(map(fold_name, forum_names(database)))
    if fold_name(name) in mine or (is_claimed(post, list(mine))):
        raise CourseError(
            f"Posts of your own are marked in another way, so nothing was changed. If post {index} is your answer, or "
            "your reply to someone, or not yours:",
            CommandLine("posted", discussion.ref, "--post", index),
            CommandLine("reply", discussion.ref, "PEER", "--post", index),
            CommandLine("posted", discussion.ref, "--undo", "--post", index),
        )
    known = known_people(database, discussion)
    if post.author and post.how.get("author") != Provenance.FROM_YOU:
        by = f"Post {index} is by {clean(post.author)}, so nothing was changed."
        if fold_name(name) not in known or fold_name(name) == fold_name(post.author):
            raise CourseError(by, CommandLine("peers", discussion.ref))
        raise CourseError(
            f"{by} If {clean(name)} is the same person:",
            CommandLine("peers", discussion.ref, "--same", clean(post.author), clean(name)),
        )
    if not can_be_name(name):
        raise CourseError(f"“{clean(name)}” doesn't look like a forum name, so nothing was changed.")
    database.doing(f"named {clean(name)} as the author of post {index} of {discussion.ref}")
    name_post(database, discussion, kept.post_ids[index - 1], known.get(fold_name(name), name))


def _require_known(database: Database, discussion: Discussion, names: Sequence[str]) -> None:
    """Raises CourseError for a name that is your own, or that is neither in the thread nor among the replies, with
    those nearest to it."""
    spelled = known_people(database, discussion)
    mine = set(map(fold_name, forum_names(database)))
    for name in names:
        if fold_name(name) in mine:
            raise CourseError(
                f"{clean(name)} is you, so nothing was changed. To see your names, or to remove one:",
                CommandLine("me"),
                CommandLine("me", "--not", clean(name)),
            )
        if fold_name(name) not in spelled:
            nearest = nearest_names(name, spelled)
            meant = f" Did you mean {either(list(map(clean, nearest)))}?" if nearest else ""
            raise CourseError(
                f"{clean(name)} is neither in the thread of {discussion.ref} nor among your replies there, so nothing "
                f"was changed.{meant}",
                *(instead(name, *nearest) or [CommandLine("peers", discussion.ref)]),
            )
