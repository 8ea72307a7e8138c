"""The versions of a text, each with what changed in it, and the commands that were done and undone."""

from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime

from rich.text import Text

from cups_course.differences import differences
from cups_course.reports import CommandDone, History, Version
from cups_course.text import clean, count_words
from cups_course.view.screen import DONE, WRONG, cells, command_line, console, heading, put, say, side_by_side, tell
from cups_course.view.wording import ago, count, day, is_plain, moment

_SOURCES = {
    "editor": "written in the editor",
    "text": "given with the command",
    "import": "read from a document",
    "restore": "brought back",
    "merge": "put together from several answers",
}
_DAMAGED = "These are not the words that were written, so they are not shown. To look at it: cups-course doctor"
_GONE, _CAME = ("[-", "-]", "removed"), ("{+", "+}", "added")
"""The marks around what changed, and the word for whoever does not see them."""
_CONTEXT = 60
"""Characters of what stayed that are shown on either side of a change."""


def print_histories(histories: Sequence[History]) -> None:
    """Every version, and how each differs from the one before."""
    for number, history in enumerate(histories):
        if number:
            tell("")
        _print_history(history)
    older = [(one.ref, version.number) for one in histories for version in one.versions if not version.current]
    if older:
        ref, last = older[-1]
        say("", "An older one whole, or as the newest again:")
        say(command_line(f"cups-course history {ref} {last}"), command_line(f"cups-course restore {ref} {last}"))


def _print_history(history: History) -> None:
    tell(heading(history.ref, history.about))
    before = None
    for version in history.versions:
        tell("")
        number = Text(f"  {version.number}  ", style="bold")
        put(console(), _facts(version), indent=cells(number.plain), first=number)
        if version.damaged:
            put(console(), Text(_DAMAGED, style="bold"), indent=cells(number.plain))
            continue
        body = _changed(before.text, version.text) if before else Text(clean(version.text))
        put(console(), body, indent=cells(number.plain))
        before = version


def _facts(version: Version) -> Text:
    source = "read in the forum" if version.from_post else _SOURCES[version.source]
    where = f" on {clean(version.elsewhere)}" if version.elsewhere else ""
    facts = [count(count_words(version.text), "word"), source + where]
    if version.posted:
        facts.append(f"posted {day(version.posted_on)}".rstrip())
    if not version.counts:
        facts.append("no longer counts")
    told = Text(", ".join(facts), style="dim")
    if version.current:
        told.append(", current", style=f"not dim bold {DONE}")
    return side_by_side(Text(_when(version), style="dim"), told)


def _when(version: Version) -> str:
    """`3 Nov 2026, 08:15` where the person is; what was read in a post is known to the day only."""
    return day(version.at) if version.from_post else moment(version.at)


def _changed(old: str, new: str) -> Text:
    """The new text with what went and what came marked, and what stayed folded where it is long."""
    found = differences(clean(old), clean(new))
    text = Text()
    if not any(change.gone or change.new for change in found):
        return text.append("The same words.", style="dim")
    for number, (kept, gone, came) in enumerate(found):
        text.append(_folded(kept, after_change=number > 0, before_change=bool(gone or came)))
        _mark(text, gone, _GONE, style=f"{WRONG} strike")
        _mark(text, came, _CAME, style=DONE)
    return text


def _mark(text: Text, words_: str, marks: tuple[str, str, str], *, style: str) -> None:
    """Add words between marks that say without any colour what became of them; the blanks before them stay outside.
    Read aloud, it is said in a word."""
    if not words_:
        return
    marked = words_.lstrip()
    if marked:
        text.append(words_.removesuffix(marked))
    else:
        marked = "↵" * words_.count("\n") or words_
    opening, closing, said = marks
    text.append(f"({said}: {marked})" if is_plain() else f"{opening}{marked}{closing}", style=style)


def _folded(kept: str, *, after_change: bool, before_change: bool) -> str:
    """What stayed, without all of it that is far from any change."""
    if len(kept) <= _CONTEXT * (after_change + before_change) + len(" … "):
        return kept
    head, tail = kept[:_CONTEXT], kept[-_CONTEXT:]
    head = head.rpartition(" ")[0] or head
    tail = tail[tail.find(" ") + 1 :]
    return f"{head if after_change else ''} … {tail if before_change else ''}".strip(" ")


_SHOWN = 20


def print_undo(last: CommandDone) -> None:
    """What `undo` did, and the way back."""
    tell(f"Undone: {_told(last, datetime.now(UTC))}.")
    say("To redo:", command_line("cups-course redo"))


def print_redo(last: CommandDone) -> None:
    """What `redo` did."""
    tell(f"Redone: {_told(last, datetime.now(UTC))}.")


def print_commands(done: Sequence[CommandDone]) -> None:
    """What was done, the newest first."""
    if not done:
        tell("Nothing was done yet.")
        return
    now = datetime.now(UTC)
    told = [_told(one, now) for one in done]
    alike = Counter(told)
    wide = cells(str(min(len(done), _SHOWN)))
    for number, (one, words) in enumerate(zip(done[:_SHOWN], told, strict=False), start=1):
        line = words if alike[words] == 1 else f"{words}, at {datetime.fromisoformat(one.at).astimezone():%H:%M:%S}"
        lead = f"  {number:>{wide}}  "
        text = Text(f"{line}, undone", style="dim") if one.undone else Text(line)
        put(console(), text, indent=len(lead), first=Text(lead))
    if len(done) > _SHOWN:
        say(f"And {len(done) - _SHOWN} before these.")


def _told(one: CommandDone, now: datetime) -> str:
    return f"{clean(one.what)} {ago(one.at, now)}{f' on {clean(one.device)}' if one.device else ''}"
