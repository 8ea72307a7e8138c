"""What was read in a time that grows with the square of a file is read in one that grows with the file."""

import time
from collections.abc import Callable

import pytest
from hostile_shapes import ANSWERS, FORMS, THREADS, word
from saved_pages import zipped

from cups_course.errors import CourseError, NotAForm, NotAThread
from cups_course.reader.form import read_form
from cups_course.reader.own_document import read_document
from cups_course.reader.reading import parse_source
from cups_course.reader.zip import pages_in_zip
from cups_course.saved.containers import Source
from cups_course.text import fold_space

KB = 2**10


def read_thread(data: bytes) -> None:
    for source in pages_in_zip(Source("it", data)):
        parse_source(source)


def read_as_form(data: bytes) -> None:
    read_form(data, name="it")


def read_answers(data: bytes) -> None:
    read_document(data, name="it")


SLOW: dict[str, tuple[Callable[[bytes], None], bytes]] = {
    "hard spaces": (read_thread, THREADS["hard spaces in one line"](128 * KB)),
    "lists in lists": (read_thread, THREADS["<ul> in lists"](128 * KB)),
    "choices": (read_thread, THREADS["select and options"](160 * KB)),
    "parts of a message": (read_thread, THREADS["MIME, parts without a head"](1024 * KB)),
    "entries that overlap": (read_thread, THREADS["zip, overlapping"](512 * KB)),
    "a zip of pages": (read_thread, THREADS["zip, empty pages"](512 * KB)),
    "fields in a heading": (read_as_form, FORMS["<input> in a heading"](128 * KB)),
    "fields in a label": (read_as_form, FORMS["<input> in a label"](64 * KB)),
    "fields in a named element": (read_as_form, FORMS["<input> in an id"](256 * KB)),
    "numbered paragraphs": (read_answers, ANSWERS["numbered paragraphs"](1024 * KB)),
    "styles of every paragraph": (read_answers, ANSWERS["unknown styles"](1024 * KB)),
    "lists of every paragraph": (read_answers, ANSWERS["numbered paragraphs, all lists"](512 * KB)),
    "a packed document": (read_answers, ANSWERS["a document unpacked"](6 * 1024 * KB)),
}


@pytest.mark.parametrize(("read", "data"), SLOW.values(), ids=SLOW)
def test_a_file_that_took_the_square_of_its_length_is_read_or_refused_in_time(
    read: Callable[[bytes], None], data: bytes
) -> None:
    begin = time.process_time()
    try:
        read(data)
    except CourseError as refused:
        assert refused.message.startswith("it ")
    assert time.process_time() - begin < 3


def test_pages_in_a_zip_have_no_more_tags_than_threads_have() -> None:
    data = zipped({f"{number}.html": b"<html><body>" + b"<br>" * 10_000 for number in range(60)})
    with pytest.raises(NotAThread, match="it unpacks to far more data than saved pages have"):
        list(pages_in_zip(Source("it", data)))


def test_entries_of_a_zip_that_lie_side_by_side_in_any_order_are_read() -> None:
    data = zipped({"2.html": b"two", "1.html": b"one", "b/3.txt": b"", "style.css": b"x"})
    assert [source.data for source in pages_in_zip(Source("it", data))] == [b"one", b"two", b""]


def test_a_heading_around_fields_is_their_section_in_full() -> None:
    data = f"<html><body><form><h2>Peas {'x<textarea></textarea>' * 100}</h2>".encode()
    assert {field.section for field in read_form(data, name="it").fields} == {fold_space("Peas " + "x " * 100)}


def test_a_label_of_any_length_is_cut() -> None:
    data = f"<html><body><form><label>{'Peas ' * 2_000}<textarea></textarea></label>".encode()
    (field,) = read_form(data, name="it").fields
    assert len(field.label) < 5_001


@pytest.mark.parametrize("label", ["Peas *", "Peas*", "* Peas", "Peas (required)", "Peas (Required)", "*Peas"])
def test_the_mark_of_a_required_field_is_no_part_of_its_label(label: str) -> None:
    (field,) = read_form(f"<html><body><form><label>{label}<textarea></textarea>".encode(), name="it").fields
    assert (field.label, field.required) == ("Peas", True)


def test_a_style_with_quotes_in_its_name_is_looked_up_as_any_other() -> None:
    data = word('<w:p><w:pPr><w:pStyle w:val="a&quot;b"/></w:pPr><w:r><w:t>Peas</w:t></w:r></w:p>')(10)
    assert "Peas" in read_document(data, name="it")


def test_a_form_with_more_fields_than_a_form_has_is_refused() -> None:
    with pytest.raises(NotAForm, match="it has more fields than a form can have: more than 2,000"):
        read_form(FORMS["a Google Form"](128 * KB), name="it")
