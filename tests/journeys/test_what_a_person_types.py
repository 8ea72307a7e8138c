"""What a person types is checked before it is kept: dates, scores, names. Each slip is named with what was meant."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from journeys.driver import STEADY, Person

# --- days ------------------------------------------------------------------------------------------------------------


def _in(days: int) -> str:
    return str(datetime.now(UTC).date() + timedelta(days=days))


PAST_EVENTS = [
    ("posted", "1.2", "--on"),
    ("reply", "1.2", "oakleaf", "Thank you!", "--on"),
    ("done", "1.2.watch", "--on"),
    ("done", "1.form", "--on"),
    ("import", STEADY, "--saved-on"),
    ("cohort", STEADY, "--saved-on"),
]


@pytest.mark.parametrize("command", PAST_EVENTS, ids=lambda words: words[0])
def test_what_happened_cant_have_a_day_to_come(plum: Person, command: tuple[str | Path, ...]) -> None:
    before = plum.json("status"), plum.json("history")
    said = plum.failed(*command, _in(2))
    assert f"{_in(2)} is in the future, so nothing was changed. Today is {_in(0)}. Did you mean " in said
    assert (plum.json("status"), plum.json("history")) == before


def test_a_day_to_come_is_taken_for_the_same_day_last_year(plum: Person) -> None:
    this_year = datetime.now(UTC).year
    said = plum.failed("posted", "1.2", "--on", f"{this_year + 1}-01-01")
    assert f"Did you mean {this_year}-01-01?" in said


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("2025-11-31", "“2025-11-31” isn't a date. Did you mean 2025-11-30?"),
        ("2025/3/7", "“2025/3/7” isn't a date. Did you mean 2025-03-07?"),
        ("31 Nov", "“31 Nov” isn't a date. Use a date such as 2026-11-23."),
        ("2025-13-01", "Use a date such as"),
        ("0000-01-01", "Use a date such as"),
    ],
)
def test_no_date_is_answered_with_the_nearest_one(plum: Person, typed: str, said: str) -> None:
    assert said in plum.failed("reply", "1.2", "oakleaf", "Thank you!", "--on", typed, code=2)


def test_a_day_counts_where_the_person_is(plum: Person) -> None:
    """Just before and after midnight, the day of Samoa and the day of Niue are never the same."""
    east = {"TZ": "XXX-14"}
    west = {"TZ": "XXX+12"}
    there = datetime.now(UTC) + timedelta(hours=14)
    plum.did("reply", "1.2", "oakleaf", "Thank you!", "--on", str(there.date()), env=east)
    assert "in the future" in plum.failed("reply", "1.2", "Wren", "Thank you!", "--on", str(there.date()), env=west)


def test_today_and_yesterday_are_days(plum: Person) -> None:
    plum.did("reply", "1.2", "Wren", "Thank you!", "--on", "yesterday")
    plum.did("done", "1.form", "--on", "Today")
    assert _in(-1) in _replied_on(plum, "Wren")


def _replied_on(person: Person, peer: str) -> str:
    text = person.did("export", "1", "--format", "csv")
    return next(line for line in text.splitlines() if f"To {peer}" in line)


# --- scores ----------------------------------------------------------------------------------------------------------


@pytest.fixture
def learner(person: Person) -> Person:
    """Somebody whose course has a quiz that needs 8/10."""
    outline = person.home / "quiz.toml"
    outline.write_text(
        'key = "small"\ntitle = "Small"\n[[course]]\nnumber = 1\ntitle = "First"\n'
        '[[course.discussion]]\nnumber = 1\ntitle = "Quiet"\npeer_replies = 1\nquestions = ["What is quiet?"]\n'
        '[[course.discussion.task]]\nkind = "quiz"\ntext = "Quiz"\nminimum = "8/10"\n',
        encoding="utf-8",
    )
    person.did("program", "add", outline)
    return person


@pytest.mark.parametrize("score", ["ten", "12/10", "2", "9", "-1/10", "3/0", "110%", "nine/10", ""])
def test_what_cant_be_the_score_of_a_quiz_ticks_nothing(learner: Person, score: str) -> None:
    before = learner.json("status")
    assert "Nothing was changed" in learner.failed("done", "1.1.quiz", "--score", score, code=2)
    assert learner.json("status") == before


def test_a_score_without_its_maximum_is_answered_with_the_command_that_has_it(learner: Person) -> None:
    said = learner.failed("done", "1.1.quiz", "--score", "2", code=2)
    assert "“2” doesn't say out of how many" in said
    assert "Did you mean 2/10? cups-course done 1.1.quiz --score 2/10" in said
    assert "Saved a try with 2/10" in learner.run("done", "1.1.quiz", "--score", "2/10").out
    assert learner.json("status")["programs"][0]["courses"][0]["discussions"][0]["tasks"][0]["state"] == "todo"


@pytest.mark.parametrize(("typed", "kept"), [("9,5/10", "9.5/10"), ("90 %", "90%"), ("9 out of 10", "9/10")])
def test_a_score_may_be_written_in_several_ways(learner: Person, typed: str, kept: str) -> None:
    assert f"Done: 1.1.quiz, {kept}." in learner.did("done", "1.1.quiz", "--score", typed)
