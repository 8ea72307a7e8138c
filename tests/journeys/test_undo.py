"""`undo` in a person's words, and back again."""

from journeys.driver import KIND_LEADERS, STEADY, Person, one_line


def test_a_person_takes_back_what_they_did_last_and_has_it_again(person: Person) -> None:
    person.did("program", "add", KIND_LEADERS)
    person.did("answer", "1.2.1", "It is to be there again.")
    before = person.json("status")
    person.did("posted", "1.2.1")
    after = person.json("status")

    taken_back = person.run("undo")
    assert taken_back.out == "Taken back: 1.2.1, marked as posted just now.\n"
    assert "cups-course undo --further" in taken_back.err
    assert person.json("status") == before
    assert person.did("undo") == "There again: 1.2.1, marked as posted just now.\n"
    assert person.json("status") == after

    assert "Taken back: 1.2.1, marked" in person.did("undo")
    assert "Taken back: answer to 1.2.1, kept" in person.did("undo", "--further")
    assert person.json("status", "1.2")["totals"]["questions"]["draft"] == 0
    assert "It is to be there again." in person.did("history", "1.2.1")


def test_an_import_is_taken_back_with_all_that_came_with_it(person: Person) -> None:
    person.did("program", "add", KIND_LEADERS)
    before = person.json("status")
    person.did("import", STEADY, "--me", "PlumTree7")
    assert person.json("status") != before
    assert f"Taken back: {STEADY.name}, imported just now." in person.did("undo")
    assert person.json("status") == before


def test_the_list_says_what_was_done_and_what_of_it_was_taken_back(person: Person) -> None:
    assert person.run("undo").code == 1
    person.did("program", "add", KIND_LEADERS)
    person.did("note", "1.2", "Ask Fern about the video")
    person.did("undo")
    assert person.did("undo", "--list").splitlines() == [
        "  note on 1.2, kept just now, taken back",
        "  program kind-leaders, added just now",
    ]
    assert [one["kind"] for one in person.json("undo", "--list")] == ["taken back", "done", "done"]
    assert "leave --further out" in one_line(person.run("undo", "--list", "--further").err)
