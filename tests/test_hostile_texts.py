"""Slices of benchmarks/patterns.py and benchmarks/hostile_texts.py: time grows with the text, whatever the text is."""

import re
import subprocess
import sys
from pathlib import Path
from random import Random

import patterns
import pytest

BENCHMARKS = Path(__file__).parents[1] / "benchmarks"
PATIENCE = 300
"""Seconds after which a slice that hangs fails its test."""


def test_no_pattern_grows_faster_than_the_text() -> None:
    line = [sys.executable, str(BENCHMARKS / "patterns.py"), "--short"]
    done = subprocess.run(line, capture_output=True, text=True, timeout=PATIENCE)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(
    "pattern",
    [
        re.compile(r"(?:a+)+b"),
        re.compile(r"\s+$"),
        re.compile(r"<!--.*-->"),
        re.compile(r"\d+(?:\.\d+)* words"),
        re.compile(rb"x*y"),
    ],
    ids=lambda pattern: str(pattern.pattern),
)
def test_a_pattern_that_grows_faster_is_found(pattern: patterns.AnyPattern) -> None:
    made = patterns.texts(pattern, Random(1))
    assert any(patterns.tried_on(text, pattern, "finditer", 16_000)[2] > patterns.MOST_GROWTH for text in made)


@pytest.mark.skipif(sys.platform == "win32", reason="each shape is read in a forked process")
@pytest.mark.parametrize("reader", ["thread", "answers", "document", "outline"])
def test_a_slice_of_hostile_texts_is_read_in_time_as(reader: str) -> None:
    line = [sys.executable, str(BENCHMARKS / "hostile_texts.py"), "--short", "--reader", reader]
    done = subprocess.run(line, capture_output=True, text=True, timeout=PATIENCE)
    assert done.returncode == 0, done.stdout + done.stderr
