import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import a_task
from cups_course.model import Task
from cups_course.tasks import Choice, Tick, count_ticks

DONE, TAKEN_BACK = Tick("done", "2026-11-03", "9/10"), Tick("taken back")
TRIED = Tick("tried", "2026-11-01", "6/10")


def _after(*made: Tick | Choice, task: Task | None = None) -> Task:
    task = task or a_task("quiz")
    count_ticks(task, made)
    return task


@pytest.mark.parametrize(
    ("made", "ticked", "score", "attempts"),
    [
        ([], False, None, []),
        ([TRIED], False, "6/10", ["6/10"]),
        ([TRIED, Tick("tried", None, "7/10")], False, "7/10", ["6/10", "7/10"]),
        ([TRIED, DONE], True, "9/10", ["6/10", "9/10"]),
        ([DONE, TRIED], True, "9/10", ["9/10", "6/10"]),
        ([DONE, Tick("done", None, "10/10")], True, "10/10", ["9/10", "10/10"]),
        ([TRIED, DONE, TAKEN_BACK], False, "6/10", ["6/10"]),
        ([DONE, DONE, TAKEN_BACK], False, None, []),
        ([DONE, TAKEN_BACK, DONE], True, "9/10", ["9/10"]),
    ],
    ids=["nothing", "tried", "twice", "then done", "tried after", "done again", "back", "both back", "and again"],
)
def test_every_attempt_is_kept_and_the_last_that_was_enough_counts(
    made: list[Tick], ticked: bool, score: str | None, attempts: list[str]
) -> None:
    task = _after(*made)

    assert (task.ticked, task.score) == (ticked, score)
    assert [attempt.score for attempt in task.attempts] == attempts
    assert task.done_on == (made[-1].on if ticked and made[-1].outcome == "done" else DONE.on if ticked else None)


def test_a_tick_counts_for_what_was_chosen_when_it_was_made() -> None:
    knots, charts = Choice("Knots & Ropes"), Choice("Star Charts")

    assert _after(knots, DONE).ticked
    assert not _after(knots, DONE, charts).ticked
    assert _after(knots, DONE, charts, Choice("knots &  ropes")).ticked
    assert _after(DONE, charts).ticked  # done before anybody told what there is to choose
    assert _after(knots, Choice(None)).choice is None


def test_what_is_wanted_several_times_is_ticked_with_the_last_and_taken_back_one_by_one() -> None:
    task = a_task("other")
    task.times = 2

    assert not _after(DONE, task=task).ticked
    assert _after(DONE, DONE, task=task).ticked
    assert (_after(DONE, DONE, TAKEN_BACK, task=task).ticked, task.times_done) == (False, 1)


def test_what_goes_on_as_long_as_the_course_is_ticked_once_it_was_done() -> None:
    task = a_task("other")
    task.every = "week"

    assert not _after(task=task).ticked
    assert (_after(DONE, DONE, DONE, task=task).ticked, task.times_done) == (True, 3)


@given(st.lists(st.sampled_from([DONE, TRIED, TAKEN_BACK, Choice("a"), Choice("b"), Choice(None)])))
def test_what_was_done_and_taken_back_is_not_done(made: list[Tick | Choice]) -> None:
    assert _after(*made, DONE).ticked
    assert not _after(*made, DONE, TAKEN_BACK).ticked
