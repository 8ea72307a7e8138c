"""What is generated: a stale page is named, the demo runs to its end, and the picture asks nothing of the network.

That all of it is up to date is for `make check`, which makes it anew.
"""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def python(*arguments: str | Path, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, *arguments], cwd=cwd, capture_output=True, encoding="utf-8")


def test_a_stale_page_is_named_with_the_way_to_mend_it(tmp_path: Path) -> None:
    for folder in ("docs", "examples", "tests/journeys"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    page = tmp_path / "docs" / "commands.md"
    page.write_text("old", encoding="utf-8")
    checked = python(tmp_path / "docs" / "make.py", "--check", "commands.md", cwd=tmp_path)
    assert checked.returncode == 1
    assert "docs/commands.md is not up to date. `make docs`" in checked.stderr
    assert page.read_text(encoding="utf-8") == "old"


def test_the_demo_ran_to_its_end_and_shows_no_path_of_this_machine() -> None:
    told = (ROOT / "docs" / "demo.txt").read_text(encoding="utf-8")
    assert told.rstrip().endswith("To start your own: cups-course")
    assert "Course 1 evaluation form, sent on" in told  # it ends with a filled form
    assert str(ROOT) not in told and "cups-course-demo-" not in told


def test_the_demo_fails_loudly_where_a_command_does(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    (tmp_path / "examples" / "threads" / "steady-beats-fast.txt").unlink()
    told = python(tmp_path / "examples" / "demo.py", cwd=tmp_path)
    assert told.returncode == 1
    assert "The demo stopped: `cups-course import examples/threads/steady-beats-fast.txt" in told.stderr


@pytest.mark.parametrize("name", ["status.svg", "form-walk.svg"])
def test_the_picture_fetches_nothing(name: str) -> None:
    picture = (ROOT / "docs" / name).read_text(encoding="utf-8")
    assert not re.search(r"url\((?!#)|href|@import|<script", picture)
    assert "@font-face" not in picture
