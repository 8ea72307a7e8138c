import os
import sqlite3
import sys
from contextlib import closing
from multiprocessing import get_context
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builders import a_store, a_thread, imported, row_counts, rows, the_discussion, version_texts
from cups_course.errors import DamagedStore, NewerStore, NotAStore, StoreUnreachable
from cups_course.store.answers import keep_answers
from cups_course.store.database import open_store
from cups_course.store.identity import new_id
from cups_course.store.schema import SCHEMA_VERSION
from cups_course.store.soundness import altered_rows, is_altered
from other_processes import open_once, write_fifty

_OTHERS = get_context("spawn")

posix = pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps its own rules for folders")


def _make_store(path: Path) -> None:
    with a_store(path) as database:
        imported(database, a_thread("Why?"))


def _refused(path: Path, error: type[Exception]) -> None:
    """Opening is refused, and the file and its folder stay as they were, byte for byte."""
    before, around = path.read_bytes(), sorted(path.parent.iterdir())
    with pytest.raises(error, match=path.name):
        open_store(path, create=True)
    assert path.read_bytes() == before
    assert sorted(path.parent.iterdir()) == around


@posix
def test_only_the_person_can_read_the_store_and_its_folder(tmp_path: Path) -> None:
    path = tmp_path / "data" / "courses.db"
    mask = os.umask(0)
    try:
        _make_store(path)
    finally:
        os.umask(mask)

    assert oct(path.stat().st_mode & 0o777) == "0o600"
    assert oct(path.parent.stat().st_mode & 0o777) == "0o700"


def test_looking_for_a_store_makes_none(tmp_path: Path) -> None:
    assert open_store(tmp_path / "data" / "courses.db", create=False) is None
    assert list(tmp_path.glob("data*")) == []


@pytest.mark.parametrize("name", ["a b.db", "100%.db", "what?.db", "#1.db", "ünï.db", "a&mode=ro.db"])
@posix
def test_a_store_may_be_called_anything(tmp_path: Path, name: str) -> None:
    _make_store(tmp_path / name)

    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == [name]


def test_a_store_of_a_newer_version_is_refused_untouched(tmp_path: Path) -> None:
    path = tmp_path / "courses.db"
    _make_store(path)
    connection = sqlite3.connect(path)
    connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION + 1}")
    connection.close()

    _refused(path, NewerStore)


@pytest.mark.parametrize(
    "data", [b"x", b"Dear diary,\n" * 200, b"\x00" * 4096, b"SQLite format 3\x00 but no more", bytes(range(256)) * 40]
)
def test_a_file_that_is_no_store_is_refused_untouched(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "diary.txt"
    path.write_bytes(data)

    _refused(path, NotAStore)


@pytest.mark.parametrize("version", [0, SCHEMA_VERSION, SCHEMA_VERSION + 7])
@pytest.mark.parametrize("journal", ["delete", "wal"])
def test_an_sqlite_file_of_somebody_else_is_refused_untouched(tmp_path: Path, version: int, journal: str) -> None:
    path = tmp_path / "photos.db"
    connection = sqlite3.connect(path)
    connection.execute(f"PRAGMA journal_mode = {journal}")
    connection.execute("CREATE TABLE photo (name TEXT)")
    connection.execute(f"PRAGMA user_version = {version}")
    connection.commit()
    connection.close()

    _refused(path, NotAStore)


def test_a_store_whose_header_says_that_it_has_no_tables_is_refused_untouched(tmp_path: Path) -> None:
    path = tmp_path / "courses.db"
    _make_store(path)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA user_version = 0")

    _refused(path, DamagedStore)


def test_a_folder_in_place_of_the_store_is_said_in_words(tmp_path: Path) -> None:
    with pytest.raises(StoreUnreachable, match=tmp_path.name):
        open_store(tmp_path, create=True)


def test_an_empty_file_becomes_a_store(tmp_path: Path) -> None:
    path = tmp_path / "courses.db"
    path.touch()
    _make_store(path)

    with a_store(path) as database:
        assert the_discussion(database).title == "Service Leadership"


def test_opening_a_store_again_changes_nothing_in_it(tmp_path: Path) -> None:
    path = tmp_path / "courses.db"
    _make_store(path)
    before = path.read_bytes()
    with a_store(path) as database:
        device = database.device_id

    assert path.read_bytes() == before
    with a_store(path) as database:
        assert database.device_id == device
        assert rows(database, "SELECT id FROM device") == [(device,)]


def test_a_new_store_is_of_the_version_of_the_schema_and_its_log_begins_on_the_second_page(tmp_path: Path) -> None:
    path = tmp_path / "courses.db"
    _make_store(path)
    with a_store(path) as database:
        assert rows(database, "PRAGMA user_version") == [(SCHEMA_VERSION,)]
        assert rows(database, "SELECT rootpage FROM sqlite_schema WHERE name = 'event'") == [(2,)]


def test_a_transaction_that_fails_leaves_nothing_behind() -> None:
    with a_store() as database:
        imported(database, a_thread("Why?"))
        before, discussion = row_counts(database), the_discussion(database)
        with pytest.raises(ZeroDivisionError), database.writing() as change:
            change.append("question added", {"place": {}, "question": {}}, about=discussion.id)
            change.connection.execute("DELETE FROM question")
            1 / 0  # noqa: B018

        assert row_counts(database) == before
        assert rows(database, "SELECT count(*) FROM event WHERE kind = 'question added'") == [(0,)]


def test_two_processes_that_write_at_once_lose_nothing(tmp_path: Path) -> None:
    path = tmp_path / "courses.db"
    _make_store(path)
    start = _OTHERS.Event()
    writers = [_OTHERS.Process(target=write_fifty, args=(path, who, start)) for who in ("one", "two")]
    for writer in writers:
        writer.start()
    start.set()
    for writer in writers:
        writer.join()

    assert [writer.exitcode for writer in writers] == [0, 0]
    with a_store(path) as database:
        texts = [text for (text,) in rows(database, "SELECT text FROM version ORDER BY milliseconds, id")]
        assert sorted(map(str, texts)) == sorted(f"{who} {number}" for who in ("one", "two") for number in range(50))
        assert rows(database, "PRAGMA integrity_check") == [("ok",)]


def test_several_processes_may_make_the_store_at_once(tmp_path: Path) -> None:
    path = tmp_path / "new" / "courses.db"
    start = _OTHERS.Event()
    openers = [_OTHERS.Process(target=open_once, args=(path, start)) for _ in range(4)]
    for opener in openers:
        opener.start()
    start.set()
    for opener in openers:
        opener.join()

    assert [opener.exitcode for opener in openers] == [0] * 4
    with a_store(path) as database:
        assert rows(database, "SELECT name FROM setting") == [("this_device",)]


def test_ids_are_of_version_seven_and_in_the_order_of_time() -> None:
    ids = [new_id() for _ in range(5000)]

    assert ids == sorted(set(ids))
    assert all(one[14] == "7" and one[19] in "89ab" and len(one) == 36 for one in ids)


@settings(max_examples=30)
@given(st.lists(st.text(min_size=1), min_size=1, max_size=5))
def test_every_kept_text_has_its_digest_and_comes_back_as_it_was(texts: list[str]) -> None:
    with a_store() as database:
        imported(database, a_thread("Why?"))
        for text in texts:
            keep_answers(database, the_discussion(database), {None: text}, "text")
        kept = version_texts(database)
        answer = the_discussion(database).answer
        assert not is_altered(database.connection)
        database.connection.execute("UPDATE version SET text = text || '.'")
        assert len(altered_rows(database.connection)) == len(kept)

    assert kept == [text for text, before in zip(texts, [None, *texts], strict=False) if text != before]
    assert answer and answer.text == texts[-1]
