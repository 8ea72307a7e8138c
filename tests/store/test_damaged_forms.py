"""What was sent with a form, and the form itself, in a store with damage: seen, said, brought back or saved as far as
can be."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from builders import a_store, a_thread, discussion_at, imported
from cups_course.errors import DamagedStore
from cups_course.form.filling import SentField, form_fields
from cups_course.form.form import FormField, Match, SavedForm
from cups_course.model import Course, Task
from cups_course.store.answers import keep_answers
from cups_course.store.backup import make_backup
from cups_course.store.database import Database
from cups_course.store.doctor import examine, repair
from cups_course.store.forms import attach_form, sent_copy, submit_form
from cups_course.store.reading import load
from cups_course.store.recovery import rescue
from cups_course.store.soundness import describe_damage, store_contents
from cups_course.thread.thread import WantedTask

PAGE = 4096
ANSWER, WHOLE = "A lamp that somebody lights.", "A lamp, and tea."
FORM = SavedForm(
    "How was it?",
    None,
    tuple(FormField(f"entry.{at}", f"Field {at}", "", "paragraph", True, (), None, 1) for at in (1, 2)),
    (),
)
SENT = [SentField("Field 1", ANSWER), SentField("Field 2", WHOLE)]


def _form(database: Database) -> tuple[Course, Task]:
    course = load(database)[0].courses[0]
    return course, course.forms[0]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A store with a form that was sent."""
    path = tmp_path / "courses.db"
    with a_store(path) as database:
        imported(database, a_thread("Why?", tasks=[WantedTask("form", "")]))
        imported(database, a_thread("Which?", number=3, topic="Tea"))
        why, tea = discussion_at(database), discussion_at(database, "2.3")
        keep_answers(database, why, {why.questions[0].id: ANSWER}, "text", note="Ask fern.")
        keep_answers(database, tea, {None: WHOLE}, "text")
        matches = {"entry.1": Match(why.questions[0].id), "entry.2": Match(discussion_id=tea.id)}
        attach_form(database, _form(database)[1], FORM, matches)
        course, form = _form(database)
        database.next_command()
        database.doing("2.form, submitted")
        submit_form(database, form, form_fields(form, course), on="2026-03-01")
        assert sent_copy(database, form) == SENT
    for backup in path.with_name("backups").glob("*"):
        backup.unlink()
    return path


def _spoil(path: Path, change: str) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.create_function("search_folded", 1, str)
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute(change)


def _lose(path: Path, table: str) -> None:
    with closing(sqlite3.connect(path)) as connection:
        (root,) = connection.execute("SELECT rootpage FROM sqlite_schema WHERE name = ?", (table,)).fetchone()
    data = bytearray(path.read_bytes())
    data[(root - 1) * PAGE : root * PAGE] = bytes(PAGE)
    path.write_bytes(data)


def _alter(path: Path, *, log: bool = True) -> None:
    """Change a letter of what was sent, where it is shown and (log) in the log."""
    words = "replace(text, 'A lamp that', 'A lump that')"
    _spoil(path, f"UPDATE submitted_field SET text = {words}")
    if log:
        _spoil(path, f"UPDATE event SET text = {words} WHERE kind = 'form submitted'")


def test_a_text_that_was_sent_and_was_altered_comes_back_from_a_backup(path: Path) -> None:
    backup = make_backup(path, "by-hand")
    _alter(path)
    assert describe_damage(path)
    [finding] = [one for one in examine(path, []) if one.about == "words"]
    assert finding.mend == "words" and backup.name in finding.says

    repair(path, {"words"}, [])
    with a_store(path) as database:
        assert sent_copy(database, _form(database)[1]) == SENT


def test_where_only_what_is_shown_of_it_was_altered_it_comes_back_from_the_log(path: Path) -> None:
    _alter(path, log=False)
    assert describe_damage(path)
    [finding] = [one for one in examine(path, []) if one.about == "checklist"]
    assert finding.mend == "checklist" and "2.form" in finding.says and "Field 1" in finding.says
    repair(path, {"checklist"}, [])
    with a_store(path) as database:
        assert sent_copy(database, _form(database)[1]) == SENT


def test_where_no_backup_has_a_text_that_was_sent_that_is_said(path: Path) -> None:
    _alter(path)
    [finding] = [one for one in examine(path, []) if one.about == "words"]
    assert finding.state == "wrong" and "2.form" in finding.says and "No backup" in finding.says
    with a_store(path) as database:
        database.look_for_altered_words()
        assert any("cups-course doctor" in one for one in database.warnings)


@pytest.mark.parametrize("column", ["text = 'x' || text", "digest = 'x' || digest", "packed = x'00'"])
def test_a_copy_of_a_store_that_says_something_else_than_it_is_told_from_it(path: Path, column: str) -> None:
    def held() -> object:
        with closing(sqlite3.connect(path)) as connection:
            return store_contents(connection)

    before = held()
    _spoil(path, f"UPDATE event SET {column}")
    assert held() != before


UNREADABLE = ["UPDATE form SET fields = replace(fields, 'paragraph', 'parograph')", "UPDATE form SET fields = '[1]'"]


@pytest.mark.parametrize("change", UNREADABLE)
def test_a_form_that_cannot_be_read_is_damage_like_any_other_and_everything_else_is_saved(
    path: Path, change: str
) -> None:
    _spoil(path, change)
    with a_store(path) as database, pytest.raises(DamagedStore):
        load(database)
    saved = rescue(path)

    assert saved.saved and saved.saved.texts == 2 and not saved.left_out
    with a_store(Path(saved.saved.file)) as database:
        form = _form(database)[1]
        assert sent_copy(database, form) == SENT
        assert form.form and form.form.saved == FORM

    assert [one.mend for one in examine(path, []) if one.about == "checklist"] == ["checklist"]
    repair(path, {"checklist"}, [])
    with a_store(path) as database:
        assert _form(database)[1].form == form.form


@pytest.mark.parametrize("table", ["question", "discussion", "submission", "submitted_field", "form", "note"])
def test_what_was_sent_and_all_else_is_saved_whole_where_a_table_is_lost(path: Path, table: str) -> None:
    _lose(path, table)
    saved = rescue(path).saved
    assert saved
    with a_store(Path(saved.file)) as database:
        assert sent_copy(database, _form(database)[1]) == SENT
        assert [note.text for note in discussion_at(database).notes] == ["Ask fern."]
        assert discussion_at(database).questions[0].answer
