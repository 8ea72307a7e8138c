"""What a task asks for beyond its kind, and what is done on it beside ticking it: kept, taken back, carried."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from builders import a_store, a_thread, everything_of, imported, merge_into, row_counts, rows, take_in_everything
from cups_course.model import Task
from cups_course.outline.outline import Outline, OutlineCourse, OutlineDiscussion
from cups_course.refs import find_ref, parse_ref
from cups_course.states import all_discussions
from cups_course.store.answers import keep_answers
from cups_course.store.at_hand import at_hand
from cups_course.store.database import Database
from cups_course.store.history import redo, undo
from cups_course.store.outlines import add_outline
from cups_course.store.reading import load
from cups_course.store.writing import keep_choice, keep_task_text, log_practice, move_discussion, remove_practice, tick
from cups_course.thread.thread import WantedTask

OUTLINE = Outline(
    "harbour-1",
    "Harbour Lights",
    (
        OutlineCourse(
            1,
            "Welcome Aboard",
            (OutlineDiscussion(1, "Lanterns", ("What do you carry?",), 0),),
            tasks=(
                WantedTask("quiz", "the quiz", minimum="8/10", retakes=False),
                WantedTask("practicum", "lead an evening", hours=2.5),
                WantedTask("other", "the weekly note", times=3, every="week"),
                WantedTask("read", "more of it", bonus=True),
            ),
        ),
        OutlineCourse(2, "Out at Sea", (OutlineDiscussion(1, "Waves", ("Which wave?",), 0),)),
    ),
    tasks=(
        WantedTask("elective", "an elective", choices=("Knots & Ropes", "Star Charts")),
        WantedTask("oath", "the keeper's oath", words="I keep the light.\nEvery evening."),
        WantedTask("other", "the badge"),
    ),
)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Database]:
    with a_store(tmp_path / "desk.db") as database:
        add_outline(database, OUTLINE)
        yield database


@pytest.fixture
def laptop(tmp_path: Path) -> Iterator[Database]:
    with a_store(tmp_path / "laptop.db") as database:
        add_outline(database, OUTLINE)
        yield database


def _task(database: Database, ref: str) -> Task:
    task = find_ref(load(database), parse_ref(ref)).task
    assert task
    return task


def _another_command(database: Database) -> None:
    database.next_command()


def test_what_an_outline_says_of_a_task_is_read_as_it_was_told(desk: Database) -> None:
    quiz, note, more = (_task(desk, ref) for ref in ("1.quiz", "1.other", "1.read"))

    assert (quiz.minimum, quiz.retakes, _task(desk, "1.practicum").minutes) == ("8/10", False, 150)
    assert (note.times, note.every, note.repeated) == (3, "week", True)
    assert (more.bonus, more.optional, more.counts) == (True, True, False)
    assert _task(desk, "elective").choices == ("Knots & Ropes", "Star Charts")
    assert _task(desk, "oath").words == "I keep the light.\nEvery evening."
    badge = _task(desk, "other")
    assert (badge.retakes, badge.minutes, badge.times, badge.every, badge.repeated) == (None, None, None, None, False)
    assert len(rows(desk, "SELECT 1 FROM terms")) == 6


def test_to_add_the_outline_again_changes_nothing_of_it(desk: Database) -> None:
    programs, counts = load(desk), row_counts(desk)
    add_outline(desk, OUTLINE)
    assert (load(desk), row_counts(desk)) == (programs, counts)


def test_what_an_outline_tells_of_a_task_only_later_is_taken_in_then() -> None:
    with a_store() as database:
        without = Outline("harbour-1", "Harbour Lights", (), tasks=(WantedTask("oath", "the keeper's oath"),))
        add_outline(database, without)
        add_outline(database, Outline("harbour-1", "", (), tasks=(WantedTask("oath", "", words="I keep the light."),)))
        assert _task(database, "oath").words == "I keep the light."


def _do_something_of_each_kind(database: Database) -> None:
    keep_choice(database, _task(database, "elective"), "Star Charts")
    log_practice(database, _task(database, "1.practicum"), on="2026-11-20", minutes=90, note="Led with fern.")
    log_practice(database, _task(database, "1.practicum"), on="2026-11-18", minutes=30, note=None)
    keep_task_text(database, _task(database, "1.other"), "The tide was hard.", instead_of=None)
    tick(database, _task(database, "1.other"), "done", on="2026-11-21")
    keep_task_text(database, _task(database, "1.other"), "The next one", instead_of=None)
    tick(database, _task(database, "1.quiz"), "tried", on="2026-11-19", score="7/10")


def _done(database: Database) -> list[object]:
    practicum, note, elective = (_task(database, ref) for ref in ("1.practicum", "1.other", "elective"))
    return [
        [(one.on, one.minutes, one.note) for one in practicum.practice],
        [(one.text, one.posted_on) for one in note.progress],
        (note.times_done, elective.choice, [one.score for one in _task(database, "1.quiz").attempts]),
        [one.text for one in (*practicum.notes, *note.notes)],
    ]


_ALL_OF_IT = [
    [("2026-11-18", 30, ""), ("2026-11-20", 90, "Led with fern.")],
    [("The tide was hard.", "2026-11-21"), ("The next one", None)],
    (1, "Star Charts", ["7/10"]),
    [],
]


def test_choices_hours_and_progress_notes_are_kept_with_their_days(desk: Database) -> None:
    _do_something_of_each_kind(desk)
    assert _done(desk) == _ALL_OF_IT


def test_each_of_it_can_be_taken_back_and_done_again(desk: Database) -> None:
    programs = load(desk)
    _another_command(desk)
    _do_something_of_each_kind(desk)
    _another_command(desk)
    undo(desk)
    assert load(desk) == programs
    assert [text for (text,) in rows(desk, "SELECT text FROM event") if "The tide was hard." in str(text)]
    redo(desk)
    assert _done(desk) == _ALL_OF_IT


def test_a_progress_note_that_waits_gives_way_to_a_newer_one_and_its_words_stay(desk: Database) -> None:
    task = _task(desk, "1.other")
    keep_task_text(desk, task, "first words", instead_of=None)
    keep_task_text(desk, task, "better words", instead_of=_task(desk, "1.other").progress[0])

    assert [one.text for one in _task(desk, "1.other").progress] == ["better words"]
    assert ("first words",) in rows(desk, "SELECT text FROM note")


def test_a_tick_posts_the_note_that_waits_and_to_take_it_back_lets_it_wait_again(desk: Database) -> None:
    keep_task_text(desk, _task(desk, "1.other"), "The tide was hard.", instead_of=None)
    tick(desk, _task(desk, "1.other"), "done", on="2026-11-21")
    assert _task(desk, "1.other").progress[0].posted_on == "2026-11-21"

    tick(desk, _task(desk, "1.other"), "taken back")
    assert (_task(desk, "1.other").progress[0].posted_on, _task(desk, "1.other").times_done) == (None, 0)


def test_hours_that_are_taken_out_of_the_log_are_gone_and_their_note_stays_in_the_store(desk: Database) -> None:
    _do_something_of_each_kind(desk)
    remove_practice(desk, _task(desk, "1.practicum").practice[1])

    assert [one.minutes for one in _task(desk, "1.practicum").practice] == [30]
    assert _task(desk, "1.practicum").notes == []
    assert ("Led with fern.",) in rows(desk, "SELECT text FROM note")


def test_two_devices_that_are_merged_either_way_show_the_same_of_it(desk: Database, laptop: Database) -> None:
    _do_something_of_each_kind(desk)
    _another_command(laptop)
    keep_choice(laptop, _task(laptop, "elective"), "Knots & Ropes")
    log_practice(laptop, _task(laptop, "1.practicum"), on="2026-11-19", minutes=60, note="With oakleaf.")
    tick(laptop, _task(laptop, "1.other"), "done", on="2026-11-14")

    merge_into(desk, laptop)
    merge_into(laptop, desk)

    assert load(desk) == load(laptop)
    assert [one.minutes for one in _task(desk, "1.practicum").practice] == [30, 60, 90]
    assert (_task(desk, "1.other").times_done, _task(desk, "elective").choice) == (2, "Knots & Ropes")
    assert len(rows(desk, "SELECT 1 FROM terms")) == 6


def test_all_of_it_goes_into_the_one_document_and_comes_back_out_of_it(desk: Database) -> None:
    _do_something_of_each_kind(desk)
    text = everything_of(desk)
    with a_store() as other:
        take_in_everything(other, text)
        assert load(other) == load(desk)
        assert everything_of(other) == text


def test_what_was_done_at_a_place_is_done_of_the_discussion_that_is_moved_there() -> None:
    with a_store() as database:
        evening = WantedTask("practicum", "lead an evening", hours=2)
        place = OutlineDiscussion(1, "Lanterns", ("What do you carry?",), 0, (evening,))
        add_outline(database, Outline("harbour-1", "Harbour Lights", (OutlineCourse(1, "Aboard", (place,)),)))
        log_practice(database, _task(database, "1.1.practicum"), on="2026-11-20", minutes=90, note="Led with fern.")
        told = WantedTask("practicum", "leading")
        imported(database, a_thread("What do you carry?", course=7, number=3, topic="Lamps", tasks=[told]))
        programs = load(database)
        there = find_ref(programs, parse_ref("1.1")).discussion
        moved = next(one for one in all_discussions(programs) if one.title == "Lamps")
        move_discussion(database, moved, programs[0], 1, 1, there)

        task = _task(database, "1.1.practicum")
        assert (task.minutes, [(one.minutes, one.note) for one in task.practice]) == (120, [(90, "Led with fern.")])
        assert [program.key for program in load(database)] == ["harbour-1"]


def test_the_courses_in_hand_are_those_in_which_something_was_done_last(desk: Database) -> None:
    assert tuple(map(len, at_hand(desk))) == (0, 0)
    first, second = load(desk)[0].courses
    log_practice(desk, _task(desk, "1.practicum"), on="2026-11-18", minutes=30, note=None)
    assert (at_hand(desk).begun, at_hand(desk).latest) == ({first.id}, {first.id})

    question = second.discussions[0].questions[0]
    keep_answers(desk, second.discussions[0], {question.id: "The third."}, "text")
    assert (at_hand(desk).begun, at_hand(desk).latest) == ({first.id, second.id}, {first.id, second.id})
