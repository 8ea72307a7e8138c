"""How the words of a command to run are written. What shells make of them is tried with real ones in the journeys."""

import ast
import shlex
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import cups_course
from cups_course.shell import CommandLine, can_be_argument, without_special_letters

SOURCES = Path(cups_course.__file__).parent


@given(st.lists(st.text()))
def test_a_posix_shell_reads_each_word_as_it_is_or_as_three_dots(words: list[str]) -> None:
    read = shlex.split(str(CommandLine(*words)))
    assert len(read) == len(words) + 1
    assert all(word in (one, "...") for word, one in zip(read[1:], words, strict=True))


@pytest.mark.parametrize("word", ["two\nlines", "\x1b[2J", "a\tb", "\u202eeve", "a\u2028b", "\udcff"])
def test_what_cannot_be_copied_from_a_terminal_is_left_to_the_person(word: str) -> None:
    assert str(CommandLine("reply", "2.2", word)) == 'cups-course reply 2.2 "..."'
    assert not can_be_argument(word)


@pytest.mark.parametrize(
    ("word", "written"),
    [
        (r"C:\Users\fern\page.html", r"C:\Users\fern\page.html"),
        ("C:\\My pages\\", '"C:\\My pages\\\\"'),
        ("Pip & River", '"Pip & River"'),
        ("o'neil", '"o\'neil"'),
        ("$(calc)", '"..."'),
        ("`calc`", '"..."'),
        ("%PATH%", '"..."'),
        ("“; calc”", '"..."'),
        ('say "hi"', '"..."'),
        ("@fern", '"@fern"'),
    ],
)
def test_on_windows_a_word_is_written_so_that_powershell_and_cmd_read_the_same(
    monkeypatch: pytest.MonkeyPatch, word: str, written: str
) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    assert str(CommandLine("import", word)) == f"cups-course import {written}"
    assert can_be_argument(word) == (written != '"..."')


def test_an_option_is_no_argument() -> None:
    assert not can_be_argument("--yes")
    assert can_be_argument("Pip River")


@given(st.text())
def test_a_name_in_a_reference_needs_no_quotes_and_stays_the_same_afterwards(name: str) -> None:
    once = without_special_letters(name)
    assert without_special_letters(once) == once
    assert once.isprintable()
    if once.isascii() and once:
        assert str(CommandLine(once)) == f"cups-course {once}"


def test_commands_are_put_together_from_words() -> None:
    command = CommandLine("import", "SAVED-COPY", None, "--course", 2)
    assert tuple(command.with_words("SAVED-COPY", "my page.html")) == (
        "cups-course",
        "import",
        "my page.html",
        "--course",
        "2",
    )
    assert str(command.and_also("--dry-run", None)) == "cups-course import SAVED-COPY --course 2 --dry-run"
    assert str(CommandLine.of_program("mv", "a b", "c")) == 'mv "a b" c'


def _texts_of_commands() -> Iterator[str]:
    """Where a command is written as a text with something put into it."""
    for path in SOURCES.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.JoinedStr) and ast.unparse(node)[2:].startswith("cups-course "):
                yield f"{path.relative_to(SOURCES)}: {ast.unparse(node)}"


def test_no_command_is_put_together_as_a_text() -> None:
    others = {one for one in _texts_of_commands() if not one.startswith(("cli/help.py", "shell.py"))}
    assert {one for one in others if "version(" not in one} == set()
