import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import (
    a_course,
    a_discussion,
    a_program,
    a_question,
    a_reply,
    a_task,
    an_answer,
    done_discussion,
)
from cups_course.form.form import AttachedForm, FormField, Match, SavedForm
from cups_course.model import Answer, Course, Discussion, Program, Task
from cups_course.next import next_step
from cups_course.readiness import hints_for, missing_things
from cups_course.states import all_but_forms_done, course_state, form_state

POSTED = an_answer("words that are posted in the thread", posted=True)
DRAFT = an_answer("words that wait to be posted yet")


def _answered(**more: object) -> Discussion:
    return a_discussion(a_question(1, POSTED), **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("discussion", "ref", "what", "command"),
    [
        (a_discussion(known=False, wanted=None), "2.2", "no questions yet", "cups-course import SAVED-COPY"),
        (a_discussion(a_question(1)), "2.2.1", "not answered yet", "cups-course answer 2.2.1"),
        (a_discussion(a_question(1, DRAFT)), "2.2.1", "draft is not posted", "cups-course export 2.2 --for thread"),
        (a_discussion(a_question(1), answer=DRAFT), "2.2.1", "draft is not posted", "cups-course export 2.2"),
        (_answered(wanted=1), "2.2", "1 more reply to peers", "cups-course peers 2.2"),
        (_answered(wanted=3, replies=[a_reply("a")]), "2.2", "2 more replies to peers", "cups-course peers 2.2"),
        (_answered(tasks=[a_task("quiz")]), "2.2.quiz", "quiz still to do", "cups-course done 2.2.quiz"),
    ],
    ids=["unknown", "todo", "draft", "draft in one piece", "a reply", "replies", "a task"],
)
def test_each_thing_left_is_missing_and_names_the_command_for_it(
    discussion: Discussion, ref: str, what: str, command: str
) -> None:
    (one,) = missing_things(a_course(discussion))

    assert one.ref == ref
    assert what in one.what
    assert str(one.command).startswith(command)


def test_a_task_of_the_course_is_missing_until_it_is_ticked() -> None:
    exam = a_task("exam", ref="2")

    assert [one.ref for one in missing_things(a_course(done_discussion(), tasks=[exam]))] == ["2.exam"]
    exam.ticked = True
    assert missing_things(a_course(done_discussion(), tasks=[exam])) == []


def test_optional_tasks_and_the_forms_themselves_are_not_missing() -> None:
    optional = a_task("elective", optional=True)

    assert missing_things(a_course(done_discussion(), tasks=[optional], forms=[a_task("form")])) == []


def _a_form_for(ref: str, match: Match | None) -> Task:
    """A form with one field, matched or not."""
    field = FormField("entry.1", "Your words", "", "paragraph", True, (), None, 1)
    form = a_task("form", ref=ref)
    form.form = AttachedForm("form", SavedForm("", None, (field,), ()), {"entry.1": match} if match else {}, {})
    return form


def test_of_an_undescribed_course_only_the_description_is_missing_whatever_its_form_asks() -> None:
    course = a_course(forms=[_a_form_for("2", None)])
    assert [one.what for one in missing_things(course)] == ["no questions yet"]


def test_an_answer_that_two_forms_ask_for_is_missing_once() -> None:
    discussion = a_discussion(a_question(1, dropped=True), a_question(2, an_answer(posted=True)))
    match = Match(question_id=discussion.questions[0].id)
    course = a_course(discussion, forms=[_a_form_for("2", match), _a_form_for("2", match)])
    assert [one.ref for one in missing_things(course)] == ["2.2.1"]


def test_dropped_questions_are_not_missing() -> None:
    assert missing_things(a_course(a_discussion(a_question(1, POSTED), a_question(2, dropped=True)))) == []


@pytest.mark.parametrize(
    ("course", "ref", "command"),
    [
        (a_course(a_discussion(known=False, wanted=None)), "2.2", "cups-course import SAVED-COPY"),
        (a_course(a_discussion(a_question(1))), "2.2", "cups-course answer 2.2"),
        (a_course(a_discussion(a_question(1, DRAFT))), "2.2", "cups-course export 2.2 --for thread --copy"),
        (a_course(_answered(wanted=1)), "2.2", "cups-course peers 2.2"),
        (a_course(_answered(tasks=[a_task("quiz")])), "2.2.quiz", "cups-course done 2.2.quiz"),
        (a_course(done_discussion(), tasks=[a_task("exam", ref="2")]), "2.exam", "cups-course done 2.exam"),
        (a_course(done_discussion(), forms=[a_task("form", ref="2")]), "2.form", "cups-course form 2"),
    ],
    ids=["unknown", "todo", "draft", "reply", "task", "exam", "form"],
)
def test_each_thing_left_is_the_next_step_once_it_is_all_that_is_left(course: Course, ref: str, command: str) -> None:
    step = next_step([a_program(course)])

    assert step
    assert (step.ref, str(step.command)) == (ref, command)


def test_everything_comes_in_course_order_started_or_not_and_whether_its_post_is_imported_or_not() -> None:
    unknown, new = a_discussion(known=False, wanted=None, number=1), a_discussion(a_question(1), number=2)
    started = a_discussion(a_question(1, DRAFT), number=2)
    for one, two, ref in ((unknown, new, "2.1"), (new, unknown, "2.2"), (unknown, started, "2.1")):
        step = next_step([a_program(a_course(one, two))])
        assert step
        assert step.ref == ref


def test_the_program_in_use_comes_first() -> None:
    first, used = a_program(a_course(a_discussion(a_question(1)))), a_program(a_course(_answered(wanted=1)))
    used.in_use = True

    step = next_step([first, used])

    assert step
    assert str(step.command) == "cups-course peers 2.2"


def test_the_programs_own_task_comes_last() -> None:
    exam = a_task("exam")
    program = a_program(a_course(done_discussion()), tasks=[exam])
    step = next_step([program])

    assert step
    assert step.ref == exam.ref
    exam.ticked = True
    assert next_step([program]) is None


def test_there_is_no_next_step_with_nothing_to_do_it_on() -> None:
    assert next_step([]) is None


_answers: st.SearchStrategy[Answer | None] = st.sampled_from([None, DRAFT, POSTED, POSTED])
_questions = st.builds(a_question, st.integers(1, 9), _answers, dropped=st.booleans())
_tasks = st.lists(
    st.builds(a_task, st.sampled_from(["watch", "quiz"]), ticked=st.booleans(), optional=st.booleans()), max_size=1
)


@st.composite
def programs(draw: st.DrawFn) -> Program:
    def some_discussion() -> Discussion:
        return a_discussion(
            *draw(st.lists(_questions, max_size=2)),
            known=draw(st.sampled_from([True, True, False])),
            wanted=draw(st.none() | st.integers(0, 1)),
            answer=draw(_answers),
            replies=[a_reply("a")] * draw(st.integers(0, 1)),
            tasks=draw(_tasks),
        )

    forms = [a_task("form", ticked=draw(st.booleans()), optional=draw(st.booleans()))]
    courses = [
        a_course(*(some_discussion() for _ in range(draw(st.integers(0, 2)))), tasks=draw(_tasks), forms=forms)
        for _ in range(draw(st.integers(0, 2)))
    ]
    return a_program(*courses, tasks=draw(_tasks))


@given(programs())
def test_there_is_no_next_step_just_when_everything_is_done(program: Program) -> None:
    done = all(course_state(course) == "done" for course in program.courses)
    own = all(task.ticked or task.optional for task in program.tasks)

    assert (next_step([program]) is None) == (done and own)


@given(programs())
def test_nothing_is_missing_just_when_the_form_is_ready(program: Program) -> None:
    for course in program.courses:
        ready = not missing_things(course)
        assert ready == all_but_forms_done(course)
        for form in course.forms:
            assert form_state(form, course) == ("submitted" if form.ticked else "ready" if ready else "todo")


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("Yes.", "very short"),
        ("TODO", "placeholder"),
        ("lorem ipsum dolor sit", "placeholder"),
        ("This says what I think of it, in full.", None),
        ("Todo lists helped me most of all, and I keep one for every week of the year.", None),
    ],
)
def test_a_hint_speaks_of_what_one_may_look_at_again(text: str, hint: str | None) -> None:
    course = a_course(a_discussion(a_question(1, an_answer(text, posted=True))))
    found = [one.what for one in hints_for(course)]

    assert bool(found) == (hint is not None)
    assert hint is None or hint in found[0]
    assert missing_things(course) == []


def test_equal_answers_and_changed_ones_are_hinted_at_and_the_form_is_ready_all_the_same() -> None:
    first = a_question(1, an_answer("The very same words for two questions.", posted=True))
    second = a_question(2, an_answer("the very  same words for two questions.", posted=True, changed=True))
    course = a_course(a_discussion(first, second))

    assert [one.ref for one in hints_for(course)] == ["2.2.2", "2.2.2"]
    assert missing_things(course) == []
