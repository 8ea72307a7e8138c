"""Temporary files are gone after every end of a command, and after a kill the next command deletes them."""

import os
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from journeys.driver import PATIENCE, Person

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals and locks as POSIX has them")

OURS = ".cups-course-0123456789abcdef"


def leftover(folder: Path, name: str = OURS) -> Path:
    """What a killed command left in a folder: a copy of somebody's words."""
    path = folder / name
    path.mkdir(parents=True)
    (path / "courses.db").write_text("Words of mine.")
    return path


STUCK = """
import sys
from pathlib import Path
from cups_course import temporary
from cups_course.system import files
from cups_course.store import backup

def wait(*_):
    print("inside", flush=True)
    sys.stdin.read()

files.os.fsync = wait
sys.argv = ["cups-course", *sys.argv[1:]]
from cups_course.__main__ import main
main()
"""
"""The command, which waits before it gives a finished file to the disk."""


def stuck(person: Person, *words: str) -> "subprocess.Popen[bytes]":
    """A command that stands in the middle of writing a file."""
    process = subprocess.Popen(
        [sys.executable, "-c", STUCK, *words],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=person.env,
        cwd=person.home,
    )
    assert process.stdout and process.stdout.readline() == b"inside\n"
    return process


COMMANDS = (
    ("backup",),
    ("backup", "copy.db"),
    ("export", "1.2", "--output", "answers.html"),
    ("settings", "pager", "off"),
)


def hidden(person: Person) -> list[Path]:
    return [path for path in person.home.rglob("*") if path.name.startswith(".")]


def end(process: "subprocess.Popen[bytes]", number: signal.Signals) -> int:
    process.send_signal(number)
    process.communicate(timeout=PATIENCE)
    return process.returncode


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_a_signal_leaves_no_temporary_file(plum: Person, words: tuple[str, ...], number: signal.Signals) -> None:
    process = stuck(plum, *words)
    assert hidden(plum)
    code = end(process, number)
    assert code == -number or number == signal.SIGINT
    assert hidden(plum) == []


@pytest.mark.parametrize("words", [COMMANDS[0], COMMANDS[3]], ids=" ".join)
def test_the_next_command_deletes_what_a_killed_one_left(plum: Person, words: tuple[str, ...]) -> None:
    end(stuck(plum, *words), signal.SIGKILL)
    assert hidden(plum)
    plum.did("status")
    assert hidden(plum) == []


def test_what_a_running_command_writes_is_left_alone(plum: Person) -> None:
    process = stuck(plum, "export", "1.2", "--output", "answers.html")
    (there,) = hidden(plum)
    os.utime(there, (0, 0))
    plum.did("status")
    assert there.exists()
    process.communicate(b"", timeout=PATIENCE)
    assert process.returncode == 0
    assert (plum.home / "answers.html").is_file()
    assert hidden(plum) == []


def test_the_next_export_to_a_folder_deletes_what_a_killed_one_left_there(plum: Person) -> None:
    (plum.home / "out").mkdir()
    words = ("export", "1.2", "--output", "out/answers.html")
    end(stuck(plum, *words), signal.SIGKILL)
    assert hidden(plum)
    plum.did(*words)
    assert hidden(plum) == []


@pytest.mark.parametrize("folder", [".", "backups", "unsaved-answers"])
def test_leftovers_are_deleted_wherever_the_store_is_named(plum: Person, folder: str) -> None:
    other = plum.home / "other"
    left = leftover(other / folder)
    plum.did("settings", "--store", str(other / "courses.db"))
    assert not left.exists()


@pytest.mark.parametrize("name", [f"{OURS}.txt", ".cups-course-notes", ".cups-course-0123456789ABCDEF", "cups-course"])
def test_what_only_looks_like_ours_stays(plum: Person, name: str) -> None:
    left = leftover(plum.home, name)
    file = plum.file(OURS, "A file, not a folder.")
    plum.did("status")
    assert left.exists() and file.exists()


def test_a_link_that_looks_like_ours_leads_nowhere(plum: Person) -> None:
    other = leftover(plum.home / "elsewhere", "holiday")
    (plum.home / OURS).symlink_to(other)
    plum.did("status")
    assert (other / "courses.db").exists() and (plum.home / OURS).is_symlink()


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() != 0, reason="only root can give a file away")
def test_a_folder_of_somebody_else_stays(plum: Person) -> None:
    left = leftover(plum.home)
    os.chown(left, 54321, 54321)
    plum.did("status")
    assert left.exists()


# Copies that are only read


LOOKING = """
import os, sys
from pathlib import Path
from cups_course.store import {module}
def look(*_):
    print(*[path for path in Path(os.environ["TMPDIR"]).rglob("*")], flush=True)
    return []
{module}.sqlite_faults = look
sys.argv = ["cups-course", *sys.argv[1:]]
from cups_course.__main__ import main
main()
"""


@pytest.mark.parametrize(("module", "words"), [("merge", ["merge", "laptop.db"]), ("doctor", ["doctor"])])
def test_a_copy_that_is_only_read_has_no_name(plum: Person, module: str, words: list[str]) -> None:
    (plum.home / "tmp").mkdir()
    plum.did("backup", "laptop.db")
    done = subprocess.run(
        [sys.executable, "-c", LOOKING.format(module=module), *words],
        env={**plum.env, "TMPDIR": str(plum.home / "tmp")},
        cwd=plum.home,
        capture_output=True,
        timeout=PATIENCE,
    )
    assert done.stdout.splitlines()[0] == b"", done.stderr


# Forgetting, killed


KILLED_AT = """
import os, signal, sys
from cups_course.store import {module}
before = {module}.{function}
def die(*arguments, **named):
    if {after}:
        before(*arguments, **named)
    os.kill(os.getpid(), signal.SIGKILL)
{module}.{function} = die
sys.argv = ["cups-course", *sys.argv[1:]]
from cups_course.__main__ import main
main()
"""


def killed_at(person: Person, where: str, *words: str, after: bool = False) -> None:
    """Call the command, which is killed where it is about to call a function, or has just called it."""
    module, _, function = where.rpartition(".")
    script = KILLED_AT.format(module=module, function=function, after=after)
    done = subprocess.run(
        [sys.executable, "-c", script, *words], env=person.env, cwd=person.home, capture_output=True, timeout=PATIENCE
    )
    assert done.returncode == -signal.SIGKILL, done.stderr


def everywhere(person: Person) -> bytes:
    return b"".join(path.read_bytes() for path in person.home.rglob("*") if path.is_file())


def test_a_forget_that_was_killed_is_finished_by_the_next_command(plum: Person) -> None:
    plum.did("answer", "1.3.1", "Quincunx words, in the search index too.")
    killed_at(plum, "forget.rewrite_file", "forget", "1.3.1", "--everywhere", "--yes")
    assert b"uincunx" in everywhere(plum).lower()
    plum.did("status")
    assert b"uincunx" not in everywhere(plum).lower()
    assert plum.query("SELECT name FROM setting") == ["this_device"]


def test_a_restored_backup_never_shows_what_was_forgotten_though_it_is_killed(plum: Person) -> None:
    plum.did("answer", "1.3.1", "Quincunx words.")
    plum.did("backup", "old.db")
    plum.did("forget", "1.3.1", "--everywhere", "--yes")
    killed_at(plum, "backup.restore_backup", "backup", "--restore", "old.db", "--yes", after=True)
    (plum.home / "old.db").unlink()
    assert plum.json("status")["totals"]["questions"]["all"] > 0
    assert b"uincunx" not in everywhere(plum).lower()
    assert not plum.exported("1.3")["1.3.1"]


def test_words_are_gone_from_the_second_file_of_a_store_in_another_mode(plum: Person) -> None:
    plum.did("answer", "1.3.1", "Quincunx words.")
    with closing(sqlite3.connect(plum.store)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("SELECT count(*) FROM event").fetchone()
        plum.did("forget", "1.3.1", "--everywhere", "--yes")
        assert b"uincunx" not in everywhere(plum).lower()
