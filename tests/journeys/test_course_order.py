"""`next`, `plan`, `check` and `status` go through a course in one order and count the same things."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from journeys.driver import Person, one_line

OUTLINE = """key = "steady"
title = "Steady Leaders"

[[course]]
number = 1
title = "Keeping Time"
discussion = [
    { number = 1, title = "Welcome", known = false },
    { number = 2, title = "Tides", known = false },
    { number = 3, title = "Lamps", questions = ["What is a lamp?", "Who lights it?", "When?"], peer_replies = 3 },
]

[[course.task]]
kind = "quiz"
text = "The last quiz"

[[course.task]]
kind = "watch"
text = "An extra video"
optional = true

[[course.form]]
title = "The form"
"""


@pytest.fixture
def steady(person: Person) -> Person:
    outline: Path = person.home / "steady.toml"
    outline.write_text(OUTLINE, encoding="utf-8")
    person.did("program", "add", outline)
    return person


def day(ahead: int) -> str:
    return (datetime.now(UTC).date() + timedelta(days=ahead)).isoformat()


def things(plan: Any) -> list[str]:
    return [thing["ref"] for one in plan["days"] for thing in one["things"]]


def required(plan: Any) -> list[str]:
    return [thing["ref"] for one in plan["days"] for thing in one["things"] if not thing["optional"]]


def test_next_begins_with_the_first_post_although_only_a_later_one_is_known(steady: Person) -> None:
    step = steady.json("next")
    assert (step["ref"], step["command"]) == ("1.1", "cups-course import SAVED-COPY")
    assert steady.json("plan", "1", "--by", day(30))["days"][0]["things"][0]["ref"] == "1.1"


def test_what_is_started_stays_at_its_place_in_both(steady: Person) -> None:
    steady.did("answer", "1.3.2", "Whoever is awake lights it.")
    plan = steady.json("plan", "1", "--by", day(30))
    assert steady.json("next")["ref"] == things(plan)[0] == "1.1"
    assert required(plan) == ["1.1", "1.1", "1.2", "1.2", "1.3", "1.3", "1.quiz", "1.form"]
    assert steady.json("next")["command"] == plan["days"][0]["things"][0]["command"]


def test_a_plan_has_sittings_in_course_order_and_the_form_alone_at_the_end(steady: Person) -> None:
    plan = steady.json("plan", "1", "--by", day(30))
    assert required(plan) == ["1.1", "1.1", "1.2", "1.2", "1.3", "1.3", "1.quiz", "1.form"]
    assert plan["days"][0]["day"] == day(0)
    assert [thing["ref"] for thing in plan["days"][-1]["things"]] == ["1.form"]
    assert steady.json("plan", "1", "--per-week", "3")["days"][0]["day"] == day(0)


def test_a_plan_does_not_grow_because_somebody_began_to_write(steady: Person) -> None:
    before = steady.json("plan", "1", "--per-week", "7")
    lengths, ends = [], []
    for words in (
        ["answer", "1.3.1", "A light for others."],
        ["answer", "1.3.2", "Whoever is awake."],
        ["answer", "1.3.3", "At dusk."],
        ["reply", "1.3", "fern", "--draft", "Thank you."],
        ["posted", "1.3"],
        ["reply", "1.3", "oak", "Well said."],
    ):
        steady.did(*words)
        plan = steady.json("plan", "1")
        lengths.append(len(things(plan)))
        ends.append(plan["ends"])
    assert lengths == sorted(lengths, reverse=True)
    assert (lengths[0], ends[0]) == (len(things(before)), before["ends"])
    assert max(ends) == before["ends"]


def test_what_was_done_before_the_plan_leaves_no_empty_days(steady: Person) -> None:
    steady.did("answer", "1.3", "A lamp is a promise. I light it at dusk.")
    steady.did("posted", "1.3", "--on", "2020-03-01")
    for peer in ("fern", "oak", "heron"):
        steady.did("reply", "1.3", peer, "Well said.", "--on", "2020-03-02")
    steady.did("done", "1.quiz")
    plan = steady.json("plan", "1", "--by", day(20))
    assert plan["days"][0]["day"] in (day(0), day(1))
    assert required(plan) == ["1.1", "1.1", "1.2", "1.2", "1.form"]


def test_check_plan_and_status_count_the_same(steady: Person) -> None:
    steady.did("plan", "1", "--by", day(30))
    assert "9 things left, 1 of them optional" in one_line(steady.did("plan", "1"))
    assert "3 discussions and 1 other thing left" in one_line(steady.run("check", "1").out)
    (form,) = (line for line in steady.did("status").splitlines() if "The form" in line)
    assert one_line(form).endswith("3 discussions to go and 1 other thing")


def test_of_two_tasks_that_are_left_none_is_called_all_that_is_left(person: Person) -> None:
    outline: Path = person.home / "tasks.toml"
    outline.write_text(
        'key = "tasks"\ntitle = "Tasks"\n[[course]]\nnumber = 1\ntitle = "One"\n'
        '[[course.discussion]]\nnumber = 1\ntitle = "Both"\nquestions = []\n'
        '[[course.discussion.task]]\nkind = "quiz"\ntext = "A quiz"\n'
        '[[course.discussion.task]]\nkind = "oath"\ntext = "An oath"\n',
        encoding="utf-8",
    )
    person.did("program", "add", outline)
    assert person.json("next")["why"] == "2 tasks are left in 1.1, Both."
    person.did("done", "1.1.quiz")
    assert person.json("next")["why"] == "It's all that is left in 1.1, Both."
