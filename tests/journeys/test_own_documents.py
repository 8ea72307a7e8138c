"""The document in which answers were kept until today, split over the questions as drafts."""

from io import BytesIO

import docx

from journeys.driver import STEADY, Person

QUESTIONS = (
    "What does steady service mean to you?",
    "When have you seen somebody at Harbour Lights do it well?",
    "How can you keep a pace you'll enjoy a year from now?",
)
WORDS = ("To come back on Thursday.", "The night crew, in the storm.\n\nAll of them.", "With naps.")


def repeated() -> str:
    return "\n\n".join(f"{question}\n\n{words}" for question, words in zip(QUESTIONS, WORDS, strict=True))


def prepared(person: Person) -> Person:
    person.did("import", STEADY)
    return person


def answers(person: Person) -> list[str | None]:
    return [person.exported("1.2")[f"1.2.{number}"] for number in (1, 2, 3)]


def test_a_text_is_split_and_kept_as_drafts(person: Person) -> None:
    prepared(person).did("import", "--answers", person.file("mine.txt", repeated()), "1.2")
    assert answers(person) == list(WORDS)
    assert [one["state"] for one in person.discussion("1.2")["questions"]] == ["draft"] * 3


def test_a_word_document_is_split_as_well(person: Person) -> None:
    document = docx.Document()
    for question, words in zip(QUESTIONS, WORDS, strict=True):
        document.add_heading(question, level=2)
        for paragraph in words.split("\n\n"):
            document.add_paragraph(paragraph)
    file = BytesIO()
    document.save(file)
    prepared(person).did("import", "--answers", person.file("mine.docx", file.getvalue()), "1.2")
    assert answers(person) == list(WORDS)


def test_what_is_exported_comes_back_as_it_was(person: Person) -> None:
    prepared(person).did("import", "--answers", person.file("mine.txt", repeated()), "1.2")
    for form in ("text", "markdown"):
        out = person.did("export", "1.2", "--format", form)
        assert "says the same" in person.did("import", "--answers", person.file(f"back.{form}", out), "1.2")
    assert answers(person) == list(WORDS)


def test_an_old_document_never_pushes_newer_words_aside(person: Person) -> None:
    old = prepared(person).file("mine.txt", repeated())
    person.did("import", "--answers", old, "1.2")
    person.did("answer", "1.2.3", "With long naps.")
    person.did("import", "--answers", old, "1.2")
    assert answers(person) == [*WORDS[:2], "With long naps."]


def test_words_above_the_first_question_are_a_note(person: Person) -> None:
    text = f"Notes of last winter, written on the train while it snowed and nobody got on for hours.\n\n{repeated()}"
    said = prepared(person).run("import", "--answers", person.file("mine.txt", text), "1.2")
    assert answers(person) == list(WORDS)
    assert "note on 1.2" in said.out + said.err
    assert person.notes() == ["Notes of last winter, written on the train while it snowed and nobody got on for hours."]


def test_a_document_for_a_whole_course_is_cut_at_the_titles_of_its_discussions(person: Person) -> None:
    prepared(person)
    person.did("import", STEADY.with_name("asking-for-help.txt"))
    asked = [question["text"] for question in person.discussion("1.3")["questions"]]
    second = "\n\n".join(f"{question}\n\nBy asking early, {number}." for number, question in enumerate(asked, 1))
    text = f"My answers\n\nSteady Beats Fast\n\n{repeated()}\n\nDiscussion 3: Asking for Help\n\n{second}\n"
    person.did("import", "--answers", person.file("mine.txt", text), "1")
    assert answers(person) == list(WORDS)
    assert [person.exported("1.3")[f"1.3.{number}"] for number in range(1, len(asked) + 1)] == [
        f"By asking early, {number}." for number in range(1, len(asked) + 1)
    ]
    assert person.notes() == ["My answers"]


def test_without_a_discussion_it_is_asked_for(person: Person) -> None:
    ended = prepared(person).run("import", "--answers", person.file("mine.txt", repeated()))
    assert ended.code == 2
    assert "import --answers" in ended.err


def test_nothing_is_kept_of_a_document_that_cannot_be_read(person: Person) -> None:
    said = prepared(person).failed("import", "--answers", person.file("mine.pdf", b"%PDF-1.7"), "1.2")
    assert "is a PDF" in said
    assert answers(person) == [None] * 3
