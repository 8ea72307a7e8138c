"""Tab in the real shells: what it puts in, what it lists, and that it says nothing and changes nothing."""

import os
import shutil
import sqlite3

import pytest

from journeys.driver import EXAMPLES, Person, folder_of
from journeys.shells import SHELLS, TAB, Shell

everywhere = pytest.mark.parametrize("name", SHELLS)

SHORT = (
    ("cups-course hist", ["history"]),
    ("cups-course program us", ["program", "use"]),
    ("cups-course program use kind", ["program", "use", "kind-leaders"]),
    ("cups-course export --format mark", ["export", "--format", "markdown"]),
    ("cups-course export --format=mark", ["export", "--format=markdown"]),
    ("cups-course export --wit", ["export", "--with-replies"]),
    ("cups-course show 1.2@Fern", ["show", "1.2@FernAndTide"]),
    ("cups-course show 1.2@", ["show", "1.2@"]),
    ("cups-course show '1.2@Fern", ["show", "1.2@FernAndTide"]),
    ("cups-course show kind-leaders/1.2@Fe", ["show", "kind-leaders/1.2@FernAndTide"]),
    ("cups-course history 1.2@oakleaf#", ["history", "1.2@oakleaf#2"]),
    ("cups-course done 1.f", ["done", "1.form"]),
    ("cups-course reply 1.2 moss", ["reply", "1.2", "mosswalker"]),
    ("cups-course show 9", ["show", "9"]),
    ("cups-course --store nothing.db show 1", ["--store", "nothing.db", "show", "1"]),
)
"""Lines, and what words they are after Tab."""


@everywhere
def test_tab_puts_in_what_begins_so(plum: Person, name: str) -> None:
    with Shell(name, plum) as shell:
        assert {line: shell.completes(line) for line, _ in SHORT} == dict(SHORT)


@everywhere
def test_a_name_that_a_shell_would_run_is_put_in_as_a_name(plum: Person, name: str) -> None:
    page = (EXAMPLES / "threads" / "steady-beats-fast-page-1.html").read_text("utf-8")
    plum.file("page.html", page.replace("grandpaKnots", "$(id)"))
    plum.did("import", "page.html")
    for peer in ('o\'neil & "sons"', "\x1b[2Jbeep"):
        plum.did("reply", "1.2", peer, "Thank you!")
    with Shell(name, plum) as shell:
        assert shell.completes(r"cups-course reply 1.2 \$") == ["reply", "1.2", "$(id)"]
        assert shell.completes("cups-course show 1.2@o_") == ["show", "1.2@o_neil_sons_"]


@everywhere
def test_a_list_says_the_state_and_the_wording_of_each_question(plum: Person, name: str) -> None:
    with Shell(name, plum) as shell:
        shell.types(f"cups-course answer 1.2.{TAB}{TAB}")
        shell.sees("1.2.1", "posted: ", "1.2.2", "posted: ", "1.2.3")


@everywhere
def test_files_are_the_shell_s_own_to_complete(plum: Person, name: str) -> None:
    plum.file("my-thread.txt", "a thread")
    with Shell(name, plum) as shell:
        assert shell.completes("cups-course import my-th") == ["import", "my-thread.txt"]
        assert shell.completes("cups-course --store my-th") == ["--store", "my-thread.txt"]


@pytest.mark.parametrize("name", ["bash", "zsh", "fish"])
def test_installed_once_it_is_there_in_every_new_shell(plum: Person, name: str) -> None:
    start = plum.file({"bash": ".bashrc", "zsh": ".zshrc"}.get(name, "none"), "# mine, without a line end")
    for _ in range(2):
        assert f"Installed Tab completion for {name}." in plum.did("completion", name, "--install")

    with Shell(name, plum, fresh=False) as shell:
        assert shell.completes("cups-course hist") == ["history"]
    if name != "fish":
        mine, ours = start.read_text().splitlines()
        assert mine == "# mine, without a line end" and ours.startswith(". ")


# the protocol


def asked(person: Person, *words: str) -> list[str]:
    """The answer to a shell that takes the line apart by itself; there is never a word beside it."""
    ended = person.run("__complete", "powershell", *words)
    assert (ended.code, ended.err) == (0, "")
    return ended.out.splitlines()


def test_powershell_gets_a_word_a_tab_and_what_is_said_of_it(plum: Person) -> None:
    assert asked(plum, "show", "=1.2@Fern")[0] == "words"
    word, says = asked(plum, "show", "=1.2@Fern")[1].split("\t")
    assert word == "1.2@FernAndTide" and says.startswith("your reply: ")
    script = plum.did("completion", "powershell")
    assert "Register-ArgumentCompleter -Native" in script
    assert '__complete powershell @words "=$typed"' in script


def test_the_line_for_a_profile_of_powershell_names_the_profile_once(plum: Person) -> None:
    said = plum.failed("completion", "powershell", "--install", code=2)
    assert "there: Add-Content $PROFILE 'cups-course completion powershell | Out-String | Invoke-Expression'" in said


def test_every_place_of_a_line_has_what_its_name_stands_for(plum: Person) -> None:
    def words(*line: str) -> list[str]:
        return [one.partition("\t")[0] for one in asked(plum, *line)[1:]]

    assert words("check", "=") == ["1"]
    assert words("done", "=")[-1] == "1.form"
    assert words("peers", "=") == ["1.1", "1.2", "1.3", "1.4"]
    assert words("program", "add", "=") == ["group-dynamics-2024", "ldp-2020", "ldp-2022"]
    assert words("reply", "1.2", "=")[0] == "mosswalker"
    assert words("me", "--not", "=") == ["PlumTree7"]
    assert words("history", "1.2.1", "=") == ["1"]
    assert "--json" in words("status", "=--")
    assert asked(plum, "answer", "1.2.1", "--file", "=") == ["files"]
    assert words("note", "1.2", "=") == []
    assert words("nonsense", "=") == words("show", "=nonsense") == []


@pytest.mark.parametrize("there", ["nothing", "other bytes", "an older store", "a damaged store"])
def test_tab_makes_no_store_changes_none_and_says_nothing_of_it(plum: Person, there: str) -> None:
    if there == "nothing":
        shutil.rmtree(plum.home)
        plum.home.mkdir()
    elif there == "other bytes":
        plum.store.write_bytes(b"no store at all " * 100)
    elif there == "an older store":
        with sqlite3.connect(plum.store) as connection:
            connection.execute("PRAGMA user_version = 1")
        connection.close()
    else:
        whole = plum.store.read_bytes()
        plum.store.write_bytes(whole[:4096] + os.urandom(len(whole) - 4096))
    before = folder_of(plum)

    assert asked(plum, "show", "=1") in ([], ["words"])
    assert asked(plum) == []
    assert folder_of(plum) == before


def test_the_store_is_the_one_that_the_line_names(plum: Person) -> None:
    plum.did("--store", "other.db", "program", "add", "ldp-2020")

    for line in (("--store", "other.db", "check"), ("check", "--store", "other.db"), ("--store=~/other.db", "check")):
        assert [one.partition("\t")[0] for one in asked(plum, *line, "=")[1:]] == ["2", "3", "4"]
