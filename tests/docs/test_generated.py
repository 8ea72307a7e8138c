"""What is generated is up to date, the demo runs to its end, and the picture asks nothing of the network."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def python(*arguments: str | Path, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, *arguments], cwd=cwd, capture_output=True, encoding="utf-8")


def test_the_generated_docs_are_up_to_date() -> None:
    checked = python("docs/make.py", "--check")
    assert checked.returncode == 0, checked.stderr


def test_a_stale_page_is_named_with_the_way_to_mend_it(tmp_path: Path) -> None:
    for folder in ("docs", "examples", "tests/journeys"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    page = tmp_path / "docs" / "commands.md"
    page.write_text("old", encoding="utf-8")
    checked = python(tmp_path / "docs" / "make.py", "--check", cwd=tmp_path)
    assert checked.returncode == 1
    assert "docs/commands.md is not up to date. `make docs`" in checked.stderr
    assert page.read_text(encoding="utf-8") == "old"


def test_the_demo_runs_to_its_end_and_shows_no_path_of_this_machine() -> None:
    told = python("examples/demo.py")
    assert told.returncode == 0, told.stdout + told.stderr
    assert told.stdout.rstrip().endswith("yours begins with: cups-course")
    assert str(ROOT) not in told.stdout and "cups-course-demo-" not in told.stdout


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
