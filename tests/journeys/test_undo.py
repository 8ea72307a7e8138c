"""`undo` and `redo` in a person's words."""

import re
from pathlib import Path

from journeys.driver import KIND_LEADERS, STEADY, Person


def test_a_person_undoes_what_they_did_and_has_it_again(person: Person) -> None:
    person.did("program", "add", KIND_LEADERS)
    start = person.json("status")
    person.did("answer", "1.2.1", "It is to be there again.")
    before = person.json("status")
    person.did("posted", "1.2.1")
    after = person.json("status")

    undone = person.run("undo")
    assert undone.out == "Undone: marked 1.2.1 as posted (just now).\n"
    assert "cups-course redo" in undone.err
    assert person.json("status") == before
    assert "Undone: saved your answer to 1.2.1 (just now)." in person.did("undo")
    assert person.json("status") == start
    assert "It is to be there again." in person.did("history", "1.2.1")

    assert "Redone: saved your answer to 1.2.1 (just now)." in person.did("redo")
    assert person.json("status") == before
    assert person.did("redo") == "Redone: marked 1.2.1 as posted (just now).\n"
    assert person.json("status") == after
    assert "There is nothing to redo." in person.failed("redo")


def test_after_a_new_command_nothing_can_be_redone(person: Person) -> None:
    person.did("program", "add", KIND_LEADERS)
    person.did("answer", "1.2.1", "Other words.")
    person.did("undo")
    person.did("note", "1.2", "Ask Fern about the video")
    assert "There is nothing to redo." in person.failed("redo")


def test_an_import_is_undone_with_all_that_came_with_it(person: Person) -> None:
    person.did("program", "add", KIND_LEADERS)
    before = person.json("status")
    person.did("import", STEADY, "--me", "PlumTree7")
    assert person.json("status") != before
    assert f"Undone: imported {STEADY.name} (just now)." in person.did("undo")
    assert person.json("status") == before


def test_to_be_somebody_and_not_somebody_else_is_one_command(person: Person) -> None:
    person.did("import", STEADY, "--me", "PlumTree7")
    before = person.json("status")
    person.did("me", "oakleaf", "--not", "PlumTree7")
    assert person.json("status") != before
    person.did("undo")
    assert person.json("status") == before
    assert person.json("me") == {"names": ["PlumTree7"]}


def test_the_history_says_what_was_done_and_what_of_it_was_undone(person: Person) -> None:
    assert person.run("undo").code == 1
    person.did("program", "add", KIND_LEADERS)
    person.did("note", "1.2", "Ask Fern about the video")
    person.did("undo")
    listed = [
        "  1  saved a note on 1.2, just now, undone",
        "  2  added program kind-leaders, just now",
    ]
    assert person.did("history").splitlines() == listed
    assert person.did("undo", "--list").splitlines() == listed
    assert [(one["what"], one["undone"]) for one in person.json("history")] == [
        ("saved a note on 1.2", True),
        ("added program kind-leaders", False),
    ]


def test_what_reads_alike_in_the_list_is_told_apart_by_number_and_time(person: Person) -> None:
    person.did("program", "add", KIND_LEADERS)
    for words in ("With a list.", "With two lists.", "With no list at all."):
        person.did("answer", "1.2.1", words)
    listed = person.did("history").splitlines()
    alike = [line for line in listed if "answer to 1.2.1" in line]
    assert [line.split()[0] for line in alike] == ["1", "2", "3"]
    assert all(re.fullmatch(r"  \d  saved your answer to 1\.2\.1, .*, at \d\d:\d\d:\d\d", line) for line in alike)
    assert listed[-1] == "  4  added program kind-leaders, just now"


def test_after_a_backup_was_put_back_nothing_in_it_is_undone_unasked(person: Person) -> None:
    person.did("program", "add", KIND_LEADERS)
    person.did("answer", "1.2.1", "It is to be there again.")
    person.did("backup")
    person.did("answer", "1.2.1", "Other words.")
    person.did("backup", "--restore", "1", "--yes")
    before = person.json("status")

    for _ in range(2):
        said = person.failed("undo")
        assert "The last command can't be undone: restored the backup " in said
        assert "cups-course backup --list" in said
    assert person.json("status") == before

    person.did("note", "1.2", "Ask Fern about the video")
    assert "Undone: saved a note on 1.2 (just now)." in person.did("undo")


def test_undo_stops_at_what_was_permanently_deleted(person: Person) -> None:
    person.did("program", "add", KIND_LEADERS)
    person.did("answer", "1.2.1", "It is to be there again.")
    person.did("forget", "1.2.1", "--yes")
    before = person.json("status")

    for _ in range(2):
        assert person.failed("undo") == "The last command can't be undone: permanently deleted something."
    assert "There is nothing to redo." in person.failed("redo")
    assert person.json("status") == before

    person.did("note", "1.2", "Ask Fern about the video")
    assert "Undone: saved a note on 1.2 (just now)." in person.did("undo")
    assert "permanently deleted something" in person.failed("undo")
    assert "Redone" in person.did("redo")


def test_what_another_device_permanently_deleted_does_not_stop_undo(person: Person, tmp_path: Path) -> None:
    laptop = Person(tmp_path / "laptop")
    laptop.did("program", "add", KIND_LEADERS)
    laptop.did("answer", "1.2.1", "It is to be there again.")
    person.did("merge", laptop.store)
    person.did("note", "1.2", "Ask Fern about the video")
    laptop.did("forget", "1.2.1", "--yes")
    person.did("merge", laptop.store)
    assert "Undone: saved a note on 1.2 (just now)." in person.did("undo")
