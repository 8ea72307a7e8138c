"""What is left of a course, spread over the days one has: laws that hold for any course and any plan."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import a_course, a_discussion, a_program, a_question, a_reply, a_task, an_answer
from cups_course.model import Course, Discussion, Plan, SetAside
from cups_course.next import next_step
from cups_course.pace.days import parse_rest_days
from cups_course.pace.plan import MOST_A_DAY, Schedule, WorkItem, schedule, work_items
from cups_course.readiness import missing_things
from cups_course.states import answers_of, form_state
from cups_course.wants import WantKind, missing, question_state, replies_owed, task_done

TODAY = date(2026, 11, 25)


@st.composite
def discussions(draw: st.DrawFn, number: int, *, plain: bool) -> Discussion:
    answers = st.sampled_from([None, "posted"] if plain else [None, "draft", "posted"])
    questions = [
        a_question(nth, an_answer(posted=state == "posted") if state else None)
        for nth, state in enumerate(draw(st.lists(answers, max_size=3)), start=1)
    ]
    kinds = draw(st.lists(st.sampled_from(["watch", "quiz", "exam", "oath"]), max_size=2, unique=True))
    tasks = [a_task(kind, ticked=draw(st.booleans()), optional=draw(st.booleans())) for kind in kinds]
    discussion = a_discussion(
        *questions,
        known=plain or draw(st.booleans()),
        wanted=draw(st.integers(0, 4)),
        replies=[a_reply(f"peer{one}") for one in range(draw(st.integers(0, 2)))],
        tasks=tasks,
        number=number,
    )
    for question in questions:
        question.ref = f"{discussion.ref}.{question.number}"
    for task in tasks:
        task.ref = f"{discussion.ref}.{task.kind}"
    return discussion


@st.composite
def courses(draw: st.DrawFn, *, plain: bool = False) -> Course:
    """A course in any state; a `plain` one is told of whole, so that to do one thing leaves no other in its place."""
    inner = [draw(discussions(number, plain=plain)) for number in range(1, draw(st.integers(0, 5)) + 1)]
    tasks = [a_task("quiz", ref="2", ticked=draw(st.booleans()), optional=draw(st.booleans()))]
    return a_course(*inner, tasks=tasks, forms=[a_task("form", ref="2", ticked=draw(st.booleans()))])


rests = st.lists(
    st.sampled_from(["sat", "sun", "wed", "2026-11-26", "2026-12-01/2026-12-04", "2026-12-10/2026-12-20"]), max_size=3
).map(tuple)
by_a_day = st.builds(
    lambda ahead, rest, per_day: Plan(
        TODAY.isoformat(), by=(TODAY + timedelta(days=ahead)).isoformat(), rest=rest, per_day=per_day
    ),
    ahead=st.integers(0, 40),
    rest=rests,
    per_day=st.sampled_from([None, 1, 2, 9]),
)
by_the_week = st.builds(
    lambda per_week, rest: Plan(TODAY.isoformat(), per_week=per_week, rest=rest), st.integers(1, 20), rests
)


def lay(course: Course, plan: Plan, today: date = TODAY) -> Schedule:
    return schedule(a_program(course), replace(course, plan=plan), today)


def open_days(plan: Plan, today: date) -> list[date]:
    assert plan.by
    rest, _ = parse_rest_days(plan.rest)
    ahead = (date.fromisoformat(plan.by) - today).days + 1
    return [day for one in range(ahead) if (day := today + timedelta(days=one)) not in rest]


def things_of(plan: Schedule) -> list[WorkItem]:
    return [thing for day in plan.days for thing in day.things]


@given(course=courses())
def test_the_work_is_what_check_misses_and_then_the_forms(course: Course) -> None:
    wanted = [thing.ref for thing in work_items(course) if not thing.optional and thing.ref != "2.form"]
    missed = [want.discussion if want.kind is not WantKind.TASK else want.subject for want in missing(course)]
    assert set(wanted) == {(one or course).ref for one in missed}
    assert {one.ref for one in missing_things(course)} == {want.ref for want in missing(course)}
    assert len({thing.id for thing in work_items(course)}) == len(work_items(course))


@given(course=courses())
def test_the_first_thing_of_the_work_is_what_next_names(course: Course) -> None:
    wanted = [thing for thing in work_items(course) if not thing.optional]
    step = next_step([a_program(course)])
    assert bool(step) == bool(wanted)
    if step:
        assert f"{step.ref}.".startswith(f"{wanted[0].ref}.")
        assert step.command == wanted[0].command


@given(course=courses())
def test_the_work_is_in_course_order_and_ends_with_the_forms(course: Course) -> None:
    order = [*(one.ref for one in course.discussions), "2.quiz", "2.form"]
    refs = [thing.ref for thing in work_items(course) if thing.ref != "2"]  # 2: all posts of an unknown course
    at = [next(nth for nth, one in enumerate(order) if f"{ref}.".startswith(f"{one}.")) for ref in refs]
    assert at == sorted(at)


@given(course=courses(), choice=st.integers(0, 99))
def test_no_step_makes_the_work_longer(course: Course, choice: int) -> None:
    before = work_items(course)
    steps = [*steps_in(course)]
    if steps:
        steps[choice % len(steps)]()
        assert len(work_items(course)) <= len(before)


def steps_in(course: Course) -> Iterator[Callable[[], None]]:
    """Each thing that a person may do: a draft, a posting, a reply, a tick, the import of an ordinary post."""
    for discussion in course.discussions:
        for question in discussion.asked:
            if question_state(question, discussion) != "posted":
                yield partial(setattr, question, "answer", an_answer())
                yield partial(setattr, question, "answer", an_answer(posted=True))
        if replies_owed(discussion):
            yield partial(discussion.peer_replies.append, a_reply("friend"))
            yield partial(discussion.peer_replies.append, a_reply("friend", given=False))
        if not discussion.known:
            yield partial(setattr, discussion, "known", True)
    for task in (*course.tasks, *course.forms, *(task for one in course.discussions for task in one.tasks)):
        yield partial(setattr, task, "ticked", True)


def test_a_draft_for_one_of_three_questions_leaves_the_work_as_long_as_it_was() -> None:
    course = a_course(a_whole_discussion())
    assert [thing.what for thing in work_items(course)] == [
        "Answer 2.2, Service Leadership",
        "Post your answer to 2.2, Service Leadership, and reply to 3 peers",
    ]
    course.discussions[0].questions[1].answer = an_answer()
    assert [thing.what for thing in work_items(course)] == [
        "Answer questions 1 and 3 of 2.2, Service Leadership",
        "Post your answer to 2.2, Service Leadership, and reply to 3 peers",
    ]


def test_a_post_that_is_not_imported_stands_at_its_place_as_long_as_an_ordinary_one() -> None:
    unknown = a_discussion(known=False, wanted=None, number=1)
    course = a_course(unknown, a_whole_discussion(2), forms=[a_task("form", ref="2")])
    assert [thing.ref for thing in work_items(course)] == ["2.1", "2.1", "2.2", "2.2", "2.form"]


def test_a_plan_begins_on_its_first_day_whatever_was_done_before() -> None:
    course = a_course(*(a_whole_discussion(number) for number in (1, 2, 3, 4)))
    for plan in (Plan(TODAY.isoformat(), by="2026-12-24"), Plan(TODAY.isoformat(), per_week=3)):
        assert lay(course, plan).days[0].day == TODAY
    for discussion in course.discussions[:2]:  # read from a copy today, written long ago
        old = replace(an_answer(posted=True), kept_at=f"{TODAY}T08:00:00Z", posted_on="2020-03-01")
        discussion.answer = old
        discussion.peer_replies += [replace(a_reply(f"peer{one}"), replied_on="2020-03-02") for one in range(3)]
    assert lay(course, Plan(TODAY.isoformat(), by="2026-12-24")).days[0].day == TODAY


def test_who_does_more_than_is_due_finds_something_for_the_next_day() -> None:
    course = a_course(*(a_whole_discussion(number) for number in (1, 2, 3, 4, 5)))
    plan = Plan(TODAY.isoformat(), by="2026-12-04")
    for thing in work_items(course)[:5]:
        do(course, thing, TODAY)
    tomorrow = TODAY + timedelta(days=1)
    assert lay(course, plan).days[0].day == tomorrow
    assert lay(course, plan, tomorrow).days[0].day == tomorrow


@given(course=courses(), plan=by_a_day | by_the_week)
def test_all_that_is_left_is_laid_once_or_said_not_to_fit(course: Course, plan: Plan) -> None:
    now = lay(course, plan)
    assert Counter([*things_of(now), *now.left_out, *now.too_many]) == Counter(work_items(course))
    assert all(thing.optional for thing in now.left_out)


@given(course=courses(), plan=by_a_day | by_the_week, later=st.integers(0, 50))
def test_no_work_is_laid_on_a_day_of_rest_before_today_or_after_the_end(course: Course, plan: Plan, later: int) -> None:
    today = TODAY + timedelta(days=later)
    rest, _ = parse_rest_days(plan.rest)
    days = [one.day for one in lay(course, plan, today).days]
    assert days == sorted(set(days))
    assert not any(day in rest for day in days)
    assert all(today <= day <= date.fromisoformat(plan.by or "9999-12-31") for day in days)


@given(course=courses(), plan=by_a_day)
def test_the_days_of_a_plan_differ_by_one_thing_at_most_and_none_has_more_than_enough(
    course: Course, plan: Plan
) -> None:
    now = lay(course, plan)
    shares = [len(now.on(day)) for day in open_days(plan, TODAY)]
    if shares:
        assert max(shares) - min(shares) <= 1
        assert max(shares) <= (plan.per_day or MOST_A_DAY)


@given(course=courses(), plan=by_a_day)
def test_a_day_that_would_do_does_and_none_before_it(course: Course, plan: Plan) -> None:
    now = lay(course, plan)
    assert bool(now.would_do) == bool(now.too_many)
    if now.would_do:
        assert not lay(course, plan._replace(by=now.would_do.isoformat())).too_many
        assert lay(course, plan._replace(by=(now.would_do - timedelta(days=1)).isoformat())).too_many


@given(course=courses(plain=True), plan=by_a_day | by_the_week, later=st.integers(1, 40))
def test_who_does_what_is_due_finds_the_days_to_come_as_they_were(course: Course, plan: Plan, later: int) -> None:
    """With fewer things than days, the things that are left may only come sooner."""
    before = lay(course, plan)
    if before.too_many or before.left_out:
        return  # as things are done, there may be room for these
    today = TODAY
    for _ in range(later):
        due = lay(course, plan, today).on(today)
        for thing in due:
            do(course, thing, today)
        assert lay(course, plan, today).on(today) == []
        today += timedelta(days=1)
    was = {thing.id: one.day for one in before.days for thing in one.things}
    now = {thing.id: one.day for one in lay(course, plan, today).days for thing in one.things}
    if plan.by and len(was) < len(open_days(plan, TODAY)):
        assert all(day <= was[one] for one, day in now.items())
        assert not now or max(now.values()) == max(was.values()) or len(now) == 1
    else:
        assert now == {one: day for one, day in was.items() if one in now}
        assert all(day < today for one, day in was.items() if one not in now)


@given(course=courses(plain=True), plan=by_a_day)
def test_a_plan_never_leaves_its_first_days_empty(course: Course, plan: Plan) -> None:
    for thing in work_items(course)[:3]:
        do(course, thing, TODAY)
        if days := lay(course, plan).days:
            assert days[0].day in open_days(plan, TODAY)[:2]


@given(course=courses(), plan=by_a_day, later=st.integers(1, 40))
def test_days_that_were_missed_do_not_pile_up(course: Course, plan: Plan, later: int) -> None:
    today = TODAY + timedelta(days=later)
    now, ahead = lay(course, plan, today), open_days(plan, today)
    if ahead and not now.too_many and not now.left_out:
        fair = -(-len(work_items(course)) // len(ahead))
        assert all(len(one.things) <= fair for one in now.days)


@given(course=courses(), plan=by_the_week)
def test_a_week_has_no_more_things_than_were_wished_for(course: Course, plan: Plan) -> None:
    weeks = Counter((one.day - TODAY).days // 7 for one in lay(course, plan).days for _ in one.things)
    assert all(number <= (plan.per_week or 0) for number in weeks.values())


def do(course: Course, thing: WorkItem, today: date) -> None:
    """Do one thing, as a command would keep it."""
    for task in (*course.tasks, *course.forms, *(task for one in course.discussions for task in one.tasks)):
        if task.id == thing.id:
            task.ticked, task.done_on = True, today.isoformat()
            return
    discussion = next((one for one in course.discussions if f"{thing.ref}.".startswith(f"{one.ref}.")), None)
    if discussion is None:  # the posts of a course of which nobody has told anything
        course.tasks.append(replace(a_task("other", ref="2"), ticked=True, done_on=today.isoformat()))
        return
    day = today.isoformat()
    if thing.id.endswith("-answer"):
        discussion.answer = replace(an_answer(), kept_at=f"{day}T08:00:00Z")
        return
    for answer in answers_of(discussion):
        answer.posted, answer.posted_on = True, answer.posted_on or day
    for one in range(replies_owed(discussion)):
        discussion.peer_replies.append(replace(a_reply(f"friend{one}"), replied_on=day))


def a_whole_discussion(number: int = 2) -> Discussion:
    questions = [a_question(nth) for nth in (1, 2, 3)]
    for question in questions:
        question.ref = f"2.{number}.{question.number}"
    return a_discussion(*questions, wanted=3, number=number)


def test_what_is_optional_is_left_out_first_where_there_is_no_room() -> None:
    tasks = [a_task("exam", ref="2"), a_task("read", ref="2", optional=True)]
    course = a_course(a_whole_discussion(), tasks=tasks)
    plan = Plan(TODAY.isoformat(), by=TODAY.isoformat())
    now = lay(course, plan)
    assert ([thing.ref for thing in now.left_out], now.too_many, len(things_of(now))) == (["2.read"], [], 3)


@pytest.mark.parametrize(("per_day", "would_do"), [(None, date(2026, 11, 27)), (1, date(2026, 12, 6))])
def test_a_plan_that_does_not_fit_says_which_day_would_do(per_day: int | None, would_do: date) -> None:
    course = a_course(*(a_whole_discussion(number) for number in (1, 2, 3, 4)))
    plan = Plan(TODAY.isoformat(), by="2026-11-26", rest=("2026-12-01/2026-12-04",), per_day=per_day)
    now = lay(course, plan)
    assert (now.would_do, len(now.too_many)) == (would_do, 8 - 2 * (per_day or 3))


def test_what_is_set_aside_is_not_in_the_plan_and_the_form_is_not_ready_for_it() -> None:
    later, now_ = a_whole_discussion(3), a_whole_discussion(2)
    later.set_aside = SetAside(None)
    course = a_course(now_, later, forms=[a_task("form", ref="2")])
    assert {thing.ref for thing in work_items(course)} == {"2.2", "2.form"}
    assert form_state(course.forms[0], course) == "todo"
    assert not task_done(course.forms[0])


def test_a_course_that_is_set_aside_is_laid_from_the_day_it_is_back() -> None:
    plan = Plan(TODAY.isoformat(), by="2026-12-20")
    course = replace(a_course(a_whole_discussion()), set_aside=SetAside("2026-12-15"))
    assert [one.day.day for one in lay(course, plan).days] == [15, 20]
    course.set_aside = SetAside(None)
    assert lay(course, plan) == Schedule([], waits=True)
