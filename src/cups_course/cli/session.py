"""What the commands share: the store in use, how output is shown, and what a typed reference refers to."""

import io
import os
import shlex
import sqlite3
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from shutil import get_terminal_size

from cups_course.errors import BadReference, CourseError, NothingKept, UnknownReference, WrongSubject, WrongUsage
from cups_course.model import Course, Discussion, Program, Question
from cups_course.next import Step, next_step
from cups_course.refs import FoundRef, find_ref, named, near_misses, other_spellings, parse_ref, unknown_reference
from cups_course.states import course_state
from cups_course.store.database import Database, open_store
from cups_course.store.reading import at_hand, has_thread, load
from cups_course.system.pager import pager_command, show_in_pager
from cups_course.system.settings import default_store, settings
from cups_course.text import clean, either
from cups_course.view.screen import say

_LONG = 60
"""Letters of a text that is repeated in a corrected command."""


class Session:
    """One call of the tool.

    `store` is the chosen file, None for the platform's place. `plain` and `pager` say how this call shows its output,
    None for what the environment or the settings say.
    """

    def __init__(self, store: Path | None, *, plain: bool | None = None, pager: bool | None = None) -> None:
        self.store = store
        self.plain = plain
        self.pager = pager

    @property
    def path(self) -> Path:
        """Where the store is, or will be."""
        return default_store() if self.store is None else self.store

    def wants_plain(self) -> bool:
        """Whether output is for a screen reader: as the call says, else the environment, else the settings."""
        if self.plain is not None:
            return self.plain
        if chosen := os.environ.get("CUPS_COURSE_PLAIN"):
            return chosen != "0"
        return self._setting("plain")

    def wants_pager(self) -> bool:
        """Whether output longer than the screen may open in a pager. Screen readers read pagers badly, so never with
        plain output."""
        return (self._setting("pager") if self.pager is None else self.pager) and not self.wants_plain()

    def _setting(self, name: str) -> bool:
        return settings(self.path.parent)[name]

    def damage(self) -> CourseError | None:
        """What is wrong with the store, asked after a command crashed; None if it is sound."""
        from cups_course.store.soundness import describe_damage  # with the log, 5 ms: only a crash asks

        return describe_damage(self.path)

    @contextmanager
    def database(self) -> Iterator[Database]:
        """The store. Raises NothingKept if there is none yet."""
        with self.database_if_any() as database:
            if database is None:
                raise NothingKept
            yield database

    @contextmanager
    def database_if_any(self) -> Iterator[Database | None]:
        """The store, or None if there is none yet; no file is made."""
        database = open_store(self.path, create=False)
        try:
            yield database
        finally:
            if database:
                database.close()
        _say_warnings(database)

    @contextmanager
    def new_database(self) -> Iterator[Database]:
        """The store, made if there is none yet."""
        database = open_store(self.path, create=True)
        assert database
        try:
            yield database
        finally:
            database.close()
        _say_warnings(database)

    @contextmanager
    def located(
        self, reference: str, *, text: str | None = None, whole_course: bool = False, verify: bool = False
    ) -> Iterator[tuple[Database, FoundRef]]:
        """The store, and what a typed reference refers to in it. `text` is what the person typed to save there.

        Raises NothingKept, what `locate` raises, or CourseError if the text looks like the end of the reference.
        """
        with self.database() as database:
            programs, found = locate(database, reference, whole_course=whole_course, verify=verify)
            if text and len(text.split()) == 1:
                _refuse_part_of_reference(programs, found, (reference, text))
            yield database, found


def _say_warnings(database: Database | None) -> None:
    if database and database.warnings:
        say(*database.warnings)


def locate(
    database: Database, reference: str, *, whole_course: bool = False, verify: bool = False
) -> tuple[list[Program], FoundRef]:
    """The programs as far as they were read, and what a typed reference refers to in them.

    Reads only the discussion that the reference names, or its `whole_course`. With `verify` each text is checked
    against its digest.

    Raises BadReference, UnknownReference or AmbiguousReference; these suggest references of the whole store, and the
    corrected command.
    """
    try:
        parsed = parse_ref(reference)
        programs = load(database, within=parsed._replace(discussion=None) if whole_course else parsed, verify=verify)
        return programs, find_ref(programs, parsed)
    except (BadReference, UnknownReference):
        programs = load(database)
        if not programs:
            raise NothingKept from None
        raise _unknown(programs, reference) from None


def _unknown(programs: Sequence[Program], reference: str) -> CourseError:
    """The error for a reference to nothing, with the corrected command if it is clear what was meant.

    A reference may have come as several words: `answer discussion 2`.
    """
    words = sys.argv[1:]
    begin = words.index(reference) if reference in words else len(words)
    for typed in ([reference], *_beginnings(words[begin:])):
        if meant := other_spellings(programs, " ".join(typed)):
            return _suggestion(typed, meant)
    near = near_misses(programs, reference)
    return _suggestion([reference], near.found) if near.meant else unknown_reference(programs, reference)


def split_reference(session: Session, command: str) -> WrongUsage | None:
    """The error for a reference that came as more words than the command takes (`show discussion 2`); None if the words
    name nothing."""
    words = sys.argv[1:]
    begin = words.index(command) + 1 if command in words else len(words)
    with suppress(CourseError, sqlite3.Error), session.database_if_any() as database:
        programs = load(database) if database else []
        for typed in _beginnings(words[begin:]):
            if meant := other_spellings(programs, " ".join(typed)):
                error = _suggestion(typed, meant)
                return WrongUsage(error.message, *error.commands)
    return None


def _beginnings(words: list[str]) -> Iterator[list[str]]:
    """The first words, up to an option: all of them, then one less each time, and two at last."""
    size = next((at for at, word in enumerate(words) if word.startswith("-")), len(words))
    return (words[:first] for first in range(size, 1, -1))


def _suggestion(typed: Sequence[str], meant: Sequence[FoundRef]) -> CourseError:
    """The error that suggests what was meant; if that is one thing, with the corrected command."""
    commands = _corrected(typed, meant[0].ref) if len(meant) == 1 else []
    return UnknownReference(clean(" ".join(typed)), [named(one) for one in meant], *commands)


def _refuse_part_of_reference(programs: Sequence[Program], found: FoundRef, typed: tuple[str, str]) -> None:
    """Raises CourseError for a text that is the end of a reference: `answer 2.2 1`."""
    for meant in other_spellings(programs, " ".join(typed)):
        if meant.ref != found.ref:
            raise CourseError(
                f"“{clean(typed[1])}” looks like part of the reference, so nothing was saved. Did you mean "
                f"{meant.ref}? To save it as text, use a file or a pipe.",
                *_corrected(typed, meant.ref),
            )


def _corrected(typed: Sequence[str], ref: str) -> list[str]:
    """The command of this call with the reference in the place of what was typed, or nothing if it isn't there."""
    words = sys.argv[1:]
    for at in range(len(words)):
        if words[at : at + len(typed)] == [*typed]:
            return [_command(*words[:at], ref, *words[at + len(typed) :])]
    return []


def _command(*words: str) -> str:
    """A command on one line; `...` stands for a long text."""
    return shlex.join(["cups-course", *("..." if len(one) > _LONG or "\n" in one else one for one in words)])


def require_course(
    found: FoundRef, *, wanted: str = "a course, such as 2", command: str = "cups-course status"
) -> Course:
    """The course that a reference names, not something in it. Raises WrongSubject, with the `command` to try."""
    if found.course is None or found.subject is not found.course:
        raise WrongSubject(found.ref, found.what, wanted, command)
    return found.course


def locate_course(
    database: Database, reference: str | None, *, whole_course: bool = False, verify: bool = False
) -> FoundRef:
    """What a typed reference refers to, or the course that is meant if it was left out.

    That is the only course, else the only one in progress; of the program in use, if there is one. It is said which.

    Raises CourseError, with the command for each course, if no single course is meant; and what `locate` raises.
    """
    if reference is not None:
        return locate(database, reference, whole_course=whole_course, verify=verify)[1]
    programs = load(database)
    courses = [course for one in programs if one.in_use for course in one.courses]
    courses = courses or [course for one in programs for course in one.courses]
    if not courses:
        raise NothingKept
    in_progress = [one for one in courses if course_state(one) == "started"]
    chosen, *others = courses if len(courses) == 1 else in_progress or courses
    if others:
        words, choices = sys.argv[1:], [chosen, *others]
        names = [f"{one.ref} {clean(one.title)}".strip() for one in choices]
        raise CourseError(
            f"{'Several courses are in progress. ' if in_progress else ''}Which course: {either(names)}?",
            *(_command(*words[:1], one.ref, *words[1:]) for one in choices),
        )
    say(f"Using course {', '.join(filter(None, [chosen.ref, clean(chosen.title)]))}.")
    return locate(database, chosen.ref, whole_course=whole_course, verify=verify)[1]


def require_discussion(
    found: FoundRef, *, wanted: str = "a discussion, such as 2.2", inside: bool = False
) -> Discussion:
    """The discussion that a reference names. A reference `inside` it, such as to a question, may count too.

    Raises WrongSubject.
    """
    discussion = found.discussion
    if discussion is None or not (inside or found.subject is discussion):
        raise WrongSubject(found.ref, found.what, wanted, "cups-course status")
    return discussion


def kept_texts(found: FoundRef) -> tuple[list[str], list[str]]:
    """The ids of the answers, and of the peer replies, kept for a discussion, a question or a reply.

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
    """Open what is printed inside, messages too, in the person's pager if it goes to a terminal and does not fit.

    Never for a pipe, a file or a screen reader.
    """
    pager = pager_command() if sys.stdout.isatty() and session.wants_pager() else None
    if pager is None:
        yield
        return
    output, messages, buffer = sys.stdout, sys.stderr, _TerminalBuffer()
    sys.stdout = buffer
    if messages.isatty():
        sys.stderr = buffer
    try:
        yield
    finally:
        sys.stdout, sys.stderr = output, messages
        text = buffer.getvalue()
        if not (_is_higher_than_the_screen(text) and show_in_pager(text, pager)):
            output.write(text)


class _TerminalBuffer(io.StringIO):
    """Text on its way to the terminal."""

    def isatty(self) -> bool:
        return True


def _is_higher_than_the_screen(text: str) -> bool:
    from rich.text import Text  # 25 ms: output to a pipe or a file does without it

    columns, rows = get_terminal_size()
    lines = text.splitlines()
    if len(lines) >= rows:
        return True
    # The terminal breaks a line that is wider than the screen.
    return sum(max(1, -(-Text.from_ansi(line).cell_len // max(columns, 1))) for line in lines) >= rows


def next_step_in(
    database: Database, programs: Sequence[Program], whole: Callable[[Course], Course] = lambda course: course
) -> Step | None:
    """The one thing to do next in these programs; `whole` as in `next_step`."""
    return next_step(programs, whole, at_hand(database), lambda discussion: _waiting(database, discussion))


def _waiting(database: Database, discussion: Discussion) -> list[str | None]:
    """Who wrote to the person in a thread and got no reply. The thread is read only where a reply is next."""
    if not has_thread(database, discussion):
        return []
    from cups_course.cli.who_answered import messages_in  # with the modules of threads, 8 ms

    return [message.peer for message in messages_in(database, discussion)]
