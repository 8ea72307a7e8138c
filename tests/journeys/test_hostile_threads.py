"""A thread may hold anything, also what would take over a terminal. Nothing of it ever acts."""

import os
import re
from collections.abc import Callable

import pytest

from journeys.driver import Person

HOSTILE = (
    "\x1b[95;41mRED",
    "\x1b[2J\x1b[H",
    "\x1b]0;a new title\x07",
    "\x1b]52;c;aGFja2Vk\x07",
    "\x1b]8;;https://evil.example\x1b\\click\x1b]8;;\x1b\\",
    "\x1bP+q544e\x1b\\",
    "\x9b95m",
    "\x9d0;another title\x9c",
    "\x08\x08\x08\x7f",
    "before\roverwritten",
    "\u202etxt.exe\u202c",
    "\u2066isolated\u2069",
    "[bold red]loud[/bold red]",
    "[/x]",
    "[link=https://evil.example]here[/link]",
    ":skull:",
    "\x0e\x0f\x11",
)
EVERYTHING = "".join(HOSTILE)
IN_A_LINE = EVERYTHING.replace("\r", "")
SGR = re.compile(r"\x1b\[[0-9;]*m")
HARMFUL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")

PAGE = f"""Skip to main content Skip to bottom nav

Course 1: Kind{IN_A_LINE} Leaders - (Discussion #2) Steady{IN_A_LINE} Beats

HarbourAnna March 3rd, 2025

Welcome {EVERYTHING} everybody!

Questions: What does {IN_A_LINE} mean to you?
When have you seen {IN_A_LINE} done well?

Activity: Please reply to 2 of your peers  in this thread.

oakleaf March 4th, 2025


What does {IN_A_LINE} mean to you?
A lot {EVERYTHING} to me, and to everybody whom I have told about it since the day that I heard of it.

When have you seen {IN_A_LINE} done well?
Every day {EVERYTHING} in this place.

Plum{IN_A_LINE}Tree March 5th, 2025


@oakleaf thank you {EVERYTHING} for this!

wren{HOSTILE[0]} March 6th, 2025


What does {IN_A_LINE} mean to you?
Nothing {EVERYTHING} at all, or so I thought before I came here and saw what the others do every evening.

oakleaf March 7th, 2025


@wren{HOSTILE[0]} it will, {EVERYTHING} soon.
"""

SCREENS = [
    ("status",),
    ("status", "1.2"),
    ("next",),
    ("show", "1"),
    ("show", "1.2"),
    ("show", "1.2.1"),
    ("show", "1.2@wren"),
    ("peers", "1.2"),
    ("check", "1"),
    ("me",),
    ("note", "1.2"),
    ("export", "1.2"),
    ("export", "1.2", "--for", "thread"),
    ("export", "1", "--format", "markdown"),
    ("program", "list"),
    ("import", "page.txt"),
    ("import", "page.txt", "--dry-run"),
    ("import", "page.txt", "--me", "oakleaf", "--dry-run"),
    ("posted", "1.2"),
    ("peers", "9.9"),
    ("status", f"1.2@{HOSTILE[0]}"),
    ("import", f"no{HOSTILE[0]}where.txt"),
    ("reply", "1.2", f"some{HOSTILE[1]}body", f"thanks {HOSTILE[2]}"),
    ("me", "--not", f"some{HOSTILE[1]}body"),
    (f"comm{HOSTILE[1]}and",),
    ("posted", "1.2", "--on", f"2026{HOSTILE[1]}"),
]


@pytest.fixture
def target(after: Callable[[Callable[[Person], None]], Person]) -> Person:
    """Somebody who saved such a thread, and wrote such words."""
    return after(_save_it)


def _save_it(person: Person) -> None:
    person.file("page.txt", PAGE)
    person.did("import", "page.txt", "--me", "oakleaf")
    person.did("note", "1.2", EVERYTHING)
    person.did("answer", "1.2.1", typed=f"mine {EVERYTHING}")
    person.did("reply", "1.2", "wren", typed=f"to you {EVERYTHING}")


@pytest.mark.parametrize("words", SCREENS, ids=lambda words: ascii(" ".join(words)))
def test_nothing_of_it_acts_on_a_terminal(target: Person, words: tuple[str, ...]) -> None:
    seen = target.at_terminal(*words)
    assert seen.code in (0, 1, 2)
    assert "Traceback" not in seen.text
    assert "went wrong inside" not in seen.text
    for sequence in HOSTILE[:13]:
        if HARMFUL.search(sequence):
            assert sequence not in seen.text
    assert not HARMFUL.search(SGR.sub("", seen.text))
    assert "\x1b[95;41m" not in seen.text


@pytest.mark.parametrize("words", SCREENS, ids=lambda words: ascii(" ".join(words)))
def test_nothing_of_it_is_in_what_is_said_to_a_pipe(target: Person, words: tuple[str, ...]) -> None:
    ended = target.run(*words)
    assert ended.code in (0, 1, 2)
    assert "Traceback" not in ended.err
    assert "went wrong inside" not in ended.err
    assert not HARMFUL.search(ended.err)
    if words[0] != "export":  # an export is exactly what was written
        assert not HARMFUL.search(ended.out)


def test_markup_in_a_thread_is_shown_as_it_stands(target: Person) -> None:
    said = target.run("show", "1.2", env={"COLUMNS": "1000"}).out
    for plain in ("[bold red]loud[/bold red]", "[/x]", "[link=https://evil.example]here[/link]", ":skull:"):
        assert plain in said


def test_every_post_of_such_a_thread_is_kept_as_the_copy_has_it(target: Person) -> None:
    texts = target.query("SELECT text FROM post ORDER BY position")
    assert any("\x1b]52;c;aGFja2Vk\x07" in text for text in texts)


def test_hostile_words_come_out_of_an_export_exactly_as_written(target: Person) -> None:
    assert target.exported("1.2")["1.2.1"] == f"mine {EVERYTHING}".replace("before\rover", "before\nover")


def test_an_outline_with_such_a_title_does_no_harm(person: Person) -> None:
    outline = 'key = "evil"\ntitle = "Evil \\u001b[2J [/x]"\n\n[[course]]\nnumber = 1\ntitle = "C \\u009b2J"\n'
    person.file(
        "evil.toml", f'{outline}\n[[course.discussion]]\nnumber = 1\ntitle = "D \\u202e"\nquestions = ["Q \\u0007?"]\n'
    )
    for words in (("program", "add", "evil.toml"), ("status",), ("program", "list"), ("next",), ("show", "1.1")):
        seen = person.at_terminal(*words)
        assert seen.code == 0
        assert not HARMFUL.search(SGR.sub("", seen.text))


NAME = os.fsdecode("odd\x1b]0;title\x07[/red]\nSaved your answer to 1.2.1.\u202e".encode() + b"\xff.toml")


@pytest.mark.parametrize("language", ["C.UTF-8", "C"])
def test_the_name_of_a_file_is_only_a_name(target: Person, language: str) -> None:
    for content in (None, "key = 3\n"):
        if content:
            target.file(NAME, content)
        for words in (
            ("import", NAME),
            ("import", "--answers", NAME, "1.2"),
            ("form", "1", "--attach", NAME),
            ("answer", "1.2.1", "--file", NAME),
            ("program", "add", NAME),
            ("program", "check", NAME),
            ("merge", NAME),
            ("--store", NAME, "status"),
            ("--store", NAME, "doctor"),
            ("backup", NAME),
            ("backup", NAME, "--force"),
            ("export", "1.2", "--format", "text", "--output", NAME),
            ("export", "1.2", "--format", "text", "--force", "--output", NAME),
        ):
            ended = target.run(*words, env={"LANG": language, "COLUMNS": "1000"})
            said = ended.out + ended.err
            assert ended.code in (0, 1, 2) and "went wrong inside" not in said, words
            assert not HARMFUL.search(said), words
            assert not re.search("^ *Saved your answer", said, re.MULTILINE), words
