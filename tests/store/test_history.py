"""Every version of an answer or a reply, and one of them brought back: nothing older is ever changed."""

import pytest

from builders import a_post, a_store, a_thread, discussion_at, imported, mine, rows
from cups_course.errors import CourseError, WrongSubject
from cups_course.refs import find_ref, parse_ref
from cups_course.reports import History
from cups_course.store.answers import keep_answers
from cups_course.store.corrections import disown_post
from cups_course.store.database import Database
from cups_course.store.history import histories, restore_version, single_history
from cups_course.store.reading import load
from cups_course.store.threads import load_thread
from cups_course.store.writing import keep_reply, mark_posted, withdraw_postings
from cups_course.thread.thread import OwnReply

THREAD = a_thread("Why?", "And how?", posts=[a_post(1, "PlumTree7", "to listen")], forum_id="f1")
OWN = mine(answers=[(1, "to listen", 1)])


def keep(database: Database, *texts: str, number: int | None = 1) -> None:
    discussion = discussion_at(database)
    question = discussion.questions[number - 1].id if number else None
    for text in texts:
        keep_answers(database, discussion, {question: text}, "text")


def history(database: Database, ref: str = "2.2.1") -> History:
    return single_history(database, find_ref(load(database), parse_ref(ref)))


def texts(database: Database, ref: str = "2.2.1") -> list[str]:
    return [version.text for version in history(database, ref).versions]


def restore(database: Database, number: int, ref: str = "2.2.1") -> bool:
    return restore_version(database, history(database, ref).numbered(number))


def post(database: Database, *, on: str | None = None) -> None:
    answer = discussion_at(database).questions[0].answer
    assert answer
    mark_posted(database, "answer", [answer.id], on=on)


def changed_since_posted(database: Database) -> bool:
    answer = discussion_at(database).questions[0].answer
    assert answer and answer.posted
    return answer.changed_since_posted


def give_back_the_post(database: Database) -> None:
    kept = load_thread(database, discussion_at(database))
    assert kept
    disown_post(database, discussion_at(database), kept.post_ids[0])


def test_versions_are_numbered_from_the_oldest_and_the_last_is_current() -> None:
    with a_store() as database:
        imported(database, THREAD)
        keep(database, "one", "two", "three")
        read = history(database)

    assert [(one.number, one.text, one.current) for one in read.versions] == [
        (1, "one", False),
        (2, "two", False),
        (3, "three", True),
    ]
    assert (read.ref, read.about) == ("2.2.1", "Why?")


def test_each_version_says_whether_it_was_posted_and_when() -> None:
    with a_store() as database:
        imported(database, THREAD)
        keep(database, "one")
        post(database, on="2026-11-03")
        keep(database, "two")
        assert [(one.posted, one.posted_on) for one in history(database).versions] == [
            (True, "2026-11-03"),
            (False, None),
        ]

        answer = discussion_at(database).questions[0].answer
        assert answer
        withdraw_postings(database, "answer", [answer.id])
        assert [one.posted for one in history(database).versions] == [False, False]


def test_what_no_longer_counts_is_still_in_the_history_with_its_number() -> None:
    with a_store() as database:
        imported(database, THREAD, OWN)
        keep(database, "to stay")
        give_back_the_post(database)
        read = history(database).versions

    assert [(one.number, one.text, one.counts, one.current, one.from_post) for one in read] == [
        (1, "to listen", False, False, True),
        (2, "to stay", True, True, False),
    ]


def test_words_of_which_none_counts_any_more_can_be_seen_and_brought_back() -> None:
    with a_store() as database:
        imported(database, THREAD, OWN)
        give_back_the_post(database)
        assert discussion_at(database).questions[0].answer is None
        assert history(database).current is None

        assert restore(database, 1)
        answer = discussion_at(database).questions[0].answer
        assert answer and (answer.text, answer.state) == ("to listen", "draft")


def test_a_discussion_means_its_answer_in_one_piece_and_else_each_of_its_questions() -> None:
    with a_store() as database:
        imported(database, THREAD)
        keep(database, "one")
        keep(database, "two", number=2)
        found = find_ref(load(database), parse_ref("2.2"))
        assert [one.ref for one in histories(database, found)] == ["2.2.1", "2.2.2"]

        keep(database, "all of it", number=None)
        found = find_ref(load(database), parse_ref("2.2"))
        assert [one.ref for one in histories(database, found)] == ["2.2"]


def test_one_version_of_several_answers_is_asked_for_by_name() -> None:
    with a_store() as database:
        imported(database, THREAD)
        keep(database, "one")
        keep(database, "two", number=2)
        with pytest.raises(CourseError) as said:
            history(database, "2.2")
        assert tuple(map(str, said.value.commands)) == ("cups-course history 2.2.1", "cups-course history 2.2.2")


@pytest.mark.parametrize("ref", ["2", "2.form"])
def test_a_course_or_a_form_has_no_history(ref: str) -> None:
    with a_store() as database:
        imported(database, THREAD)
        with pytest.raises(WrongSubject):
            histories(database, find_ref(load(database), parse_ref(ref)))


def test_a_version_brought_back_is_a_new_one_and_the_older_stay_as_they_were() -> None:
    with a_store() as database:
        imported(database, THREAD)
        keep(database, "one", "  two\n\nindented ", "three")
        before = rows(database, "SELECT * FROM version ORDER BY id")

        assert restore(database, 2)
        assert rows(database, "SELECT * FROM version ORDER BY id")[:3] == before
        last = history(database).versions[-1]
        assert (last.number, last.text, last.source, last.current) == (4, "  two\n\nindented ", "restore", True)


def test_a_version_brought_back_is_current_even_after_a_clock_that_went_ahead() -> None:
    with a_store() as database:
        imported(database, THREAD)
        keep(database, "one", "two")
        database.connection.execute("UPDATE version SET at = '2999-01-01T00:00:00Z' WHERE text = 'two'")
        restore(database, 1)

        answer = discussion_at(database).questions[0].answer
        assert answer and answer.text == "one"


@pytest.mark.parametrize("number", [1, 3])
def test_words_that_are_current_already_are_not_kept_again(number: int) -> None:
    with a_store() as database:
        imported(database, THREAD)
        keep(database, "one", "two", "one")

        assert not restore(database, number)
        assert texts(database) == ["one", "two", "one"]


@pytest.mark.parametrize("number", [0, -1, 3])
def test_a_version_that_is_not_there_is_refused_with_how_many_there_are(number: int) -> None:
    with a_store() as database:
        imported(database, THREAD)
        keep(database, "one", "two")
        with pytest.raises(
            CourseError, match=f"There is no version {number} of 2.2.1. Its versions are 1 to 2"
        ) as said:
            history(database).numbered(number)
        assert tuple(map(str, said.value.commands)) == ("cups-course history 2.2.1",)


def test_a_draft_given_up_for_what_was_posted_leaves_nothing_changed_since() -> None:
    with a_store() as database:
        imported(database, THREAD)
        keep(database, "posted words")
        post(database, on="2026-11-03")
        keep(database, "a newer draft")
        assert changed_since_posted(database)

        restore(database, 1)
        assert not changed_since_posted(database)
        assert history(database).versions[-1].posted_on == "2026-11-03"


def test_older_words_than_those_posted_last_are_a_change_though_they_were_posted_once() -> None:
    with a_store() as database:
        imported(database, THREAD)
        for text, day in (("first posted", "2026-11-03"), ("posted in its place", "2026-11-09")):
            keep(database, text)
            post(database, on=day)

        restore(database, 1)
        assert changed_since_posted(database)


def test_a_posting_that_was_taken_back_does_not_come_back() -> None:
    with a_store() as database:
        imported(database, THREAD)
        keep(database, "one")
        post(database)
        answer = discussion_at(database).questions[0].answer
        assert answer
        withdraw_postings(database, "answer", [answer.id])
        keep(database, "two")
        restore(database, 1)

        assert [one.posted for one in history(database).versions] == [False, False, False]


def test_only_the_posting_that_stands_comes_along() -> None:
    with a_store() as database:
        imported(database, THREAD)
        keep(database, "one")
        post(database, on="2026-11-09")
        answer = discussion_at(database).questions[0].answer
        assert answer
        withdraw_postings(database, "answer", [answer.id])
        post(database, on="2026-11-03")
        keep(database, "two")
        restore(database, 1)

        assert history(database).versions[-1].posted_on == "2026-11-03"


def test_the_thread_again_after_words_from_it_were_brought_back_changes_nothing() -> None:
    with a_store() as database:
        imported(database, THREAD, OWN)
        keep(database, "a newer draft")
        restore(database, 1)
        before = history(database)

        imported(database, THREAD, OWN)
        assert history(database) == before
        assert not changed_since_posted(database)


def test_words_brought_back_are_no_longer_posted_where_their_post_is_not_the_persons() -> None:
    with a_store() as database:
        imported(database, THREAD, OWN)
        keep(database, "a newer draft")
        restore(database, 1)
        give_back_the_post(database)

        answer = discussion_at(database).questions[0].answer
        assert answer and (answer.text, answer.state) == ("to listen", "draft")


def test_a_reply_has_versions_and_one_comes_back_as_given_as_it_was() -> None:
    posts = [a_post(1, "fern", "to stay"), a_post(2, "PlumTree7", "That is kind", parent=1)]
    with a_store() as database:
        own = mine(replies=[OwnReply("fern", 2, "2020-10-01", "That is kind")])
        imported(database, a_thread("Why?", posts=posts), own)
        keep_reply(database, discussion_at(database), "oak", "I like", "text", on=None, draft=True)
        keep_reply(database, discussion_at(database), "oak", "I like that", "text", on="2026-11-20", draft=False)
        assert texts(database, "2.2@oak") == ["I like", "I like that"]
        assert texts(database, "2.2@fern") == ["That is kind"]

        restore(database, 1, "2.2@oak")
        reply = next(one for one in discussion_at(database).peer_replies if one.peer == "oak")
        assert (reply.text, reply.given) == ("I like", True)


def test_what_came_from_another_device_says_so() -> None:
    with a_store() as database:
        imported(database, THREAD)
        keep(database, "one", "two")
        other = "0" * 36
        database.connection.execute("INSERT INTO device VALUES (?, 'the old laptop')", (other,))
        database.connection.execute("UPDATE version SET device_id = ? WHERE text = 'one'", (other,))

        assert [one.elsewhere for one in history(database).versions] == ["the old laptop", None]


def test_a_damaged_version_is_marked_and_the_others_are_shown() -> None:
    with a_store() as database:
        imported(database, THREAD)
        keep(database, "one", "two")
        database.connection.execute("UPDATE version SET text = 'One!' WHERE text = 'one'")
        found = history(database)
        assert [(one.text, one.damaged) for one in found.versions] == [("", True), ("two", False)]
        with pytest.raises(CourseError, match="damaged"):
            found.numbered(1)
        assert found.numbered(2).text == "two"
