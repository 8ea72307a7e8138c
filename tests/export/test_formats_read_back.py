"""A table, a document and a page, opened again by a reader of that format: every word is there as it was written."""

import csv
from io import BytesIO, StringIO

import docx
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from builders import a_course, a_discussion, a_program, a_question, a_reply, an_answer
from cups_course.export.layout import only_posted, refs_containing, without_replies
from cups_course.export.page import NOT_IN_HTML, render_page
from cups_course.export.spreadsheet import escaped_refs, render_csv
from cups_course.export.text import render_markdown, render_text
from cups_course.export.word import NOT_IN_XML, render_word
from cups_course.model import Discussion, Program
from cups_course.text import as_written, runs_as_formula
from cups_course.view.documents import render_json

_HOSTILE = (
    "</pre><script>alert(1)</script>",
    '=HYPERLINK("https://example.org")',
    "\uff1d1+1",
    "'\"&amp;<b>",
    "\u202eright to left\u202c \u2067and\u2069",
    "  two blanks before\n\n\n\tand a tab  ",
    "family 👩‍👩‍👧 e\u0301 日本語 שלום",
    "a\x0bb\x0cc\x1bd\x00e\uffff",
)
_LONG = "x" * 100_000
"""Once is enough: many examples with such a text take long and show nothing new."""
_KEPT = (st.text() | st.sampled_from(_HOSTILE)).map(as_written).filter(bool)


def _whole(discussion: Discussion) -> list[Program]:
    return [a_program(a_course(discussion))]


# A Word document costs what many words cost: few documents, each with many texts.
@settings(max_examples=40)
@given(st.lists(_KEPT, min_size=1, max_size=10), _KEPT)
@example([*_HOSTILE, _LONG], "=1")
def test_every_word_is_read_back_as_it_was_written(answers: list[str], reply: str) -> None:
    questions = [a_question(number, an_answer(words)) for number, words in enumerate(answers, 1)]
    programs = _whole(a_discussion(*questions, replies=[a_reply("oak", text=reply)]))
    texts = [*answers, reply]

    table = list(csv.DictReader(StringIO(render_csv(programs), newline="")))
    assert [
        one["text"].removeprefix("'") if runs_as_formula(words) else one["text"]
        for one, words in zip(table, texts, strict=True)
    ] == texts
    assert not any(runs_as_formula(cell) for one in table for cell in one.values())

    document = docx.Document(BytesIO(render_word(programs)))
    written = [one for one in document.paragraphs if one.style and one.style.name == "Normal"]
    assert [one.text for one in written if not any(run.bold for run in one.runs)] == [
        NOT_IN_XML.sub("", words) for words in texts
    ]

    shown = LexborHTMLParser(render_page(programs)).css("pre.text")
    assert [one.text() for one in shown] == [NOT_IN_HTML.sub("", words) for words in texts]


def test_what_a_format_cannot_hold_is_said() -> None:
    programs = _whole(a_discussion(a_question(1, an_answer("a\x1bb")), a_question(2, an_answer("a\x00b"))))

    assert refs_containing(programs, NOT_IN_XML) == ["2.2.1", "2.2.2"]
    assert refs_containing(programs, NOT_IN_HTML) == ["2.2.2"]
    assert escaped_refs(_whole(a_discussion(a_question(1, an_answer("-1")), a_question(2, an_answer("1"))))) == [
        "2.2.1"
    ]


def test_a_row_says_what_is_asked_where_and_whether_it_was_posted() -> None:
    discussion = a_discussion(
        a_question(1, an_answer("one", posted=True)), a_question(2), replies=[a_reply("fern", text="Thanks!")]
    )
    rows = list(csv.reader(StringIO(render_csv(_whole(discussion)))))
    where = ["Course 2: Becoming a Leader", "2.2 Service Leadership"]

    assert rows == [
        ["course", "section", "ref", "kind", "question", "text", "state", "date"],
        [*where, "2.2.1", "answer", "What is 1?", "one", "posted", ""],
        [*where, "2.2.2", "answer", "What is 2?", "", "todo", ""],
        [*where, "2.2@x", "reply", "To fern", "Thanks!", "posted", ""],
    ]


def test_a_word_document_has_headings_and_no_name_of_its_maker() -> None:
    file = docx.Document(BytesIO(render_word(_whole(a_discussion(a_question(1, an_answer("one")))))))

    assert [(one.style.name, one.text) for one in file.paragraphs if one.style] == [
        ("Heading 1", "Course 2: Becoming a Leader"),
        ("Heading 2", "2.2 Service Leadership"),
        ("Heading 3", "What is 1?"),
        ("Normal", "one"),
    ]
    assert file.core_properties.author == ""


def test_the_page_names_what_is_missing_and_asks_nothing_of_the_network() -> None:
    written = render_page(_whole(a_discussion(a_question(1, an_answer("one", posted=True)), a_question(2))))
    tree = LexborHTMLParser(written)

    assert [one.text() for one in tree.css(".missing li")] == ["2.2.2 not answered yet"]
    policy = tree.css_first("meta[http-equiv=Content-Security-Policy]")
    assert policy and (policy.attributes["content"] or "").startswith("default-src 'none'; style-src 'sha256-")
    assert not tree.css("[src], link, a[href], form, [style], [onclick]")
    assert "http" not in written.replace('http-equiv="Content-Security-Policy"', "")


def test_nothing_is_said_to_be_missing_where_nothing_is() -> None:
    written = render_page(_whole(a_discussion(a_question(1, an_answer("one", posted=True)))))

    assert "Still missing" not in written


@pytest.mark.parametrize("render", [render_text, render_markdown, render_json, render_csv, render_page])
def test_only_what_was_posted_and_no_replies(render: object) -> None:
    assert callable(render)
    discussion = a_discussion(
        a_question(1, an_answer("stands there", posted=True)),
        a_question(2, an_answer("a draft of it")),
        answer=an_answer("in one piece, a draft"),
        replies=[a_reply("fern", text="Thank you, fern!")],
    )
    out = render(without_replies(only_posted(_whole(discussion))))

    assert "stands there" in out
    assert not any(words in out for words in ("a draft", "Thank you", "What is 2?"))
