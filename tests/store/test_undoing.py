"""Every command can be undone and redone, any number of them; no typed word is lost on the way."""

from collections.abc import Callable, Iterator
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builders import (
    ME,
    a_post,
    a_store,
    a_thread,
    imported,
    mine,
    rows,
    stored_discussions,
)
from cups_course.errors import CourseError, NothingToRedo, NothingToUndo
from cups_course.model import Discussion, Plan, Program, Question
from cups_course.refs import find_ref, parse_ref
from cups_course.store import corrections, log
from cups_course.store.answers import keep_answers
from cups_course.store.database import Database
from cups_course.store.history import commands, histories, redo, undo
from cups_course.store.merge import merge_events
from cups_course.store.people import forget_forum_name, same_person, set_forum_names
from cups_course.store.reading import load
from cups_course.store.subjects import current_place
from cups_course.store.writing import (
    add_note,
    keep_reply,
    mark_posted,
    move_discussion,
    pause,
    remove_from_checklist,
    set_plan,
    tick,
    withdraw_postings,
)
from cups_course.thread.thread import OwnReply

_POSTS = [a_post(1, "oakleaf", "I water the roses."), a_post(2, ME, "So do I.", parent=1), a_post(3, ME, "A lamp.")]
_OWN = mine(answers=[(1, "A lamp.", 3)], replies=[OwnReply("oakleaf", 2, None, "So do I.")])
_THREAD = a_thread("What keeps you calm?", "And at night?", posts=_POSTS, forum_id="12")
_LATER = a_thread(
    "What keeps you calm at sea?",
    posts=[*_POSTS, a_post(4, "plum", "The stars.")],
    forum_id="12",
    wanted=2,
)

_Step = Callable[[Database], object]


def _answer(text: str, question: int | None = 0) -> _Step:
    def step(database: Database) -> None:
        discussion = _any_discussion(database)
        slot = None if question is None else discussion.questions[question].id
        keep_answers(database, discussion, {slot: text}, "text", note="Ask Fern." if question is None else "")

    return step


def _any_discussion(database: Database) -> Discussion:
    return stored_discussions(database)[0]


STEPS: dict[str, _Step] = {
    "an answer": _answer("It is to be there again."),
    "an answer in one piece, with a note": _answer("A small lamp.", None),
    "a later copy": lambda one: imported(one, _LATER, _OWN),
    "another thread": lambda one: imported(one, a_thread("Why?", topic="Gossip", number=3, course=3)),
    "a reply": lambda one: keep_reply(one, _any_discussion(one), "plum", "Yes!", "text", on="2026-01-01", draft=False),
    "a draft of a reply": lambda one: keep_reply(one, _any_discussion(one), "fern", "Hm", "text", on=None, draft=True),
    "a mark as posted": lambda one: mark_posted(one, "answer", [_answer_id(one, 1)], on="2026-01-02"),
    "a mark taken back": lambda one: withdraw_postings(one, "answer", [_answer_id(one, 0)]),
    "a tick": lambda one: tick(one, load(one)[0].courses[0].forms[0], "done", on="2026-01-02"),
    "a note": lambda one: add_note(one, _any_discussion(one).questions[0], "Ask Fern about the video."),
    "a move": lambda one: move_discussion(one, _any_discussion(one), load(one)[0], 7, 7, None),
    "a removed discussion": lambda one: remove_from_checklist(one, _any_discussion(one)),
    "a removed reply": lambda one: remove_from_checklist(one, _any_discussion(one).peer_replies[0]),
    "a name": lambda one: set_forum_names(one, ["oakleaf"]),
    "a name that is not theirs": lambda one: forget_forum_name(one, ME),
    "one person": lambda one: same_person(one, "oakleaf", "plum"),
    "a question worded": lambda one: corrections.edit_question(
        one, _any_discussion(one), _first(one), "What calms you?"
    ),
    "a question added": lambda one: corrections.add_question(one, _any_discussion(one), "And in the rain?"),
    "a question dropped": lambda one: corrections.drop_question(one, _any_discussion(one), _first(one)),
    "questions merged": lambda one: corrections.merge_questions(
        one, _any_discussion(one), _any_discussion(one).questions, "Both"
    ),
    "a question split": lambda one: corrections.split_question(
        one, _any_discussion(one), _first(one), ["One?", "Two?"]
    ),
    "replies wanted": lambda one: corrections.set_replies_wanted(one, _any_discussion(one), 5),
    "everything set aside": lambda one: pause(one, None, until="2999-01-01"),
    "a discussion set aside": lambda one: pause(one, _any_discussion(one), until=None),
    "a plan": lambda one: set_plan(one, load(one)[0].courses[0], Plan("2026-01-02", per_week=3)),
    "another plan": lambda one: set_plan(one, load(one)[0].courses[0], Plan("2026-01-02", by="2026-12-24")),
}


def _first(database: Database) -> Question:
    return _any_discussion(database).questions[0]


def _answer_id(database: Database, question: int) -> str:
    answer = _any_discussion(database).questions[question].answer
    assert answer
    return answer.id


@pytest.fixture
def database() -> Iterator[Database]:
    with a_store() as opened:
        set_forum_names(opened, [ME])
        imported(opened, _THREAD, _OWN)
        _answer("At night I read.", 1)(opened)
        yield opened


def _do(database: Database, step: _Step) -> None:
    """A step as a command of its own."""
    database.next_command()
    step(database)


def _undo(database: Database) -> str:
    database.next_command()
    return undo(database).what


def _redo(database: Database) -> str:
    database.next_command()
    return redo(database).what


def _seen(database: Database) -> tuple[list[Program], object]:
    """All that the checklist, `show` and `thread` are made of."""
    names = rows(database, "SELECT name FROM forum_name ORDER BY position")
    tables = ("same_person", "thread", "post", "wording")
    return load(database), (names, [sorted(rows(database, f"SELECT * FROM {table}"), key=repr) for table in tables])


def _typed(database: Database) -> set[str]:
    """Every word that was typed, as the log has it."""
    kinds = ("answer written", "reply logged", "noted")
    return {event.data["text"] for event in log.select(database.connection, f"kind IN {kinds}")}


def _current(database: Database, question: int = 0) -> str | None:
    answer = _any_discussion(database).questions[question].answer
    return answer.text if answer else None


@pytest.mark.parametrize("name", STEPS)
def test_what_was_done_is_undone_and_then_redone(database: Database, name: str) -> None:
    before = _seen(database)
    _do(database, STEPS[name])
    after, typed = _seen(database), _typed(database)
    assert after != before
    for _ in range(2):
        _undo(database)
        assert _seen(database) == before
        _redo(database)
        assert _seen(database) == after
    assert _typed(database) == typed


@settings(max_examples=25)
@given(st.lists(st.sampled_from(list(STEPS)), min_size=1, max_size=6))
def test_step_by_step_back_all_is_as_it_was_and_forward_as_it_became(names: list[str]) -> None:
    with a_store() as database:
        set_forum_names(database, [ME])
        imported(database, _THREAD, _OWN)
        _answer("At night I read.", 1)(database)
        seen = [_seen(database)]
        for name in names:
            count = len(commands(database))
            # There may be nothing left that this step could be done to.
            with suppress(CourseError, StopIteration, IndexError, AssertionError):
                _do(database, STEPS[name])
            if len(commands(database)) > count:
                seen.append(_seen(database))
        typed = _typed(database)
        for before in reversed(seen[:-1]):
            _undo(database)
            assert _seen(database) == before
        for after in seen[1:]:
            _redo(database)
            assert _seen(database) == after
        with pytest.raises(NothingToRedo):
            _redo(database)
        assert _typed(database) == typed
        assert rows(database, "PRAGMA foreign_key_check") == []


def test_an_undone_answer_stays_in_the_log_and_in_the_history_and_no_longer_counts(database: Database) -> None:
    _do(database, _answer("My words."))
    _undo(database)
    assert "My words." in _typed(database)
    assert _current(database) == "A lamp."
    [history] = histories(database, find_ref(load(database), parse_ref("2.2.1")))
    assert [(one.text, one.counts) for one in history.versions] == [("A lamp.", True), ("My words.", False)]


def test_undo_goes_further_back_each_time_and_redo_forward(database: Database) -> None:
    for number in range(3):
        _do(database, _answer(f"Version {number}."))
    said = [_current(database)]
    for step in (_undo, _undo, _redo, _undo, _redo, _redo):
        step(database)
        said.append(_current(database))
    assert said == [f"Version {number}." for number in (2, 1, 0, 1, 0, 1, 2)]


def test_after_a_new_command_nothing_is_redone(database: Database) -> None:
    for number in range(2):
        _do(database, _answer(f"Version {number}."))
    _undo(database)
    _undo(database)
    _do(database, STEPS["a note"])
    with pytest.raises(NothingToRedo):
        _redo(database)
    assert _current(database) == "A lamp."


def test_redo_brings_back_what_was_undone_last_not_what_was_given_up_before(database: Database) -> None:
    _do(database, _answer("Given up."))
    _undo(database)
    _do(database, _answer("In its place."))
    _undo(database)
    _redo(database)
    assert _current(database) == "In its place."
    with pytest.raises(NothingToRedo):
        _redo(database)


def test_a_command_that_changes_nothing_leaves_what_was_undone_to_be_redone(database: Database) -> None:
    _do(database, _answer("My words."))
    _undo(database)
    _do(database, _answer("A lamp."))
    _do(database, lambda one: imported(one, _THREAD, _OWN))
    _redo(database)
    assert _current(database) == "My words."


def test_where_nothing_was_done_nothing_can_be_undone_or_redone() -> None:
    with a_store() as database:
        with pytest.raises(NothingToUndo):
            undo(database)
        with pytest.raises(NothingToRedo):
            redo(database)
        assert rows(database, "SELECT * FROM event") == []


def test_undo_ends_at_the_first_command(database: Database) -> None:
    for _ in commands(database):
        _undo(database)
    with pytest.raises(NothingToUndo):
        _undo(database)
    assert load(database) == []


def test_what_came_from_another_device_is_not_undone_and_no_command_of_its_own(database: Database) -> None:
    _do(database, _answer("My words."))
    with a_store() as laptop:
        merge_events(laptop, log.events_with_digests(database.connection))
        with pytest.raises(NothingToUndo):
            undo(laptop)
        _do(laptop, STEPS["a note"])
        before = {one.id for one in commands(database)}
        merge_events(database, log.events_with_digests(laptop.connection))
        assert {one.id for one in commands(database)} == before | {one.id for one in commands(laptop)}
    _undo(database)
    assert _current(database) == "A lamp."
    assert [note.text for note in _any_discussion(database).questions[0].notes] == ["Ask Fern about the video."]


def test_a_command_that_changed_nothing_is_not_what_undo_takes_back(database: Database) -> None:
    _do(database, _answer("My words."))
    count = len(commands(database))
    _do(database, _answer("My words."))
    _do(database, lambda one: imported(one, _THREAD, _OWN))
    assert len(commands(database)) == count


def test_what_a_command_did_in_several_steps_is_undone_as_one(database: Database) -> None:
    before = _seen(database)
    database.next_command()
    _answer("My words.")(database)
    STEPS["a note"](database)
    _undo(database)
    assert _seen(database) == before


def test_it_is_told_in_the_words_and_at_the_time_of_what_was_done(database: Database) -> None:
    count = len(commands(database))
    database.next_command()
    database.doing("answer to 2.2.1")
    _answer("My words.")(database)
    [done, *others] = commands(database)
    assert (done.what, done.undone, len(others)) == ("answer to 2.2.1", False, count)
    assert _undo(database) == "answer to 2.2.1"
    assert commands(database) == [done._replace(undone=True), *others]
    assert _redo(database) == "answer to 2.2.1"
    assert commands(database) == [done, *others]


def test_a_failed_transaction_leaves_no_trace_of_a_command(database: Database) -> None:
    before, seen, discussion = commands(database), _seen(database), _any_discussion(database).id
    database.next_command()
    with pytest.raises(ZeroDivisionError), database.writing() as change:
        place = current_place(change.connection, discussion)
        change.append("noted", {"place": place, "text": "Lost."}, about=discussion)
        change.apply()
        1 / 0  # noqa: B018
    assert (commands(database), _seen(database)) == (before, seen)
    assert "Lost." not in _typed(database)
