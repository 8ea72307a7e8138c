"""Every command, argument and option is in docs/commands.md. Nothing here knows how that page is written."""

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from typer._click.core import Command, Context
from typer.main import get_command

from cups_course.cli.app import app
from cups_course.cli.registry import GROUPS

PAGE = (Path(__file__).parents[2] / "docs" / "commands.md").read_text(encoding="utf-8")


def all_commands(command: Command, context: Context, path: str = "") -> Iterator[tuple[str, Command]]:
    for name in getattr(command, "list_commands", lambda _: [])(context):
        inner = command.get_command(context, name)  # type: ignore[attr-defined]
        yield f"{path}{name}", inner
        yield from all_commands(inner, context, f"{path}{name} ")


GROUP = get_command(app)
ROOT = Context(GROUP, info_name="cups-course")
COMMANDS = dict(all_commands(GROUP, ROOT))


def section(name: str) -> str:
    """What the page says about one command."""
    lines = PAGE.splitlines()
    headings = [at for at, line in enumerate(lines) if line.startswith("#")] + [len(lines)]
    sections = {lines[at].lstrip("# "): "\n".join(lines[at:end]) for at, end in pairwise(headings)}
    assert name in sections, f"docs/commands.md lacks `{name}`. `make docs` writes it."
    return sections[name]


def test_the_programs_own_commands_are_looked_at_too() -> None:
    assert {"status", "program", "program add"} <= COMMANDS.keys()


@pytest.mark.parametrize("name", COMMANDS)
def test_the_page_has_the_command_and_what_it_is_for(name: str) -> None:
    assert " ".join((COMMANDS[name].help or "a purpose").split()) in section(name)


@pytest.mark.parametrize("name", COMMANDS)
def test_the_page_has_every_argument_and_option(name: str) -> None:
    said = section(name)
    for parameter in COMMANDS[name].params:
        if not getattr(parameter, "hidden", False):
            option = next((word for word in parameter.opts if word.startswith("--")), None)
            assert (option or parameter.make_metavar(ROOT).strip("[]{}.")) in said


@pytest.mark.parametrize("title", GROUPS)
def test_the_page_has_the_groups_of_the_help_screen(title: str) -> None:
    assert f"\n## {title}\n" in PAGE
