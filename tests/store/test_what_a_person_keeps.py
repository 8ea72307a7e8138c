from typing import cast

import pytest

from builders import a_store, a_thread, discussion_at, imported, row_counts, the_discussion, version_texts
from cups_course.model import Answer, Course, Discussion, PeerReply, Program, Question, Task
from cups_course.store.answers import keep_answers
from cups_course.store.database import Database
from cups_course.store.people import one_name, same_person
from cups_course.store.reading import load
from cups_course.store.writing import add_note, keep_reply, mark_posted, remove_from_checklist, tick, withdraw_postings
from cups_course.tasks import Outcome


def _keep(database: Database, *texts: str) -> Answer:
    for text in texts:
        keep_answers(database, discussion_at(database), {None: text}, "text")
    answer = discussion_at(database).answer
    assert answer
    return answer


def test_every_version_is_kept_and_the_last_one_is_current() -> None:
    with a_store() as database:
        imported(database, a_thread("Why?"))

        assert _keep(database, "one", "two", "one").text == "one"
        assert version_texts(database) == ["one", "two", "one"]


def test_the_same_words_again_and_no_words_change_nothing() -> None:
    with a_store() as database:
        imported(database, a_thread("Why?"))
        _keep(database, "one", "one", "")

        assert version_texts(database) == ["one"]


def test_words_typed_now_are_current_even_after_a_clock_that_went_ahead() -> None:
    with a_store() as database:
        imported(database, a_thread("Why?"))
        _keep(database, "one")
        database.connection.execute("UPDATE version SET at = '2999-01-01T00:00:00Z'")

        assert _keep(database, "two").text == "two"


def test_posting_marks_the_current_version_once_and_a_later_day_puts_it_right() -> None:
    with a_store() as database:
        imported(database, a_thread("Why?"))
        answer = _keep(database, "one")

        assert mark_posted(database, "answer", [answer.id], on="2026-11-20", address="https://example.org/1") == 1
        assert mark_posted(database, "answer", [answer.id], on="2026-11-21") == 0
        after = discussion_at(database).answer
        assert after and (after.state, after.posted_on) == ("posted", "2026-11-21")


def test_taking_back_a_posting_keeps_the_words() -> None:
    with a_store() as database:
        imported(database, a_thread("Why?"))
        answer = _keep(database, "one")
        mark_posted(database, "answer", [answer.id], on=None)

        assert withdraw_postings(database, "answer", [answer.id]) == 1
        after = discussion_at(database).answer
        assert after and (after.text, after.state) == ("one", "draft")
        assert mark_posted(database, "answer", [answer.id], on=None) == 1


def test_a_draft_of_a_reply_becomes_the_reply_when_it_is_given() -> None:
    with a_store() as database:
        imported(database, a_thread("Why?"))
        discussion = discussion_at(database)
        keep_reply(database, discussion, "oak", "I like", "text", on=None, draft=True)
        keep_reply(database, discussion, "@OAK", "I like that", "text", on="2026-11-20", draft=False)
        (reply,) = discussion_at(database).peer_replies

    assert (reply.peer, reply.text, reply.given, reply.replied_on) == ("oak", "I like that", True, "2026-11-20")


@pytest.mark.parametrize("words", ["I like that", ""])
def test_a_draft_is_given_as_it_was_written(words: str) -> None:
    with a_store() as database:
        imported(database, a_thread("Why?"))
        discussion = discussion_at(database)
        keep_reply(database, discussion, "oak", "I like that", "text", on=None, draft=True)
        assert keep_reply(database, discussion, "oak", words, "text", on=None, draft=False)
        (reply,) = discussion_at(database).peer_replies

    assert (reply.text, reply.given) == ("I like that", True)


@pytest.mark.parametrize("draft", [False, True])
def test_the_same_reply_again_is_there_already(draft: bool) -> None:
    with a_store() as database:
        imported(database, a_thread("Why?"))
        discussion = discussion_at(database)

        assert keep_reply(database, discussion, "oak", "nice", "text", on=None, draft=draft)
        assert not keep_reply(database, discussion, "Oak", "nice", "text", on=None, draft=draft)
        assert len(discussion_at(database).peer_replies) == 1


def test_another_reply_to_the_same_person_is_a_second_one() -> None:
    with a_store() as database:
        imported(database, a_thread("Why?"))
        for text in ("nice", "and one more word"):
            keep_reply(database, discussion_at(database), "oak", text, "text", on=None, draft=False)

        assert [reply.ref for reply in discussion_at(database).peer_replies] == ["2.2@oak", "2.2@oak#2"]


def test_a_tick_can_be_taken_back() -> None:
    with a_store() as database:
        imported(database, a_thread("Why?"))
        for done in (True, False, True):
            form = load(database)[0].courses[0].forms[0]
            tick(database, form, "done" if done else "taken back", on="2026-11-20", score="9/10")
            form = load(database)[0].courses[0].forms[0]
            assert (form.ticked, form.done_on) == (done, "2026-11-20" if done else None)


def test_a_try_below_the_minimum_is_shown_and_takes_no_passed_one_back() -> None:
    with a_store() as database:
        imported(database, a_thread("Why?"))
        for outcome, score, shown in (("tried", "7/10", "7/10"), ("done", "9/10", "9/10"), ("tried", "6/10", "9/10")):
            tick(database, load(database)[0].courses[0].forms[0], cast(Outcome, outcome), score=score)
            assert load(database)[0].courses[0].forms[0].score == shown
        assert load(database)[0].courses[0].forms[0].ticked


_Noted = Program | Course | Discussion | Question | Task | PeerReply


def _one_of_each(database: Database) -> list[_Noted]:
    (program,) = load(database)
    (course,), discussion = program.courses, the_discussion(database)
    return [program, course, discussion, discussion.questions[0], course.forms[0], discussion.peer_replies[0]]


def test_a_note_stays_with_what_it_is_on() -> None:
    with a_store() as database:
        imported(database, a_thread("Why?"))
        keep_reply(database, discussion_at(database), "oak", "nice", "text", on=None, draft=False)
        for thing in _one_of_each(database):
            add_note(database, thing, f"on {thing.id}")
        after = _one_of_each(database)

    assert [[note.text for note in thing.notes] for thing in after] == [[f"on {thing.id}"] for thing in after]


def test_what_is_removed_is_out_of_the_checklist_and_its_words_stay() -> None:
    with a_store() as database:
        imported(database, a_thread("Why?"))
        keep_reply(database, discussion_at(database), "oak", "nice", "text", on=None, draft=False)
        before = row_counts(database)
        remove_from_checklist(database, discussion_at(database).peer_replies[0])

        assert discussion_at(database).peer_replies == []
        assert row_counts(database) == before
        assert version_texts(database, slot="peer_reply") == ["nice"]


def test_names_of_one_person_lead_to_the_newest_however_they_were_joined() -> None:
    with a_store() as database:
        same_person(database, "@first", "second")
        same_person(database, "Second", "third")

        assert one_name(database) == {"first": "third", "second": "third"}


def test_two_names_joined_both_ways_are_called_by_the_last_one_named() -> None:
    with a_store() as database:
        same_person(database, "one", "two")
        same_person(database, "two", "one")

        assert one_name(database) == {"two": "one"}
