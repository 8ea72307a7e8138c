"""`search`, as a person types it."""

import pytest
from rich.cells import cell_len

from journeys.driver import Person, folder_of, one_line
from journeys.test_hostile_threads import HARMFUL, SGR
from journeys.test_hostile_threads import PAGE as HOSTILE_PAGE


def test_search_finds_own_words_and_posts_with_their_references(plum: Person) -> None:
    plum.did("note", "1.2", "The fridge trick: Thursdays only.")

    found = plum.json("search", "fridge")

    assert [(one["kind"], one["ref"], one["author"]) for one in found] == [
        ("reply", "1.2@oakleaf", None),
        ("note", "1.2", None),
        ("post", "1.2", "oakleaf"),
    ]
    assert found[0]["text"].startswith("I had to smile at the fridge!")
    assert [found[0]] == plum.json("search", "Fridge", "guards", "--kind", "reply", "--course", "1")
    assert found[:2] == plum.json("search", "fridge", "--mine")
    peers = {one["peer"]: one["post"] for one in plum.json("peers", "1.2")}
    assert found[2]["post"] == peers["oakleaf"]


def test_the_screen_names_each_kind_and_marks_the_words_without_colour(plum: Person) -> None:
    ended = plum.run("search", "fridge")

    assert ended.code == 0
    assert ended.out.splitlines()[:3] == [
        "1.2  Steady Beats Fast",
        "  1.2@oakleaf  your reply",
        "    I had to smile at the «fridge»! Having somebody at home who guards your",
    ]
    assert "oakleaf, post " in ended.out
    assert "cups-course show 1.2@oakleaf" in ended.err


@pytest.mark.parametrize("columns", [40, 80])
def test_on_a_terminal_every_line_fits(plum: Person, columns: int) -> None:
    seen = plum.at_terminal("search", "the", columns=columns)

    assert seen.code == 0
    lines = SGR.sub("", seen.text).splitlines()
    assert max(map(cell_len, lines)) <= columns
    assert any("«the»" in line for line in lines)


def test_the_screen_shows_the_first_results_and_counts_the_others(plum: Person) -> None:
    everything = plum.json("search", "t")

    ended = plum.run("search", "t", "--limit", "2")

    assert len(everything) > 20
    assert ended.out.count("«") > 0
    assert f"{len(everything) - 2} more matches." in one_line(ended.err)


@pytest.mark.parametrize("words", [["zebrafish"], ["-zebrafish"], ["fridge", "AND", "NOT"], ['"the fridge', "zebra*"]])
def test_a_search_without_results_succeeds(plum: Person, words: list[str]) -> None:
    ended = plum.run("search", *words)

    assert (ended.code, ended.out) == (0, "")
    assert "Nothing matches these words." in ended.err
    assert plum.json("search", *words) == []


def test_a_search_before_anything_is_kept_welcomes_and_makes_no_file(person: Person) -> None:
    assert "You have no course yet" in person.did("search", "lantern")
    assert person.json("search", "lantern") == []
    assert folder_of(person) == {}


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["?!"], "no words to search for"),
        (["lamp", "--kind", "post", "--mine"], "--mine searches only answers"),
        (["lamp", "--kind", "poem"], "poem"),
        (["lamp", "--kidn", "post"], "--kidn"),
    ],
)
def test_a_search_that_cannot_find_anything_is_refused(plum: Person, words: list[str], said: str) -> None:
    assert said in plum.failed("search", *words, code=2)


def test_an_unknown_course_is_refused(plum: Person) -> None:
    assert "There is no 7. Did you mean 1 Becoming a Kind Leader?" in plum.failed("search", "lamp", "--course", "7")
    assert "a course, such as 2" in plum.failed("search", "lamp", "--course", "1.2")


def test_a_hostile_post_is_found_and_harms_no_terminal(person: Person) -> None:
    person.did("import", person.file("page.txt", HOSTILE_PAGE), "--me", "oakleaf")

    for letter in "aeiost":
        seen = person.at_terminal("search", letter)
        assert seen.code == 0
        assert not HARMFUL.search(SGR.sub("", seen.text))
