"""`cups-course import`: reads saved copies of threads."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from cups_course.answer_document import AnswerDocument
from cups_course.cli.output import end_with
from cups_course.cli.own_posts import find_own_posts
from cups_course.cli.session import Session, locate
from cups_course.cli.sources import Named, clipboard, is_export_of_everything, merge_file, sources
from cups_course.errors import (
    CourseError,
    NotAThread,
    NothingToKeep,
    PlaceUnknown,
    SeveralPrograms,
    UnknownProgram,
    WrongSubject,
    WrongUsage,
)
from cups_course.events.forgetting import Rules
from cups_course.export.layout import course_heading
from cups_course.form.filling import discussion_heading
from cups_course.model import Course, Discussion, Program
from cups_course.pace.days import parse_day
from cups_course.reader.copy import Copy
from cups_course.reader.joining import copy_of, join_copies, join_two
from cups_course.reader.own import find_own, split_answer
from cups_course.reader.own_document import read_document, replies_beyond, sections, without_peer_replies
from cups_course.reader.reading import parse_source, read_thread
from cups_course.refs import FoundRef
from cups_course.reports import ReadThread
from cups_course.saved.containers import Source
from cups_course.states import all_discussions
from cups_course.store.database import Database
from cups_course.store.forget import forget_rules
from cups_course.store.importing import discussion_of, import_thread
from cups_course.store.people import forum_names, plain_name, set_forum_names
from cups_course.store.reading import load
from cups_course.store.threads import load_thread
from cups_course.store.writing import add_note, keep_answers
from cups_course.system.files import can_ask, piped, read_bytes
from cups_course.text import as_written, clean, fold
from cups_course.thread.matching import OpeningMatch, compare_openings
from cups_course.thread.placing import OWN_PROGRAM, ThreadPlace, WantedPlace, place_thread
from cups_course.thread.thread import OwnPosts, Provenance, Thread
from cups_course.view.answers import print_kept_answers, print_note, print_would_keep
from cups_course.view.documents import import_document, print_json
from cups_course.view.screen import say, tell
from cups_course.view.thread import print_imported, print_reading

EXAMPLES = (
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
        typer.Argument(metavar="SOURCE...", help="Saved copies: pages, texts, folders, zips, or -."),
    ] = None,
    from_clipboard: Annotated[bool, typer.Option("--clipboard", help="Read what you copied.")] = False,
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
    answers: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="A document with your answers to REF: kept as drafts, nothing posted."),
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Read and report, store nothing.")] = False,
    json: Annotated[bool, typer.Option("--json", help="One JSON document.")] = False,
) -> None:
    """Reads saved copies of threads; again adds only what is new."""
    session: Session = ctx.obj
    named = list(copies or [])
    if answers is not None:
        if from_clipboard or json or any(one is not None for one in (me, course, discussion, program, saved_on)):
            raise WrongUsage("With --answers say the document and what it answers, and nothing else but --dry-run.")
        import_answers(session, answers, named, dry_run=dry_run)
        return
    if len(named) > 1 and _is_reference(named[-1]):
        raise WrongUsage(
            f"{named[-1]} is no file. If {named[0]} is a document with your answers to it:",
            f"cups-course import --answers {named[0]} {named[-1]}",
        )
    if not named and not from_clipboard:
        raise WrongUsage("SOURCE is missing. Say what to read: a saved page, or --clipboard for what you copied.")
    if any(map(is_export_of_everything, named)):
        if len(named) > 1 or from_clipboard or dry_run or json or any((me, program, saved_on)):
            raise WrongUsage(
                "An export of everything is taken in by itself:",
                *(f"cups-course import {one}" for one in named if is_export_of_everything(one)),
            )
        merge_file(session, Path(named[0]))
        return
    failed: list[CourseError] = []
    threads = join_copies(list(_taken_apart(_given(named, from_clipboard), parse_day(saved_on), failed)))
    several = len(threads) + len(failed) > 1
    wanted = WantedPlace(program, course, discussion)
    programs: list[Program] = []
    results, names = [], []
    if dry_run:
        with session.database_if_any() as database:
            names = _names(database, me)
        results = [_only_read(copy, wanted, names) for copy in threads]
    elif threads:
        # A store is made only once there is something to put in it.
        with session.new_database() as database:
            first, *others = [*(["what you copied"] if from_clipboard else []), *(Path(one).name for one in named)]
            database.doing(f"{first}{f' and {len(others)} more' if others else ''}, imported")
            names = _names(database, me)
            results = list(_store(database, threads, names, wanted, failed))
            if me and results and not forum_names(database):
                set_forum_names(database, [me])
            programs = load(database)
    if json:
        print_json(import_document(results, names, several=several))
    else:
        _print(results, programs, names)
    end_with(failed)


def _is_reference(source: str) -> bool:
    return bool(re.fullmatch(r"\d{1,4}(?:\.\d{1,4}){0,2}", source)) and not Path(source).exists()


def _given(named: Sequence[str], from_clipboard: bool) -> Iterator[Named]:
    if from_clipboard:
        try:
            yield clipboard()
        except CourseError as error:
            yield error
    yield from sources(named)


def _taken_apart(given: Iterable[Named], saved_on: date | None, failed: list[CourseError]) -> Iterator[Copy]:
    """What could be taken apart; what could not is added to `failed`."""
    for source in given:
        try:
            if isinstance(source, CourseError):
                raise source
            yield parse_source(source, saved_on=saved_on)
        except CourseError as error:
            failed.append(error)


def _only_read(copy: Copy, wanted: WantedPlace, names: Sequence[str]) -> ReadThread:
    thread = _with_numbers(read_thread(copy), wanted)
    return ReadThread(thread, _own(thread, names))


def _with_numbers(thread: Thread, wanted: WantedPlace) -> Thread:
    """The thread with the numbers that the person gave in place of those it states."""
    given = {"course": wanted.course, "discussion": wanted.discussion}
    return replace(
        thread,
        course_number=thread.course_number if wanted.course is None else wanted.course,
        discussion_number=thread.discussion_number if wanted.discussion is None else wanted.discussion,
        how={**thread.how, **{name: Provenance.GIVEN for name, number in given.items() if number is not None}},
    )


def _own(thread: Thread, names: Sequence[str]) -> OwnPosts | None:
    return find_own(thread, names) if names else None


def _store(
    database: Database, copies: Sequence[Copy], names: list[str], wanted: WantedPlace, failed: list[CourseError]
) -> Iterator[ReadThread]:
    """Take the threads in, one by one; what cannot be placed is added to `failed`."""
    forgotten = forget_rules(database)
    for copy in copies:
        try:
            thread = _without_forgotten(_with_numbers(read_thread(copy), wanted), forgotten, names)
            there = _place(database, thread, wanted)
            kept = load_thread(database, there.existing) if there.existing else None
            if kept and compare_openings(kept.thread, thread) is not OpeningMatch.ANOTHER:
                # Earlier pages and later ones are read as the one thread that they are.
                whole = _with_numbers(read_thread(join_two(copy_of(kept.thread), copy)), wanted)
                thread = _without_forgotten(whole, forgotten, names)
            own = _own(thread, names)
            taken = import_thread(database, thread, there, own)
            if taken.own_to_read:
                here = [one for one in all_discussions(load(database)) if one.id == taken.discussion_id]
                for _, found in find_own_posts(database, here, names):
                    taken.add_own(found)
            yield ReadThread(thread, own, taken)
        except CourseError as error:
            failed.append(error)


def _without_forgotten(thread: Thread, forgotten: Rules, names: Sequence[str]) -> Thread:
    """The thread without posts that the person removed for good.

    Raises CourseError where they removed all of it.
    """
    left = forgotten.without(thread, _own(thread, names)) if forgotten else thread
    if left is None:
        raise CourseError(
            f"“{thread.title}” was removed for good with cups-course forget, so nothing of it was stored."
        )
    return left


def _print(results: Sequence[ReadThread], programs: Sequence[Program], names: Sequence[str]) -> None:
    for number, result in enumerate(results):
        if number:
            tell("")
        if result.taken:
            print_imported(result, programs, names)
        else:
            print_reading(result, names)


def _names(database: Database | None, me: str | None) -> list[str]:
    """The person's names: the one given counts for this import, those that are set for every one."""
    kept = forum_names(database) if database else []
    return kept if me is None else [plain_name(me)]


def _place(database: Database, thread: Thread, wanted: WantedPlace) -> ThreadPlace:
    """Where the thread belongs; what it does not say is asked where somebody can answer."""
    programs = load(database)
    keys = [program.key for program in programs]
    if wanted.program and wanted.program not in (*keys, OWN_PROGRAM):
        raise UnknownProgram(wanted.program, keys, where="in your store")
    while True:
        try:
            return place_thread(thread, programs, wanted, discussion_id=discussion_of(database, thread, wanted))
        except PlaceUnknown as error:
            said = _asked(error, thread, wanted) if can_ask() else wanted
            if said == wanted:
                raise
            wanted = said


def _asked(error: PlaceUnknown, thread: Thread, wanted: WantedPlace) -> WantedPlace:
    """The same with what the person says of what was not known."""
    if isinstance(error, SeveralPrograms):
        return replace(wanted, program=_ask_program(error))
    ask_course = wanted.course is None and thread.course_number is None
    ask_discussion = wanted.discussion is None and thread.discussion_number is None
    return WantedPlace(
        wanted.program,
        _ask(thread, "course") if ask_course else wanted.course,
        _ask(thread, "discussion") if ask_discussion else wanted.discussion,
    )


def _ask_program(error: SeveralPrograms) -> str:
    say(f"“{error.called}” could belong to several of your programs:")
    say(*(f"  {number}  {key}, as {ref}" for number, (key, ref) in enumerate(error.places, start=1)))
    while True:
        number = int(typer.prompt("Which one is it? Its number", type=int, err=True))
        if 0 < number <= len(error.places):
            return error.places[number - 1][0]


def _ask(thread: Thread, what: str) -> int:
    title = clean(thread.title or "this thread")
    return int(typer.prompt(f"Which {what} is “{title}”? Its number", type=int, err=True))


_MOST_PEOPLE = 3
"""So many people with a day beside their names make a thread of what might have been a document."""


def import_answers(session: Session, file: Path, refs: Sequence[str], *, dry_run: bool) -> None:
    """Keep what stands in `file` (`-`: what is piped in) as drafts of the discussion, or of those of the course, that
    `refs` names.

    What belongs to no question is kept as a note; every word is in the store afterwards. A `dry_run` only tells.
    """
    if len(refs) != 1:
        raise WrongUsage("Say what the document answers, a discussion or a course:", _example(file, "2.2"))
    is_piped = str(file) == "-"
    name = "standard input" if is_piped else str(file)
    data = (piped() or b"") if is_piped else read_bytes(file, what="document")
    text = as_written(read_document(data, name=name))
    if not text:
        raise NothingToKeep(f"There are no words in {name}, so nothing was changed.")
    _refuse_a_thread(name, data)
    with session.database() as database:
        _, found = locate(database, refs[0], whole_course=True)
        if found.course is None or found.question or found.task or found.reply:
            raise WrongSubject(found.ref, found.what, "a discussion or a course", _example(file, _discussion(found)))
        course = found.course
        database.doing(f"document {file.name} with answers to {found.ref}, imported")
        parts = _of_one(course, found.discussion, text) if found.discussion else _parts(course, text)
        for discussion, words in parts:
            if dry_run:
                print_would_keep(discussion or course, *(_split(discussion, words) if discussion else ({}, words)))
                continue
            if discussion is None:
                if words not in {one.text for one in course.notes}:
                    add_note(database, course, words)
                print_note(course.ref, words)
                continue
            texts, note = _split(discussion, words)
            is_new = note not in {one.text for one in discussion.notes}
            changed = keep_answers(database, discussion, texts, "import", note=note if is_new else "")
            if texts or not note:
                print_kept_answers(discussion, texts, changed)
            if note:
                print_note(discussion.ref, note)
    if dry_run:
        say("Nothing was stored. Without --dry-run it will be.")


def _refuse_a_thread(name: str, data: bytes) -> None:
    """Everybody's posts are not the person's answers. Raises WrongUsage."""
    try:
        copy = parse_source(Source(name, data))
    except NotAThread:
        return
    people = {post.author for post in copy.posts if post.author and post.dated}
    if len(people) >= _MOST_PEOPLE:
        raise WrongUsage(
            f"{name} looks like a saved thread, with posts of {len(people)} people, so nothing was kept. To read it:",
            f"cups-course import {name}",
        )


def _of_one(course: Course, discussion: Discussion, text: str) -> Iterator[tuple[Discussion | None, str]]:
    """The words for one discussion, without the headings above them that name it."""
    words = _below(text, course_heading(course), discussion_heading(discussion), discussion.title)
    parts = sections(words, [(discussion.number, discussion.title)])
    yield discussion, parts[0][1] if len(parts) == 1 and parts[0][0] == 0 else words


def _parts(course: Course, text: str) -> Iterator[tuple[Discussion | None, str]]:
    """The words for each discussion; None: those below no heading that names one of the course."""
    for at, words in sections(text, [(one.number, one.title) for one in course.discussions]):
        if at is not None:
            yield course.discussions[at], words
        elif words := _below(words, course_heading(course)):
            yield None, words


def _below(text: str, *headings: str) -> str:
    """A text without the headings on top that an export of ours has there."""
    lines = text.split("\n")
    folded = {"", *map(fold, headings)}
    while lines and fold(lines[0].strip("#* ")) in folded:
        lines.pop(0)
    return "\n".join(lines)


def _split(discussion: Discussion, words: str) -> tuple[dict[str | None, str], str]:
    """The words for each question by its id (None: for all in one piece), and what belongs to no question.

    What an export has beside the answers to questions, and the store as well, is left out.
    """
    document = AnswerDocument(discussion)
    if document.marks(words):
        filled = document.read(words)
        return dict(filled.texts), filled.stray
    ours, replies = without_peer_replies(words)
    if discussion.answer:  # an export has it last, below the answer to the last question
        ours = ours.removesuffix(f"\n\n{discussion.answer.text}")
    beside = replies_beyond(replies, discussion.peer_replies)
    said = fold(ours)
    asked = [one for one in discussion.questions if not one.dropped or (one.answer and fold(one.text) in said)]
    pieces = split_answer(ours, [question.text for question in asked], keep_greeting=True)
    texts: dict[str | None, str] = {asked[number - 1].id: piece for number, piece in pieces if number}
    rest = next((piece for number, piece in pieces if not number), "")
    # In one piece it would count for every question: beside answers to some of them it is no more than a foreword.
    if rest and not texts:
        texts, rest = {None: rest}, ""
    return texts, "\n\n".join(filter(None, (rest, beside)))


def _discussion(found: FoundRef) -> str:
    return found.discussion.ref if found.discussion else "2.2"


def _example(file: Path, ref: str) -> str:
    return f"cups-course import --answers {file} {ref}"
