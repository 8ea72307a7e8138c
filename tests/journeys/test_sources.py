"""What `import` says of its sources: files that are no threads, folders with other files, forms, and pipes."""

import os
import shlex
import sqlite3
import threading
import zipfile
from pathlib import Path

import pytest

from journeys.driver import ASKING, EXAMPLES, KIND_LEADERS, STEADY, Person, one_line

NO_PLACE = """\
Some Course - Discussion 4: Gardens
by oakleaf on Nov 3, 2020
What do you think of gardens?

PlumTree7
November 5, 2020
I think so.
"""
GOOGLE_FORM = EXAMPLES / "forms" / "course-1-evaluation-google.html"
WEB_FORM = EXAMPLES / "forms" / "course-1-evaluation.html"


def test_a_folder_is_read_without_hidden_folders_backups_stores_and_files_of_other_kinds(person: Person) -> None:
    """The folder of somebody who keeps everything in one place, with the store and its backups, and under git."""
    person.did("import", ASKING, "--store", "all/courses.db")
    person.did("note", "1.3", "my note", "--store", "all/courses.db")
    person.did("backup", "--store", "all/courses.db")
    person.file("all/steady.txt", STEADY.read_bytes())
    for number in range(47):
        person.file(f"all/.git/objects/{number}", os.urandom(40))
    person.file("all/a copy of the store", (person.home / "all/courses.db").read_bytes())
    person.file("all/unsaved-answers/x-1.md", "a draft")
    person.file("all/node_modules/readme.md", "a program's own text")
    person.file("all/thread.pdf", "%PDF-1.4")
    person.file("all/program.py", "print()")
    ended = person.run("import", "all")
    assert ended.code == 0
    assert ended.out.count("From ") == 0 and "1.2 Steady Beats Fast" in ended.out
    assert one_line(ended.err) == "Skipped 2 files of another kind: all/program.py and all/thread.pdf."


def test_refusals_of_a_kind_are_one_line_with_the_names(person: Person) -> None:
    for number in range(1, 48):
        person.file(f"all/note-{number}.txt", f"My note {number}.")
    person.file("all/scan", "%PDF-1.4")
    person.file("all/steady.txt", STEADY.read_bytes())
    ended = person.run("import", "all")
    assert ended.code == 1 and "1.2 Steady Beats Fast" in ended.out
    said = one_line(ended.err)
    assert said.count("doesn't look like a course thread") == 1
    assert "The same goes for all/note-2.txt, all/note-3.txt, all/note-4.txt and 43 more." in said
    assert "all/scan is a PDF, not a saved page." in said
    assert said.count("Open the course post in your browser") == 1


def test_each_file_that_fails_is_named_and_its_command_has_its_path(person: Person) -> None:
    """The page that doesn't say where it belongs is the fifth of seven files."""
    files = [person.file(f"page {number}.txt", STEADY.read_bytes()).name for number in range(6)]
    person.file("it's here.txt", NO_PLACE)
    said = person.run("import", *files[:4], "it's here.txt", *files[4:], "--me", "PlumTree7", env={"COLUMNS": "300"})
    assert said.code == 1
    first, command = said.err.strip().split("\n")
    assert first.startswith("it's here.txt: “Some Course - Discussion 4: Gardens” doesn't say which course")
    words = shlex.split(command)
    assert words == ["cups-course", "import", "it's here.txt", "--me", "PlumTree7", "--course", "NUMBER"]
    words[-1] = "2"
    assert "2.4 Gardens" in person.did(*words[1:])


@pytest.mark.parametrize(
    ("source", "typed"),
    [("-", "-"), ("pages", "pages"), ("pages.zip", "pages.zip"), ("pages/other.txt", "pages/other.txt")],
)
def test_a_suggested_command_names_the_source_as_it_was_typed(person: Person, source: str, typed: str) -> None:
    person.file("pages/other.txt", NO_PLACE)
    with zipfile.ZipFile(person.home / "pages.zip", "w") as archive:
        archive.writestr("other.txt", NO_PLACE)
    said = person.failed("import", source, typed=NO_PLACE)
    assert said.endswith(f"cups-course import {typed} --course NUMBER")


def test_of_a_folder_with_several_threads_a_suggested_command_names_the_one_file(person: Person) -> None:
    person.file("pages/other.txt", NO_PLACE)
    person.file("pages/steady.txt", STEADY.read_bytes())
    said = one_line(person.run("import", "pages").err)
    assert said.endswith("cups-course import pages/other.txt --course NUMBER")


def test_a_number_that_was_given_stays_in_the_suggested_command(person: Person) -> None:
    person.file("page.txt", NO_PLACE.replace("Some Course - Discussion 4: Gardens", "Course 7: Gardens"))
    said = person.failed("import", "page.txt", "--course", "2", "--saved-on", "2020-11-23")
    assert said.endswith("cups-course import page.txt --course 2 --saved-on 2020-11-23 --discussion NUMBER")


def test_where_no_file_is_known_a_placeholder_stays(leader: Person) -> None:
    assert "cups-course import SAVED-COPY" in leader.run("peers", "2.2").err + leader.run("peers", "2.2").out


@pytest.mark.parametrize("form", [GOOGLE_FORM, WEB_FORM], ids=["Google", "web"])
def test_a_form_is_called_a_form_and_can_be_attached(plum: Person, form: Path) -> None:
    plum.file("my form.html", form.read_bytes())
    said = plum.failed("import", "my form.html")
    assert "my form.html is a form, not a thread." in said
    assert "list of threads" not in said
    command = 'cups-course form --attach "my form.html"'
    assert said.endswith(command)
    plum.did(*shlex.split(command)[1:])


def test_a_form_with_links_to_its_threads_is_no_list_of_threads(plum: Person) -> None:
    links = "".join(
        f'<p><a href="https://www.7cups.com/forum/Course1_{at}/Discussion{at}_{at}00/">Discussion {at}: What it is</a>'
        f"<br>by oakleaf<br>Last post<br>...See more</p><textarea name=t{at}></textarea>"
        for at in range(1, 9)
    )
    plum.file("form.html", f"<html><title>Evaluation</title><body><form>{links}</form></body></html>")
    assert "form.html is a form, not a thread." in plum.failed("import", "form.html")


def test_the_copied_text_of_a_form_is_called_the_text_of_a_form(plum: Person) -> None:
    plum.file(
        "form.txt",
        "Course 1: Evaluation Form\n* Indicates required question\nDiscussion 1: Your answers *\nYour answer\n"
        "Discussion 2: Your answers\nYour answer\nNever submit passwords through Google Forms.\n",
    )
    assert "form.txt is the text of a form." in plum.failed("import", "form.txt")


def test_a_store_and_an_export_of_everything_are_called_what_they_are(plum: Person) -> None:
    connection = sqlite3.connect(plum.home / "other.sqlite")
    connection.execute("CREATE TABLE a (b)")
    connection.close()
    assert plum.failed("import", "other.sqlite").endswith("merge it: cups-course merge other.sqlite")
    (plum.home / "all").mkdir()
    plum.did("export", "--all", "--format", "json", "--output", "all/everything.json")
    assert plum.failed("import", "all").endswith("Import it on its own: cups-course import all/everything.json")


@pytest.mark.parametrize(
    ("command", "content", "says"),
    [
        (("import", "pipe"), STEADY, "1.2 Steady Beats Fast: nothing new"),
        (("import", "--answers", "pipe", "1.3"), EXAMPLES / "README.md", "Saved 1.3"),
        (("answer", "1.3", "--file", "pipe"), EXAMPLES / "README.md", "Saved 1.3"),
        (("cohort", "pipe"), STEADY, "Steady Beats Fast"),
        (("form", "1", "--attach", "pipe"), WEB_FORM, "1.2.1"),
        (("program", "check", "pipe"), KIND_LEADERS, ""),
    ],
    ids=lambda one: " ".join(one) if isinstance(one, tuple) else "",
)
def test_a_pipe_is_read_once(plum: Person, command: tuple[str, ...], content: Path, says: str) -> None:
    """What is written to a named pipe is gone once it was read: a second look at it waits for ever."""
    pipe = plum.home / "pipe"
    os.mkfifo(pipe)
    threading.Thread(target=lambda: pipe.write_bytes(content.read_bytes()), daemon=True).start()
    assert says in plum.did(*command)
