"""The store: the findings of `doctor`, rescues, backups, merges, what was forgotten, and a progress bar."""

import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from cups_course.events.kinds import KINDS
from cups_course.model import Program
from cups_course.reports import BackupInfo, Finding, Mend, MergeResult, Rescue, StoreCopy, Why, texts_of
from cups_course.shell import CommandLine
from cups_course.text import on_one_line
from cups_course.view.screen import (
    BEGUN,
    DONE,
    WRONG,
    address_line,
    cells,
    clipped,
    command_line,
    console,
    say,
    say_row,
    styled,
    tell,
    tell_row,
)
from cups_course.view.wording import count, listed, moment

if TYPE_CHECKING:
    from rich.text import Text

_SIGNS = {
    "well": ("✓", "well", DONE),
    "note": ("·", "to know", "dim"),
    "mend": ("✎", "to fix", BEGUN),
    "wrong": ("✗", "wrong", WRONG),
}
_MENDED: dict[Mend, tuple[str, str]] = {
    "words": ("Restored one text.", "Restored {} texts."),
    "checklist": ("Rebuilt the checklist and the search.",) * 2,
    "modes": ("Only you can read your files now.",) * 2,
}


def print_findings(findings: Sequence[Finding]) -> None:
    """A row for each finding: a sign with its state, the subject, and below it a file or a command to copy."""
    width = max(cells(finding.about) for finding in findings)
    for finding in findings:
        sign, state, style = _SIGNS[finding.state]
        lead = styled(f"  {sign} {state:<7}  ", style=style).append(f"{finding.about:<{width}}  ", style="none")
        tell_row(lead, on_one_line(finding.says))
        if finding.path:
            tell(_below(lead, address_line(finding.path)))
        if finding.command:
            tell(_below(lead, command_line(finding.command)))


def print_planned_repairs(findings: Sequence[Finding]) -> None:
    """What `doctor --fix` would do; that there are no problems if there is nothing to do."""
    to_mend = [one for one in findings if one.state == "mend"]
    if to_mend:
        if any(one.mend == "damage" for one in to_mend):
            say("", "This may be fixable. The damaged file is kept. With --fix, doctor will:")
        else:
            say("", "This can be fixed. If the store has to change, it is backed up first. With --fix, doctor will:")
        for will in dict.fromkeys(one.will for one in to_mend):
            say_row("  - ", will)
        say(CommandLine("doctor", "--fix"))
    elif not any(one.state == "wrong" for one in findings):
        tell("", "No problems found.")


def print_repairs(before: Sequence[Finding], after: Sequence[Finding], backup: str | None) -> None:
    """The findings `before` that are no longer there `after`, and the backup of the store as it was before."""
    mended = Counter(one.mend for one in before if one.mend) - Counter(one.mend for one in after if one.mend)
    if not mended:
        return
    say("Fixed:")
    for mend, (singular, plural) in _MENDED.items():
        if number := mended[mend]:
            say_row(styled("  ✓ ", style=DONE), singular if number == 1 else plural.format(number))
    if backup:
        say("Backup of your previous store:", address_line(backup))


def print_still_open(findings: Sequence[Finding], *, mended: bool) -> None:
    """The findings that only the person can put right; that there are no problems if there are none."""
    left = [one for one in findings if one.state in ("mend", "wrong")]
    if mended:
        tell("")
    if left:
        tell(f"Doctor can't fix {'the rest' if mended else 'this'} by itself. What you can do:")
        print_findings(left)
    else:
        tell("No problems found.")


def print_rescue(rescue: Rescue) -> None:
    """What can be read of a damaged store, what the newest sound backup holds, and which of the two is better."""
    saved, backup = rescue.saved, rescue.backup
    if saved and saved.texts:
        source = "the damaged store and its backups" if rescue.from_backups else "the damaged store"
        say(f"{count(saved.texts, 'text')} of yours can be read from {source}. There may have been more.")
    elif saved:
        say("Parts of the damaged store can be read, but none of your answers or replies.")
    else:
        say("Nothing can be read from the damaged store.")
    if rescue.left_out:
        say(f"Left out {count(rescue.left_out, 'event')} that can't be understood.")
    if rescue.loose:
        say("Text that lost its place goes into a separate file for you to read.")
    if backup:
        say(f"The newest undamaged backup is from {moment(backup.at)} and has {count(backup.texts, 'text')}:")
        say(address_line(backup.file))
    else:
        say("There is no undamaged backup.")
    if saved and backup and saved.texts and backup.texts:
        say("What can be read has at least as many texts." if rescue.better is saved else "The backup has more texts.")


def print_replaced(rescue: Rescue, chosen: StoreCopy, aside: str | None) -> None:
    """That a sound store replaces the damaged one, and where the damaged file and loose words are."""
    source = "what could be read of it" if chosen is rescue.saved else "the backup"
    held = f"{count(chosen.texts, 'text')} of yours" if chosen.texts else "none of your texts"
    say(f"The store is repaired. It was restored from {source} and has {held}.")
    if aside:
        say("The damaged file is here:", address_line(aside))
    if rescue.loose:
        say("Text that lost its place is here. Copy what you need:", address_line(rescue.loose))
    other = rescue.backup if chosen is rescue.saved else rescue.saved
    if other and other.texts:
        other_source = "the backup" if other is rescue.backup else "what could be read of the damaged store"
        say(f"If something is missing, merge what only {other_source} has:")
        say(CommandLine("merge", other.file))


def _below(lead: "Text", line: "Text") -> "Text":
    """A line to copy, below the text of its row: it brings two blanks of its own."""
    return styled(" " * (lead.cell_len - 2), no_wrap=True).append_text(line)


_WHY: dict[Why, str] = {
    "by-hand": "by hand",
    "daily": "daily",
    "before-upgrade": "before an update of the store",
    "before-restoring": "before a backup was restored",
    "before-merging": "before a merge",
    "before-mending": "before doctor fixed something",
}
_COLUMNS_FOR_SIZES = 80
"""A narrower terminal shows no sizes of backups."""


def print_backups(backups: Sequence[BackupInfo]) -> None:
    """When and why each backup was made, what it holds, and how to go back to one."""
    if not backups:
        tell("There are no backups yet. Each day you save something, a backup is made automatically. To make one now:")
        say(CommandLine("backup"))
        return
    times = _times([backup.at for backup in backups])
    rows = [
        (f"{backup.number:>3}", at, _texts(backup), f"{_size(backup.size):>7}", _WHY[backup.why])
        for backup, at in zip(backups, times, strict=True)
    ]
    widths = [
        max(len(row[column]) for row in rows) for column in range(4 if console().width >= _COLUMNS_FOR_SIZES else 3)
    ]
    for row in rows:
        tell_row("".join(f"{cell:<{width}}  " for cell, width in zip(row, widths, strict=False)), row[4])
    say("", "Folder:", address_line(str(Path(backups[0].file).parent)))
    sound = next((one.number for one in backups if one.texts is not None), None)
    if sound is None:
        say(
            "None of these backups can be opened. To check the backups and the store:",
            CommandLine("doctor"),
        )
        return
    say("To restore one, use its number or name. Your current data is backed up first:")
    say(CommandLine("backup", "--restore", sound))


def _times(moments: Sequence[str]) -> list[str]:
    """The local times, with seconds if two would look the same without them."""
    minutes = [moment(at) for at in moments]
    if len(set(minutes)) == len(minutes):
        return minutes
    return [f"{minute}:{datetime.fromisoformat(at):%S}" for minute, at in zip(minutes, moments, strict=True)]


def _texts(backup: BackupInfo) -> str:
    return "unreadable" if backup.texts is None else count(backup.texts, "text")


def _size(size: int) -> str:
    kilobytes = (size + 999) // 1000
    return f"{kilobytes} kB" if kilobytes < 1000 else f"{kilobytes / 1000:.1f} MB"


_KINDS: dict[str, tuple[str, str | None]] = {
    "program added": ("program", None),
    "discussion outlined": ("discussion of an outline", "discussions of outlines"),
    "thread imported": ("copy of a thread", "copies of threads"),
    "own posts read": ("thread searched for your posts", "threads searched for your posts"),
    "answer written": ("version of an answer", "versions of answers"),
    "answer cleared": ("cleared answer", None),
    "reply logged": ("reply to a peer", "replies to peers"),
    "posted": ("mark as posted", "marks as posted"),
    "ticked": ("tick", None),
    "chosen": ("choice", None),
    "practised": ("practice entry", "practice entries"),
    "noted": ("note", None),
    "form attached": ("form", None),
    "form submitted": ("form that was sent", "forms that were sent"),
    "profile set": ("profile entry", "profile entries"),
    "name claimed": ("forum name", None),
    "planned": ("plan", None),
    "paused": ("pause", None),
    "moved": ("move", None),
    "removed": ("removal", None),
    "undone": ("undone command", None),
    "forgotten": ("permanent deletion", "permanent deletions"),
}
"""The kinds of events that have a name for a person, singular and plural; all others count as corrections."""
_NOT_COUNTED = ("device named",)


def print_merge_result(name: str, merged: MergeResult, programs: Sequence[Program]) -> None:
    """What a merge took in from the file `name`, and the answers that both devices had written."""
    if not (merged.kinds or merged.damaged or merged.healed):
        tell(f"Nothing to merge: everything in {name} is already here.")
        return
    counts = _counts(merged)
    tell(f"Merged from {name}: {counts}." if counts else f"Merged {name}.")
    if merged.damaged:
        say(f"Left out {count(merged.damaged, 'damaged event')} in {name}.")
    if merged.healed:
        say(f"Repaired {count(merged.healed, 'event')} that {'was' if merged.healed == 1 else 'were'} damaged here.")
    if merged.renumbered:
        say(f"Renumbered, because both devices used the same number: {listed(merged.renumbered)}.")
    refs = {text.id: ref for ref, text in texts_of(programs)}
    width = console().width - 4
    for conflict in merged.differing:
        ref = refs.get(conflict.id)
        if ref is None:
            continue
        tell(f"Both devices changed {ref}. The text from {'this' if conflict.mine else 'the other'} device is newer:")
        tell(styled(f"  {clipped(conflict.current, width)}"))
        tell("The older text is in the history:", styled(f"  {clipped(conflict.other, width)}", style="dim"))
        say(CommandLine("history", ref))
    say(CommandLine("status"))


def _counts(merged: MergeResult) -> str:
    # A kind without a name here that is a row of a table has the table's name.
    names = {kind: (KINDS[kind].row, None) for kind in KINDS if KINDS[kind].row} | _KINDS
    counts = [count(number, *names[kind]) for kind in names if (number := merged.kinds.get(kind, 0))]
    corrections = sum(number for kind, number in merged.kinds.items() if kind not in (*names, *_NOT_COUNTED))
    return listed([*counts, *([count(corrections, "correction")] if corrections else [])])


_FORGOTTEN_TABLES = (
    ("thread", "saved thread", None),
    ("post", "post in a thread", "posts in threads"),
    ("answer", "answer of yours", "answers of yours"),
    ("peer_reply", "reply of yours", "replies of yours"),
    ("version", "version of your texts", "versions of your texts"),
    ("note", "note of yours", "notes of yours"),
    ("link", "link of yours", "links of yours"),
    ("same_person", "name that you matched", "names that you matched"),
    ("profile", "profile entry", "profile entries"),
    ("submitted_field", "text in a form you sent", "texts in forms you sent"),
)


def print_to_forget(
    number: Mapping[str, int],
    reopened: Sequence[str],
    held: Sequence[Path],
    forms: Sequence[str],
    *,
    everywhere: bool,
) -> None:
    """What will be forgotten, before it is: `number` of rows in each table, what is `reopened`, the backups in which it
    is `held`, and the `forms` that it was sent with."""
    going = [count(number[table], one, many) for table, one, many in _FORGOTTEN_TABLES if number.get(table)]
    if going:
        say(f"This permanently deletes: {listed(going)}. Neither undo nor history brings it back.")
    if reopened:
        say(f"It reopens: {listed(reopened)}.")
    if held and everywhere:
        say("This also deletes it from these backups:" if going else "This permanently deletes it from these backups:")
        say(*map(_file, held))
    elif stays := [*([count(len(held), "backup")] if held else []), *(f"what you sent with {form}" for form in forms)]:
        say(f"It stays in {listed(stays)}. To delete it there too, add --everywhere.")


def print_forgotten(command: CommandLine, held: Sequence[Path], forms: Sequence[str], beyond: Sequence[Path]) -> None:
    """That words are forgotten, and where they still are: in backups and copies of sent forms, from which `command`
    deletes them, and in files `beyond` its reach."""
    tell("Permanently deleted. Imports won't bring it back.")
    if held:
        say("These backups still contain it:", *map(_file, held))
    if forms:
        say(f"Your copies of sent forms still contain it: {listed(forms)}.")
    if held or forms:
        say("To delete it there too:", command)
    if beyond:
        say("These files may contain it too. Check them, and delete them yourself:", *map(_file, beyond))


def _file(path: Path) -> "Text":
    return styled(f"  {path}", no_wrap=True)


_STEPS_FOR_A_BAR = 200
"""Fewer steps are done before a bar could be read."""


@contextmanager
def progress_bar(what: str) -> Iterator[Callable[[int, int], None]]:
    """Show a bar on a terminal while the body runs. Yields a function that takes the steps done and all steps."""
    if not sys.stderr.isatty():
        yield lambda done, steps: None
        return
    from rich.progress import Progress  # here, as without a terminal nothing needs it

    with Progress(transient=True) as bar:
        task = bar.add_task(what, total=None, visible=False)

        def advance(done: int, steps: int) -> None:
            if steps >= _STEPS_FOR_A_BAR:
                bar.update(task, completed=done, total=steps, visible=True)

        yield advance
