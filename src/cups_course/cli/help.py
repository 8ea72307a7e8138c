"""The help on the whole program: the everyday commands on one screen, or all commands."""

from collections.abc import Iterable, Iterator
from importlib import import_module
from textwrap import wrap

from cups_course.cli.registry import EVERYDAY, GROUPS, module_of

_INTRODUCTION = "Keeps track of a forum course: what it asks, what you wrote, what is left."
_REFERENCES = "2 is a course, 2.2 a discussion, 2.2.1 its first question."
_MORE_REFERENCES = (
    "2.2.quiz is a task, 2.form the evaluation form, 2.2@oakleaf your reply to oakleaf, ldp-2020/2.2 a discussion with "
    "its program."
)
_MORE = "More: cups-course help --all     One command: cups-course answer --help"


def everyday_help(width: int) -> str:
    """The everyday commands, each with an example if the screen is wide enough; fits 24 lines of 80 columns."""
    commands = GROUPS[EVERYDAY]
    column = max(map(len, commands.values())) + 2
    lines = [f"  {name:<10}{purpose:<{column}}{examples_of(name)[0]}".rstrip() for name, purpose in commands.items()]
    if any(len(line) > width for line in lines):
        lines = [f"  {name:<10}{purpose}" for name, purpose in commands.items()]
    more = [_MORE] if len(_MORE) <= width else _MORE.split("     ")
    return "\n".join([*wrap(_INTRODUCTION, width), "", *lines, "", *wrap(_REFERENCES, width), *more, ""])


def all_commands(options: Iterable[tuple[str, str]], width: int) -> str:
    """Every command with its purpose, in groups; then the options that every command takes, each with its help."""
    return "\n".join(_all_commands(options, width))


def _all_commands(options: Iterable[tuple[str, str]], width: int) -> Iterator[str]:
    yield from wrap(_INTRODUCTION, width)
    column = max(len(name) for commands in GROUPS.values() for name in commands) + 2
    for title, commands in GROUPS.items():
        yield f"\n{title}"
        yield from (f"  {name:<{column}}{purpose}" for name, purpose in commands.items())
    yield ""
    yield from wrap(f"{_REFERENCES} {_MORE_REFERENCES}", width)
    yield ""
    yield "Options for every command:"
    for name, words in options:
        yield from wrap(f"  {name:<20}{words}", width, subsequent_indent=" " * 22)
    yield ""


def examples_of(command: str) -> list[str]:
    """The examples of a command, as they are typed. For a subcommand: those of its group that call it."""
    name, _, inner = command.partition(" ")
    return [one for one in import_module(module_of(name)).EXAMPLES if not inner or f"cups-course {command}" in one]
