"""Every command as it describes itself: the one source of docs/commands.md and of the manual page."""

from collections.abc import Iterator
from typing import NamedTuple

from typer._click.core import Command, Context
from typer.core import TyperGroup
from typer.main import get_command

from cups_course.cli.app import app
from cups_course.cli.help import examples_of
from cups_course.cli.registry import GROUPS


class Entry(NamedTuple):
    """A command: its name, what it is for, how it is called, its arguments and options, its examples.

    A command inside another, such as `program add`, has a space in its name.
    """

    name: str
    purpose: str
    usage: str
    parameters: list[tuple[str, str]]
    examples: list[str]


_GROUP = get_command(app)
_ROOT = Context(_GROUP, info_name="cups-course")


def everywhere() -> list[tuple[str, str]]:
    """The options of every command."""
    return list(_parameters(_GROUP, _ROOT))


def groups() -> Iterator[tuple[str, list[Entry]]]:
    """The groups of commands in the order of `help --all`, each command before those inside it."""
    assert isinstance(_GROUP, TyperGroup)
    for title, names in GROUPS.items():
        commands = ((name, _GROUP.get_command(_ROOT, name)) for name in names)
        yield title, [entry for name, command in commands if command for entry in _entries(command, _ROOT, name)]


def _entries(command: Command, above: Context, name: str) -> Iterator[Entry]:
    context = Context(command, info_name=name, parent=above)
    usage = " ".join(command.collect_usage_pieces(context))
    path = context.command_path.removeprefix("cups-course ")
    yield Entry(
        path,
        " ".join((command.help or "").split()),
        f"{context.command_path} {usage}",
        list(_parameters(command, context)),
        examples_of(path),
    )
    for inner_name, inner in getattr(command, "commands", {}).items():
        yield from _entries(inner, context, inner_name)


def _parameters(command: Command, context: Context) -> Iterator[tuple[str, str]]:
    """Each argument and option with its text in `--help`; `--help` itself is left out."""
    for parameter in command.get_params(context):
        name, words = parameter.get_help_record(context) or ("", "")
        if name and "--help" not in name:
            yield name, " ".join(words.split())
