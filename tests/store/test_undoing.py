"""Every command can be taken back, and that can be taken back too; no typed word is lost on the way."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builders import ME, a_post, a_store, a_thread, discussion_at, imported, mine, rows, the_discussion
from cups_course.course.errors import NothingToUndo
from cups_course.course.model import Discussion, Plan, Program, Question
from cups_course.course.thread import OwnReply
from cups_course.store import corrections
from cups_course.store.database import Database
from cups_course.store.moving import move_discussion
from cups_course.store.pace import keep_plan, set_aside
from cups_course.store.people import forget_forum_name, same_person, set_forum_names
from cups_course.store.reading import load
from cups_course.store.undoing import commands, take_back
from cups_course.store.writing import (
    add_note,
    keep_answers,
    keep_reply,
    mark_posted,
    remove,
    tick,
    withdraw_postings,
)

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
    return next(one for program in load(database) for course in program.courses for one in course.discussions)


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
    "a removed discussion": lambda one: remove(one, _any_discussion(one)),
    "a removed reply": lambda one: remove(one, _any_discussion(one).peer_replies[0]),
    "a name": lambda one: set_forum_names(one, ["oakleaf"]),
    "a name that is not theirs": lambda one: forget_forum_name(one, ME),
    "one person": lambda one: same_person(one, "oakleaf", "plum"),
    "a question worded": lambda one: corrections.edit(one, _any_discussion(one), _first(one), "What calms you?"),
    "a question added": lambda one: corrections.add(one, _any_discussion(one), "And in the rain?"),
    "a question dropped": lambda one: corrections.drop(one, _any_discussion(one), _first(one)),
    "questions merged": lambda one: corrections.merge(
        one, _any_discussion(one), _any_discussion(one).questions, "Both"
    ),
    "a question split": lambda one: corrections.split_up(one, _any_discussion(one), _first(one), ["One?", "Two?"]),
    "replies wanted": lambda one: corrections.want_replies(one, _any_discussion(one), 5),
    "everything set aside": lambda one: set_aside(one, None, until="2999-01-01"),
    "a discussion set aside": lambda one: set_aside(one, _any_discussion(one), until=None),
    "a plan": lambda one: keep_plan(one, load(one)[0].courses[0], Plan("2026-01-02", per_week=3)),
    "another plan": lambda one: keep_plan(one, load(one)[0].courses[0], Plan("2026-01-02", by="2026-12-24")),
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
    database.command = type(database.command)()
    step(database)


def _undo(database: Database, *, further: bool = False) -> str:
    database.command = type(database.command)()
    return take_back(database, further=further).kind


def _seen(database: Database) -> tuple[list[Program], object]:
    """All that the checklist, `show` and `thread` are made of."""
    names = rows(database, "SELECT name FROM forum_name ORDER BY position, id")
    others = [
        rows(database, f"SELECT * FROM {table} ORDER BY id") for table in ("same_person", "thread", "post", "wording")
    ]
    return load(database), (names, others)


def _typed(database: Database) -> list[tuple[object, ...]]:
    return rows(
        database, "SELECT text FROM version WHERE source != 'import' UNION ALL SELECT text FROM note ORDER BY text"
    )


@pytest.mark.parametrize("name", STEPS)
def test_what_was_done_is_taken_back_and_then_there_again(database: Database, name: str) -> None:
    before = _seen(database)
    _do(database, STEPS[name])
    after, typed = _seen(database), _typed(database)
    assert after != before

    assert _undo(database) == "done"
    assert _seen(database) == before
    assert _typed(database) == typed

    assert _undo(database) == "taken back"
    assert _seen(database) == after
    assert _undo(database) == "done again"
    assert _seen(database) == before
    assert _typed(database) == typed


@settings(max_examples=40)
@given(st.lists(st.sampled_from(list(STEPS)), min_size=1, max_size=6))
def test_step_by_step_all_is_as_it_was_and_no_typed_word_is_gone(names: list[str]) -> None:
    with a_store() as database:
        set_forum_names(database, [ME])
        imported(database, _THREAD, _OWN)
        _answer("At night I read.", 1)(database)
        seen = []
        for name in names:
            before, count = _seen(database), len(commands(database))
            # There may be nothing left that this step could be done to.
            with suppress(StopIteration, IndexError, AssertionError, sqlite3.IntegrityError):
                _do(database, STEPS[name])
            if len(commands(database)) > count:
                seen.append(before)
        typed = _typed(database)
        for before in reversed(seen):
            _undo(database, further=True)
            assert _seen(database) == before
        assert _typed(database) == typed
        assert rows(database, "PRAGMA foreign_key_check") == []


def test_an_undone_answer_stays_in_the_store_and_no_longer_counts(database: Database) -> None:
    _do(database, _answer("My words."))
    _undo(database)
    assert [
        row for row in rows(database, "SELECT text, disowned_at IS NULL FROM version") if row[0] == "My words."
    ] == [("My words.", 0)]
    answer = the_discussion(database).questions[0].answer
    assert answer and answer.text == "A lamp."


def test_further_goes_past_what_was_taken_back_before(database: Database) -> None:
    for number in range(3):
        _do(database, _answer(f"Version {number}."))
    _undo(database)
    _undo(database, further=True)
    answer = the_discussion(database).questions[0].answer
    assert answer and answer.text == "Version 0."


def test_where_nothing_was_done_nothing_can_be_taken_back() -> None:
    with a_store() as database, pytest.raises(NothingToUndo):
        take_back(database, further=False)


def test_a_command_that_changed_nothing_is_not_what_undo_takes_back(database: Database) -> None:
    _do(database, _answer("My words."))
    count = len(commands(database))
    _do(database, _answer("My words."))
    _do(database, lambda one: imported(one, _THREAD, _OWN))
    assert len(commands(database)) == count


def test_what_a_command_did_in_several_steps_is_taken_back_as_one(database: Database) -> None:
    before = _seen(database)
    database.command = type(database.command)()
    _answer("My words.")(database)
    STEPS["a note"](database)
    _undo(database)
    assert _seen(database) == before


def test_it_is_told_in_the_words_and_at_the_time_of_what_was_done(database: Database) -> None:
    database.command = type(database.command)()
    database.doing("answer to 2.2.1, kept")
    _answer("My words.")(database)
    _undo(database)
    last, done = commands(database)[:2]
    assert (last.words, last.at, last.kind, last.counts) == (done.words, done.at, "taken back", True)
    assert (done.words, done.kind, done.counts) == ("answer to 2.2.1, kept", "done", False)


def test_a_failed_transaction_leaves_no_trace_of_a_command(database: Database) -> None:
    count = len(commands(database))
    database.command = type(database.command)()
    with pytest.raises(sqlite3.IntegrityError), database.writing() as connection:
        connection.execute("UPDATE discussion SET number = 9")
        connection.execute("UPDATE discussion SET number = -1")
    assert len(commands(database)) == count
    assert discussion_at(database, "2.2")
    assert rows(database, "SELECT command_id FROM journal") == [(None,)]
