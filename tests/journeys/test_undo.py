"""`undo` in a person's words, and back again."""

import re

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
    listed = person.run("undo", "--list")
    assert listed.out.splitlines() == [
        "  1  note on 1.2, kept just now, taken back",
        "  2  program kind-leaders, added just now",
    ]
    assert "This brings back number 1 (note on 1.2, kept):" in listed.err
    assert "This takes back number 2 (program kind-leaders, added): cups-course undo --further" in one_line(listed.err)
    assert [one["kind"] for one in person.json("undo", "--list")] == ["taken back", "done", "done"]
    assert "leave --further out" in one_line(person.run("undo", "--list", "--further").err)


def test_what_reads_alike_in_the_list_is_told_apart_by_number_and_time(person: Person) -> None:
    person.did("program", "add", KIND_LEADERS)
    for words in ("With a list.", "With two lists.", "With no list at all."):
        person.did("answer", "1.2.1", words)
    listed = person.run("undo", "--list")
    alike = [line for line in listed.out.splitlines() if "answer to 1.2.1" in line]
    assert [line.split()[0] for line in alike] == ["1", "2", "3"]
    assert all(re.fullmatch(r"  \d  answer to 1\.2\.1, kept .*, at \d\d:\d\d:\d\d", line) for line in alike)
    assert listed.out.splitlines()[-1] == "  4  program kind-leaders, added just now"
    assert "This takes back number 1 (answer to 1.2.1, kept):" in listed.err


def test_after_a_backup_was_put_back_nothing_in_it_is_taken_back_unasked(person: Person) -> None:
    person.did("program", "add", KIND_LEADERS)
    person.did("answer", "1.2.1", "It is to be there again.")
    person.did("backup")
    person.did("answer", "1.2.1", "Other words.")
    person.did("restore-backup", "1", "--yes")
    before = person.json("status")

    for further in ([], ["--further"]):
        said = person.failed("undo", *further)
        assert "the backup of " in said and "put back. That cannot be taken back." in said
        assert "cups-course restore-backup" in said
    assert "cannot be taken back" in one_line(person.run("undo", "--list").err)
    assert person.json("status") == before

    person.did("note", "1.2", "Ask Fern about the video")
    assert "Taken back: note on 1.2, kept just now." in person.did("undo")
