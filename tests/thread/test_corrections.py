from dataclasses import replace

import pytest

from builders import ME, a_post, a_question, a_thread
from cups_course.errors import CourseError
from cups_course.model import Question
from cups_course.thread.corrections import (
    find_own_post,
    insert_by_position,
    joined_text,
    merge_ids,
    read_as,
    remember_wording,
    split_ids,
)
from cups_course.thread.thread import Provenance


def _asks(text: str, *, dropped: bool = False, placeholder: bool = False) -> Question:
    question = a_question(dropped=dropped)
    question.text, question.placeholder = text, placeholder
    return question


def test_a_wording_is_remembered_once_and_keeps_what_it_stands_for() -> None:
    once = remember_wording({}, "Why is that?", "q1")

    assert once == {"Why is that?": ["q1"]}
    assert remember_wording(once, "why is  that?", "q9") == once


def test_of_merged_questions_the_one_that_stays_stands_once_where_the_first_stood() -> None:
    assert merge_ids(["q2", "q3", "q1", "q4"], "q1", ["q2", "q4"]) == ["q1", "q3"]


def test_the_parts_of_a_question_stand_together_where_it_stood() -> None:
    assert split_ids(["q1", "q2", "q5"], "q1", ["q5", "q6"]) == ["q1", "q5", "q6", "q2"]
    assert split_ids(["q5", "q1", "q2"], "q1", ["q5", "q6"]) == ["q1", "q5", "q6", "q2"]
    assert split_ids(["q2"], "q1", ["q5"]) == ["q2"]


@pytest.mark.parametrize(
    ("texts", "joined"),
    [
        (["Name one thing", "that you would keep."], "Name one thing that you would keep."),
        (["Why?", "Why? And how?"], "Why? And how?"),
        (["Why?", "Why?"], "Why?"),
    ],
)
def test_merged_questions_ask_what_each_of_them_asks(texts: list[str], joined: str) -> None:
    assert joined_text([_asks(text) for text in texts]) == joined


def test_what_is_no_longer_asked_or_not_told_yet_adds_no_words() -> None:
    gone, untold = _asks("Who?", dropped=True), _asks("Question 2 of 3", placeholder=True)

    assert joined_text([gone, _asks("Why?"), untold]) == "Why?"
    assert joined_text([untold, untold]) == "Question 2 of 3"


def test_a_question_is_added_where_its_words_stand_in_the_post() -> None:
    body = "Dear all,\n\n1. Why?\n2. What’s your pace?\n3. How?"
    asked = [("q1", "Why?"), ("q2", "How?")]

    assert insert_by_position(body, asked, ("q3", "Whats your  pace?")) == ["q1", "q3", "q2"]
    assert insert_by_position(body, asked, ("q3", "Dear all,")) == ["q3", "q1", "q2"]
    assert insert_by_position(body, asked, ("q3", "Nowhere to be found?")) == ["q1", "q2", "q3"]


POSTS = (
    a_post(1, "oak", "I think."),
    a_post(2, ME, "@fern Mine."),
    a_post(3, "fern", "Lovely.", parent=2),
    a_post(4, None, "Nameless."),
    a_post(5, ME, "Thanks.", parent=1),
)
THREAD = a_thread("Why?", posts=POSTS)


def test_only_ones_own_post_is_put_right() -> None:
    assert find_own_post(THREAD, 2, [ME], "2.2") == POSTS[1]
    with pytest.raises(CourseError, match="Post 1 is by oak") as refused:
        find_own_post(THREAD, 1, [ME], "2.2")
    assert tuple(map(str, refused.value.commands)) == ("cups-course thread 2.2 --mine", f"cups-course me {ME} oak")


@pytest.mark.parametrize("index", [0, 6, -1])
def test_a_post_that_is_not_there_is_said_to_be_none(index: int) -> None:
    with pytest.raises(CourseError, match=f"has no post {index}. Its posts are numbered 1 to 5"):
        find_own_post(THREAD, index, [ME], "2.2")


def test_somebody_who_has_not_said_who_they_are_is_asked_to() -> None:
    with pytest.raises(CourseError, match="Your forum name isn't set"):
        find_own_post(THREAD, 4, [], "2.2")


def test_a_post_without_an_author_is_theirs_who_say_so() -> None:
    post = find_own_post(THREAD, 4, [ME, "Plum"], "2.2")
    posts = read_as(THREAD, post, "answer").posts

    assert (posts[3].author, posts[3].how["author"]) == (ME, Provenance.FROM_YOU)


def test_an_answer_that_is_a_reply_stands_under_the_answer_of_that_peer_and_its_replies_go_with_it() -> None:
    later = replace(THREAD, posts=(*POSTS, a_post(6, "fern", "Me too."), a_post(7, ME, "@oak Nice.")))
    posts = read_as(later, later.posts[6], "reply", peer="Oak").posts
    assert (posts[6].kind, posts[6].parent, posts[6].how["kind"]) == ("reply", 1, Provenance.FROM_YOU)

    posts = read_as(THREAD, POSTS[1], "reply", peer="nobody here").posts
    assert (posts[1].parent, posts[2].parent) == (1, 1)


def test_a_reply_to_somebody_else_stays_under_the_answer_it_stood_under() -> None:
    post = read_as(THREAD, POSTS[4], "reply", peer="fern").posts[4]

    assert (post.kind, post.parent, post.how["kind"]) == ("reply", 1, Provenance.FROM_YOU)


def test_a_reply_that_is_an_answer_stands_by_itself() -> None:
    post = read_as(THREAD, POSTS[4], "answer").posts[4]

    assert (post.kind, post.parent, post.how["parent"]) == ("answer", None, Provenance.FROM_YOU)
    assert read_as(THREAD, POSTS[4], "answer").posts[:4] == POSTS[:4]
