"""The person's shell: where it looks for what completes a command, and the file it reads when it starts."""

import os
from pathlib import Path
from shlex import quote

from cups_course.course.errors import NotSaved
from cups_course.system.files import write_text

_STARTS = {"bash": ".bashrc", "zsh": ".zshrc"}
"""The files in the home folder that a shell reads when it starts; fish looks into its folder by itself."""


def install_completion(shell: str, script: str) -> tuple[Path, Path | None]:
    """Put a script where bash, zsh or fish finds it; once more puts it there anew.

    Returns where it is, and the file of the person's own that has a line for it now, if it needs one. Raises NotSaved.
    """
    config = Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config")
    place = config / "cups-course" / f"completion.{shell}"
    if shell == "fish":
        place = config / "fish" / "completions" / "cups-course.fish"
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise NotSaved(f"{place.parent} could not be made: {error.strerror or error}.") from error
    write_text(place, script, force=True)
    if shell not in _STARTS:
        return place, None
    start = Path.home() / _STARTS[shell]
    _add_line(start, f". {quote(str(place))}  # Tab completes cups-course")
    return place, start


def _add_line(file: Path, line: str) -> None:
    """A line at the end of a person's own file, once; what is in it stays as it is, in whatever encoding."""
    data = line.encode()
    try:
        there = file.read_bytes() if file.exists() else b""
        if data not in there.splitlines():
            with file.open("ab") as end:
                end.write((b"" if there.endswith(b"\n") or not there else b"\n") + data + b"\n")
    except OSError as error:
        raise NotSaved(f"{file} could not be written: {error.strerror or error}. It wants this line:", line) from error
