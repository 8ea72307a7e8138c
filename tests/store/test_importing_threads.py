from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

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
    stored_discussions,
    the_discussion,
    version_texts,
)
from cups_course.errors import AnotherThread
from cups_course.export.text import render_text
from cups_course.outline.outline import Outline, OutlineCourse, OutlineDiscussion
from cups_course.store.answers import keep_answers
from cups_course.store.database import Database
from cups_course.store.outlines import add_outline
from cups_course.store.reading import load
from cups_course.store.threads import load_thread
from cups_course.store.writing import move_discussion, remove_from_checklist, tick
from cups_course.text import fold_space
from cups_course.thread.placing import WantedPlace
from cups_course.thread.thread import OwnAnswer, OwnPosts, OwnReply, Post, Thread, WantedTask


def _posts(database: Database) -> list[Post]:
    kept = load_thread(database, discussion_at(database))
    assert kept
    return list(kept.thread.posts)


# Again, and again

_WORDS = st.sampled_from(
    ["Thank you!", "Thank you so much!", "thank  you!", "I think so.", "I do not think so.", "1. Yes\n2. No", "", "🌱"]
)
_WORDINGS = st.sampled_from(
    ["Why?", "why?", "What do you think of it?", "What do you think of that?", "How?", "List one example."]
)
_DAYS = st.sampled_from(["2020-10-01", "2020-10-02", "2031-01-01", None])


@st.composite
def threads(draw: st.DrawFn) -> Thread:
    posts: list[Post] = []
    for index in range(1, draw(st.integers(0, 6)) + 1):
        under = [post.index for post in posts if post.kind == "answer"]
        parent = draw(st.none() | st.sampled_from(under)) if under else None
        author = draw(st.sampled_from([ME, "oak", "Oak", None]))
        posts.append(a_post(index, author, draw(_WORDS), day=draw(_DAYS), parent=parent))
    tasks = draw(st.lists(st.sampled_from(["watch", "quiz"]), max_size=3))
    return a_thread(
        *draw(st.lists(_WORDINGS, max_size=4)),
        posts=posts,
        wanted=draw(st.none() | st.integers(0, 3)),
        tasks=[WantedTask(kind, f"the {kind}") for kind in tasks],
        forum_id=draw(st.sampled_from([None, "77"])),
    )


def _own(thread: Thread) -> OwnPosts | None:
    """What is mine in a made-up thread: answers to the questions in turn, replies to who wrote above."""
    written = [post for post in thread.posts if post.author == ME]
    answers = [
        OwnAnswer(number if thread.questions else None, f"{post.text} ({number})", post.index)
        for post in written
        if post.kind == "answer"
        for number in range(1, max(1, len(thread.questions)) + 1)
    ]
    replies = [
        OwnReply(thread.posts[(post.parent or 1) - 1].author, post.index, post.date, post.text)
        for post in written
        if post.kind == "reply"
    ]
    return OwnPosts(ME, tuple(answers), tuple(replies)) if written else None


@settings(max_examples=60)
@given(threads())
def test_a_thread_taken_in_twice_is_the_same_as_once(thread: Thread) -> None:
    with a_store() as database:
        assert imported(database, thread, _own(thread)).outcome == "new"
        counts, programs = row_counts(database), load(database)

        assert imported(database, thread, _own(thread)).outcome == "same"
        assert row_counts(database) == counts
        assert load(database) == programs


@settings(max_examples=60)
@given(threads(), st.data())
def test_an_earlier_copy_and_then_a_later_one_is_the_same_as_the_later_one(thread: Thread, data: st.DataObject) -> None:
    earlier = replace(thread, posts=thread.posts[: data.draw(st.integers(0, len(thread.posts)))])
    with a_store() as database:
        imported(database, earlier, _own(earlier))
        imported(database, thread, _own(thread))

        found = [(post.author, post.date, post.kind, post.parent, post.text) for post in _posts(database)]
        assert found == [(post.author, post.date, post.kind, post.parent, post.text) for post in thread.posts]


def test_an_answer_and_a_reply_of_the_same_words_and_day_stay_the_posts_they_are() -> None:
    posts = [a_post(1, ME, "Thank you!"), a_post(2, ME, "Thank you!", parent=1), a_post(3, ME, "Thank you!")]
    thread = a_thread(posts=posts)
    with a_store() as database:
        imported(database, thread, _own(thread))

        assert imported(database, thread, _own(thread)).outcome == "same"


def test_a_later_copy_says_what_it_added() -> None:
    first = a_thread("Why?", posts=[a_post(1, "oak", "I think.")])
    later = a_thread("Why?", "How?", posts=[*first.posts, a_post(2, "fern", "Me too.")])
    with a_store() as database:
        imported(database, first)
        taken = imported(database, later)

    assert (taken.outcome, taken.new_posts, taken.new_questions) == ("changed", 1, [2])


def test_an_earlier_copy_takes_no_post_away() -> None:
    later = a_thread("Why?", posts=[a_post(1, "oak", "I think."), a_post(2, "fern", "Me too.")])
    with a_store() as database:
        imported(database, later)

        assert imported(database, replace(later, posts=later.posts[:1])).outcome == "same"
        assert [post.author for post in _posts(database)] == ["oak", "fern"]


def test_pages_that_come_one_after_another_join_in_the_order_of_the_thread() -> None:
    posts = [a_post(index, f"peer {index}", f"Answer {index}.") for index in range(1, 6)]
    pages = [posts[1:3], posts[:2], [posts[0], *posts[2:]]]
    with a_store() as database:
        for page in pages:
            again = [replace(post, index=index) for index, post in enumerate(page, 1)]
            imported(database, a_thread("Why?", posts=again))

        assert [post.text for post in _posts(database)] == [post.text for post in posts]


def test_an_edited_post_takes_the_place_of_what_it_was() -> None:
    before, after = "I think that it is a good idea.", "I think that it is a very good idea!"
    with a_store() as database:
        imported(database, a_thread("Why?", posts=[a_post(1, "oak", before), a_post(2, "fern", "No.")]))
        taken = imported(database, a_thread("Why?", posts=[a_post(1, "oak", after), a_post(2, "fern", "No.")]))

        assert (taken.edited_posts, taken.new_posts, taken.outcome) == (1, 0, "changed")
        assert [post.text for post in _posts(database)] == [after, "No."]


def test_a_post_is_the_same_when_only_a_later_copy_knows_its_day() -> None:
    posts = [a_post(1, "oak", "I think.", day=None), a_post(2, ME, "Nice, oak.", day=None, parent=1)]
    dated = [replace(post, date="2020-10-01") for post in posts]
    with a_store() as database:
        for copy in (posts, dated):
            thread = a_thread("Why?", posts=copy)
            imported(database, thread, _own(thread))

        assert [post.text for post in _posts(database)] == ["I think.", "Nice, oak."]
        assert [reply.ref for reply in discussion_at(database).peer_replies] == ["2.2@oak"]


@pytest.mark.parametrize("words", ["Thank you for this!", "Thank you for this, {}!"])
def test_like_words_to_two_people_on_two_pages_stay_two_replies(words: str) -> None:
    pages = []
    for peer in ("oak", "fern"):
        posts = [a_post(1, peer, f"My answer, by {peer}."), a_post(2, ME, words.format(peer), parent=1)]
        pages.append(a_thread("Why?", wanted=2, posts=posts))
    with a_store() as database:
        for page in pages:
            imported(database, page, _own(page))

        assert len(_posts(database)) == 4
        assert [reply.peer for reply in discussion_at(database).peer_replies] == ["oak", "fern"]


def test_a_copy_without_the_questions_takes_none_away() -> None:
    with a_store() as database:
        imported(database, a_thread("Why?", "How?", wanted=3))
        imported(database, a_thread(wanted=None))
        discussion = discussion_at(database)

    assert [question.text for question in discussion.asked] == ["Why?", "How?"]
    assert discussion.peer_replies_wanted == 3


# Questions that change


def test_a_reworded_question_keeps_its_number_and_its_answer() -> None:
    with a_store() as database:
        imported(database, a_thread("What do you think of service leadership?", "How?"))
        question = discussion_at(database).questions[0]
        keep_answers(database, discussion_at(database), {question.id: "my words"}, "text")
        taken = imported(database, a_thread("How?", "What do you really think of service leadership?"))
        discussion = discussion_at(database)

    assert taken.reworded == [1]
    assert discussion.questions[0].id == question.id
    assert discussion.questions[0].text == "What do you really think of service leadership?"
    assert discussion.questions[0].answer and discussion.questions[0].answer.text == "my words"
    assert [one.text for one in discussion.questions][1:] == ["How?"]


def test_a_question_that_is_gone_keeps_its_answer_in_reach() -> None:
    with a_store() as database:
        imported(database, a_thread("What is the first thing?", "How would you go about this?"))
        question = discussion_at(database).questions[0]
        keep_answers(database, discussion_at(database), {question.id: "words to keep"}, "text")
        taken = imported(database, a_thread("How would you go about this?", "Where else have you seen it?"))
        discussion, text = discussion_at(database), render_text(load(database))

    assert (taken.dropped, taken.new_questions) == ([1], [3])
    assert [one.number for one in discussion.asked] == [2, 3]
    assert discussion.questions[0].answer and discussion.questions[0].answer.text == "words to keep"
    assert "words to keep" in text


def test_a_question_that_comes_back_has_its_number_again() -> None:
    with a_store() as database:
        for wordings in (("Why is that?", "How?"), ("How?",), ("Why is that?", "How?")):
            imported(database, a_thread(*wordings))

        assert [(one.number, one.text) for one in discussion_at(database).asked] == [(1, "Why is that?"), (2, "How?")]


def test_the_number_of_a_gone_question_is_not_used_again() -> None:
    with a_store() as database:
        for wordings in (
            ("First of them?", "Why on earth?"),
            ("First of them?",),
            ("First of them?", "Where to go now?"),
        ):
            imported(database, a_thread(*wordings))

        assert [one.number for one in discussion_at(database).asked] == [1, 3]


# With an outline

_OUTLINE = Outline(
    "kind-leaders",
    "Kind Leaders",
    (
        OutlineCourse(
            2,
            "Becoming a Leader",
            (OutlineDiscussion(2, "Service Leadership", (None, None), 3), OutlineDiscussion(4, "", None, None)),
        ),
    ),
)


def test_an_import_adds_no_outline_unasked() -> None:
    with a_store() as database:
        imported(database, a_thread("Why?"))

        assert [program.key for program in load(database)] == ["my-courses"]
        assert [one.ref for one in stored_discussions(database)] == ["2.2"]


def test_placeholders_take_the_wording_of_the_post_and_keep_their_answers() -> None:
    with a_store() as database:
        add_outline(database, _OUTLINE)
        discussion = discussion_at(database)
        keep_answers(database, discussion, {discussion.questions[1].id: "second"}, "text")
        imported(database, a_thread("Why?", "How?", "When?", wanted=None))
        after = discussion_at(database)

    assert [(one.number, one.text, one.placeholder) for one in after.asked] == [
        (1, "Why?", False),
        (2, "How?", False),
        (3, "When?", False),
    ]
    assert after.questions[1].answer and after.questions[1].answer.text == "second"
    assert after.peer_replies_wanted == 3


def test_an_import_describes_a_discussion_that_nobody_had_described() -> None:
    with a_store() as database:
        add_outline(database, _OUTLINE)
        taken = imported(database, a_thread("Why?", number=4, topic="Gossip", wanted=2))
        discussion = discussion_at(database, "2.4")

    assert taken.described
    assert (discussion.known, discussion.title, discussion.peer_replies_wanted) == (True, "Gossip", 2)


def test_an_import_never_renames_a_course_or_discussion_of_an_outline() -> None:
    with a_store() as database:
        add_outline(database, _OUTLINE)
        imported(database, a_thread("Why?", topic="service leadership!", course_title="Becoming a leader!"))
        (program,) = load(database)

    assert program.courses[0].title == "Becoming a Leader"
    assert program.courses[0].discussions[0].title == "Service Leadership"


def test_another_thread_at_the_same_place_stores_nothing() -> None:
    with a_store() as database:
        imported(database, a_thread("Why?"))
        before = row_counts(database)

        with pytest.raises(AnotherThread):
            imported(database, a_thread("What is gossip?", topic="The Detriments of Gossip"))
        assert row_counts(database) == before


def test_a_thread_with_a_known_id_updates_its_discussion_whatever_its_title() -> None:
    with a_store() as database:
        imported(database, a_thread("Why?", forum_id="77"))
        taken = imported(database, a_thread("Why?", number=8, topic="Renamed by a moderator", forum_id="77"))

        assert taken.outcome == "same"
        assert the_discussion(database).number == 2


def test_a_known_thread_is_put_elsewhere_by_a_move_and_not_by_a_second_import() -> None:
    thread = a_thread("Why?", posts=[a_post(1, "oak", "I think.")], forum_id="77")
    with a_store() as database:
        imported(database, thread)
        with pytest.raises(AnotherThread) as refused:
            imported(database, thread, wanted=WantedPlace(discussion=5))

        assert any("move 2.2" in str(command) and command[-1].endswith("/2.5") for command in refused.value.commands)
        assert [discussion.ref for discussion in stored_discussions(database)] == ["2.2"]


# What was taken away


def test_a_removed_discussion_comes_back_with_its_words_when_it_is_imported_again() -> None:
    with a_store() as database:
        imported(database, a_thread("Why?"))
        discussion = discussion_at(database)
        keep_answers(database, discussion, {discussion.questions[0].id: "my words"}, "text")
        remove_from_checklist(database, discussion)
        assert stored_discussions(database) == []
        imported(database, a_thread("Why?"))

        answer = discussion_at(database).questions[0].answer
        assert answer and answer.text == "my words"


def test_a_removed_discussion_of_an_outline_comes_back_with_its_words_though_the_post_names_it_a_little_otherwise() -> (
    None
):
    with a_store() as database:
        add_outline(database, _OUTLINE)
        discussion = discussion_at(database)
        keep_answers(database, discussion, {discussion.questions[0].id: "my words"}, "text")
        remove_from_checklist(database, discussion)
        imported(database, a_thread("Why?", topic="Service leadership!"))

        answer = discussion_at(database).questions[0].answer
        assert answer and answer.text == "my words"


def test_a_removed_task_stays_removed_and_a_ticked_one_ticked() -> None:
    thread = a_thread("Why?", tasks=[WantedTask("watch", "the video"), WantedTask("quiz", "", minimum="8/10")])
    with a_store() as database:
        imported(database, thread)
        watch, quiz = discussion_at(database).tasks
        remove_from_checklist(database, watch)
        tick(database, quiz, "done", score="9/10")
        imported(database, thread)
        (left,) = discussion_at(database).tasks

    assert (left.id, left.ticked, left.score, left.minimum) == (quiz.id, True, "9/10", "8/10")


def test_texts_of_posts_are_kept_as_the_copy_has_them() -> None:
    text = "  Dear all,\n\n[b]1.[/b]\tYes — “so” 🌱  \n\x1b[31m"
    with a_store() as database:
        imported(database, a_thread("Why?", posts=[a_post(1, "oak", text)]))

        assert [post.text for post in _posts(database)] == [text]
        assert rows(database, "SELECT count(*) FROM version") == [(0,)]
        assert version_texts(database) == []
        assert fold_space(text) != text


def test_a_thread_that_was_moved_and_removed_comes_back_with_its_words_when_it_is_imported_again() -> None:
    with a_store() as database:
        thread = a_thread("Why?", posts=[a_post(1, ME, "my words")], forum_id="12")
        imported(database, thread, mine(answers=[(1, "my words", 1)]))
        discussion = discussion_at(database)
        move_discussion(database, discussion, load(database)[0], 7, 7, None)
        remove_from_checklist(database, discussion_at(database, "7.7"))
        imported(database, thread, mine(answers=[(1, "my words", 1)]))

        assert discussion_at(database).id == discussion.id
        (answer,) = (one.answer for one in discussion_at(database).questions)
        assert answer and answer.text == "my words"


def test_a_removed_thread_does_not_push_another_one_aside() -> None:
    with a_store() as database:
        imported(database, a_thread("Why?", forum_id="12"))
        move_discussion(database, discussion_at(database), load(database)[0], 7, 7, None)
        remove_from_checklist(database, discussion_at(database, "7.7"))
        imported(database, a_thread("Why?", forum_id="13"))
        with pytest.raises(AnotherThread, match=r"doesn't start with the post of 2\.2"):
            imported(database, a_thread("Why?", forum_id="12"))

        imported(database, a_thread("Why?", forum_id="12"), wanted=WantedPlace(discussion=3))
        assert [one.ref for one in stored_discussions(database)] == ["2.2", "2.3"]
