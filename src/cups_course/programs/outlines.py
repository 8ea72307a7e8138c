"""Outlines from TOML: those that come with the tool, by their key, and any file. `docs/outlines.md` describes the
format."""

import re
import tomllib
from importlib import resources
from pathlib import Path

from cups_course.course.errors import CannotRead, FaultyOutline, UnknownProgram
from cups_course.course.outline import Fault, Outline
from cups_course.programs.lines import KeyLines
from cups_course.programs.reader import Reader


def bundled_outlines() -> dict[str, Outline]:
    """The outlines that come with the tool, by key."""
    folder = resources.files("cups_course.programs")
    outlines = [
        read_outline(file.read_text(encoding="utf-8"), name=file.name)
        for file in sorted(folder.iterdir(), key=lambda file: file.name)
        if file.name.endswith(".toml")
    ]
    return {outline.key: outline for outline in outlines}


def find_outline(key_or_file: str) -> Outline:
    """The outline with this key among those that come with the tool, else the one in this file.

    Raises UnknownProgram, CannotRead or FaultyOutline.
    """
    path = Path(key_or_file)
    if not path.is_file():
        outlines = bundled_outlines()
        if key_or_file in outlines:
            return outlines[key_or_file]
        if path.suffix or path.parent != Path():
            raise CannotRead(f"There is no file {key_or_file}. The programs that come with the tool:",
                             "cups-course program list")  # fmt: skip
        raise UnknownProgram(key_or_file, outlines, where="among those that come with the tool, and no such file")
    return read_outline(outline_text(path), name=path.name)


def outline_text(path: Path) -> str:
    """The text of an outline's file.

    Raises CannotRead.
    """
    try:
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise CannotRead(f"There is no file {path}.") from None
    except (OSError, UnicodeDecodeError) as error:
        raise CannotRead(f"{path} cannot be read as a text file: {error}.") from error


def read_outline(text: str, *, name: str) -> Outline:
    """An outline from TOML; `name` is what its source is called in messages.

    Raises FaultyOutline with every fault in it.
    """
    outline, faults = check_outline(text)
    if outline is None:
        raise FaultyOutline(name, faults)
    return outline


def check_outline(text: str) -> tuple[Outline | None, list[Fault]]:
    """The outline that a text is, or every fault in it, by line."""
    try:
        table = tomllib.loads(text)
    except (ValueError, RecursionError) as error:  # a number of thousands of digits is no TOMLDecodeError
        return None, [_no_toml(text, error)]
    reader = Reader(KeyLines(text).of)
    outline = reader.outline(table)
    faults = sorted(reader.faults, key=lambda fault: fault.line)
    return (None, faults) if faults else (outline, [])


def _no_toml(text: str, error: Exception) -> Fault:
    """tomllib names the first fault it meets, and its line but at the end of a text."""
    said = str(error) or "it is nested too deeply"
    line = re.search(r" \(at line (\d+), column \d+\)", said)
    where = int(line[1]) if line else len(text.splitlines())
    return Fault(where, "", f"TOML, and this is not TOML: {said.partition(' (at ')[0]}")
