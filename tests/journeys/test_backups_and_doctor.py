"""Backups that are made, listed and put back; what `doctor` finds and mends; a store that is damaged."""

import json
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from journeys.driver import KIND_LEADERS, Person, folder_of, one_line

WORDS = "It is to be there again, and again."


@pytest.fixture
def writer(plum: Person) -> Person:
    """PlumTree7 with an answer of their own, and no backup yet."""
    plum.did("answer", "1.1.1", WORDS)
    shutil.rmtree(plum.home / "backups", ignore_errors=True)
    return plum


def _damage(person: Person) -> None:
    data = bytearray(person.store.read_bytes())
    for page in range(2, len(data) // 4096):
        data[page * 4096 : page * 4096 + 200] = bytes(200)
    person.store.write_bytes(data)


def test_a_backup_is_made_listed_and_put_back_and_the_way_back_is_named(writer: Person) -> None:
    made = writer.did("backup")
    [listed] = writer.json("backup", "--list")
    assert listed["file"] in one_line(made).replace(" ", "") or listed["file"] in made.replace("\n", "")
    assert (listed["why"], listed["opens"], listed["number"]) == ("by-hand", True, 1)
    writer.did("answer", "1.1.1", "Other words.")

    said = writer.run("backup", "--restore", listed["file"], "--yes", env={"COLUMNS": "1000"})
    assert said.code == 0
    assert writer.exported("1.1")["1.1.1"] == WORDS
    [back] = [line.split()[-1] for line in said.err.splitlines() if "cups-course backup --restore" in line]
    writer.did("backup", "--restore", back, "--yes")
    assert writer.exported("1.1")["1.1.1"] == "Other words."


def test_nothing_is_put_back_unless_the_person_says_so(writer: Person) -> None:
    writer.did("backup")
    before = folder_of(writer)
    assert "--yes" in writer.failed("backup", "--restore", "1", code=2)
    assert "backup --restore 1" in writer.run("backup", "--list").err
    no = writer.at_terminal("backup", "--restore", "1", asked=[("[y/N]", lambda: b"n\n")])
    assert no.code == 1 and "Nothing was changed" in no.text
    for nothing in (lambda: b"\x04", lambda: b"\n"):
        away = writer.at_terminal("backup", "--restore", "1", asked=[("[y/N]", nothing)])
        assert away.code == 1 and away.text.splitlines()[-1] == "Nothing was changed."
    assert folder_of(writer) == before

    yes = writer.at_terminal("backup", "--restore", "1", asked=[("[y/N]", lambda: b"of course\ny\n")])
    assert yes.code == 0 and yes.text.count("Restore it? [y/N]") == 2
    assert yes.text.count("Type y for yes, or press Enter for no.") == 1


def test_a_backup_is_put_back_by_its_name_alone(writer: Person) -> None:
    writer.did("backup")
    [listed] = writer.json("backup", "--list")
    writer.did("answer", "1.1.1", "Other words.")
    writer.did("backup", "--restore", Path(listed["file"]).name, "--yes")
    assert writer.exported("1.1")["1.1.1"] == WORDS


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("backup --restore 7 --yes", "number 7"),
        ("backup --restore nowhere.db --yes", "nowhere.db"),
        ("backup --restore mine.txt --yes", "mine.txt"),
        ("backup mine.txt", "mine.txt --force"),
        ("backup courses.db --force", "courses.db"),
        ("backup nowhere/copy.db", "nowhere/copy.db"),
    ],
)
def test_what_cannot_be_is_said_and_changes_nothing(writer: Person, line: str, words: str) -> None:
    writer.file("mine.txt", "my own words")
    before = folder_of(writer)
    said = writer.failed(*line.split())
    assert all(word in said for word in words.split())
    assert folder_of(writer) == before


def test_doctor_says_that_all_is_well_and_a_script_can_tell(writer: Person) -> None:
    writer.did("backup")
    assert "No problems found." in writer.did("doctor")
    writer.store.chmod(0o644)
    ended = writer.run("doctor", "--json")
    assert (ended.code, json.loads(ended.stdout)["well"]) == (1, False)

    assert "No problems found." in writer.did("doctor", "--fix")
    assert writer.json("doctor")["well"] is True


def test_doctor_says_what_it_mended_and_what_is_left_for_the_person(writer: Person) -> None:
    data = writer.store.read_bytes()
    writer.store.write_bytes(data.replace(WORDS.encode(), WORDS.upper().encode()))
    with closing(sqlite3.connect(writer.store, isolation_level=None)) as connection:
        connection.execute("DELETE FROM search_text WHERE rowid = 3")
    first = writer.run("doctor", "--fix")
    assert first.code == 1 and "Rebuilt the checklist and the search." in one_line(first.err)
    assert "cups-course history 1.1.1" in first.out

    again = writer.run("doctor", "--fix")
    assert again.code == 1 and "Fixed" not in again.out + again.err
    assert "cups-course history 1.1.1" in again.out


def test_doctor_names_the_very_reply_that_is_damaged_where_somebody_got_two(person: Person) -> None:
    person.did("program", "add", KIND_LEADERS)
    person.did("reply", "1.3", "oakleaf", "Thank you for this.")
    person.did("reply", "1.3", "oakleaf", "The kettle is a lovely thought.")
    data = person.store.read_bytes()
    person.store.write_bytes(data.replace(b"a lovely thought", b"a lonely thought"))
    said = person.run("doctor")
    assert said.code == 1
    assert "1.3@oakleaf#2: version 1 is damaged." in one_line(said.out)
    assert 'cups-course history "1.3@oakleaf#2"' in said.out


def test_doctor_names_each_draft_that_was_set_aside(writer: Person) -> None:
    draft = writer.file("unsaved-answers/0190-set-aside-1.md", "words for later")
    draft.chmod(0o600)
    draft.parent.chmod(0o700)
    said = writer.did("doctor")
    assert str(draft) in said and "An earlier draft." in one_line(said)
    assert str(draft) in [one["path"] for one in writer.json("doctor")["checks"]]


def test_doctor_before_anything_is_kept_makes_no_file(person: Person) -> None:
    assert "no store yet" in one_line(person.did("doctor"))
    assert folder_of(person) == {}


def test_altered_words_leave_by_no_way_and_doctor_brings_them_back(writer: Person) -> None:
    writer.did("backup")
    data = writer.store.read_bytes()
    writer.store.write_bytes(data.replace(WORDS.encode(), WORDS.upper().encode()))
    for command in ("export 1.1", "export 1.1 --for thread", "export 1 --json", "show 1.1"):
        said = writer.failed(*command.split())
        assert "1.1.1" in said and "cups-course doctor" in said

    writer.did("doctor", "--fix")
    assert writer.exported("1.1")["1.1.1"] == WORDS


@pytest.mark.parametrize("command", ["export 1", "export --all --json", "show 1.1"])
def test_a_text_that_lost_its_place_is_not_left_out_without_a_word(writer: Person, command: str) -> None:
    with closing(sqlite3.connect(writer.store, isolation_level=None)) as connection:
        connection.execute("UPDATE answer SET discussion_id = ?", ("x" * 36,))
    assert "is damaged" in writer.failed(*command.split())


@pytest.mark.parametrize(
    "command", ["status", "next", "show 1.2", "answer 1.1.1 More", "note 1.1 More", "export 1", "backup", "check 1"]
)
def test_a_damaged_store_is_said_in_a_sentence_and_left_alone(writer: Person, command: str) -> None:
    _damage(writer)
    before = folder_of(writer)
    said = writer.failed(*command.split())
    assert "is damaged" in said and "cups-course doctor" in said and "cups-course backup --list" in said
    assert folder_of(writer) == before


def test_of_a_damaged_store_doctor_takes_the_best_there_is_and_throws_nothing_away(writer: Person) -> None:
    writer.did("backup")
    _damage(writer)
    damaged = writer.store.read_bytes()
    assert writer.run("doctor").code == 1
    asked = writer.run("doctor", "--fix", env={"COLUMNS": "1000"})
    assert asked.code == 2 and "cups-course doctor --fix --yes" in asked.err
    no = writer.at_terminal("doctor", "--fix", asked=[("[y/N]", lambda: b"n\n")])
    assert no.code == 1 and "Nothing was changed." in no.text
    assert writer.store.read_bytes() == damaged
    assert not list(writer.home.glob("courses-*"))

    writer.did("doctor", "--fix", "--yes")
    assert writer.exported("1.1")["1.1.1"] == WORDS
    assert [path.read_bytes() for path in writer.home.glob("courses-damaged-*.db")] == [damaged]


def test_a_store_without_its_beginning_is_saved_whole_and_a_no_leaves_nothing_behind(writer: Person) -> None:
    writer.did("backup")
    writer.did("answer", "1.1.1", "Newer than the backup.")
    writer.store.write_bytes(bytes(100) + writer.store.read_bytes()[100:])
    before = folder_of(writer)
    assert writer.run("doctor", "--fix").code == 2
    assert writer.at_terminal("doctor", "--fix", asked=[("[y/N]", lambda: b"n\n")]).code == 1
    assert folder_of(writer) == before

    assert writer.json("doctor", "--fix", "--yes")["well"] is True
    assert writer.exported("1.1")["1.1.1"] == "Newer than the backup."
    assert not list(writer.home.glob("courses-recovered-*"))


def test_where_nothing_is_left_doctor_says_so_and_what_a_copy_elsewhere_is_good_for(writer: Person) -> None:
    copy = writer.home / "stick.db"
    writer.did("backup", copy)
    writer.store.write_bytes(bytes(8192))
    before = folder_of(writer)
    said = writer.failed("doctor", "--fix", "--yes")
    assert "There is nothing to restore" in said and "cups-course backup --restore FILE" in said
    assert folder_of(writer) == before

    writer.did("backup", "--restore", copy, "--yes")
    assert writer.exported("1.1")["1.1.1"] == WORDS


def test_a_file_of_another_program_stays_as_it_is_whatever_doctor_is_told(person: Person) -> None:
    with closing(sqlite3.connect(person.store)) as connection:
        connection.execute("CREATE TABLE photo (name TEXT)")
    before = person.store.read_bytes()
    assert person.run("doctor", "--fix", "--yes").code == 1
    assert person.store.read_bytes() == before
    assert Path(person.store).exists()


def test_what_is_forgotten_first_on_a_day_goes_from_the_backup_of_that_day_too(writer: Person) -> None:
    shutil.rmtree(writer.store.parent / "backups", ignore_errors=True)
    said = writer.run("forget", "1.1.1", "--everywhere", "--yes")
    assert said.code == 0
    backups = list((writer.store.parent / "backups").glob("*.db"))
    assert backups
    assert not [one for one in (*backups, writer.store) if WORDS.encode() in one.read_bytes()]
