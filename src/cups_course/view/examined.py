"""The checklist of `doctor`."""

from collections.abc import Sequence
from typing import Any

from rich.text import Text

from cups_course.course.examination import Finding, Rescue
from cups_course.view.screen import cells, command_line, console, put, say, tell
from cups_course.view.wordings import count, listed

_SIGNS = {
    "well": ("✓", "well", "green"),
    "note": ("·", "to know", "dim"),
    "mend": ("✎", "to mend", "yellow"),
    "wrong": ("✗", "wrong", "red"),
}


def document(findings: Sequence[Finding]) -> dict[str, Any]:
    """The document of `doctor --json`."""
    return {
        "well": not any(one.state in ("mend", "wrong") for one in findings),
        "checks": [
            {"check": one.about, "state": one.state, "says": one.says, "mends": one.will or None} for one in findings
        ],
    }


def print_findings(findings: Sequence[Finding]) -> None:
    """What is well and what is not, in words beside each sign, and what would mend it."""
    abouts = max(cells(one.about) for one in findings)
    for one in findings:
        sign, state, style = _SIGNS[one.state]
        lead = Text(f"  {sign} {state:<7}  ", style=style).append(f"{one.about:<{abouts}}  ", style="none")
        put(console(), one.says, indent=cells(lead.plain), first=lead)


def print_what_to_do(findings: Sequence[Finding]) -> None:
    """What `--fix` would do."""
    to_mend = [one for one in findings if one.state == "mend"]
    if to_mend:
        say("", f"{count(len(to_mend), 'thing')} can be mended, and nothing without a copy of the store first:")
        for will in dict.fromkeys(one.will for one in to_mend):
            say(f"  {will}")
        say(command_line("cups-course doctor --fix"))
    elif not any(one.state == "wrong" for one in findings):
        tell("", "All is well.")


def print_rescue(rescue: Rescue) -> None:
    """What could be saved of a damaged store, what the best backup holds, and which of the two is better."""
    saved, backup = rescue.saved, rescue.backup
    if saved:
        say(f"Saved what can be read of the damaged store: {count(saved.texts, 'text')} of yours, in {saved.file}")
        say("How much could not be read nobody can tell.")
    else:
        say("Nothing can be read of the damaged store.")
    if rescue.left_out:
        lost = listed([f"{number} of {name}" for name, number in sorted(rescue.left_out.items())])
        say(f"Of what could be read, some records found no place in it, as what they belong to is lost: {lost}.")
    if rescue.loose:
        say(f"Your words among these are in {rescue.loose}")
    if backup:
        say(f"The newest backup that is sound holds {count(backup.texts, 'text')}: {backup.file}")
    else:
        say("There is no backup that is sound.")
    if rescue.better is None:
        say("So there is nothing to put in its place. The damaged file was left as it is.")
    elif saved and backup:
        other = backup if rescue.better is saved else saved
        say("The first holds as much or more." if rescue.better is saved else "The backup holds more.")
        say("What only the other has can be taken in afterwards:", command_line(f"cups-course merge {other.file}"))
