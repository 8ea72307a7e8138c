import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import (
    a_course,
    a_discussion,
    a_question,
    a_reply,
    a_store,
    a_task,
    an_answer,
    discussion_at,
    done_discussion,
    imported,
)
from builders import a_thread as told
from cups_course.model import Answer, Discussion, PeerReply, Question, Task
from cups_course.states import course_state, discussion_state, form_state, totals
from cups_course.store.answers import keep_answers
from cups_course.store.people import same_person, set_forum_names
from cups_course.store.writing import keep_reply, mark_posted
from cups_course.wants import peers_replied_to, question_state, replies_owed, task_done

DRAFT = an_answer()
POSTED = an_answer(posted=True)


def _state(question: Question, **discussion: Answer) -> str:
    return question_state(question, a_discussion(question, **discussion))  # type: ignore[arg-type]


# Questions


@pytest.mark.parametrize(("answer", "state"), [(None, "todo"), (DRAFT, "draft"), (POSTED, "posted")])
def test_a_question_has_the_state_of_its_answer(answer: Answer | None, state: str) -> None:
    assert _state(a_question(1, answer)) == state


def test_a_newer_version_leaves_a_question_posted_and_says_that_it_changed() -> None:
    with a_store() as database:
        imported(database, told("Why?"))
        discussion = discussion_at(database)
        question = discussion.questions[0].id
        keep_answers(database, discussion, {question: "first"}, "text")
        kept = discussion_at(database).questions[0].answer
        assert kept and not kept.posted
        mark_posted(database, "answer", [kept.id], on="2026-11-23")
        keep_answers(database, discussion, {question: "second"}, "text")
        discussion = discussion_at(database)

    answer = discussion.questions[0].answer
    assert answer and answer.text == "second"
    assert question_state(discussion.questions[0], discussion) == "posted"
    assert answer.changed_since_posted


@pytest.mark.parametrize(
    ("own", "one_piece", "state"),
    [
        (None, DRAFT, "draft"),
        (None, POSTED, "posted"),
        (DRAFT, POSTED, "posted"),
        (POSTED, DRAFT, "posted"),
        (DRAFT, DRAFT, "draft"),
    ],
)
def test_an_answer_in_one_piece_gives_its_state_where_none_is_further_on(
    own: Answer | None, one_piece: Answer, state: str
) -> None:
    assert _state(a_question(1, own), answer=one_piece) == state


# Peer replies


def test_replies_count_people_whatever_the_case_and_a_leading_at() -> None:
    discussion = a_discussion(wanted=3, replies=[a_reply("OakLeaf"), a_reply("@oakleaf"), a_reply("Plum")])

    assert peers_replied_to(discussion) == ["OakLeaf", "Plum"]
    assert replies_owed(discussion) == 1


def test_a_draft_of_a_reply_is_not_counted() -> None:
    assert peers_replied_to(a_discussion(replies=[a_reply("OakLeaf", given=False)])) == []


def test_a_nameless_person_counts_once_for_each_answer_replied_under() -> None:
    under = ["a", "a", "b"]

    assert peers_replied_to(a_discussion(replies=[a_reply(None, under=one) for one in under])) == [None, None]


def test_a_nameless_reply_below_ones_own_answer_is_not_counted() -> None:
    assert peers_replied_to(a_discussion(replies=[a_reply(None, under="mine", to_oneself=True)])) == []


def test_more_replies_than_wanted_owe_nothing() -> None:
    assert replies_owed(a_discussion(wanted=1, replies=[a_reply("a"), a_reply("b")])) == 0


def test_nobody_owes_replies_that_nobody_has_told_of() -> None:
    assert replies_owed(a_discussion(known=False, wanted=None)) == 0


def test_a_reply_to_a_name_that_turns_out_to_be_ones_own_is_not_counted() -> None:
    with a_store() as database:
        imported(database, told("Why?", wanted=2))
        for peer in ("plumtree", "OakLeaf"):
            keep_reply(database, discussion_at(database), peer, "thanks", "text", on=None, draft=False)
        set_forum_names(database, ["PlumTree"])

        assert peers_replied_to(discussion_at(database)) == ["OakLeaf"]


def test_two_names_of_one_person_count_as_one() -> None:
    with a_store() as database:
        imported(database, told("Why?", wanted=2))
        for peer in ("OakLeaf", "OakLeafNew"):
            keep_reply(database, discussion_at(database), peer, f"dear {peer}", "text", on=None, draft=False)
        same_person(database, "OakLeaf", "OakLeafNew")

        assert peers_replied_to(discussion_at(database)) == ["OakLeafNew"]


# Tasks


@pytest.mark.parametrize("kind", ["watch", "read"])
def test_watching_and_reading_follow_the_posted_answers(kind: str) -> None:
    task = a_task(kind)

    assert task_done(task, a_discussion(a_question(1, POSTED), tasks=[task]))
    assert not task_done(task, a_discussion(a_question(1, DRAFT), tasks=[task]))
    assert not task_done(task, a_discussion(a_question(1, POSTED), a_question(2), tasks=[task]))


@pytest.mark.parametrize("kind", ["watch", "read"])
def test_watching_and_reading_want_a_tick_where_no_question_is_asked(kind: str) -> None:
    assert not task_done(a_task(kind), a_discussion(answer=POSTED))
    assert task_done(a_task(kind, ticked=True), a_discussion())


@pytest.mark.parametrize("kind", ["quiz", "exam", "oath", "practicum", "elective", "other"])
def test_any_other_task_wants_its_tick(kind: str) -> None:
    assert not task_done(a_task(kind), a_discussion(a_question(1, POSTED)))
    assert task_done(a_task(kind, ticked=True), a_discussion())


# Discussions


def test_a_discussion_is_done_when_all_it_wants_is_there() -> None:
    discussion = a_discussion(
        a_question(1, POSTED),
        a_question(2, an_answer(posted=True, changed=True)),
        wanted=1,
        replies=[a_reply("OakLeaf")],
        tasks=[a_task("watch"), a_task("quiz", ticked=True), a_task("elective", optional=True)],
    )

    assert discussion_state(discussion) == "done"


@pytest.mark.parametrize(
    "discussion",
    [
        a_discussion(a_question(1, POSTED), a_question(2)),
        a_discussion(a_question(1, DRAFT)),
        a_discussion(a_question(1), answer=DRAFT),
        a_discussion(a_question(1, POSTED), wanted=2, replies=[a_reply("a"), a_reply("A")]),
        a_discussion(a_question(1), wanted=1, replies=[a_reply("a", given=False)]),
        a_discussion(a_question(1), tasks=[a_task("quiz", ticked=True)]),
        a_discussion(a_question(1, POSTED), tasks=[a_task("quiz")]),
    ],
    ids=["one posted", "a draft", "a draft in one piece", "too few people", "a drafted reply", "a tick", "no tick"],
)
def test_a_discussion_is_started_when_something_is_there_and_something_is_not(discussion: Discussion) -> None:
    assert discussion_state(discussion) == "started"


def test_a_discussion_with_nothing_yet_is_to_do() -> None:
    assert discussion_state(a_discussion(a_question(1), wanted=3, tasks=[a_task()])) == "todo"


def test_a_discussion_that_nobody_has_described_is_never_done() -> None:
    everything = a_discussion(
        a_question(1, POSTED), known=False, wanted=None, replies=[a_reply("a")], tasks=[a_task(ticked=True)]
    )

    assert discussion_state(everything) == "started"
    assert discussion_state(a_discussion(known=False, wanted=None)) == "todo"


def test_a_dropped_question_wants_nothing() -> None:
    assert discussion_state(a_discussion(a_question(1, POSTED), a_question(2, dropped=True))) == "done"


def test_an_answer_in_one_piece_does_for_all_questions() -> None:
    assert discussion_state(a_discussion(a_question(1), a_question(2), answer=POSTED)) == "done"


def test_a_discussion_that_asks_no_question_is_done_with_its_tasks_and_replies() -> None:
    discussion = a_discussion(wanted=1, replies=[a_reply("OakLeaf")], tasks=[a_task("quiz", ticked=True)])

    assert discussion_state(discussion) == "done"


# Courses and forms


def test_a_form_is_ready_when_nothing_else_is_missing_and_stays_submitted() -> None:
    form, sent = a_task("form"), a_task("form", ticked=True)
    ready = a_course(done_discussion(), forms=[form, sent])
    begun = a_course(done_discussion(), a_discussion(a_question(1)), forms=[form, sent])

    assert form_state(form, ready) == "ready"
    assert form_state(form, begun) == "todo"
    assert form_state(sent, begun) == form_state(sent, ready) == "submitted"


def test_a_form_waits_for_the_courses_own_tasks_but_not_for_optional_ones() -> None:
    form = a_task("form")

    assert form_state(form, a_course(done_discussion(), tasks=[a_task("exam")], forms=[form])) == "todo"
    assert form_state(form, a_course(done_discussion(), tasks=[a_task("exam", optional=True)], forms=[form])) == "ready"


def test_a_course_is_done_with_all_its_discussions_tasks_and_forms() -> None:
    def state(*, task: bool = True, forms: tuple[bool, ...] = (True, True), discussion: bool = True) -> str:
        return course_state(
            a_course(
                done_discussion() if discussion else a_discussion(a_question(1)),
                tasks=[a_task("quiz", ticked=task)],
                forms=[a_task("form", ticked=ticked) for ticked in forms],
            )
        )

    assert state() == "done"
    assert state(task=False) == state(forms=(True, False)) == state(discussion=False) == "started"
    assert state(task=False, forms=(False,), discussion=False) == "todo"


# Totals

_answers: st.SearchStrategy[Answer | None] = st.sampled_from([None, DRAFT, POSTED])
_questions = st.builds(a_question, st.integers(1, 9), _answers, dropped=st.booleans())
_replies: st.SearchStrategy[PeerReply] = st.builds(
    a_reply,
    st.sampled_from(["a", "A", "@a", "b", None]),
    given=st.booleans(),
    under=st.sampled_from([None, "x", "y"]),
)
_tasks: st.SearchStrategy[Task] = st.builds(
    a_task, st.sampled_from(["watch", "quiz"]), ticked=st.booleans(), optional=st.booleans()
)


@st.composite
def discussions(draw: st.DrawFn) -> Discussion:
    return a_discussion(
        *draw(st.lists(_questions, max_size=3)),
        known=draw(st.booleans()),
        wanted=draw(st.none() | st.integers(0, 3)),
        answer=draw(_answers),
        replies=draw(st.lists(_replies, max_size=4)),
        tasks=draw(st.lists(_tasks, max_size=2)),
    )


@given(st.lists(discussions(), max_size=4))
def test_totals_agree_with_the_states(some: list[Discussion]) -> None:
    total = totals(some)
    states = [question_state(question, one) for one in some for question in one.asked]

    assert (total.discussions, total.questions) == (len(some), len(states))
    assert total.discussions_done == sum(discussion_state(one) == "done" for one in some)
    assert (total.questions_posted, total.questions_draft) == (states.count("posted"), states.count("draft"))
    assert total.replies_wanted - total.replies_given == sum(replies_owed(one) for one in some)
    assert 0 <= total.replies_given <= total.replies_wanted


@given(discussions())
def test_what_is_done_stays_done_when_more_is_given(discussion: Discussion) -> None:
    before = discussion_state(discussion)
    discussion.peer_replies.append(a_reply("somebody new"))

    order = ["todo", "started", "done"]
    assert order.index(discussion_state(discussion)) >= order.index(before)
