"""A slice of benchmarks/hostile_files.py: all shapes, each small."""

import subprocess
import sys
from pathlib import Path

import pytest

HOSTILE_FILES = Path(__file__).parents[1] / "benchmarks" / "hostile_files.py"
PATIENCE = 300


@pytest.mark.skipif(sys.platform == "win32", reason="the children are forked and limited as POSIX has it")
@pytest.mark.parametrize("readers", ["thread", "form", "answers"])
def test_files_made_to_keep_a_reader_busy_are_read_or_refused_in_time(readers: str) -> None:
    line = [sys.executable, str(HOSTILE_FILES), "--short", "--only", f"{readers}:"]
    done = subprocess.run(line, capture_output=True, text=True, timeout=PATIENCE)
    assert done.returncode == 0, done.stdout + done.stderr
