"""`cups-course history`: every version of an answer or a reply, one of them restored, or everything you did."""

from contextlib import suppress
from typing import Annotated

import typer

from cups_course.cli.options import Json
from cups_course.cli.output import write_output
from cups_course.cli.session import Session, paged
from cups_course.errors import CourseError, WrongUsage
from cups_course.refs import FoundRef
from cups_course.reports import History
from cups_course.shell import CommandLine
from cups_course.store.history import (
    commands,
    histories,
    nothing_kept,
    removed_replies,
    restore_text_for,
    restore_version,
    single_history,
)
from cups_course.text import clean, count_words
from cups_course.view.documents import commands_document, history_document, print_json
from cups_course.view.history import print_commands, print_histories
from cups_course.view.screen import say, tell
from cups_course.view.wording import count

EXAMPLES = (
    "cups-course history",
    "cups-course history 2.2.1",
    "cups-course history 2.2.1 3",
    "cups-course history 2.2.1 --restore 3",
    "cups-course history 2.2@oakleaf",
)


def run(
    ctx: typer.Context,
    ref: Annotated[
        str | None,
        typer.Argument(
            metavar="[REF]", help="A question, a discussion, a reply or a task. Without it, lists everything you did."
        ),
    ] = None,
    version: Annotated[
        int | None, typer.Argument(metavar="[VERSION]", help="Show the whole text of this version.")
    ] = None,
    restore: Annotated[
        int | None, typer.Option("--restore", metavar="VERSION", help="Make this version the current one again.")
    ] = None,
    json: Json = False,
) -> None:
    session: Session = ctx.obj
    if restore is not None:
        if ref is None or version is not None or json:
            raise WrongUsage(
                "--restore needs a reference and nothing else:", CommandLine("history", "2.2.1", "--restore", "3")
            )
        _restore(session, ref, restore)
        return
    if ref is None:
        with session.database() as database:
            done = commands(database)
        if json:
            print_json(commands_document(done))
        else:
            print_commands(done)
        return
    found, texts = _histories(session, ref, version)
    if json:
        print_json(history_document(texts))
        return
    if found and not texts:
        raise nothing_kept(found)
    with paged(session):
        if version is not None:
            write_output(f"{texts[0].versions[0].text}\n")
            return
        print_histories(texts)
        discussion = found.discussion if found else None
        others = [one.ref for one in discussion.questions if one.answer] if discussion else []
        if discussion and others and texts[0].ref == discussion.ref:
            say("The answers to its questions have versions too:")
            say(*(CommandLine("history", ref) for ref in others))


def _histories(session: Session, ref: str, version: int | None) -> tuple[FoundRef | None, list[History]]:
    """What a reference names, and its histories, of replies also those that were removed; or only one `version`.

    None where it names only replies that were removed.
    """
    of_discussion, _, peer = ref.partition("@")
    try:
        with session.located(ref) as (database, found):
            if version is not None:
                text = single_history(database, found)
                return found, [text._replace(versions=[text.numbered(version)])]
            removed = removed_replies(database, found.discussion, peer) if found.reply and found.discussion else []
            return found, [*histories(database, found), *removed]
    except CourseError:
        removed = _removed(session, of_discussion, peer) if peer else []
        if not removed:
            raise
    if version is not None:
        removed = [removed[-1]._replace(versions=[removed[-1].numbered(version)])]
    return None, removed


def _removed(session: Session, ref: str, peer: str) -> list[History]:
    with suppress(CourseError), session.located(ref) as (database, found):
        return removed_replies(database, found.discussion, peer.partition("#")[0]) if found.discussion else []
    return []


def _restore(session: Session, ref: str, version: int) -> None:
    """Make an older version current again. All versions stay."""
    if _histories(session, ref, version)[0] is None:
        discussion, _, peer = ref.partition("@")
        raise CourseError(
            f"{clean(ref)} was removed, so nothing was changed. To see its text, and to log it again:",
            CommandLine("history", ref),
            CommandLine("reply", discussion, peer.partition("#")[0]),
        )
    with session.located(ref) as (database, found):
        before = single_history(database, found)
        chosen = before.numbered(version)
        database.doing(f"restored version {version} of {found.ref}")
        task = found.task
        is_restored = restore_text_for(database, task, chosen) if task else restore_version(database, chosen)
        current = single_history(database, found).current
    assert current
    if not is_restored:
        same = "is" if current.number == chosen.number else "has the same text as"
        tell(f"Version {version} of {before.ref} {same} the current version. Nothing was changed.")
        say(CommandLine("history", before.ref))
        return
    tell(
        f"Restored version {version} of {before.ref}, {count(count_words(current.text), 'word')}. "
        f"It is now version {current.number}."
    )
    if before.current:
        say("To see the version it replaced:")
        say(CommandLine("history", before.ref, before.current.number))
    posted = found.task or (found.discussion if not found.reply else None)
    if posted and not current.posted and any(one.posted for one in before.versions):
        say("You posted a different version. To post this one:")
        say(CommandLine("export", posted.ref, "--for", "thread", "--copy"))
