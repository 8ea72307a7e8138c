"""The versions of a text with what changed in each, and the commands that were done and undone."""

from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from cups_course.differences import differences
from cups_course.reports import CommandDone, History, Version
from cups_course.shell import CommandLine
from cups_course.text import clean, count_words
from cups_course.view.screen import (
    DONE,
    WRONG,
    console,
    heading,
    put,
    say,
    side_by_side,
    styled,
    tell,
    tell_row,
)
from cups_course.view.wording import ago, count, day, is_plain, moment

if TYPE_CHECKING:
    from rich.text import Text

_SOURCES = {
    "editor": "written in the editor",
    "text": "typed on the command line",
    "import": "read from a document",
    "restore": "moved or restored",
    "merge": "merged from several answers",
}
_DAMAGED = "This text is damaged, so it isn't shown. To check it: cups-course doctor"
_REMOVED, _ADDED = ("[-", "-]", "removed"), ("{+", "+}", "added")
"""The marks around what changed, and the word for it in plain output."""
_CONTEXT = 60
"""Characters shown of unchanged text on either side of a change."""
_SHOWN = 20
"""Commands in the list."""


def print_histories(histories: Sequence[History]) -> None:
    """Every version of each text, with what changed since the version before."""
    for number, history in enumerate(histories):
        if number:
            tell("")
        _print_history(history)
    older = [(one.ref, version) for one in histories for version in one.versions if not version.current]
    if older:
        # What counted until it was removed or replaced is more likely wanted than what was undone.
        counted = [one for one in older if one[1].counts] or [one for one in older if one[1].cleared] or older
        ref, last = counted[-1][0], counted[-1][1].number
        say("", "To see an older version in full, or to restore it:")
        say(
            CommandLine("history", ref, last),
            CommandLine("history", ref, "--restore", last),
        )


def _print_history(history: History) -> None:
    tell(heading(history.ref, history.about))
    before = None
    for version in history.versions:
        tell("")
        number = styled(f"  {version.number}  ", style="bold")
        tell_row(number, _facts(version))
        if version.damaged:
            put(console(), styled(_DAMAGED, style="bold"), indent=number.cell_len)
            continue
        body = _changes(before.text, version.text) if before else styled(clean(version.text))
        put(console(), body, indent=number.cell_len)
        before = version


def _facts(version: Version) -> "Text":
    source = "from your post in the forum" if version.from_post else _SOURCES[version.source]
    where = f" on {clean(version.elsewhere)}" if version.elsewhere else ""
    facts = [count(count_words(version.text), "word"), source + where]
    if version.posted:
        facts.append(f"posted {day(version.posted_on)}".rstrip())
    if not version.counts:
        facts.append("no longer here" if version.cleared else "no longer counts")
    line = styled(", ".join(facts), style="dim")
    if version.current:
        line.append(", current", style=f"not dim bold {DONE}")
    # A post has a day only, no time.
    when = day(version.at) if version.from_post else moment(version.at)
    return side_by_side(styled(when, style="dim"), line)


def _changes(old: str, new: str) -> "Text":
    """The new text with removed and added words marked, and long unchanged stretches shortened."""
    changes = differences(clean(old), clean(new))
    text = styled()
    if not any(change.gone or change.new for change in changes):
        return text.append("Same text.", style="dim")
    for number, (kept, gone, new_words) in enumerate(changes):
        text.append(_shorten(kept, after_change=number > 0, before_change=bool(gone or new_words)))
        _append_marked(text, gone, _REMOVED, style=f"{WRONG} strike")
        _append_marked(text, new_words, _ADDED, style=DONE)
    return text


def _append_marked(text: "Text", words: str, marks: tuple[str, str, str], *, style: str) -> None:
    """Add words between marks, so that the change shows without colours too; the space before them stays outside."""
    if not words:
        return
    marked = words.lstrip()
    if marked:
        text.append(words.removesuffix(marked))
    else:
        marked = "↵" * words.count("\n") or words
    opening, closing, name = marks
    text.append(f"({name}: {marked})" if is_plain() else f"{opening}{marked}{closing}", style=style)


def _shorten(kept: str, *, after_change: bool, before_change: bool) -> str:
    """Unchanged text without the part that is far from any change."""
    if len(kept) <= _CONTEXT * (after_change + before_change) + len(" … "):
        return kept
    head, tail = kept[:_CONTEXT], kept[-_CONTEXT:]
    head = head.rpartition(" ")[0] or head
    tail = tail[tail.find(" ") + 1 :]
    return f"{head if after_change else ''} … {tail if before_change else ''}".strip(" ")


def print_undo(last: CommandDone) -> None:
    """What `undo` undid, and the command to redo it."""
    tell(f"Undone: {clean(last.what)} ({_when(last, datetime.now(UTC))}).")
    say("To redo:", CommandLine("redo"))


def print_redo(last: CommandDone) -> None:
    """What `redo` redid."""
    tell(f"Redone: {clean(last.what)} ({_when(last, datetime.now(UTC))}).")


def print_commands(done: Sequence[CommandDone]) -> None:
    """The commands of the store, the newest first."""
    if not done:
        tell("You haven't done anything yet.")
        return
    now = datetime.now(UTC)
    lines = [f"{clean(command.what)}, {_when(command, now)}" for command in done]
    alike = Counter(lines)
    width = len(str(min(len(done), _SHOWN)))
    for number, (command, line) in enumerate(zip(done[:_SHOWN], lines, strict=False), start=1):
        if alike[line] > 1:
            line = f"{line}, at {datetime.fromisoformat(command.at).astimezone():%H:%M:%S}"
        text = styled(f"{line}, undone", style="dim") if command.undone else styled(line)
        tell_row(f"  {number:>{width}}  ", text)
    if len(done) > _SHOWN:
        say(f"And {count(len(done) - _SHOWN, 'older command')}.")


def _when(command: CommandDone, now: datetime) -> str:
    device = f" on {clean(command.device)}" if command.device else ""
    return f"{ago(command.at, now)}{device}"
