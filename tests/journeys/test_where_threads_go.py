"""Where a thread goes: titles before numbers, one thread once, and nothing swallowed."""

import os
from collections.abc import Sequence
from pathlib import Path

import pytest

from journeys.driver import ASKING, KIND_LEADERS, STEADY, Person, discussions, one_line

TITLE = "Course 2: Becoming a 7 Cups Leader - (Discussion #2) Service Leadership at 7 Cups"


def post(
    title: str = TITLE,
    *,
    author: str = "HarbourAnna",
    day: str = "March 3rd, 2025",
    question: str = "What does a good harbour need?",
    answers: Sequence[str] = ("A quay and a kettle, I think. My aunt keeps the light.",),
) -> str:
    """A saved copy of a course post that asks two questions, with answers by oakleaf below it."""
    below = "".join(f"oakleaf March {at}th, 2025\n\n{answer}\n\n" for at, answer in enumerate(answers, start=5))
    return (
        f"Skip to main content Skip to bottom nav\n\n{title}\n\n{author} {day}\n\n"
        f"Welcome to this week! Here are the questions:\n\n1. {question}\n2. Who keeps the light?\n\n"
        f"Please reply to 2 of your peers in this thread.\n\n{below}"
    )


def refs(person: Person) -> list[str]:
    """The references of the discussions that have a thread."""
    threads = person.query("SELECT discussion_id FROM thread")
    return [one["ref"] for one in discussions(person.json("status")) if one["id"] in threads]


def commands(message: str) -> list[list[str]]:
    """The words of each command that an error names, as they are typed."""
    return [one.split() for one in message.split("cups-course ")[1:]]


def imported(person: Person, text: str, *words: str, name: str = "copy.txt") -> str:
    return one_line(person.did("import", person.file(name, text), *words))


# Titles decide before numbers


def test_a_thread_goes_where_an_outline_has_its_titles_whatever_its_numbers(person: Person) -> None:
    person.did("program", "add", "ldp-2022")
    said = imported(person, post())

    assert refs(person) == ["3.1"]
    assert "note the title says course 2, discussion 2, but it is stored as 3.1." in said


def test_the_real_thread_goes_into_each_outline_that_has_it(person: Person, real_thread: Path) -> None:
    for key, place in (("ldp-2022", "3.1"), ("ldp-2020", "2.2")):
        store = {"CUPS_COURSE_STORE": str(person.home / f"{key}.db")}
        person.did("program", "add", key, env=store)
        assert person.did("import", real_thread, env=store).startswith(f"{place} Service Leadership")


@pytest.mark.parametrize(
    "title",
    [
        TITLE.upper(),
        "Course 2: Becoming a 7 Cups Leader - (Discussion #2) Service-Leadership, at 7 Cups!",
        "Course 2, Discussion 2: Service Leadership at 7 Cups",
        "Service Leadership at 7 Cups",
    ],
)
def test_titles_are_equal_apart_from_case_spaces_and_punctuation(person: Person, title: str) -> None:
    person.did("program", "add", "ldp-2022")
    imported(person, post(title))

    assert refs(person) == ["3.1"]


def test_a_title_in_one_program_only_is_not_said_to_fit_several(person: Person) -> None:
    for key in ("ldp-2022", "ldp-2020"):
        person.did("program", "add", key)
    for title in ("Course 2, Discussion 4: The problem is the path", "Course 2, Discussion 6: Chapter 3 & 4"):
        imported(person, post(title, question=f"What of {title}?"))

    assert refs(person) == ["ldp-2022/2.4", "ldp-2022/4.2"]


def test_the_title_in_the_program_in_use_comes_before_others(person: Person) -> None:
    for key in ("ldp-2022", "ldp-2020"):
        person.did("program", "add", key)
    person.did("program", "use", "ldp-2022")
    imported(person, post())

    assert refs(person) == ["3.1"]


def test_a_number_alone_puts_no_thread_on_a_place_with_another_title(person: Person) -> None:
    person.did("program", "add", "ldp-2022")
    person.did("program", "add", KIND_LEADERS)
    person.did("program", "use", "ldp-2022")
    before = person.json("status")
    for title in (
        "Course 1: Personal Leadership - (Discussion #5) 7 Cups Culinary",
        "Course 4: Another Course - (Discussion #1) Chapter 12",
        "Course 3: Becoming a 7 Cups Leader - (Discussion #1) Something Else",
    ):
        copy = person.file("copy.txt", post(title))
        message = person.failed("import", copy)
        assert person.json("status") == before
        (first, *_) = chosen = commands(message)
        assert all(words[:2] == ["import", str(copy)] for words in chosen)
        person.did(*first)
        assert len(person.query("SELECT id FROM thread")) == 1
        person.did("undo")


def test_an_import_renames_no_course_of_an_outline(person: Person) -> None:
    person.did("program", "add", "ldp-2022")
    courses = [one["title"] for one in person.json("status")["programs"][0]["courses"]]
    imported(person, post("Course 9: Harbours - (Discussion #1) Quays"), "--course", "2", "--discussion", "5")
    imported(person, post(), "--program", "ldp-2022")

    assert [one["title"] for one in person.json("status")["programs"][0]["courses"]] == courses


# One thread once


def test_one_thread_is_stored_once_however_its_place_is_given(person: Person) -> None:
    person.did("program", "add", "ldp-2022")
    copy = person.file("copy.txt", post())
    person.did("import", copy)
    before = person.json("status")
    person.did("import", copy, "--program", "ldp-2022")
    for words in (("--course", "7"), ("--course", "2", "--discussion", "9"), ("--program", "my-courses")):
        message = person.failed("import", copy, *words)
        assert "is already stored as 3.1" in message
        assert commands(message)[0][:2] == ["move", "3.1"]

    assert person.json("status") == before


@pytest.mark.parametrize(
    ("title", "question"),
    [
        (
            "Course 5: Harbours - (Discussion #9) Another Name",
            "What does a good harbour need?",
        ),  # the same opening post
        (TITLE.replace("#2", "#9"), "What does a good harbour need today?"),  # the same titles
    ],
)
def test_a_thread_is_known_by_its_opening_post_or_its_titles(person: Person, title: str, question: str) -> None:
    imported(person, post())
    imported(person, post(title, question=question, answers=("A quay.", "A new boat, and a rope to tie it to it.")))

    assert refs(person) == ["2.2"]
    assert person.query("SELECT count(*) FROM thread") == [1]


@pytest.mark.parametrize("other", [{"author": "Captain9"}, {"day": "May 4th, 2026"}])
def test_another_opener_or_opening_day_is_another_thread(person: Person, other: dict[str, str]) -> None:
    imported(person, post())
    before = person.json("status")
    copy = person.file("other.txt", post(**other))
    message = person.failed("import", copy)
    assert person.json("status") == before

    (command,) = commands(message)
    person.did(*[str(copy) if word == "SAVED-COPY" else word for word in command])
    assert refs(person) == ["2.2", "2.3"]
    for again in (copy, person.file("copy.txt", post())):
        assert person.json("import", again)["stored"] == {"new": 0, "same": 1, "changed": 0}


def test_a_day_that_was_worked_out_makes_no_other_thread(person: Person) -> None:
    for saved_on, ago in (("2025-03-20", "2 weeks ago"), ("2025-03-24", "3 weeks ago")):
        imported(person, post(day=ago, answers=("A quay.",)), "--saved-on", saved_on)

    assert refs(person) == ["2.2"]


def test_an_older_copy_of_the_same_time_reverts_no_newer_text(person: Person) -> None:
    first = "A quay and a kettle, I think, and a lamp that is lit for everyone who comes in late."
    edited = first.replace("late", "after dark")
    older = person.file("older.txt", post(answers=(first,)))
    newer = person.file("newer.txt", post(answers=(edited, "And a boat that is painted every second spring.")))
    for copy in (older, newer):
        os.utime(copy, (1_750_000_000, 1_750_000_000))
        person.did("import", copy)
    person.did("import", older)

    assert edited in one_line(person.did("thread", "2.2", "--full"))


def test_an_outline_added_later_takes_over_what_has_its_titles(person: Person) -> None:
    imported(person, post(), "--me", "oakleaf")
    answers = person.exported("2.2")
    person.did("plan", "2", "--per-week", "2")
    person.did("program", "add", "ldp-2022")

    (program,) = person.json("status")["programs"]
    assert program["key"] == "ldp-2022"
    assert refs(person) == ["3.1"]
    assert list(person.exported("3.1").values()) == list(answers.values())
    assert person.query("SELECT course_id FROM plan") == ["ldp-2022/3"]


# Moving and removing


def test_a_move_swallows_no_thread_and_an_exchange_keeps_both(person: Person) -> None:
    for copy in (STEADY, ASKING):
        person.did("import", copy, "--me", "PlumTree7")
    before = person.json("status")
    message = person.failed("move", "1.2", "1.3")
    assert "1.3 already has “Asking for Help”" in message
    assert person.json("status") == before

    person.did(*commands(message)[0])
    titles = {one["ref"]: one["title"] for one in discussions(person.json("status")) if one["title"]}
    assert titles == {"1.2": "Asking for Help", "1.3": "Steady Beats Fast"}
    assert person.question("1.3.1")["state"] == "posted"
    for copy, place in ((STEADY, "1.3"), (ASKING, "1.2")):
        assert person.did("import", copy).startswith(f"{place} ")
    person.did("undo")
    assert person.json("status") == before


def test_a_course_that_an_import_made_goes_with_its_last_discussion(person: Person) -> None:
    person.did("program", "add", KIND_LEADERS)
    before = person.json("status")
    imported(person, post(), "--course", "7")
    person.did("remove", "7.2")

    assert person.json("status") == before


# Whose posts


def test_another_name_is_suggested_only_while_no_post_is_the_persons(person: Person) -> None:
    person.did("import", STEADY, "--me", "PlumTree7")
    not_yet_answered = person.file("next.txt", ASKING.read_text(encoding="utf-8").replace("LanternLou", "PlumTree8"))
    said = person.did("import", not_yet_answered)

    assert "no post by PlumTree7 is in this copy" in one_line(said)
    assert "cups-course me" not in said and "Did you mean" not in said


def test_two_accounts_count_as_one_persons_from_then_on_and_one_undo_takes_all_back(person: Person) -> None:
    person.did("import", STEADY, "--me", "oakleaf", "--me", "PlumTree7", ASKING)
    assert person.json("me")["names"] == ["oakleaf", "PlumTree7"]
    assert not {"oakleaf", "PlumTree7"} & {one["peer"] for one in person.json("peers", "1.2")}
    assert person.question("1.2.1")["state"] == "posted"
    given = person.discussion("1.2")["peer_replies"]["peers"]
    assert "FernAndTide" in given and "oakleaf" not in given
    later = person.file("later.txt", post(answers=("A quay.",)))
    assert person.json("import", later)["me"]["name"] == "oakleaf"

    person.did("undo")
    person.did("undo")
    assert person.json("status")["programs"] == []
    assert person.json("me")["names"] == []


def test_a_second_account_counts_in_threads_imported_before(person: Person) -> None:
    person.did("import", STEADY, "--me", "PlumTree7")
    person.did("import", ASKING, "--me", "FernAndTide")

    assert person.json("me")["names"] == ["FernAndTide", "PlumTree7"]
    assert "FernAndTide" not in {one["peer"] for one in person.json("peers", "1.2")}
    assert "FernAndTide" not in person.discussion("1.2")["peer_replies"]["peers"]


def test_a_mistyped_name_is_said_with_the_nearest_one_and_whether_it_was_saved(person: Person) -> None:
    first = one_line(person.did("import", STEADY, "--me", "PlumTre7"))
    assert "no post by PlumTre7 is in this copy. Did you mean PlumTree7? PlumTre7 is saved as your name." in first
    assert "cups-course me PlumTree7 --not PlumTre7" in first
    person.did("me", "PlumTree7", "--not", "PlumTre7")

    second = one_line(person.did("import", STEADY, "--me", "PlumTre7"))
    assert "no post by PlumTre7 is in this copy. Did you mean PlumTree7? PlumTre7 isn't saved as your name." in second
    assert "cups-course me PlumTre7" in second
    assert person.json("me")["names"] == ["PlumTree7"]


def test_me_suggests_no_name_that_would_take_posts_away(person: Person) -> None:
    person.did("import", STEADY, "--me", "PlumTree7")
    said = person.run("me", "Oakleef")

    assert "None of your imported threads has a post by Oakleef" in one_line(said.err)
    assert "--not PlumTree7" not in said.out + said.err


def test_an_import_says_that_it_brings_back_what_was_removed(plum: Person) -> None:
    plum.did("remove", "1.2")
    said = one_line(plum.did("import", STEADY))
    assert "1.2 to the checklist again; you had removed it" in said
    assert "nothing new" not in said
    assert "1.2" in [one["ref"] for one in discussions(plum.json("status"))]
    assert "nothing new" in plum.did("import", STEADY)


def test_a_move_says_that_it_displaces_questions_and_how_to_keep_them(plum: Person) -> None:
    ended = plum.run("move", "1.2", "1.3")
    assert "The questions that 1.3 had before are no longer in the checklist" in one_line(ended.err)
    plum.did("undo")
    plum.did("move", "1.2", "1.3", "--swap")
    titles = {one["ref"]: one["title"] for one in discussions(plum.json("status"))}
    assert (titles["1.2"], titles["1.3"]) == ("Asking for Help", "Steady Beats Fast")
