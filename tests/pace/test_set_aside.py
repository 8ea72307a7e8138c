"""What is set aside is not proposed, not late and not forgotten."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import a_course, a_discussion, a_program, a_question, a_task, done_discussion
from cups_course.model import Course, Program, SetAside
from cups_course.next import next_step
from cups_course.pace.set_aside import (
    PausedSubject,
    SetAsideItem,
    outlasting,
    set_aside_alone,
    set_aside_in,
    set_aside_of,
    set_aside_with,
)
from cups_course.readiness import missing_things

ASIDE = SetAside("2026-12-07")


def two_discussions() -> Course:
    first, second = a_discussion(a_question(1), number=1), a_discussion(a_question(1), number=2)
    return a_course(first, second, forms=[a_task("form", ref="2")])


def step_ref(*courses: Course) -> str | None:
    step = next_step([a_program(*courses)])
    return step and step.ref


def test_what_is_next_is_the_first_that_is_not_set_aside() -> None:
    course, other = two_discussions(), a_course(a_discussion(a_question(1), number=7))
    assert step_ref(course, other) == "2.1"
    course.discussions[0].set_aside = ASIDE
    assert step_ref(course, other) == "2.2"
    course.discussions[1].set_aside = ASIDE
    assert step_ref(course, other) == "2.7"
    other.set_aside = ASIDE
    assert step_ref(course, other) is None


def test_a_form_waits_for_what_is_set_aside_and_check_still_names_it() -> None:
    course = two_discussions()
    course.discussions = [done_discussion(1), course.discussions[1]]
    course.discussions[1].set_aside = ASIDE
    assert step_ref(course) is None
    assert [one.ref for one in missing_things(course)] == ["2.2.1"]
    assert set_aside_of(a_program(course), course) == [SetAsideItem("2.2", "2026-12-07")]


def test_a_task_set_aside_leaves_the_rest_of_its_discussion() -> None:
    quiz, oath = a_task("quiz"), a_task("oath")
    discussion = a_discussion(tasks=[quiz, oath])
    quiz.set_aside = ASIDE
    assert step_ref(a_course(discussion)) == "2.2.oath"
    oath.ticked = True
    assert step_ref(a_course(discussion)) is None
    assert set_aside_in([a_program(a_course(discussion))]) == [SetAsideItem("2.2.quiz", "2026-12-07")]


@given(st.sets(st.integers(0, 6)))
def test_all_that_is_set_aside_by_itself_is_found_wherever_it_stands(chosen: set[int]) -> None:
    course = a_course(
        a_discussion(a_question(1), tasks=[a_task("quiz")]), done_discussion(2), forms=[a_task("form", ref="2")]
    )
    program = a_program(course)
    first, second = course.discussions
    subjects: list[PausedSubject] = [program, course, first, *first.tasks, second, *course.forms]
    expected = [one for at, one in enumerate(subjects) if at in chosen]
    for one in expected:
        one.set_aside = ASIDE
    assert set_aside_alone(program) == expected
    assert [one.ref for one in outlasting(expected, "2026-12-06")] == [one.ref for one in expected]
    assert outlasting(expected, "2026-12-07") == outlasting(expected, None) == []


def test_what_is_done_is_not_named_among_what_is_set_aside() -> None:
    done = done_discussion()
    done.set_aside = ASIDE
    assert set_aside_in([a_program(a_course(done, tasks=[a_task("quiz", ref="2")]))]) == []


@pytest.mark.parametrize(("everything", "ref"), [(True, None), (False, "kind-leaders")])
def test_a_program_that_is_set_aside_is_named_and_nothing_inside_of_it(everything: bool, ref: str | None) -> None:
    course = two_discussions()
    course.discussions[0].set_aside = ASIDE
    program = a_program(course)
    program.set_aside = SetAside(None, everything)
    assert set_aside_in([program]) == set_aside_of(program, course) == [SetAsideItem(ref, None)]
    assert next_step([program]) is None


@pytest.mark.parametrize(
    ("of_program", "of_course", "longer"),
    [
        ("2026-12-01", "2026-12-07", "2026-12-07"),
        ("2026-12-08", "2026-12-07", "2026-12-08"),
        (None, "2026-12-07", None),
    ],
)
def test_of_a_course_set_aside_twice_the_longer_time_counts(
    of_program: str | None, of_course: str, longer: str | None
) -> None:
    course = a_course()
    program: Program = a_program(course)
    assert set_aside_with(program, course) is None
    program.set_aside, course.set_aside = SetAside(of_program), SetAside(of_course)
    assert set_aside_with(program, course) == SetAside(longer)
