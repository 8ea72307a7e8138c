"""What the commands share: the store that was chosen, how output is wanted, and what a typed reference refers to."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from cups_course.errors import CourseError, NothingKept, UnknownReference, WrongSubject
from cups_course.model import Discussion, Program, Question
from cups_course.refs import FoundRef, find_ref, parse_ref
from cups_course.store.database import Database, open_store
from cups_course.store.reading import load


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
        from cups_course.system.settings import default_store

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
        from cups_course.system.settings import settings

        return settings(self.path.parent)[setting]

    def damage(self) -> CourseError | None:
        """What is wrong with the store, where a command ended in a way that nobody foresaw; None for nothing."""
        from cups_course.store.soundness import describe_damage

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
        from cups_course.view.screen import say

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
