"""Files made to keep a reader busy: each is read, or refused with a sentence that says what it is and what to do."""

import zipfile
from collections.abc import Callable, Mapping
from io import BytesIO

import pytest
from hostile_shapes import overlapping, paragraph, word

from journeys.driver import KIND_LEADERS, STEADY, Person

PAGE = '<html><body><div id="forum-post-1"><div data-id="post-body">Peas</div></div>'
NUMBERED = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'


def pages(number: int, data: bytes) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in range(number):
            archive.writestr(f"{name}.html", data)
    return out.getvalue()


THREADS: Mapping[str, tuple[Callable[[], bytes], str]] = {
    "a zip of 1,001 equal pages": (
        lambda: pages(1_001, PAGE.encode()),
        "contains too many pages: more than 1,000. Import the threads in several parts.",
    ),
    "a zip of entries that overlap": (lambda: overlapping(150_000), "is a zip file that can't be unpacked here."),
    "lists in lists": (lambda: b"<html><body>" + b"<ul><li>x" * 14_000, "has more nested tags than a browser would"),
    "choices without end": (lambda: b"<html><body><select>" + b"<option>x" * 14_000, "more nested tags than a browser"),
    "attributes without end": (
        lambda: b"<html><body>" + b"<p a b c d e f g h i j k l m n o p q r s t>x" * 60_000,
        "has more tags and attributes than a browser would save",
    ),
}


@pytest.mark.parametrize(("data", "says"), THREADS.values(), ids=THREADS)
def test_a_file_made_to_keep_the_reader_of_threads_busy_is_refused(
    person: Person, data: Callable[[], bytes], says: str
) -> None:
    ended = person.run("import", person.file("thread.html", data()))
    assert ended.code == 1
    assert says in " ".join(ended.err.split())


FORMS: Mapping[str, str] = {
    "a page of 40,000 fields": "<input>" * 40_000,
    "a form of 11,000 fields": "<textarea></textarea>" * 11_000,
    "one label of 30,000 fields": f"<label>{'x<input>' * 30_000}</label>",
}


@pytest.mark.parametrize("body", FORMS.values(), ids=FORMS)
def test_a_page_with_more_fields_than_a_form_has_is_refused(person: Person, body: str) -> None:
    person.did("program", "add", KIND_LEADERS)
    ended = person.run("form", "1", "--attach", person.file("form.html", f"<html><body><form>{body}"))
    assert ended.code == 1
    assert "form.html has more fields than a form can have: more than 10,000." in " ".join(ended.err.split())


def test_a_heading_around_a_thousand_fields_is_their_section_in_full(person: Person) -> None:
    person.did("program", "add", KIND_LEADERS)
    body = f"<h2>Peas {'x<textarea></textarea>' * 1_000}</h2>"
    person.did("form", "1", "--attach", person.file("form.html", f"<html><body><form>{body}"))
    fields = person.json("form", "1")["fields"]
    assert len(fields) == 1_000
    assert {field["section"] for field in fields} == {f"Peas {'x' * 1_000}"}


def test_a_document_of_20_000_numbered_paragraphs_is_read(person: Person) -> None:
    person.did("import", STEADY)
    data = word(paragraph("A pea.", NUMBERED))(20_000 * len(paragraph("A pea.", NUMBERED)))
    person.did("import", "--answers", person.file("answers.docx", data), "1.2")


def test_a_document_with_more_words_than_a_book_is_refused(person: Person) -> None:
    person.did("import", STEADY)
    ended = person.run("import", "--answers", person.file("answers.docx", word(paragraph("A pea."))(9_000_000)), "1.2")
    assert ended.code == 1
    assert "answers.docx is too large for a document of answers." in ended.err
