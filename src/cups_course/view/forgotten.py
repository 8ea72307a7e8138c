"""What is about to be removed for good, and what became of it."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from rich.text import Text

from cups_course.view.screen import command_line, say, tell
from cups_course.view.wordings import count, listed

_TOLD = (
    ("thread", "saved thread", None),
    ("post", "post of a thread", "posts of a thread"),
    ("answer", "answer of yours", "answers of yours"),
    ("peer_reply", "reply of yours", "replies of yours"),
    ("version", "version of your words", "versions of your words"),
    ("note", "note of yours", "notes of yours"),
    ("profile", "entry of your profile", "entries of your profile"),
    ("submitted_field", "text of a form that you sent", "texts of forms that you sent"),
)


def print_to_forget(
    ref: str, number: Mapping[str, int], held: Sequence[Path], forms: Sequence[str], *, everywhere: bool
) -> None:
    """What will go, before anything does; `held` are the backups that hold it, `forms` those with which it was sent."""
    going = [count(number[table], one, many) for table, one, many in _TOLD if number.get(table)]
    if going:
        say(f"What will go of {ref}: {listed(going)}. Neither undo nor history brings it back.")
    if held and everywhere:
        say("It will go from these backups as well:", *map(_file, held))
    elif stays := [*([count(len(held), "backup")] if held else []), *(f"what you sent with {form}" for form in forms)]:
        say(f"It stays in {listed(stays)}, unless you say --everywhere.")


def print_forgotten(ref: str, held: Sequence[Path], forms: Sequence[str], beyond: Sequence[Path]) -> None:
    """It is gone, and where it is not: in backups that hold it, in the kept copies of forms that were sent with it, in
    files `beyond` what this can change."""
    tell(f"Forgotten: {ref}. What stays is a mark without words, so that no import brings it back.")
    if held:
        say("These backups still hold it:", *map(_file, held))
    if forms:
        say(f"The copy that is kept of what you sent still holds it: {listed(forms)}.")
    if held or forms:
        say("To remove it there too:", command_line(f"cups-course forget {ref} --everywhere"))
    if beyond:
        say("These files may hold it. They are yours to look at, and to delete:", *map(_file, beyond))


def _file(path: Path) -> Text:
    return Text(f"  {path}", no_wrap=True, overflow="ignore")
