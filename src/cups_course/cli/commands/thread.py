"""`cups-course thread`: the posts of a thread as a tree, with whose they are."""

from typing import Annotated

import typer

from cups_course.cli.options import DiscussionRef, Json
from cups_course.cli.session import Session, paged, require_discussion
from cups_course.cli.who_answered import name_lookup
from cups_course.reader.own import own_words
from cups_course.store.people import forum_names
from cups_course.store.threads import is_forgotten, load_thread
from cups_course.text import fold_name
from cups_course.thread.peers import answers_you_replied_to, excerpt, replies_received
from cups_course.view.documents import print_json, thread_document
from cups_course.view.thread import groups_around, print_no_thread, print_thread

EXAMPLES = ("cups-course thread 2.2", "cups-course thread 2.2 --mine", "cups-course thread 2.2 --full")


def run(
    ctx: typer.Context,
    ref: DiscussionRef,
    mine: Annotated[bool, typer.Option("--mine", help="Show only your posts and the posts around them.")] = False,
    full: Annotated[bool, typer.Option("--full", help="Show full texts, and how each post was read.")] = False,
    json: Json = False,
) -> None:
    """Shows who replied to whom."""
    session: Session = ctx.obj
    with session.located(ref) as (database, found):
        discussion = require_discussion(found, inside=True)
        kept = load_thread(database, discussion)
        forgotten = kept is None and is_forgotten(database, discussion)
        called = name_lookup(database)
        me = {fold_name(name) for name in forum_names(database)}
    thread = kept.thread if kept else None
    every = thread.posts if thread else ()
    own = {post.index for post in every if post.author and fold_name(post.author) in me}
    posts = groups_around(every, own) if mine else every
    asked = [question.text for question in discussion.asked]
    replies = replies_received(every, called=called)
    replied = answers_you_replied_to(every, discussion, kept.post_ids, called=called) if kept else set()
    if json:
        print_json(thread_document(discussion, thread, posts, mine=own, replies=replies))
    elif thread is None:
        print_no_thread(discussion, forgotten=forgotten)
    else:
        starts = {} if full else {post.index: excerpt(own_words(post, asked)) for post in posts}
        with paged(session):
            print_thread(
                discussion, thread, posts, mine=own, replies=replies, replied=replied, starts=starts, full=full
            )
