"""Notes of one's own: on anything, changed, removed, listed."""

import pytest

from journeys.driver import ASKING, KIND_LEADERS, STEADY, Person


@pytest.fixture
def keeper(person: Person) -> Person:
    person.did("program", "add", KIND_LEADERS)
    person.did("import", STEADY, ASKING, "--me", "PlumTree7")
    return person


EVERYWHERE = ["kind-leaders", "1", "1.2", "1.2.1", "1.3.quiz", "1.form", "1.2@oakleaf"]


def notes(person: Person, *ref: str) -> list[str]:
    return [one["text"] for one in person.json("note", *ref)]


@pytest.mark.parametrize("ref", EVERYWHERE)
def test_a_note_on_anything_is_changed_removed_and_brought_back(keeper: Person, ref: str) -> None:
    for words in ("Ask Fern.", "Bring tea."):
        keeper.did("note", ref, words)
    keeper.did("note", ref, "--edit", "1", "Ask Wren.")
    assert notes(keeper, ref) == ["Ask Wren.", "Bring tea."]

    keeper.did("note", ref, "--remove", "1")
    assert len(notes(keeper, ref)) == 1
    keeper.did("undo")
    keeper.did("undo")
    assert notes(keeper, ref) == ["Ask Fern.", "Bring tea."]
    keeper.did("redo")
    assert notes(keeper, ref) == ["Ask Wren.", "Bring tea."]
    keeper.did("doctor")


def test_a_note_is_changed_in_the_editor(keeper: Person) -> None:
    keeper.did("note", "1.2", "Ask Fern.")
    keeper.did("note", "1.2", "--edit", "1", env=keeper.editor("save(text.replace('Fern', 'Wren'))"))
    assert notes(keeper, "1.2") == ["Ask Wren."]


def test_all_notes_are_listed_in_course_order_each_with_its_number(keeper: Person) -> None:
    assert "no notes yet" in keeper.failed("note")
    for ref in reversed(EVERYWHERE):
        keeper.did("note", ref, f"On {ref}.")
    keeper.did("note", "1.2", "Another.")
    assert [one["ref"] for one in keeper.json("note")] == [
        *("kind-leaders", "1", "1.form", "1.2", "1.2", "1.2.1", "1.2@oakleaf", "1.3.quiz")
    ]
    listed = keeper.did("note").split("\n1.2\n")[1].splitlines()
    assert [listed[0].strip(), listed[2].strip()] == ["1   On 1.2.", "2   Another."]


@pytest.mark.parametrize("option", ["--edit", "--remove"])
def test_a_note_that_is_not_there_is_said(keeper: Person, option: str) -> None:
    keeper.did("note", "1.2", "Ask Fern.")
    words = ["Ask Wren."] if option == "--edit" else []
    assert "There is no note 2 on 1.2." in keeper.failed("note", "1.2", option, "2", *words)
    assert notes(keeper, "1.2") == ["Ask Fern."]


def test_a_note_without_what_it_is_on_says_so(keeper: Person) -> None:
    assert 'note 2.2 "Buy tea."' in keeper.failed("note", "Buy tea.", code=2)
    assert keeper.query("SELECT count(*) FROM note") == [0]


def test_a_changed_note_keeps_its_number(keeper: Person) -> None:
    for words in ("The first.", "The second."):
        keeper.did("note", "1.2", words)
    keeper.did("note", "1.2", "--edit", "1", "The first, changed.")
    keeper.did("note", "1.2", "--edit", "1", "The first, changed twice.")
    assert notes(keeper, "1.2") == ["The first, changed twice.", "The second."]


def test_a_note_of_one_word_is_no_part_of_a_reference(keeper: Person) -> None:
    for words in ("Oakleaf!", "discussion"):
        keeper.did("note", "1.2", words)
    assert notes(keeper, "1.2") == ["Oakleaf!", "discussion"]
    assert "looks like part of the reference" in keeper.failed("note", "1.2", "1")


def test_a_note_from_the_editor_is_kept_as_any_other_text(keeper: Person) -> None:
    keeper.did("note", "1.2", "One.")
    keeper.did("note", "1.2", "--edit", "1", env=keeper.editor("save('One.\\r\\nTwo.\\r\\n\\r\\n')"))
    assert notes(keeper, "1.2") == ["One.\nTwo."]
