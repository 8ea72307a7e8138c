"""Which references are on offer while one is being typed."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import a_course, a_discussion, a_program, a_question, a_reply, a_task
from cups_course.model import Course, Discussion, Program, Task
from cups_course.refs import ReplyRefs, find_ref, offer_refs, parse_ref


def a_full_program() -> Program:
    replies = [a_reply(peer) for peer in ("oakleaf", "静かな木", "\x1b[2J", "\u202eeve")]
    for reply in replies:
        reply.ref = ReplyRefs().next("2.2", reply.peer)
    second = a_discussion(a_question(1), a_question(2, dropped=True), tasks=[a_task()], replies=replies, number=2)
    others = [a_discussion(number=number) for number in (1, 3, 20)]
    course = a_course(others[0], second, *others[1:], forms=[a_task("form", ref="2")])
    return a_program(course, tasks=[a_task("exam", ref="kind-leaders/")])


def refs(typed: str, *kinds: type, programs: Sequence[Program] | None = None) -> list[str]:
    return [offer.ref for offer in offer_refs(programs or [a_full_program()], typed, kinds)]


def test_courses_come_first_and_what_is_inside_once_they_are_typed() -> None:
    assert refs("") == ["2", "kind-leaders"]
    assert refs("2.") == ["2.1", "2.2", "2.3", "2.20", "2.form"]
    assert refs("2.2") == ["2.2", "2.2.1", "2.2.quiz", "2.2@oakleaf", "2.2@静かな木", "2.2@_2J", "2.2@_eve", "2.20"]
    assert refs("2.2@") == ["2.2@oakleaf", "2.2@静かな木", "2.2@_2J", "2.2@_eve"]


def test_where_only_one_thing_is_left_what_is_inside_is_on_offer_too() -> None:
    program = a_full_program()
    program.tasks = []
    assert refs("", programs=[program])[:3] == ["2", "2.1", "2.2"]


def test_with_the_program_before_it_references_stay_as_long_as_that() -> None:
    assert refs("kind-leaders/2.2@o") == ["kind-leaders/2.2@oakleaf"]
    assert refs("kind-leaders/")[0] == "kind-leaders/2"


@pytest.mark.parametrize(
    ("kind", "wanted"),
    [(Course, ["2"]), (Discussion, ["2.1", "2.2", "2.3", "2.20"]), (Task, ["2.2.quiz", "2.form"])],
)
def test_of_one_kind_all_are_on_offer_wherever_they_stand(kind: type, wanted: list[str]) -> None:
    assert refs("", kind) == wanted


@given(st.text("2.13@okform/kind-leaders", max_size=12))
def test_what_is_on_offer_begins_with_what_is_typed_and_refers_to_what_it_says(typed: str) -> None:
    program = a_full_program()
    program.tasks = []
    for offer in offer_refs([program], typed):
        assert offer.ref.startswith(typed)
        assert find_ref([program], parse_ref(offer.ref)).subject is offer.found.subject
