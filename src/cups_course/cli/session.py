"""What the commands share: the store that was chosen, how output is wanted, and what a typed reference refers to."""

import io
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from shutil import get_terminal_size

from cups_course.errors import CourseError, NothingKept, UnknownReference, WrongSubject
from cups_course.model import Course, Discussion, Program, Question
from cups_course.next import Step, next_step
from cups_course.refs import FoundRef, find_ref, parse_ref
from cups_course.store.database import Database, open_store
from cups_course.store.reading import at_hand, load
from cups_course.system.pager import pager_command, show_in_pager
from cups_course.system.settings import default_store, settings


class Session:
    """One call of the tool. `store` is the file chosen, or None for the platform's place; `plain` and `pager` say how
    the output is wanted, or None for what was set for good."""

    def __init__(self, store: Path | None, *, plain: bool | None = None, pager: bool | None = None) -> None:
        self.store = store
        self.plain = plain
        self.pager = pager

    @property
    def path(self) -> Path:
        """Where the store is, or will be."""
        if self.store is not None:
            return self.store
        return default_store()

    def wants_plain(self) -> bool:
        """Whether what is shown is to be read aloud: as the call says, else the environment, else the settings."""
        if self.plain is None and (said := os.environ.get("CUPS_COURSE_PLAIN")):
            return said != "0"
        return self._set("plain") if self.plain is None else self.plain

    def wants_pager(self) -> bool:
        """Whether what is longer than the screen may open in a pager; one that draws the screen anew is never read
        well."""
        return (self._set("pager") if self.pager is None else self.pager) and not self.wants_plain()

    def _set(self, setting: str) -> bool:
        return settings(self.path.parent)[setting]

    def damage(self) -> CourseError | None:
        """What is wrong with the store, where a command ended in a way that nobody foresaw; None for nothing."""
        from cups_course.store.soundness import describe_damage  # with the log, 5 ms: only a crash asks

        return describe_damage(self.path)

    @contextmanager
    def database(self) -> Iterator[Database]:
        """The store.

        Raises NothingKept where there is none yet.
        """
        with self.database_if_any() as database:
            if database is None:
                raise NothingKept
            yield database

    @contextmanager
    def database_if_any(self) -> Iterator[Database | None]:
        """The store, or None where there is none yet; no file is made."""
        database = open_store(self.path, create=False)
        try:
            yield database
        finally:
            if database:
                database.close()
        _say_warnings(database)

    @contextmanager
    def new_database(self) -> Iterator[Database]:
        """The store, made where there is none yet."""
        database = open_store(self.path, create=True)
        assert database
        try:
            yield database
        finally:
            database.close()
        _say_warnings(database)


def _say_warnings(database: Database | None) -> None:
    if database and database.warnings:
        from cups_course.view.screen import say  # brings Rich, 25 ms: `--help` and most calls do without this

        say(*database.warnings)


def locate(
    database: Database, reference: str, *, whole_course: bool = False, verify: bool = False
) -> tuple[list[Program], FoundRef]:
    """What a typed reference refers to, and the programs as far as they were read for it: one discussion, or the whole
    course that it is in; with `verify` each text held against its digest.

    Raises BadReference, UnknownReference or AmbiguousReference, which know the nearest in the whole store.
    """
    parsed = parse_ref(reference)
    programs = load(database, within=parsed._replace(discussion=None) if whole_course else parsed, verify=verify)
    try:
        return programs, find_ref(programs, parsed)
    except UnknownReference:
        programs = load(database)
        if not programs:
            raise NothingKept from None
        return programs, find_ref(programs, parsed)


def kept_texts(found: FoundRef) -> tuple[list[str], list[str]]:
    """The ids of the kept answers, and of the peer replies, that a discussion, question or reply stands for.

    Raises WrongSubject for anything else.
    """
    if found.reply:
        return [], [found.reply.id]
    if found.discussion is None or found.task:
        raise WrongSubject(
            found.ref, found.what, "a discussion, a question or a reply", f"cups-course status {found.ref}"
        )
    slots: list[Question | Discussion] = [*found.discussion.questions, found.discussion]
    if found.question:
        slots = [found.question]
    return [one.answer.id for one in slots if one.answer], []


@contextmanager
def paged(session: Session) -> Iterator[None]:
    """What is printed inside, messages too, opens in the person's pager where it goes to a terminal and is higher than
    that. A pipe and a file never meet one, and whoever has the screen read aloud neither."""
    if not (sys.stdout.isatty() and session.wants_pager()):
        yield
        return
    pager = pager_command()
    if pager is None:
        yield
        return
    output, messages, held = sys.stdout, sys.stderr, _Held()
    sys.stdout = held
    if messages.isatty():
        sys.stderr = held
    try:
        yield
    finally:
        sys.stdout, sys.stderr = output, messages
        text = held.getvalue()
        if not (_is_higher_than_the_screen(text) and show_in_pager(text, pager)):
            output.write(text)


class _Held(io.StringIO):
    """Text on its way to the terminal."""

    def isatty(self) -> bool:
        return True


def _is_higher_than_the_screen(text: str) -> bool:
    from rich.text import Text  # here, as what is piped needs no Rich for this

    columns, rows = get_terminal_size()
    lines = text.splitlines()
    if len(lines) < rows:
        # A line that is wider than the screen stands on several of it.
        lines = [line for one in lines for line in [one] * max(1, -(-Text.from_ansi(one).cell_len // max(columns, 1)))]
    return len(lines) >= rows


def next_step_in(
    database: Database, programs: Sequence[Program], whole: Callable[[Course], Course] = lambda course: course
) -> Step | None:
    """The one thing to do next in these programs; `whole` as in `next_step`."""
    return next_step(programs, whole, at_hand(database), lambda discussion: _waiting(database, discussion))


def _waiting(database: Database, discussion: Discussion) -> list[str | None]:
    """Who wrote to the person in a thread and got no reply. The thread is read only where a reply is next."""
    from cups_course.cli.who_answered import messages_in  # with the modules of threads, 4 ms

    return [message.peer for message in messages_in(database, discussion)]
