"""A number proves the numbers before it: a discussion that isn't imported yet is shown, missing, and never done."""

from pathlib import Path
from typing import Any

import pytest

from journeys.driver import KIND_LEADERS, Person, one_line

POST = """Course {course}: {leaders} Leaders - (Discussion #{number}) {topic}

User Profile: HarbourAnna
HarbourAnna March 17th, 2025
.

Hello all, this is {topic}.

1. What does it mean to you?

When you are done, reply to one of your peers.

User Profile: LanternLou
LanternLou March 18th, 2025
.

1. It means being there.
"""


def post(person: Person, number: int, topic: str = "Keeping Time", course: int = 2) -> Path:
    page = person.home / f"{course}-{number}.txt"
    page.write_text(
        POST.format(course=course, leaders="Steady" if course == 2 else "Quiet", number=number, topic=topic),
        encoding="utf-8",
    )
    return page


def imports(person: Person, number: int, topic: str = "Keeping Time", course: int = 2) -> None:
    person.did("import", post(person, number, topic, course), "--me", "plumtree")


def does_all_of(person: Person, ref: str) -> None:
    person.did("answer", f"{ref}.1", "It means that people can count on me.")
    person.did("posted", ref)
    person.did("reply", ref, "LanternLou", "Thank you for being there.")


def discussions(person: Person, course: int = 0) -> list[Any]:
    return list(person.json("status")["programs"][0]["courses"][course]["discussions"])


def numbers(person: Person) -> list[int]:
    return [one["number"] for one in discussions(person)]


def test_a_course_is_not_ready_while_an_earlier_discussion_is_not_imported(person: Person) -> None:
    imports(person, 2)
    does_all_of(person, "2.2")

    assert person.run("check", "2").code == 1
    checked = person.run("check", "2", "--json").out
    assert '"ready": false' in checked
    assert '"ref": "2.1"' in checked
    welcome, done = discussions(person)
    assert (welcome["ref"], welcome["known"], welcome["state"]) == ("2.1", False, "todo")
    assert (welcome["peer_replies"]["wanted"], done["state"]) == (None, "done")
    assert person.json("status")["programs"][0]["courses"][0]["evaluation_form"]["state"] == "todo"
    assert person.json("next")["ref"] == "2.1"


def test_implied_discussions_are_one_line_one_item_and_removed_together(person: Person) -> None:
    imports(person, 4)
    (line,) = (line for line in person.did("status").splitlines() if "?" in line)
    assert "1 to 3" in line
    missing = person.run("check", "2", "--json").out
    assert missing.count('"have no questions yet"') == 1
    assert '"ref": "2.1-2.3"' in missing

    assert "undo" in person.run("remove", "2.1-2.3").err
    assert numbers(person) == [4]
    person.did("undo")
    assert numbers(person) == [1, 2, 3, 4]
    person.did("redo")
    imports(person, 2, "Welcome Aboard")
    assert numbers(person) == [2, 4]
    assert discussions(person)[0]["known"]


def test_a_discussion_that_was_removed_is_not_implied_again(person: Person) -> None:
    imports(person, 1, "Welcome Aboard")
    imports(person, 3)
    person.did("remove", "2.1")
    assert numbers(person) == [2, 3]
    person.did("remove", "2.2")
    assert numbers(person) == [3]
    person.did("remove", "2.3")
    assert person.json("status")["totals"]["discussions"]["all"] == 0


@pytest.mark.parametrize(("number", "implied"), [(16, [*range(1, 16)]), (17, [])])
def test_a_gap_of_more_than_fifteen_and_course_numbers_imply_nothing(
    person: Person, number: int, implied: list[int]
) -> None:
    imports(person, number, course=3)
    assert numbers(person) == [*implied, number]
    assert len(person.json("status")["programs"][0]["courses"]) == 1


def test_a_complete_outline_says_which_discussions_there_are(person: Person) -> None:
    person.did("program", "add", KIND_LEADERS)
    person.did("import", post(person, 9, "A Late Addition", 1), "--course", "1", "--discussion", "9")
    assert [one["number"] for one in discussions(person)] == [1, 2, 3, 4, 9]


def test_only_what_is_known_is_said_to_be_done_where_no_outline_lists_the_course(person: Person) -> None:
    imports(person, 1)
    does_all_of(person, "2.1")
    said = one_line(person.did("check", "2"))
    assert "Everything known of course 2 is done. The course may have more discussions." in said


def test_open_drafts_come_before_the_form_of_a_course_that_may_have_more(person: Person) -> None:
    imports(person, 1, "Welcome Aboard", course=3)
    person.did("answer", "3.1.1", "A draft that waits.")
    imports(person, 1)
    does_all_of(person, "2.1")
    assert person.json("next")["ref"] == "3.1"


@pytest.mark.parametrize(
    "words",
    [["answer", "2.1.1", "My words."], ["show", "2.1.1"], ["done", "2.1.quiz"], ["note", "2.1.2", "Ask."]],
)
def test_what_would_be_in_an_implied_discussion_asks_for_its_post(person: Person, words: list[str]) -> None:
    imports(person, 2)
    said = person.failed(*words)
    assert "2.1 has no questions yet. To add them, import its post:" in said
    assert "cups-course import" in said


def test_an_implied_discussion_is_shown_and_keeps_what_is_said_of_it(person: Person) -> None:
    imports(person, 3)
    assert "No questions yet" in person.did("show", "2.1")
    assert "no questions yet" in person.did("status", "2.1")
    assert "nothing to move" in person.failed("move", "2.1", "2.7")

    person.did("note", "2.1", "Ask Anna for the link.")
    person.did("pause", "2.2", "tomorrow")
    person.did("question", "add", "2.2", "What is rest?")
    noted, paused, _ = discussions(person)
    assert [note["text"] for note in noted["notes"]] == ["Ask Anna for the link."]
    assert paused["set_aside"]
    assert [one["text"] for one in paused["questions"]] == ["What is rest?"]
    before = noted["id"]
    imports(person, 1, "Welcome Aboard")
    noted = discussions(person)[0]
    assert (noted["id"], noted["title"], len(noted["notes"])) == (before, "Welcome Aboard", 1)
    assert person.run("doctor").code == 0


def test_a_discussion_moves_onto_an_implied_one_and_away_again(person: Person) -> None:
    imports(person, 3)
    person.did("note", "2.2", "It stays here.")
    person.did("move", "2.3", "2.1")
    assert [(one["number"], one["known"]) for one in discussions(person)] == [(1, True), (2, False)]
    person.did("move", "2.2", "2.4")
    assert numbers(person) == [1, 2, 3, 4]
    assert len({one["id"] for one in discussions(person)}) == 4
    person.did("remove", "2.2-2.3")
    assert numbers(person) == [1, 4]
