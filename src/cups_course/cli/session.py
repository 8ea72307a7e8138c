"""What the commands share: the store in use, how output is shown, and what a typed reference refers to."""

import io
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from shutil import get_terminal_size
from typing import TYPE_CHECKING

from cups_course.errors import BadReference, CourseError, NothingKept, UnknownReference, WrongSubject
from cups_course.model import Course, CoursesAtHand, Discussion, Program, Question
from cups_course.next import Step, next_step
from cups_course.refs import FoundRef, find_ref, parse_ref
from cups_course.shell import CommandLine
from cups_course.states import course_state
from cups_course.store.database import Database, open_store, scratch_copy
from cups_course.store.files import FOLDER as BACKUPS
from cups_course.store.reading import anything_set_aside, load
from cups_course.system.drafts import FOLDER as DRAFTS
from cups_course.system.files import expanded
from cups_course.system.settings import default_store, settings
from cups_course.temporary import remove_leftovers
from cups_course.text import clean, either
from cups_course.view.screen import say

if TYPE_CHECKING:
    from cups_course.pace.set_aside import SetAsideItem


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
        return default_store() if self.store is None else expanded(self.store)

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

    def remove_leftovers(self) -> None:
        """Delete what killed commands left beside the store, and among the backups and drafts."""
        folder = self.path.parent
        remove_leftovers([folder, folder / BACKUPS, folder / DRAFTS])

    def damage(self) -> CourseError | None:
        """What is wrong with the store, asked after a command crashed; None if it is sound."""
        from cups_course.store.doctor import describe_mismatch  # with the log, 5 ms: only a crash asks
        from cups_course.store.soundness import describe_damage

        return describe_damage(self.path) or describe_mismatch(self.path)

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
    def scratch_database(self) -> Iterator[Database]:
        """A copy of the store, or a new one, that a dry run may change: it is in memory only."""
        database = scratch_copy(self.path)
        try:
            yield database
        finally:
            database.close()

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
                from cups_course.cli.suggestions import refuse_part_of_reference  # with typed_refs, 1 ms

                refuse_part_of_reference(programs, found, (reference, text))
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
        from cups_course.cli.suggestions import unknown  # with typed_refs, 1 ms: only errors need it

        raise unknown(programs, reference) from None


def require_course(
    found: FoundRef, *, wanted: str = "a course, such as 2", command: CommandLine = CommandLine("status")
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
        from cups_course.cli.suggestions import with_reference  # with typed_refs, 1 ms: only errors need it

        choices = [chosen, *others]
        names = [f"{one.ref} {clean(one.title)}".strip() for one in choices]
        raise CourseError(
            f"{'Several courses are in progress. ' if in_progress else ''}Which course: {either(names)}?",
            *(command for one in choices for command in with_reference(one.ref)),
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
        raise WrongSubject(found.ref, found.what, wanted, CommandLine("status"))
    return discussion


def kept_texts(found: FoundRef) -> tuple[list[str], list[str]]:
    """The ids of the answers, and of the peer replies, kept for a discussion, a question or a reply.

    Raises WrongSubject for anything else.
    """
    if found.reply:
        return [], [found.reply.id]
    if found.discussion is None or found.task:
        raise WrongSubject(
            found.ref, found.what, "a discussion, a question or a reply", CommandLine("status", found.ref)
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
    if not (sys.stdout.isatty() and session.wants_pager()):
        yield
        return
    from cups_course.system.pager import pager_command, show_in_pager  # 1 ms: only a terminal has a use for it

    pager = pager_command()
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
    hand = CoursesAtHand()
    if sum(len(program.courses) for program in programs) > 1:
        from cups_course.store.at_hand import at_hand  # one course leaves no choice

        hand = at_hand(database)
    return next_step(programs, whole, hand, lambda discussion: _waiting(database, discussion))


def paused_in(database: Database, programs: Sequence[Program]) -> "list[SetAsideItem]":
    """Everything in these programs that is paused and not done."""
    if not anything_set_aside(database):
        return []
    from cups_course.pace.set_aside import set_aside_in  # few people pause anything

    return set_aside_in(programs)


def _waiting(database: Database, discussion: Discussion) -> list[str | None]:
    """Who wrote to the person in a thread and got no reply. The thread is read only where a reply is next."""
    from cups_course.store.at_hand import has_thread

    if not has_thread(database, discussion):
        return []
    from cups_course.cli.who_answered import messages_in  # with the modules of threads, 8 ms

    return [message.peer for message in messages_in(database, discussion)]
