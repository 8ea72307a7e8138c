"""What an export is written as: a page, a Word document, a table; and what goes into it."""

import csv
from io import BytesIO, StringIO

import docx
import pytest

from journeys.driver import Person
from journeys.test_opening_an_address import with_browser

FORMULA = "=1+1 is not what I mean by service."


@pytest.mark.parametrize(("format_", "begins"), [("html", b"<!doctype html>"), ("docx", b"PK\x03\x04")])
def test_a_page_or_a_document_is_piped_as_it_is_and_at_a_terminal_becomes_a_file(
    plum: Person, format_: str, begins: bytes
) -> None:
    piped = plum.run("export", "1", "--format", format_)
    assert piped.code == 0 and piped.stdout.startswith(begins)

    seen = plum.at_terminal("export", "1", "--format", format_)
    file = plum.home / f"course-1.{format_}"
    assert f"Saved to {file.name}." in seen.text
    assert file.read_bytes().startswith(begins)
    assert plum.at_terminal("export", "1.2", "--format", format_).code == 0
    assert (plum.home / f"1.2.{format_}").is_file()

    before = file.read_bytes()
    assert "already" in plum.failed("export", "1", "--format", "html", "--output", file.name)
    assert file.read_bytes() == before


def test_open_shows_the_page_in_the_browser(plum: Person) -> None:
    env, opened = with_browser(plum)
    assert plum.did("export", "1", "--format", "html", "--open", env=env) == ""
    assert opened.read_text() == (plum.home / "course-1.html").as_uri()
    assert "cups-course export 1 --format html --open" in plum.failed("export", "1", "--open", code=2)


def test_a_table_holds_no_formula_and_says_so(plum: Person) -> None:
    plum.did("answer", "1.2.1", FORMULA)
    ended = plum.run("export", "1", "--format", "csv")
    rows = {row["ref"]: row["text"] for row in csv.DictReader(StringIO(ended.out))}
    assert rows["1.2.1"] == f"'{FORMULA}"
    assert "1.2.1" in ended.err and "apostrophe" in ended.err


def test_what_a_document_cannot_hold_is_said(plum: Person) -> None:
    plum.did("answer", "1.2.1", typed="a bell \x07 rings")
    ended = plum.run("export", "1.2.1", "--format", "docx")
    assert "Left out control characters in 1.2.1" in ended.err
    assert "a bell  rings" in [one.text for one in docx.Document(BytesIO(ended.stdout)).paragraphs]


def test_only_what_was_posted_and_no_replies(plum: Person) -> None:
    assert "To oakleaf" in plum.did("export", "1")
    plum.did("posted", "1.2.1", "--undo")
    ended = plum.run("export", "1", "--only", "posted", "--no-replies")
    assert "To oakleaf" not in ended.out
    assert "What does steady service mean to you?" not in ended.out
    assert "When have you seen somebody" in ended.out

    plum.did("answer", "1.2.2", "Otherwise than I posted it.")
    ended = plum.run("export", "1", "--only", "posted")
    assert "changes you haven't posted" in ended.err and "1.2.2" in ended.err


@pytest.mark.parametrize(
    "words",
    [
        ("--format", "docx", "--copy"),
        ("--for", "thread", "--only", "posted"),
        ("--for", "thread", "--format", "html"),
        ("--all", "--json", "--no-replies"),
    ],
)
def test_what_does_not_go_together_is_refused(plum: Person, words: tuple[str, ...]) -> None:
    plum.failed("export", "1.2", *words, code=2)


def test_the_ending_of_the_file_decides_the_format(plum: Person) -> None:
    plum.did("plan", "1", "--by", "in 3 weeks")
    formats = {"txt": "text", "md": "markdown", "html": "html", "csv": "csv", "json": "json", "ics": "ics"}
    for ending, format_ in formats.items():
        plum.did("export", "1", "--output", f"course-1.{ending}")
        assert (plum.home / f"course-1.{ending}").read_bytes()[:60] == (
            plum.run("export", "1", "--format", format_).stdout[:60]
        )
    plum.did("export", "1", "--output", "COURSE.DOCX")
    assert (plum.home / "COURSE.DOCX").read_bytes().startswith(b"PK\x03\x04")
    plum.did("export", "1.2", "--output", "answers-1.2")
    assert (plum.home / "answers-1.2").read_text("utf-8") == plum.did("export", "1.2")
    plum.did("export", "--all", "--output", "everything.json")


def test_a_file_of_another_kind_is_refused_unless_its_format_is_named(plum: Person) -> None:
    said = plum.failed("export", "1", "--output", "course1.pdf", code=2)
    assert "can't be written as .pdf" in said and "use .docx or .html" in said
    assert ".txt file" in plum.failed("export", "1.2", "--for", "thread", "--output", "post.docx", code=2)
    assert not [*plum.home.glob("course1.*"), *plum.home.glob("post.*")]
    plum.did("export", "1", "--format", "markdown", "--output", "course1.pdf")
    assert (plum.home / "course1.pdf").read_text("utf-8") == plum.did("export", "1", "--format", "markdown")
