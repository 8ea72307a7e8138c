"""A whole program: set up by one command, two threads of it imported, a quiz missed and passed, the rest planned; and
the checklist, `next`, the plan and the calendar tell of the same."""

from typing import Any

import icalendar
import pytest

from journeys.driver import EXAMPLES, Person, discussions

THREADS = EXAMPLES / "threads"
PLAN = ("plan", "4", "--from", "2031-01-06", "--by", "2031-01-31", "--rest", "weekends")


@pytest.fixture
def taking_all(person: Person) -> Person:
    person.did("program", "add", "ldp-2022")
    person.did("import", THREADS / "the-problem-is-the-path.txt", "--me", "PlumTree7")
    person.did("import", THREADS / "week-three.txt")
    return person


def _week(person: Person, ref: str) -> Any:
    return next(one for one in discussions(person.json("status")) if one["ref"] == ref)


def _planned(person: Person) -> list[str]:
    plan = person.json("plan", "4")
    return [thing["ref"] for day in plan["days"] for thing in day["things"]]


def test_two_threads_find_their_places_and_fill_the_outline(taking_all: Person) -> None:
    assert _week(taking_all, "4.3")["questions"][0]["text"] == "What makes a room feel like home in chapter 5?"
    assert _week(taking_all, "2.4")["state"] == "done"
    assert _week(taking_all, "4.1")["known"] is False


def test_a_missed_quiz_and_a_passed_one_are_both_kept(taking_all: Person) -> None:
    taking_all.did("done", "4.3.quiz", "--score", "6/10")
    (quiz,) = [one for one in _week(taking_all, "4.3")["tasks"] if one["kind"] == "quiz"]
    assert (quiz["state"], quiz["score"]) == ("todo", "6/10")
    taking_all.did("done", "4.3.quiz", "--score", "9/10")
    (quiz,) = [one for one in _week(taking_all, "4.3")["tasks"] if one["kind"] == "quiz"]
    assert (quiz["state"], quiz["score"], len(quiz["attempts"])) == ("done", "9/10", 2)


def test_the_checklist_next_the_plan_and_the_calendar_tell_of_the_same(taking_all: Person) -> None:
    taking_all.did("done", "4.3.quiz", "--score", "9/10")
    taking_all.did(*PLAN)
    planned = _planned(taking_all)
    assert "4.3.quiz" not in planned
    course = taking_all.json("status", "4")["programs"][0]["courses"][0]
    open_questions = [one["ref"] for one in _week(taking_all, "4.3")["questions"] if one["state"] == "todo"]
    open_quizzes = [
        task["ref"]
        for one in course["discussions"]
        for task in one["tasks"]
        if task["kind"] == "quiz" and task["state"] == "todo"
    ]
    assert open_questions
    assert {"4.3", *open_quizzes} < set(planned)
    assert planned.index("4.form") == len(planned) - 1
    first = taking_all.json("next")["ref"]
    assert planned[0] == first == "4.1"

    calendar = icalendar.Calendar.from_ical(taking_all.did("export", "4", "--format", "ics"))
    days = [event.decoded("DTSTART").isoformat() for event in calendar.walk("VEVENT")]
    plan = taking_all.json("plan", "4")
    assert sorted(days) == sorted(day["day"] for day in plan["days"] for _ in day["things"])
    assert all("2031-01-06" <= day <= "2031-01-31" for day in days)

    taking_all.did("pause", "4.5")
    assert not [ref for ref in _planned(taking_all) if ref.startswith("4.5")]
