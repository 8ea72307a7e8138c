"""What the commands share: the store that was chosen, and what a typed reference refers to in it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from cups_course.course.errors import CourseError, NothingKept, UnknownReference
from cups_course.course.model import Program
from cups_course.course.references import Found, find, parse
from cups_course.store.database import Database, open_store
from cups_course.store.reading import load


class Session:
    """One call of the tool. `store` is the file chosen, or None for the platform's place."""

    def __init__(self, store: Path | None) -> None:
        self.store = store

    @property
    def path(self) -> Path:
        """Where the store is, or will be."""
        if self.store is not None:
            return self.store
        from cups_course.system.paths import default_store

        return default_store()

    def damage(self) -> CourseError | None:
        """What is wrong with the store, where a command ended in a way that nobody foresaw; None for nothing."""
        from cups_course.store.soundness import damage

        return damage(self.path)

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
) -> tuple[list[Program], Found]:
    """What a typed reference refers to, and the programs as far as they were read for it: one discussion, or the whole
    course that it is in; with `verify` each text held against its digest.

    Raises BadReference, UnknownReference or AmbiguousReference, which know the nearest in the whole store.
    """
    parsed = parse(reference)
    programs = load(database, within=parsed._replace(discussion=None) if whole_course else parsed, verify=verify)
    try:
        return programs, find(programs, parsed)
    except UnknownReference:
        programs = load(database)
        if not programs:
            raise NothingKept from None
        return programs, find(programs, parsed)
