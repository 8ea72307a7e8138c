import os
import shutil
import signal
import subprocess
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from journeys.browsing import CHROMIUM, started
from journeys.driver import KIND_LEADERS, REAL, STEADY, Person
from journeys.locales import LOCALES, said_in

Steps = Callable[[Person], None]

# What a shell starts in its background ignores Ctrl-C, and so would each command that the tests start from there.
if signal.getsignal(signal.SIGINT) == signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """A test marked `words` is run in each of the locales."""
    if metafunc.definition.get_closest_marker("words"):
        metafunc.parametrize("locale", LOCALES, indirect=True)


@pytest.fixture
def locale(request: pytest.FixtureRequest) -> Mapping[str, str]:
    """What the environment says of language and encoding beside `LANG=C.UTF-8`: nothing, but for tests of words."""
    return said_in(getattr(request, "param", "UTF-8"))


@pytest.fixture
def person(tmp_path: Path, request: pytest.FixtureRequest, locale: Mapping[str, str]) -> Person:
    """Somebody who has just installed the tool."""
    person = Person(tmp_path / "home", real=request.node.get_closest_marker("real") is not None)
    person.env |= locale
    return person


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
    """A free display of a real X server, which is not reset when the last of its programs goes: another that is coming
    just then would be thrown out."""
    if not (shutil.which("Xvfb") and shutil.which("xclip")):
        pytest.skip("a real clipboard needs Xvfb and xclip")
    reading, writing = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writing), "-nolisten", "tcp", "-noreset"],
        pass_fds=[writing],
        stderr=subprocess.DEVNULL,
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
