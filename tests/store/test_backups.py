import os
import sqlite3
import sys
from contextlib import closing
from datetime import UTC, datetime, timedelta
from multiprocessing import get_context
from pathlib import Path

import pytest

from builders import a_store, a_thread, imported, rows, the_discussion, version_texts
from cups_course.errors import DamagedStore, NewerStore, NotAStore, NotSaved, StoreUnreachable
from cups_course.store.answers import keep_answers
from cups_course.store.backup import (
    backup_files,
    check_backup,
    count_texts,
    daily_backup_is_due,
    list_backups,
    make_backup,
    replace_store,
    restore_backup,
    thin_backups,
    write_copy,
)
from cups_course.store.database import Database
from cups_course.store.schema import SCHEMA_VERSION
from other_processes import write_fifty

posix = pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps its own rules for folders")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A store with a discussion, written in one go, so that nothing is backed up yet."""
    path = tmp_path / "courses.db"
    with a_store(path) as database:
        imported(database, a_thread("Why?"))
    assert backup_files(path) == []
    return path


def _write(path: Path, *texts: str) -> Database:
    """Keep these as the answer, one after another, by one command."""
    with a_store(path) as database:
        for text in texts:
            keep_answers(database, the_discussion(database), {None: text}, "text")
        return database


def _texts(path: Path) -> list[str]:
    with a_store(path) as database:
        return version_texts(database)


def _of_days_ago(store: Path, days: int, why: str = "daily") -> Path:
    """A backup as if it had been made then."""
    at = datetime.now(UTC) - timedelta(days=days)
    made = make_backup(store, "by-hand")
    return made.rename(made.with_name(f"courses-{at:%Y-%m-%dT%H%M%SZ}-{why}.db"))


def test_a_backup_holds_what_the_store_holds_and_the_store_is_as_it_was(path: Path) -> None:
    _write(path, "one", "two")
    before = path.read_bytes()
    backup = make_backup(path, "by-hand")

    assert path.read_bytes() == before
    assert _texts(backup) == ["one", "two"]
    assert check_backup(backup) == 2


@posix
def test_only_the_person_can_read_backups_whatever_the_mask(path: Path) -> None:
    mask = os.umask(0)
    try:
        backup = make_backup(path, "by-hand")
    finally:
        os.umask(mask)

    assert oct(backup.stat().st_mode & 0o777) == "0o600"
    assert oct(backup.parent.stat().st_mode & 0o777) == "0o700"


def test_two_backups_of_one_second_and_of_two_stores_are_told_apart(path: Path) -> None:
    other = path.with_name("courses-2.db")
    other.write_bytes(path.read_bytes())
    made = {make_backup(path, "by-hand"), make_backup(path, "by-hand")}

    assert {one.path for one in backup_files(path)} == made and len(made) == 2
    assert make_backup(other, "by-hand") in [one.path for one in backup_files(other)]
    assert len(backup_files(other)) == 1


def test_a_backup_while_another_process_writes_is_of_one_moment(path: Path) -> None:
    start = get_context("spawn").Event()
    writer = get_context("spawn").Process(target=write_fifty, args=(path, "she", start))
    writer.start()
    start.set()
    seen = []
    while writer.is_alive():
        seen.append(_texts(make_backup(path, "by-hand")))
    writer.join()

    assert writer.exitcode == 0
    assert all(texts == [f"she {number}" for number in range(len(texts))] for texts in seen)
    assert _texts(path) == [f"she {number}" for number in range(50)]


def test_a_store_that_somebody_holds_is_waited_for_and_then_said(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cups_course.store.files._BUSY_SECONDS", 0.1)
    backup = make_backup(path, "by-hand")
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(StoreUnreachable, match="in use"):
            make_backup(path, "by-hand")
        with pytest.raises(StoreUnreachable, match="in use"):
            restore_backup(path, backup)
        other.execute("ROLLBACK")
        other.execute("BEGIN")
        other.execute("SELECT * FROM program").fetchone()
        with pytest.raises(StoreUnreachable, match="in use"):
            restore_backup(path, backup)


def test_nothing_takes_the_place_of_the_store_by_a_backup_of_its_name(path: Path) -> None:
    before = path.read_bytes()
    with pytest.raises(NotSaved, match="the store itself"):
        write_copy(path, path)
    assert path.read_bytes() == before


def test_a_folder_that_is_not_there_is_said_and_leaves_nothing(path: Path, tmp_path: Path) -> None:
    with pytest.raises(NotSaved, match="nowhere"):
        write_copy(path, tmp_path / "nowhere" / "copy.db")
    assert [one.name for one in tmp_path.iterdir() if one.is_file()] == ["courses.db"]


def test_the_first_command_of_a_day_that_writes_backs_up_what_was_there_before(path: Path) -> None:
    _write(path, "one", "two")
    assert backup_files(path) == []  # there was nothing before
    _write(path, "three", "four")
    _write(path, "five")

    [daily] = backup_files(path)
    assert daily.why == "daily"
    assert _texts(daily.path) == ["one", "two"]


def test_reading_makes_no_backup_and_neither_does_a_day_on_which_nothing_was_new(path: Path) -> None:
    with a_store(path) as database:
        the_discussion(database)
    assert backup_files(path) == []

    _write(path, "one")
    _write(path, "two")
    yesterday = backup_files(path)[0]
    old = yesterday.path.rename(yesterday.path.with_name("courses-2026-01-01T081500Z-daily.db"))
    os.utime(path, (1_700_000_000, 1_700_000_000))
    assert not daily_backup_is_due(path)
    os.utime(path)
    assert daily_backup_is_due(path)
    assert [one.path for one in backup_files(path)] == [old]


def test_where_no_backup_can_be_made_the_words_are_kept_and_that_is_said(path: Path) -> None:
    _write(path, "one")
    path.with_name("backups").write_text("a file where the folder should be")
    database = _write(path, "two")

    assert _texts(path) == ["one", "two"]
    [warning] = database.warnings
    assert "Today's backup failed" in warning and "backups" in warning


@pytest.mark.parametrize("damage", ["course SET program_id = 'nobody'", "discussion SET known = 7"])
def test_a_store_found_damaged_by_its_daily_backup_is_not_written_to(path: Path, damage: str) -> None:
    _write(path, "one")
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(f"PRAGMA ignore_check_constraints = ON; UPDATE {damage}")
    before = path.read_bytes()
    with a_store(path) as database, pytest.raises(DamagedStore, match="is damaged"), database.writing():
        raise AssertionError("began to write")

    assert path.read_bytes() == before
    assert backup_files(path) == []


def test_daily_backups_are_thinned_and_those_made_for_a_reason_never(path: Path) -> None:
    dailies = [_of_days_ago(path, days) for days in (1, 2, 200, 201, 202, 203)]
    others = [_of_days_ago(path, days, why) for days in (201, 202) for why in ("by-hand", "before-upgrade")]
    thin_backups(path)

    there = {one.path for one in backup_files(path)}
    assert {*others, *dailies[:2]} <= there
    assert 1 <= len(there & set(dailies[2:])) <= 2


def test_a_backup_put_back_is_the_store_again_and_the_way_back_from_that_is_kept(path: Path) -> None:
    _write(path, "one")
    backup = make_backup(path, "by-hand")
    _write(path, "two")
    with a_store(path) as reader:
        before = restore_backup(path, backup)
        assert version_texts(reader) == ["one"]

    assert before and _texts(before) == ["one", "two"]
    restore_backup(path, before)
    assert _texts(path) == ["one", "two"]
    with a_store(path) as database:
        assert rows(database, "PRAGMA integrity_check") == [("ok",)]


def test_a_lost_store_comes_back_from_a_backup(path: Path) -> None:
    _write(path, "one")
    backup = make_backup(path, "by-hand")
    path.unlink()

    assert restore_backup(path, backup) is None
    assert _texts(path) == ["one"]
    assert path.stat().st_mode & 0o077 == 0 or sys.platform == "win32"


def test_a_damaged_store_is_kept_aside_byte_for_byte_with_its_journal(path: Path) -> None:
    _write(path, "one")
    backup = make_backup(path, "by-hand")
    path.write_bytes(b"not any more")
    path.with_name("courses.db-journal").write_bytes(b"of the damaged one")
    aside = replace_store(path, backup)

    assert aside and aside.read_bytes() == b"not any more"
    assert aside.with_name(f"{aside.name}-journal").read_bytes() == b"of the damaged one"
    assert not path.with_name("courses.db-journal").exists()
    assert _texts(path) == ["one"]


def _newer(backup: Path) -> None:
    with closing(sqlite3.connect(backup)) as connection:
        connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION + 1}")


def _damaged(backup: Path) -> None:
    with closing(sqlite3.connect(backup)) as connection:
        connection.execute("UPDATE course SET program_id = 'nobody'")
        connection.commit()


def _against_a_rule(backup: Path) -> None:
    with closing(sqlite3.connect(backup)) as connection:
        connection.executescript("PRAGMA ignore_check_constraints = ON; UPDATE discussion SET known = 7")


def _of_another_program(backup: Path) -> None:
    backup.unlink()
    with closing(sqlite3.connect(backup)) as connection:
        connection.execute("CREATE TABLE photo (name TEXT)")


@pytest.mark.parametrize(
    ("spoil", "error"),
    [
        (_newer, NewerStore),
        (_damaged, DamagedStore),
        (_against_a_rule, DamagedStore),
        (_of_another_program, NotAStore),
    ],
)
def test_a_backup_that_is_none_is_listed_as_such_and_never_put_back(
    path: Path, spoil: object, error: type[Exception]
) -> None:
    backup = make_backup(path, "by-hand")
    assert callable(spoil)
    spoil(backup)
    before = path.read_bytes()
    with pytest.raises(error, match=backup.name):
        restore_backup(path, backup)

    assert path.read_bytes() == before
    assert len(backup_files(path)) == 1
    if error is not DamagedStore:  # that is seen where it is read through
        [one] = list_backups(path)
        assert one.texts is None and one.trouble
        with pytest.raises(error):
            count_texts(backup)
