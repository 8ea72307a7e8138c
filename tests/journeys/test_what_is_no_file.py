"""Where a file is expected and something else is: a pipe, a device, a folder, a socket, a link that leads nowhere, a
name that is too long. Each gets a sentence at once, and stays what it is."""

import os
import socket
import sqlite3
import stat
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from journeys.driver import KIND_LEADERS, STEADY, Person, one_line

HERE = "WHAT-IS-NO-FILE"
AT_ONCE = 10
"""Seconds; a pipe may take its writer two, and other tests run beside."""


def _socket(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as one:
        before = Path.cwd()
        os.chdir(path.parent)  # the address of a socket may not be long
        try:
            one.bind(path.name)
        finally:
            os.chdir(before)


def _loop(path: Path) -> None:
    path.symlink_to("other")
    path.with_name("other").symlink_to(path.name)


OBSTACLES: dict[str, tuple[str, Callable[[Path], object]]] = {
    "is a pipe": ("obstacle", os.mkfifo),
    "is a folder": ("obstacle", Path.mkdir),
    "is a socket": ("obstacle", _socket),
    "is a device": ("obstacle", lambda path: path.symlink_to("/dev/zero")),
    "is a link that leads back to itself": ("obstacle", _loop),
    "is a link to a file that doesn't exist": ("obstacle", lambda path: path.symlink_to("no-folder/file")),
    "is inside something that isn't a folder": ("obstacle/file", lambda path: path.parent.touch()),
    "has a name that is too long": ("n" * 300, lambda path: None),
}


@pytest.fixture(params=OBSTACLES)
def obstacle(plum: Person, request: pytest.FixtureRequest) -> tuple[str, str]:
    """A name in the person's home, and what is there."""
    name, make = OBSTACLES[request.param]
    make(plum.home / name)
    return name, request.param


def _call(person: Person, name: str, *words: str | Path) -> str:
    before = os.lstat(person.home / name) if os.path.lexists(person.home / "obstacle") and "/" not in name else None
    started = time.monotonic()
    said = person.failed(*(name if word == HERE else word for word in words))
    assert time.monotonic() - started < AT_ONCE
    assert "Something went wrong" not in said and "output could not be written" not in said, said
    if before:
        now = os.lstat(person.home / name)
        assert (before.st_ino, stat.S_IFMT(before.st_mode)) == (now.st_ino, stat.S_IFMT(now.st_mode))
    return said


@pytest.mark.parametrize(
    "command",
    [
        ("--store", HERE, "status"),
        ("--store", HERE, "next"),
        ("--store", HERE, "note", "1.2", "A note."),
        ("--store", HERE, "import", STEADY),
        ("--store", HERE, "program", "add", KIND_LEADERS),
        ("status", "--store", HERE),
        ("backup", HERE),
        ("backup", HERE, "--force"),
        ("backup", "--restore", HERE, "--yes"),
    ],
    ids=lambda words: " ".join(map(str, words))[-60:].replace("/", "-"),
)
def test_a_store_or_a_backup_is_a_file(plum: Person, obstacle: tuple[str, str], command: tuple[str, ...]) -> None:
    name, what = obstacle
    assert f"{name} {what}" in _call(plum, name, *command)


def test_so_is_the_store_named_in_the_environment(plum: Person, obstacle: tuple[str, str]) -> None:
    name, what = obstacle
    assert f"{name} {what}, so it can't be used as a store." in plum.failed("status", env={"CUPS_COURSE_STORE": name})


def test_doctor_says_what_is_in_the_place_of_the_store(plum: Person, obstacle: tuple[str, str]) -> None:
    name, what = obstacle
    ended = plum.run("--store", name, "doctor", env={"COLUMNS": "1000"})
    assert ended.code == 1
    assert f"{name} {what}" in one_line(ended.out)
    assert "will be created" not in ended.out


@pytest.mark.parametrize(
    "command",
    [
        ("merge", HERE),
        ("import", HERE),
        ("import", "--answers", HERE, "1.2"),
        ("cohort", HERE),
        ("form", "1", "--attach", HERE),
        ("answer", "1.2.2", "--file", HERE),
        ("program", "add", HERE),
        ("program", "check", HERE),
    ],
    ids=lambda words: " ".join(map(str, words))[-60:].replace("/", "-"),
)
def test_what_is_read_is_a_file(plum: Person, obstacle: tuple[str, str], command: tuple[str, ...]) -> None:
    name, what = obstacle
    said = _call(plum, name, *command)
    if what == "is a folder" and command[0] in ("import", "cohort") and "--answers" not in command:
        assert f"{name} has no saved threads in it." in said
    else:
        assert f"{name} {what}" in said


@pytest.mark.parametrize(
    "command",
    [
        ("export", "1.2", "--output", HERE),
        ("export", "1.2", "--output", HERE, "--force"),
        ("program", "new", "mine", "--title", "Mine", "--course", "One=2", "--output", HERE),
    ],
    ids=lambda words: " ".join(map(str, words))[-60:].replace("/", "-"),
)
def test_what_is_written_is_a_file(plum: Person, obstacle: tuple[str, str], command: tuple[str, ...]) -> None:
    name, what = obstacle
    if what == "is a device":
        if "--force" in command:
            return  # whoever insists may write to it
        assert f"{name} already exists" in _call(plum, name, *command)
    elif what == "is a pipe":
        said = _call(plum, name, *command)
        assert ("is a pipe that nothing reads" if "--force" in command else "already exists") in said
    elif what == "is a link to a file that doesn't exist":
        assert f"{name} could not be written: No such file or directory." in _call(plum, name, *command)
    else:
        assert f"{name} {what}" in _call(plum, name, *command)


def test_a_pipe_with_a_writer_and_one_with_a_reader_work(plum: Person) -> None:
    plum.shell(f"cups-course import <(cat '{STEADY}') && cups-course program check <(cat '{KIND_LEADERS}')")
    ended = plum.shell("cups-course answer 1.2.2 --file <(sleep 3; echo My words.)")
    assert ended.code == 0, ended.err
    assert plum.exported("1.2")["1.2.2"] == "My words."
    ended = plum.shell(
        "cups-course export 1.2 --force --output >(cat > copy.txt); sleep 1; grep -c 'My words.' copy.txt"
    )
    assert ended.out.strip() == "1", ended.err


def test_a_pipe_in_a_folder_of_saved_pages_is_named_and_the_others_are_read(person: Person) -> None:
    person.file("pages/page.txt", STEADY.read_bytes())
    os.mkfifo(person.home / "pages" / "pipe.txt")
    ended = person.run("import", "pages", env={"COLUMNS": "1000"})
    assert ended.code == 1
    assert "pages/pipe.txt is a pipe" in ended.err
    assert person.query("SELECT count(*) FROM post") == [26]


def test_a_folder_with_the_name_of_a_program_is_not_in_the_way(person: Person) -> None:
    (person.home / "ldp-2020").mkdir()
    person.did("program", "add", "ldp-2020")


BESIDE_THE_STORE: dict[str, Callable[[Path], object]] = {
    "a pipe": os.mkfifo,
    "a folder": Path.mkdir,
    "a device": lambda path: path.symlink_to("/dev/zero"),
    "deep": lambda path: path.write_text("[" * 100_000, encoding="utf-8"),
    "long": lambda path: path.write_text(f'{{"pager": false, "x": "{"x" * 10_000_000}"}}', encoding="utf-8"),
}


@pytest.mark.parametrize("kind", BESIDE_THE_STORE)
def test_settings_that_nobody_can_read_are_none(plum: Person, kind: str) -> None:
    BESIDE_THE_STORE[kind](plum.store.with_name("settings.json"))
    started = time.monotonic()
    plum.did("status")
    assert plum.json("settings") == {"plain": False, "pager": True}
    assert time.monotonic() - started < AT_ONCE


@pytest.mark.parametrize("end", ["-journal", "-wal", "-shm"])
@pytest.mark.parametrize("kind", ["a pipe", "a folder", "a device"])
def test_what_sqlite_opens_beside_a_store_is_a_file(plum: Person, kind: str, end: str) -> None:
    beside = plum.store.with_name(plum.store.name + end)
    BESIDE_THE_STORE[kind](beside)
    with closing(sqlite3.connect(plum.file("other.db", plum.store.read_bytes()))) as other:
        other.execute("PRAGMA journal_mode = WAL")
    for words in (["status"], ["note", "1.2", "Hello."], ["--store", "other.db", "merge", plum.store]):
        said = _call(plum, HERE, *words)
        assert f"{beside} is {kind}" in one_line(said), words
    assert f"{beside} is {kind}" in one_line(plum.run("doctor", env={"COLUMNS": "1000"}).out)


def test_a_pipe_among_the_backups_is_said_and_the_others_are_listed(plum: Person) -> None:
    plum.did("backup")
    pipe = plum.store.parent / "backups" / f"{plum.store.stem}-2026-01-01T000000Z-daily.db"
    os.mkfifo(pipe)
    started = time.monotonic()
    assert [one["texts"] for one in plum.json("backup", "--list")][-1] is None
    assert "unreadable" in plum.did("backup", "--list")
    assert "is a pipe" in one_line(plum.failed("backup", "--restore", pipe.name, "--yes"))
    plum.run("doctor")
    plum.did("answer", "1.2.1", "Words to forget.")
    plum.did("forget", "1.2.1", "--yes", "--everywhere")
    assert time.monotonic() - started < 2 * AT_ONCE


def test_a_number_that_nothing_has_is_said_however_long(plum: Person) -> None:
    plum.file("one.toml", 'key = "one"\ntitle = "One"\n\n[[task]]\nkind = "elective"\nchoices = ["A", "B"]\n')
    plum.did("program", "add", "one.toml")
    assert "There is no backup number" in plum.failed("backup", "--restore", "9" * 5000)
    assert "Something went wrong" not in plum.failed("done", "one/elective", "--choose", "9" * 5000, code=2)
