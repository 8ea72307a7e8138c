"""What somebody meets who has just installed the tool."""

import pytest

from journeys.driver import Person, folder_of, one_line


@pytest.mark.real
@pytest.mark.parametrize("words", [(), ("status",), ("next",)], ids=["bare call", "status", "next"])
def test_the_first_call_welcomes_the_person_and_makes_no_file(person: Person, words: tuple[str, ...]) -> None:
    said = person.did(*words)
    assert "Welcome" in said
    assert "cups-course import" in said
    assert "cups-course program add" in said
    assert folder_of(person) == {}


def test_the_first_call_makes_no_file_where_the_platform_keeps_data_either(person: Person) -> None:
    person.did(env={"CUPS_COURSE_STORE": None})
    assert folder_of(person) == {}


@pytest.mark.real
def test_without_a_named_store_everything_goes_into_one_file_in_the_users_data_folder(person: Person) -> None:
    person.did("program", "add", "ldp-2020", env={"CUPS_COURSE_STORE": None})
    (only,) = folder_of(person)
    assert only.startswith("data/cups-course/")
    assert "2.2" in person.did("status", "2.2", "--json", env={"CUPS_COURSE_STORE": None})


def test_status_json_without_a_store_is_the_empty_document(person: Person) -> None:
    assert person.json("status") == {
        "me": None,
        "programs": [],
        "totals": {
            "discussions": {"done": 0, "all": 0},
            "questions": {"posted": 0, "draft": 0, "all": 0},
            "peer_replies": {"given": 0, "wanted": 0},
        },
    }
    assert folder_of(person) == {}


def test_next_json_without_a_store_is_null(person: Person) -> None:
    assert person.json("next") is None
    assert folder_of(person) == {}


@pytest.mark.parametrize(
    "line",
    [
        "answer 2.2 words",
        "check 2",
        "done 2.form",
        "export",
        "export 2",
        "me --not oakleaf",
        "move 2.2 3.1",
        "note 2 words",
        "peers 2.2",
        "posted 2.2",
        "program use ldp-2020",
        "remove 2.2",
        "reply 2.2 oakleaf thanks",
        "show 2.2",
        "posted 2.2 --undo",
    ],
)
def test_every_other_command_says_how_to_begin_while_nothing_is_kept(person: Person, line: str) -> None:
    said = person.failed(*line.split())
    assert "Nothing is saved yet" in said
    assert "cups-course import" in said
    assert folder_of(person) == {}


def test_lists_that_need_no_store_are_there_before_one_is_made(person: Person) -> None:
    assert "ldp-2020" in person.did("program", "list")
    assert "cups-course me" in person.did("me")
    assert folder_of(person) == {}


@pytest.mark.real
def test_the_version_is_said_and_nothing_else(person: Person) -> None:
    assert person.did("--version").startswith("cups-course 0.")


def test_the_first_call_names_two_ways_to_import_a_post(person: Person) -> None:
    said = person.did()
    assert "save the page with Ctrl+S" in one_line(said)
    assert "cups-course import page.html --me YOUR-FORUM-NAME" in said
    assert "cups-course import --clipboard --me YOUR-FORUM-NAME" in said
