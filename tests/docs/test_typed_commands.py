"""Each `cups-course ...` line that a page tells people to type is understood by the real parser, options and all."""

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer._click.core import Command, Context
from typer.main import get_command

from cups_course.cli.app import app
from cups_course.cli.session import Session

ROOT = Path(__file__).parents[2]
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/*.md"), ROOT / "examples" / "README.md"])
# What only shows the form of a call: `cups-course COMMAND --help`, `cups-course answer [OPTIONS] REF`.
A_FORM = re.compile(r"cups-course (?:\[|.*(?:COMMAND|\[OPTIONS\]))")


def typed_lines(page: str) -> Iterator[str]:
    """What is typed in blocks (fenced, or indented by four) and in code within the text, from `cups-course` on."""
    fenced = False
    for line in page.splitlines():
        if line.startswith("```"):
            fenced = not fenced
        in_block = fenced or line.startswith("    ")
        for code in [line] if in_block else re.findall(r"(?<!`)`([^`]+)`(?!`)", line):
            call = re.match(r"\s*(?:\$ |[^#]*\| )?(cups-course(?: .*)?)$", code)
            if call and not A_FORM.match(call[1]):
                yield call[1]


def words(line: str) -> list[str]:
    """The arguments of a call, without a comment, a pipe or a redirection behind it."""
    line = re.sub(r"\s#\s.*", "", line)
    return shlex.split(re.split(r"\s[|<>]\s?", line)[0])[1:]


LINES = [
    pytest.param(line, id=f"{page.relative_to(ROOT)}: {line}")
    for page in PAGES
    for line in dict.fromkeys(typed_lines(page.read_text(encoding="utf-8")))
]


def test_lines_are_found_in_blocks_and_in_the_text() -> None:
    block = "```\n$ cups-course me A\npbpaste | cups-course import - | wc  # ?\n```"
    found = typed_lines(f"Try `cups-course next`.\n{block}\n    cups-course")
    assert list(map(words, found)) == [["next"], ["me", "A"], ["import", "-"], []]


@pytest.mark.parametrize("line", LINES)
def test_what_a_page_says_to_type_is_understood(line: str) -> None:
    group: Command = get_command(app)
    context = Context(group, info_name="cups-course", obj=Session(None))
    arguments = words(line)
    while arguments and hasattr(group, "get_command"):
        if arguments[0] in ("--help", "--version"):
            return
        if arguments[0] == "--store":
            arguments = arguments[2:]
            continue
        command = group.get_command(context, arguments[0])
        assert command, f"There is no command {arguments[0]}."
        group, arguments = command, arguments[1:]
    if "--help" not in arguments:
        group.make_context(group.name, arguments, parent=context)
