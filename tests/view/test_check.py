"""What `check` says: a block for each discussion, task and form, each with one command."""

import pytest

from builders import a_course, a_discussion, a_program, a_question, a_task, an_answer
from cups_course.model import Course
from cups_course.readiness import Missing, hints_for, missing_things
from cups_course.view.check import print_check


@pytest.fixture
def course() -> Course:
    begun = a_discussion(
        a_question(1, an_answer("Slow and steady wins.", posted=True)),
        a_question(2),
        a_question(3),
        wanted=3,
        tasks=[a_task("quiz")],
        number=2,
    )
    begun.title = "Steady Beats Fast"
    others = [a_discussion(known=False, number=number) for number in (3, 4, 5, 7)]
    course = a_course(begun, *others, tasks=[a_task("exam", ref="2")], forms=[a_task("form", ref="2")])
    course.outlined = True
    a_program(course)
    return course


def blocks(capsys: pytest.CaptureFixture[str], course: Course, hints: list[Missing]) -> list[list[str]]:
    print_check(course, missing_things(course), hints)
    return [block.splitlines() for block in capsys.readouterr().out.split("\n\n")]


def test_a_discussion_has_one_block_with_one_command(capsys: pytest.CaptureFixture[str], course: Course) -> None:
    first, block, *_ = blocks(capsys, course, [])
    assert first == ["Course 2: 5 discussions and 1 other thing left before the evaluation form."]
    assert block == [
        "2.2  Steady Beats Fast",
        "  Questions 2 and 3: not answered yet",
        "  3 more replies to peers",
        "  2.2.quiz: quiz still to do",
        "  cups-course answer 2.2",
    ]


def test_discussions_that_only_have_to_be_imported_share_a_block(
    capsys: pytest.CaptureFixture[str], course: Course
) -> None:
    _, _, block, *_ = blocks(capsys, course, [])
    assert block[0] == "Discussions 3 to 5, 7"
    assert block[2:] == ["  cups-course import SAVED-COPY"]


def test_a_task_of_the_course_has_a_block_of_its_own(capsys: pytest.CaptureFixture[str], course: Course) -> None:
    *_, block = blocks(capsys, course, [])
    assert block[0].startswith("2.exam")
    assert block[1:] == ["  Exam still to do", "  cups-course done 2.exam"]


def test_each_hint_is_under_its_discussion_and_one_on_the_course_under_the_course(
    capsys: pytest.CaptureFixture[str], course: Course
) -> None:
    course.outlined = False
    hints = hints_for(course)
    *_, about, of_course, of_answer = blocks(capsys, course, hints)
    assert about == ["Worth a look, but not needed for the form:"]
    assert of_course[0].startswith("Course 2") and not any("Question" in line for line in of_course)
    assert of_answer[:2] == ["2.2  Steady Beats Fast", "  Question 1: very short"]
