"""What a saved page or an outline says is an address reaches a browser as one argument, and runs nothing."""

import pytest

from journeys.driver import KIND_LEADERS, Person

BROWSER = "sh -c 'echo %s >> opened.txt'"
"""Somebody whose BROWSER is a line of a shell."""


@pytest.mark.parametrize(
    "run", ["$(touch${IFS}PWNED)", ";touch${IFS}PWNED;#", "`touch${IFS}PWNED`", "|touch${IFS}PWNED"]
)
def test_an_address_runs_nothing_in_the_shell_of_a_browser(person: Person, run: str) -> None:
    outline = KIND_LEADERS.read_text(encoding="utf-8")
    head, mark, rest = outline.partition("[[course.discussion]]\n")
    file = person.file("evil.toml", f"{head}{mark}address = 'https://example.org/{run}'\n{rest}")
    added = person.run("program", "add", str(file))
    if added.code == 0:
        person.run("open", "1.1", env={"BROWSER": BROWSER})
        assert "https://example.org/" in (person.home / "opened.txt").read_text()
    assert not list(person.home.rglob("PWNED"))
