"""A document of answers becomes lines that can be split, whatever it was written with; or it is said what it is."""

import zipfile
from io import BytesIO

import docx
import pytest
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from hypothesis import given, settings
from hypothesis import strategies as st

from builders import a_course, a_discussion, a_program, a_question, a_reply, an_answer
from cups_course.errors import CannotRead
from cups_course.export.text import render_markdown, render_text, text_for_thread
from cups_course.reader.own import split_answer
from cups_course.reader.own_document import read_document, replies_beyond, without_peer_replies

QUESTIONS = ("What does a steady pace mean to you?", "Where have you seen one?")


def saved(document: Document) -> bytes:
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def split(data: bytes) -> list[tuple[int | None, str]]:
    return split_answer(read_document(data, name="answers"), QUESTIONS)


def test_questions_as_headings_of_a_word_document() -> None:
    document = docx.Document()
    document.add_heading(QUESTIONS[0], level=2)
    document.add_paragraph("One step a day.")
    document.add_paragraph("And a nap.")
    document.add_heading(QUESTIONS[1], level=2)
    document.add_paragraph("In our choir ☀.")
    assert split(saved(document)) == [(1, "One step a day.\n\nAnd a nap."), (2, "In our choir ☀.")]


def test_questions_in_bold_letters() -> None:
    document = docx.Document()
    for question, words in zip(QUESTIONS, ("One step a day.", "In our choir."), strict=True):
        document.add_paragraph().add_run(question).bold = True
        document.add_paragraph(words)
    assert split(saved(document)) == [(1, "One step a day."), (2, "In our choir.")]


def test_a_numbered_list_of_a_word_document_has_its_numbers() -> None:
    document = docx.Document()
    for words in ("One step a day.", "In our choir."):
        document.add_paragraph(words, style="List Number")
    assert read_document(saved(document), name="answers") == "1. One step a day.\n2. In our choir."
    assert split(saved(document)) == [(1, "One step a day."), (2, "In our choir.")]


def test_bullets_have_a_dash_and_tables_their_words() -> None:
    document = docx.Document()
    document.add_paragraph("Bread", style="List Bullet")
    document.add_table(rows=1, cols=2).rows[0].cells[1].text = "and salt"
    read = read_document(saved(document), name="answers")
    assert "- Bread" in read
    assert "and salt" in read


def test_blank_lines_are_kept_as_they_were_written() -> None:
    document = docx.Document()
    for words in ("One.", "", "Two.", "Three."):
        document.add_paragraph(words)
    assert read_document(saved(document), name="answers") == "One.\n\nTwo.\nThree."


def test_a_document_that_is_bold_from_end_to_end_has_no_headings() -> None:
    document = docx.Document()
    for words in ("One step a day.", "In our choir."):
        document.add_paragraph().add_run(words).bold = True
    assert read_document(saved(document), name="answers") == "One step a day.\n\nIn our choir."


def test_headings_and_bold_lines_in_any_words_are_seen() -> None:
    document = docx.Document()
    document.add_heading("My pace", level=0)
    document.add_paragraph("One step a day.")
    document.add_paragraph().add_run("My choir").bold = True
    document.add_paragraph("On Mondays.")
    document.add_paragraph().add_run("Be kind").bold = True
    assert read_document(saved(document), name="answers").split("\n\n") == [
        "**My pace**",
        "One step a day.",
        "**My choir**",
        "On Mondays.",
        "Be kind",
    ]
    assert split(saved(document)) == [(1, "One step a day."), (2, "On Mondays.\n\nBe kind")]


def test_lists_are_counted_as_the_word_processor_counts_them() -> None:
    document = docx.Document()
    style = document.styles.add_style("Mine", WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = document.styles["List Number"]
    inner = f"<w:numPr {nsdecls('w')}><w:ilvl w:val='1'/><w:numId w:val='{{}}'/></w:numPr>"
    number = document.styles["List Number"].element.pPr.numPr.numId.val
    for words in ("One", "a", "b", "Two", "a", "none"):
        paragraph = document.add_paragraph(words, style="Mine")
        if words in "ab":
            paragraph._p.get_or_add_pPr().append(parse_xml(inner.format(number)))
        elif words == "none":
            paragraph._p.get_or_add_pPr().append(parse_xml(inner.format(0)))
    read = read_document(saved(document), name="answers")
    assert read == "1. One\n1. a\n2. b\n2. Two\n1. a\n\nnone"


def test_a_numbered_list_goes_on_below_the_words_between_its_items() -> None:
    document = docx.Document()
    for question, words in zip(QUESTIONS, ("One step a day.", "In our choir."), strict=True):
        document.add_paragraph(question, style="List Number")
        document.add_paragraph(words)
        document.add_paragraph("Bread", style="List Bullet")
    assert [line for line in read_document(saved(document), name="answers").split("\n") if line[:1].isdigit()] == [
        f"1. {QUESTIONS[0]}",
        f"2. {QUESTIONS[1]}",
    ]
    assert split(saved(document)) == [(1, "One step a day.\n\n- Bread"), (2, "In our choir.\n\n- Bread")]


def test_a_table_of_questions_and_answers_is_split() -> None:
    document = docx.Document()
    table = document.add_table(rows=2, cols=2)
    for row, question, words in zip(table.rows, QUESTIONS, ("One step a day.", "In our choir."), strict=True):
        row.cells[0].text, row.cells[1].text = question, words
    assert split(saved(document)) == [(1, "One step a day."), (2, "In our choir.")]


@pytest.mark.parametrize(
    "wrapped",
    [
        pytest.param("<w:p><w:ins><w:r><w:t>In our choir.</w:t></w:r></w:ins></w:p>", id="a tracked insertion"),
        pytest.param("<w:p><w:r><w:t>In our</w:t></w:r><w:del><w:r><w:delText> old</w:delText></w:r></w:del>"
                     "<w:r><w:t xml:space='preserve'> choir.</w:t></w:r></w:p>", id="a tracked deletion"),
        pytest.param("<w:ins><w:p><w:r><w:t>In our choir.</w:t></w:r></w:p></w:ins>", id="a paragraph inserted"),
        pytest.param("<w:p><w:pPr><w:tabs><w:tab w:val='left' w:pos='9'/></w:tabs></w:pPr><w:r><w:t>In our choir."
                     "</w:t></w:r><w:moveFrom><w:r><w:t> old</w:t></w:r></w:moveFrom></w:p>", id="words moved away"),
        pytest.param("<w:sdt><w:sdtContent><w:p><w:r><w:t>In our choir.</w:t></w:r></w:p></w:sdtContent></w:sdt>",
                     id="a content control"),
        pytest.param("<w:p><w:fldSimple w:instr='X'><w:r><w:t>In our choir.</w:t></w:r></w:fldSimple></w:p>",
                     id="a field"),
    ],
)  # fmt: skip
def test_every_word_that_is_shown_is_read_and_no_other(wrapped: str) -> None:
    document = docx.Document()
    document.add_paragraph("One step a day.")
    document.element.body.insert(1, parse_xml(wrapped.replace(">", f" {nsdecls('w')}>", 1)))
    assert read_document(saved(document), name="answers") == "One step a day.\n\nIn our choir."


def test_peer_replies_below_the_answers_of_an_export_are_told_from_them() -> None:
    for heading, opens in (("Peer replies", "To Fern, 2021-03-02"), ("### Peer replies", "**To a peer**")):
        replies = f"{heading}\n\n{opens}\n\nSo true!"
        assert without_peer_replies(f"{QUESTIONS[0]}\nOne step a day.\n\n{replies}") == (
            f"{QUESTIONS[0]}\nOne step a day.",
            replies,
        )
    assert without_peer_replies("Peer replies\n\nare what I like most.")[1] == ""


def test_replies_that_are_kept_are_told_from_others() -> None:
    kept = [a_reply("Fern", text="Yes"), a_reply("Fern", text="Yes\n\nTo be honest, no"), a_reply(None, text="")]
    ours = "Peer replies\n\nTo Fern, 2021-03-02\nYes\n\nTo Fern\nYes\n\nTo be honest, no\n\nTo a peer"
    assert replies_beyond(ours, kept) == ""
    assert replies_beyond("### Peer replies\n\n**To Fern, 2021-03-02**\n\nYes", kept) == ""
    for other in ("To Fern\nYes, and more", "To Moss\nYes"):
        assert replies_beyond(f"{ours}\n\n{other}", kept) == f"Peer replies\n\n{other}"


WORDS = st.sampled_from(
    ["One step a day.", "In our choir.\n\nOn Mondays.", "- tea\n- bread", "1. rest\n2. sing", "Why not?"]
)


@given(st.lists(WORDS, min_size=1, max_size=4), st.booleans())
def test_what_was_exported_is_split_right_back(answers: list[str], replied: bool) -> None:
    questions = [a_question(number, an_answer(words)) for number, words in enumerate(answers, 1)]
    replies = [a_reply("Fern", text="So true!"), a_reply(None, text="")] if replied else []
    discussion = a_discussion(*questions, replies=replies)
    whole = [a_program(a_course(discussion))]
    for exported in (render_text(whole), render_markdown(whole), text_for_thread(discussion)):
        ours, theirs = without_peer_replies(read_document(exported.encode(), name="answers"))
        assert split_answer(ours, [question.text for question in questions]) == list(enumerate(answers, 1))
        assert ("So true!" in theirs) == (replied and "Fern" in exported)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_text_is_read_in_any_encoding_and_with_any_line_ends(encoding: str) -> None:
    data = f"{QUESTIONS[0]}\r\nUn café, 8 – 9.\r\n".encode(encoding)
    assert split(data)[0] == (1, "Un café, 8 – 9.")


def test_the_last_letter_of_an_old_text_is_kept() -> None:
    assert read_document("One café".encode("cp1252"), name="answers") == "One café"


PACKED = BytesIO()
with zipfile.ZipFile(PACKED, "w", zipfile.ZIP_DEFLATED) as archive:
    archive.writestr("word/document.xml", b" " * 60_000_000)


OPEN_DOCUMENT = BytesIO()
with zipfile.ZipFile(OPEN_DOCUMENT, "w") as archive:
    archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"%PDF-1.7 ...", "is a PDF"),
        (b"{\\rtf1 hello}", "RTF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office document"),
        (b"\xd0\xcf\x11\xe0..\n" + "EncryptedPackage".encode("utf-16-le"), "locked with a password"),
        (OPEN_DOCUMENT.getvalue(), "an OpenDocument file"),
        (b"<!DOCTYPE html><p>Hello", "a web page"),
        (b"PK\x03\x04 and no more", "a damaged or incomplete Word document"),
        (b"some\x00thing\x01", "has no readable text"),
        (PACKED.getvalue(), "too large for a document of answers"),
    ],
)
def test_what_cannot_be_read_is_named_with_a_way_on(data: bytes, words: str) -> None:
    with pytest.raises(CannotRead, match=words) as refused:
        read_document(data, name="my answers")
    assert "my answers" in refused.value.message
    assert "Save it as" in refused.value.message


WHOLE = docx.Document()
WHOLE.add_heading("Answers", level=1)
WHOLE.add_paragraph("One step a day.", style="List Number")
WHOLE_BYTES = saved(WHOLE)


@settings(max_examples=60)
@given(st.lists(st.tuples(st.integers(0, len(WHOLE_BYTES) - 1), st.integers(0, 255)), max_size=20), st.data())
def test_a_damaged_document_is_read_or_refused(flips: list[tuple[int, int]], data: st.DataObject) -> None:
    damaged = bytearray(WHOLE_BYTES[: data.draw(st.integers(1, len(WHOLE_BYTES)))])
    for at, value in flips:
        if at < len(damaged):
            damaged[at] = value
    try:
        read_document(bytes(damaged), name="answers")
    except CannotRead as refused:
        assert "answers" in refused.message


def test_a_style_that_is_based_on_itself_ends_nowhere_and_is_read() -> None:
    document = docx.Document()
    style = document.styles.add_style("Loop", WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = style
    document.add_paragraph("One step a day.", style=style)
    assert read_document(saved(document), name="answers") == "One step a day."
