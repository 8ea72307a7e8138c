"""The manual page has every command, and `man` takes it without a word."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from cups_course.cli.registry import GROUPS

PAGE = Path(__file__).parents[2] / "docs" / "cups-course.1"


@pytest.mark.parametrize(
    "checker", [("man", "--warnings", "-E", "UTF-8", "-l"), ("mandoc", "-T", "lint")], ids=lambda words: words[0]
)
def test_nothing_in_it_is_wrong(checker: tuple[str, ...]) -> None:
    if not shutil.which(checker[0]):
        pytest.skip(f"{checker[0]} is not installed here")
    checked = subprocess.run(
        [*checker, PAGE], capture_output=True, encoding="utf-8", env={**os.environ, "PAGER": "cat"}
    )
    said = checked.stderr + (checked.stdout if checker[0] == "mandoc" else "")
    assert not said


def test_it_reads_as_the_help_does() -> None:
    if not shutil.which("man"):
        pytest.skip("man is not installed here")
    environment = {**os.environ, "MANWIDTH": "120", "PAGER": "cat", "LC_ALL": "C.UTF-8"}
    read = subprocess.run(["man", "-l", PAGE], capture_output=True, encoding="utf-8", env=environment, check=True)
    words = " ".join(re.sub(r".\x08", "", read.stdout).split())
    for names in GROUPS.values():
        for name in names:
            assert f" cups-course {name} " in words
    assert 'cups-course answer 2.2.1 "It means to help first."' in words
    assert "`" not in words and "\\" not in words
