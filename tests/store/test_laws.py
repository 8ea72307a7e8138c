"""What holds of the log and of what is shown of it, whatever was done and in whatever order it arrived."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from random import Random
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from safety import histories

from builders import a_store, rows
from cups_course.errors import CannotUndo, NothingToRedo, NothingToUndo
from cups_course.events.event import Event
from cups_course.events.kinds import KINDS
from cups_course.store import log
from cups_course.store.database import Database
from cups_course.store.history import redo, undo
from cups_course.store.merge import merge_events
from cups_course.store.projection import Projection, shown_rows

Shown = dict[str, list[tuple[Any, ...]]]


@contextmanager
def _a_store(path: Path | None = None) -> Iterator[Database]:
    """A store that doesn't wait for the disk: nothing is switched off here."""
    with a_store(path) as database:
        database.connection.execute("PRAGMA synchronous = OFF")
        database.connection.execute("PRAGMA journal_mode = MEMORY")
        yield database


_seeds = st.integers(0, 1_000_000)
_lengths = st.integers(1, 14)


def _step(database: Database, random: Random) -> bool:
    """One command, as somebody might run it; whether it removed words for good."""
    if random.random() < 0.94:
        histories.step(database, random)
        return False
    histories.forget_something(database, random)
    return True


def _play(database: Database, random: Random, commands: int) -> None:
    for _ in range(commands):
        _step(database, random)


def _rebuilt(database: Database) -> Shown:
    """What the store shows once it is worked out again from the log alone; it stays as it was."""
    database.connection.execute("BEGIN IMMEDIATE")
    try:
        Projection(database.connection).rebuild()
        return shown_rows(database.connection)
    finally:
        database.connection.execute("ROLLBACK")


def _shown(database: Database) -> Shown:
    """All that a store shows, but for the list of commands."""
    return {table: found for table, found in shown_rows(database.connection).items() if table != "command"}


def _log(database: Database) -> list[tuple[Event, str]]:
    return list(log.events_with_digests(database.connection))


@contextmanager
def _a_copy(database: Database) -> Iterator[Database]:
    path = database.path.with_name("copy.db")
    shutil.copyfile(database.path, path)
    try:
        with _a_store(path) as copy:
            yield copy
    finally:
        path.unlink()


def _differences(one: Shown, other: Shown) -> dict[str, object]:
    """The tables that differ, each with the rows that only one side has: what a failure is read by."""
    return {
        table: {
            "only here": [row for row in found if row not in other[table]],
            "only there": [row for row in other[table] if row not in found],
        }
        for table, found in one.items()
        if found != other[table]
    }


@settings(max_examples=20)
@given(_seeds, _lengths)
def test_after_each_command_the_store_shows_what_the_log_alone_adds_up_to(seed: int, commands: int) -> None:
    random = Random(seed)
    with _a_store() as database:
        for number in range(commands):
            _step(database, random)
            differs = _differences(shown_rows(database.connection), _rebuilt(database))
            assert not differs, f"after command {number + 1}"
        assert rows(database, "PRAGMA foreign_key_check") == []
        assert rows(database, "SELECT * FROM unreadable") == []


@settings(max_examples=20)
@given(_seeds, _lengths, _lengths)
def test_the_same_events_in_any_order_of_arrival_show_the_same(seed: int, at_desk: int, on_laptop: int) -> None:
    random = Random(seed)
    with _a_store() as desk, _a_store() as laptop:
        _play(desk, random, at_desk)
        if random.random() < 0.5:
            merge_events(laptop, _log(desk))
        _play(laptop, random, on_laptop)
        merge_events(desk, _log(laptop))
        events = _log(desk)
        first, again = shown_rows(desk.connection), _rebuilt(desk)
        assert not _differences(first, again)
    for _ in range(2):
        random.shuffle(events)
        with _a_store() as other:
            left = events
            while left:
                size = random.randint(1, len(events))
                merge_events(other, left[:size])
                left = left[size:]
            assert not _differences(first, shown_rows(other.connection))


@settings(max_examples=25)
@given(_seeds, _lengths)
def test_undo_shows_what_the_log_shows_without_that_command(seed: int, commands: int) -> None:
    random = Random(seed)
    with _a_store() as database:
        _play(database, random, commands)
        for _ in range(random.randint(1, 3)):
            database.next_command()
            try:
                undone = undo(database)
            except (CannotUndo, NothingToUndo):
                break
            with _a_copy(database) as copy:
                copy.connection.execute("BEGIN IMMEDIATE")
                copy.connection.execute("DELETE FROM event WHERE ? IN (command, about)", (undone.id,))
                Projection(copy.connection).rebuild()
                copy.connection.execute("COMMIT")
                assert not _differences(_shown(database), _shown(copy)), undone.what


@settings(max_examples=25)
@given(_seeds, _lengths)
def test_undo_and_then_redo_changes_nothing(seed: int, commands: int) -> None:
    random = Random(seed)
    with _a_store() as database:
        _play(database, random, commands)
        # What was undone in the history itself can be redone too: that is no part of this.
        with suppress(NothingToRedo):
            while True:
                database.next_command()
                redo(database)
        before = [_shown(database)]
        for _ in range(random.randint(1, commands)):
            database.next_command()
            with suppress(CannotUndo, NothingToUndo):
                undo(database)
                before.append(_shown(database))
        before.pop()
        while before:
            database.next_command()
            redo(database)
            assert not _differences(_shown(database), before.pop())


@settings(max_examples=25)
@given(_seeds, _lengths)
def test_an_event_never_changes_but_where_words_are_forgotten(seed: int, commands: int) -> None:
    random = Random(seed)
    with _a_store() as database:
        known: dict[str, tuple[Event, str]] = {}
        for _ in range(commands):
            forgot = _step(database, random)
            now = {event.id: (event, digest) for event, digest in _log(database)}
            assert known.keys() <= now.keys()
            if not forgot:
                assert {one: now[one] for one in known} == known
            assert all(log.is_sound(event, digest) for event, digest in now.values())
            known = now


def test_histories_do_nearly_everything_that_there_is_to_do() -> None:
    """The laws are worth what the histories behind them hold."""
    done: set[object] = set()
    for seed in range(12):
        with _a_store() as database:
            _play(database, Random(seed), 40)
            done |= {kind for (kind,) in rows(database, "SELECT DISTINCT kind FROM event")}
    assert len(done & KINDS.keys()) >= 28, KINDS.keys() - done
