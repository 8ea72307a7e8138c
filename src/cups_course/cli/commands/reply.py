"""`cups-course reply`: logs a reply given to a peer, or keeps a draft of one."""

import re
from pathlib import Path
from typing import Annotated, NamedTuple

import typer

from cups_course.cli.input import can_write, given_text, write_text_in_editor
from cups_course.cli.options import DiscussionRef, PostedOn
from cups_course.cli.own_posts import set_post_kind
from cups_course.cli.parsing import ProseCommand
from cups_course.cli.session import Session, locate, require_discussion
from cups_course.cli.who_answered import known_people, name_lookup, require_post
from cups_course.errors import CourseError, NothingToKeep, WrongUsage, refuse_placeholder
from cups_course.model import Discussion, PeerReply
from cups_course.next import replies_left
from cups_course.shell import CommandLine
from cups_course.store.database import Database
from cups_course.store.identity import local_today
from cups_course.store.people import forum_names
from cups_course.store.threads import load_thread
from cups_course.store.writing import Source, keep_reply
from cups_course.text import clean, either, fold_name, fold_space
from cups_course.thread.peers import can_be_name, names_beginning, nearest_names
from cups_course.typed_refs import KIND_WORDS
from cups_course.view.screen import say, tell
from cups_course.wants import replies_owed

Command = ProseCommand
EXAMPLES = (
    "cups-course reply 2.2 oakleaf",
    'cups-course reply 2.2 oakleaf "Thank you for this."',
    "cups-course reply 2.2 oakleaf --sent",
    'cups-course reply 2.2 plum "I like how you" --draft',
    "cups-course reply 2.2 --to 5",
    "cups-course reply 2.2 oakleaf --post 14",
)


def run(
    ctx: typer.Context,
    ref: DiscussionRef,
    peer: Annotated[
        str | None, typer.Argument(metavar="PEER", help="The person you replied to. Leave it out with --to.")
    ] = None,
    text: Annotated[str | None, typer.Argument(metavar="[TEXT]", help="What you wrote. May start with -.")] = None,
    file: Annotated[Path | None, typer.Option(metavar="FILE", help="Read the reply from a file.")] = None,
    sent: Annotated[bool, typer.Option("--sent", help="Log the reply without its text.")] = False,
    draft: Annotated[bool, typer.Option("--draft", help="Save it as a draft you haven't posted yet.")] = False,
    on: PostedOn = None,
    to: Annotated[
        int | None, typer.Option(metavar="POST", help="The number of the post you replied to, if it has no name.")
    ] = None,
    post: Annotated[
        int | None,
        typer.Option(metavar="INDEX", help="Count your post with this number as the reply."),
    ] = None,
    new: Annotated[bool, typer.Option("--new", help="Use a name that isn't in your copy of the thread.")] = False,
) -> None:
    """Without TEXT, --file or a pipe, opens your editor. With --draft, saves a reply you haven't posted yet."""
    session: Session = ctx.obj
    if to is not None:
        if text is not None or post is not None:
            raise WrongUsage("--to takes the place of PEER:", CommandLine("reply", ref, "--to", to, "what you wrote"))
        peer, text = "", peer
    elif peer is None:
        raise WrongUsage("reply needs PEER: the person you replied to. For example:", CommandLine.example(EXAMPLES[0]))
    if _is_reference(peer) and not _is_reference(ref) and ref.casefold() not in KIND_WORDS:
        raise WrongUsage("The discussion comes before the person:", CommandLine("reply", peer, ref, text or None))
    if sent and (text is not None or file or draft):
        raise WrongUsage("--sent logs a reply without its text. Leave out --sent to save the text or a draft.")
    if post is not None and (text is not None or file or draft or on or sent):
        raise WrongUsage(
            "With --post, the words and the day come from the thread. Leave the text and other options out."
        )
    with session.located(ref) as (database, found):
        discussion = require_discussion(found)
        if to is None:
            name, nameless = _name_of(database, discussion, peer, is_new=new), None
        else:
            name, nameless = _author_of(database, discussion, to)
        if post is not None:
            _mark_post(database, discussion, name, post)
            return
        writing = _Writing(database, discussion, name, on or local_today(), draft=draft, to=nameless)
        words = "" if sent else given_text(text, file)
        if words is None:
            writing.in_editor()
        else:
            writing.keep(words, "text")


def _is_reference(text: str) -> bool:
    return bool(re.fullmatch(r"(?:[\w-]+/)?\d+\.\d+", text))


def _mark_post(database: Database, discussion: Discussion, name: str, post: int) -> None:
    database.doing(f"marked post {post} of {discussion.ref} as your reply")
    set_post_kind(database, discussion, post, "reply", forum_names(database), peer=name)
    tell(f"Post {post} of {discussion.ref} is your reply to {clean(name)}.")
    say(CommandLine("peers", discussion.ref))


def _name_of(database: Database, discussion: Discussion, typed: str, *, is_new: bool) -> str:
    """The name of the person who is meant, as the thread spells it.

    Raises CourseError for a name of the person's own, and, unless it `is_new`, for a name that is much like another one
    in the thread or that can't be a forum name.
    """
    refuse_placeholder(typed)
    name = fold_space(typed.strip().removeprefix("@"))
    mine, peers = forum_names(database), CommandLine("peers", discussion.ref)
    if not name:
        raise CourseError("Name the person you replied to:", CommandLine("reply", discussion.ref, "PEER"))
    if fold_name(name) in map(fold_name, mine):
        raise CourseError(
            f"{clean(name)} is you, and replies to yourself don't count. To see who could use a reply:", peers
        )
    known = known_people(database, discussion)
    if is_new or fold_name(name) in known:
        return known.get(fold_name(name), name)
    from cups_course.cli.suggestions import insisting, instead  # with typed_refs, 1 ms: only errors need it

    if not can_be_name(name):
        to = [CommandLine("reply", discussion.ref, "--to", name)] if name.isdecimal() else []
        raise CourseError(
            f"“{clean(name)}” doesn't look like a forum name.{' If it is the number of a post, use --to.' * len(to)} "
            "To see who answered, or to use it anyway:",
            *to,
            peers,
            *insisting("--new"),
        )
    if nearest := nearest_names(name, known):
        meant = either([clean(one) for one in nearest])
        raise CourseError(
            f"{clean(name)} isn't in this thread. Did you mean {meant}? If {clean(name)} is someone new, add --new.",
            *instead(typed, *nearest),
            *insisting("--new"),
        )
    if own := nearest_names(name, {fold_name(one): one for one in mine}):
        raise CourseError(
            f"{clean(name)} isn't in this thread and looks like {clean(own[0])}, which is you. If {clean(name)} is "
            "someone new, add --new.",
            *insisting("--new"),
        )
    return name


def _no_draft() -> NothingToKeep:
    return NothingToKeep("A draft needs words, so nothing was changed.")


class _Nameless(NamedTuple):
    """A post that names nobody: its number, its id, and the id of the answer that it is or is under."""

    number: int
    id: str
    answer: str


def _author_of(database: Database, discussion: Discussion, index: int) -> tuple[str, _Nameless | None]:
    """Who wrote the post with this number, or for one without a name "" and that post. Raises CourseError."""
    kept, post = require_post(database, discussion, index)
    if post.author and fold_name(post.author) in map(fold_name, forum_names(database)):
        raise CourseError(
            f"Post {index} is yours, and replies to yourself don't count. To see who could use a reply:",
            CommandLine("peers", discussion.ref),
        )
    if post.author:
        return name_lookup(database)(post.author), None
    return "", _Nameless(index, kept.post_ids[index - 1], kept.post_ids[(post.parent or index) - 1])


class _Writing:
    """A reply to one person, or to one post that names nobody, that is being logged or kept as a draft."""

    def __init__(
        self, database: Database, discussion: Discussion, name: str, on: str, *, draft: bool, to: _Nameless | None
    ) -> None:
        self.database, self.discussion, self.name, self.on, self.draft = database, discussion, name, on, draft
        self.to = to

    @property
    def command(self) -> CommandLine:
        """The command that logs this reply."""
        whom = ["--to", self.to.number] if self.to else [clean(self.name)]
        return CommandLine("reply", self.discussion.ref, *whom)

    @property
    def whom(self) -> str:
        """The person in a sentence."""
        return f"post {self.to.number}, which has no name," if self.to else clean(self.name)

    def in_editor(self) -> None:
        """Let the person write the reply, from their draft if they have one. Raises WrongUsage without a terminal."""
        if not can_write():
            if self.draft:
                raise _no_draft()
            raise WrongUsage(
                "The text of the reply is missing. Put it in the command, a file (--file) or a pipe. "
                "To log the reply without its text:",
                self.command.and_also("--sent"),
            )
        waiting = self._unsent()
        changed: list[str] = []

        def keep(typed: str) -> None:
            changed.append(typed)
            self.keep(typed, "editor")

        write_text_in_editor(
            self.database.path,
            f"{self.discussion.id}-{self.to.id if self.to else fold_name(self.name)[:40]}",
            waiting.text if waiting else "",
            keep,
            unchanged=f"Nothing changed in {self.discussion.ref}.",
            command=self.command.and_also("--draft" if self.draft else None),
        )
        if waiting and waiting.text and not changed:
            say("To mark your draft as posted:", CommandLine("posted", waiting.ref))
        elif not (changed or self.draft):
            say("To log the reply without its text:", self.command.and_also("--sent"))

    def _unsent(self) -> PeerReply | None:
        """The draft to the same person, or the reply that was logged without its text."""
        to_them = filter(self._is_to_them, self.discussion.peer_replies)
        return next((one for one in to_them if not one.given or not one.text), None)

    def _is_to_them(self, reply: PeerReply) -> bool:
        if reply.peer is None:
            return self.to is not None and reply.under == self.to.answer
        return fold_name(reply.peer) == fold_name(self.name)

    def keep(self, words: str, source: Source) -> None:
        """Save the reply, and say what is left to do."""
        if self.draft and not words:
            raise _no_draft()
        ref, draft = self.discussion.ref, self.draft
        what = "draft" if draft else "reply"
        self.database.doing(f"saved your {'draft reply' if draft else 'reply'} to {self.whom} in {ref}")
        post = self.to.id if self.to else None
        if keep_reply(
            self.database, self.discussion, self.name or None, words, source, on=self.on, draft=draft, to=post
        ):
            tell(f"Saved your {what} to {self.whom} in {ref}.")
        else:
            tell(f"That {what} to {self.whom} in {ref} is already saved.")
        discussion = require_discussion(locate(self.database, ref)[1])
        self._say_who_it_is()
        if not words:
            say("To add its text:", self.command)
        if draft:
            to_them = filter(self._is_to_them, discussion.peer_replies)
            kept_draft = next(reply for reply in to_them if not reply.given and reply.text == words)
            say("After you post it:", CommandLine("posted", kept_draft.ref))
        elif owed := replies_owed(discussion):
            say(f"{replies_left(owed)} in {ref}.", CommandLine("peers", ref))
        elif discussion.peer_replies_wanted:
            say("That's all the replies this discussion asks for.", CommandLine("next"))

    def _say_who_it_is(self) -> None:
        """Say that the thread was opened by this person, or doesn't show them."""
        if self.to:
            say("If you know who wrote it:")
            say(CommandLine("peers", self.discussion.ref, "--name", self.to.number, "NAME"))
            return
        kept = load_thread(self.database, self.discussion)
        folded = fold_name(self.name)
        if kept is None:
            return
        answered = {fold_name(post.author or "") for post in kept.thread.posts if post.kind == "answer"}
        known = known_people(self.database, self.discussion)
        if folded not in answered and folded == fold_name(kept.thread.author or ""):
            say(f"{clean(self.name)} opened this thread. Your course may not count a reply to them.")
        elif folded not in known:
            say(f"{clean(self.name)} isn't in your copy of the thread. A newer copy may show them.")
            if longer := names_beginning(self.name, known):
                meant = either([clean(one) for one in longer])
                say(f"If you meant {meant}, undo this and log it again:", CommandLine("undo"))
