"""An import without a source offers the threads that were saved lately."""

import os
import time

from journeys.driver import ASKING, STEADY, Person

DAY = 24 * 60 * 60


def saved(person: Person, name: str, content: bytes, days_ago: float) -> None:
    moment = time.time() - days_ago * DAY
    os.utime(person.file(name, content), (moment, moment))


def test_threads_that_were_saved_lately_are_offered_and_the_chosen_one_is_imported(person: Person) -> None:
    saved(person, "Downloads/steady.txt", STEADY.read_bytes(), 1)
    saved(person, "Desktop/asking.txt", ASKING.read_bytes(), 2)
    saved(person, "Downloads/an old one.txt", STEADY.read_bytes(), 30)
    saved(person, "Downloads/a recipe.txt", b"Flour and water.", 0)
    saved(person, "Downloads/a picture.png", STEADY.read_bytes(), 0)
    seen = person.at_terminal("import", env={"NO_COLOR": "1"}, columns=200, asked=[("Which?", lambda: b"2\n")])
    assert "  1  Course 1: Becoming a Kind Leader - (Discussion #2) Steady Beats Fast, " in seen.text
    assert "~/Downloads/steady.txt" in seen.text and "~/Desktop/asking.txt" in seen.text
    assert not any(name in seen.text for name in ("an old one", "a recipe", "a picture"))
    assert seen.code == 0
    assert person.query("SELECT title FROM thread") == [
        "Course 1: Becoming a Kind Leader - (Discussion #3) Asking for Help"
    ]


def test_all_of_them_can_be_chosen(person: Person) -> None:
    saved(person, "steady.txt", STEADY.read_bytes(), 1)
    saved(person, "asking.txt", ASKING.read_bytes(), 2)
    seen = person.at_terminal("import", asked=[("Which?", lambda: b"9\n"), ("Which?", lambda: b"a\n")])
    assert seen.code == 0
    assert len(person.query("SELECT id FROM thread")) == 2


def test_none_of_them_is_imported_without_a_choice(person: Person) -> None:
    saved(person, "steady.txt", STEADY.read_bytes(), 1)
    seen = person.at_terminal("import", asked=[("Which?", lambda: b"\n")])
    assert seen.code == 1 and "Nothing was imported." in seen.text
    assert not person.store.exists()


def test_where_nothing_was_saved_lately_the_ways_are_said(person: Person) -> None:
    saved(person, "Downloads/a recipe.txt", b"Flour and water.", 0)
    seen = person.at_terminal("import")
    assert seen.code == 2 and "SOURCE is missing" in seen.text
