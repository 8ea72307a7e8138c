"""Files made to keep a reader busy: each is read, or refused with a sentence that says what it is and what to do."""

import json
import time
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
    "a form of 2,001 fields": "<textarea></textarea>" * 2_001,
    "one label of 30,000 fields": f"<label>{'x<input>' * 30_000}</label>",
}


@pytest.mark.parametrize("body", FORMS.values(), ids=FORMS)
def test_a_page_with_more_fields_than_a_form_has_is_refused(person: Person, body: str) -> None:
    person.did("program", "add", KIND_LEADERS)
    ended = person.run("form", "1", "--attach", person.file("form.html", f"<html><body><form>{body}"))
    assert ended.code == 1
    assert "form.html has more fields than a form can have: more than 2,000." in " ".join(ended.err.split())


def test_a_document_of_20_000_numbered_paragraphs_is_read(person: Person) -> None:
    person.did("import", STEADY)
    data = word(paragraph("A pea.", NUMBERED))(20_000 * len(paragraph("A pea.", NUMBERED)))
    person.did("import", "--answers", person.file("answers.docx", data), "1.2")


def test_a_document_with_more_words_than_a_book_is_refused(person: Person) -> None:
    person.did("import", STEADY)
    ended = person.run("import", "--answers", person.file("answers.docx", word(paragraph("A pea."))(9_000_000)), "1.2")
    assert ended.code == 1
    assert "answers.docx is too large for a document of answers." in ended.err


_HEAD = 'key = "made-up"\ntitle = "T"\n'
_COURSE = f'{_HEAD}[[course]]\nnumber = 1\ntitle = "C"\n'
_DISCUSSION = f"{_COURSE}[[course.discussion]]\nnumber = 1\n"
LONG_OUTLINES = {
    "keys": (_HEAD + "".join(f"k{n} = 1\n" for n in range(40_000)), "and 39,900 more things to fix"),
    "a key": (f'{_HEAD}"{"k" * 480_000}" = 1\n', "expected one of key, title"),
    "one number": (_HEAD + '[[course]]\nnumber = 1\ntitle = "C"\n' * 12_000, "at most 300"),
    "courses": (_HEAD + "".join(f'[[course]]\nnumber = {n}\ntitle = "C"\n' for n in range(12_000)), "at most 300"),
    "discussions": (_COURSE + "".join(f"[[course.discussion]]\nnumber = {n}\n" for n in range(12_000)), "at most 300"),
    "forms": (_COURSE + "".join(f'[[course.form]]\ntitle = "{n}"\n' for n in range(12_000)), "at most 300"),
    "tasks": (_HEAD + "".join(f'[[task]]\nkind = "quiz"\ntext = "{n}"\n' for n in range(12_000)), "at most 300"),
    "questions": (f"{_DISCUSSION}questions = {[f'{n}?' for n in range(40_000)]}\n", "at most 300"),
    "choices": (f'{_HEAD}[[task]]\nkind = "elective"\nchoices = {list(map(str, range(50_000)))}\n', "at most 300"),
    "all": (
        _HEAD
        + "".join(
            f'[[course]]\nnumber = {n}\ntitle = "C"\n'
            + "".join(f"[[course.discussion]]\nnumber = {m}\nquestions = 99\n" for m in range(90))
            for n in range(90)
        ),
        "at most 2,000 courses, discussions, questions, tasks, choices and forms together",
    ),
}


@pytest.mark.parametrize("kind", LONG_OUTLINES)
def test_an_outline_is_read_or_refused_in_little_time(person: Person, kind: str) -> None:
    text, why = LONG_OUTLINES[kind]
    assert len(text) < 500_000
    person.file("long.toml", text)
    started = time.monotonic()
    ended = person.run("program", "check", "long.toml", env={"COLUMNS": "1000"})
    assert (ended.code, len(ended.out) < 20_000) == (1, True)
    assert why in ended.out, ended.out[:1000]
    assert why in person.failed("program", "add", "long.toml")
    assert time.monotonic() - started < 15


@pytest.mark.parametrize("label", ["Which one?", ""], ids=["unmatched", "unnamed"])
def test_of_a_form_of_very_many_fields_the_messages_name_the_first(plum: Person, label: str) -> None:
    items = [[1, label and f"{label} {n}", None, 1, [[n + 1, None, 0]]] for n in range(1_500)]
    data = json.dumps([None, [None, items], "/forms", "T"])
    action = "https://docs.google.com/forms/d/e/1FAIpQLSd0123456789/formResponse"
    script = f"<script>var FB_PUBLIC_LOAD_DATA_ = {data};</script>"
    plum.file("form.html", f'<html><body><form action="{action}"></form>{script}</body></html>')
    ended = plum.run("form", "1", "--attach", "form.html", env={"COLUMNS": "1000"})
    assert ended.code == 0, ended.err
    assert "The same goes for 1450 more fields" in ended.err, ended.err[-500:]
    assert len(ended.err) < 20_000
