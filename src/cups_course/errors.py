"""What can go wrong, each with the sentence a person reads: what happened, to what, and what to do now.

Caught once, in `cli.app`. A message goes to stderr; `commands` are the ways on, printed below it one a line.
"""

import shlex
from collections.abc import Iterable, Sequence
from dataclasses import dataclass


class CourseError(Exception):
    """Base of all errors that end a command with a sentence. `exit_code` 1 means: the message says what to mend."""

    exit_code = 1

    def __init__(self, message: str, *commands: str) -> None:
        super().__init__(message)
        self.message = message
        self.commands = commands


class WrongUsage(CourseError):
    """The words of the call are off."""

    exit_code = 2


class UnreadableCopy(CourseError):
    """A saved copy that cannot be opened, whatever is looked for in it. `advice` is empty where what to do depends on
    that: whoever looks for a thread, or a form, makes a NotAThread or NotAForm of it (`instead`)."""

    def __init__(self, found: str, advice: str = "") -> None:
        super().__init__(f"{found} {advice}".rstrip())
        self._found, self._advice = found, advice

    def instead(self, how_to_save: str) -> str:
        """The whole sentence, where `how_to_save` says how to come by what is looked for."""
        return f"{self._found} {self._advice or how_to_save}"


class NotAThread(CourseError):
    """A source that cannot be read as a saved copy of a thread."""


class NotAForm(CourseError):
    """A source that cannot be read as a saved form."""


class CannotRead(CourseError):
    """A file that was named cannot be read."""


class NothingKept(CourseError):
    """There is no store yet, or it is empty."""

    def __init__(self) -> None:
        super().__init__(
            "Nothing is kept yet. Begin with a course post you saved, or with your program:",
            "cups-course import page.txt --me YOUR-NAME",
            "cups-course program add ldp-2020",
        )


class BadReference(CourseError):
    """Text that is no reference at all."""

    def __init__(self, text: str) -> None:
        super().__init__(
            f"“{text}” is not a reference. One looks like 2 (a course), 2.2 (a discussion), 2.2.1 (a question), "
            "2.2.quiz (a task) or 2.2@peer (a reply). See them all:",
            "cups-course status",
        )


class UnknownReference(CourseError):
    """A reference to something that is not there; says what stands nearest."""

    def __init__(self, what: str, ref: str, nearest: Sequence[str], command: str = "cups-course status") -> None:
        near = f" Nearest: {', '.join(nearest)}." if nearest else ""
        super().__init__(f"There is no {what} {ref}.{near}", command)


class AmbiguousReference(CourseError):
    """A short reference that fits several programs."""

    def __init__(self, ref: str, full: Sequence[str]) -> None:
        super().__init__(
            f"{ref} could be any of {', '.join(full)}. Write one of these in full, or choose your program:",
            f"cups-course program use {full[0].partition('/')[0]}",
        )


class WrongSubject(CourseError):
    """A reference to a thing that this command does not work on."""

    def __init__(self, ref: str, what: str, wanted: str, *commands: str) -> None:
        super().__init__(f"{ref} is {what}, and this works on {wanted}.", *commands)


class UnknownProgram(CourseError):
    """A program key, or outline, that is not known."""

    def __init__(self, key: str, known: Iterable[str], *, where: str) -> None:
        names = ", ".join(known)
        super().__init__(
            f"There is no program {key} {where}." + (f" There is: {names}." if names else ""),
            "cups-course program list",
        )


@dataclass(frozen=True, slots=True)
class Fault:
    """Something in an outline's file that is not as it should be: its line, its key (`course 1, discussion 2, title`,
    or "" for all of the file), and what was expected there."""

    line: int
    key: str
    expected: str

    def __str__(self) -> str:
        return f"line {self.line}: {f'{self.key}: ' if self.key else ''}expected {self.expected}."


class FaultyOutline(CourseError):
    """A course outline that does not say what it should, with all that is wrong in it."""

    def __init__(self, name: str, faults: Sequence[Fault]) -> None:
        self.faults = faults
        super().__init__("\n".join(f"{name}, {fault}" for fault in faults))


class NothingToKeep(CourseError):
    """Empty text where words were expected. Nothing was changed."""


class NothingToUndo(CourseError):
    """No command left that could be undone."""

    def __init__(self) -> None:
        super().__init__("There is nothing to undo.")


class NothingToRedo(CourseError):
    """No command that was undone last."""

    def __init__(self) -> None:
        super().__init__("There is nothing to redo.")


class AnotherThread(CourseError):
    """A thread that stands where another one already is."""


class PlaceUnknown(CourseError):
    """A thread that does not say which course or discussion it belongs to."""


class SeveralPrograms(PlaceUnknown):
    """A thread that fits more than one program; `places` are their keys, each with the place it fits there."""

    def __init__(self, called: str, places: Sequence[tuple[str, str]]) -> None:
        self.called = called
        self.places = places
        super().__init__(
            f"“{called}” could belong to {' or '.join(key for key, _ in places)}. Nothing was stored. Say which:",
            *(f"cups-course import SAVED-COPY --program {key}" for key, _ in places),
        )


_IF_DAMAGED = ("cups-course doctor", "cups-course backup --list")


class NewerStore(CourseError):
    """A store made by a later version of the tool. It is left untouched."""

    def __init__(self, path: str) -> None:
        super().__init__(
            f"{path} was made by a newer version of cups-course and was left untouched. Update the tool:",
            "pipx upgrade cups-course",
        )


class OldStore(CourseError):
    """A store in the layout from before there was a log. It is left untouched."""

    def __init__(self, path: str, backups: str | None = None) -> None:
        files = [path, *([backups] if backups else [])]
        super().__init__(
            f"{path} is from a trial version of cups-course and can't be read by this one. It was left untouched. To "
            f"begin a new store, move it aside{', and its backups too' if backups else ''}:",
            *(f"mv {shlex.quote(file)} {shlex.quote(f'{file}.old')}" for file in files),
        )


class NotAStore(CourseError):
    """A file that is no store of ours, or a damaged one. It is left untouched."""

    def __init__(self, path: str) -> None:
        super().__init__(
            f"{path} is not a cups-course store, or it is damaged. It was left untouched. "
            "Another place can be named with --store FILE. If it is your store, this looks at it, and at its backups:",
            *_IF_DAMAGED,
        )


class DamagedStore(CourseError):
    """A store of ours with damage in it. It is never written to."""

    def __init__(self, path: str, what: str = "") -> None:
        super().__init__(
            f"{what or f'{path} is damaged.'} Nothing was changed. This looks at it, and at its backups:", *_IF_DAMAGED
        )


class StoreGone(CourseError):
    """A store that is empty or not there any more, beside backups of it."""

    def __init__(self, path: str, folder: str, *, empty: bool) -> None:
        super().__init__(
            f"{path} is {'empty' if empty else 'not there any more'}, and there are backups of it, so nothing was "
            f"begun anew. To see them and put one back (or to begin anew, move the folder {folder} away):",
            "cups-course restore-backup",
        )


class StoreUnreachable(CourseError):
    """The store cannot be opened or written: permission, a full disk, a busy file."""


class EditorFailed(CourseError):
    """The editor could not be started or ended with an error. What was typed is in a file that is kept."""


class NotSaved(CourseError):
    """A file that should be written was not."""


class NoAddress(CourseError):
    """A discussion of which no saved page told the address."""

    def __init__(self, ref: str) -> None:
        super().__init__(
            f"Nobody has told the address of {ref} yet. A saved page of it does:",
            "cups-course import page.html",
        )
