import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from journeys.browsing import CHROMIUM, started
from journeys.driver import KIND_LEADERS, REAL, STEADY, Person

Steps = Callable[[Person], None]


@pytest.fixture
def person(tmp_path: Path) -> Person:
    """Somebody who has just installed the tool."""
    return Person(tmp_path / "home")


@pytest.fixture(scope="session")
def _homes() -> dict[Steps, Path]:
    return {}


@pytest.fixture
def after(
    person: Person, _homes: dict[Steps, Path], tmp_path_factory: pytest.TempPathFactory
) -> Callable[[Steps], Person]:
    """A person who has taken these steps; they are taken once with the command itself, then everybody gets a copy."""

    def call(steps: Steps) -> Person:
        if steps not in _homes:
            first = Person(tmp_path_factory.mktemp(steps.__name__) / "home")
            steps(first)
            _homes[steps] = first.home
        shutil.copytree(_homes[steps], person.home, dirs_exist_ok=True)
        return person

    return call


def _kind_leader(person: Person) -> None:
    person.did("program", "add", KIND_LEADERS)
    person.did("import", STEADY, "--me", "PlumTree7")


def _beginner(person: Person) -> None:
    person.did("program", "add", "ldp-2020")


@pytest.fixture
def plum(after: Callable[[Steps], Person]) -> Person:
    """PlumTree7: the outline of the Kind Leaders Program, and the thread of 1.2 with their own posts in it."""
    return after(_kind_leader)


@pytest.fixture
def leader(after: Callable[[Steps], Person]) -> Person:
    """Somebody who added the outline ldp-2020 and has done nothing yet; 2.2 has three questions."""
    return after(_beginner)


@pytest.fixture
def real_thread() -> Path:
    """A saved copy of a real thread. It holds people's own words, so it stays outside the project."""
    if not REAL.is_file():
        pytest.skip("the real copy holds people's own words and is not part of the project")
    return REAL


@pytest.fixture
def display() -> Iterator[str]:
    """A free display of a real X server."""
    if not (shutil.which("Xvfb") and shutil.which("xclip")):
        pytest.skip("a real clipboard needs Xvfb and xclip")
    reading, writing = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writing), "-nolisten", "tcp"], pass_fds=[writing], stderr=subprocess.DEVNULL
    )
    os.close(writing)
    try:
        with os.fdopen(reading) as number:
            yield f":{number.readline().strip()}"
    finally:
        server.terminate()
        server.wait()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A real browser."""
    if CHROMIUM is None:
        pytest.skip("pages are tried in a real browser: install Chromium")
    with sync_playwright() as playwright:
        yield started(playwright)
