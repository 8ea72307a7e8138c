"""Answers out: for the evaluation form, for the thread, to a file, to the clipboard."""

import subprocess
from collections.abc import Callable

import pytest

from journeys.driver import PATIENCE, STEADY, Person, discussions, folder_of, one_line

QUESTIONS = (
    "What does steady service mean to you?",
    "When have you seen somebody at Harbour Lights do it well?",
    "How can you keep a pace you'll enjoy a year from now?",
)
NASTY = (
    "[bold]not bold[/bold] and [/x] and [link=https://example.org]no link[/link]",
    ":smile: stays a word",
    "wide 日本語 and 🙂👩‍👩‍👧 and e\u0301 and ﬁ",
    "שלום, and \u202eoverridden\u202c, and \u2066isolated\u2069",
    "word " * 2000 + "end",
    "x" * 5000,
    "  indented\n\n\n\nthree blank lines\n\ttab  \n  two blanks behind  ",
    "# heading\n\n* bullet\n1. one\n<b>tag</b> & &amp; `code` ~~~ | table |\n---",
    "with \x1b[31mescape\x1b[0m and \x07 bell",
    "non-breaking\u00a0blank, soft\u00adhyphen, zero\u200bwidth, line\u2028separator",
)
NO_CLIPBOARD: dict[str, str | None] = {"PATH": "/nowhere", "DISPLAY": None, "WAYLAND_DISPLAY": None}


def in_order(text: str, *parts: str) -> bool:
    """Whether the parts stand in the text one after the other."""
    at = 0
    for part in parts:
        at = text.find(part, at)
        if at < 0:
            return False
        at += len(part)
    return True


@pytest.mark.parametrize("ref", ["1", "1.2"])
@pytest.mark.parametrize("format_", ["text", "markdown"])
def test_each_question_stands_before_its_answer_and_the_replies_come_last(plum: Person, ref: str, format_: str) -> None:
    answers = [plum.exported("1.2")[f"1.2.{number}"] or "" for number in (1, 2, 3)]
    text = plum.did("export", ref, "--format", format_)
    parts = [part for pair in zip(QUESTIONS, answers, strict=True) for part in pair]
    assert in_order(text, "Becoming a Kind Leader", "Steady Beats Fast", *parts)
    assert in_order(text, answers[-1], "oakleaf", "I had to smile at the fridge!", "FernAndTide", "An end time!")
    assert text.endswith("\n")
    assert not text.endswith("\n\n")


@pytest.mark.parametrize("ref", ["1", "1.2"])
def test_json_holds_questions_answers_replies_refs_and_ids(plum: Person, ref: str) -> None:
    document = plum.json("export", ref)
    found = next(one for one in discussions(document) if one["ref"] == "1.2")
    assert [one["text"] for one in found["questions"]] == list(QUESTIONS)
    assert [one["ref"] for one in found["questions"]] == ["1.2.1", "1.2.2", "1.2.3"]
    assert [one["answer"]["state"] for one in found["questions"]] == ["posted"] * 3
    assert [one["peer"] for one in found["peer_replies"]] == ["oakleaf", "oakleaf", "FernAndTide"]
    assert all(one["id"] for one in (found, *found["questions"], *found["peer_replies"]))
    assert plum.did("export", ref, "--format", "json") == plum.did("export", ref, "--json")


def test_an_id_never_changes_when_the_reference_does(leader: Person) -> None:
    leader.did("answer", "2.2.1", "One.")
    before = discussions(leader.json("export", "2.2"))[0]
    leader.did("move", "2.2", "3.1")
    after = discussions(leader.json("export", "3.1"))[0]
    assert before["id"] == after["id"]
    assert before["questions"][0]["id"] == after["questions"][0]["id"]
    assert before["questions"][0]["answer"]["id"] == after["questions"][0]["answer"]["id"]


def test_for_the_thread_are_questions_and_answers_and_nothing_else(plum: Person) -> None:
    text = plum.did("export", "1.2", "--for", "thread")
    answers = plum.exported("1.2")
    for question, answer in zip(QUESTIONS, ("1.2.1", "1.2.2", "1.2.3"), strict=True):
        words = answers[answer] or ""
        assert in_order(text, question, words)
        text = text.replace(question, "", 1).replace(words, "", 1)
    assert text.strip() == ""


def test_what_is_pasted_into_the_thread_comes_back_from_it_as_the_same_answers(leader: Person) -> None:
    kept = {"2.2.1": "- one\n- two", "2.2.2": "1) a number in front", "2.2.3": "Three?\n\nAnd a motto."}
    for ref, text in kept.items():
        leader.did("answer", ref, text)
    post = leader.did("export", "2.2", "--for", "thread")
    page = (
        "Course 2: Becoming a 7 Cups Leader - (Discussion #2) Service Leadership at 7 Cups\n\n"
        "HarbourAnna March 3rd, 2025\n\nQuestions: What do you think of the idea of service leadership? "
        "Can you list one example of service leadership you have seen on 7 Cups?\n"
        "How can you become a better \"servant' to our community?\n\n"
        "Activity: Please reply to 3 of your peers in this thread.\n\n"
        f"PlumTree7 November 23rd, 2027\n\n{post}\n\noakleaf November 24th, 2027\n\nThank you!\n"
    )
    leader.did("import", leader.file("page.txt", page), "--me", "PlumTree7")
    assert [one["state"] for one in leader.discussion("2.2")["questions"]] == ["posted"] * 3
    assert leader.exported("2.2") == {"2.2": None, **kept}


def test_a_draft_of_a_reply_is_no_evidence(leader: Person) -> None:
    leader.did("answer", "2.2.1", "One.")
    leader.did("reply", "2.2", "oakleaf", "Not posted yet.", "--draft")
    leader.did("reply", "2.2", "plum", "Posted.")
    text = leader.did("export", "2")
    assert "Not posted yet." not in text
    assert "Posted." in text


def test_an_answer_in_one_piece_comes_last(leader: Person) -> None:
    leader.did("answer", "2.2.1", "Only the first.")
    leader.did("answer", "2.2", typed="All in one piece.")
    for arguments in (("2",), ("2.2", "--for", "thread"), ("2", "--format", "markdown")):
        assert in_order(leader.did("export", *arguments), "Only the first.", "All in one piece.")


def test_questions_without_an_answer_are_named_beside_the_export(leader: Person) -> None:
    leader.did("answer", "2.2.1", "One.")
    ended = leader.run("export", "2.2")
    assert ended.code == 0
    assert "2.2.2 and 2.2.3" in one_line(ended.err)


@pytest.mark.parametrize("text", NASTY, ids=lambda text: ascii(text[:16]))
def test_an_answer_comes_out_exactly_as_it_was_written(leader: Person, text: str) -> None:
    leader.did("answer", "2.2.1", "--file", leader.file("words.txt", text))
    for arguments in (("2",), ("2.2", "--format", "markdown"), ("2.2", "--for", "thread")):
        assert leader.run("export", *arguments).stdout.endswith(f"{text}\n".encode())
    assert leader.exported("2.2")["2.2.1"] == text


def test_nothing_written_is_said_and_not_exported(leader: Person) -> None:
    leader.failed("export", "2.2", "--for", "thread")
    leader.failed("export", "2")


# files


def test_an_export_goes_to_a_file_whole(plum: Person) -> None:
    ended = plum.run("export", "1", "--format", "markdown", "--output", "my course.md")
    assert (ended.code, ended.out) == (0, "")
    assert "my course.md" in ended.err
    assert (plum.home / "my course.md").read_bytes().decode("utf-8") == plum.did("export", "1", "--format", "markdown")


def test_an_existing_file_is_left_byte_for_byte_without_force(plum: Person) -> None:
    plum.file("mine.txt", b"mine\r\n\xff")
    before = folder_of(plum)
    assert "mine.txt" in plum.failed("export", "1", "--output", "mine.txt")
    assert folder_of(plum) == before
    plum.did("export", "1", "--output", "mine.txt", "--force")
    assert (plum.home / "mine.txt").read_bytes().decode("utf-8") == plum.did("export", "1")
    assert {"mine.txt", "courses.db"} == {name for name in folder_of(plum) if not name.startswith("backups")}


def test_for_the_thread_into_a_file_says_what_to_do_afterwards(plum: Person) -> None:
    ended = plum.run("export", "1.2", "--for", "thread", "--output", "post.txt")
    assert "cups-course posted 1.2" in one_line(ended.err)
    assert (plum.home / "post.txt").read_bytes().decode("utf-8") == plum.did("export", "1.2", "--for", "thread")


# pipes


@pytest.mark.parametrize("arguments", [("status",), ("export", "1"), ("show", "1.2"), ("peers", "1.2"), ("--help",)])
def test_piped_output_has_no_escape_sequences(plum: Person, arguments: tuple[str, ...]) -> None:
    assert b"\x1b" not in plum.run(*arguments, env={"COLUMNS": "60"}).stdout


def test_an_export_is_not_wrapped(leader: Person) -> None:
    line = "word " * 100 + "end"
    leader.did("answer", "2.2.1", line)
    assert line in leader.run("export", "2.2", env={"COLUMNS": "40"}).out.splitlines()


def _write_a_lot(person: Person) -> None:
    person.did("program", "add", "ldp-2020")
    person.file("page.txt", STEADY.read_bytes())
    person.did("answer", "2.2", "--file", person.file("long.txt", "many words in a line\n" * 20_000))
    person.did("posted", "2.2")


@pytest.mark.parametrize(
    "line",
    [
        "export 2.2 | head -1",
        "export 2.2 | true",
        "export 2.2 --format markdown | true",
        "export 2.2 --json | true",
        "export 2.2 --for thread | head -c 1",
        "status | true",
        "status --json | true",
        "show 2.2 | head -1",
        "show 2.2 | true",
        "next | true",
        "peers 2.2 2>/dev/null | true",
        "program list | true",
        "--help | true",
        "answer --help | true",
        "--version | true",
        "import --dry-run page.txt 2>/dev/null | true",
    ],
)
def test_a_closed_pipe_is_no_error(after: Callable[[Callable[[Person], None]], Person], line: str) -> None:
    ended = after(_write_a_lot).shell(f"cups-course {line}")
    assert ended.err == ""
    assert ended.code == 0


def test_a_full_disk_is_a_sentence(plum: Person) -> None:
    ended = plum.shell("cups-course export 1 > /dev/full")
    assert ended.code == 1
    assert "Traceback" not in ended.err
    assert "went wrong inside" not in ended.err


# the clipboard


def test_without_a_clipboard_the_text_is_there_to_copy_by_hand(plum: Person) -> None:
    ended = plum.run("export", "1.2", "--for", "thread", "--copy", env=NO_CLIPBOARD)
    assert ended.code == 0
    assert ended.out == plum.did("export", "1.2", "--for", "thread")
    assert "clipboard" in ended.err
    assert "Traceback" not in ended.err


@pytest.mark.parametrize("text", ["Grüße 🙂\n\n[/x] 日本語", "  indented\n\n\nand long " + "word " * 5000 + "end"])
def test_copy_puts_exactly_what_to_paste_on_the_clipboard(leader: Person, display: str, text: str) -> None:
    leader.did("answer", "2.2.1", "--file", leader.file("words.txt", text))
    # xclip stays behind, and whoever reads what we said need not wait for it.
    ended = leader.shell("cups-course export 2.2 --for thread --copy", env={"DISPLAY": display})
    pasted = subprocess.run(
        ["xclip", "-selection", "clipboard", "-o"],
        env={**leader.env, "DISPLAY": display},
        capture_output=True,
        timeout=PATIENCE,
        check=True,
    ).stdout.decode("utf-8")
    assert ended.code == 0
    assert pasted == leader.did("export", "2.2", "--for", "thread").removesuffix("\n")
    said = ended.err
    assert "clipboard" in said
    assert "cups-course posted 2.2" in said
    assert text not in said


def test_where_pasting_may_fail_the_same_export_is_named_with_a_file(plum: Person) -> None:
    over_ssh = NO_CLIPBOARD | {"TERM": "xterm-256color", "SSH_TTY": "/dev/pts/0", "TMUX": None}
    for words in (("1.2", "--for", "thread"), ("1", "--format", "markdown"), ("1", "--no-replies"), ("1.2.1",)):
        said = plum.at_terminal("export", *words, "--copy", env=over_ssh).text
        assert f"cups-course export {' '.join(words)} --output FILE" in said


def test_a_post_without_any_answer_is_refused_in_one_sentence(leader: Person) -> None:
    said = leader.failed("export", "2.2", "--for", "thread")
    assert said.startswith("You have no answer to 2.2 yet.")
