"""What came of a merge: what is new, and where both devices had written."""

from collections.abc import Sequence

from rich.text import Text

from cups_course.course.merged import MergeResult, texts_of
from cups_course.course.model import Program
from cups_course.events.kinds import KINDS
from cups_course.view.screen import clipped, command_line, console, say, tell
from cups_course.view.wordings import count, listed

_KINDS: dict[str, tuple[str, str | None]] = {
    "program added": ("program", None),
    "discussion outlined": ("discussion of an outline", "discussions of outlines"),
    "thread imported": ("copy of a thread", "copies of threads"),
    "own posts read": ("reading of your own posts", "readings of your own posts"),
    "answer written": ("version of an answer", "versions of answers"),
    "reply logged": ("reply to a peer", "replies to peers"),
    "posted": ("mark as posted", "marks as posted"),
    "ticked": ("tick", None),
    "chosen": ("choice", None),
    "practised": ("entry of practice", "entries of practice"),
    "noted": ("note", None),
    "form attached": ("form", None),
    "form submitted": ("form that was sent", "forms that were sent"),
    "profile set": ("entry of your profile", "entries of your profile"),
    "name claimed": ("forum name", None),
    "planned": ("plan", None),
    "paused": ("thing set aside", "things set aside"),
    "moved": ("move", None),
    "removed": ("removal", None),
    "undone": ("undone command", None),
    "forgotten": ("thing forgotten for good", "things forgotten for good"),
}
"""What a person knows by a name; the rest is told as corrections."""
_NOT_TOLD = ("device named",)
_CORRECTIONS = ("correction", None)


def print_merge_result(name: str, merged: MergeResult, programs: Sequence[Program]) -> None:
    """Everything that was in `name` is here now; where two wrote, both are kept."""
    if not (merged.kinds or merged.damaged or merged.healed):
        tell(f"There was nothing in {name} that is not here already.")
        return
    came = _came(merged)
    tell(f"Taken in from {name}: {came}." if came else f"Taken in from {name}.")
    if merged.damaged:
        wrong = count(merged.damaged, "thing")
        say(f"{wrong} in {name} {'is' if merged.damaged == 1 else 'are'} damaged there and left out.")
    if merged.healed:
        say(f"Whole again, though damaged here until now: {count(merged.healed, 'thing')}.")
    if merged.renumbered:
        say(f"Two things had one number. These have another one now: {listed(merged.renumbered)}.")
    refs = {text.id: ref for ref, text in texts_of(programs)}
    width = console().width - 4
    for one in merged.differing:
        ref = refs.get(one.id)
        if ref is None:
            continue
        tell(f"{ref} was written on both. The {'words from here' if one.mine else 'ones from there'} are newer:")
        tell(Text(f"  {clipped(one.current, width)}"))
        tell("The others stay in its history:", Text(f"  {clipped(one.other, width)}", style="dim"))
        say(command_line(f"cups-course history {ref}"))
    say(command_line("cups-course status"))


def _came(merged: MergeResult) -> str:
    # A kind that is a row of a table is called what the table is.
    names = {kind: (KINDS[kind].row, None) for kind in KINDS if KINDS[kind].row} | _KINDS
    told = [count(number, *names[kind]) for kind in names if (number := merged.kinds.get(kind, 0))]
    beside = sum(number for kind, number in merged.kinds.items() if kind not in names and kind not in _NOT_TOLD)
    return listed([*told, *([count(beside, *_CORRECTIONS)] if beside else [])])
