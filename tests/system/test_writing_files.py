"""Whole files, as the tool writes them, whoever owns what is there."""

import os
import stat
import sys
from pathlib import Path

import pytest

from cups_course.errors import NotSaved
from cups_course.system.files import write_text

posix = pytest.mark.skipif(sys.platform == "win32", reason="owners and links as POSIX has them")


@posix
def test_a_file_whose_owner_may_not_be_kept_is_written_in_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr("os.chown", refuse)
    path = tmp_path / "shared.txt"
    path.write_text("before")
    before = path.stat().st_ino
    write_text(path, "after", force=True)
    assert (path.read_text(), path.stat().st_ino) == ("after", before)
    assert {one.name for one in tmp_path.iterdir()} == {"home", path.name}


@posix
def test_a_link_of_ones_own_stays_a_link(tmp_path: Path) -> None:
    link, target = tmp_path / "link", tmp_path / "target"
    link.symlink_to(target)
    write_text(link, "Words.", force=False)
    assert link.is_symlink() and target.read_text() == "Words."
    assert stat.S_IMODE(target.stat().st_mode) == 0o600


@posix
def test_a_link_of_somebody_else_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    link = tmp_path / "link"
    link.symlink_to(tmp_path / "target")
    monkeypatch.setattr("os.geteuid", lambda: link.lstat().st_uid + 1)
    with pytest.raises(NotSaved, match="link is a link and belongs to another user, so nothing was written"):
        write_text(link, "Words.", force=True)
    assert not (tmp_path / "target").exists()


def test_the_longest_name_that_a_folder_takes_can_be_written(tmp_path: Path) -> None:
    path = tmp_path / ("n" * 255 if os.name == "posix" else "n" * 100)
    write_text(path, "Words.", force=False)
    assert path.read_text() == "Words."


def test_a_failure_leaves_the_old_file_and_no_other(tmp_path: Path) -> None:
    path = tmp_path / "answers.txt"
    path.write_text("before")

    def fail(*_: object) -> int:
        raise OSError(28, "No space left on device")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("os.fsync", fail)
        with pytest.raises(NotSaved, match="could not be written: No space left on device"):
            write_text(path, "after", force=True)
    assert path.read_text() == "before" and {one.name for one in tmp_path.iterdir()} == {"home", path.name}
