"""Closing the editor at once: only an editor with a window of its own may still be open then."""

import shutil
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from journeys.driver import Person

QUESTION = "may be open in a window"
READS_KEYS = """\
import sys, termios, time, tty
before = termios.tcgetattr(0)
tty.setcbreak(0)
print("An editor of my own", flush=True)
sys.stdin.read(1)
termios.tcsetattr(0, termios.TCSADRAIN, before)
"""
"""An editor in the terminal that nobody knows by its name; it closes at the first key."""


def drafts(person: Person) -> list[Path]:
    return sorted((person.home / "unsaved-answers").glob("*.md"))


def later(keys: bytes) -> Callable[[], bytes]:
    def wait_and_type() -> bytes:
        time.sleep(0.1)  # nano throws away what is typed before its screen is complete
        return keys

    return wait_and_type


@pytest.mark.real
@pytest.mark.parametrize(("program", "screen", "keys"), [("nano", "^X", b"\x18"), ("vi", "All", b":q\r")])
def test_a_terminal_editor_that_is_closed_at_once_asks_nothing(
    leader: Person, program: str, screen: str, keys: bytes
) -> None:
    if not shutil.which(program):
        pytest.skip(f"there is no {program}")
    seen = leader.at_terminal("answer", "2.2", env={"EDITOR": program}, asked=[(screen, later(keys))])
    assert QUESTION not in seen.text and "Aborted" not in seen.text
    assert "Nothing changed in 2.2." in seen.text
    assert seen.code == 0
    assert drafts(leader) == []


@pytest.mark.real
def test_an_unknown_editor_in_the_terminal_asks_nothing_either(leader: Person) -> None:
    script = leader.file("reads-keys.py", READS_KEYS)
    editor = {"EDITOR": f"{shutil.which('python3')} {script}"}
    seen = leader.at_terminal("answer", "2.2", env=editor, asked=[("An editor of my own", later(b"q"))])
    assert QUESTION not in seen.text
    assert "Nothing changed in 2.2." in seen.text


@pytest.mark.real
def test_a_window_that_is_still_written_in_is_asked_about_and_waited_for(leader: Person) -> None:
    """The command comes back at once; what it started saves half a second later."""
    slow = '(sleep 0.5; echo Written in a window. >> "$1"; echo done > written.txt) > /dev/null 2>&1 &'

    def when_written() -> bytes:
        while not (leader.home / "written.txt").exists():
            time.sleep(0.02)
        return b"\n"

    seen = leader.at_terminal("answer", "2.2", env=leader.window(slow), asked=[(QUESTION, when_written)])
    assert seen.code == 0
    assert leader.exported("2.2")["2.2.3"] == "Written in a window."


@pytest.mark.real
def test_who_does_not_wait_for_the_window_is_told_how_to_save_its_words(leader: Person) -> None:
    seen = leader.at_terminal(
        "answer", "2.2", env=leader.window() | {"NO_COLOR": "1"}, asked=[(QUESTION, lambda: b"\x04")]
    )
    assert seen.code == 1
    assert "Aborted" not in seen.text
    assert "Nothing was saved. To save what you write in the window:\n  cups-course answer 2.2\n" in seen.text
    (draft,) = drafts(leader)
    draft.write_text(draft.read_text(encoding="utf-8") + "Late words.", encoding="utf-8")
    leader.did("answer", "2.2", env=leader.editor("pass"))
    assert leader.exported("2.2")["2.2.3"] == "Late words."
