"""Programs: outlines that come with the tool or are one's own, and the posts that find their place in them."""

import json
import tomllib
from typing import Any

import pytest

from journeys.driver import ASKING, KIND_LEADERS, STEADY, Person, discussions, one_line


def post(title: str, *, author: str = "HarbourAnna", question: str = "What does a good harbour need?") -> str:
    """A saved copy of a course post that asks one question, with oakleaf's answer below it."""
    return (
        f"Skip to main content Skip to bottom nav\n\n{title}\n\n{author} March 3rd, 2025\n\n"
        f"Welcome! Here are the questions:\n\n1. {question}\n2. Who keeps the light?\n\n"
        "Please reply to 2 of your peers in this thread.\n\n"
        "oakleaf March 5th, 2025\n\nA quay and a kettle, I think. My aunt keeps the light.\n\n"
    )


def shown(person: Person, key: str) -> Any:
    return person.json("program", "show", key)


def refs_by_title(person: Person) -> dict[str, str]:
    return {one["title"]: one["ref"] for one in discussions(person.json("status")) if one["title"]}


def test_the_outlines_that_come_with_the_tool_are_listed_with_a_line_each(person: Person) -> None:
    outlines = person.json("program", "list")["outlines"]

    assert [one["key"] for one in outlines] == ["group-dynamics-2024", "ldp-2020", "ldp-2022"]
    listed = person.did("program", "list", env={"COLUMNS": "200"})
    for one in outlines:
        assert one["about"] and f"{one['title']}: {one['about']}" in listed


def test_the_program_of_2022_stands_as_it_is_known_and_what_is_not_known_says_so(person: Person) -> None:
    person.did("program", "add", "ldp-2022")
    (program,) = person.json("status")["programs"]
    first, second, third, fourth = program["courses"]

    assert [one["title"] for one in program["courses"]] == [
        "Personal Leadership",
        "Foundational Leadership Principles",
        "Becoming a 7 Cups Leader",
        "Community Building Course",
    ]
    assert [(one["known"], one["title"]) for one in first["discussions"]] == [(False, "")] * 4 + [
        (True, "7 Cups Culture")
    ]
    assert [task["kind"] for task in first["discussions"][4]["tasks"]] == ["read", "exam", "oath"]
    assert [form["title"] for form in first["forms"]] == ["End of Trial form"]
    assert second["discussions"][3]["peer_replies"]["wanted"] == 1
    assert [one["title"] for one in third["discussions"]] == ["Service Leadership at 7 Cups"]
    weeks = [(one["known"], len(one["questions"]), one["tasks"][0]["minimum"]) for one in fourth["discussions"]]
    assert weeks == [(number == 3, 3 * (number == 3), "8/10") for number in range(1, 6)]
    assert {"elective", "practicum"} <= {task["kind"] for task in program["tasks"]}
    assert [task["optional"] for task in program["tasks"]] == [False, False, True, True]


def test_a_course_of_which_not_all_is_known_says_that_there_may_be_more(person: Person) -> None:
    person.did("program", "add", "ldp-2022")
    check = json.loads(person.run("check", "3", "--json").stdout)

    assert any("more" in hint["what"] for hint in check["hints"])


def test_an_outline_goes_from_one_person_to_another_with_no_word_of_theirs(plum: Person, person: Person) -> None:
    plum.did("answer", "1.3.1", "words of mine that nobody else is to read")
    handed_on = plum.did("program", "show", "kind-leaders", "--format", "toml")
    assert "words of mine" not in handed_on and "oakleaf" not in handed_on and "PlumTree7" not in handed_on
    file = person.file("from-plum.toml", handed_on)
    other = {"CUPS_COURSE_STORE": str(person.home / "other.db")}

    assert "is a valid outline" in person.did("program", "check", file)
    person.did("program", "add", file, env=other)
    assert person.did("program", "show", "--format", "toml", env=other) == handed_on
    assert json.loads(person.did("program", "show", "--json", env=other)) == tomllib.loads(handed_on)


def test_what_imports_told_without_an_outline_can_be_handed_on_under_a_name_of_its_own(person: Person) -> None:
    person.did("import", STEADY)
    outline = tomllib.loads(person.did("program", "show", "--format", "toml", "--as", "kind-2025"))

    assert outline["key"] == "kind-2025"
    (course,) = outline["course"]
    assert not course["complete"]
    assert course["discussion"][0]["questions"] == [one["text"] for one in person.discussion("1.2")["questions"]]
    assert tomllib.loads(person.did("program", "show", "--format", "toml"))["key"] == "our-courses"


def test_every_fault_of_a_file_is_named_with_its_line(person: Person) -> None:
    file = person.file(
        "mine.toml",
        'key = "mine"\n\n[[course]]\nnumber = "one"\ntitle = "Rest"\n[[course.discussion]]\nnumber = 1\nquestion = 3\n',
    )
    ended = person.run("program", "check", file, env={"COLUMNS": "1000"})
    assert ended.code == 1
    lines = [line.split(", ", 1)[1] for line in ended.out.splitlines() if line.startswith(str(file))]
    assert [line.partition(": expected")[0] for line in lines] == [
        "line 1: title",
        "line 4: course 1, number",
        "line 8: course 1, discussion 1, question",
    ]
    document = json.loads(person.run("program", "check", file, "--json").stdout)
    assert (document["sound"], [fault["line"] for fault in document["faults"]]) == (False, [1, 4, 8])

    message = person.failed("program", "add", file)
    assert "line 4: course 1, number" in message and "line 8" in message
    assert not person.store.exists()


def test_a_file_begun_by_the_tool_is_filled_in_and_added_and_never_written_over(person: Person) -> None:
    person.did("program", "new", "kind-2026", "--title", "Kind", "--course", "Listening=2", "--schema")
    file = person.home / "kind-2026.toml"
    text = file.read_text(encoding="utf-8")
    assert text.startswith("#:schema ./outline.schema.json\n")
    assert json.loads((person.home / "outline.schema.json").read_text(encoding="utf-8"))["title"]
    assert "--output" in person.failed("program", "new", "kind-2026")
    assert file.read_text(encoding="utf-8") == text

    file.write_text(text.replace('# title = "Two Ears, One Mouth"', 'title = "Two Ears"'), encoding="utf-8")
    person.did("program", "check", file)
    person.did("program", "add", file)
    assert refs_by_title(person) == {"Two Ears": "1.1"}


def test_a_new_outline_is_asked_for_at_a_terminal(person: Person) -> None:
    seen = person.at_terminal("program", "new", typed=b"kind-2026\nKind Leaders\nListening\n0\n2\nAsking\n1\n\n")

    assert seen.code == 0, seen.text
    outline = tomllib.loads((person.home / "kind-2026.toml").read_text(encoding="utf-8"))
    assert [(one["title"], len(one["discussion"])) for one in outline["course"]] == [("Listening", 2), ("Asking", 1)]
    assert "NEW is missing" in person.failed("program", "new", code=2)


def test_a_program_goes_without_the_words_in_it_and_undo_brings_it_back(plum: Person) -> None:
    before, answers = plum.json("status"), plum.exported("1.2")
    said = plum.did("program", "remove", "kind-leaders")

    assert "1.2" in said
    assert [one["ref"] for one in discussions(plum.json("status"))] == ["1.2"]
    assert plum.exported("1.2") == answers
    plum.did("undo")
    assert plum.json("status") == before


# Where a post belongs


def test_a_post_finds_its_place_by_number_title_or_what_it_was_posted_as(person: Person) -> None:
    person.did("program", "add", "ldp-2020")
    for number, title in enumerate(
        [
            "Course 2: Becoming a 7 Cups Leader - (Discussion #3) The Detriments of Gossip",
            "PL 102 - Problems",
            "Course 2, Discussion 4: Saying No Kindly",
            "Lead Yourself",
        ]
    ):
        file = person.file(f"{number}.txt", post(title, question=f"What of harbour {number}?"))
        person.did("import", file)
    places = refs_by_title(person)

    assert places["The Detriments of Gossip"] == "2.3"
    assert places["PL 102 - Problems"] == "3.4"
    assert places["Saying No Kindly"] == "2.4"
    assert places["Lead Yourself"] == "4.3"
    assert person.discussion("2.3")["questions"][0]["text"] == "What of harbour 0?"


def test_a_post_that_fits_two_programs_is_asked_about_and_nothing_is_guessed(person: Person) -> None:
    person.did("program", "add", "ldp-2020")
    later = KIND_LEADERS.read_text(encoding="utf-8").replace('"kind-leaders"', '"kind-2026"')
    person.did("program", "add", person.file("kind-2026.toml", later))
    person.did("program", "add", KIND_LEADERS)

    message = person.failed("import", STEADY)
    assert "--program kind-2026" in message and "--program kind-leaders" in message
    assert not person.query("SELECT id FROM thread")

    seen = person.at_terminal("import", STEADY, typed=b"2\n")
    assert seen.code == 0, seen.text
    assert "1  kind-2026, as 1.2" in seen.text
    assert person.query("SELECT key FROM program JOIN course ON program_id = program.id JOIN discussion ON course_id "
                        "= course.id JOIN thread ON discussion_id = discussion.id") == ["kind-leaders"]  # fmt: skip
    person.did("import", ASKING, "--program", "kind-2026")
    assert person.discussion("kind-2026/1.3")["questions"][0]["text"].startswith("What makes it hard")


def test_what_was_imported_first_is_taken_over_answers_and_all(person: Person) -> None:
    person.did("import", STEADY, "--me", "PlumTree7")
    person.did("note", "1.2", "on the quay")
    answers = person.exported("1.2")
    assert all(answers[f"1.2.{number}"] for number in (1, 2, 3))

    assert "1.2" in person.did("program", "add", KIND_LEADERS)
    (program,) = person.json("status")["programs"]
    assert program["key"] == "kind-leaders"
    assert person.exported("1.2") == answers
    assert person.discussion("1.2")["notes"][0]["text"] == "on the quay"


def test_a_version_that_numbers_anew_leaves_what_was_answered_where_it_is(plum: Person) -> None:
    answers = plum.exported("1.2")
    text = KIND_LEADERS.read_text(encoding="utf-8")
    swapped = text.replace('number = 2\ntitle = "Steady', 'number = 33\ntitle = "Steady')
    swapped = swapped.replace('number = 3\ntitle = "Asking', 'number = 2\ntitle = "Asking')
    said = plum.did("program", "add", plum.file("later.toml", swapped.replace("33", "3")), env={"COLUMNS": "200"})

    assert "“Steady Beats Fast” is 1.2 in your data and 1.3 in the outline" in said
    assert plum.exported("1.2") == answers
    assert refs_by_title(plum)["Asking for Help"] == "1.3"


@pytest.mark.parametrize("program", [None, "ldp-2022"])
def test_the_form_that_a_course_ends_in_is_wanted_once(person: Person, program: str | None) -> None:
    if program:
        person.did("program", "add", program)
    title = "Course 1: Personal Leadership (Discussion 5) 7 Cups Culture"
    text = post(title).replace("Please reply", "Then please fill out the End of Trial form.\n\nPlease reply")
    person.did("import", person.file("culture.txt", text))
    kinds = [task["kind"] for task in person.discussion("1.5")["tasks"]]

    assert ("form" in kinds) is (program is None)


def test_the_key_of_a_program_is_understood_in_any_case(person: Person) -> None:
    person.did("program", "add", "LDP-2020")
    person.did("program", "add", KIND_LEADERS)
    person.did("program", "use", "Kind-Leaders")
    assert person.json("status", "KIND-LEADERS/1")["programs"][0]["key"] == "kind-leaders"
    person.did("import", STEADY, "--program", "KIND-leaders")
    assert person.json("status", "1.2")["programs"][0]["key"] == "kind-leaders"
    assert person.did("program", "show", "LDP-2020") == person.did("program", "show", "ldp-2020")
    person.did("program", "remove", "LDP-2020")
    assert [one["key"] for one in person.json("status")["programs"]] == ["kind-leaders"]


def test_a_key_with_a_meaning_of_its_own_is_refused_for_that(person: Person) -> None:
    for key in ("other", "quiz", "my-courses"):
        said = person.failed("program", "new", key, code=2)
        assert f"{key} can't be the key of an outline, because it means something else in references." in one_line(said)
    assert "lower-case letters" in person.failed("program", "new", "Kind Leaders", code=2)


def test_what_stays_of_a_removed_program_is_named_with_the_commands_that_remove_it(plum: Person) -> None:
    plum.did("answer", "1.1.1", "To learn how to stay.")
    said = plum.run("program", "remove", "kind-leaders")
    commands = [line.strip() for line in said.err.splitlines() if "cups-course remove" in line]
    assert commands == ["cups-course remove 1.1", "cups-course remove 1.2"]
    for command in commands:
        plum.did(*command.split()[1:])
    assert plum.json("status")["programs"] == []


def test_a_removed_program_is_neither_used_nor_removed_again(plum: Person) -> None:
    plum.did("program", "add", "ldp-2022")
    plum.did("program", "remove", "ldp-2022")
    for command in ("use", "remove"):
        said = plum.failed("program", command, "ldp-2022")
        assert said.startswith("There is no program ldp-2022 in your store. Use kind-leaders.")
    plum.did("program", "add", "ldp-2022")
    plum.did("program", "use", "ldp-2022")
