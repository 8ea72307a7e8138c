"""`cups-course progress`: a note that says how it goes, begun from what is kept."""

from typing import Annotated

import typer

from cups_course.cli.app import ProseCommand
from cups_course.cli.input import can_write, day_or_today, given_text, write_in_editor
from cups_course.cli.options import PostedOn
from cups_course.cli.output import write_output
from cups_course.cli.session import Session, locate
from cups_course.errors import CourseError, NothingToKeep, WrongSubject, WrongUsage
from cups_course.model import Course, Program, Task
from cups_course.pace.progress_note import draft_progress_note, progress_tasks
from cups_course.refs import FoundRef, find_ref, parse_ref
from cups_course.store.database import Database
from cups_course.store.reading import load
from cups_course.store.writing import keep_progress_note, mark_progress_posted, tick
from cups_course.system.drafts import draft_for
from cups_course.tasks import posted_command, unposted_progress_note
from cups_course.view.documents import print_json, progress_document
from cups_course.view.screen import command_line, say, tell

Command = ProseCommand
EXAMPLES = (
    "cups-course progress",
    'cups-course progress ldp-2022 "Last week I ..."',
    "cups-course progress 2.other --posted",
    "cups-course progress --json",
)

Subject = Task | Course | Program


def run(
    ctx: typer.Context,
    ref: Annotated[
        str | None, typer.Argument(metavar="[REF]", help="A task that comes again, a course or a program.")
    ] = None,
    text: Annotated[str | None, typer.Argument(metavar="[TEXT]", help="The whole note; may begin with -.")] = None,
    posted: Annotated[bool, typer.Option("--posted", help="You have posted the one that waits.")] = False,
    on: PostedOn = None,
    json: Annotated[bool, typer.Option("--json", help="One JSON document: the draft, and those there are.")] = False,
) -> None:
    """A note on how it goes: begun from what is kept, finished in your editor, kept each time."""
    session: Session = ctx.obj
    with session.database() as database:
        found = locate(database, ref, whole_course=True)[1] if ref else _default_ref(load(database))
        subject = _subject(found)
        draft = _draft(database, found)
        if json:
            print_json(progress_document(found.ref, draft, subject))
        elif posted:
            _mark_posted(database, found, day_or_today(on))
        elif on:
            raise WrongUsage("--on is the day you posted it, so give --posted with it.")
        elif (words := given_text(text, None)) is not None:
            _keep(database, found, words)
        else:
            _write_in_editor(database, found, draft)


def _default_ref(programs: list[Program]) -> FoundRef:
    """The task with a progress note in the program in use, or in the only one; without such a task, the program.

    Raises CourseError if there are several.
    """
    in_use = [program for program in programs if program.in_use] or programs
    if len(in_use) != 1:
        ways = (f"cups-course progress {program.key}" for program in in_use)
        raise CourseError("Of which program is the note?", *ways)
    (program,) = in_use
    tasks = progress_tasks(program)
    if len(tasks) > 1:
        ways = (f"cups-course progress {task.ref}" for task in tasks)
        raise CourseError("There are several such notes. Which one is it?", *ways)
    return find_ref(programs, parse_ref(tasks[0].ref if tasks else program.ref))


def _subject(found: FoundRef) -> Subject:
    subject = found.subject
    if isinstance(subject, Course | Program) or (isinstance(subject, Task) and subject.repeated):
        return subject
    wanted = "a task that comes again and again, a course or a program"
    raise WrongSubject(found.ref, found.what, wanted, f"cups-course note {found.ref}")


def _draft(database: Database, found: FoundRef) -> str:
    """The note that waits to be posted, else a new one about the course or the whole program."""
    if waiting := unposted_progress_note(_subject(found)):
        return waiting.text
    if found.course:
        return draft_progress_note([found.course], [])
    program = next(program for program in load(database) if program.id == found.program.id)
    return draft_progress_note(program.courses, program.tasks)


def _keep(database: Database, found: FoundRef, words: str) -> None:
    ref, subject = found.ref, _subject(found)
    waiting = unposted_progress_note(subject)
    if waiting and waiting.text == words:
        tell(f"That progress note for {ref} is kept already.")
    else:
        database.doing(f"progress note for {ref}, kept")
        keep_progress_note(database, subject, words, instead_of=waiting)
        tell(f"Kept your progress note for {ref}.")
    say("To have it on the clipboard, and when it is posted:")
    say(command_line(f"cups-course export {ref} --for thread --copy"), command_line(posted_command(found)))


def _mark_posted(database: Database, found: FoundRef, on: str) -> None:
    ref, subject = found.ref, _subject(found)
    waiting = unposted_progress_note(subject)
    if waiting is None:
        raise NothingToKeep(f"No progress note for {ref} waits to be posted.", f"cups-course progress {ref}")
    database.doing(f"progress note for {ref}, marked as posted")
    if isinstance(subject, Task):
        tick(database, subject, "done", on=on)
    else:
        mark_progress_posted(database, waiting, on=on)
    tell(f"Marked as posted: your progress note for {ref}.")
    say(command_line("cups-course next"))


def _write_in_editor(database: Database, found: FoundRef, draft_text: str) -> None:
    """Let the person write in their editor. If they can't, print the draft."""
    if not can_write():
        write_output(draft_text)
        say("There is no terminal to write in. Finish it anywhere, and give it back through a pipe:")
        say(command_line(f"cups-course progress {found.ref} < note.txt"))
        return
    with draft_for(database.path, found.subject.id) as draft:
        if not draft.typed():
            draft.lay_out(draft_text)
        write_in_editor(
            draft,
            lambda words: _keep(database, found, words),
            unchanged=f"Nothing was changed for {found.ref}.",
            command=f"cups-course progress {found.ref}",
        )
