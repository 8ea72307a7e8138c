"""Whoever pastes a command that the tool prints runs `cups-course` with these words, and nothing else."""

import html
import json
import random
import re
import string
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from cups_course.shell import CommandLine
from journeys.driver import EXAMPLES, Person
from journeys.shells import SHELLS, Shell

everywhere = pytest.mark.parametrize("name", SHELLS)
PAGE = EXAMPLES / "threads" / "steady-beats-fast-page-1.html"
HOSTILE = (
    "x;touch${IFS}PWNED;#",
    "`touch PWNED`",
    'o\'neil & "sons" !!',
    "a\\' || touch PWNED \\",
    "-rf $(touch PWNED)",
)
"""Forum names that would do something if a shell read more than a name in them."""
RECORDING = """#!/bin/sh
printf '%s\\0' "$#" "$@" >> "$HOME/calls"
"""


class Recorded:
    """A shell in which `cups-course` only writes down its words."""

    def __init__(self, name: str, person: Person) -> None:
        self._calls = person.home / "calls"
        self._calls.write_bytes(b"")
        command = person.home / "recording" / "cups-course"
        command.parent.mkdir()
        command.write_text(RECORDING)
        command.chmod(0o755)
        self._shell = Shell(name, person, commands=command.parent)

    def __enter__(self) -> "Recorded":
        return self

    def __exit__(self, *error: object) -> None:
        self._shell.__exit__(None, None, None)

    def ran(self, line: str) -> list[list[str]]:
        """The words of each call that a line makes."""
        self._calls.write_bytes(b"")
        self._shell.does(line)
        words = iter(self._calls.read_bytes().decode().split("\0")[:-1])
        return [[next(words) for _ in range(int(number))] for number in words]


def _odd_words() -> Iterator[str]:
    for letter in string.punctuation + " ~éß静🌸\u3000\u00a0“”‘’‚‛":
        yield from (
            letter,
            f"a{letter}b",
            f"{letter}{letter}a",
            f"'{letter}",
            f'"{letter}',
            f"\\{letter}",
            f"{letter}\\",
        )
    dice = random.Random(1)
    for _ in range(400):
        yield "".join(dice.choices(string.punctuation + "ab 1", k=dice.randint(1, 9)))
    yield ""


@everywhere
def test_every_word_comes_through_the_shell_as_it_is(person: Person, name: str) -> None:
    words = [*_odd_words()]
    with Recorded(name, person) as shell:
        for at in range(0, len(words), 25):
            some = words[at : at + 25]
            assert shell.ran(str(CommandLine(*some))) == [some]


def _printed(person: Person) -> Iterator[str]:
    """All commands that the screens and the documents of somebody show."""
    for words in (
        ("next",),
        ("status", "1.2"),
        ("check", "1"),
        ("peers", "1.2"),
        ("show", "1.2"),
        ("thread", "1.2"),
        ("search", "reply"),
        ("plan", "1"),
        ("history",),
        *(("history", f"1.2@{hostile}") for hostile in HOSTILE),
        *(("reply", "1.2", f"{hostile}x") for hostile in HOSTILE),
        *(("peers", "1.2", "--same", f"{hostile}x", "June") for hostile in HOSTILE),
        *(("me", f"{hostile}x") for hostile in HOSTILE),
        *(("forget", f"1.2@{hostile}x") for hostile in HOSTILE),
        *(("import", f"./{hostile}.html") for hostile in HOSTILE),
        *(("program", "add", f"{hostile}.toml") for hostile in HOSTILE),
        *((hostile, hostile) for hostile in HOSTILE),
        *(("edit", "1.2", hostile) for hostile in HOSTILE),
    ):
        ended = person.run(*words, env={"COLUMNS": "1000"})
        yield from re.findall(r"^ +(cups-course .*)", ended.out + ended.err, re.MULTILINE)
    for words in (("next",), ("check", "1"), ("doctor",)):
        yield from _commands_in(json.loads(person.run(*words, "--json").out))


def _commands_in(document: Any) -> Iterator[str]:
    if isinstance(document, list):
        yield from (command for one in document for command in _commands_in(one))
    elif isinstance(document, dict):
        yield from (document[key] for key in ("command", "then") if document.get(key))
        yield from (command for one in document.values() for command in _commands_in(one))


def _with_hostile_people(person: Person) -> None:
    page = PAGE.read_text("utf-8")
    for peer, hostile in zip(("DrizzleDay", "grandpaKnots", "kettleon", "June", "oakleaf"), HOSTILE, strict=True):
        page = page.replace(peer, html.escape(hostile))
    person.file("page.html", page)
    person.did("import", "page.html", "--me", "PlumTree7")
    for hostile in HOSTILE[:3]:
        person.did("reply", "1.2", hostile, "Thank you for this!", "--draft")


@everywhere
def test_only_this_program_runs_whatever_people_call_themselves(
    after: Callable[[Callable[[Person], None]], Person], name: str
) -> None:
    person = after(_with_hostile_people)
    lines = list(dict.fromkeys(_printed(person)))
    assert len(lines) > 40
    with Recorded(name, person) as shell:
        ran = [shell.ran(line) for line in lines]
    assert {len(calls) for calls in ran} == {1}
    assert list(person.home.rglob("PWNED*")) == []
    typed = {word for (words,) in ran for word in words}
    assert {one for one in HOSTILE if one not in typed and f"{one}x" not in typed} == set()
