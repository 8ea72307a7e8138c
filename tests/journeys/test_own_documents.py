"""The document in which answers were kept until today, split over the questions as drafts."""

from io import BytesIO

import docx
import pytest

from journeys.driver import ASKING, STEADY, Person, one_line

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


@pytest.mark.words
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


@pytest.mark.parametrize("form", ["text", "markdown"])
@pytest.mark.parametrize("ref", ["1.2", "1"])
def test_what_is_exported_and_comes_back_changes_nothing(person: Person, form: str, ref: str) -> None:
    person.did("import", STEADY, "--me", "PlumTree7")
    person.did("import", ASKING)
    person.did("answer", "1.2", "To sum it up: small lights.")
    person.did("reply", "1.2", "Wren", "--sent")
    before = person.json("export"), person.versions()
    out = person.did("export", ref, "--format", form)
    assert "Peer replies" in out
    said = person.run("import", "--answers", person.file("back.txt", out), ref)
    assert "Nothing changed in 1.2" in said.out
    assert "note" not in said.err
    assert (person.json("export"), person.versions()) == before
    assert person.notes() == []


def test_a_question_that_is_no_longer_asked_takes_its_answer_back(person: Person) -> None:
    prepared(person).did("import", "--answers", person.file("mine.txt", repeated()), "1.2")
    person.did("question", "drop", "1.2.3")
    out = person.did("export", "1.2")
    assert "this text is already saved" in person.did("import", "--answers", person.file("back.txt", out), "1.2")
    assert len(person.versions()) == len(WORDS)


def test_peer_replies_that_the_store_does_not_hold_become_one_note(person: Person) -> None:
    person.did("import", STEADY, "--me", "PlumTree7")
    out = person.did("export", "1.2").rstrip()
    back = person.file("back.txt", f"{out}\n\nTo TealTeapot, 2025-04-01\nThank you for the kettle.\n")
    for _ in range(2):
        said = person.run("import", "--answers", back, "1.2")
        assert "saved as a note on 1.2" in said.err
        assert person.notes() == ["Peer replies\n\nTo TealTeapot, 2025-04-01\nThank you for the kettle."]


def test_no_word_of_a_greeting_is_lost(person: Person) -> None:
    greeting = "@HarbourAnna\nHello all, here is mine!"
    prepared(person).did("import", "--answers", person.file("mine.txt", f"{greeting}\n\n{repeated()}"), "1.2")
    assert answers(person) == list(WORDS)
    assert person.notes() == [greeting]


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


@pytest.mark.parametrize("ref", ["1", "1.2"])
def test_the_command_that_is_named_shows_the_note(person: Person, ref: str) -> None:
    prepared(person).did("import", ASKING)
    title = "" if ref == "1.2" else "Steady Beats Fast\n\n"
    mine = person.file("mine.txt", f"Written by the window.\n\n{title}{repeated()}")
    for _ in range(2):
        told = person.run("import", "--answers", mine, ref).err
        (command,) = [line.split() for line in told.splitlines() if line.strip().startswith("cups-course show")]
        assert person.did(*command[1:]).count("Written by the window.") == 1


def test_without_a_discussion_it_is_asked_for(person: Person) -> None:
    ended = prepared(person).run("import", "--answers", person.file("mine.txt", repeated()))
    assert ended.code == 2
    assert "import --answers" in ended.err


def test_nothing_is_kept_of_a_document_that_cannot_be_read(person: Person) -> None:
    said = prepared(person).failed("import", "--answers", person.file("mine.pdf", b"%PDF-1.7"), "1.2")
    assert "is a PDF" in said
    assert answers(person) == [None] * 3


def test_a_dry_run_tells_and_stores_nothing(person: Person) -> None:
    document = person.file("mine.txt", f"Notes of mine, rather long ones.\n\n{repeated()}")
    before = prepared(person).json("status")
    said = person.did("import", "--answers", document, "1.2", "--dry-run")
    assert f"  1.2.3  2 words, “{WORDS[2]}”\n" in said
    assert "  a note on 1.2  6 words, “Notes of mine, rather long ones.”\n" in said
    assert person.json("status") == before
    assert answers(person) == [None] * 3


def test_the_words_for_each_question_are_shown_and_those_without_words_named(person: Person) -> None:
    document = person.file("mine.txt", f"{QUESTIONS[0]}\n\nMy words, few of them.\n\n{QUESTIONS[2]}\n\nMore words.")
    for dry in (["--dry-run"], []):
        said = prepared(person).did("import", "--answers", document, "1.2", *dry)
        assert "  1.2.1  5 words, “My words, few of them.”\n" in said
        assert "  1.2.3  2 words, “More words.”\n" in said
        assert "No words for 1.2.2.\n" in said


@pytest.mark.parametrize("dry", [["--dry-run"], []], ids=["dry", "stored"])
def test_the_words_for_each_question_are_a_document_too(person: Person, dry: list[str]) -> None:
    document = person.file("mine.txt", f"Notes of mine, rather long ones.\n\n{repeated()}")
    read = prepared(person).json("import", "--answers", document, "1.2", *dry)
    assert read["answers"] == [
        {"ref": f"1.2.{number}", "words": len(words.split()), "text": words} for number, words in enumerate(WORDS, 1)
    ]
    assert read["notes"] == [{"ref": "1.2", "words": 6, "text": "Notes of mine, rather long ones."}]
    assert answers(person) == ([None] * 3 if dry else list(WORDS))


def test_a_document_can_be_piped_in(person: Person) -> None:
    assert prepared(person).run("import", "--answers", "-", "1.2", typed=repeated()).code == 0
    assert answers(person) == list(WORDS)


def test_a_saved_thread_is_not_taken_for_a_document(person: Person) -> None:
    refused = prepared(person).run("import", "--answers", STEADY, "1.2")
    assert refused.code == 2
    assert "looks like a saved thread" in one_line(refused.err)
    assert answers(person) == [None] * 3


def test_options_that_mean_nothing_beside_a_document_are_refused(person: Person) -> None:
    refused = prepared(person).run("import", "--answers", person.file("mine.txt", repeated()), "1.2", "--course", "1")
    assert refused.code == 2
    assert "Only --dry-run and --json go with it" in one_line(refused.err)


def test_a_document_without_its_option_is_told_of_it(person: Person) -> None:
    refused = prepared(person).run("import", person.file("mine.txt", repeated()), "1.2")
    assert refused.code == 2
    assert "import --answers" in refused.err


def test_an_answer_to_a_discussion_that_is_not_in_the_store_goes_to_no_other(person: Person) -> None:
    document = person.file("mine.txt", f"Discussion 2\n\n{repeated()}\n\nDiscussion 9: Knots\n\nOver and under.")
    prepared(person).did("import", "--answers", document, "1")
    assert answers(person) == list(WORDS)
    assert "Over and under." in person.did("show", "1")
