"""What came of a merge: what is new, and where both devices had written."""

from collections.abc import Sequence
from typing import get_args

from rich.text import Text

from cups_course.course.merged import How, Merged, texts_of
from cups_course.course.model import Program
from cups_course.view.screen import clipped, command_line, console, say, tell
from cups_course.view.wordings import count, listed

_KINDS: dict[str, tuple[str, str | None]] = {
    "program": ("program", None),
    "course": ("course", None),
    "discussion": ("discussion", None),
    "question": ("question", None),
    "task": ("task", None),
    "thread": ("thread", None),
    "post": ("post", None),
    "version": ("version of your words", "versions of your words"),
    "posting": ("mark as posted", "marks as posted"),
    "tick": ("tick", None),
    "choice": ("choice", None),
    "practice": ("entry of practice", "entries of practice"),
    "note": ("note", None),
    "form": ("form", None),
    "submission": ("form that was sent", "forms that were sent"),
    "profile": ("entry of your profile", "entries of your profile"),
    "forum_name": ("forum name", None),
    "plan": ("plan", None),
    "set_aside": ("thing set aside", "things set aside"),
}
"""What a person knows by a name. Answers and replies are told by the versions of their words."""
_ALWAYS_TOLD = ("removed", "taken back", "there again", "reworded")
_ALSO_TOLD = {(table, "changed") for table in ("course", "discussion", "question", "task", "thread")}
_ALSO_TOLD |= {("discussion", "moved"), ("question", "moved")}
"""What else became of what was here before. The rest comes of other changes."""


def print_merged(name: str, merged: Merged, programs: Sequence[Program]) -> None:
    """Everything that was in `name` is here now; where two wrote, both are kept."""
    if not merged.new and not merged.changed:
        tell(f"There was nothing in {name} that is not here already.")
        return
    came = "; ".join(filter(None, (_new(merged), _changed(merged))))
    tell(f"Taken in from {name}: {came}." if came else f"Taken in from {name}.")
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


def _new(merged: Merged) -> str:
    return listed([count(number, *_KINDS[table]) for table in _KINDS if (number := merged.new.get(table, 0))])


def _changed(merged: Merged) -> str:
    kinds = {**_KINDS, "peer_reply": ("reply", "replies")}
    return listed(
        [
            f"{count(number, *words)} {'was' if number == 1 else 'were'} {how}"
            for table, words in kinds.items()
            for how in get_args(How)
            if (how in _ALWAYS_TOLD or (table, how) in _ALSO_TOLD) and (number := merged.changed.get((table, how), 0))
        ]
    )
