"""What `import` asks in a terminal, and how a person skips it."""

from pathlib import Path

from journeys.driver import STEADY, Person, one_line

WEEKS = """Week {number}: {title}
by HarbourAnna
March {number}, 2025

What will you take home from week {number}?

oakleaf
March {number}, 2025
I take home a little patience.
"""


def weeks(person: Person, *titles: str) -> list[Path]:
    return [
        person.file(f"week-{number}.txt", WEEKS.format(number=number, title=title))
        for number, title in enumerate(titles, start=1)
    ]


def test_a_number_is_asked_for_again_until_it_is_one_and_enter_skips_the_thread(person: Person) -> None:
    files = weeks(person, "Lanterns", "Ropes")
    answers = iter([b"first\n", b"-1\n", b"4\n", b"\n"])
    ended = person.at_terminal("import", *files, STEADY, asked=[("or Enter to skip]", lambda: next(answers))] * 4)
    assert ended.code == 1
    assert ended.text.count("Course number of “Week 1: Lanterns”?") == 3
    assert "“Week 2: Ropes” doesn't say which course it belongs to" in one_line(ended.text)
    assert [one["ref"] for program in person.json("status")["programs"] for one in program["courses"]] == ["1", "4"]


def test_a_person_who_goes_away_gets_the_report_of_what_was_stored_and_keeps_their_name(person: Person) -> None:
    files = weeks(person, "Lanterns", "Ropes")
    ended = person.at_terminal(
        "import", STEADY, *files, "--me", "PlumTree7", asked=[("or Enter to skip]", lambda: b"\x04")]
    )
    assert ended.code == 1
    assert "1.2 Steady Beats Fast" in ended.text and "Lanterns" in ended.text and "Ropes" in ended.text
    assert ended.text.count("or Enter to skip]") == 1
    assert person.json("me") == {"names": ["PlumTree7"]}


def test_an_empty_name_is_not_the_folder_one_stands_in(person: Person) -> None:
    weeks(person, "Lanterns")
    assert "empty name" in person.failed("import", "")
    assert not person.store.exists()
