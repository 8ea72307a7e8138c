"""No line is wider than the terminal, whatever letters people and courses use; commands to be copied stay whole."""

import io
import os
from collections.abc import Callable
from contextlib import redirect_stdout
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from builders import a_course, a_discussion, a_program, a_question, a_reply, a_task, an_answer
from cups_course.model import Course, Discussion, Program, Question, Task
from cups_course.next import next_step
from cups_course.readiness import hints_for, missing_things
from cups_course.refs import FoundRef
from cups_course.view.check import print_check
from cups_course.view.checklist import print_checklist
from cups_course.view.next_step import print_next
from cups_course.view.people import print_peers
from cups_course.view.show import print_show

WORDS = st.lists(
    st.sampled_from(
        [
            "rest",
            "listening",
            "静かな夜",
            "聞くことの学び",
            "🙂",
            "👩‍👩‍👧",
            "e\u0301te\u0301",
            "x" * 90,
            "[/b]",
            "\x1b[2J",
            "ﷺ",
            "한국어",
        ]
    ),
    min_size=1,
    max_size=9,
).map(" ".join)


@st.composite
def programs(draw: st.DrawFn) -> Program:
    """A program in which something is done, something begun and something not described."""
    begun = a_discussion(
        a_question(1, an_answer(draw(WORDS), posted=True)),
        a_question(2, an_answer(draw(WORDS))),
        a_question(3),
        wanted=3,
        replies=[a_reply(draw(WORDS), text=draw(WORDS))],
        tasks=[a_task("quiz"), a_task("read", optional=True)],
        number=2,
    )
    others = [a_discussion(a_question(1), known=draw(st.booleans()), number=number) for number in (3, 4, 11)]
    course = a_course(begun, *others, forms=[a_task("form", ref="2")], tasks=[a_task("exam", ref="2")])
    program = a_program(course)
    titled: list[Program | Course | Discussion] = [program, course, *course.discussions]
    for one in titled:
        one.title = draw(WORDS)
    worded: list[Question | Task] = [*begun.questions, *begun.tasks, *course.forms, *course.tasks]
    for each in worded:
        each.text = draw(WORDS)
    return program


def _status(program: Program) -> None:
    step = next_step([program])
    print_checklist([program], step)
    print_next(step)


def _show(program: Program) -> None:
    course = program.courses[0]
    print_show(FoundRef(program, course, course.discussions[0]), None)


def _check(program: Program) -> None:
    course = program.courses[0]
    print_check(course, missing_things(course), hints_for(course))


def _peers(program: Program) -> None:
    print_peers(program.courses[0].discussions[0], None)


@pytest.mark.parametrize("view", [_status, _show, _check, _peers])
@settings(max_examples=60)
@given(program=programs(), width=st.integers(40, 250))
def test_no_line_is_wider_than_the_terminal(view: Callable[[Program], None], program: Program, width: int) -> None:
    said = io.StringIO()
    with redirect_stdout(said), patch.dict(os.environ, {"COLUMNS": str(width)}):
        view(program)

    for line in said.getvalue().splitlines():
        assert cell_len(line) <= width or line.strip().startswith("cups-course "), line
        assert "\x1b" not in line
