"""Plain words for a command line that doesn't parse, with the corrected command."""

import re
import sys
from collections.abc import Sequence
from difflib import get_close_matches

from typer._click.exceptions import MissingParameter, UsageError
from typer.core import TyperArgument

from cups_course.cli.help import examples_of
from cups_course.cli.parsing import ProseCommand
from cups_course.cli.suggestions import instead, split_reference
from cups_course.errors import WrongUsage
from cups_course.model import Program
from cups_course.shell import CommandLine
from cups_course.text import clean


def explain(error: UsageError, programs: Sequence[Program]) -> WrongUsage | None:
    """The error in plain words; None if its own words will do. `programs` are those in the store."""
    if error.ctx is None:
        return None
    if isinstance(error, MissingParameter):
        return _missing(error)
    if choice := re.fullmatch(r"'(.*)' is not one of (.*+)(?<=\.)", error.message, re.DOTALL):
        return _no_choice(choice[1], re.findall(r"'([^']*)'", choice[2]))
    if error.message.startswith("Got unexpected extra"):
        return split_reference(programs, error.ctx.info_name or "") or _unquoted(error)
    return None


def _missing(error: MissingParameter) -> WrongUsage | None:
    """An argument that was left out: what belongs there, and an example."""
    if error.ctx is None or error.param is None:
        return None
    command = error.ctx.command_path.removeprefix("cups-course ")
    words = str(getattr(error.param, "help", None) or "").rstrip(".")
    what = f"{error.param.make_metavar(error.ctx)}{f': {words[0].lower()}{words[1:]}' if words else ''}"
    return WrongUsage(f"{command} needs {what}. For example:", *map(CommandLine.example, examples_of(command)[:1]))


def _no_choice(typed: str, choices: Sequence[str]) -> WrongUsage | None:
    """A word that isn't one of several, with the nearest of them and the corrected command."""
    near = get_close_matches(typed.casefold(), choices, n=1)
    meant = f" Did you mean {near[0]}?" if near else ""
    return WrongUsage(f"“{clean(typed)}” isn't one of {', '.join(choices)}.{meant}", *instead(typed, *near))


def _unquoted(error: UsageError) -> WrongUsage | None:
    """A text that was typed without quotation marks, for a command that takes one; None for any other command."""
    if error.ctx is None or not isinstance(error.ctx.command, ProseCommand):
        return None
    says = "Put your text in quotation marks:"
    words = sys.argv[1:]
    name = error.ctx.info_name or ""
    begin = words.index(name) + 1 if name in words else len(words)
    typed = words[begin:]
    before = sum(isinstance(one, TyperArgument) for one in error.ctx.command.params) - 1
    if len(typed) <= before or any(one.startswith("-") for one in typed):
        return WrongUsage(
            f"There are more words than {name} takes. {says}", *map(CommandLine.example, examples_of(name)[1:2])
        )
    return WrongUsage(says, CommandLine(*words[:begin], *typed[:before], " ".join(typed[before:])))
