"""`cups-course completion`: makes Tab offer commands, references and people in your shell."""

import sys
from enum import StrEnum
from importlib import resources
from typing import Annotated

import typer

from cups_course.cli.completion import SHELLS
from cups_course.course.errors import WrongUsage
from cups_course.view.screen import address_line, command_line, say, tell

EXAMPLES = (
    "cups-course completion bash --install",
    "cups-course completion zsh --install",
    "cups-course completion fish --install",
    "cups-course completion powershell",
)
Shell = StrEnum("Shell", SHELLS)  # type: ignore[misc]
_FOR_POWERSHELL = "Add-Content $PROFILE 'cups-course completion powershell | Out-String | Invoke-Expression'"


def run(
    shell: Annotated[Shell, typer.Argument(metavar="SHELL", help=f"{', '.join(SHELLS[:-1])} or {SHELLS[-1]}.")],
    install: Annotated[
        bool, typer.Option("--install", help="Put it where the shell finds it; else it is printed.")
    ] = False,
) -> None:
    """Makes Tab offer commands, references and people in your shell."""
    for_good = _FOR_POWERSHELL if shell == "powershell" else f"cups-course completion {shell} --install"
    folder = resources.files("cups_course.cli.completion") / "scripts"
    script = (folder / f"cups-course.{'ps1' if shell == 'powershell' else shell}").read_text(encoding="utf-8")
    if not install:
        sys.stdout.write(script)
        if sys.stdout.isatty():
            say("", "To have it in each shell that you start:", command_line(for_good))
        return
    if shell == "powershell":
        raise WrongUsage("PowerShell reads it from your profile. This puts it there:", for_good)
    from cups_course.system.shells import install_completion

    place, start = install_completion(shell, script)
    tell(f"Tab completes cups-course in each {shell} that you start from now on. The script:", address_line(str(place)))
    if start:
        say(f"A line at the end of {start} reads it. Take out both to be without.")
