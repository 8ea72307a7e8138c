"""`cups-course merge`: takes in what was done on another device."""

from pathlib import Path
from typing import Annotated

import typer

from cups_course.cli.sources import merge_file

EXAMPLES = ("cups-course merge laptop/courses.db", "cups-course merge everything.json")


def run(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The other device's store, or an export of everything.")],
) -> None:
    """Nothing in your store is lost. The other file isn't changed."""
    merge_file(ctx.obj, file)
