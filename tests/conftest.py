import os
import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import settings

# How long an example takes says something about the machine that the tests run on, and nothing about the tool.
settings.register_profile("without deadline", deadline=None)
settings.load_profile("without deadline")

# Each command waits until the disk has what it wrote. The tests keep thousands of words, so they do it in memory, where
# there is room. Whoever named another place (TMPDIR) is asked first.
MEMORY = Path("/dev/shm")
ENOUGH = 4 * 1024**3
if "TMPDIR" not in os.environ and MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > ENOUGH:
    tempfile.tempdir = str(MEMORY)


@pytest.fixture(autouse=True)
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Every test has a home of its own, so that none can touch what a person keeps."""
    home = tmp_path / "home"
    home.mkdir()
    for variable in ("HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA"):
        monkeypatch.setenv(variable, str(home))
    for variable, folder in (("DATA", "data"), ("CONFIG", "config"), ("CACHE", "cache"), ("STATE", "state")):
        monkeypatch.setenv(f"XDG_{variable}_HOME", str(home / folder))
    monkeypatch.setenv("CUPS_COURSE_STORE", str(home / "courses.db"))
    # An id is later than all that a process saw, also those that a test made of a year to come.
    monkeypatch.setattr("cups_course.store.identity._last", 0)
    for variable in ("EDITOR", "VISUAL"):
        monkeypatch.delenv(variable, raising=False)
    return home
