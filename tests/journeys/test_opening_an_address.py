"""`open` hands the address that a saved page told to the browser, and nothing else."""

import sys
from pathlib import Path

from journeys.driver import EXAMPLES, STEADY, Person

PAGE = EXAMPLES / "threads" / "steady-beats-fast-page-1.html"


def with_browser(person: Person) -> tuple[dict[str, str], Path]:
    """A real browser of one line: it writes down what it was asked to open."""
    opened = person.home / "opened.txt"
    script = person.file("browser.py", f"import sys, pathlib; pathlib.Path({str(opened)!r}).write_text(sys.argv[1])")
    return {"BROWSER": f"{sys.executable} {script} %s"}, opened


def test_the_address_of_a_saved_page_is_opened(person: Person) -> None:
    person.did("import", PAGE)
    env, opened = with_browser(person)
    assert person.run("open", "1.2", env=env).code == 0
    assert opened.read_text().startswith("https://forum.harbour-lights.example/forum/")


def test_a_text_copy_tells_no_address(person: Person) -> None:
    person.did("import", STEADY)
    env, opened = with_browser(person)
    ended = person.run("open", "1.2", env=env)
    assert ended.code == 1
    assert "address of 1.2" in ended.err
    assert not opened.exists()


def test_what_is_no_web_address_is_never_opened(person: Person) -> None:
    page = PAGE.read_text(encoding="utf-8")
    address = "https://forum.harbour-lights.example/"
    person.did("import", person.file("page.html", page.replace(address, "javascript://forum.harbour-lights.example/")))
    env, opened = with_browser(person)
    assert person.run("open", "1.2", env=env).code == 1
    assert not opened.exists()
