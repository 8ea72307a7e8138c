"""Temporary folders, where several processes make and delete them."""

import subprocess
import sys
from pathlib import Path

import pytest

from cups_course.temporary import remove_leftovers, temporary_folder

PATIENCE = 60


RACE = """
import sys
from pathlib import Path
from cups_course.temporary import remove_leftovers, temporary_folder
for number in range(300):
    with temporary_folder(Path(sys.argv[1]) / "file") as folder:
        remove_leftovers([Path(sys.argv[1])])
        (folder / "file").write_text("Words.")
        remove_leftovers([Path(sys.argv[1])])
        assert (folder / "file").read_text() == "Words."
"""


def test_processes_never_delete_each_others_folders(tmp_path: Path) -> None:
    folder = tmp_path / "shared"
    folder.mkdir()
    racing = [subprocess.Popen([sys.executable, "-c", RACE, str(folder)], stderr=subprocess.PIPE) for _ in range(4)]
    assert [(one.communicate(timeout=PATIENCE)[1], one.returncode) for one in racing] == [(b"", 0)] * 4
    assert list(folder.iterdir()) == []


def test_one_folder_inside_another_goes_and_a_failure_leaves_none(tmp_path: Path) -> None:
    with temporary_folder(tmp_path / "file") as outer:
        with pytest.raises(ZeroDivisionError), temporary_folder(outer / "file"):
            1 / 0  # noqa: B018
        assert list(outer.iterdir()) == []
        remove_leftovers([tmp_path])
        assert outer.exists()
    assert [path for path in tmp_path.iterdir() if path.name.startswith(".cups")] == []


def test_a_folder_in_use_keeps_no_other_from_being_deleted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    left = tmp_path / ".cups-course-0123456789abcdef"
    with temporary_folder(tmp_path / "answers.txt") as used:
        left.mkdir()
        monkeypatch.setattr("os.listdir", lambda folder: [used.name, left.name])
        remove_leftovers([tmp_path])
        assert used.exists() and not left.exists()
