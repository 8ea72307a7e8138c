"""A pace that is kind: plans, what is set aside, and what was written."""

import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from rich.cells import cell_len

from journeys.driver import KIND_LEADERS, Person, one_line

BLAMES = ("late", "overdue", "missed", "behind", "streak", "days in a row", "fail")


def day(ahead: int) -> str:
    """So many days from today, where the person is."""
    return (datetime.now(UTC).date() + timedelta(days=ahead)).isoformat()


def things(plan: Any) -> list[str]:
    return [thing["ref"] for one in plan["days"] for thing in one["things"]]


@pytest.mark.parametrize("columns", [60, 80])
def test_every_screen_fits_and_blames_nobody(plum: Person, columns: int) -> None:
    wide = {"COLUMNS": str(columns)}
    plum.did("plan", "1", "--by", day(1), "--per-day", "1", "--rest", f"{day(40)}..{day(50)}")
    plum.did("pause", "1.3.quiz", "in", "2", "weeks")
    plum.did("pause", "1.3")
    screens = [
        plum.run(*words, env=wide) for words in (["plan"], [], ["check", "1"], ["stats"], ["stats", "--by", "week"])
    ]
    plum.did("pause", "tomorrow")
    screens += [plum.run(*words, env=wide) for words in (["plan", "1"], ["status"], ["next"], ["check", "1"])]
    for screen in screens:
        said = screen.out + screen.err
        assert "Traceback" not in said
        assert not any(word in said.casefold() for word in BLAMES)
        assert all(cell_len(line) <= columns for line in said.splitlines())


def test_a_plan_is_laid_over_the_days_shown_in_the_checklist_and_taken_away(plum: Person) -> None:
    made = plum.json("plan", "1", "--by", day(9), "--rest", f"{day(1)}..{day(2)}")
    assert (made["by"], made["ends"], made["fits"]) == (day(9), day(9), True)
    assert not {day(1), day(2)} & {one["day"] for one in made["days"]}
    assert things(made) == [*("1.1", "1.1", "1.2", "1.3", "1.3", "1.3.quiz", "1.4", "1.4", "1.quiz", "1.form")]

    assert plum.json("plan") == [plum.json("plan", "1")] == [made]
    assert plum.json("status")["programs"][0]["courses"][0]["plan"] == made
    said = one_line(plum.did("plan", "1"))
    assert "10 things left" in said
    assert "1 discussion has no questions yet" in said
    (line,) = (line for line in plum.did("status").splitlines() if line.strip().startswith("Plan "))
    assert str(date.fromisoformat(day(9)).year) in line

    assert "Removed the plan" in plum.did("plan", "1", "--clear")
    assert plum.json("plan", "1") is None
    plum.did("undo")
    assert plum.json("plan", "1") == made


def test_a_plan_is_changed_bit_by_bit(plum: Person) -> None:
    plum.did("plan", "1", "--by", day(20), "--rest", "sat,Sundays")
    changed = plum.json("plan", "1", "--by", "in 4 weeks")
    assert (changed["by"], changed["rest"]) == (day(28), ["sat", "sun"])
    changed = plum.json("plan", "1", "--per-week", "3", "--from", day(3))
    assert (changed["by"], changed["per_week"], changed["rest"], changed["from"]) == (None, 3, ["sat", "sun"], day(3))
    assert plum.json("plan", "1", "--rest", "none")["rest"] == []


def test_what_is_done_is_no_longer_in_the_plan(plum: Person) -> None:
    before = things(plum.json("plan", "1", "--per-week", "5"))
    plum.did("done", "1.quiz")
    plum.did("answer", "1.1.1", "The harbour.")
    plum.did("posted", "1.1.1")
    assert things(plum.json("plan", "1")) == [ref for ref in before if ref not in ("1.quiz", "1.1")]


def test_a_plan_that_does_not_fit_says_so_and_which_of_its_ways_out_would_do(plum: Person) -> None:
    plan = plum.json("plan", "1", "--by", "tomorrow", "--per-day", "2")
    assert (plan["fits"], len(plan["does_not_fit"])) == (False, 6)
    ended = plum.run("plan", "1")
    assert "It doesn't fit" in ended.out
    ways = [line.split()[1:] for line in ended.err.splitlines() if line.startswith("  cups-course")]
    assert len(ways) == 3
    for way in ways:
        assert plum.json(*way)["fits"]
        plum.did("undo")


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["--by", "soonish"], 2, "isn't a date"),
        (["--by", "2020-01-01"], 1, "is in the past"),
        (["--by", "2999-01-01"], 1, "ten years"),
        (["--rest", "sun"], 2, "needs a day to finish by"),
        (["--by", "friday", "--per-week", "3"], 2, "not both"),
        (["--by", "friday", "--rest", "sat,someday"], 2, "“someday” isn't a day off"),
        (["--per-week", "3", "--rest", "mon,tue,wed,thu,fri,sat,sun"], 1, "no day of the week"),
        (["--clear"], 1, "has no plan"),
    ],
)
def test_what_is_no_plan_changes_nothing_and_says_why(plum: Person, words: list[str], code: int, said: str) -> None:
    assert said in plum.failed("plan", "1", *words, code=code)
    assert plum.json("plan") == []


def test_everything_is_set_aside_and_back_again(plum: Person) -> None:
    before = plum.did("status")
    assert "Paused everything until" in one_line(plum.did("pause", "in", "10", "days"))
    said = one_line(plum.did("next"))
    assert "Everything is paused until" in said
    assert "nothing to do now" in said
    assert plum.json("next") is None
    assert plum.json("status")["programs"][0]["set_aside"] == {"until": day(10)}
    assert "1.2" not in plum.run("next").out
    plum.did("resume")
    assert plum.did("status") == before


def test_everything_is_paused_until_a_day_as_people_say_it(plum: Person) -> None:
    for words in (("until", "in", "3", "days"), ("until", day(3)), ("in", "3", "days"), (day(3),)):
        assert "everything until" in plum.did("pause", *words).replace("Everything is already paused", "everything")
        assert plum.json("status")["programs"][0]["set_aside"] == {"until": day(3)}
    assert "“whenever” isn't a date" in plum.failed("pause", "until", "whenever", code=2)


def test_a_pause_can_be_taken_back_like_anything_else(plum: Person) -> None:
    step = plum.json("next")
    plum.did("pause")
    plum.did("undo")
    assert plum.json("next") == step


def test_next_passes_over_what_is_set_aside_and_says_so_when_nothing_else_is_left(plum: Person) -> None:
    assert plum.json("next")["ref"] == "1.1"
    plum.did("pause", "1.1")
    assert plum.json("next")["ref"] == "1.2"
    plum.did("pause", "1.2", "tomorrow")
    assert plum.json("next")["ref"] == "1.3"
    (line,) = (line for line in plum.did("status").splitlines() if "Steady Beats Fast" in line)
    assert "paused" in line
    for words in (("--all",), ("1.2",)):
        (line,) = (line for line in plum.did("status", *words).splitlines() if "Steady Beats Fast" in line)
        assert "paused" in line
    for ref in ("1.3", "1.4", "1.quiz"):
        plum.did("pause", ref)
    ended = plum.run("next")
    assert "Nothing is left to do now. Paused: 1.1 for now, 1.2 until" in one_line(ended.out)
    assert ended.err == "To resume:\n  cups-course resume\n"
    plum.did("resume", "1.3")
    assert plum.json("next")["ref"] == "1.3"


def test_a_discussion_that_is_only_a_number_is_shown_as_set_aside_too(leader: Person) -> None:
    leader.did("pause", "2.6", "until", "in 3 days")
    (line,) = (line for line in leader.did("status").splitlines() if "paused" in line)
    assert line.split()[:2] == ["–", "6"]
    leader.did("pause", "2")
    assert sum("paused" in line for line in leader.did("status").splitlines()) == 1
    assert leader.json("next")["ref"] == "3.1"


def test_check_still_names_what_is_set_aside_and_says_that_it_is(plum: Person) -> None:
    before = json.loads(plum.run("check", "1", "--json").out)
    plum.did("pause", "1.2", day(3))
    after = plum.run("check", "1", "--json")
    assert after.code == 1
    assert json.loads(after.out) == {**before, "set_aside": [{"ref": "1.2", "until": day(3)}]}
    assert "paused: 1.2 until" in one_line(plum.run("check", "1").out)


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("pause", "today"), 1, "A pause can't end today"),
        (("pause", "when", "I", "like"), 2, "“when I like” isn't a date"),
        (("pause", "1.2.1"), 1, "a course, a discussion, a task or a form"),
        (("resume",), 1, "Nothing is paused"),
        (("resume", "1.2"), 1, "1.2 is not paused"),
    ],
)
def test_what_cannot_be_set_aside_or_taken_up_is_said(
    plum: Person, words: tuple[str, ...], code: int, said: str
) -> None:
    assert said in plum.failed(*words, code=code)
    assert plum.query("SELECT count(*) FROM set_aside") == [0]


def test_what_is_set_aside_with_something_around_it_says_what_to_take_up(plum: Person) -> None:
    plum.did("pause", "1")
    assert "1.2 is only paused as part of 1." in plum.failed("resume", "1.2")
    plum.did("pause")
    assert plum.failed("resume", "1.2").endswith(
        "Everything is paused, including 1.2. To resume it all: cups-course resume"
    )
    said = plum.run("resume", "1")
    assert said.out == "Resumed 1.\n"
    assert one_line(said.err) == "Still paused: everything for now. To resume: cups-course resume"
    assert plum.json("next") is None


def _paused(person: Person) -> set[str]:
    """The references of all that `status --json` says is set aside."""
    found: set[str] = set()

    def look(document: object) -> None:
        if isinstance(document, dict):
            if document.get("set_aside"):
                found.add(document.get("ref") or document["key"])
            document = list(document.values())
        for one in document if isinstance(document, list) else []:
            look(one)

    look(person.json("status", "--all"))
    return found


def test_resume_alone_takes_up_everything_and_names_what_was_paused_by_itself(plum: Person) -> None:
    for refs in (("1.2", "1.3.quiz"), ("1", "1.3", "1.form"), ("kind-leaders",)):
        for ref in refs:
            plum.did("pause", ref)
        assert _paused(plum) == set(refs)
        assert plum.did("resume") == f"Resumed {', '.join(refs[:-1])}{' and ' * (len(refs) > 1)}{refs[-1]}.\n"
        assert _paused(plum) == set()
    plum.did("undo")
    assert _paused(plum) == {"kind-leaders"}
    plum.did("pause", "1.3")
    plum.did("pause", "tomorrow")
    assert plum.did("resume") == "Resumed everything, also 1.3.\n"
    assert _paused(plum) == set()
    assert "Nothing is paused." in plum.failed("resume")


def test_a_part_is_taken_up_with_all_in_it_and_what_is_still_paused_is_said(plum: Person) -> None:
    for ref in ("1.3", "1.3.quiz", "1"):
        plum.did("pause", ref)
    said = plum.run("resume", "1.3")
    assert said.out == "Resumed 1.3 and 1.3.quiz.\n"
    assert one_line(said.err) == "Still paused: 1 for now. To resume: cups-course resume 1"
    assert _paused(plum) == {"1"}
    plum.did("pause", "1.3.quiz")
    assert plum.did("resume", "1") == "Resumed 1 and 1.3.quiz.\n"
    assert _paused(plum) == set()


def test_pause_says_what_else_stays_paused(plum: Person) -> None:
    plum.did("pause", "1.3", day(9))
    said = plum.run("pause", "1", "tomorrow")
    assert "Still paused after that: 1.3 until" in one_line(said.err)
    said = plum.run("pause", "1.2", day(3))
    assert "Also paused: 1 until" in one_line(said.err)
    assert one_line(said.err).endswith("To resume earlier: cups-course resume 1.2 cups-course resume 1")
    assert "1.2 is already paused until" in plum.did("pause", "1.2", day(3))
    assert "Paused 1.2." in plum.did("pause", "1.2")
    for ref in ("1.2", "1.3"):
        assert f"{ref} " in one_line(plum.run("pause", "tomorrow").err)
    assert plum.run("pause", "1.1").err.endswith("To resume:\n  cups-course resume\n")


def test_stats_tell_what_was_written_and_count_no_days(plum: Person) -> None:
    all_of_it = plum.json("stats")
    assert (all_of_it["answers"], all_of_it["replies"], all_of_it["by"]) == (3, 3, "month")
    assert sum(one["words"] for one in all_of_it["periods"]) == all_of_it["words"]
    plum.did("answer", "1.1.1", "Five words of my own.")
    assert plum.json("stats", "1.1") == {
        "words": 5,
        "answers": 1,
        "replies": 0,
        "by": "month",
        "periods": [{"period": day(0)[:7], "words": 5, "answers": 1, "replies": 0}],
    }
    assert plum.did("stats").startswith(f"You have written {all_of_it['words'] + 5} words, 4 answers")


def test_before_there_is_anything_nothing_is_made(person: Person) -> None:
    assert person.json("stats")["words"] == 0
    for words in (("pause",), ("plan",), ("resume",)):
        assert "Nothing is saved yet" in person.failed(*words)
    assert not person.store.exists()


def test_the_plan_of_a_course_that_waits_says_how_to_take_it_up(plum: Person) -> None:
    plum.did("plan", "1", "--per-week", "5")
    for words, back in ((("pause", "kind-leaders"), "resume kind-leaders"), (("pause",), "resume")):
        plum.did(*words)
        ended = plum.run("plan", "1")
        assert "Paused. The plan continues when you resume." in one_line(ended.out)
        assert ended.err == f"  cups-course {back}\n"
        assert plum.json("plan", "1")["days"] == []


def test_two_devices_have_one_plan_and_one_pause_after_a_merge(plum: Person, tmp_path: Path) -> None:
    laptop = Person(tmp_path / "laptop")
    laptop.did("program", "add", KIND_LEADERS)
    laptop.did("plan", "1", "--by", day(20))
    laptop.did("pause", "1.3")
    plum.did("plan", "1", "--per-week", "2")
    assert "1 plan" in plum.did("merge", laptop.store)
    assert plum.json("plan", "1")["per_week"] == 2
    assert plum.discussion("1.3")["set_aside"] == {"until": None}


@pytest.mark.parametrize("ref", ["1.1.read", "1.3.quiz", "1.form", "1.3", "1"])
def test_what_is_set_aside_is_said_on_the_thing_itself_whatever_its_kind(person: Person, ref: str) -> None:
    person.did("program", "add", KIND_LEADERS)
    person.did("pause", ref, "in", "4", "weeks")
    assert _thing(person.json("status", "--all"), ref)["set_aside"]


def _thing(document: object, ref: str) -> dict[str, object]:
    """The object with this reference, wherever it stands in a document."""
    if isinstance(document, dict):
        if document.get("ref") == ref:
            return document
        document = list(document.values())
    for one in document if isinstance(document, list) else []:
        if found := _thing(one, ref):
            return found
    return {}


def test_without_a_plan_a_course_that_can_be_planned_is_named(plum: Person) -> None:
    assert "cups-course plan 1 --per-week 5" in plum.run("plan").err
    plum.did("plan", "1", "--per-week", "5")
    plum.did("plan", "1", "--clear")
    assert "cups-course plan 1 --by DATE" in plum.failed("export", "--format", "ics")
