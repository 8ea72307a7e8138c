"""`cups-course completion`: makes Tab offer commands, references and people in your shell."""

import os
import shlex
import sys
from enum import StrEnum
from importlib import resources
from pathlib import Path
from typing import Annotated

import typer

from cups_course.cli.completion import SHELLS
from cups_course.errors import NotSaved, WrongUsage
from cups_course.shell import CommandLine
from cups_course.system.files import write_text
from cups_course.view.screen import address_line, say, tell

EXAMPLES = (
    "cups-course completion bash --install",
    "cups-course completion zsh --install",
    "cups-course completion fish --install",
    "cups-course completion powershell",
)
Shell = StrEnum("Shell", SHELLS)  # type: ignore[misc]
_START_FILES = {"bash": ".bashrc", "zsh": ".zshrc"}
"""The files in the home folder that a shell reads when it starts. fish finds its completions by itself."""


class _PowerShell(CommandLine):
    """A command in PowerShell's own language, all of it written here."""

    __slots__ = ()

    def __str__(self) -> str:
        return " ".join(self)


_FOR_POWERSHELL = _PowerShell.of_program(
    "Add-Content $PROFILE 'cups-course completion powershell | Out-String | Invoke-Expression'"
)


def run(
    shell: Annotated[Shell, typer.Argument(metavar="SHELL", help=f"{', '.join(SHELLS[:-1])} or {SHELLS[-1]}.")],
    install: Annotated[bool, typer.Option("--install", help="Install the script instead of printing it.")] = False,
) -> None:
    """Pressing Tab then completes commands, references and names."""
    for_good = _FOR_POWERSHELL if shell == "powershell" else CommandLine("completion", shell, "--install")
    folder = resources.files("cups_course.cli.completion") / "scripts"
    script = (folder / f"cups-course.{'ps1' if shell == 'powershell' else shell}").read_text(encoding="utf-8")
    if not install:
        sys.stdout.write(script)
        if sys.stdout.isatty():
            say("", "To install it for every new shell:", for_good)
        return
    if shell == "powershell":
        raise WrongUsage("PowerShell reads completion from your profile. To add it there:", for_good)
    place, start = _install_completion(shell, script)
    tell(f"Installed Tab completion for {shell}. Open a new shell to use it. The script:", address_line(str(place)))
    if start:
        say(f"A line at the end of {start} loads it. To uninstall, delete the line and the script.")


def _install_completion(shell: str, script: str) -> tuple[Path, Path | None]:
    """Put a script where bash, zsh or fish finds it, over an earlier one.

    Returns the script's path, and the person's own start file that has a line for it now; None if it needs none.
    Raises NotSaved.
    """
    config = Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config")
    place = config / "cups-course" / f"completion.{shell}"
    if shell == "fish":
        place = config / "fish" / "completions" / "cups-course.fish"
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise NotSaved(f"{place.parent} could not be created: {error.strerror or error}.") from error
    write_text(place, script, force=True)
    if shell not in _START_FILES:
        return place, None
    start = Path.home() / _START_FILES[shell]
    _add_line(start, f". {shlex.quote(str(place))}  # Tab completes cups-course")
    return place, start


def _add_line(file: Path, line: str) -> None:
    """Add a line to the end of a person's own file, unless it has it already. Raises NotSaved.

    Reads bytes: the file may be in any encoding.
    """
    data = line.encode()
    try:
        before = file.read_bytes() if file.exists() else b""
        if data not in before.splitlines():
            with file.open("ab") as end:
                end.write((b"" if before.endswith(b"\n") or not before else b"\n") + data + b"\n")
    except OSError as error:
        raise NotSaved(
            f"{file} could not be written: {error.strerror or error}. Add this line yourself:",
            CommandLine.example(line),
        ) from error
