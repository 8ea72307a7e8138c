"""What stands on the screen: it fits, it says in words what remains, and it ends with what to do next."""

import re
import shlex
from collections.abc import Callable

import pytest
from rich.cells import cell_len

from journeys.driver import Person

WIDTHS = (40, 60, 80, 120, 200)

OUTLINE = """
key = "wide"
title = "A Program with a Very Long Title, Longer than Narrow Terminals Are Wide, 日本語コース"

[[course]]
number = 1
title = "Becoming Somebody Who Listens to Everybody Else, 聞くことの学び and More of It"

[[course.discussion]]
number = 1
title = "Done Already, with a Title That Goes On and On and On until Nobody Reads It"
questions = ["Was it good?"]

[[course.discussion]]
number = 2
title = "Begun, なにかを始めることの意味について, and Not Finished Yet by Any Means"
peer_replies = 3
questions = [
    "What does it mean to you that somebody listens, and how would you say it to a person who has never been heard?",
    "お茶を飲みながら、いちばん静かな夜に誰かがあなたの話を聞いてくれたときのことを、できるだけ詳しく書いてください。",
    "And what 🙂👩‍👩‍👧 do you do when nobody does, which happens to everybody at some time?",
]

[[course.discussion.task]]
kind = "quiz"
text = "The short quiz about all of it, retakes allowed, at the end of the second page"
optional = false
minimum = "8/10"

[[course.discussion]]
number = 3
title = "Not Begun"
peer_replies = 1
questions = 2

[[course.discussion]]
number = 4

[[course.form]]
title = "The evaluation form at the end of the course with all your answers in it"
"""
OPEN_QUESTION = "And what 🙂👩‍👩‍👧 do you do when nobody does, which happens to everybody at some time?"
SGR = re.compile(r"\x1b\[[0-9;]*m")


@pytest.fixture
def reader(after: Callable[[Callable[[Person], None]], Person]) -> Person:
    """Somebody in the middle of a course whose titles and questions are long and wide."""
    return after(_begin_the_wide_course)


def _begin_the_wide_course(person: Person) -> None:
    person.did("program", "add", person.file("wide.toml", OUTLINE))
    person.did("answer", "1.1.1", "It was.")
    person.did("posted", "1.1")
    person.did("answer", "1.2.1", "To be heard is to be there.")
    person.did("posted", "1.2", "--on", "2026-11-03")
    person.did("answer", "1.2.2", "A draft of four.")
    person.did("reply", "1.2", "oakleaf", "Thank you!")
    person.did("reply", "1.2", "a_peer_with_a_name_that_is_long", "Thank you!")


def lines_of(person: Person, columns: int, *words: str) -> list[str]:
    """The lines of a screen as wide as that. A command to copy is never broken, however narrow the screen."""
    text = person.run(*words, env={"COLUMNS": str(columns)}).out
    lines = text.splitlines()
    return lines if columns >= 60 else [line for line in lines if not line.strip().startswith("cups-course ")]


@pytest.mark.parametrize("columns", WIDTHS)
@pytest.mark.parametrize(
    "words",
    [
        (),
        ("status", "1"),
        ("status", "1.2"),
        ("next",),
        ("show", "1"),
        ("show", "1.2"),
        ("peers", "1.2"),
        ("check", "1"),
    ],
    ids=lambda words: " ".join(words) or "bare",
)
def test_every_line_fits_the_width(reader: Person, columns: int, words: tuple[str, ...]) -> None:
    for line in lines_of(reader, columns, *words):
        assert cell_len(line) <= columns, line


@pytest.mark.parametrize("columns", WIDTHS)
def test_the_words_that_say_what_remains_are_whole_at_every_width(reader: Person, columns: int) -> None:
    lines = lines_of(reader, columns)
    for words in (
        "1 of 4 discussions",
        "done",
        "in progress",
        "posted 3 Nov",
        "draft, 4 words",
        "to answer",
        "Peer replies",
        "2 of 3",
        "Quiz",
        "to do",
        "no questions yet",
        "to go",
    ):
        assert any(words in line for line in lines), words


@pytest.mark.parametrize("columns", WIDTHS)
def test_the_screen_ends_with_what_to_do_next_and_its_command(reader: Person, columns: int) -> None:
    said = reader.run(env={"COLUMNS": str(columns)}).out
    assert "Next" in said
    assert said.rstrip().splitlines()[-1].strip() == "cups-course answer 1.2"


def test_a_wide_screen_gives_an_open_question_its_whole_wording(reader: Person) -> None:
    assert any(OPEN_QUESTION in line and "to answer" in line for line in lines_of(reader, 200))


def test_a_narrow_screen_still_tells_the_questions_apart(reader: Person) -> None:
    lines = [line.strip() for line in lines_of(reader, 60)]
    assert any(re.match(r"\S 1 .*posted", line) for line in lines)
    assert any(re.match(r"\S 2 .*draft", line) for line in lines)
    assert any(re.match(r"\S 3 .*to answer", line) for line in lines)


def test_done_discussions_fold_away_and_unfold_when_asked_for(reader: Person) -> None:
    assert "Was it good?" not in reader.did("status")
    assert "Was it good?" in reader.did("status", "1.1")


@pytest.mark.parametrize("columns", [60, 80, 200])
def test_a_terminal_s_own_width_counts(reader: Person, columns: int) -> None:
    for line in SGR.sub("", reader.at_terminal(columns=columns).text).splitlines():
        assert cell_len(line) <= columns, line


def test_the_same_words_stand_on_a_terminal_and_in_a_pipe(reader: Person) -> None:
    assert SGR.sub("", reader.at_terminal(columns=100).text) == reader.run(env={"COLUMNS": "100"}).out


def test_colour_is_for_terminals_alone_and_no_color_is_honoured(reader: Person) -> None:
    assert "\x1b[" in reader.at_terminal().text
    plain = reader.at_terminal(env={"NO_COLOR": "1"})
    assert not re.search(r"\x1b\[[0-9;]*[34][0-7]m", plain.text)
    assert b"\x1b" not in reader.run().stdout
    assert b"\x1b" not in reader.run("peers", "1.2").stderr


def test_no_color_gives_plain_text(reader: Person) -> None:
    assert b"\x1b" not in reader.at_terminal(env={"NO_COLOR": "1"}).raw


def test_a_dumb_terminal_gets_plain_text(reader: Person) -> None:
    assert b"\x1b" not in reader.at_terminal(env={"TERM": "dumb"}).raw


# help


EVERYDAY = ["status", "next", "import", "answer", "posted", "reply", "peers", "done", "check", "form", "export"]


def commands(person: Person) -> list[str]:
    return re.findall(r"^  ([a-z]+) {2,}\S", person.did("help", "--all"), flags=re.MULTILINE)


@pytest.mark.parametrize("asked", ["-h", "--help", "help"])
def test_the_help_fits_a_small_terminal_and_shows_an_example_of_each_everyday_command(
    person: Person, asked: str
) -> None:
    lines = person.did(asked, env={"COLUMNS": "80"}).splitlines()
    assert len(lines) < 24 and max(map(len, lines)) < 80
    shown = [line.split() for line in lines if line.startswith("  ")]
    assert [words[0] for words in shown] == EVERYDAY
    examples = [re.split(" {2,}", line)[-1].split() for line in lines if line.startswith("  ")]
    assert all(words[0] == "cups-course" for words in examples)
    assert [(words[1:] or ["status"])[0] for words in examples] == EVERYDAY


def test_a_phone_gets_the_help_without_examples(person: Person) -> None:
    lines = person.did("-h", env={"COLUMNS": "42"}).splitlines()
    assert [line.split()[0] for line in lines if line.startswith("  ")] == EVERYDAY
    assert "page.html" not in "".join(lines)


def test_all_commands_are_in_the_long_help_the_everyday_ones_first(person: Person) -> None:
    named = commands(person)
    assert named[: len(EVERYDAY)] == EVERYDAY
    assert set(named) >= {"me", "show", "note", "move", "remove", "program", "cohort", "redo", "help", "backup"}
    assert len(named) == len(set(named))


def test_help_on_one_command_is_its_own_help(person: Person) -> None:
    for words in (["answer"], ["program", "add"]):
        helps = {person.did(*words, "--help"), person.did(*words, "-h"), person.did("help", *words)}
        assert len(helps) == 1
    assert "cups-course help --all" in person.failed("help", "nonsense", code=2)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("list", "status"),
        ("todo", "status --todo"),
        ("edit 2.2", "answer 2.2"),
        ("delete 2.2.1", "remove 2.2.1"),
        ("view 2.2@oakleaf", "show 2.2@oakleaf"),
        ("copy", "export 2 --copy"),
        ("add 'my page.html'", 'import "my page.html"'),
        ("version", "--version"),
        ("undone 2.2.quiz", "posted 2.2.quiz --undo"),
        ("restore 2.2.1", "history 2.2.1 --restore 1"),
        ("restore-backup 3", "backup --restore 3"),
        ("not-now 2.3 friday", "pause 2.3 friday"),
        ("progress", "status"),
        ("LIST", "status"),
        ("2.2", "show 2.2"),
        ("stauts 2", "status 2"),
        ("nonsense", "help --all"),
    ],
)
def test_a_command_that_people_guess_names_the_right_one(person: Person, typed: str, meant: str) -> None:
    ended = person.run(*shlex.split(typed))
    assert (ended.code, ended.out) == (2, "")
    assert f"  cups-course {meant}\n" in ended.err
    assert not person.store.exists()


def test_every_command_has_help_with_examples(person: Person) -> None:
    for command in commands(person):
        said = person.did(command, "--help")
        assert "Example" in said, command
        assert re.search(rf"^ +(.*\| )?cups-course {command}\b", said, flags=re.MULTILINE), command


@pytest.mark.parametrize("outer", ["program", "question"])
def test_the_commands_inside_of_others_have_help_with_examples_too(person: Person, outer: str) -> None:
    inner = re.findall(r"^  ([a-z]+) {2,}\S", person.did(outer, "--help").partition("Commands:")[2], flags=re.MULTILINE)
    assert "add" in inner
    for command in inner:
        examples = person.did(outer, command, "--help").partition("Examples:")[2]
        assert f"cups-course {outer} {command}" in examples, command


@pytest.mark.parametrize("columns", [80, 120])
def test_help_fits_the_screen(person: Person, columns: int) -> None:
    for line in person.run("--help", env={"COLUMNS": str(columns)}).out.splitlines():
        assert cell_len(line) <= columns, line


# where the store is


@pytest.mark.parametrize(
    "line",
    [
        "--store other.db status --json",
        "status --store other.db --json",
        "status --json --store other.db",
        "status --json --store=other.db",
        "--store other.db program list --json",
        "program --store other.db list --json",
        "program list --store other.db --json",
    ],
)
def test_the_store_can_be_named_before_and_after_the_command(leader: Person, line: str) -> None:
    leader.did("--store", "other.db", "program", "add", leader.file("wide.toml", OUTLINE))
    assert '"wide"' in leader.did(*line.split())
    assert '"wide"' not in leader.did("status", "--json")


@pytest.mark.parametrize(
    "words",
    [
        ("--store", "other.db", "answer", "1.1.1", "- words"),
        ("answer", "--store", "other.db", "1.1.1", "- words"),
        ("answer", "1.1.1", "- words", "--store", "other.db"),
        ("answer", "1.1.1", "--store=other.db", "- words"),
    ],
    ids=" ".join,
)
def test_the_store_can_be_named_around_a_text_that_begins_with_a_dash(leader: Person, words: tuple[str, ...]) -> None:
    leader.did("--store", "other.db", "program", "add", leader.file("wide.toml", OUTLINE))
    leader.did(*words)
    assert "- words" in leader.did("export", "1.1", "--store", "other.db")
    assert leader.versions() == []


def test_a_named_store_goes_before_the_one_in_the_environment(leader: Person) -> None:
    assert "Welcome" in leader.did("--store", "nothing-yet.db")
