"""Pasting in the terminal, and a machine without a clipboard."""

import pytest

from journeys.driver import STEADY, Person, one_line

NO_DESKTOP = "There is no clipboard here, because no desktop is running."
LONG = "A paragraph of mine with many words in it. " * 300 + "The end."
PASTE = "Paste the text, then press Enter and Ctrl-D."


def test_standard_input_in_a_terminal_says_how_to_paste_and_waits(person: Person) -> None:
    thread = STEADY.read_bytes()
    seen = person.at_terminal("import", "-", env={"NO_COLOR": "1"}, asked=[(PASTE, lambda: thread + b"\x04")])
    assert seen.code == 0
    assert "1.2 Steady Beats Fast: 26 posts" in seen.text


@pytest.mark.parametrize("command", [("answer", "1.3", "--file", "-"), ("import", "--answers", "-", "1.3")])
def test_a_pasted_paragraph_is_saved_whole_however_long_it_is(plum: Person, command: tuple[str, ...]) -> None:
    """A terminal that reads by lines keeps only the first 4095 bytes of each."""
    seen = plum.at_terminal(*command, asked=[(PASTE, lambda: f"{LONG}\n\x04".encode())])
    assert seen.code == 0, seen.text
    assert LONG in plum.versions()


def test_a_file_named_as_standard_input_is_what_is_piped_in(plum: Person) -> None:
    plum.did("answer", "1.3", "--file", "-", typed="My piped answer.")
    assert "My piped answer." in plum.versions()


@pytest.mark.parametrize(
    ("env", "says"),
    [
        ({}, NO_DESKTOP),
        ({"DISPLAY": ":99"}, "Install xclip"),
        ({"WAYLAND_DISPLAY": "wayland-9"}, "Install wl-clipboard"),
    ],
)
def test_without_a_clipboard_the_import_says_so_and_the_other_ways(
    person: Person, env: dict[str, str], says: str
) -> None:
    """The programs that reach a clipboard are not installed: there is nothing on the PATH."""
    said = person.failed("import", "--clipboard", env={"PATH": "/nowhere", **env})
    assert says in said
    assert "has no text" not in said
    assert said.endswith("cups-course import -")


def test_without_a_clipboard_an_export_says_so_and_prints_the_text(plum: Person) -> None:
    ended = plum.run("export", "1.2", "--copy", env={"PATH": "/nowhere", "DISPLAY": ":99"})
    assert "Install xclip to use the clipboard. Copy the text from here:" in one_line(ended.err)
    assert "patience" in ended.out or len(ended.out) > 100


def test_a_walk_through_the_form_promises_no_clipboard_where_there_is_none(plum: Person) -> None:
    seen = plum.at_terminal("form", "1", env={"TERM": "dumb"}, asked=[("stop]", lambda: b"q\n")], columns=200)
    assert NO_DESKTOP in one_line(seen.text)
    assert "is copied to the clipboard" not in seen.text
