"""`~` in every path, also where no shell expands it: in quotation marks, and after `--file=`."""

import sqlite3

import pytest

from journeys.driver import EXAMPLES, KIND_LEADERS, STEADY, Person, one_line

FORM = EXAMPLES / "forms" / "course-1-evaluation.html"


@pytest.mark.parametrize(
    "command",
    [
        ("import", "~/page.txt"),
        ("import", "~/pages"),
        ("import", "~/everything.json"),
        ("import", "--answers", "~/mine.txt", "1.3"),
        ("import", "--answers=~/mine.txt", "1.3"),
        ("cohort", "~/page.txt", "--who", "~/mine.txt"),
        ("answer", "1.3", "--file", "~/mine.txt"),
        ("answer", "1.3", "--file=~/mine.txt"),
        ("reply", "1.2", "oakleaf", "--file", "~/mine.txt"),
        ("form", "1", "--attach", "~/form.html"),
        ("merge", "~/everything.json"),
        ("program", "add", "~/program.toml"),
        ("program", "check", "~/program.toml"),
        ("status", "--store", "~/courses.db"),
        ("--store", "~/courses.db", "status"),
    ],
    ids=" ".join,
)
def test_a_path_may_begin_in_the_home_folder(plum: Person, command: tuple[str, ...]) -> None:
    plum.file("page.txt", STEADY.read_bytes())
    plum.file("pages/page.txt", STEADY.read_bytes())
    plum.file("mine.txt", "oakleaf\nWhat I wrote.")
    plum.file("form.html", FORM.read_bytes())
    plum.file("program.toml", KIND_LEADERS.read_bytes().replace(b"kind-leaders", b"other-leaders"))
    plum.did("export", "--all", "--format", "json", "--output", "everything.json")
    ended = plum.run(*command)
    assert ended.code == 0, one_line(ended.err)
    assert not (plum.home / "~").exists()


@pytest.mark.parametrize(
    ("command", "file"),
    [
        (("export", "1.2", "--output", "~/out.txt"), "out.txt"),
        (("backup", "~/out.db"), "out.db"),
        (("program", "new", "mine", "--title", "Mine", "--course", "One=2", "--output", "~/mine.toml"), "mine.toml"),
        (("note", "1.2", "A note", "--store=~/courses.db"), "courses.db"),
    ],
    ids=lambda one: one if isinstance(one, str) else " ".join(one),
)
def test_a_file_is_written_into_the_home_folder(plum: Person, command: tuple[str, ...], file: str) -> None:
    plum.did(*command)
    assert (plum.home / file).is_file()
    assert not (plum.home / "~").exists()


def test_a_backup_in_the_home_folder_is_restored(plum: Person) -> None:
    plum.did("backup", "~/safe.db")
    plum.did("note", "1.2", "Later.")
    plum.did("backup", "--restore", "~/safe.db", "--yes")
    assert plum.notes() == []


def test_the_store_named_in_the_environment_may_begin_in_the_home_folder(person: Person) -> None:
    env = {"CUPS_COURSE_STORE": "~/mine.db"}
    person.did("import", STEADY, env=env)
    assert sqlite3.connect(person.home / "mine.db").execute("SELECT count(*) FROM post").fetchone() == (26,)


def test_the_folder_of_somebody_who_is_not_there_is_said_in_words(person: Person) -> None:
    assert "There is no file ~nobody-of-this-name/page.txt." in person.failed("import", "~nobody-of-this-name/page.txt")
