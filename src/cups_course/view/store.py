"""The store on the screen: what `doctor` found, backups, merges, what was forgotten, and a progress bar."""

import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from shlex import quote

from rich.text import Text

from cups_course.events.kinds import KINDS
from cups_course.model import Program
from cups_course.reports import BackupInfo, Finding, Mend, MergeResult, Rescue, StoreCopy, Why, texts_of
from cups_course.view.screen import (
    BEGUN,
    DONE,
    WRONG,
    address_line,
    cells,
    clipped,
    command_line,
    console,
    put,
    say,
    tell,
)
from cups_course.view.wording import count, listed, moment

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


_WHY: dict[Why, str] = {
    "by-hand": "by hand",
    "daily": "daily",
    "before-upgrade": "before an update of the store",
    "before-restoring": "before a backup was put back",
    "before-merging": "before another device was taken in",
    "before-mending": "before doctor mended something",
}

_WIDE = 80
"""Columns of a terminal; where there are fewer the sizes are left out."""


def print_backups(backups: Sequence[BackupInfo]) -> None:
    """When each was made and why, what is in it, and how to go back to one."""
    if not backups:
        tell("There is no backup yet. One is made by itself on each day you write something. To make one now:")
        say(command_line("cups-course backup"))
        return
    times = _times([one.at for one in backups])
    rows = [
        (f"{one.number:>3}", at, _held(one), f"{_size(one.size):>7}", _WHY[one.why])
        for one, at in zip(backups, times, strict=True)
    ]
    widths = [max(len(row[column]) for row in rows) for column in range(4 if console().width >= _WIDE else 3)]
    for row in rows:
        lead = "".join(f"{cell:<{width}}  " for cell, width in zip(row, widths, strict=False))
        put(console(), row[4], indent=len(lead), first=Text(lead))
    say("", "They are in this folder:", address_line(str(Path(backups[0].file).parent)))
    sound = next((one.number for one in backups if one.texts is not None), None)
    if sound is None:
        say("None of them can be opened. This looks at them, and at the store:", command_line("cups-course doctor"))
        return
    say("To go back to one of them, by its number or name. What is there now is backed up first:")
    say(command_line(f"cups-course restore-backup {sound}"))


def _times(moments: Sequence[str]) -> list[str]:
    """When each was made; where two were in the same minute, to the second."""
    minutes = Counter(moment(one) for one in moments)
    to_second = any(number > 1 for number in minutes.values())
    return [f"{moment(one)}:{datetime.fromisoformat(one):%S}" if to_second else moment(one) for one in moments]


def _held(backup: BackupInfo) -> str:
    return "unreadable" if backup.texts is None else count(backup.texts, "text")


def _size(size: int) -> str:
    kilobytes = (size + 999) // 1000
    return f"{kilobytes} kB" if kilobytes < 1000 else f"{kilobytes / 1000:.1f} MB"


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


_MANY = 200
"""Steps from which on a bar is worth drawing."""


@contextmanager
def progress_bar(what: str) -> Iterator[Callable[[int, int], None]]:
    """Gives a function that is told how many of how many steps are done."""
    if not sys.stderr.isatty():
        yield lambda done, steps: None
        return
    from rich.progress import Progress

    with Progress(transient=True) as bar:
        task = bar.add_task(what, total=None, visible=False)

        def advance(done: int, steps: int) -> None:
            if steps >= _MANY:
                bar.update(task, completed=done, total=steps, visible=True)

        yield advance
