"""Errors for a mistyped reference, with the corrected command: what was typed, with the right reference in it."""

import re
import sys
from collections.abc import Iterator, Sequence

from cups_course.cli.registry import PURPOSES
from cups_course.errors import CourseError, UnknownReference, WrongUsage
from cups_course.model import TASK_KINDS, Program
from cups_course.refs import FoundRef
from cups_course.shell import CommandLine
from cups_course.text import clean
from cups_course.typed_refs import named, near_misses, other_spellings, unknown_reference, without_questions
from cups_course.wants import IMPORT

_LONGEST = 300
"""Letters of a text that is repeated in a corrected command."""
_PART = re.compile(rf"\W*(\d{{1,3}}|{'|'.join(TASK_KINDS)})\W*", re.IGNORECASE)
"""A text that looks like the end of a reference."""


def unknown(programs: Sequence[Program], reference: str) -> CourseError:
    """The error for a reference to nothing, with the corrected command if it is clear what was meant.

    A reference may have come as several words: `answer discussion 2`.
    """
    if discussion := without_questions(programs, reference):
        return CourseError(f"{discussion.ref} has no questions yet. To add them, import its post:", IMPORT)
    words = sys.argv[1:]
    begin = words.index(reference) if reference in words else len(words)
    for typed in ([reference], *_beginnings(words[begin:])):
        if meant := other_spellings(programs, " ".join(typed)):
            return _suggestion(typed, meant)
    near = near_misses(programs, reference)
    return _suggestion([reference], near.found) if near.meant else unknown_reference(programs, reference)


def split_reference(programs: Sequence[Program], command: str) -> WrongUsage | None:
    """The error for a reference that came as more words than the command takes (`show discussion 2`); None if the words
    name nothing."""
    words = sys.argv[1:]
    begin = words.index(command) + 1 if command in words else len(words)
    for typed in _beginnings(words[begin:]):
        meant = other_spellings(programs, " ".join(typed))
        if meant and not (command == "reply" and meant[0].reply):  # its next word is the peer
            error = _suggestion(typed, meant)
            return WrongUsage(error.message, *error.commands)
    return None


def _beginnings(words: list[str]) -> Iterator[list[str]]:
    """The first words, up to an option: all of them, then one less each time, and two at last."""
    size = next((at for at, word in enumerate(words) if word.startswith("-")), len(words))
    return (words[:first] for first in range(size, 1, -1))


def _suggestion(typed: Sequence[str], meant: Sequence[FoundRef]) -> CourseError:
    """The error that suggests what was meant; if that is one thing, with the corrected command."""
    commands = _corrected(typed, meant[0].ref) if len(meant) == 1 else []
    return UnknownReference(clean(" ".join(typed)), [named(one) for one in meant], *commands)


def refuse_part_of_reference(programs: Sequence[Program], found: FoundRef, typed: tuple[str, str]) -> None:
    """Raises CourseError for a text that is the end of a reference: `answer 2.2 1`."""
    for meant in other_spellings(programs, " ".join(typed)) if _PART.fullmatch(typed[1]) else ():
        if meant.ref != found.ref:
            raise CourseError(
                f"“{clean(typed[1])}” looks like part of the reference, so nothing was saved. Did you mean "
                f"{meant.ref}? To save it as text, use a file or a pipe.",
                *_corrected(typed, meant.ref),
            )


def _corrected(typed: Sequence[str], meant: str) -> list[CommandLine]:
    """The command of this call with what was meant in the place of what was typed, or nothing if it isn't there."""
    words = sys.argv[1:]
    for at in range(len(words)):
        if words[at : at + len(typed)] == [*typed]:
            return _command([*words[:at], meant, *words[at + len(typed) :]])
    return []


def instead(typed: str, *meant: str) -> list[CommandLine]:
    """The command of this call with each word that may have been meant in the place of what was typed."""
    return [command for one in meant for command in _corrected([typed], one)]


def insisting(option: str) -> list[CommandLine]:
    """The command of this call with an option that insists on what was typed."""
    return _command([*sys.argv[1:], option])


def with_reference(ref: str) -> list[CommandLine]:
    """The command of this call with a reference that was left out."""
    words = sys.argv[1:]
    command = next((at for at, word in enumerate(words) if word in PURPOSES), -1)
    return _command([*words[: command + 1], ref, *words[command + 1 :]])


def _command(words: Sequence[str]) -> list[CommandLine]:
    """A command to copy; nothing if a text in it is too long to repeat on the screen."""
    too_long = any(len(one) > _LONGEST or "\n" in one for one in words)
    return [] if too_long else [CommandLine(*words)]
