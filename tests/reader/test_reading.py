"""What holds for any text."""

import time
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from recognition.copies import copies
from recognition.making import make
from recognition.shapes import SHAPES

from cups_course.errors import NotAThread
from cups_course.reader.own import find_own
from cups_course.reader.reading import read_copy
from cups_course.text import clean
from cups_course.thread.thread import Thread

LINES = st.sampled_from(
    [
        "Course 2: Growing - (Discussion #3) Shared Gardens",
        "PlumTree7 March 3rd, 2021",
        "MapleSong OP on March 5th, 2021",
        "March 4th, 2021",
        "OtterMoon 3 days ago",
        "Sunday",
        "User Profile: FernPath",
        "FernPath",
        ".",
        "",
        "\u00a0",
        "2 replies",
        "934",
        "Questions: What is a garden? Who waters it?",
        "1. What is a garden?",
        "2) A home.",
        "- A home.",
        "✒️ Reply to three of your peers",
        "@PlumTree7 lovely!",
        "by PlumTree7",
        "Last post",
        "This post is brought to you by the garden team.",
    ]
)
COPIES = st.lists(LINES | st.text(max_size=40), max_size=40).map("\n".join)


def read_or_refuse(data: bytes, saved_on: date | None = None) -> Thread | None:
    try:
        return read_copy(data, name="copy.txt", saved_on=saved_on)
    except NotAThread as refused:
        assert "copy.txt" in refused.message
        return None


@given(st.binary(max_size=400) | COPIES.map(str.encode), st.none() | st.dates())
def test_any_bytes_are_a_thread_or_are_refused_with_a_sentence(data: bytes, saved_on: date | None) -> None:
    thread = read_or_refuse(data, saved_on)
    if thread is not None:
        find_own(thread, ["PlumTree7", "@fernpath"])


@given(COPIES)
def test_posts_are_numbered_parts_of_the_copy_and_replies_stand_under_earlier_answers(copy: str) -> None:
    thread = read_or_refuse(copy.encode())
    if thread is None:
        return
    text = copy.replace("\r\n", "\n").replace("\r", "\n")
    assert [post.index for post in thread.posts] == list(range(1, len(thread.posts) + 1))
    assert thread.body in text
    for post in thread.posts:
        assert post.text in text
        assert set(post.how) >= {"date", "kind", "parent"}
        if post.parent is not None:
            assert post.kind == "reply"
            assert post.parent < post.index
            assert thread.posts[post.parent - 1].kind == "answer"


@given(COPIES)
def test_line_ends_of_another_system_change_nothing(copy: str) -> None:
    copy = copy.replace("\r", "")
    assert read_or_refuse(copy.encode()) == read_or_refuse(copy.replace("\n", "\r\n").encode())


@given(COPIES, COPIES)
def test_the_persons_words_are_their_own(before: str, answer: str) -> None:
    opening = f"Course 2: Growing\n\nTeacherTeal March 2nd, 2021\n\n{before}"
    thread = read_or_refuse(f"{opening}\nPlumTree7 March 9th, 2021\n\n{answer}".encode())
    own = find_own(thread, ["PlumTree7"]) if thread else None
    if own and thread:
        for piece in own.answers:
            words = piece.text.split()
            assert words
            assert set(words) <= set(clean(thread.posts[piece.post - 1].text).split()) | set(words[:1])


@pytest.mark.parametrize(
    "run",
    [
        "a" * 300_000,
        " " * 300_000,
        "\u00a0" * 300_000,
        "\n" * 300_000,
        "? " * 150_000,
        "@" * 300_000,
        "1) " * 100_000,
        "- " * 150_000,
        "- a\n" * 75_000,
        "1. What?\n" * 30_000,
        "Questions:\n" * 25_000,
        "Please answer the following questions:\n" * 8_000,
        "please " * 40_000,
        "you must " * 30_000,
        "thank so very " * 20_000,
        "@Plum" * 60_000,
        "**" * 150_000,
        "User Profile: Plum\n" * 5_000,
        "Plum March 3rd, 2021\n" * 5_000,
        "March 3rd, 2021 " * 20_000,
        "“’" * 100_000,
        "What is a garden? " * 15_000,
    ],
    ids=lambda run: repr(run[:12]),
)
def test_long_runs_take_no_longer_than_long_texts(run: str) -> None:
    """Twice the text may take about twice the time; what grows with the square takes minutes here."""
    head = "Course 2: Growing\n\nTeacherTeal March 2nd, 2021\n\nQuestions: What is a garden? Who waters it?\n\n"
    post, last = "\n\nPlum March 3rd, 2021\n\n", "\n\nFern March 4th, 2021\n\nno"
    copies = [f"{head}{run}{post}yes", f"{head}{post}{run}{last}"]
    start = time.process_time()
    for copy in copies:
        thread = read_or_refuse(copy.encode())
        if thread:
            find_own(thread, ["plum"])
    assert time.process_time() - start < 20


def test_reading_twice_is_reading_once() -> None:
    shape = SHAPES[0]
    (copy,) = copies(make("tuning", shape, 11), shape, 11)
    assert read_copy(copy.data, name="copy.txt") == read_copy(copy.data, name="copy.txt")


def test_everything_the_real_copy_asks_is_read(real_copy: tuple[bytes, dict[str, Any]]) -> None:
    data, gold = real_copy
    thread = read_copy(data, name="the real copy")
    assert (thread.course_number, thread.course_title) == (gold["course"]["number"], gold["course"]["title"])
    assert (thread.discussion_number, thread.discussion_title) == (
        gold["discussion"]["number"],
        gold["discussion"]["title"],
    )
    assert (thread.author, thread.posted_on) == (gold["author"], gold["posted_on"])
    assert list(thread.questions) == gold["questions"]
    assert thread.peer_replies_wanted == gold["peer_replies_wanted"]
    assert thread.tasks == ()
    text = data.decode()
    assert thread.body in text
    assert all(post.text in text for post in thread.posts)
    assert [post.index for post in thread.posts if not post.text] == [17]
