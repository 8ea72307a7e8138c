"""What may stand at a place of a command line, and what is said beside each."""

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
from cups_course.cli.registry import GROUPS, purpose_of
from cups_course.cli.session import Session
from cups_course.model import Course, Discussion, Program, Question, Task
from cups_course.refs import FoundRef
from cups_course.states import course_state, discussion_state, form_state
from cups_course.store.database import Database, open_as_it_is
from cups_course.text import clean, fold_space
from cups_course.thread.peers import Peer
from cups_course.view.wording import count
from cups_course.wants import question_state, task_done

_ROOM = 60
"""Columns for what is said: beside a reference it fits most terminals."""
_STATES = {"todo": "to do", "started": "started", "done": "done"}


def describe(found: FoundRef) -> str:
    """What is said beside a reference."""
    state, words = _state(found), _words(found)
    return brief(f"{state}: {words}" if state and words else state or words)


def describe_peer(peer: Peer) -> str:
    """What is said beside somebody's name."""
    had = count(peer.replies, "reply", "replies") if peer.replies else "no reply yet"
    return had + ", you replied" * peer.replied + ", wrote to you" * (peer.wrote_to_you and not peer.replied)


def brief(text: str) -> str:
    """The text on one line, harmless and no longer than there is room for."""
    line = fold_space(clean(text))
    return line if cell_len(line) <= _ROOM else f"{set_cell_size(line, _ROOM - 1).rstrip()}…"


def _state(found: FoundRef) -> str:
    subject, course, discussion = found.subject, found.course, found.discussion
    if found.reply:
        return "your reply" if found.reply.given else "draft"
    if found.task:
        if found.task.kind == "form" and course and not discussion:
            return {"todo": "to do", "ready": "ready to fill in", "submitted": "submitted"}[
                form_state(found.task, course)
            ]
        if task_done(found.task, discussion):
            return "done"
        return "optional" if found.task.optional else "to do"
    if isinstance(subject, Question) and discussion:
        return {"todo": "to answer", "draft": "draft", "posted": "posted"}[question_state(subject, discussion)]
    if isinstance(subject, Discussion):
        state = discussion_state(subject)
        return "not described yet" if not subject.known and state == "todo" else _STATES[state]
    return _STATES[course_state(subject)] if isinstance(subject, Course) else ""


def _words(found: FoundRef) -> str:
    subject = found.subject
    return subject.title if isinstance(subject, Program | Course | Discussion) else subject.text


class Completion(NamedTuple):
    """A word that may stand there, and what is said of it."""

    word: str
    says: str = ""


Offers = list[Completion]
FILES: Offers = []
"""This very list: the names of files, which the shell knows best."""

_ONLY: dict[str, tuple[type, ...]] = {
    "done": (Task,),
    "move": (Discussion,),
    "open": (Discussion,),
    "peers": (Discussion,),
    "reply": (Discussion,),
    "thread": (Discussion,),
}
"""Commands of which a reference is about one kind of thing; elsewhere REF is anything that has one."""


def completions(words: list[str], typed: str) -> Offers:
    """What may stand where `typed` has been begun, after these words. Raises whatever goes wrong."""
    session = Session(None)
    context = _resolve_context(get_command(app), {"obj": session}, "cups-course", words)
    session.store = _store(session, context)
    asked, begun = _resolve_incomplete(context, words, typed)
    if isinstance(asked, Command):
        return list(_options(asked, context) if begun.startswith("-") else _commands(asked, context))
    found = _values(asked, context, session, begun)
    # Some shells take `--format=mark` for one word.
    joined = typed.removesuffix(begun) if typed != begun else ""
    return found if found is FILES or not joined else [one._replace(word=joined + one.word) for one in found]


def _store(session: Session, context: Context) -> Path | None:
    """The store that the line names, written as a shell would read it."""
    named = session.store or context.find_root().params.get("store")
    return Path(named).expanduser() if named else None


def _options(command: Command, context: Context) -> Iterator[Completion]:
    for parameter in command.get_params(context):
        if record := parameter.get_help_record(context):
            for name in (*parameter.opts, *parameter.secondary_opts):
                if name.startswith("--"):
                    yield Completion(name, brief(record[1]))


def _commands(command: Command, context: Context) -> Iterator[Completion]:
    if not isinstance(command, TyperGroup):
        return
    if context.parent is None:
        # To build them all for what they say of themselves would take three times as long as to complete a reference.
        for names in GROUPS.values():
            yield from (Completion(name, brief(purpose_of(name))) for name in names)
        return
    for name in command.list_commands(context):
        if inner := command.get_command(context, name):
            yield Completion(name, brief(inner.get_short_help_str(limit=200)))


def _values(asked: Parameter, context: Context, session: Session, typed: str) -> Offers:
    if choices := getattr(asked.type, "choices", None):
        return [Completion(str(getattr(one, "value", one))) for one in choices]
    names = re.findall(r"[A-Z]+", (asked.metavar or asked.name or "").upper())
    if name := next((name for name in names if name in _KNOWN), None):
        known = _from_store(session, lambda database: list(_KNOWN[name](database, context, typed)))
        return known or (FILES if "FILE" in names else [])
    if asked.name in _OF_NUMBERS:
        return _from_store(session, lambda database: list(_OF_NUMBERS[asked.name or ""](database, context, typed)))
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
    from cups_course.refs import offer_refs
    from cups_course.store.reading import load

    kinds = only or _ONLY.get(context.info_name or "", ())
    for offer in offer_refs(load(database), typed, kinds) if database else ():
        yield Completion(offer.ref, describe(offer.found))


def _course_numbers(database: Database | None, context: Context, typed: str) -> Iterator[Completion]:
    for offer in _references(database, context, typed, only=(Course,)):
        if "/" not in offer.word:
            yield offer


def _peers(database: Database | None, context: Context, typed: str) -> Iterator[Completion]:
    """The people of the thread that the line is about, those first who had fewest replies."""
    from cups_course.cli.session import locate
    from cups_course.store.people import forum_names, one_name
    from cups_course.store.threads import load_thread
    from cups_course.text import fold_name
    from cups_course.thread.peers import peers_of

    ref = context.params.get("ref")
    discussion = locate(database, ref)[1].discussion if database and ref else None
    kept = load_thread(database, discussion) if database and discussion else None
    if not (database and discussion and kept):
        return
    names = one_name(database)
    listed = peers_of(
        kept.thread,
        discussion,
        forum_names(database),
        called=lambda name: names.get(fold_name(name), name),
        own_words=lambda post: "",
    )
    for peer in listed:
        if peer.peer and peer.peer.isprintable():
            yield Completion(peer.peer, describe_peer(peer))


def _programs(database: Database | None, context: Context, typed: str) -> Iterator[Completion]:
    """The programs in the store, and where one is added, imported into or shown those that come with the tool."""
    from cups_course.outline.files import bundled_outlines
    from cups_course.store.reading import load_courses

    kept = {program.key: program.title for program in load_courses(database)} if database else {}
    come_along = (
        {} if context.info_name in ("use", "remove") else {one.key: one.title for one in bundled_outlines().values()}
    )
    for key, title in (come_along if context.info_name == "add" else {**kept, **come_along}).items():
        yield Completion(key, brief(title))


def _own_names(database: Database | None, context: Context, typed: str) -> Iterator[Completion]:
    from cups_course.store.people import forum_names

    yield from (Completion(name) for name in (forum_names(database) if database else ()) if name.isprintable())


def _versions(database: Database | None, context: Context, typed: str) -> Iterator[Completion]:
    from cups_course.cli.session import locate
    from cups_course.store.history import single_history
    from cups_course.view.wording import moment

    ref = context.params.get("ref")
    if database and ref:
        for version in reversed(single_history(database, locate(database, ref)[1]).versions):
            yield Completion(str(version.number), brief(f"{moment(version.at)}: {version.text}"))


_Known = Callable[[Database | None, Context, str], Iterator[Completion]]
_KNOWN: dict[str, _Known] = {
    "REF": _references,
    "TO": _references,
    "COURSE": partial(_references, only=(Course,)),
    "PEER": _peers,
    "OLD": _peers,
    "KEY": _programs,
    "NAME": _own_names,
    "VERSION": _versions,
}
_OF_NUMBERS: dict[str, _Known] = {"course": _course_numbers}
"""Options that take a number of something: what they are called tells of what."""
