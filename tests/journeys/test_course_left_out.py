"""Commands that take a COURSE, without it: the one course that is meant, or a list of all."""

import json

import pytest

from journeys.driver import KIND_LEADERS, Person

TWO_COURSES = """
key = "lamp-keepers"
title = "Lamp Keepers Program"

[[course]]
number = 1
title = "Lamps"

[[course.discussion]]
number = 1
title = "Oil"
questions = ["Which oil?"]
peer_replies = 0

[[course.form]]
title = "The form"

[[course]]
number = 2
title = "Piers"

[[course.discussion]]
number = 1
title = "Wood"
questions = ["Which wood?"]
peer_replies = 0

[[course.form]]
title = "The form"
"""


@pytest.fixture
def keeper(person: Person) -> Person:
    person.did("program", "add", person.file("lamp-keepers.toml", TWO_COURSES))
    return person


def test_the_only_course_is_meant_and_named(person: Person) -> None:
    person.did("program", "add", KIND_LEADERS)

    checked = person.run("check")
    assert checked.code == 1 and "Using course 1, Becoming a Kind Leader." in checked.err
    assert "Using course 1" in person.run("form", "--json").err
    assert "Using course 1" in person.run("plan", "--per-week", "5").err
    assert "Using course 1" in person.run("plan", "--clear").err


def test_with_json_only_the_document_is_on_stdout(person: Person) -> None:
    person.did("program", "add", KIND_LEADERS)

    assert json.loads(person.run("check", "--json").out)["ready"] is False


def test_of_several_courses_each_command_is_listed_with_what_was_typed(keeper: Person) -> None:
    listed = keeper.run("check", "--json")

    assert listed.code == 1 and not listed.out
    assert listed.err == (
        "Which course: 1 Lamps or 2 Piers?\n  cups-course check 1 --json\n  cups-course check 2 --json\n"
    )


def test_of_several_courses_the_only_one_in_progress_is_meant(keeper: Person) -> None:
    keeper.did("answer", "2.1", "Oak.")
    assert "Using course 2, Piers." in keeper.run("check").err

    keeper.did("answer", "1.1", "Rape seed.")
    assert "Several courses are in progress." in keeper.run("check").err


def test_the_program_in_use_comes_first(keeper: Person) -> None:
    keeper.did("program", "add", KIND_LEADERS)
    keeper.did("program", "use", "kind-leaders")

    assert "Using course 1, Becoming a Kind Leader." in keeper.run("check").err


@pytest.mark.parametrize("command", ["check", "form"])
def test_without_any_course_nothing_is_there_to_take(person: Person, command: str) -> None:
    assert person.run(command).code == 1


def test_the_commands_that_are_listed_keep_what_stands_before_the_command(keeper: Person) -> None:
    refused = keeper.run("--plain", "check")
    assert refused.code == 1
    assert "cups-course --plain check 1\n" in refused.err
