"""Every version of what a person wrote: seen, taken whole, and brought back."""

import json

import pytest
from rich.cells import cell_len

from journeys.driver import Person, folder_of

FIRST = "A leader who listens before speaking.\n\n  To serve is to notice, 聞くこと."
SECOND = "A host who listens before speaking. It stays with me.\n\n  To serve is to notice, 聞くこと."


def writes_twice(person: Person) -> None:
    person.did("answer", "2.2.1", FIRST)
    person.did("posted", "2.2.1", "--on", "2026-11-03")
    person.did("answer", "2.2.1", SECOND)


def test_the_history_says_of_each_version_where_it_is_from_and_what_changed(leader: Person) -> None:
    writes_twice(leader)
    said = leader.did("history", "2.2.1", env={"COLUMNS": "200"})
    assert "12 words, typed on the command line, posted 3 Nov 2026\n" in said
    assert "16 words, typed on the command line, current\n" in said
    assert "A [-leader-] {+host+} who listens before speaking. {+It stays with me.+}" in said


def test_the_time_is_that_of_where_the_person_is(leader: Person) -> None:
    leader.did("answer", "2.2.1", "words")
    kept = leader.json("history", "2.2.1")[0]["at"]
    assert f", {kept[11:16]}  1 word" in leader.did("history", "2.2.1")
    assert f", {kept[11:16]}  1 word" not in leader.did("history", "2.2.1", env={"TZ": "XYZ-5:30"})


def test_a_version_comes_out_exactly_as_it_was_written(leader: Person) -> None:
    writes_twice(leader)
    assert leader.did("history", "2.2.1", "1") == FIRST + "\n"
    assert leader.shell("cups-course history 2.2.1 1 | cups-course answer 2.2.2").code == 0
    assert leader.exported("2.2")["2.2.2"] == FIRST


def test_programs_get_every_version_with_its_facts(leader: Person) -> None:
    writes_twice(leader)
    one, two = leader.json("history", "2.2.1")
    assert {key: one[key] for key in ("ref", "version", "text", "words", "source")} == {
        "ref": "2.2.1",
        "version": 1,
        "text": FIRST,
        "words": 12,
        "source": "text",
    }
    assert [(one[key], two[key]) for key in ("posted", "current", "counts")] == [
        (True, False),
        (False, True),
        (True, True),
    ]
    assert leader.json("history", "2.2.1", "2") == [two]
    assert leader.json("history", "2.2.2") == []


@pytest.mark.parametrize("columns", [60, 80, 160])
def test_the_history_fits_the_screen_and_reads_the_same_without_colour(leader: Person, columns: int) -> None:
    writes_twice(leader)
    leader.did("answer", "2.2.1", "long " * 90 + SECOND + " and on" * 90)
    said = leader.did("history", "2.2.1", env={"COLUMNS": str(columns)})
    assert all(cell_len(line) <= columns for line in said.splitlines())
    assert leader.at_terminal("history", "2.2.1", env={"NO_COLOR": "1"}, columns=columns).text.startswith(said)


def test_what_stayed_far_from_a_change_is_folded(leader: Person) -> None:
    leader.did("answer", "2.2.1", "begin " + "steady " * 100 + "end")
    leader.did("answer", "2.2.1", "begin " + "steady " * 100 + "finish")
    changed = leader.did("history", "2.2.1", env={"COLUMNS": "200"}).splitlines()[-1].strip()
    assert changed.startswith("… steady") and changed.endswith("steady [-end-] {+finish+}")
    assert changed.count("steady") < 10


def test_words_that_would_steer_a_terminal_do_not(leader: Person) -> None:
    leader.did("answer", "2.2.1", "calm [bold]words[/x]")
    leader.did("answer", "2.2.1", "calm \x1b[31mred\u202e words[/x]")
    said = leader.did("history", "2.2.1")
    assert "\x1b" not in said and "\u202e" not in said
    assert "[bold]" in said
    assert b"\x1b[31m" not in leader.at_terminal("history", "2.2.1", "2").raw


def test_a_discussion_shows_each_of_its_answers_in_turn(leader: Person) -> None:
    leader.did("answer", "2.2.1", "first words")
    leader.did("answer", "2.2.3", "third words")
    said = leader.did("history", "2.2")
    assert said.index("first words") < said.index("third words")
    assert [one["ref"] for one in leader.json("history", "2.2")] == ["2.2.1", "2.2.3"]
    assert "cups-course history 2.2.3" in leader.failed("history", "2.2", "--restore", "1")


def test_an_older_version_is_brought_back_and_the_newer_one_stays_at_hand(leader: Person) -> None:
    writes_twice(leader)
    assert leader.question("2.2.1")["changed_since_posted"]

    ended = leader.run("history", "2.2.1", "--restore", "1", env={"COLUMNS": "200"})
    assert ended.out == "Restored version 1 of 2.2.1, 12 words. It is now version 3.\n"
    assert "cups-course history 2.2.1 2" in ended.err
    assert leader.exported("2.2")["2.2.1"] == FIRST
    assert leader.versions() == [FIRST, SECOND, FIRST]
    assert not leader.question("2.2.1")["changed_since_posted"]

    again = leader.run("history", "2.2.1", "--restore", "2", env={"COLUMNS": "200"})
    assert "cups-course export 2.2 --for thread --copy" in again.err
    assert leader.question("2.2.1")["changed_since_posted"]


def test_what_is_current_already_changes_nothing(leader: Person) -> None:
    writes_twice(leader)
    assert "Version 2 of 2.2.1 is the current version. Nothing was changed." in leader.did(
        "history", "2.2.1", "--restore", "2"
    )
    assert leader.versions() == [FIRST, SECOND]


def test_a_reply_has_a_history_too(leader: Person) -> None:
    leader.did("reply", "2.2", "oakleaf", "I like that", "--draft")
    leader.did("reply", "2.2", "oakleaf", "I like that very much")
    assert "I like that {+very much+}" in leader.did("history", "2.2@oakleaf")
    leader.did("history", "2.2@oakleaf", "--restore", "1")
    assert [one["text"] for one in leader.json("history", "2.2@oakleaf")][-1] == "I like that"
    assert leader.discussion("2.2")["peer_replies"]["given"] == 1


@pytest.mark.parametrize(
    "words", [("2.2.1", "7"), ("2.2.1", "--restore", "7"), ("2.2.1", "--restore", "0")], ids=" ".join
)
def test_a_version_that_is_not_there_is_said_with_how_many_there_are(leader: Person, words: tuple[str, ...]) -> None:
    writes_twice(leader)
    before = folder_of(leader)
    said = leader.failed("history", *words)
    assert f"There is no version {words[-1]} of 2.2.1. Its versions are 1 to 2, the newest." in said
    assert said.endswith("cups-course history 2.2.1")
    assert folder_of(leader) == before


def test_nothing_kept_and_what_has_no_history_are_said(leader: Person) -> None:
    assert leader.failed("history", "2.2.1").endswith("cups-course answer 2.2.1")
    assert leader.failed("history", "2.2.1", "--restore", "1").endswith("cups-course answer 2.2.1")
    assert "2 is a course" in leader.failed("history", "2")
    leader.failed("history", "2.2.1", "--restore", code=2)


def test_what_was_read_in_the_forum_has_a_day_and_no_time(plum: Person) -> None:
    (version, *_) = json.loads(plum.did("history", "1.2", "--json"))
    said = plum.did("history", "1.2", env={"TZ": "XYZ-5:30"})
    assert version["source"] == "import"
    assert "words, from your post in the forum, posted" in said
    assert "23:59" not in said and "05:29" not in said
