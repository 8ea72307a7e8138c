"""`cups-course import`: reads saved copies of threads."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from cups_course.cli.input import ask
from cups_course.cli.options import Json, lower_case, past_day
from cups_course.cli.output import end_with, say_skipped
from cups_course.cli.own_answers import answers_command, import_answers
from cups_course.cli.own_posts import find_own_posts, mistyped_names, own_names, save_names
from cups_course.cli.session import Session
from cups_course.cli.sources import (
    clipboard,
    is_export_of_everything,
    merge_file,
    parse_or_none,
    sources,
    typed_for,
    typed_options,
    with_paths,
)
from cups_course.errors import (
    CourseError,
    PlaceUnknown,
    SeveralPlaces,
    UnknownProgram,
    WrongUsage,
)
from cups_course.events.forgetting import Rules
from cups_course.model import Discussion, Program
from cups_course.pace.days import parse_day
from cups_course.reader.copy import Copy
from cups_course.reader.joining import copy_of, join_copies, join_two
from cups_course.reader.own import find_own
from cups_course.reader.reading import read_thread
from cups_course.reports import MissingName, ReadThread
from cups_course.saved.containers import Source
from cups_course.shell import CommandLine
from cups_course.states import all_discussions
from cups_course.store.database import Database
from cups_course.store.forget import forget_rules
from cups_course.store.importing import discussion_of, import_thread, others_threads
from cups_course.store.people import forum_names, plain_name
from cups_course.store.reading import load
from cups_course.store.threads import load_thread, outdated_texts
from cups_course.system.files import can_ask
from cups_course.text import clean, parse_number_up_to
from cups_course.thread.matching import OpeningMatch, compare_openings
from cups_course.thread.placing import OWN_PROGRAM, ThreadPlace, WantedPlace, place_thread
from cups_course.thread.thread import OwnPosts, Provenance, Thread
from cups_course.view.documents import import_document, print_json
from cups_course.view.imported import (
    print_changes,
    print_next_after,
    print_reading,
    print_sources,
    say_nothing_stored,
)
from cups_course.view.people import print_missing_names, print_own_found
from cups_course.view.screen import say, tell

EXAMPLES = (
    "cups-course import page.html",
    "cups-course import page.html --me PlumTree7",
    "cups-course import page-1.mhtml page-2.mhtml",
    "cups-course import --clipboard --course 2 --discussion 3",
    "cups-course import page.html --dry-run",
    "cups-course import --answers my-answers.docx 2.2",
    "cups-course import everything.json",
)


def run(
    ctx: typer.Context,
    copies: Annotated[
        list[str] | None,
        typer.Argument(metavar="SOURCE...", help="Saved pages, text files, folders or zips, or - for standard input."),
    ] = None,
    from_clipboard: Annotated[bool, typer.Option("--clipboard", help="Read the clipboard.")] = False,
    me: Annotated[
        list[str] | None, typer.Option(metavar="NAME", help="Your forum name. Can be repeated, for several accounts.")
    ] = None,
    course: Annotated[
        int | None, typer.Option(min=0, max=999999, metavar="N", help="The number of its course.")
    ] = None,
    discussion: Annotated[
        int | None, typer.Option(min=0, max=999999, metavar="N", help="The number of its discussion.")
    ] = None,
    program: Annotated[
        str | None, typer.Option(metavar="KEY", callback=lower_case, help="The key of its program.")
    ] = None,
    saved_on: Annotated[
        str | None,
        typer.Option(metavar="DATE", callback=past_day, help="The day you saved it, for dates like “3 days ago”."),
    ] = None,
    answers: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="A document with your answers to REF, saved as drafts."),
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what would be stored, without storing it.")] = False,
    json: Json = False,
) -> None:
    """Reads saved pages, texts, folders and zips. Import the same thread again to add what is new. Without SOURCE, in a
    terminal, offers the threads you saved lately."""
    session: Session = ctx.obj
    paths = list(copies or [])
    if answers is not None:
        if from_clipboard or any(one is not None for one in (me or None, course, discussion, program, saved_on)):
            raise WrongUsage(
                "--answers takes a document and a reference. Only --dry-run and --json go with it:",
                answers_command(answers, "2.2"),
            )
        import_answers(session, answers, paths, dry_run=dry_run, json=json)
        return
    if len(paths) > 1 and _is_reference(paths[-1]):
        raise WrongUsage(
            f"There is no file {paths[-1]}. If {paths[0]} has your answers to {paths[-1]}:",
            CommandLine("import", "--answers", paths[0], paths[-1]),
        )
    if not paths and not from_clipboard:
        from cups_course.cli.lately_saved import choose_saved_threads  # only a call without a source needs it

        paths = choose_saved_threads()
    if any(map(is_export_of_everything, paths)):
        if len(paths) > 1 or from_clipboard or dry_run or json or any((me, program, saved_on)):
            raise WrongUsage(
                "Import an export of everything on its own, without options:",
                *(CommandLine("import", path) for path in paths if is_export_of_everything(path)),
            )
        merge_file(session, Path(paths[0]))
        return
    failed: list[CourseError] = []
    given_day = parse_day(saved_on)
    read: list[Source] = []
    skipped: list[str] = []
    parsed = []
    for source in _sources(paths, from_clipboard, skipped):
        parsed.append(parse_or_none(source, given_day, failed))
        if isinstance(source, Source):
            read.append(replace(source, data=b""))
    threads = join_copies([copy for copy in parsed if copy])
    several = len(threads) + len(failed) > 1
    wanted = WantedPlace(program, course, discussion)
    programs: list[Program] = []
    given = [plain_name(name) for name in me or ()]
    results, names, found, unplaced = [], [], [], list[CourseError]()
    missing: Sequence[MissingName] = ()
    if dry_run and json:
        with session.database_if_any() as database:
            names = own_names(database, given)
        results = [_read_only(copy, wanted, names) for copy in threads]
    elif threads:
        # Make a store only if there is something to put in it.
        with session.scratch_database() if dry_run else session.new_database() as database:
            first, *others = [*(["what you copied"] if from_clipboard else []), *(Path(path).name for path in paths)]
            database.doing(f"imported {first}{f' and {len(others)} more' if others else ''}")
            names = own_names(database, given)
            questions = _Questions(may_ask=not dry_run)
            results = list(_store(database, threads, names, wanted, unplaced, questions))
            options = typed_options(me=me, program=program, course=course, discussion=discussion, saved_on=saved_on)
            unplaced = [with_paths(one, typed_for(one.about, read, paths), options) for one in unplaced]
            if given and results:
                save_names(database, given)
                just_read = {read.result.discussion_id for read in results if read.result}
                elsewhere = [one for one in all_discussions(load(database)) if one.id not in just_read]
                found = find_own_posts(database, elsewhere, forum_names(database))
            programs = load(database)
            missing = mistyped_names(database, names, given)
    if json:
        print_json(import_document(results, names, several=several))
    else:
        mistyped = {one.name for one in missing}
        named = [name for name in names if name not in mistyped] if names else None
        changed = _print_results(results, programs, named, several=several, dry_run=dry_run)
        print_own_found(found)
        if results:
            print_missing_names(missing, "these copies" if several else "this copy")
        if changed:
            print_next_after(changed)
    if dry_run:  # the copies themselves can be read
        for error in unplaced:
            unstored = next(copy for copy in threads if copy.sources == error.about)
            _print_results([_read_only(unstored, wanted, names)], programs, names, several=several, dry_run=True)
            say("", *error.lines, *error.commands)
        say_nothing_stored()
    say_skipped(skipped)
    end_with(failed + unplaced * (not dry_run), several=several)


def _is_reference(source: str) -> bool:
    return bool(re.fullmatch(r"\d{1,4}(?:\.\d{1,4}){0,2}", source)) and not Path(source).exists()


def _sources(paths: Sequence[str], from_clipboard: bool, skipped: list[str]) -> Iterator[Source | CourseError]:
    if from_clipboard:
        try:
            yield clipboard()
        except CourseError as error:
            yield error
    yield from sources(paths, skipped)


def _read_only(copy: Copy, wanted: WantedPlace, names: Sequence[str]) -> ReadThread:
    thread = _with_given_numbers(read_thread(copy), wanted)
    return ReadThread(thread, _own_posts(thread, names), sources=copy.sources)


def _with_given_numbers(thread: Thread, wanted: WantedPlace) -> Thread:
    """The thread with the numbers that the person gave instead of those it states."""
    given = {"course": wanted.course, "discussion": wanted.discussion}
    return replace(
        thread,
        course_number=thread.course_number if wanted.course is None else wanted.course,
        discussion_number=thread.discussion_number if wanted.discussion is None else wanted.discussion,
        how={**thread.how, **{name: Provenance.GIVEN for name, number in given.items() if number is not None}},
    )


def _own_posts(thread: Thread, names: Sequence[str]) -> OwnPosts | None:
    return find_own(thread, names) if names else None


def _store(
    database: Database,
    copies: Sequence[Copy],
    names: list[str],
    wanted: WantedPlace,
    failed: list[CourseError],
    questions: "_Questions",
) -> Iterator[ReadThread]:
    """Store the threads one by one; the errors of those that can't be placed are added to `failed`."""
    rules = forget_rules(database)
    for copy in copies:
        try:
            thread = _without_forgotten(_with_given_numbers(read_thread(copy), wanted), rules, names)
            place = _place(database, thread, wanted, questions)
            kept = load_thread(database, place.existing) if place.existing else None
            if place.existing and kept and compare_openings(kept.thread, thread) is not OpeningMatch.ANOTHER:
                # Read the pages imported earlier and these as one thread.
                outdated = outdated_texts(database, place.existing, kept)
                whole = read_thread(join_two(copy_of(kept.thread), copy, outdated))
                thread = _without_forgotten(_with_given_numbers(whole, wanted), rules, names)
            own = _own_posts(thread, names)
            result = import_thread(database, thread, place, own)
            if result.own_to_read:
                discussions = [one for one in all_discussions(load(database)) if one.id == result.discussion_id]
                for _, own_result in find_own_posts(database, discussions, names):
                    result.add_own(own_result)
            yield ReadThread(thread, own, result, copy.sources)
        except CourseError as error:
            error.about = copy.sources
            failed.append(error)


def _without_forgotten(thread: Thread, rules: Rules, names: Sequence[str]) -> Thread:
    """The thread without the posts that the person removed for good. Raises CourseError if they removed all of it."""
    left = rules.without(thread, _own_posts(thread, names)) if rules else thread
    if left is None:
        raise CourseError(f"You permanently deleted “{thread.title}” with cups-course forget, so it was not imported.")
    return left


def _print_results(
    results: Sequence[ReadThread],
    programs: Sequence[Program],
    names: Sequence[str] | None,
    *,
    several: bool,
    dry_run: bool,
) -> list[Discussion]:
    """What was read, each thread under the names of its files if there are `several`. Returns the discussions that an
    import changed."""
    changed: dict[str, Discussion] = {}
    for number, read in enumerate(results):
        if number:
            tell("")
        if several and read.sources:
            print_sources(read.sources)
        if not read.result:
            print_reading(read, names)
        elif dry_run:
            from cups_course.view.dry_run import print_would_import  # only a dry run needs it

            print_would_import(read, programs, names)
        else:
            changed[read.result.discussion_id] = print_changes(read, programs, names)
    return list(changed.values())


def _place(database: Database, thread: Thread, wanted: WantedPlace, questions: "_Questions") -> ThreadPlace:
    """Where the thread belongs; asks for what it doesn't say. Raises PlaceUnknown."""
    programs = load(database)
    keys = [program.key for program in programs]
    if wanted.program and wanted.program not in (*keys, OWN_PROGRAM):
        raise UnknownProgram(wanted.program, keys, where="in your store")
    while True:
        try:
            return place_thread(
                thread,
                programs,
                wanted,
                discussion_id=discussion_of(database, thread),
                taken=others_threads(database, thread),
            )
        except PlaceUnknown as error:
            answer = questions.place(error, thread, wanted)
            if answer is None or answer == wanted:
                raise
            wanted = answer


class _Questions:
    """Asks for what threads don't say. After the person goes away (Ctrl-C, Ctrl-D), nothing more is asked."""

    def __init__(self, *, may_ask: bool) -> None:
        self._stopped = not (may_ask and can_ask())

    def place(self, error: PlaceUnknown, thread: Thread, wanted: WantedPlace) -> WantedPlace | None:
        """The place with what the person says about the part that isn't known; None if they skip the thread."""
        if isinstance(error, SeveralPlaces):
            say(f"“{error.called}” fits several places:")
            places = [WantedPlace(*place) for place in error.places]
            for at, one in enumerate(places, start=1):
                say(f"  {at}  {one.program}, as {one.course}.{one.discussion}")
            number = self._number("Which one?", range(1, len(places) + 1))
            return None if number is None else places[number - 1]
        title = clean(thread.title or "this thread")
        if wanted.course is None and thread.course_number is None:
            number = self._number(f"Course number of “{title}”?", _NUMBERS)
            if number is None:
                return None
            wanted = replace(wanted, course=number)
        if wanted.discussion is None and thread.discussion_number is None:
            number = self._number(f"Discussion number of “{title}”?", _NUMBERS)
            if number is None:
                return None
            wanted = replace(wanted, discussion=number)
        return wanted

    def _number(self, question: str, allowed: range) -> int | None:
        """A number that is typed; None to skip."""
        while not self._stopped:
            typed = ask(f"{question} [a number, or Enter to skip]")
            self._stopped = not typed
            if not typed.strip():
                break
            number = parse_number_up_to(allowed.stop, typed.strip())
            if number is not None and number in allowed:
                return number
        return None


_NUMBERS = range(1_000_000)
