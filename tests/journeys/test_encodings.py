"""UTF-8 with line feeds, whatever the locale or the code page says."""

import json
from collections.abc import Mapping

import pytest

from journeys.driver import STEADY, Person
from journeys.locales import LOCALES, said_in

WORDS = "Grüße 🙂 日本語 – “naïve” ’"

LEFT_ALONE = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
"""A Python that is told to obey a locale of ASCII."""


@pytest.fixture(params=[*LOCALES, "ASCII, Python left alone"])
def env(request: pytest.FixtureRequest) -> Mapping[str, str]:
    return LEFT_ALONE if request.param not in LOCALES else said_in(request.param)


def test_words_from_the_call_a_file_and_a_pipe_come_out_as_they_went_in(leader: Person, env: Mapping[str, str]) -> None:
    leader.did("answer", "2.2.1", WORDS, env=env)
    leader.did("answer", "2.2.2", "--file", leader.file("words.txt", WORDS), env=env)
    leader.did("answer", "2.2.3", typed=WORDS, env=env)
    for arguments in (("2.2",), ("2.2", "--for", "thread"), ("2.2", "--format", "markdown")):
        ended = leader.run("export", *arguments, env=env)
        assert ended.stdout.count(WORDS.encode("utf-8")) == 3
        assert b"\r" not in ended.stdout
    document = json.loads(leader.run("export", "2.2", "--json", env=env).stdout.decode("utf-8"))
    answers = [one["answer"]["text"] for one in document["programs"][0]["courses"][0]["discussions"][0]["questions"]]
    assert answers == [WORDS] * 3


def test_words_from_the_editor_come_out_as_they_went_in(leader: Person, env: Mapping[str, str]) -> None:
    leader.did("answer", "2.2", env={**env, **leader.editor(f"write(_2_2_1={WORDS!r})")})
    assert leader.exported("2.2")["2.2.1"] == WORDS


def test_names_and_notes_come_out_as_they_went_in(leader: Person, env: Mapping[str, str]) -> None:
    leader.did("me", "Jürgen", env=env)
    leader.did("reply", "2.2", "Bärbel", WORDS, env=env)
    leader.did("note", "2.2", WORDS, env=env)
    assert leader.json("me")["names"] == ["Jürgen"]
    assert leader.discussion("2.2")["peer_replies"]["peers"] == ["Bärbel"]
    assert leader.notes() == [WORDS]
    assert "Bärbel" in leader.did("show", "2.2@Bärbel", env=env)


def test_screens_are_utf_8(leader: Person, env: Mapping[str, str]) -> None:
    leader.did("answer", "2.2.1", "One.")
    ended = leader.run("status", env=env)
    assert "✎" in ended.out
    assert "·" in ended.out
    assert b"\r" not in ended.stdout
    assert ended.out == leader.run("status").out


def test_a_copy_is_read_and_reported(person: Person, env: Mapping[str, str]) -> None:
    said = json.loads(person.did("import", STEADY, "--me", "PlumTree7", "--json", env=env))
    assert any("🌱" in post["text"] for post in said["posts"])
    assert "kettle" in person.did("show", "1.2", env=env)


def test_messages_are_utf_8(leader: Person, env: Mapping[str, str]) -> None:
    assert "“Grüße an Fern”" in leader.failed("status", "Grüße an Fern", env=env)
    assert "nürgends.txt" in leader.failed("import", "nürgends.txt", env=env)


def test_a_file_is_written_in_utf_8(leader: Person, env: Mapping[str, str]) -> None:
    leader.did("answer", "2.2.1", WORDS)
    leader.did("export", "2.2", "--output", "Antwörten.txt", env=env)
    data = (leader.home / "Antwörten.txt").read_bytes()
    assert WORDS.encode("utf-8") in data
    assert b"\r" not in data
