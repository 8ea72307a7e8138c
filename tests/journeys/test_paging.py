"""What is longer than the screen opens in the person's pager, and nothing else ever does."""

import re
import sys
from collections.abc import Mapping

import pytest

from journeys.driver import Person

SGR = re.compile(r"\x1b\[[0-9;]*m")
LONG, SHORT = ("thread", "1.2", "--full"), ("show", "1.2@oakleaf")


@pytest.fixture
def reader(plum: Person) -> Person:
    """PlumTree7 with a pager that keeps what it was given, and says so."""
    pager = plum.file(
        "pager.py",
        "import pathlib, sys\n"
        "pathlib.Path('paged.txt').write_bytes(sys.stdin.buffer.read())\n"
        "print('the pager was here')\n",
    )
    plum.env["PAGER"] = f"'{sys.executable}' '{pager}'"
    return plum


def paged(person: Person, *words: str, env: Mapping[str, str | None] | None = None, rows: int = 24) -> bool:
    seen = person.at_terminal(*words, env=env, rows=rows)
    assert seen.code == 0
    return "the pager was here" in seen.text


@pytest.mark.real
def test_what_is_longer_than_the_screen_is_paged_whole_with_its_messages(reader: Person) -> None:
    without = reader.at_terminal(*LONG, "--no-pager", rows=24).text

    assert paged(reader, *LONG)
    assert (reader.home / "paged.txt").read_text(encoding="utf-8") == SGR.sub("", without)


def test_messages_come_along_where_they_go_to_the_same_terminal(reader: Person) -> None:
    reader.did("answer", "1.2.1", "It means being a small lamp.")

    assert paged(reader, "history", "1.2.1", rows=5)
    assert "cups-course history 1.2.1 --restore 1" in (reader.home / "paged.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("words", [("show", "1.2"), ("search", "the"), ("thread", "1.2"), ()], ids=" ".join)
def test_every_long_listing_is_paged(reader: Person, words: tuple[str, ...]) -> None:
    assert paged(reader, *words, rows=10)


def test_what_fits_the_screen_is_not(reader: Person) -> None:
    assert not paged(reader, *SHORT)


@pytest.mark.parametrize(
    "words", [("--no-pager", *LONG), (*LONG, "--no-pager"), (*LONG, "--plain"), (*LONG, "--json")], ids=" ".join
)
def test_nor_is_what_was_asked_for_without(reader: Person, words: tuple[str, ...]) -> None:
    assert not paged(reader, *words)


@pytest.mark.parametrize("env", [{"TERM": "dumb"}, {"CUPS_COURSE_PAGER": ""}, {"CUPS_COURSE_PAGER": "cat"}], ids=str)
def test_nor_where_the_surroundings_say_no(reader: Person, env: dict[str, str]) -> None:
    assert not paged(reader, *LONG, env=env)


def test_nor_once_it_is_set_off(reader: Person) -> None:
    reader.did("settings", "pager", "off")
    assert not paged(reader, *LONG)


@pytest.mark.real
def test_a_pipe_never_meets_a_pager(reader: Person) -> None:
    assert "the pager was here" not in reader.did(*LONG)
    assert not (reader.home / "paged.txt").exists()


def test_a_pager_for_this_tool_alone_goes_first(reader: Person) -> None:
    seen = reader.at_terminal(*LONG, env={"CUPS_COURSE_PAGER": "head -n 1"}, rows=24)
    assert len(seen.text.splitlines()) == 1


@pytest.mark.real
@pytest.mark.parametrize("pager", ["true", "false", "head -n 2"])
def test_to_close_it_early_is_no_error(reader: Person, pager: str) -> None:
    reader.did("answer", "1.1.1", "--file", reader.file("long.txt", "a lantern\n" * 8000))
    assert reader.at_terminal("show", "1.1", env={"PAGER": pager}, rows=24).code == 0


@pytest.mark.parametrize("pager", ["no-such-pager", "'unclosed", "/"])
def test_without_the_pager_that_is_named_everything_is_printed(reader: Person, pager: str) -> None:
    seen = reader.at_terminal(*LONG, env={"PAGER": pager}, rows=24)
    assert seen.code == 0
    assert SGR.sub("", seen.text) == reader.run(*LONG, env={"COLUMNS": "80"}).out


def test_an_error_comes_after_what_was_printed_and_not_in_a_pager(reader: Person) -> None:
    seen = reader.at_terminal("thread", "1.3", rows=2)
    assert "aren't imported yet" in seen.text


@pytest.mark.real
def test_less_has_colours_unless_it_was_told_otherwise(reader: Person) -> None:
    for options, shown in ((None, True), ("-R -X", True), ("-X", False), ("", False)):
        seen = reader.at_terminal(*LONG, env={"PAGER": "less -E", "LESS": options}, typed=b"q", rows=24)
        assert seen.code == 0
        assert ("\x1b[2mPost" in seen.text or "\x1b[1m" in seen.text) is shown, options
        assert "ESC[" not in seen.text


@pytest.mark.real
def test_less_says_how_to_leave_it_unless_it_was_told_otherwise(reader: Person) -> None:
    told: tuple[dict[str, str | None], ...] = (
        {"PAGER": None},
        {"PAGER": "less -R"},
        {"LESS": "-R"},
        {"LESS": ""},
        {"PAGER": "less -R -Pmine"},
        {"PAGER": "less -M"},
    )
    for env, says in zip(told, (True, True, False, False, False, False), strict=True):
        seen = reader.at_terminal(*LONG, env=env, typed=b"q", rows=24)
        assert seen.code == 0
        assert ("Space: more   q: leave" in seen.text) is says, env
