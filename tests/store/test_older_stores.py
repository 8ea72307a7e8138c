"""A store that an earlier version of the tool made is brought up to date when it is opened; nothing in it changes."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from builders import a_store, discussion_at, imported, row_counts, rows
from cups_course.course.carried import Carried
from cups_course.course.errors import CannotRead
from cups_course.course.found import KINDS
from cups_course.course.outline import Outline
from cups_course.course.thread import Thread
from cups_course.course.whole_json import document, from_document
from cups_course.store.carrying import carried, shapes, take_in
from cups_course.store.corrections import edit
from cups_course.store.database import Database
from cups_course.store.file import SCHEMA_VERSION
from cups_course.store.journal import Command
from cups_course.store.moving import drop_if_empty
from cups_course.store.outlines import add_outline
from cups_course.store.reading import load
from cups_course.store.searching import search
from cups_course.store.soundness import search_index_differs
from cups_course.store.threads import load_thread
from cups_course.store.undoing import take_back
from cups_course.store.writing import keep_answers

_STEPS = [
    "s0001_the_main_job",
    "s0002_pages_and_corrections",
    "s0003_nothing_is_lost",
    "s0004_the_evaluation_form",
    "s0005_every_kind_of_task",
    "s0006_pace",
    "s0007_outlines_in_full",
]
_NOT_OURS = {"_sqlite_migrations"}


@pytest.fixture(params=[1, 2, 3, 4, 5, 6, 7])
def version(request: pytest.FixtureRequest) -> int:
    return int(request.param)


@pytest.fixture
def path(tmp_path: Path, version: int) -> Path:
    """A store of an earlier version with everything in it that it knew: answers posted, edited and typed, replies
    removed and in draft, ticks taken back, notes, a dropped question with an answer; from version 2 on pages of a
    forum, and what was put right; from version 3 on changes, something forgotten, and what another device had;
    from version 4 on a form with what goes into it and what was sent; from version 5 on what a task asks for, and
    what was chosen, practised and told of it; from version 6 on what was set aside, and a plan; from
    version 7 on what an outline tells of a program, a course and a post."""
    path = tmp_path / "courses.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(Path(__file__).with_name(f"version_{version}.sql").read_text(encoding="utf-8"))
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


def test_the_fixture_is_of_its_version_and_holds_something_in_every_table(path: Path, version: int) -> None:
    columns = _columns(path)
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (version,)
        assert [name for (name,) in connection.execute("SELECT name FROM _sqlite_migrations")] == _STEPS[:version]
    assert ("change" in columns) == (version >= 3)
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


def test_what_it_holds_is_read_as_before(database: Database, version: int) -> None:
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
    assert (steady.peer_replies_wanted, steady.known) == ({1: 3}.get(version, 4), True)
    gone = discussion_at(database, "5.1").questions[0]
    assert gone.dropped and gone.answer and gone.answer.text.startswith("A boat of paper")


def _thread(database: Database) -> Thread:
    kept = load_thread(database, discussion_at(database, "1.2"))
    assert kept
    return kept.thread


def test_its_threads_can_be_imported_again_and_put_right(database: Database) -> None:
    thread = replace(_thread(database), peer_replies_wanted=3)  # what the post says, whatever the person said since
    asked, counts = thread.questions, row_counts(database)
    assert (thread.saved_at, thread.pages, thread.pages_given) == (None, None, frozenset())

    assert imported(database, thread).outcome == "same"
    assert row_counts(database) == counts
    discussion = discussion_at(database, "1.2")
    edit(database, discussion, discussion.questions[0], "What is steady service to you?")
    imported(database, thread)

    assert _thread(database).questions == ("What is steady service to you?", *asked[1:])


def test_what_it_holds_is_found_and_can_be_merged_with_what_another_device_holds(
    database: Database, tmp_path: Path
) -> None:
    assert search(database, '"roses"', KINDS).first
    with a_store(tmp_path / "other.db") as other:
        take_in(other, carried(database), "merged")
        assert load(other) == load(database)
        assert not search_index_differs(other.connection)


@pytest.mark.parametrize("version", [3, 4, 5, 6])  # earlier ones have no journal
def test_whole_records_in_its_journal_and_beside_a_merge_get_the_columns_that_have_come_since(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        for number, table in enumerate(("program", "course", "discussion"), start=1):
            names = [name for (name,) in connection.execute("SELECT name FROM pragma_table_info(?)", (table,))]
            [row] = connection.execute(f"SELECT * FROM {table} LIMIT 1")
            gone = json.dumps(dict(zip(names, row, strict=True)) | {"id": f"{row[0][:-1]}{number}"})
            connection.execute(
                """INSERT INTO change SELECT max(command_id), max(number) + ?, ?, ?, ?, NULL FROM change
                    WHERE command_id = (SELECT max(command_id) FROM change)""",
                (number, table, f"{row[0][:-1]}{number}", gone),
            )
            connection.execute("INSERT INTO apart VALUES (?, ?, 0, ?)", (f"{row[0][:-1]}{number}", table, gone))
        connection.commit()
    with a_store(path) as database:
        for whole, of in rows(
            database,
            """SELECT before, record_table FROM change WHERE after IS NULL
                UNION ALL SELECT columns, record_table FROM apart WHERE NOT standing""",
        ):
            columns = {name for (name,) in rows(database, f"SELECT name FROM pragma_table_info('{of}')")}
            assert json.loads(str(whole)).keys() == columns, of


@pytest.mark.parametrize("version", [3, 4, 5, 6, 7])  # before there was no such export
def test_an_export_that_it_wrote_is_taken_in_whole_and_lacks_only_what_came_later(
    path: Path, version: int, tmp_path: Path
) -> None:
    knew = _columns(path)
    with a_store(path) as database, a_store(tmp_path / "other.db") as other:
        add_outline(database, Outline("short-lived", "Short-lived", ()))
        database.command = Command()
        with database.writing() as connection:
            drop_if_empty(connection, "short-lived")
        whole = document(carried(database), version)
        # The deletion of a record holds what it was.
        deleted = [(one["record_table"], one["before"]) for one in whole["changes"] if one["after"] is None]
        assert "program" in dict(deleted)
        kept = ((one, record) for one in knew for record in whole["records"].get(one, ()))
        for table, record in (*kept, *deleted):
            for column in record.keys() - knew[table]:
                del record[column]
        whole["records"] = {table: records for table, records in whole["records"].items() if table in knew}

        def read() -> Carried:
            return from_document(json.dumps(whole), SCHEMA_VERSION, shapes(), name="everything.json")

        take_in(other, read(), "imported")
        assert load(other) == load(database)
    for table in list(whole["records"]):
        records = whole["records"].pop(table)
        with pytest.raises(CannotRead):
            read()
        whole["records"][table] = records
    del whole["records"]["version"][0]["disowned_at"]
    with pytest.raises(CannotRead):
        read()


def test_what_is_done_in_it_now_can_be_taken_back(database: Database) -> None:
    before = load(database)
    discussion = discussion_at(database, "1.2")
    keep_answers(database, discussion, {discussion.questions[0].id: "Words of a later version."}, "text")
    database.command = Command()
    take_back(database, further=False)
    assert load(database) == before


def test_a_backup_of_it_is_made_before_it_is_brought_up_to_date(path: Path, version: int) -> None:
    before = _everything(path, _columns(path))
    with a_store(path):
        (backup,) = (path.parent / "backups").iterdir()
    assert "before-migration" in backup.name
    assert _everything(backup, _columns(backup)) == before
