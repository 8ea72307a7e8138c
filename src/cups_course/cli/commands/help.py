"""`cups-course help`: the everyday commands, all of them, or one."""

from shutil import get_terminal_size
from typing import Annotated

import typer

from cups_course.cli.help import all_commands
from cups_course.cli.output import write_output

EXAMPLES = ("cups-course help", "cups-course help --all", "cups-course help answer")


def run(
    ctx: typer.Context,
    command: Annotated[list[str] | None, typer.Argument(metavar="[COMMAND]", help="The command.")] = None,
    all_: Annotated[bool, typer.Option("--all", help="Every command, in groups.")] = False,
) -> None:
    root = ctx.find_root()
    if all_:
        records = (parameter.get_help_record(root) for parameter in root.command.get_params(root))
        write_output(all_commands([record for record in records if record], get_terminal_size().columns or 80))
        return
    words = [*(command or ()), "--help"]
    raise typer.Exit(root.command.main(words, prog_name=root.info_name, standalone_mode=False) or 0)
