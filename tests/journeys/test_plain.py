"""--plain: what a program that reads the screen aloud gets. One sentence a line, no columns, no signs without words."""

import re

import pytest

from journeys.driver import STEADY, Person

READ = (
    (),
    ("status", "1.2"),
    ("next",),
    ("check", "1"),
    ("peers", "1.2"),
    ("thread", "1.2"),
    ("show", "1.1"),
    ("history", "1.2.1"),
    ("search", "lantern", "--mine"),
    ("program", "list"),
    ("backup", "--list"),
    ("undo", "--list"),
    ("doctor",),
    ("me",),
    ("settings",),
    ("plan", "1"),
    ("stats",),
    ("import", str(STEADY), "--dry-run"),
)
SIGNS = re.compile(r"^·|[✓✗◐✎█░«»│─┃━\x00-\x09\x0b-\x1f]")
TO_COPY = re.compile(r"(cups-course |/)\S.*")


@pytest.fixture
def listener(plum: Person) -> Person:
    """PlumTree7, with two versions of an answer, a draft and a backup."""
    plum.did("answer", "1.2.1", "It means being a small lamp.")
    plum.did("answer", "1.1.1", "To say no, kindly.")
    plum.did("backup")
    plum.did("plan", "1", "--per-week", "3")
    return plum


@pytest.mark.parametrize("words", READ, ids=lambda words: " ".join(words[:2]) or "bare")
def test_every_line_can_be_read_aloud(listener: Person, words: tuple[str, ...]) -> None:
    ended = listener.run("--plain", *words)
    for line in (ended.out + ended.err).splitlines():
        assert not SIGNS.search(line), line
        assert "  " not in line and line == line.strip() != "", line
        assert len(line) < 60 or line[-1] in ".?!:…" or TO_COPY.fullmatch(line), line


@pytest.mark.parametrize("words", READ[:6], ids=lambda words: " ".join(words[:2]) or "bare")
def test_a_terminal_of_any_width_gets_the_same_without_a_line_broken_or_drawn_anew(
    listener: Person, words: tuple[str, ...]
) -> None:
    ended = listener.run("--plain", *words)
    seen = listener.at_terminal(*words, "--plain", columns=40, rows=10)
    assert sorted(seen.text.splitlines()) == sorted((ended.out + ended.err).splitlines())


def test_every_row_says_what_it_is_its_state_and_its_whole_wording(listener: Person) -> None:
    assert listener.did("status", "--plain").startswith("Kind Leaders Program: 0 of 4 discussions done.\n")
    said = listener.did("status", "1.2", "--plain").splitlines()
    assert "Discussion 2, in progress: Steady Beats Fast." in said
    assert "Question 3, posted 10 Mar 2025: How can you keep a pace you'll enjoy a year from now?" in said
    assert "Peer replies: 2 of 3, oakleaf, FernAndTide." in said
    assert said[-1] == "cups-course peers 1.2"


def test_of_a_reply_it_is_said_what_it_stands_under(listener: Person) -> None:
    said = listener.did("thread", "1.2", "--plain")
    assert re.search(r"^Post \d+, reply under post \d+ by PlumTree7, you, 11 Mar 2025: ", said, re.MULTILINE)


def test_what_changed_is_said_in_words(listener: Person) -> None:
    said = listener.did("history", "1.2.1", "--plain")
    assert "(removed: " in said and "[-" not in said


def test_a_setting_stays_and_each_call_may_say_otherwise(listener: Person) -> None:
    plain, drawn = listener.did("status", "--plain"), listener.did("status")
    assert plain != drawn

    assert listener.did("status", env={"CUPS_COURSE_PLAIN": "1"}) == plain
    assert "plain is on" in listener.did("settings", "plain", "on")
    assert listener.did("status") == plain
    assert listener.did("status", "--drawn") == listener.did("status", env={"CUPS_COURSE_PLAIN": "0"}) == drawn
    assert listener.json("settings") == {"plain": True, "pager": True}
    listener.did("settings", "plain", "off")
    assert listener.did("status") == drawn


@pytest.mark.parametrize("content", ["", "{", "[]", '{"plain": "loud"}', "\xff"])
def test_a_file_of_settings_that_cannot_be_read_sets_nothing(listener: Person, content: str) -> None:
    drawn = listener.did("status")
    listener.file("settings.json", content)
    assert listener.did("status") == drawn


def test_settings_need_a_word_that_they_know(person: Person) -> None:
    assert "Use on or off" in person.failed("settings", "plain", code=2)
    assert "loud" in person.failed("settings", "loud", "on", code=2)
    assert not person.store.exists()
