"""What is next over several courses; and laws that hold for any program."""

import copy
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import a_course, a_discussion, a_program, a_question, a_reply, a_task, an_answer, done_discussion
from cups_course.model import Attempt, Course, CoursesAtHand, Discussion, Practice, Program, ProgressNote, Task
from cups_course.next import Step, next_step
from cups_course.readiness import missing_things
from cups_course.refs import find_ref, parse_ref, task_ref
from cups_course.states import course_state, discussion_state, form_state, totals
from cups_course.wants import task_done

POSTED, DRAFT = an_answer("words that are posted", posted=True), an_answer("words that wait")


def _course(number: int, *discussions: Discussion, **more: list[Task]) -> Course:
    course = replace(a_course(*discussions, **more), number=number, ref=f"{number}")
    for one in course.discussions:
        one.ref = f"{number}.{one.number}"
        for question in one.questions:
            question.ref = f"{one.ref}.{question.number}"
    return course


def _step(*courses: Course, latest: tuple[Course, ...] = (), begun: tuple[Course, ...] = ()) -> Step:
    hand = CoursesAtHand({one.id for one in (*begun, *latest)}, {one.id for one in latest})
    step = next_step([a_program(*courses)], at_hand=hand)
    assert step
    return step


def test_what_is_started_in_a_later_course_comes_before_something_new_in_an_earlier_one() -> None:
    first = _course(1, done_discussion(1), a_discussion(a_question(1), number=2))
    second = _course(2, a_discussion(a_question(1, DRAFT), number=1))

    assert _step(first, second, latest=(first, second)).ref == "2.1"
    assert _step(first, second, latest=(second,), begun=(first,)).ref == "2.1"
    assert _step(first, second).ref == "1.2"


def test_of_two_things_that_are_started_the_one_nearest_to_a_form_comes_first() -> None:
    far = _course(1, a_discussion(a_question(1, DRAFT), number=1), a_discussion(a_question(1), number=2))
    near = _course(2, a_discussion(a_question(1, DRAFT), number=1), forms=[a_task("form")])
    ready = _course(3, done_discussion(1), forms=[a_task("form", ref="3")])

    assert _step(far, near, latest=(far, near)).ref == "2.1"
    assert _step(far, near, ready, latest=(far, near, ready)).ref == "3.form"


def test_a_course_that_was_begun_comes_before_one_that_was_not() -> None:
    new, begun = _course(1, a_discussion(a_question(1), number=1)), _course(2, a_discussion(a_question(1), number=1))

    assert _step(new, begun, begun=(begun,)).ref == "2.1"


def test_a_course_that_is_done_is_not_looked_into_twice_and_most_are_not_looked_into_at_all() -> None:
    courses = [_course(number, a_discussion(a_question(1), number=1)) for number in range(1, 9)]
    looked_into: list[int] = []

    def whole(course: Course) -> Course:
        looked_into.append(course.number)
        return course

    next_step([a_program(*courses)], whole, CoursesAtHand({courses[4].id}, {courses[4].id}))
    assert looked_into == [5]


def test_a_reply_to_somebody_who_wrote_is_named_at_its_place() -> None:
    quiet = a_discussion(a_question(1, POSTED), wanted=1, number=1)
    written_to = a_discussion(a_question(1, POSTED), wanted=2, number=2)
    waiting = {written_to.id: ["heron"]}

    step = next_step([a_program(_course(2, written_to))], waiting=lambda one: waiting.get(one.id, []))
    assert step and (step.ref, str(step.command), str(step.then)) == (
        "2.2",
        "cups-course peers 2.2",
        "cups-course reply 2.2 heron",
    )
    assert "heron wrote to you" in step.why

    first = next_step([a_program(_course(2, quiet, written_to))], waiting=lambda one: waiting.get(one.id, []))
    assert first and first.ref == "2.1"


def test_words_that_are_still_to_be_written_come_before_a_reply_to_somebody_who_wrote() -> None:
    open_one = a_discussion(a_question(1, POSTED), a_question(2), number=1)
    written_to = a_discussion(a_question(1, POSTED), wanted=2, number=2)

    step = next_step([a_program(_course(2, open_one, written_to))], waiting=lambda one: ["heron"])
    assert step and step.ref == "2.1"


def _task_with(kind: str, **terms: object) -> Task:
    return replace(a_task(kind, ref="2"), text="the lamp", **terms)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("task", "what", "why", "command"),
    [
        (_task_with("quiz"), "Take the quiz: the lamp.", "All discussions", "cups-course done 2.quiz"),
        (_task_with("quiz", minimum="8/10"), "Take the quiz", "It needs at least 8/10.", "cups-course done 2.quiz"),
        (
            _task_with("quiz", minimum="8/10", attempts=[Attempt(None, "7/10", False)]),
            "Take the quiz again",
            "You scored 7/10. It needs at least 8/10. You can try again",
            "cups-course done 2.quiz --score SCORE",
        ),
        (
            _task_with("exam", minimum="8/10", retakes=False, attempts=[Attempt(None, "7/10", False)]),
            "Take the exam again",
            "ask your course leader about another",
            "cups-course done 2.exam --score SCORE",
        ),
        (
            _task_with("oath", words="I will."),
            "Post the oath",
            "ready to paste",
            "cups-course export 2.oath --for thread --copy",
        ),
        (_task_with("oath"), "Post the oath", "All", "cups-course done 2.oath"),
        (
            _task_with("practicum", minutes=180, practice=[Practice("p", "2026-11-20", 90)]),
            "Practise",
            "1.5 of 3 hours are logged",
            "cups-course done 2.practicum --hours HOURS",
        ),
        (_task_with("elective", choices=("a", "b")), "Choose one", "2 to choose from", "cups-course show 2.elective"),
        (
            _task_with("elective", choices=("a", "b"), choice="b"),
            "Do what you chose: b.",
            "All",
            "cups-course done 2.elective",
        ),
        (_task_with("other", every="week", times=3), "a progress note", "0 of 3", "cups-course answer 2.other"),
        (
            _task_with("other", every="week", progress=[ProgressNote("n", "So far.", "2026-11-20")]),
            "Post your progress note",
            "not posted yet",
            "cups-course export 2.other --for thread --copy",
        ),
        (_task_with("quiz", times=3), "Take the quiz", "0 of 3 done", "cups-course done 2.quiz"),
    ],
)
def test_each_kind_of_task_says_what_to_do_and_how_far_it_is(task: Task, what: str, why: str, command: str) -> None:
    step = next_step([a_program(_course(2, done_discussion(1), tasks=[task]))])

    assert step and str(step.command) == command
    assert what in step.what
    assert why in step.why


# Laws

_TERMS = st.sampled_from(
    [
        {},
        {"minimum": "8/10", "attempts": [Attempt(None, "7/10", False)]},
        {"minutes": 60, "practice": [Practice("p", "2026-11-20", 30)]},
        {"minutes": 60, "practice": [Practice("p", "2026-11-20", 60)]},
        {"choices": ("a", "b")},
        {"choices": ("a", "b"), "choice": "b"},
        {"times": 2, "attempts": [Attempt(None, None, True)]},
        {"every": "week"},
    ]
)
_KINDS = st.sampled_from(["watch", "read", "quiz", "exam", "oath", "practicum", "elective", "other"])


@st.composite
def _tasks(draw: st.DrawFn, ref: str) -> list[Task]:
    tasks = draw(st.lists(st.builds(lambda kind, terms: replace(a_task(kind), **terms), _KINDS, _TERMS), max_size=2))
    for number, task in enumerate(tasks, start=1):
        task.number, task.ref = number, task_ref(ref, task.kind, number)
        task.optional = draw(st.booleans())
        task.bonus = task.optional and draw(st.booleans())
    return tasks


@st.composite
def programs(draw: st.DrawFn) -> Program:
    def discussion(number: int, ref: str) -> Discussion:
        questions = [
            a_question(n, draw(st.sampled_from([None, DRAFT, POSTED]))) for n in range(1, draw(st.integers(1, 3)))
        ]
        return a_discussion(
            *questions, number=number, wanted=draw(st.integers(0, 1)), tasks=draw(_tasks(f"{ref}.{number}"))
        )

    courses = []
    for number in range(1, draw(st.integers(1, 3)) + 1):
        discussions = [discussion(one, f"{number}") for one in range(1, draw(st.integers(0, 2)) + 1)]
        forms = [replace(a_task("form", ref=f"{number}"), optional=draw(st.booleans()))]
        courses.append(_course(number, *discussions, tasks=draw(_tasks(f"{number}")), forms=forms))
    return a_program(*courses, tasks=draw(_tasks("kind-leaders/")))


def _picture(program: Program) -> list[object]:
    return [
        (
            course_state(course) == "done",
            [discussion_state(one) == "done" for one in course.discussions],
            [form_state(form, course) for form in course.forms if form.counts],
            [one.ref for one in missing_things(course)],
            totals(course.discussions),
        )
        for course in program.courses
    ] + [next_step([program])]


def _owners(program: Program) -> list[Program | Course | Discussion]:
    """Everything that may have tasks."""
    return [program, *program.courses, *(one for course in program.courses for one in course.discussions)]


@given(programs(), st.sampled_from(["optional", "bonus"]), _KINDS, _TERMS, st.booleans())
def test_what_is_optional_or_a_bonus_changes_nothing_of_what_counts(
    program: Program, apart: str, kind: str, terms: dict[str, object], ticked: bool
) -> None:
    before = _picture(program)
    extra = replace(a_task(kind, ref="9"), **{**terms, "ticked": ticked, apart: True})  # type: ignore[arg-type]
    begun = ticked or extra.begun
    for at in range(len(_owners(program))):
        other = copy.deepcopy(program)
        _owners(other)[at].tasks.append(extra)
        # What was begun is gone on with: only the order in which things are proposed may follow it.
        assert _picture(other)[:-1] == before[:-1]
        assert (next_step([other]) is None) == (before[-1] is None)
        assert begun or _picture(other) == before


def _do(program: Program, step: Step) -> None:
    """What the step says, done."""
    found = find_ref([program], parse_ref(step.ref))
    if found.task:
        task = found.task
        assert task.counts and not task_done(task, found.discussion)
        if "--hours" in step.command:
            task.practice.append(Practice("more", "2026-11-21", 30))
        elif "--choose" in (step.then or ""):
            task.choice = task.choices[0]
        else:
            task.attempts.append(Attempt(None, None, True))
            task.ticked = task.times_done >= (task.times or 1)
        return
    discussion = found.discussion
    assert discussion and discussion_state(discussion) != "done"
    if step.command[1] == "answer":
        if discussion.asked:
            next(one for one in discussion.asked if not one.answer).answer = DRAFT
        else:
            discussion.answer = DRAFT
    elif step.command[1] == "export":
        for question in discussion.asked:
            question.answer = POSTED
        discussion.answer = POSTED if discussion.answer else None
    else:
        assert step.command[1] == "peers"
        discussion.peer_replies.append(a_reply("fern"))


@given(programs())
def test_to_do_what_is_next_again_and_again_leads_to_the_end(program: Program) -> None:
    for course in program.courses:
        if not (course.discussions or any(task.counts for task in course.tasks)):
            course.discussions.append(done_discussion(9))
    for _ in range(100):
        step = next_step([program])
        if step is None:
            break
        _do(program, step)
    assert step is None
    assert all(course_state(course) == "done" for course in program.courses)
    assert all(form_state(form, one) == "submitted" for one in program.courses for form in one.forms if form.counts)
