"""The completions at a place of a command line, each with a description."""

import re
from collections.abc import Callable, Iterator
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import NamedTuple

from rich.cells import cell_len, set_cell_size
from typer._click.core import Command, Context, Parameter
from typer._click.shell_completion import _resolve_context, _resolve_incomplete
from typer.core import TyperGroup
from typer.main import get_command

from cups_course.cli.app import app
from cups_course.cli.registry import PURPOSES
from cups_course.cli.session import Session, locate
from cups_course.model import Course, Discussion, Program, Question, Task
from cups_course.refs import FoundRef, offer_refs
from cups_course.states import course_state, discussion_state, form_state
from cups_course.store.database import Database, open_as_it_is
from cups_course.store.people import forum_names
from cups_course.store.reading import load, load_courses
from cups_course.text import clean, fold_space
from cups_course.view.wording import moment, peer_facts
from cups_course.wants import question_state, task_done

_MOST_COLUMNS = 60
"""Columns of a description: beside a reference it fits most terminals."""
_STATES = {"todo": "to do", "started": "in progress", "done": "done"}
_FORM_STATES = {"todo": "to do", "ready": "ready to fill in", "submitted": "sent"}
_QUESTION_STATES = {"todo": "to answer", "draft": "draft", "posted": "posted"}


class Completion(NamedTuple):
    """A word to complete to, and its description."""

    word: str
    description: str = ""


Offers = list[Completion]
FILES: Offers = []
"""This very object stands for file names, which the shell completes itself."""
_ONLY: dict[str, tuple[type, ...]] = {
    "done": (Task,),
    "move": (Discussion,),
    "open": (Discussion,),
    "peers": (Discussion,),
    "reply": (Discussion,),
    "thread": (Discussion,),
}
"""Commands that take references to one kind of thing only."""


def completions(words: list[str], typed: str) -> Offers:
    """The completions of `typed` after these words; `FILES` itself for file names. Raises any error."""
    session = Session(None)
    context = _resolve_context(get_command(app), {"obj": session}, "cups-course", words)
    session.store = _store(session, context)
    asked, begun = _resolve_incomplete(context, words, typed)
    if isinstance(asked, Command):
        return list(_options(asked, context) if begun.startswith("-") else _commands(asked, context))
    found = _values(asked, context, session, begun)
    # For some shells `--format=mark` is one word.
    joined = typed.removesuffix(begun) if typed != begun else ""
    return found if found is FILES or not joined else [one._replace(word=joined + one.word) for one in found]


def _store(session: Session, context: Context) -> Path | None:
    """The store that the line names."""
    named = session.store or context.find_root().params.get("store")
    return Path(named) if named else None


def _options(command: Command, context: Context) -> Iterator[Completion]:
    for parameter in command.get_params(context):
        if record := parameter.get_help_record(context):
            for name in (*parameter.opts, *parameter.secondary_opts):
                if name.startswith("--"):
                    yield Completion(name, _brief(record[1]))


def _commands(command: Command, context: Context) -> Iterator[Completion]:
    if not isinstance(command, TyperGroup):
        return
    if context.parent is None:
        # Building all commands for their help would take three times as long as completing a reference.
        yield from (Completion(name, purpose) for name, purpose in PURPOSES.items())
        return
    for name in command.list_commands(context):
        if inner := command.get_command(context, name):
            yield Completion(name, _brief(inner.get_short_help_str(limit=200)))


def _values(asked: Parameter, context: Context, session: Session, typed: str) -> Offers:
    if choices := getattr(asked.type, "choices", None):
        return [Completion(str(getattr(choice, "value", choice))) for choice in choices]
    names = re.findall(r"[A-Z]+", (asked.metavar or asked.name or "").upper())
    if name := next((name for name in names if name in _BY_METAVAR), None):
        offers = _from_store(session, lambda database: list(_BY_METAVAR[name](database, context, typed)))
        return offers or (FILES if "FILE" in names else [])
    if asked.name == "course":
        return _from_store(session, lambda database: list(_course_numbers(database, context, typed)))
    is_file = asked.type.name in ("path", "file") or not {"FILE", "SOURCE"}.isdisjoint(names)
    return FILES if is_file else []


def _from_store(session: Session, read: Callable[[Database | None], Offers]) -> Offers:
    database = open_as_it_is(session.path)
    if database is None:
        return read(None)
    with closing(database):
        return read(database)


def _references(
    database: Database | None, context: Context, typed: str, *, only: tuple[type, ...] = ()
) -> Iterator[Completion]:
    kinds = only or _ONLY.get(context.info_name or "", ())
    for offer in offer_refs(load(database), typed, kinds) if database else ():
        yield Completion(offer.ref, _describe(offer.found))


def _course_numbers(database: Database | None, context: Context, typed: str) -> Iterator[Completion]:
    for offer in _references(database, context, typed, only=(Course,)):
        if "/" not in offer.word:
            yield offer


def _peers(database: Database | None, context: Context, typed: str) -> Iterator[Completion]:
    """The people in the thread of the discussion on the line, those with fewest replies first."""
    # Imported here, as in the next two: with all three of them Tab takes twice as long.
    from cups_course.cli.who_answered import name_lookup
    from cups_course.store.threads import load_thread
    from cups_course.thread.peers import peers_of

    ref = context.params.get("ref")
    discussion = locate(database, ref)[1].discussion if database and ref else None
    kept = load_thread(database, discussion) if database and discussion else None
    if not (database and discussion and kept):
        return
    called = name_lookup(database)
    # Without the words of each post: reading them takes long.
    for peer in peers_of(kept.thread, discussion, forum_names(database), called=called, own_words=lambda post: ""):
        if peer.peer and peer.peer.isprintable():
            yield Completion(peer.peer, peer_facts(peer))


def _programs(database: Database | None, context: Context, typed: str) -> Iterator[Completion]:
    """The programs in the store, and for some commands those that come with the tool."""
    from cups_course.outline.files import bundled_outlines

    kept = {program.key: program.title for program in load_courses(database)} if database else {}
    bundled = (
        {} if context.info_name in ("use", "remove") else {one.key: one.title for one in bundled_outlines().values()}
    )
    for key, title in (bundled if context.info_name == "add" else {**kept, **bundled}).items():
        yield Completion(key, _brief(title))


def _own_names(database: Database | None, context: Context, typed: str) -> Iterator[Completion]:
    yield from (Completion(name) for name in (forum_names(database) if database else ()) if name.isprintable())


def _versions(database: Database | None, context: Context, typed: str) -> Iterator[Completion]:
    from cups_course.store.history import single_history

    ref = context.params.get("ref")
    if database and ref:
        for version in reversed(single_history(database, locate(database, ref)[1]).versions):
            yield Completion(str(version.number), _brief(f"{moment(version.at)}: {version.text}"))


def _describe(found: FoundRef) -> str:
    """The state and the wording of what a reference names."""
    state, words = _state(found), _words(found)
    return _brief(f"{state}: {words}" if state and words else state or words)


def _brief(text: str) -> str:
    """The text on one line, cleaned, and cut to the columns there are."""
    line = fold_space(clean(text))
    return line if cell_len(line) <= _MOST_COLUMNS else f"{set_cell_size(line, _MOST_COLUMNS - 1).rstrip()}…"


def _state(found: FoundRef) -> str:
    subject, course, discussion = found.subject, found.course, found.discussion
    if found.reply:
        return "your reply" if found.reply.given else "draft"
    if found.task:
        if found.task.kind == "form" and course and not discussion:
            return _FORM_STATES[form_state(found.task, course)]
        if task_done(found.task, discussion):
            return "done"
        return "optional" if found.task.optional else "to do"
    if isinstance(subject, Question) and discussion:
        return _QUESTION_STATES[question_state(subject, discussion)]
    if isinstance(subject, Discussion):
        state = discussion_state(subject)
        return "no questions yet" if not subject.known and state == "todo" else _STATES[state]
    return _STATES[course_state(subject)] if isinstance(subject, Course) else ""


def _words(found: FoundRef) -> str:
    subject = found.subject
    return subject.title if isinstance(subject, Program | Course | Discussion) else subject.text


_BY_METAVAR: dict[str, Callable[[Database | None, Context, str], Iterator[Completion]]] = {
    "REF": _references,
    "TO": _references,
    "COMMAND": lambda *_: (Completion(name, purpose) for name, purpose in PURPOSES.items()),
    "COURSE": partial(_references, only=(Course,)),
    "PEER": _peers,
    "OLD": _peers,
    "KEY": _programs,
    "NAME": _own_names,
    "VERSION": _versions,
}
"""What completes an argument or option, by the word that its help shows for it."""
