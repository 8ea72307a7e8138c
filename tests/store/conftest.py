"""Two devices of one person, each with a store of its own."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from builders import a_store
from cups_course.store.database import Database


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Database]:
    with a_store(tmp_path / "desk.db") as opened:
        yield opened


@pytest.fixture
def laptop(tmp_path: Path) -> Iterator[Database]:
    with a_store(tmp_path / "laptop.db") as opened:
        yield opened
