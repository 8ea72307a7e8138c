"""`cups-course export`: answers out, to paste into a form or into the thread."""

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from cups_course.cli.session import Session, locate
from cups_course.course.errors import NothingToKeep, WrongSubject, WrongUsage
from cups_course.course.model import Discussion, Program
from cups_course.course.narrowing import narrowed
from cups_course.course.progress import all_discussions
from cups_course.course.wording import shown
from cups_course.export.layout import unanswered
from cups_course.store.reading import load
from cups_course.store.soundness import WORDS, require_whole
from cups_course.system.files import write_text
from cups_course.view.screen import command_line, say
from cups_course.view.wordings import count, listed

EXAMPLES = (
    "cups-course export 2 --copy",
    "cups-course export 2.2 --for thread --copy",
    "cups-course export 2 --format markdown --output course-2.md",
    "cups-course export --all --format json --output everything.json",
)


class Format(StrEnum):
    """What an export can be written as."""

    text = "text"
    markdown = "markdown"
    json = "json"


class For(StrEnum):
    """What an export is for."""

    form = "form"
    thread = "thread"


def run(
    ctx: typer.Context,
    ref: Annotated[str | None, typer.Argument(metavar="[REF]", help="A course, discussion or question.")] = None,
    for_: Annotated[For, typer.Option("--for", help="The evaluation form, or your post in the thread.")] = For.form,
    format_: Annotated[Format, typer.Option("--format", help="How it is written.")] = Format.text,
    json: Annotated[bool, typer.Option("--json", help="The same as --format json.")] = False,
    output: Annotated[Path | None, typer.Option(metavar="FILE", help="Write it to a file.")] = None,
    force: Annotated[bool, typer.Option("--force", help="Write over a file that is there.")] = False,
    copy: Annotated[bool, typer.Option("--copy", help="Put it on the clipboard.")] = False,
    all_: Annotated[
        bool, typer.Option("--all", help="With --format json: everything, every version; import takes it in again.")
    ] = False,
) -> None:
    """Your answers, for the evaluation form or for the thread."""
    session: Session = ctx.obj
    if all_:
        if ref or copy or for_ is For.thread or not (json or format_ is Format.json):
            raise WrongUsage(
                "Everything, with every version, goes into one JSON file:",
                "cups-course export --all --format json --output everything.json",
            )
        _hand_out(_everything(session), output, force=force, copy=False)
        return
    with session.database() as database:
        require_whole(database, WORDS)
        found = None
        if ref:
            programs, found = locate(database, ref, verify=True)
        else:
            programs = load(database, verify=True)
    chosen = narrowed(programs, found)
    discussions = all_discussions(chosen)
    if for_ is For.thread:
        if found is None or found.discussion is None or found.task or found.reply:
            raise WrongSubject(ref or "Everything", found.what if found else "all of it", "one discussion, such as 2.2")
        if json or format_ is not Format.text:
            raise WrongUsage("A post for the thread is plain text; leave --format out.")
        text = _post(discussions[0])
    else:
        text = _rendered(chosen, Format.json if json else format_)
    _name_unanswered(discussions)
    _hand_out(text, output, force=force, copy=copy)
    if for_ is For.thread and (output or copy):
        say("Paste it as your post in the thread, then:", command_line(f"cups-course posted {discussions[0].ref}"))


def _hand_out(text: str, output: Path | None, *, force: bool, copy: bool) -> None:
    if output:
        write_text(output, text, force=force)
        say(f"Written to {output}.")
    if copy:
        _copy(text)
    if not output and not copy:
        _print(text)


def _everything(session: Session) -> str:
    from cups_course.course.digest import as_written
    from cups_course.course.whole_json import written
    from cups_course.store.carrying import carried
    from cups_course.store.file import SCHEMA_VERSION

    with session.database() as database:
        require_whole(database)
        everything = carried(database)
    if wrong := [one for one in everything.records["version"].values() if not as_written(one)]:
        say(
            f"{count(len(wrong), 'version')} of your words in it {'is' if len(wrong) == 1 else 'are'} not as written, "
            "and marked so wherever it is taken in. This says which:",
            command_line("cups-course doctor"),
        )
    return written(everything, SCHEMA_VERSION)


def _post(discussion: Discussion) -> str:
    from cups_course.export.text import for_thread

    if not any(question.answer for question in discussion.questions) and not discussion.answer:
        raise NothingToKeep(f"Nothing is written for {discussion.ref} yet.", f"cups-course answer {discussion.ref}")
    return for_thread(discussion)


def _rendered(programs: list[Program], format_: Format) -> str:
    if format_ is Format.json:
        from cups_course.export.json_form import render
    elif not any(discussion.words_kept for discussion in all_discussions(programs)):
        raise NothingToKeep("Nothing is written here yet, so there is nothing to export.", "cups-course next")
    elif format_ is Format.markdown:
        from cups_course.export.markdown import render
    else:
        from cups_course.export.text import render
    return render(programs)


def _name_unanswered(discussions: list[Discussion]) -> None:
    refs = [ref for discussion in discussions for ref in unanswered(discussion)]
    if refs:
        more = f" and {count(len(refs) - 5, 'more', 'more')}" if len(refs) > 6 else ""
        say(f"Without an answer yet, so not in it: {listed(refs[:5]) + more if more else listed(refs)}.")


def _copy(text: str) -> None:
    from cups_course.system.clipboard import copy

    if copy(text.removesuffix("\n")):
        say("It is on the clipboard, ready to paste.")
    else:
        say("No clipboard was found, so here is the text to copy by hand:")
        _print(text)


def _print(text: str) -> None:
    """The text as it is; only on a terminal without the control characters that could act on it."""
    sys.stdout.write(shown(text) if sys.stdout.isatty() else text)
