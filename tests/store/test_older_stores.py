"""A store that an earlier version of the tool made is brought up to date when it is opened; nothing in it changes."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from builders import a_store, discussion_at, imported, row_counts, rows
from cups_course.course.thread import Thread
from cups_course.store.corrections import edit
from cups_course.store.database import SCHEMA_VERSION, Database
from cups_course.store.reading import load
from cups_course.store.threads import load_thread

VERSION_1 = Path(__file__).with_name("version_1.sql")
_NOT_OURS = {"_sqlite_migrations"}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A store of version 1 with everything in it that version 1 knew: answers posted, edited and typed, replies removed
    and in draft, ticks taken back, notes, two programs, a dropped question with an answer."""
    path = tmp_path / "courses.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(VERSION_1.read_text(encoding="utf-8"))
    return path


@pytest.fixture
def database(path: Path) -> Iterator[Database]:
    with a_store(path) as opened:
        yield opened


def _everything(path: Path, columns: dict[str, list[str]]) -> dict[str, list[tuple[object, ...]]]:
    with closing(sqlite3.connect(path)) as connection:
        return {
            table: sorted(connection.execute(f"SELECT {', '.join(names)} FROM {table}").fetchall(), key=repr)
            for table, names in columns.items()
        }


def _columns(path: Path) -> dict[str, list[str]]:
    with closing(sqlite3.connect(path)) as connection:
        tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
        return {
            table: [name for (name,) in connection.execute("SELECT name FROM pragma_table_info(?)", (table,))]
            for table in tables
            if table not in _NOT_OURS
        }


def test_the_fixture_is_of_version_1_and_holds_something_in_every_table(path: Path) -> None:
    columns = _columns(path)
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (1,)
        assert [name for (name,) in connection.execute("SELECT name FROM _sqlite_migrations")] == ["s0001_the_main_job"]
    assert "wording" not in columns
    assert all(_everything(path, columns).values())


def test_every_row_is_there_as_it_was(path: Path) -> None:
    columns = _columns(path)
    before = _everything(path, columns)
    with a_store(path) as database:
        assert rows(database, "PRAGMA user_version") == [(SCHEMA_VERSION,)]
        assert rows(database, "PRAGMA integrity_check") == [("ok",)]
        assert rows(database, "PRAGMA foreign_key_check") == []

    assert _everything(path, columns) == before


def test_to_open_it_twice_is_to_open_it_once(path: Path) -> None:
    with a_store(path) as database:
        counts, programs = row_counts(database), load(database)
    with a_store(path) as database:
        assert (row_counts(database), load(database)) == (counts, programs)


def test_what_it_holds_is_read_as_before(database: Database) -> None:
    steady = discussion_at(database, "1.2")

    assert [(one.answer.text, one.answer.state) for one in steady.questions if one.answer] == [
        ("It is to be there again.", "posted"),
        ("The one who waters the roses.", "posted"),
        ("I rest before I have to.", "posted"),
    ]
    assert [(reply.peer, reply.given) for reply in steady.peer_replies] == [
        ("oakleaf", True),
        ("heron_at_dawn", True),
        ("kettle", False),
    ]
    assert (steady.peer_replies_wanted, steady.known) == (3, True)
    gone = discussion_at(database, "5.1").questions[0]
    assert gone.dropped and gone.answer and gone.answer.text.startswith("A boat of paper")


def _thread(database: Database) -> Thread:
    kept = load_thread(database, discussion_at(database, "1.2"))
    assert kept
    return kept.thread


def test_its_threads_can_be_imported_again_and_put_right(database: Database) -> None:
    thread = _thread(database)
    asked, counts = thread.questions, row_counts(database)
    assert (thread.saved_at, thread.pages, thread.pages_given) == (None, None, frozenset())

    assert imported(database, thread).outcome == "same"
    assert row_counts(database) == counts
    discussion = discussion_at(database, "1.2")
    edit(database, discussion, discussion.questions[0], "What is steady service to you?")
    imported(database, thread)

    assert _thread(database).questions == ("What is steady service to you?", *asked[1:])
