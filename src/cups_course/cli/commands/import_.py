"""`cups-course import`: reads saved copies of threads."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from cups_course.cli.days import day
from cups_course.cli.own_posts import find_own_posts
from cups_course.cli.session import Session
from cups_course.course.errors import CannotRead, CourseError, PlaceUnknown, UnknownProgram
from cups_course.course.model import Program
from cups_course.course.placing import OWN_PROGRAM, Place, Wanted, place
from cups_course.course.progress import all_discussions
from cups_course.course.taken import Imported
from cups_course.course.thread import OwnPosts, Thread
from cups_course.store.database import Database
from cups_course.store.importing import take_in
from cups_course.store.people import forum_names, plain_name, set_forum_names
from cups_course.store.reading import load
from cups_course.store.threads import discussion_of_forum_id
from cups_course.system.texts import can_ask, piped, read_bytes
from cups_course.threads.own import find_own
from cups_course.threads.reading import read_copy

EXAMPLES = (
    "cups-course import page.txt --me PlumTree7",
    "cups-course import page.txt --dry-run",
    "cups-course import - --course 2 --discussion 3 < page.txt",
)


def run(
    ctx: typer.Context,
    sources: Annotated[list[str], typer.Argument(metavar="SOURCE...", help="Saved copies: files, folders, or -.")],
    me: Annotated[str | None, typer.Option(metavar="NAME", help="Your forum name.")] = None,
    course: Annotated[
        int | None, typer.Option(min=0, max=999999, metavar="N", help="The course it belongs to.")
    ] = None,
    discussion: Annotated[
        int | None, typer.Option(min=0, max=999999, metavar="N", help="The discussion it is.")
    ] = None,
    program: Annotated[str | None, typer.Option(metavar="KEY", help="The program it belongs to.")] = None,
    saved_on: Annotated[
        str | None, typer.Option(metavar="DATE", help="The day you saved it, for dates such as “3 days ago”.")
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Read and report, store nothing.")] = False,
    json: Annotated[bool, typer.Option("--json", help="One JSON document.")] = False,
) -> None:
    """Reads saved copies of threads; again adds only what is new."""
    session: Session = ctx.obj
    saved_day = day(saved_on)
    copies = list(_copies(sources))
    threads: list[Thread] = []
    failed: list[CourseError] = []
    for name, data in copies:
        try:
            threads.append(_with_numbers(read_copy(_bytes(data), name=name, saved_on=saved_day), course, discussion))
        except CourseError as error:
            failed.append(error)
    if dry_run:
        with session.database_if_any() as database:
            names = _names(database, me)
        results = [Imported(thread, _own(thread, names)) for thread in threads]
        programs: list[Program] = []
    elif threads:
        # A store is made only once there is something to put in it.
        with session.new_database() as database:
            names = _names(database, me)
            results = list(_store(database, threads, names, Wanted(program, course, discussion), failed))
            if me and results and not forum_names(database):
                set_forum_names(database, [me])
            programs = load(database)
    else:
        results, names = [], []
    if json:
        from cups_course.view.json_output import print_json
        from cups_course.view.reading_json import imported

        print_json(imported(results, names, several=len(copies) > 1))
    else:
        from cups_course.view.imported import print_imported, print_reading
        from cups_course.view.screen import tell

        for number, result in enumerate(results):
            if number:
                tell("")
            if result.taken:
                print_imported(result, programs, names)
            else:
                print_reading(result, names)
    _end(failed)


def _with_numbers(thread: Thread, course: int | None, discussion: int | None) -> Thread:
    """The thread with the numbers that the person gave in place of those it states."""
    return replace(
        thread,
        course_number=thread.course_number if course is None else course,
        discussion_number=thread.discussion_number if discussion is None else discussion,
    )


def _own(thread: Thread, names: list[str]) -> OwnPosts | None:
    return find_own(thread, names) if names else None


def _store(
    database: Database, threads: list[Thread], names: list[str], wanted: Wanted, failed: list[CourseError]
) -> Iterator[Imported]:
    """Take the threads in, one by one; what cannot be placed is added to `failed`."""
    for thread in threads:
        try:
            own = _own(thread, names)
            taken = take_in(database, thread, _place(database, thread, wanted), own)
            if taken.kept_opening:
                here = [one for one in all_discussions(load(database)) if one.id == taken.discussion_id]
                find_own_posts(database, here, names)
            yield Imported(thread, own, taken)
        except CourseError as error:
            failed.append(error)


def _end(failed: list[CourseError]) -> None:
    """The last thing that went wrong ends the command; the others are named before it."""
    from cups_course.view.screen import command_line, say

    for error in failed[:-1]:
        say(error.message, *map(command_line, error.commands))
    if failed:
        raise failed[-1]


def _copies(sources: list[str]) -> Iterator[tuple[str, bytes | Path]]:
    """The name and the bytes of each copy; a folder stands for the files in it."""
    for source in sources:
        if source == "-":
            yield "standard input", piped() or b""
        elif Path(source).is_dir():
            files = sorted(path for path in Path(source).iterdir() if path.is_file() and path.name[0] != ".")
            yield from ((str(path), path) for path in files) if files else [(source, Path(source))]
        else:
            yield source, Path(source)


def _bytes(data: bytes | Path) -> bytes:
    if isinstance(data, bytes):
        return data
    if data.is_dir():
        raise CannotRead(f"{data} is a folder without a saved thread in it.")
    return read_bytes(data)


def _names(database: Database | None, me: str | None) -> list[str]:
    """The person's names: the one given counts for this import, those that are set for every one."""
    kept = forum_names(database) if database else []
    return kept if me is None else [plain_name(me)]


def _place(database: Database, thread: Thread, wanted: Wanted) -> Place:
    """Where the thread belongs; what it does not say is asked where somebody can answer."""
    programs = load(database)
    keys = [program.key for program in programs]
    if wanted.program and wanted.program not in (*keys, OWN_PROGRAM):
        raise UnknownProgram(wanted.program, keys, where="in your store")
    try:
        return _find(database, thread, programs, wanted)
    except PlaceUnknown:
        if not can_ask() or (wanted.course is not None and wanted.discussion is not None):
            raise
    said = Wanted(
        wanted.program,
        wanted.course if wanted.course is not None or thread.course_number is not None else _ask(thread, "course"),
        wanted.discussion
        if wanted.discussion is not None or thread.discussion_number is not None
        else _ask(thread, "discussion"),
    )
    return _find(database, thread, programs, said)


def _find(database: Database, thread: Thread, programs: list[Program], wanted: Wanted) -> Place:
    return place(thread, programs, wanted, of_forum_id=discussion_of_forum_id(database, thread.forum_id))


def _ask(thread: Thread, what: str) -> int:
    from cups_course.course.wording import shown

    title = shown(thread.title or "this thread")
    return int(typer.prompt(f"Which {what} is “{title}”? Its number", type=int, err=True))
