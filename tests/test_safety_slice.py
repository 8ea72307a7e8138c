"""A slice of benchmarks/safety: each of its parts runs, with few tries, and loses nothing.

Some parts take more than five seconds: what they try wants dozens of real processes that are started and killed.
"""

import subprocess
import sys
from pathlib import Path

import pytest
from safety import steps

SAFETY = Path(__file__).parents[1] / "benchmarks" / "safety"
PATIENCE = 300
"""Seconds after which a part that hangs fails its test."""


@pytest.mark.skipif(sys.platform == "win32", reason="the parts fork, kill and limit processes as POSIX has it")
@pytest.mark.parametrize(
    "part", ["kills", "forgotten", "disk", "processes", "merges", "damage", "rescue", "backups", "cost", "growing"]
)
def test_nothing_is_lost_in_a_slice_of(part: str) -> None:
    line = [sys.executable, str(SAFETY), "--short", "--part", part]
    done = subprocess.run(line, capture_output=True, text=True, timeout=PATIENCE)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "acknowledged words lost: 0; stores damaged: 0" in done.stdout
    if part == "kills" and steps.why_not() is None:
        assert "kills, " in done.stdout
