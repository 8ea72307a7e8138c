"""The checklist of `doctor`, what it mended, and what is left."""

from collections import Counter
from collections.abc import Sequence
from shlex import quote
from typing import Any

from rich.text import Text

from cups_course.course.examination import Finding, Mend, Rescue, StoreCopy
from cups_course.view.colours import BEGUN, DONE, WRONG
from cups_course.view.screen import address_line, cells, command_line, console, put, say, tell
from cups_course.view.wordings import count, moment

_SIGNS = {
    "well": ("✓", "well", DONE),
    "note": ("·", "to know", "dim"),
    "mend": ("✎", "to mend", BEGUN),
    "wrong": ("✗", "wrong", WRONG),
}
_MENDED: dict[Mend, tuple[str, str]] = {
    "words": ("One text is again as you wrote it.", "{} texts are again as you wrote them."),
    "checklist": ("The checklist and the search show what you wrote and did.",) * 2,
    "modes": ("Only you can read your files again.",) * 2,
    "half written": (
        "A backup that was never finished is deleted.",
        "{} backups that were never finished are deleted.",
    ),
}


def findings_document(findings: Sequence[Finding]) -> dict[str, Any]:
    """The document of `doctor --json`."""
    return {
        "well": not any(one.state in ("mend", "wrong") for one in findings),
        "checks": [
            {
                "check": one.about,
                "state": one.state,
                "says": one.says,
                "mends": one.will or None,
                "path": one.path or None,
                "command": one.command or None,
            }
            for one in findings
        ],
    }


def print_findings(findings: Sequence[Finding]) -> None:
    """What is well and what is not, in words beside each sign, and the person's own way on."""
    abouts = max(cells(one.about) for one in findings)
    for one in findings:
        sign, state, style = _SIGNS[one.state]
        lead = Text(f"  {sign} {state:<7}  ", style=style).append(f"{one.about:<{abouts}}  ", style="none")
        indent = cells(lead.plain)
        put(console(), one.says, indent=indent, first=lead)
        if one.path:
            tell(_below(indent, address_line(one.path)))
        if one.command:
            tell(_below(indent, command_line(one.command)))


def print_planned_repairs(findings: Sequence[Finding]) -> None:
    """What `--fix` would do."""
    to_mend = [one for one in findings if one.state == "mend"]
    if to_mend:
        if any(one.mend == "damage" for one in to_mend):
            say("", "This may be mended. The damaged file is kept as it is, whatever comes of it:")
        else:
            say("", "This can be mended. Before anything in the store is changed, a copy of it is made:")
        for will in dict.fromkeys(one.will for one in to_mend):
            put(console("stderr"), will, indent=4, first=Text("  - "))
        say(command_line("cups-course doctor --fix"))
    elif not any(one.state == "wrong" for one in findings):
        tell("", "All is well.")


def print_repairs(before: Sequence[Finding], after: Sequence[Finding], backup: str | None) -> None:
    """What of `before` is mended now, and which backup holds the store as it was."""
    mended = Counter(one.mend for one in before if one.mend) - Counter(one.mend for one in after if one.mend)
    if not mended:
        return
    say("Mended:")
    for mend, (one, many) in _MENDED.items():
        if number := mended[mend]:
            put(
                console("stderr"),
                one if number == 1 else many.format(number),
                indent=4,
                first=Text("  ✓ ", style=DONE),
            )
    if backup:
        say("The store as it was before is kept:", address_line(backup))


def print_still_open(findings: Sequence[Finding], *, mended: bool) -> None:
    """What is not well after mending, and that it is for the person to do."""
    left = [one for one in findings if one.state in ("mend", "wrong")]
    if mended:
        tell("")
    if left:
        what = "The rest" if mended else "This"
        tell(f"{what} is nothing that doctor can mend by itself. What you can do stands beside it:")
        print_findings(left)
    else:
        tell("All is well." if mended else "There is nothing to mend. All is well.")


def print_rescue(rescue: Rescue) -> None:
    """What can be read of a damaged store, what the best backup holds, and which of the two is better."""
    saved, backup = rescue.saved, rescue.backup
    if saved and saved.texts:
        source = "the damaged store and its backups" if rescue.from_backups else "the damaged store"
        say(f"{count(saved.texts, 'text')} of yours can be read in {source}. There may have been more.")
    elif saved:
        say("Of the damaged store parts can be read, but none of your texts in its place.")
    else:
        say("Nothing can be read of the damaged store.")
    if rescue.left_out:
        say(f"{count(rescue.left_out, 'thing')} you did can be read but not understood, and is left out.")
    if rescue.loose:
        say("Words that lost their place come in a file of their own, for you to read.")
    if backup:
        say(f"The newest sound backup is of {moment(backup.at)} and holds {count(backup.texts, 'text')}:")
        say(address_line(backup.file))
    else:
        say("There is no backup that is sound.")
    if saved and backup and saved.texts and backup.texts:
        say("What can be read is at least as much." if rescue.better is saved else "The backup holds more.")


def print_replaced(rescue: Rescue, chosen: StoreCopy, aside: str | None) -> None:
    """That the damaged store has a sound one in its place, and where everything else is."""
    source = "what could be read of it" if chosen is rescue.saved else "the backup"
    held = f"{count(chosen.texts, 'text')} of yours" if chosen.texts else "none of your texts is in it"
    say(f"The store is sound again, from {source}: {held}.")
    if aside:
        say("The damaged file is kept as it is:", address_line(aside))
    if rescue.loose:
        say("Words of yours that lost their place are here, to read and to paste:", address_line(rescue.loose))
    other = rescue.backup if chosen is rescue.saved else rescue.saved
    if other and other.texts:
        whence = "the backup" if other is rescue.backup else "what could be read of the damaged store"
        say(f"If something is missing, this takes in what only {whence} has:")
        say(command_line(f"cups-course merge {quote(other.file)}"))


def _below(indent: int, line: Text) -> Text:
    """A line to be copied, below the sentence it belongs to; such a line brings two blanks of its own."""
    return Text(" " * (indent - 2), no_wrap=True).append_text(line)
