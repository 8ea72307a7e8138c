"""Evaluation forms of two devices that become one store: what belongs together is never mixed, and nothing of one form
goes into another."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from builders import a_store, a_thread, discussion_at, imported, moved_instead_of, rows
from cups_course.form.form import FormField, Match, SavedForm
from cups_course.model import Task
from cups_course.store import corrections, log
from cups_course.store.database import Database
from cups_course.store.forms import attach_form, match_fields
from cups_course.store.merge import merge_events
from cups_course.store.projection import Projection, shown_rows
from cups_course.store.reading import load
from cups_course.store.writing import add_note
from cups_course.thread.thread import WantedTask

NAME, EMAIL, NOTHING = Match(profile="name", by_person=True), Match(profile="email", by_person=True), Match()


def a_form(title: str, address: str | None, *labels: str) -> SavedForm:
    fields = (FormField(f"entry.{at}", label, "", "short", False, (), None, 1) for at, label in enumerate(labels, 1))
    return SavedForm(title, address, tuple(fields), ())


HARBOUR = a_form("The harbour", "https://docs.google.com/forms/d/e/harbour/viewform", "Why?", "Your name")
GARDEN = a_form("The garden", None, "Your e-mail", "Your name", "Anything else?")


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Database]:
    with a_store(tmp_path / "desk.db") as opened:
        imported(opened, a_thread("Why?", "And how?", tasks=[WantedTask("form", "")], forum_id="12"))
        yield opened


@pytest.fixture
def laptop(desk: Database, tmp_path: Path) -> Iterator[Database]:
    """A device that has all that the desk has."""
    with a_store(tmp_path / "laptop.db") as opened:
        merge_events(opened, log.events_with_digests(desk.connection))
        yield opened


def form_of(database: Database) -> Task:
    return next(form for program in load(database) for course in program.courses for form in course.forms)


def _attach(database: Database, saved: SavedForm, **matches: Match) -> None:
    database.next_command()
    attach_form(database, form_of(database), saved, {f"entry.{field[1:]}": match for field, match in matches.items()})


def _match(database: Database, match: Match, field: str = "entry.1") -> None:
    database.next_command()
    attached = form_of(database).form
    assert attached
    match_fields(database, attached, {field: match})


def _meet(*databases: Database) -> None:
    for into in databases:
        for other in databases:
            into.next_command()
            merge_events(into, log.events_with_digests(other.connection))


def _matches(database: Database) -> dict[str, Match]:
    attached = form_of(database).form
    assert attached
    return dict(attached.matches)


def to_question(database: Database) -> Match:
    return Match(discussion_at(database).questions[0].id, by_person=True)


def to_discussion(database: Database) -> Match:
    return Match(discussion_id=discussion_at(database).id, by_person=True)


@pytest.mark.parametrize("before", [NAME, NOTHING])
@pytest.mark.parametrize("desk_first", [True, False])
def test_of_one_field_matched_differently_on_two_devices_the_later_word_holds(
    desk: Database, laptop: Database, before: Match, desk_first: bool
) -> None:
    _attach(desk, HARBOUR, _1=before)
    _meet(desk, laptop)
    changes = [(desk, to_question(desk)), (laptop, to_discussion(laptop))]
    for database, match in changes if desk_first else changes[::-1]:
        _match(database, match)
    _meet(desk, laptop)

    later = to_discussion(desk) if desk_first else to_question(desk)
    assert _matches(desk)["entry.1"] == _matches(laptop)["entry.1"] == later
    _match(desk, EMAIL)
    _meet(laptop, desk)
    assert _matches(laptop)["entry.1"] == EMAIL


def test_a_field_that_each_device_matched_on_its_own_is_matched_as_a_person_said(
    desk: Database, tmp_path: Path
) -> None:
    with a_store(tmp_path / "phone.db") as phone:
        imported(phone, a_thread("Why?", "And how?", tasks=[WantedTask("form", "")], forum_id="12"))
        _attach(desk, HARBOUR, _1=Match(discussion_at(desk).questions[0].id), _2=Match(profile="name"))
        _attach(phone, HARBOUR, _1=EMAIL, _2=Match(by_person=True))
        _meet(desk, phone)
        assert _matches(desk) == _matches(phone) == {"entry.1": EMAIL, "entry.2": Match(by_person=True)}
        # What is said after that, of what was shown, stands whole by itself too.
        _match(desk, to_question(desk))
        _meet(phone, desk)
        assert _matches(phone)["entry.1"] == _matches(desk)["entry.1"] == to_question(desk)


@pytest.mark.parametrize(("first", "second"), [(HARBOUR, GARDEN), (GARDEN, HARBOUR)])
def test_two_different_forms_are_never_mixed_and_nothing_of_one_goes_into_the_other(
    desk: Database, tmp_path: Path, first: SavedForm, second: SavedForm
) -> None:
    with a_store(tmp_path / "phone.db") as phone:
        imported(phone, a_thread("Why?", "And how?", tasks=[WantedTask("form", "")], forum_id="12"))
        _attach(desk, first, _2=NAME)
        _attach(phone, second, _1=EMAIL)
        _meet(desk, phone)
        for database in (desk, phone):
            attached = form_of(database).form
            assert attached and attached.saved in (first, second)
            shown = attached.saved
        assert _matches(desk) == _matches(phone) == ({"entry.2": NAME} if shown == first else {"entry.1": EMAIL})


def test_one_form_attached_anew_on_two_devices_is_the_later_one_whole(desk: Database, laptop: Database) -> None:
    _attach(desk, HARBOUR)
    _meet(desk, laptop)
    _attach(laptop, GARDEN)
    _attach(desk, a_form(GARDEN.title, HARBOUR.address, "Why?"))  # the title and the fields of it change, no more
    _meet(desk, laptop)
    for database in (desk, laptop):
        attached = form_of(database).form
        assert attached and attached.saved == a_form(GARDEN.title, HARBOUR.address, "Why?")


def test_a_note_that_two_devices_put_on_other_things_is_on_one_of_them(desk: Database, laptop: Database) -> None:
    desk.next_command()
    add_note(desk, discussion_at(desk).questions[1], "Ask fern.")
    imported(desk, a_thread("What floats?", number=3, topic="Boats", forum_id="13"))
    _meet(desk, laptop)
    laptop.next_command()
    moved_instead_of(laptop, discussion_at(laptop, "2.3"), discussion_at(laptop, "2.2"))
    desk.next_command()
    asked = discussion_at(desk)
    corrections.merge_questions(desk, asked, asked.questions, "Why, and how?")
    _meet(desk, laptop)

    on = "SELECT discussion_id, question_id FROM note"
    assert rows(desk, on) == rows(laptop, on)
    assert rows(desk, "SELECT text FROM note") == [("Ask fern.",)]


def test_a_form_of_a_discussion_names_questions_of_a_later_one_after_a_rebuild_too(desk: Database) -> None:
    imported(desk, a_thread("Where?", number=3, topic="Harbours", forum_id="13"))
    task, question = discussion_at(desk, "2.2").tasks[0], discussion_at(desk, "2.3").questions[0]
    attach_form(desk, task, HARBOUR, {"entry.1": Match(question_id=question.id, by_person=True)})
    before = shown_rows(desk.connection)
    with desk.transaction() as connection:
        Projection(connection).rebuild()
    assert shown_rows(desk.connection) == before
