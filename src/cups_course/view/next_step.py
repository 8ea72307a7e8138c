"""The one thing to do next, what is paused, and the welcome while there is no data yet."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from cups_course.next import Step
from cups_course.shell import CommandLine
from cups_course.text import clean
from cups_course.view.screen import console, put, say, styled, tell
from cups_course.view.wording import listed, until_phrase

if TYPE_CHECKING:
    from cups_course.pace.set_aside import SetAsideItem

_INDENT = 7
"""The column after the word that opens the next step."""
_MOST_COMMANDS = 3
"""With more things paused, the command that resumes all of them is shown instead of one for each."""


def print_next(step: Step | None, asides: "Sequence[SetAsideItem]" = (), *, why: bool = True) -> None:
    """The one thing to do next, with `why` the reason, and its command; what is true where nothing is left, or only
    what is paused."""
    screen = console()
    if step is None and asides:
        print_only_set_aside(asides)
        return
    if step is None:
        tell("Nothing is left to do here. To see everything:", CommandLine("status", "--all"))
        return
    put(screen, step.what, indent=_INDENT, first=styled(f"{'Next':<{_INDENT}}", style="bold"))
    if why:
        put(screen, styled(clean(step.why), style="dim"), indent=_INDENT)
    put(screen, step.command, indent=_INDENT - 2)
    if step.then:
        put(screen, "When that is done:", indent=_INDENT)
        put(screen, step.then, indent=_INDENT - 2)


def print_set_aside(
    item: "SetAsideItem",
    outlasting: "Sequence[SetAsideItem]",
    around: "Sequence[SetAsideItem]" = (),
    *,
    already: bool,
) -> None:
    """That something is paused, until when, and how to resume it; what in it stays paused after that, and what around
    it is paused too."""
    until = f" {until_phrase(item.until)}" if item.until else ""
    already_paused = f"{item.ref or 'Everything'} is already paused{until}."
    tell(already_paused if already else f"Paused {item.ref or 'everything'}{until}.")
    if outlasting:
        say(f"Still paused after that: {set_aside_names(outlasting)}.")
    if around:
        say(f"Also paused: {set_aside_names(around)}.")
    to_resume = [resume_command(one.ref) for one in around if one.ref is None] or [
        resume_command(one.ref) for one in (item, *around)
    ]
    say("To resume earlier:" if item.until else "To resume:", *to_resume)


def print_resumed(refs: Sequence[str], around: "Sequence[SetAsideItem]" = (), *, everything: bool = False) -> None:
    """What is resumed, by itself or as `everything` was paused, and what `around` it is still paused."""
    if everything:
        tell(f"Resumed everything{f', also {listed(refs)}' if refs else ''}.")
    else:
        tell(f"Resumed {listed(refs)}.")
    if around:
        say(
            f"Still paused: {set_aside_names(around)}. To resume:",
            *(resume_command(one.ref) for one in around),
        )
    else:
        say(CommandLine("next"))


def print_only_set_aside(asides: "Sequence[SetAsideItem]") -> None:
    """That nothing is left to do now but what is paused."""
    if asides[0].ref is None:
        until = f" {until_phrase(asides[0].until)}" if asides[0].until else ""
        tell(f"Everything is paused{until}. There is nothing to do now.")
    else:
        tell(f"Nothing is left to do now. Paused: {set_aside_names(asides)}.")
    refs = [one.ref for one in asides] if len(asides) <= _MOST_COMMANDS else [None]
    say("To resume:", *(resume_command(ref) for ref in refs))


def set_aside_names(asides: "Sequence[SetAsideItem]") -> str:
    """`2.3 until Friday, 4 Dec 2026 and 2.5 for now`."""
    return listed([f"{one.ref or 'everything'} {until_phrase(one.until)}" for one in asides])


def resume_command(ref: str | None) -> CommandLine:
    """The command that resumes something paused."""
    return CommandLine("resume", ref)


def print_welcome() -> None:
    """Two ways to begin."""
    tell(
        styled("Welcome. You have no course yet. There are two ways to start.\n", style="bold"),
        "From a course post: open it in your browser, open all replies, and save the page with Ctrl+S. Then:",
        CommandLine("import", "page.html", "--me", "YOUR-FORUM-NAME"),
        "Or select the whole page, copy it, and import what you copied:",
        CommandLine("import", "--clipboard", "--me", "YOUR-FORUM-NAME"),
        "",
        "From a program you know:",
        CommandLine("program", "add", "ldp-2020"),
        "",
        "Everything stays in one file on this machine. To see all commands:",
        CommandLine("--help"),
    )
