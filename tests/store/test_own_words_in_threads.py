from collections.abc import Sequence

import pytest

from builders import (
    ME,
    a_post,
    a_store,
    a_thread,
    discussion_at,
    imported,
    mine,
    row_counts,
    rows,
    version_texts,
)
from cups_course.model import Answer, PeerReply
from cups_course.reader.own import find_own
from cups_course.reports import ImportResult
from cups_course.states import all_discussions
from cups_course.store.answers import keep_answers
from cups_course.store.database import Database
from cups_course.store.importing import import_own_posts
from cups_course.store.people import forget_forum_name, forum_names, set_forum_names
from cups_course.store.reading import load
from cups_course.store.threads import load_thread
from cups_course.store.writing import keep_reply, mark_posted, remove_from_checklist, withdraw_postings
from cups_course.thread.thread import OwnReply
from cups_course.wants import peers_replied_to

THEN, LATER, FUTURE = "2020-10-01", "2020-10-05", "2999-01-01"


def _posted(database: Database, *texts: str, days: Sequence[str | None] = (THEN,)) -> ImportResult:
    """A copy of the thread with these answers of mine to its question, posted on these days."""
    posts = [a_post(index, ME, text, day=day) for index, (text, day) in enumerate(zip(texts, days, strict=False), 1)]
    own = mine(answers=[(1, post.text, post.index) for post in posts])
    return imported(database, a_thread("Why?", posts=posts), own)


def _keep(database: Database, text: str) -> None:
    discussion = discussion_at(database)
    keep_answers(database, discussion, {discussion.questions[0].id: text}, "text")


def _answer(database: Database) -> Answer:
    answer = discussion_at(database).questions[0].answer
    assert answer
    return answer


def _replied(database: Database, *texts: str, peer: str | None = "oak", under: str | None = "oak") -> ImportResult:
    """A copy of the thread with an answer by `under` and these replies of mine below it."""
    posts = [a_post(1, under, "I think.")]
    posts += [a_post(index, ME, text, parent=1) for index, text in enumerate(texts, 2)]
    replies = [OwnReply(peer, post.index, post.date, post.text) for post in posts[1:]]
    return imported(database, a_thread("Why?", posts=posts), mine(replies=replies))


def _replies(database: Database) -> list[PeerReply]:
    return discussion_at(database).peer_replies


# Answers


def test_an_answer_found_in_a_thread_is_a_posted_answer() -> None:
    with a_store() as database:
        taken = _posted(database, "my words")
        answer = _answer(database)

    assert taken.new_answers == [1]
    assert (answer.text, answer.state, answer.posted_on, answer.changed_since_posted) == (
        "my words",
        "posted",
        THEN,
        False,
    )


def test_an_answer_post_in_one_piece_belongs_to_the_discussion() -> None:
    with a_store() as database:
        posts = [a_post(1, ME, "all of it")]
        imported(database, a_thread("Why?", "How?", posts=posts), mine(answers=[(None, "all of it", 1)]))
        answer = discussion_at(database).answer

    assert answer and (answer.text, answer.state) == ("all of it", "posted")


@pytest.mark.parametrize("posted", ["my own words", "my  own\nwords", " my own\u00a0words "])
def test_a_posted_text_that_equals_a_kept_one_posts_the_kept_one(posted: str) -> None:
    with a_store() as database:
        imported(database, a_thread("Why?"))
        _keep(database, "my own words")
        _posted(database, posted)

        assert version_texts(database) == ["my own words"]
        assert _answer(database).state == "posted"
        assert not _answer(database).changed_since_posted


def test_a_posted_text_that_equals_an_older_version_posts_that_one_and_the_newest_stays_current() -> None:
    with a_store() as database:
        imported(database, a_thread("Why?"))
        _keep(database, "first")
        _keep(database, "second")
        _posted(database, "first")
        answer = _answer(database)

        assert version_texts(database) == ["first", "second"]
        assert (answer.text, answer.state, answer.changed_since_posted) == ("second", "posted", True)


def test_a_draft_newer_than_the_posted_text_stays_current() -> None:
    with a_store() as database:
        imported(database, a_thread("Why?"))
        _keep(database, "begun today")
        taken = _posted(database, "posted long ago")
        answer = _answer(database)

        assert taken.kept_drafts == [1]
        assert (answer.text, answer.state, answer.changed_since_posted) == ("begun today", "posted", True)
        assert version_texts(database) == ["posted long ago", "begun today"]


def test_a_draft_older_than_the_posted_text_gives_way_and_stays_in_the_history() -> None:
    with a_store() as database:
        imported(database, a_thread("Why?"))
        _keep(database, "begun today")
        taken = _posted(database, "posted later", days=[FUTURE])
        answer = _answer(database)

        assert taken.kept_beside == [1]
        assert (answer.text, answer.state, answer.changed_since_posted) == ("posted later", "posted", False)
        assert version_texts(database) == ["begun today", "posted later"]


def test_what_was_marked_as_posted_by_hand_is_no_draft_and_gives_way_to_the_text_in_the_thread() -> None:
    with a_store() as database:
        imported(database, a_thread("Why?"))
        _keep(database, "as I remember it")
        mark_posted(database, "answer", [_answer(database).id], on=THEN)
        _posted(database, "as it stands in the thread")

        assert _answer(database).text == "as it stands in the thread"
        assert sorted(version_texts(database)) == ["as I remember it", "as it stands in the thread"]


def test_a_post_that_took_the_place_of_what_was_marked_by_hand_is_current_also_when_it_is_edited() -> None:
    with a_store() as database:
        imported(database, a_thread("Why?"))
        _keep(database, "as I remember it")
        mark_posted(database, "answer", [_answer(database).id], on=THEN)
        _posted(database, "as it stands in the thread")
        _posted(database, "as it stands in the thread now")

        assert _answer(database).text == "as it stands in the thread now"


def test_a_post_that_says_again_what_it_said_before_is_current_as_it_is() -> None:
    with a_store() as database:
        for text in ("I think that it helps.", "I think that it really helps.", "I think that it helps."):
            _posted(database, text)

        assert _answer(database).text == "I think that it helps."


def test_of_several_answer_posts_the_latest_is_current_whatever_their_order() -> None:
    with a_store() as database:
        _posted(database, "later", "first", days=[LATER, THEN])

        assert _answer(database).text == "later"
        assert version_texts(database) == ["first", "later"]


def test_of_two_answer_posts_of_one_day_the_one_further_down_is_current() -> None:
    with a_store() as database:
        _posted(database, "above", "below", days=[THEN, THEN])

        assert _answer(database).text == "below"


def test_the_latest_of_several_answer_posts_is_current_though_it_says_what_was_said_before() -> None:
    with a_store() as database:
        _posted(database, "yes", "no", "yes", days=[THEN, LATER, "2020-10-09"])

        assert _answer(database).text == "yes"
        again = _posted(database, "yes", "no", "yes", days=[THEN, LATER, "2020-10-09"])
        assert again.outcome == "same"


def test_an_answer_edited_in_the_thread_is_a_new_version_and_the_old_one_is_kept() -> None:
    with a_store() as database:
        _posted(database, "I think that it helps to help first.")
        _posted(database, "I think that it helps everybody to help first.")

        assert _answer(database).text == "I think that it helps everybody to help first."
        assert len(version_texts(database)) == 2
        assert not _answer(database).changed_since_posted


@pytest.mark.parametrize("by_hand", [False, True])
def test_a_withdrawn_posting_stays_withdrawn(by_hand: bool) -> None:
    with a_store() as database:
        if by_hand:
            imported(database, a_thread("Why?"))
            _keep(database, "my words")
            mark_posted(database, "answer", [_answer(database).id], on=THEN)
        _posted(database, "my words")
        withdraw_postings(database, "answer", [_answer(database).id])
        assert _answer(database).state == "draft"
        taken = _posted(database, "my words")

        assert _answer(database).state == "draft"
        assert taken.outcome == "same"


# Replies


def test_a_reply_found_in_a_thread_is_a_given_reply() -> None:
    with a_store() as database:
        taken = _replied(database, "Thank you, oak!")
        (reply,) = _replies(database)

    assert taken.new_replies == ["oak"]
    assert (reply.ref, reply.text, reply.given, reply.replied_on) == ("2.2@oak", "Thank you, oak!", True, "2020-10-01")


@pytest.mark.parametrize("text", ["Thank you, oak!", "Thank  you, oak!", "Thank you, dear oak!"])
@pytest.mark.parametrize("draft", [False, True])
def test_a_reply_logged_by_hand_is_linked_and_not_doubled(text: str, draft: bool) -> None:
    with a_store() as database:
        imported(database, a_thread("Why?"))
        keep_reply(database, discussion_at(database), "@Oak", "Thank you, oak!", "text", on=None, draft=draft)
        _replied(database, text)
        (reply,) = _replies(database)

        assert reply.given
        assert _replied(database, text).outcome == "same"


def test_a_reply_logged_without_its_words_gets_them_from_the_thread() -> None:
    with a_store() as database:
        imported(database, a_thread("Why?"))
        keep_reply(database, discussion_at(database), "oak", "", "text", on=None, draft=False)
        _replied(database, "Thank you, oak!")
        (reply,) = _replies(database)

    assert reply.text == "Thank you, oak!"


def test_a_reply_logged_by_hand_is_known_by_its_words_before_its_person() -> None:
    with a_store() as database:
        imported(database, a_thread("Why?"))
        keep_reply(database, discussion_at(database), "oak", "My second reply to you.", "text", on=None, draft=False)
        _replied(database, "A first word.", "My second reply to you.")

        assert sorted(reply.text for reply in _replies(database)) == ["A first word.", "My second reply to you."]


def test_a_removed_reply_stays_removed() -> None:
    with a_store() as database:
        _replied(database, "Thank you, oak!")
        remove_from_checklist(database, _replies(database)[0])
        taken = _replied(database, "Thank you, oak!")

        assert _replies(database) == []
        assert taken.outcome == "same"
        assert version_texts(database, slot="peer_reply") == ["Thank you, oak!"]


def test_a_removed_reply_stays_removed_though_it_was_edited_in_the_thread() -> None:
    with a_store() as database:
        _replied(database, "Thank you so much, oak!")
        remove_from_checklist(database, _replies(database)[0])

        assert _replied(database, "Thank you so very much, oak!").new_replies == []
        assert _replies(database) == []


def test_a_withdrawn_reply_stays_withdrawn() -> None:
    with a_store() as database:
        _replied(database, "Thank you, oak!")
        withdraw_postings(database, "peer_reply", [_replies(database)[0].id])
        _replied(database, "Thank you, oak!")

        assert not _replies(database)[0].given


def test_a_reply_below_a_nameless_answer_counts_as_one_person() -> None:
    with a_store() as database:
        _replied(database, "Nice.", "And thank you.", peer=None, under=None)

        assert peers_replied_to(discussion_at(database)) == [None]


def test_a_reply_below_ones_own_answer_counts_for_nobody() -> None:
    with a_store() as database:
        set_forum_names(database, [ME])
        _replied(database, "One more thing.", peer=None, under=ME)

        assert peers_replied_to(discussion_at(database)) == []


# Names

_POSTS = [
    a_post(1, ME, "My answer to the question."),
    a_post(2, "oak", "My own thoughts."),
    a_post(3, ME, "Thank you, @oak!", parent=2),
]


def _me(database: Database, *names: str) -> None:
    """As the `me` command does it: the names, and then the posts under them in every thread."""
    set_forum_names(database, names)
    for discussion in all_discussions(load(database)):
        kept = load_thread(database, discussion)
        own = find_own(kept.thread, names) if kept else None
        if kept and own:
            import_own_posts(database, discussion, kept, own)


def test_names_stand_newest_first_and_each_once() -> None:
    with a_store() as database:
        set_forum_names(database, ["@Old"])
        set_forum_names(database, ["New", "old"])

        assert forum_names(database) == ["New", "old"]


def test_to_be_somebody_and_then_not_leaves_everything_as_it_was() -> None:
    with a_store() as database:
        imported(database, a_thread("Why?", posts=_POSTS))
        before = load(database)
        _me(database, ME)
        (reply,) = _replies(database)
        assert reply.text == "Thank you, @oak!"
        assert forget_forum_name(database, ME.upper())

        assert load(database) == before
        assert forum_names(database) == []
        kept = load_thread(database, discussion_at(database))
        assert kept and len(kept.thread.posts) == 3


def test_to_be_somebody_again_finds_everything_again() -> None:
    with a_store() as database:
        imported(database, a_thread("Why?", posts=_POSTS))
        _me(database, ME)
        found = [(reply.ref, reply.text, reply.given) for reply in _replies(database)]
        versions = version_texts(database)
        forget_forum_name(database, ME)
        _me(database, ME)

        assert [(reply.ref, reply.text, reply.given) for reply in _replies(database)] == found
        assert version_texts(database) == versions


def test_typed_answers_are_posted_by_a_post_that_was_read_as_one_answer_to_all_questions() -> None:
    with a_store() as database:
        thread = a_thread("Why?", "And how?", posts=[a_post(1, ME, "With care.\n\nBy listening."), *_POSTS[1:]])
        imported(database, a_thread("Why?", "And how?"))
        discussion = discussion_at(database)
        first, second = (one.id for one in discussion.questions)
        keep_answers(database, discussion, {first: "With care.", second: "By listening."}, "text")
        imported(database, thread, mine(answers=[(None, "With care.\n\nBy listening.", 1)]))
        after = discussion_at(database)
        assert after.answer is None
        assert [one.answer and (one.answer.state, one.answer.posted_on) for one in after.questions] == [
            ("posted", "2020-10-01")
        ] * 2


def test_not_to_be_somebody_takes_no_words_of_ones_own() -> None:
    with a_store() as database:
        imported(database, a_thread("Why?", posts=_POSTS))
        discussion = discussion_at(database)
        keep_answers(database, discussion, {None: "My answer to the question."}, "text")
        keep_reply(database, discussion, "oak", "Thank you, @oak!", "text", on=THEN, draft=False)
        before = [(reply.ref, reply.text, reply.given) for reply in _replies(database)]
        _me(database, ME)
        forget_forum_name(database, ME)
        after = discussion_at(database)

        assert [(reply.ref, reply.text, reply.given) for reply in _replies(database)] == before
        assert after.answer and (after.answer.text, after.answer.state) == ("My answer to the question.", "draft")


def test_a_name_that_was_never_ones_own_cannot_be_taken_back() -> None:
    with a_store() as database:
        imported(database, a_thread("Why?", posts=_POSTS))
        before = row_counts(database)

        assert not forget_forum_name(database, "oak")
        assert row_counts(database) == before


def test_to_set_the_name_twice_is_to_set_it_once() -> None:
    with a_store() as database:
        imported(database, a_thread("Why?", posts=_POSTS))
        _me(database, ME)
        before = row_counts(database)
        _me(database, ME)

        assert row_counts(database) == before
        assert rows(database, "SELECT count(*) FROM forum_name") == [(1,)]
