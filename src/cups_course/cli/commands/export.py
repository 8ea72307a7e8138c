"""`cups-course export`: answers out, to paste into a form or into the thread."""

import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from cups_course.cli.options import Force
from cups_course.cli.output import copy_to_clipboard, open_in_browser, write_file, write_output
from cups_course.cli.session import Session, locate, require_course
from cups_course.errors import CourseError, NothingToKeep, WrongSubject, WrongUsage
from cups_course.events.export import write_export
from cups_course.export.calendar import render_calendar
from cups_course.export.layout import (
    all_fields,
    changed_since_posted,
    only_posted,
    refs_containing,
    shortened_whole_answers,
    without_replies,
)
from cups_course.export.page import NOT_IN_HTML, PAGE_MARK, render_page
from cups_course.export.spreadsheet import escaped_refs, render_csv
from cups_course.export.text import render_markdown, render_text, text_for_thread
from cups_course.export.word import NOT_IN_XML, render_word
from cups_course.form.filling import is_awaited, without_words
from cups_course.model import Discussion, Program
from cups_course.pace.plan import schedule
from cups_course.refs import FoundRef, narrow
from cups_course.shell import CommandLine
from cups_course.states import all_discussions
from cups_course.store.identity import local_date
from cups_course.store.log import events_with_digests
from cups_course.store.reading import load
from cups_course.store.soundness import WORDS, is_altered
from cups_course.tasks import is_written, unposted_text
from cups_course.text import clean, either
from cups_course.view.documents import render_json
from cups_course.view.plan import course_to_plan
from cups_course.view.screen import say
from cups_course.view.wording import count, listed

EXAMPLES = (
    "cups-course export 2",
    "cups-course export 2 --copy",
    "cups-course export 2 --format html --open",
    "cups-course export 2.2 --for thread --copy",
    "cups-course export 2 --format docx --output course-2.docx",
    "cups-course export 2 --format ics --output plan.ics",
    "cups-course export --all --format json --output everything.json",
)


class ExportFormat(StrEnum):
    """What an export can be written as."""

    text = "text"
    markdown = "markdown"
    html = "html"
    docx = "docx"
    json = "json"
    csv = "csv"
    ics = "ics"


class ExportTarget(StrEnum):
    """What an export is for."""

    form = "form"
    thread = "thread"


class Only(StrEnum):
    """Which answers go into an export."""

    posted = "posted"


_FORMATS = {
    ".txt": ExportFormat.text,
    ".md": ExportFormat.markdown,
    ".html": ExportFormat.html,
    ".docx": ExportFormat.docx,
    ".csv": ExportFormat.csv,
    ".json": ExportFormat.json,
    ".ics": ExportFormat.ics,
}
"""The formats by the endings of their files."""
_FILES = (ExportFormat.html, ExportFormat.docx, ExportFormat.ics)
"""Formats that are no use on a terminal or the clipboard."""
_STANDARD_OUTPUT = Path("-")
_BYTES_TO_MARK = 2000
"""A page has its mark in this many of its first bytes."""


def run(
    ctx: typer.Context,
    ref: Annotated[str | None, typer.Argument(metavar="[REF]", help="A course, discussion or question.")] = None,
    for_: Annotated[
        ExportTarget, typer.Option("--for", help="Where you'll paste it: the evaluation form, or the thread.")
    ] = ExportTarget.form,
    format_: Annotated[
        ExportFormat | None,
        typer.Option("--format", help="The output format. Without it, the ending of --output decides, or it's text."),
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="Same as --format json.")] = False,
    only: Annotated[Only | None, typer.Option("--only", help="Only answers you have posted.")] = None,
    with_replies: Annotated[
        bool, typer.Option("--with-replies/--no-replies", help="Include your peer replies, or leave them out.")
    ] = True,
    output: Annotated[Path | None, typer.Option(metavar="FILE", help="Write to this file. - prints instead.")] = None,
    force: Force = False,
    copy: Annotated[bool, typer.Option("--copy", help="Copy it to the clipboard.")] = False,
    open_: Annotated[bool, typer.Option("--open", help="With --format html: open the page in your browser.")] = False,
    all_: Annotated[bool, typer.Option("--all", help="With --format json: everything, to import again.")] = False,
) -> None:
    """Prints all answers in course order. With --for thread, prints the post to paste in the forum."""
    session: Session = ctx.obj
    output = None if output == _STANDARD_OUTPUT else output
    chosen_format = ExportFormat.json if json else format_ or _format_of(output)
    narrower = only is not None or not with_replies
    if all_:
        if ref or copy or open_ or narrower or for_ is ExportTarget.thread or chosen_format is not ExportFormat.json:
            raise WrongUsage(
                "--all exports everything, and only as JSON:",
                CommandLine("export", "--all", "--format", "json", "--output", "everything.json"),
            )
        _export_everything(session, output, force=force)
        return
    if open_ and chosen_format is not ExportFormat.html:
        raise WrongUsage(
            "Only --format html can be opened:",
            CommandLine("export", ref, "--format", "html", "--open"),
        )
    if copy and chosen_format in _FILES:
        raise WrongUsage(
            f"A file in the format {chosen_format} can't be copied. To copy the text:",
            CommandLine("export", ref, "--copy"),
        )
    if chosen_format is ExportFormat.ics:
        if narrower or for_ is ExportTarget.thread:
            raise WrongUsage("--format ics exports plans, not answers. Leave out --for, --only and --no-replies.")
        data, name = _calendar(session, ref)
        _output_file(data, output or (Path(name) if sys.stdout.isatty() else None), force=force)
        return
    with session.database() as database:
        database.require_sound(WORDS)
        found = None
        if ref:
            programs, found = locate(database, ref, verify=True)
        else:
            programs = load(database, verify=True)
    chosen = narrow(programs, found)
    to_file = _command_to_file(ref, for_, chosen_format, only, with_replies=with_replies)
    if for_ is ExportTarget.thread:
        if found is None:
            raise WrongUsage("--for thread needs a discussion:", CommandLine("export", "2.2", "--for", "thread"))
        if found.reply:
            raise WrongSubject(found.ref, found.what, "a discussion, such as 2.2")
        if chosen_format is not ExportFormat.text or narrower:
            raise WrongUsage(
                "--for thread exports all answers as text. Leave out --format, --only and --no-replies, and write to a "
                ".txt file."
            )
        if found.task or found.discussion is None:
            _output_text(_words_to_post(found), output, force=force, copy=copy, otherwise=to_file)
            if output or copy:
                say("Post it in the forum, then:", CommandLine("posted", found.ref))
            return
        (discussion,) = all_discussions(chosen)
        post = _post(discussion)
        _say_unanswered(chosen)
        if refs := [one.ref for one in discussion.questions if one.dropped and one.answer]:
            say(f"No longer asked, so left out: {_first(refs)}.")
        _say_shortened(chosen)
        _output_text(post, output, force=force, copy=copy, otherwise=to_file)
        if output or copy:
            say("Paste it as your post in the thread, then:", CommandLine("posted", discussion.ref))
        return
    _say_unanswered(chosen)
    if only:
        chosen = only_posted(chosen)
        if refs := changed_since_posted(chosen):
            say(f"Exported with changes you haven't posted: {_first(refs)}.")
    elif chosen_format is not ExportFormat.json and (drafts := _drafts(chosen)):
        say(f"Exported though not posted yet: {_first(drafts)}.")
    if not with_replies:
        chosen = without_replies(chosen)
    _say_shortened(chosen)
    if chosen_format is not ExportFormat.json and not any(one.words_kept for one in all_discussions(chosen)):
        raise NothingToKeep("There is nothing to export yet. To see what to do next:", CommandLine("next"))
    if chosen_format in _FILES:
        to_screen = sys.stdout.isatty() and not output
        path = Path(f"{_file_name(found)}.{chosen_format}") if open_ or to_screen else None
        ours = path is not None and _is_our_page(path)
        _output_file(_render_file(chosen, chosen_format), output or path, force=force or ours)
        if open_ and (page := output or path):
            open_in_browser(page)
    else:
        _output_text(_render_text(chosen, chosen_format), output, force=force, copy=copy, otherwise=to_file)


def _format_of(output: Path | None) -> ExportFormat:
    """The format that the ending of a file stands for; text without an ending. Raises WrongUsage for an unknown one."""
    ending = output.suffix.lower() if output else ""
    if not any(map(str.isalpha, ending)):  # `answers-2.2` has none
        return ExportFormat.text
    if ending not in _FORMATS:
        others = either([one for one in _FORMATS if one not in (".docx", ".html")])
        raise WrongUsage(
            f"Exports can't be written as {clean(ending)}. For a document to print or send, use .docx or .html. For "
            f"other uses, use {others}. To write to this file anyway, add --format."
        )
    return _FORMATS[ending]


def _command_to_file(
    ref: str | None, for_: ExportTarget, format_: ExportFormat, only: Only | None, *, with_replies: bool
) -> CommandLine:
    """The command for the same export to a file."""
    words: list[str] = []
    words += ["--for", for_] if for_ is not ExportTarget.form else []
    words += ["--format", format_] if format_ is not ExportFormat.text else []
    words += ["--only", only] if only else []
    words += [] if with_replies else ["--no-replies"]
    return CommandLine("export", ref, *words, "--output", "FILE")


def _output_text(text: str, output: Path | None, *, force: bool, copy: bool, otherwise: CommandLine) -> None:
    if output:
        write_file(output, [text.encode("utf-8")], force=force)
    if copy:
        copy_to_clipboard(text, otherwise=otherwise)
    if not output and not copy:
        write_output(text)


def _output_file(data: bytes, output: Path | None, *, force: bool) -> None:
    if output:
        write_file(output, [data], force=force)
    else:
        sys.stdout.buffer.write(data)


def _is_our_page(path: Path) -> bool:
    """Whether a file is a page that an earlier export wrote, so that a new one may replace it."""
    try:
        with path.open("rb") as file:
            return PAGE_MARK.encode() in file.read(_BYTES_TO_MARK)
    except OSError:
        return False


def _file_name(found: FoundRef | None) -> str:
    return found.ref.replace("/", "-") if found and found.discussion else f"course-{found.ref}" if found else "answers"


def _export_everything(session: Session, output: Path | None, *, force: bool) -> None:
    """Write the whole log event by event: it may not fit into memory."""
    with session.database() as database:
        database.require_sound()
        if is_altered(database.connection):
            say(
                "Part of your data was changed outside cups-course. Imports leave out that part. To see it:",
                CommandLine("doctor"),
            )
        with database.reading() as connection:
            pieces = write_export(events_with_digests(connection))
            if output:
                write_file(output, (piece.encode("utf-8") for piece in pieces), force=force)
            else:
                for piece in pieces:
                    write_output(piece)


def _post(discussion: Discussion) -> str:
    if not any(question.answer for question in discussion.asked) and not discussion.answer:
        raise NothingToKeep(
            f"You have no answer to {discussion.ref} yet. To write one:", CommandLine("answer", discussion.ref)
        )
    return text_for_thread(discussion)


def _words_to_post(found: FoundRef) -> str:
    """The text to post for a task: the person's own, else the words that are known."""
    task = found.task
    if task is None or not (is_written(task) or task.words):
        raise WrongSubject(found.ref, found.what, "one discussion, such as 2.2, or a written task")
    if waiting := unposted_text(task):
        return f"{waiting.text}\n"
    if not task.words:
        raise NothingToKeep(f"There is no text to post for {found.ref} yet.", CommandLine("answer", found.ref))
    return f"{task.words}\n"


def _render_text(programs: Sequence[Program], format_: ExportFormat) -> str:
    if format_ is ExportFormat.json:
        return render_json(programs)
    if format_ is ExportFormat.csv:
        if refs := escaped_refs(programs):
            say(f"Added an apostrophe before {listed(refs)}, so that a spreadsheet doesn't run it as a formula.")
        return render_csv(programs)
    if format_ is ExportFormat.markdown:
        return render_markdown(programs)
    return render_text(programs)


def _render_file(programs: Sequence[Program], format_: ExportFormat) -> bytes:
    if format_ is ExportFormat.html:
        data, left_out, what = render_page(programs).encode("utf-8"), NOT_IN_HTML, "A web page"
    else:
        data, left_out, what = render_word(programs), NOT_IN_XML, "A Word document"
    if refs := refs_containing(programs, left_out):
        say(f"Left out control characters in {listed(refs)}. {what} can't contain them.")
    return data


def _say_unanswered(programs: Sequence[Program]) -> None:
    found = all_fields(programs)
    if labels := [field.label for field in found if field.kind in ("profile", "open") and is_awaited(field)]:
        say(f"The form also asks for these, which you haven't saved yet: {listed(labels)}.")
    if long := [f"{field.ref} by {count(field.too_long_by, 'character')}" for field in found if field.too_long_by]:
        say(f"Too long for the form: {listed(long)}.")
    if refs := without_words(found):
        say(f"Not answered yet, so left out: {_first(refs)}.")


def _drafts(programs: Sequence[Program]) -> list[str]:
    """The references of the answers that no version of is posted."""
    return [field.ref for field in all_fields(programs) if field.kind == "answer" and field.state == "draft"]


def _first(refs: Sequence[str]) -> str:
    """The first few references, and how many more there are."""
    return listed(list(dict.fromkeys(refs)), most=6)


def _say_shortened(programs: Sequence[Program]) -> None:
    if refs := shortened_whole_answers(programs):
        say(f"Left out of your answer to all questions of {listed(refs)}: paragraphs that are also under a question.")


def _calendar(session: Session, ref: str | None) -> tuple[bytes, str]:
    """The calendar of a course's plan, or of all plans, and a name for its file.

    Raises WrongSubject for what is no course, CourseError if there is no plan.
    """
    with session.database() as database:
        if ref:
            _, found = locate(database, ref)
            require_course(found, wanted="a course with a plan", command=CommandLine("plan"))
            programs = narrow([found.program], found)
        else:
            programs = load(database)
    planned = [(program, course) for program in programs for course in program.courses if course.plan]
    if not planned:
        course = programs[0].courses[0] if ref else course_to_plan(programs)
        if course is None:
            raise CourseError("There is no plan, and no course to plan.")
        raise CourseError(
            f"Course {course.ref} has no plan yet. To make one:" if ref else "There is no plan yet. To make one:",
            CommandLine("plan", course.ref, "--by", "DATE"),
        )
    today = local_date()
    plans = [(course, schedule(program, course, today)) for program, course in planned]
    name = f"plan-{planned[0][1].ref.replace('/', '-')}.ics" if ref else "plans.ics"
    return render_calendar(plans, datetime.now(UTC)), name
