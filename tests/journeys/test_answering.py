"""Answers given with the call, in a file, or through a pipe."""

import os
import shlex

import pytest

from journeys.driver import Person, folder_of

LETTER = "Grüße, “naïve” café – 5 €\n\n  indented, and a ’ in the end"

BEGIN_WITH_A_DASH = (
    "- a",
    "- one\n- two\n- three",
    "-",
    "-1",
    "-1.5 degrees",
    "-well",
    "-h is no help",
    "-f first.txt",
    "--so it goes",
    "-- a dash of salt",
    "--, he said",
    "---",
    "--2020--",
    "-- --help me",
    "—and so on",
    "-[bold]not markup[/x]",
)


@pytest.mark.parametrize("text", BEGIN_WITH_A_DASH)
def test_a_text_may_begin_with_a_dash(leader: Person, text: str) -> None:
    leader.did("answer", "2.2.1", text)
    assert leader.exported("2.2")["2.2.1"] == text


@pytest.mark.parametrize("text", ["- thanks!", "-1 for me, +1 for you", "--so true, that"])
def test_the_text_of_a_reply_or_a_note_may_begin_with_a_dash_too(leader: Person, text: str) -> None:
    leader.did("reply", "2.2", "oakleaf", text)
    leader.did("note", "2.2", text)
    assert leader.versions() == [text]
    assert leader.notes() == [text]


def test_options_are_understood_before_and_after_a_text_that_begins_with_a_dash(leader: Person) -> None:
    leader.did("reply", "2.2", "oakleaf", "- soon", "--draft")
    leader.did("reply", "--draft", "2.2", "plum", "- soon, too")
    assert leader.discussion("2.2")["peer_replies"]["given"] == 0
    assert sorted(leader.versions()) == ["- soon", "- soon, too"]


def test_two_dashes_end_the_options_as_everywhere(leader: Person) -> None:
    leader.did("answer", "2.2.1", "--", "--file")
    assert leader.exported("2.2")["2.2.1"] == "--file"


@pytest.mark.parametrize(
    "words",
    [
        ("2.2.1", "--fiel", "first.txt"),
        ("2.2.1", "--fiel=first.txt"),
        ("2.2.1", "--dry-run"),
        ("--jsn", "2.2.1", "words"),
        ("2.2.1", "words", "more words"),
        ("2.2.1", "words", "--file", "first.txt"),
        (),
    ],
    ids=" ".join,
)
def test_a_call_that_is_off_is_wrong_usage_and_keeps_nothing(leader: Person, words: tuple[str, ...]) -> None:
    leader.file("first.txt", "from a file")
    before = folder_of(leader)
    leader.failed("answer", *words, code=2)
    assert folder_of(leader) == before


@pytest.mark.parametrize(
    "data",
    [
        LETTER.encode("utf-8"),
        LETTER.encode("utf-8-sig"),
        LETTER.encode("utf-16"),
        b"\xfe\xff" + LETTER.encode("utf-16-be"),
        LETTER.encode("cp1252"),
        LETTER.replace("\n", "\r\n").encode("utf-8"),
        LETTER.replace("\n", "\r\n").encode("cp1252"),
        f"\n\n{LETTER}\n\n\n".encode(),
    ],
    ids=["UTF-8", "UTF-8 with BOM", "UTF-16", "UTF-16 big-endian", "cp1252", "CRLF", "cp1252 CRLF", "blank lines"],
)
def test_a_file_or_a_pipe_is_read_in_whatever_encoding_it_comes(leader: Person, data: bytes) -> None:
    leader.did("answer", "2.2.1", "--file", leader.file("letter.txt", data))
    leader.did("answer", "2.2.2", typed=data)
    kept = leader.exported("2.2")
    assert kept["2.2.1"] == LETTER
    assert kept["2.2.2"] == LETTER


def test_a_kept_answer_is_a_draft_with_its_words_counted(leader: Person) -> None:
    leader.did("answer", "2.2.1", "It means to help first.")
    assert leader.question("2.2.1")["state"] == "draft"
    assert leader.question("2.2.1")["words"] == 5


@pytest.mark.parametrize("piped", ["", "\n", "  \n\t\n"], ids=["nothing", "a line break", "white space"])
@pytest.mark.parametrize("ref", ["2.2", "2.2.1"])
def test_an_empty_pipe_changes_nothing_and_says_so(leader: Person, ref: str, piped: str) -> None:
    leader.did("answer", "2.2.1", "Kept before.")
    before = folder_of(leader)
    leader.failed("answer", ref, typed=piped)
    assert folder_of(leader) == before


@pytest.mark.parametrize("text", ["", " ", "\n"], ids=["nothing", "a blank", "a line break"])
def test_an_empty_text_never_empties_an_answer(leader: Person, text: str) -> None:
    leader.did("answer", "2.2.1", "Kept before.")
    leader.failed("answer", "2.2.1", text)
    assert leader.exported("2.2")["2.2.1"] == "Kept before."


@pytest.mark.real
def test_with_a_text_standard_input_is_not_read(leader: Person) -> None:
    reading, writing = os.pipe()  # whoever reads it waits for an end that does not come
    try:
        ended = leader.run("answer", "2.2.1", "Given with the call.", stdin=reading)
        file = leader.file("second.txt", "Given in a file.")
        other = leader.run("answer", "2.2.2", "--file", file, stdin=reading)
    finally:
        os.close(writing)
        os.close(reading)
    assert (ended.code, other.code) == (0, 0)
    assert leader.exported("2.2")["2.2.1"] == "Given with the call."
    assert leader.exported("2.2")["2.2.2"] == "Given in a file."


def test_a_piped_text_for_a_discussion_is_one_piece(leader: Person) -> None:
    piece = "All three in one.\n\n1. Not a question of ours.\n<!-- and no line of ours -->"
    leader.did("answer", "2.2", typed=f"{piece}\n")
    assert leader.exported("2.2") == {"2.2": piece, "2.2.1": None, "2.2.2": None, "2.2.3": None}
    discussion = leader.discussion("2.2")
    assert discussion["answer"]["state"] == "draft"
    assert [one["state"] for one in discussion["questions"]] == ["draft"] * 3


def the_document(person: Person) -> str:
    """The document of 2.2 as an editor gets it."""
    person.run("answer", "2.2", env=person.editor("Path('seen.md').write_text(text, encoding='utf-8')"))
    return (person.home / "seen.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("ends", ["\n", "\r\n"], ids=["LF", "CRLF"])
def test_a_piped_document_with_our_lines_is_split_over_the_questions(leader: Person, ends: str) -> None:
    lines = []
    for line in the_document(leader).splitlines():
        lines.append(line)
        if line.startswith("<!-- 2.2.1 ") or line.startswith("<!-- 2.2.3 "):
            lines.append(f"- about {line[5:10]}")
    leader.did("answer", "2.2", typed=ends.join(lines))
    assert leader.exported("2.2") == {"2.2": None, "2.2.1": "- about 2.2.1", "2.2.2": None, "2.2.3": "- about 2.2.3"}


def test_an_untouched_document_that_is_piped_back_changes_nothing(leader: Person) -> None:
    leader.did("answer", "2.2.1", "Kept before.")
    leader.did("answer", "2.2", typed=the_document(leader))
    assert leader.versions() == ["Kept before."]


def test_the_same_words_again_make_no_second_version(leader: Person) -> None:
    leader.did("answer", "2.2.1", "Twice.")
    leader.did("answer", "2.2.1", "Twice.")
    assert leader.versions() == ["Twice."]


def test_every_version_stays_in_the_store(leader: Person) -> None:
    for text in ("First.", "Second.", "First."):
        leader.did("answer", "2.2.1", text)
    assert leader.versions() == ["First.", "Second.", "First."]
    assert leader.exported("2.2")["2.2.1"] == "First."


def test_keeping_an_answer_says_which_and_what_comes_next(leader: Person) -> None:
    first = leader.run("answer", "2.2.1", "Words of mine.")
    assert "2.2.1" in first.out
    assert "2.2.2" in first.err
    assert "2.2.3" in first.err
    leader.did("answer", "2.2.2", "More.")
    last = leader.run("answer", "2.2.3", "And more.")
    assert "cups-course export 2.2 --for thread" in last.err


def test_the_command_for_a_second_draft_to_the_same_person_names_that_draft(leader: Person) -> None:
    leader.did("reply", "2.2", "Oakleaf", "Thank you for this.")
    said = leader.run("reply", "2.2", "Oakleaf", "One thing more.", "--draft").err

    command = shlex.split(said.splitlines()[-1])
    assert command[-1] == "2.2@Oakleaf#2"
    leader.did(*command[1:])
    assert leader.query("SELECT count(*) FROM posting JOIN version ON version.id = version_id") == [2]


def test_only_what_was_posted_is_called_posted_before(plum: Person) -> None:
    plum.did("question", "add", "1.2", "Whom would you thank?")  # the other questions are posted
    assert "posted this before" not in plum.run("answer", "1.2.4", "The ferryman.").err
    assert "posted this before" in plum.run("answer", "1.2.1", "A lamp that is lit.").err
    plum.did("answer", "1.1", "One answer for all of it.")
    assert "posted this before" not in plum.run("answer", "1.1", "Another answer for all of it.").err
    plum.did("posted", "1.1")
    assert "posted this before" in plum.run("answer", "1.1", "A newer answer for all of it.").err


def test_the_checklist_says_at_any_width_that_an_answer_changed_since_it_was_posted(plum: Person) -> None:
    plum.did("answer", "1.2.1", "A lamp that is lit.")
    for columns in ("60", "80", "120"):
        assert "posted, changed since" in plum.did("status", "1.2", env={"COLUMNS": columns})
