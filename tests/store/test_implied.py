"""Discussions that only the number of a later one proves: never stored, until an event is about one of them."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import a_store, a_thread, discussion_at, imported, merge_into, row_counts, rows
from cups_course.model import implied_numbers
from cups_course.states import all_discussions
from cups_course.store.database import Database
from cups_course.store.history import undo
from cups_course.store.reading import load
from cups_course.store.writing import add_note, remove_from_checklist


def _device(path: Path) -> Iterator[Database]:
    with a_store(path) as opened:
        imported(opened, a_thread("Why?", number=3, forum_id="12"))
        yield opened


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Database]:
    yield from _device(tmp_path / "desk.db")


@pytest.fixture
def laptop(tmp_path: Path) -> Iterator[Database]:
    yield from _device(tmp_path / "laptop.db")


def shown(database: Database) -> list[tuple[str, bool]]:
    return [(one.ref, one.known) for one in all_discussions(load(database))]


def _merge(*databases: Database) -> None:
    for into in databases:
        for other in databases:
            if into is not other:
                merge_into(into, other)


@given(numbers=st.sets(st.integers(0, 60), max_size=6))
def test_numbers_imply_what_is_below_them_in_gaps_of_fifteen_at_most(numbers: set[int]) -> None:
    implied = implied_numbers(numbers)
    assert implied == sorted(set(implied) - numbers)
    for number in range(1, 61):
        below = max((one for one in numbers if one < number), default=0)
        above = min((one for one in numbers if one > number), default=None)
        is_in_a_gap = number not in numbers and above is not None and above - max(below, 0) - 1 <= 15
        assert (number in implied) == is_in_a_gap


def test_to_look_at_an_implied_discussion_stores_nothing(desk: Database) -> None:
    before = row_counts(desk)
    assert shown(desk) == [("2.1", False), ("2.2", False), ("2.3", True)]
    assert discussion_at(desk, "2.1").implied
    assert row_counts(desk) == before


def test_what_is_removed_on_two_devices_is_one_discussion_and_an_import_on_either_brings_it_back(
    desk: Database, laptop: Database
) -> None:
    for device in (desk, laptop):
        device.next_command()
        remove_from_checklist(device, discussion_at(device, "2.1"), discussion_at(device, "2.2"))
    _merge(desk, laptop)
    assert shown(desk) == shown(laptop) == [("2.3", True)]
    assert rows(desk, "SELECT count(*) FROM discussion") == [(3,)]
    laptop.next_command()
    imported(laptop, a_thread("How?", number=1, topic="Lamps", forum_id="13"))
    _merge(desk, laptop)
    assert shown(desk) == shown(laptop) == [("2.1", True), ("2.3", True)]


def test_two_threads_that_claim_one_implied_place_stay_two(desk: Database, laptop: Database) -> None:
    imported(desk, a_thread("How?", number=1, topic="Lamps", forum_id="13"))
    imported(laptop, a_thread("When?", number=1, topic="Tides and winds", forum_id="14"))
    _merge(desk, laptop)
    titles = {one.title for one in all_discussions(load(desk)) if one.known}
    assert titles == {"Service Leadership", "Lamps", "Tides and winds"}


def test_a_note_on_an_implied_discussion_stays_with_the_post_that_another_device_imported(
    desk: Database, laptop: Database
) -> None:
    add_note(desk, discussion_at(desk, "2.1"), "Ask for the link.")
    assert not discussion_at(desk, "2.1").implied
    imported(laptop, a_thread("How?", number=1, topic="Lamps", forum_id="13"))
    _merge(desk, laptop)
    for device in (desk, laptop):
        joined = discussion_at(device, "2.1")
        assert (joined.title, [note.text for note in joined.notes]) == ("Lamps", ["Ask for the link."])


def test_undo_makes_it_implied_again(desk: Database) -> None:
    before = load(desk)
    desk.next_command()
    add_note(desk, discussion_at(desk, "2.2"), "Ask for the link.")
    desk.next_command()
    undo(desk)
    assert load(desk) == before
