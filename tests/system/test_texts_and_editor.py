import sys
from pathlib import Path

import pytest

from cups_course.errors import CannotRead, EditorFailed
from cups_course.paths import read_bytes
from cups_course.system.drafts import FOLDER, draft_for
from cups_course.system.editor import edit_file, editor_command
from cups_course.system.settings import default_store

posix = pytest.mark.skipif(sys.platform == "win32", reason="a shell script as the editor")


def test_a_file_that_cannot_be_read_is_said_in_words(tmp_path: Path) -> None:
    with pytest.raises(CannotRead, match="is a folder, not a file"):
        read_bytes(tmp_path)
    with pytest.raises(CannotRead, match=r"There is no file .*none\.txt"):
        read_bytes(tmp_path / "none.txt")


def test_the_store_lives_in_the_home_of_the_person(own_home: Path) -> None:
    assert own_home in default_store().parents


# The editor


@pytest.mark.parametrize(
    ("visual", "editor", "words"),
    [
        ("nano -w", "vi", ["nano", "-w"]),
        (None, "code --wait", ["code", "--wait"]),
        ("  ", "vi", ["vi"]),
        (None, "'my editor' -x", ["my editor", "-x"]),
    ],
)
@posix
def test_visual_comes_before_editor_and_may_have_options(
    visual: str | None, editor: str, words: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    if visual is not None:
        monkeypatch.setenv("VISUAL", visual)
    monkeypatch.setenv("EDITOR", editor)

    assert editor_command() == words


def test_a_path_with_blanks_is_one_word(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "my editor"
    program.touch()
    monkeypatch.setenv("EDITOR", str(program))

    assert editor_command() == [str(program)]


@posix
def test_an_editor_whose_name_has_an_open_quote_is_said_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EDITOR", "vi 'oh no")

    with pytest.raises(EditorFailed):
        editor_command()


@posix
def test_without_a_choice_it_is_what_the_system_has(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    for name in ("vi", "nano", "sensible-editor"):
        (tmp_path / name).touch(mode=0o755)
        assert editor_command() == [name]


@posix
def test_a_system_without_any_editor_says_the_way_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))

    with pytest.raises(EditorFailed, match="No editor was found") as caught:
        editor_command()
    assert caught.value.commands[0][:2] == ("cups-course", "answer")


def _editor(folder: Path, script: str, monkeypatch: pytest.MonkeyPatch) -> None:
    program = folder / "editor"
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o755)
    monkeypatch.setenv("EDITOR", str(program))


@posix
def test_what_was_typed_is_in_the_file_even_when_the_editor_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "answer.md"
    file.write_text("before")
    _editor(tmp_path, 'echo typed > "$1"; exit 1', monkeypatch)

    with pytest.raises(EditorFailed, match="failed, so nothing was changed"):
        edit_file(file)
    assert file.read_text() == "typed\n"


@posix
def test_an_editor_that_comes_back_at_once_without_a_change_may_still_be_open(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "answer.md"
    file.write_text("before")
    _editor(tmp_path, "exit 0", monkeypatch)
    assert not edit_file(file)
    _editor(tmp_path, 'echo typed > "$1"', monkeypatch)
    assert edit_file(file)


@posix
@pytest.mark.parametrize(
    ("name", "options", "waits"),
    [
        ("nano", "", True),
        ("vim.basic", "", True),
        ("code", "--wait", True),
        ("open", "-W -t", True),
        ("emacsclient", "", True),
        ("emacsclient", "-n", False),
        ("vim", "-g", False),
        ("code", "", False),
        ("gedit", "", False),
        ("open", "-t", False),
    ],
)
def test_only_an_editor_that_may_return_before_its_window_is_closed_is_asked_about(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, options: str, waits: bool
) -> None:
    file = tmp_path / "answer.md"
    file.write_text("before")
    program = tmp_path / name
    program.write_text("#!/bin/sh\nexit 0\n")
    program.chmod(0o755)
    (tmp_path / "my-editor").symlink_to(program)
    for called in (program, tmp_path / "my-editor"):
        monkeypatch.setenv("EDITOR", f"{called} {options}".strip())
        assert edit_file(file) is waits


def test_an_editor_that_is_not_there_is_said_in_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "answer.md"
    file.write_text("before")
    monkeypatch.setenv("EDITOR", "no-such-editor-anywhere")

    with pytest.raises(EditorFailed, match=r"no-such-editor-anywhere.* could not be started"):
        edit_file(file)
    assert file.read_text() == "before"


@pytest.mark.parametrize("subject", ["../../x", "/etc/x", "a\nb\x1b[2J", "x\\..\\y", "my_program/2.quiz-1"])
def test_a_draft_is_in_its_folder_whatever_it_is_for(tmp_path: Path, subject: str) -> None:
    with draft_for(tmp_path / "courses.db", subject) as draft:
        assert draft.path.parent == tmp_path / FOLDER
        assert draft.path.name.isprintable()
