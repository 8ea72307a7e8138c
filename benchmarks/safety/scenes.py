"""What is interrupted: a command, the store it is called on, and what the store may look like after it was stopped."""

import shutil
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

from safety.calls import Call, Ended
from safety.states import State, state

from cups_course.store import files as file

_CHECKOUT = Path(__file__).parents[2]
_EXAMPLES = _CHECKOUT / "examples"
OUTLINE = _EXAMPLES / "programs" / "kind-leaders.toml"
THREAD = _EXAMPLES / "threads" / "steady-beats-fast.txt"
_ANOTHER_THREAD = _EXAMPLES / "threads" / "asking-for-help.txt"

EDITORS_WORDS = ("A small lamp that ", "stays lit, said the editor.")
EDITOR = f"""#!/bin/sh
# Adds words at the end of the file, in two halves, and dies or kills the tool on the way where it is told to.
strike() {{
    case $DIES in $1-editor) kill -9 $$ ;; $1-tool) kill -9 $PPID ;; $1-both) kill -9 $PPID $$ ;; esac
}}
strike before
printf '%s' '{EDITORS_WORDS[0]}' >> "$1" && printf 1 > "$SAVED"
strike while
printf '%s\\n' '{EDITORS_WORDS[1]}' >> "$1" && printf 2 > "$SAVED"
strike after
"""


class Scene(NamedTuple):
    """A command: how it is called (FOLDER stands for the folder it is called in), on which store, what it says when it
    is done, and calls that leave the store in a state through which the command goes, if there are any."""

    name: str
    arguments: tuple[str, ...]
    says: str
    base: str = "written"
    through: tuple[tuple[str, ...], ...] = ()
    in_editor: bool = False
    first_today: bool = False
    in_short: bool = False

    @property
    def may_show_less(self) -> bool:
        """Whether it begins on a store that doesn't show what its log adds up to, which the command puts right."""
        return self.base in ("altered", "earlier version")

    def crashed(self, ended: Ended) -> bool:
        """Whether it ended in another way than with a result or a sentence; those of doctor are its findings."""
        return ended.crashed and not (self.arguments[0] == "doctor" and ended.code == 1 and ended.out.strip())

    def call(self, folder: Path, *, whole: bool = False) -> Call:
        """The command as it is called in this folder."""
        return called(folder, self.arguments, self.environment(folder), whole=whole)

    def environment(self, folder: Path) -> dict[str, str]:
        """What the command finds beyond what every command does."""
        return {"EDITOR": str(folder / "editor.sh"), "SAVED": str(folder / "saved")} if self.in_editor else {}


SCENES = (
    Scene("answer", ("answer", "1.2.1", "To be there again tomorrow."), "Kept 1.2.1", in_short=True),
    Scene("answer, first of the day", ("answer", "1.2.1", "To be there again."), "Kept 1.2.1", first_today=True),
    Scene("note", ("note", "1.2", "Ask fern about the tide."), "Kept your note"),
    Scene("reply", ("reply", "1.2", "oakleaf", "I like how you say it."), "Kept your reply"),
    Scene("import", ("import", str(_ANOTHER_THREAD)), "Asking for Help"),
    Scene("posted", ("posted", "1.2"), ""),
    Scene("a form sent", ("done", "1.form"), "Marked as sent"),
    Scene("answer in an editor", ("answer", "1.2"), "Kept 1.2", in_editor=True, in_short=True),
    Scene(
        "rebuild for a new version",
        ("answer", "1.2.1", "After the rebuild."),
        "Kept",
        "earlier version",
        (("status",),),
        in_short=True,
    ),
    Scene("rebuild by doctor", ("doctor", "--fix", "--yes"), "", "altered", in_short=True),
    Scene("backup", ("backup",), "Backed up", in_short=True),
    Scene("backup to a file", ("backup", "FOLDER/copy.db"), "Backed up"),
    Scene("merge", ("merge", "FOLDER/laptop.db"), "", in_short=True),
    Scene("undo", ("undo",), "", in_short=True),
    Scene("redo", ("redo",), "", "undone"),
    Scene("restore a version", ("history", "1.2.1", "--restore", "1"), ""),
    Scene("restore a backup", ("backup", "--restore", "FOLDER/old.db", "--yes"), "Restored"),
    Scene("forget", ("forget", "1.2.1", "--yes"), ""),
)


_ALTERED = """UPDATE discussion SET title = 'Something else'; DELETE FROM note;
    DELETE FROM search_text WHERE rowid % 2;"""
_EARLIER = "DROP VIEW written; DROP TABLE plan; DELETE FROM search_text; PRAGMA user_version = 8;"
"""What makes projections differ from the log, and a store one of an earlier version."""


class Base(NamedTuple):
    """The folder in which a scene begins, what its store holds then, and all that it may hold after a kill."""

    folder: Path
    before: State
    through: tuple[tuple[str, ...], ...]
    after: State


def called(
    folder: Path, arguments: tuple[str, ...], environment: Mapping[str, str] | None = None, *, whole: bool = False
) -> Call:
    """A command on the store in this folder."""
    filled = tuple(one.replace("FOLDER", str(folder)) for one in arguments)
    return Call(filled, folder / "courses.db", environment or {}, whole=whole)


def beginnings(folder: Path) -> Path:
    """The stores on which the scenes begin, each in a folder of this one."""
    written = folder / "written"
    written.mkdir()
    _written(written)
    editor = written / "editor.sh"
    editor.write_text(EDITOR, encoding="utf-8")
    editor.chmod(0o700)
    _do(called(copy_of(written, folder / "undone"), ("undo",)))
    for name, statements in (("altered", _ALTERED), ("earlier version", _EARLIER)):
        with closing(sqlite3.connect(copy_of(written, folder / name) / "courses.db")) as connection:
            connection.executescript(statements)
    return folder


def take_version_8_for_an_earlier_one() -> None:
    """Have this process, and those forked from it, believe that there was a log in version 8 already, so that a store
    which says that it is of that version is rebuilt. There is no earlier version with a log yet."""
    vars(file)["FIRST_WITH_A_LOG"] = 8


def prepared(scene: Scene, begins: Path, folder: Path) -> Base:
    """The scene set in this folder, and played once to its end without a disturbance."""
    folder.mkdir()
    begin = copy_of(begins / scene.base, folder / "begin")
    if scene.first_today:
        shutil.rmtree(begin / "backups")
    ends = []
    for number, arguments in enumerate((*scene.through, scene.arguments)):
        there = copy_of(begin, folder / f"end-{number}")
        _do(called(there, arguments, scene.environment(there)))
        ends.append(state(there / "courses.db"))
    before = state(begin / "courses.db")
    return Base(begin, before, tuple(one.gist for one in ends[:-1]), ends[-1])


def copy_of(begin: Path, to: Path) -> Path:
    """The folder once more, to be spoilt."""
    shutil.copytree(begin, to)
    return to


def _do(call: Call) -> None:
    ended = call.run()
    if ended.code:
        raise RuntimeError(f"{' '.join(call.arguments)} was not to fail: {ended.err or ended.out}")


def _written(folder: Path) -> None:
    """A store in use, backed up today; another device's that began as a copy of it; an older backup."""
    for arguments in (
        ("program", "add", str(OUTLINE)),
        ("me", "PlumTree7"),
        ("import", str(THREAD)),
        ("answer", "1.2.1", "Slowly, and again."),
        ("note", "1.2.1", "Heron said it better."),
        ("reply", "1.2", "kettleon", "That stays with me, thank you."),
    ):
        _do(called(folder, arguments))
    laptop = folder / "laptop"
    laptop.mkdir()
    shutil.copyfile(folder / "courses.db", folder / "old.db")
    shutil.copyfile(folder / "courses.db", laptop / "courses.db")
    for arguments in (("answer", "1.2.2", "At the harbour, on the laptop."), ("note", "1.3", "Read it on the ferry.")):
        _do(called(laptop, arguments))
    (laptop / "courses.db").rename(folder / "laptop.db")
    shutil.rmtree(laptop)
    for arguments in (("answer", "1.2.1", "Slowly, and then again."), ("answer", "1.2.3", "By resting first.")):
        _do(called(folder, arguments))
