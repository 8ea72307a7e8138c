"""What may stand at a place of a command line: commands, options, and what an argument's name in the help stands for.

The names are the words of the interface: where a command asks for REF it is offered references, where it asks for PEER
the people of the thread. So a command that uses these words has its completion without saying anything more.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import NamedTuple

from typer._click.core import Command, Context, Parameter
from typer._click.shell_completion import _resolve_context, _resolve_incomplete
from typer.core import TyperGroup
from typer.main import get_command

from cups_course.cli.app import app
from cups_course.cli.registry import GROUPS, purpose_of
from cups_course.cli.session import Session
from cups_course.course.model import Course, Discussion, Task
from cups_course.store.database import Database, open_as_it_is
from cups_course.view.offered import brief, describe, describe_peer


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
    from cups_course.course.offering import offer_refs
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
    from cups_course.course.peers import peers_of
    from cups_course.course.wording import fold_name
    from cups_course.store.people import forum_names, one_name
    from cups_course.store.threads import load_thread

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
    from cups_course.programs.outlines import bundled_outlines
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
    from cups_course.view.wordings import moment

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
