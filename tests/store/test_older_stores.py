"""A store of an earlier version: brought up to date after a backup where it has a log, refused untouched where it has
none."""

import sqlite3
from contextlib import closing, suppress
from pathlib import Path

import pytest

from builders import ME, a_post, a_store, a_thread, discussion_at, imported, mine, rows, version_texts
from cups_course.errors import NotSaved, OldStore
from cups_course.store import database, log, schema
from cups_course.store import doctor as examination
from cups_course.store import files as file
from cups_course.store.answers import keep_answers
from cups_course.store.backup import backup_files, count_texts, make_backup, restore_backup
from cups_course.store.database import open_as_it_is as look_into_store
from cups_course.store.database import open_store
from cups_course.store.doctor import examine
from cups_course.store.history import redo, undo
from cups_course.store.merge import events_in, merge_events
from cups_course.store.projection import shown_rows
from cups_course.store.reading import load
from cups_course.store.schema import APPLICATION_ID, FIRST_WITH_A_LOG, SCHEMA_VERSION
from cups_course.store.writing import add_note, keep_reply


def _in_the_old_layout(path: Path, version: int) -> bytes:
    """A store as it was before there was a log; what is in it no longer matters."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE version (id TEXT PRIMARY KEY, text TEXT NOT NULL)")
        connection.execute("INSERT INTO version VALUES ('1', 'A lamp.')")
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {version}")
        connection.commit()
    return path.read_bytes()


@pytest.mark.parametrize("version", range(1, FIRST_WITH_A_LOG))
def test_a_store_in_an_old_layout_is_refused_untouched_with_the_command_that_moves_it_aside(
    tmp_path: Path, version: int
) -> None:
    path = tmp_path / "my courses.db"
    before = _in_the_old_layout(path, version)
    for create in (True, False):
        with pytest.raises(OldStore, match="left untouched") as refused:
            open_store(path, create=create)
    assert path.read_bytes() == before
    assert [one.name for one in tmp_path.iterdir() if one.is_file()] == [path.name]

    [command] = refused.value.commands
    move, old, aside = command
    assert (move, old) == ("mv", str(path))
    path.rename(aside)
    with a_store(path) as new:
        assert load(new) == []


def test_nothing_else_reads_or_writes_one_in_an_old_layout_either(tmp_path: Path) -> None:
    path = tmp_path / "courses.db"
    before = _in_the_old_layout(path, 8)
    other = tmp_path / "other.db"
    with a_store(other) as opened:
        imported(opened, a_thread("Why?"))
        with pytest.raises(OldStore), events_in(path) as events:
            merge_events(opened, events)
    for refused in (
        lambda: make_backup(path, "by-hand"),
        lambda: count_texts(path),
        lambda: restore_backup(other, path),
    ):
        with pytest.raises(OldStore):
            refused()
    assert look_into_store(path) is None
    assert [one.state for one in examine(path, []) if one.about == "store"] == ["wrong"]
    assert path.read_bytes() == before


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A store with something of everything, and one version later a tool that opens it."""
    path = tmp_path / "courses.db"
    posts = [a_post(1, "oakleaf", "I water the roses."), a_post(2, ME, "A lamp.")]
    with a_store(path) as opened:
        imported(
            opened, a_thread("What keeps you calm?", "And at night?", posts=posts), mine(answers=[(1, "A lamp.", 2)])
        )
        opened.next_command()
        discussion = discussion_at(opened)
        keep_answers(opened, discussion, {discussion.questions[1].id: "I read."}, "text")
        opened.next_command()
        keep_reply(opened, discussion, "oakleaf", "So do I.", "text", on="2026-01-02", draft=False)
        opened.next_command()
        add_note(opened, discussion, "Ask Fern.")
        opened.next_command()
        undo(opened)
    for backup in backup_files(path):
        backup.path.unlink()
    for module in (schema, file, database, examination):
        monkeypatch.setattr(module, "SCHEMA_VERSION", SCHEMA_VERSION + 1)
    return path


def _version(path: Path) -> int:
    with closing(sqlite3.connect(path)) as connection:
        return int(connection.execute("PRAGMA user_version").fetchone()[0])


def test_a_store_of_an_earlier_version_is_rebuilt_from_its_log_and_all_is_as_it_was(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        before, kept = shown_rows(connection), list(log.events_with_digests(connection))
        # A table of an earlier version that is no more, and one that looked otherwise.
        connection.execute("CREATE TABLE journal (command_id TEXT)")
        connection.execute("ALTER TABLE discussion ADD COLUMN colour TEXT")
        connection.commit()
    with a_store(path) as opened:
        assert shown_rows(opened.connection) == before
        assert list(log.events_with_digests(opened.connection)) == kept
        assert rows(opened, "PRAGMA integrity_check") == [("ok",)]
        assert rows(opened, "PRAGMA foreign_key_check") == []
        assert rows(opened, "SELECT 1 FROM sqlite_schema WHERE name = 'journal'") == []
    assert _version(path) == SCHEMA_VERSION + 1


def test_what_was_done_before_can_be_undone_and_redone_after(path: Path) -> None:
    with a_store(path) as opened:
        redo(opened)
        assert [note.text for note in discussion_at(opened).notes] == ["Ask Fern."]
        for _ in range(3):
            opened.next_command()
            undo(opened)
        assert version_texts(opened) == ["A lamp."]


def test_to_open_it_twice_is_to_open_it_once(path: Path) -> None:
    with a_store(path):
        pass
    before = path.read_bytes()
    with a_store(path):
        pass
    assert path.read_bytes() == before
    assert len(backup_files(path)) == 1


def test_a_backup_of_it_is_made_before_and_can_be_put_back(path: Path) -> None:
    before = path.read_bytes()
    with a_store(path) as opened:
        texts = version_texts(opened)
    [backup] = backup_files(path)
    assert backup.why == "before-upgrade"
    assert _version(backup.path) == SCHEMA_VERSION
    assert restore_backup(path, backup.path)
    assert len(path.read_bytes()) == len(before)
    with a_store(path) as opened:
        assert version_texts(opened) == texts


def test_without_that_backup_nothing_is_brought_up_to_date(path: Path) -> None:
    with suppress(FileNotFoundError):
        path.with_name("backups").rmdir()
    path.with_name("backups").touch()
    before = path.read_bytes()
    with pytest.raises(NotSaved, match=r"earlier version .* backup"):
        open_store(path, create=False)
    assert path.read_bytes() == before


def test_a_store_of_an_earlier_version_that_is_sound_is_examined_and_not_changed(path: Path) -> None:
    path.chmod(0o600)
    before = path.read_bytes()
    found = examine(path, [])
    assert {one.state for one in found} <= {"well", "note"}
    assert any("updates it, after a backup" in one.says for one in found)
    assert path.read_bytes() == before
