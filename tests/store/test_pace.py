"""What is set aside and planned: kept, over by itself, changed on two devices, taken along when a course goes."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from builders import (
    a_store,
    a_thread,
    discussion_at,
    everything_of,
    imported,
    merge_into,
    moved_instead_of,
    rows,
    take_in_everything,
)
from cups_course.model import Course, Plan, SetAside
from cups_course.outline.outline import Outline, OutlineCourse, OutlineDiscussion
from cups_course.pace.set_aside import PausedSubject, set_aside_in
from cups_course.store.database import Database
from cups_course.store.history import undo
from cups_course.store.identity import local_today
from cups_course.store.outlines import add_outline
from cups_course.store.reading import load
from cups_course.store.writing import clear_plan, move_discussion, pause, resume_everything, set_plan
from cups_course.thread.thread import WantedTask

PLAN = Plan("2026-11-25", by="2026-12-20", rest=("sat", "2026-12-24/2026-12-26"))
WEEKLY = Plan("2026-11-25", per_week=3, per_day=1)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Database]:
    with a_store(tmp_path / "desk.db") as opened:
        imported(opened, a_thread("Why?", tasks=[WantedTask("quiz", "")], forum_id="12"))
        yield opened


@pytest.fixture
def laptop(desk: Database, tmp_path: Path) -> Iterator[Database]:
    """Another device, on which the same thread was imported by itself."""
    with a_store(tmp_path / "laptop.db") as opened:
        imported(opened, a_thread("Why?", tasks=[WantedTask("quiz", "")], forum_id="12"))
        yield opened


def the_course(database: Database) -> Course:
    (course,) = load(database)[0].courses
    return course


def _merge(*databases: Database) -> None:
    for into in databases:
        for other in databases:
            merge_into(into, other)


def _aside(database: Database, subject: PausedSubject | None, until: str | None) -> None:
    database.next_command()
    pause(database, subject, until=until)


@pytest.mark.parametrize("plan", [PLAN, WEEKLY])
def test_a_plan_is_read_as_it_was_kept_and_the_next_one_takes_its_place(desk: Database, plan: Plan) -> None:
    set_plan(desk, the_course(desk), WEEKLY)
    set_plan(desk, the_course(desk), plan)
    assert the_course(desk).plan == plan
    clear_plan(desk, the_course(desk))
    assert the_course(desk).plan is None


def test_what_is_set_aside_is_over_by_itself_on_its_day(desk: Database) -> None:
    (program,) = load(desk)
    for subject in (None, program, the_course(desk), discussion_at(desk), discussion_at(desk).tasks[0]):
        _aside(desk, subject, "2999-01-01")
        assert [one.until for one in set_aside_in(load(desk))] == ["2999-01-01"]
        _aside(desk, subject, local_today())
        assert set_aside_in(load(desk)) == []
    assert rows(desk, "SELECT count(*) FROM set_aside") == [(5,)]


def test_everything_is_set_aside_beside_what_is_so_by_itself(desk: Database) -> None:
    _aside(desk, discussion_at(desk), None)
    _aside(desk, None, "2999-01-01")
    assert load(desk)[0].set_aside == SetAside("2999-01-01", everything=True)
    _aside(desk, None, local_today())
    assert load(desk)[0].set_aside is None
    assert discussion_at(desk).set_aside == SetAside(None)
    resume_everything(desk)
    assert discussion_at(desk).set_aside is None


def test_of_two_devices_the_later_plan_and_the_later_day_hold_on_both(desk: Database, laptop: Database) -> None:
    for database, plan, until in ((desk, PLAN, "2999-02-02"), (laptop, WEEKLY, "2999-01-01")):
        database.next_command()
        set_plan(database, the_course(database), plan)
        _aside(database, discussion_at(database), until)
    _merge(desk, laptop)
    for database in (desk, laptop):
        assert the_course(database).plan == WEEKLY
        assert discussion_at(database).set_aside == SetAside("2999-01-01")


def test_what_one_device_took_away_the_other_loses_too(desk: Database, laptop: Database) -> None:
    desk.next_command()
    set_plan(desk, the_course(desk), PLAN)
    _aside(desk, None, None)
    _merge(desk, laptop)
    assert load(laptop)[0].set_aside and the_course(laptop).plan
    laptop.next_command()
    clear_plan(laptop, the_course(laptop))
    resume_everything(laptop)
    _merge(desk, laptop)
    assert (load(desk)[0].set_aside, the_course(desk).plan) == (None, None)


def test_an_export_of_everything_brings_both_to_another_machine(desk: Database, tmp_path: Path) -> None:
    set_plan(desk, the_course(desk), PLAN)
    _aside(desk, the_course(desk), "2999-01-01")
    text = everything_of(desk)
    with a_store(tmp_path / "new.db") as other:
        take_in_everything(other, text)
        assert load(other) == load(desk)


def test_an_outline_that_takes_a_course_over_takes_over_its_plan(desk: Database) -> None:
    set_plan(desk, the_course(desk), PLAN)
    _aside(desk, the_course(desk), None)
    _aside(desk, discussion_at(desk).tasks[0], None)
    discussions = (OutlineDiscussion(2, "Service Leadership", None, None),)
    desk.next_command()
    add_outline(desk, Outline("kind-leaders", "Kind Leaders", (OutlineCourse(2, "", discussions),)))
    (program,) = load(desk)
    (course,) = program.courses
    assert (program.key, course.plan, course.set_aside) == ("kind-leaders", PLAN, SetAside(None))
    assert course.discussions[0].tasks[0].set_aside
    assert rows(desk, "PRAGMA foreign_key_check") == []


def test_a_course_that_is_left_empty_goes_with_its_plan(desk: Database) -> None:
    (program,) = load(desk)
    set_plan(desk, the_course(desk), PLAN)
    _aside(desk, discussion_at(desk), None)
    before = load(desk)
    desk.next_command()
    move_discussion(desk, discussion_at(desk), program, 7, 1, None)
    assert (the_course(desk).number, the_course(desk).plan) == (7, None)
    assert the_course(desk).discussions[0].set_aside
    assert rows(desk, "PRAGMA foreign_key_check") == []
    desk.next_command()
    undo(desk)
    assert load(desk) == before


def test_what_was_set_aside_at_a_place_is_so_of_the_discussion_that_is_moved_there(desk: Database) -> None:
    imported(desk, a_thread("How?", topic="Lamps", number=3, tasks=[WantedTask("quiz", "")]))
    there = discussion_at(desk)
    _aside(desk, there, None)
    _aside(desk, there.tasks[0], "2999-01-01")
    desk.next_command()
    moving = discussion_at(desk, "2.3")
    moved_instead_of(desk, moving, there)
    moved = discussion_at(desk)
    assert (moved.id, moved.set_aside) == (moving.id, SetAside(None))
    assert [task.set_aside for task in moved.tasks] == [SetAside("2999-01-01")]
