"""All errors that end a command, each with the sentence a person reads: what happened, to what, what to do now.

They are caught once, in `cli.app`. The message goes to stderr, and below it `commands`, one a line.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from cups_course.shell import CommandLine
from cups_course.text import either

_MOST_TYPED = 60
"""Letters that an error repeats of what someone typed."""


class CourseError(Exception):
    """The base of these errors. `exit_code` is 1: the message says what to fix."""

    exit_code = 1
    about: Sequence[str] = ()
    """The sources that it is about, if it is one of several errors (`cli.output.end_with`)."""

    def __init__(self, message: str, *commands: CommandLine) -> None:
        super().__init__(message)
        self.message = message
        self.commands = commands

    @property
    def lines(self) -> Sequence[str]:
        """The message as it is printed."""
        return [self.message]


class WrongUsage(CourseError):
    """An argument or option that is wrong, or a combination that makes no sense."""

    exit_code = 2


class UnreadableCopy(CourseError):
    """A saved copy that cannot be opened. `advice` is empty where it depends on what is looked for: then the reader of
    threads, or of forms, raises NotAThread or NotAForm with its own advice (`instead`)."""

    def __init__(self, found: str, advice: str = "") -> None:
        super().__init__(f"{found} {advice}".rstrip())
        self._found, self._advice = found, advice

    def instead(self, how_to_save: str) -> str:
        """The whole message, with `how_to_save` as its advice if it has none."""
        return f"{self._found} {self._advice or how_to_save}"


class NotAThread(CourseError):
    """A source that cannot be read as a saved copy of a thread."""


class NotAForm(CourseError):
    """A source that cannot be read as a saved form."""


class CannotRead(CourseError):
    """A file that the person named and that cannot be read."""


class NothingKept(CourseError):
    """There is no store yet, or it is empty."""

    def __init__(self) -> None:
        super().__init__(
            "Nothing is saved yet. Start with a course post you saved, or with your program:",
            CommandLine("import", "page.html", "--me", "YOUR-FORUM-NAME"),
            CommandLine("program", "add", "ldp-2020"),
        )


class BadReference(CourseError):
    """A text that is not a reference."""

    def __init__(self, text: str) -> None:
        super().__init__(
            f"There is no {_as_typed(text)}. A reference looks like 2 (a course), 2.2 (a discussion), 2.2.1 (a "
            "question), 2.2.quiz (a task) or 2.2@peer (a reply). To see them all:",
            CommandLine("status"),
        )


class UnknownReference(CourseError):
    """A reference to something that does not exist. `nearest` are things that do, with their titles."""

    def __init__(self, typed: str, nearest: Sequence[str], *commands: CommandLine) -> None:
        message = f"There is no {_as_typed(typed)}."
        if nearest:
            meant = either(nearest)
            message += f" Did you mean {meant}{'' if meant.endswith('?') else '?'}"
        super().__init__(message, *(commands or [CommandLine("status")]))


def _as_typed(text: str) -> str:
    """What someone typed, in a sentence: on one line, not too long, in quotation marks unless it reads as one word."""
    line = " ".join(text.split())
    line = line if len(line) <= _MOST_TYPED else f"{line[:_MOST_TYPED].rstrip()}…"
    return line if line.rstrip("….,:;!?") == line and line and " " not in line else f"“{line}”"


class AmbiguousReference(CourseError):
    """A short reference that fits several programs."""

    def __init__(self, ref: str, full: Sequence[str]) -> None:
        super().__init__(
            f"{ref} is in several programs: {', '.join(full)}. Use one of these, or choose your program:",
            CommandLine("program", "use", full[0].partition("/")[0]),
        )


class WrongSubject(CourseError):
    """A reference to a kind of thing that the command does not work on."""

    def __init__(self, ref: str, what: str, wanted: str, *commands: CommandLine) -> None:
        super().__init__(f"This needs {wanted}. {ref} is {what}.", *commands)


_PLACEHOLDERS = ("PEER", "NAME", "YOUR-NAME", "YOUR-FORUM-NAME", "...")
"""What stands in printed commands for words of the person's own."""


def refuse_placeholder(typed: str) -> None:
    """Raises WrongUsage for the placeholder of a printed command, pasted as it is."""
    if typed.strip() in _PLACEHOLDERS:
        raise WrongUsage(f"{typed.strip()} stands for words of your own, so nothing was changed. Type them instead.")


class UnknownProgram(CourseError):
    """A key or a file that is no known program or outline."""

    def __init__(self, key: str, known: Iterable[str], *, where: str) -> None:
        names = either([*dict.fromkeys(known)])
        super().__init__(
            f"There is no program {key} {where}." + (f" Use {names}." if names else ""),
            CommandLine("program", "list"),
        )


class Fault(NamedTuple):
    """A fault in an outline's file: its line, its key (`course 1, discussion 2, title`; "" for the whole file), and
    what was expected there."""

    line: int
    key: str
    expected: str

    def __str__(self) -> str:
        return f"line {self.line}: {f'{self.key}: ' if self.key else ''}expected {self.expected}."


_MOST_FAULTS = 100


def fault_lines(name: str, faults: Sequence[Fault]) -> list[str]:
    """A line for each fault in an outline that is called `name`; of very many, the first, and how many more."""
    lines = [f"{name}, {fault}" for fault in faults[:_MOST_FAULTS]]
    if more := len(faults[_MOST_FAULTS:]):
        lines.append(f"{name}: and {more:,} more things to fix.")
    return lines


class FaultyOutline(CourseError):
    """An outline with faults, all of them."""

    def __init__(self, name: str, faults: Sequence[Fault]) -> None:
        self.faults = faults
        self._name = name
        super().__init__("\n".join(self.lines))

    @property
    def lines(self) -> Sequence[str]:
        """A line for each fault, as in `fault_lines`."""
        return fault_lines(self._name, self.faults)


class NothingToKeep(CourseError):
    """Empty text where words are needed. Nothing was changed."""


class NothingToUndo(CourseError):
    """No command is left to undo."""

    def __init__(self) -> None:
        super().__init__("There is nothing to undo.")


class CannotUndo(CourseError):
    """The last command is one that can't be undone. `what` is what it did."""

    def __init__(self, what: str, advice: str = "", *commands: CommandLine) -> None:
        super().__init__(f"The last command can't be undone: {what}. {advice}".rstrip(), *commands)


class NothingToRedo(CourseError):
    """The last command was not an undo."""

    def __init__(self) -> None:
        super().__init__("There is nothing to redo.")


class AnotherThread(CourseError):
    """A thread whose place another thread has already."""


class PlaceUnknown(CourseError):
    """A thread that does not say which course or discussion it belongs to."""


class SeveralPlaces(PlaceUnknown):
    """A thread that fits several places: the key of a program, and the numbers of a course and a discussion in it."""

    def __init__(self, called: str, places: Sequence[tuple[str, int, int]], *commands: CommandLine) -> None:
        self.called = called
        self.places = places
        where = either([f"{program}/{course}.{discussion}" for program, course, discussion in places])
        super().__init__(f"“{called}” could be {where}. Nothing was saved. Choose one:", *commands)


_IF_DAMAGED = (CommandLine("doctor"), CommandLine("backup", "--list"))


class NewerStore(CourseError):
    """A store made by a later version of the tool. It was left untouched."""

    def __init__(self, path: str) -> None:
        super().__init__(
            f"{path} was made by a newer version of cups-course and was left untouched. To update:",
            CommandLine.of_program("pipx", "upgrade", "cups-course"),
        )


class OldStore(CourseError):
    """A store in the layout from before there was a log. It was left untouched."""

    def __init__(self, path: str, backups: str | None = None) -> None:
        files = [path, *([backups] if backups else [])]
        super().__init__(
            f"{path} is from a trial version of cups-course, which this version can't read. It was left untouched. To "
            f"start a new store, move it aside{', with its backups' if backups else ''}:",
            *(CommandLine.of_program("mv", file, f"{file}.old") for file in files),
        )


class NotAStore(CourseError):
    """A file that is not a store of this tool, or is damaged. It was left untouched."""

    def __init__(self, path: str) -> None:
        super().__init__(
            f"{path} isn't a cups-course store, or it is damaged. It was left untouched. To use another file, add "
            "--store FILE. To check this one and see its backups:",
            *_IF_DAMAGED,
        )


class DamagedStore(CourseError):
    """A damaged store. It is never written to."""

    def __init__(self, path: str, what: str = "", because: str = "") -> None:
        """`because` is a sentence about what in it no store has."""
        why = f" {because}" if because else ""
        super().__init__(
            f"{what or f'{path} is damaged.'}{why} Nothing was changed. To check it and see its backups:", *_IF_DAMAGED
        )
        self.why = why


class StoreGone(CourseError):
    """A store that is empty or gone although there are backups of it."""

    def __init__(self, path: str, folder: str, *, empty: bool) -> None:
        super().__init__(
            f"{path} is {'empty' if empty else 'gone'}, but it has backups, so no new store was made. To start a "
            f"new store, move the folder {folder} away. To see the backups and restore one:",
            CommandLine("backup", "--list"),
            CommandLine("backup", "--restore", "N"),
        )


class StoreUnreachable(CourseError):
    """A store that cannot be opened or written: no permission, a full disk, a busy file."""


class EditorFailed(CourseError):
    """An editor that could not be started or ended with an error. What was typed stays in a file."""


class NotSaved(CourseError):
    """A file that could not be written."""


class NoAddress(CourseError):
    """A discussion whose address isn't known."""

    def __init__(self, ref: str) -> None:
        super().__init__(
            f"The address of {ref} isn't known. Import a saved web page to add it:",
            CommandLine("import", "page.html"),
        )
