"""Kinds and parents, read from whole threads. Every example says in its name what has to decide."""

from datetime import date, timedelta
from types import ModuleType
from typing import Any

import pytest

from cups_course.threads.reading import read_copy
from cups_course.threads.structure import place

QUESTIONS = ("What is a garden to you?", "How can you help it grow?")
LONG = (
    "To me a garden is a place where everybody brings what they can. Last spring we planted beans with the children, "
    "and I learned how much patience it takes. I can help by watering on Saturdays and by asking those who know more."
)
OTHER = (
    "My garden is a balcony with three pots. The tomatoes are my pride, and I talk to them every morning before work. "
    "I could help by giving seeds away, as my aunt did when we were small, and by writing down what worked."
)


def kinds(*posts: tuple[str | None, int | None, str], opener: str | None = "TeacherTeal") -> list[int | str | None]:
    """For each post (author, day of the month, text) "answer", or the parent counted from 0."""
    placed = place(
        [(author, date(2021, 3, day) if day else None, text) for author, day, text in posts],
        QUESTIONS,
        opener,
        date(2021, 3, 1),
    )
    return ["answer" if where.kind == "answer" else where.parent for where in placed]


def test_every_post_of_the_real_copy_is_where_it_was_read_by_hand(real_copy: tuple[bytes, dict[str, Any]]) -> None:
    data, gold = real_copy
    thread = read_copy(data, name="the real copy")
    read = [(post.index, post.author, post.date, post.kind, post.parent) for post in thread.posts]
    keys = ("index", "author", "date", "kind", "parent")
    assert read == [tuple(post[key] for key in keys) for post in gold["posts"]]


@pytest.mark.parametrize(("voice", "kind", "parent"), [("garden", 0.97, 0.95), ("library", 0.97, 0.95)])
def test_made_up_threads_are_read_nearly_without_mistakes(
    made_up: ModuleType, voice: str, kind: float, parent: float
) -> None:
    posts, kinds_right, parents_right = 0, 0, 0
    for seed in range(300, 330):
        made = made_up.made_up_thread(seed, made_up.VOICES[voice])
        read = read_copy(made.copy.encode(), name="made up").posts
        assert [(post.author, post.text) for post in read] == [(post.author, post.text) for post in made.posts]
        for ours, right in zip(read, made.posts, strict=True):
            posts += 1
            kinds_right += ours.kind == right.kind
            parents_right += (ours.kind, ours.parent) == (right.kind, right.parent)
    assert kinds_right / posts > kind
    assert parents_right / posts > parent


def test_replies_stand_under_the_answer_above_them() -> None:
    assert kinds(
        ("PlumTree7", 2, LONG),
        ("MapleSong", 9, "Great answer, thank you for sharing!"),
        ("OtterMoon", 3, OTHER),
        ("MapleSong", 9, "So true!"),
    ) == ["answer", 0, "answer", 2]


def test_a_date_that_goes_back_starts_an_answer_however_short() -> None:
    assert kinds(
        ("PlumTree7", 2, LONG), ("MapleSong", 20, "Thanks for this!"), ("OtterMoon", 3, "Home."), ("FernPath", 4, OTHER)
    ) == ["answer", 0, "answer", "answer"]


def test_a_post_with_an_older_one_below_is_a_reply_however_long() -> None:
    assert kinds(("PlumTree7", 2, LONG), ("MapleSong", 20, OTHER), ("OtterMoon", 3, LONG)) == ["answer", 0, "answer"]


def test_answers_without_any_reply_are_all_answers() -> None:
    texts = (LONG, OTHER, "A place to rest and to learn. I can water it.")
    posts = [(f"Gardener{day}", day, texts[day % 3]) for day in range(2, 20)]
    assert kinds(*posts) == ["answer"] * len(posts)


def test_replies_whose_answer_is_not_in_the_copy_have_no_parent() -> None:
    assert kinds(
        ("MapleSong", 9, "@PlumTree7 I like the way you put it, good job!"),
        ("OtterMoon", 12, "Amazing answer!"),
        ("FernPath", 3, LONG),
    ) == [None, None, "answer"]


def test_a_repeated_question_makes_an_answer_on_the_same_day() -> None:
    assert kinds(
        ("PlumTree7", 2, LONG),
        ("OtterMoon", 2, "What is a garden to you?\nHome.\n\nHow can you help it grow?\nSlowly."),
    ) == ["answer", "answer"]


def test_who_is_named_tells_where_a_long_reply_stands() -> None:
    assert kinds(("PlumTree7", 2, LONG), ("OtterMoon", 3, OTHER), ("FernPath", 3, "@OtterMoon " + LONG)) == [
        "answer",
        "answer",
        1,
    ]


def test_who_replied_before_may_be_named_too() -> None:
    assert kinds(
        ("PlumTree7", 2, LONG),
        ("MapleSong", 3, "My balcony looks north."),
        ("OtterMoon", 4, "@MapleSong mine too, we should write a book."),
        ("FernPath", 2, OTHER),
    ) == ["answer", 0, 0, "answer"]


def test_who_opened_the_thread_replies_rather_than_answers() -> None:
    note = "Rain helps as well. We had plenty of it in May."
    posts = [("PlumTree7", 2, LONG), ("MapleSong", 3, "Great answer!"), ("TeacherTeal", 4, note)]
    assert kinds(*posts) == ["answer", 0, 0]


def test_a_second_long_post_of_somebody_who_answered_is_a_reply() -> None:
    assert kinds(
        ("PlumTree7", 2, f"1) {LONG}\n2) {OTHER}"),
        ("OtterMoon", 3, f"1) {OTHER}\n2) Water."),
        ("PlumTree7", 3, OTHER),
    ) == ["answer", "answer", 1]


def test_the_answerers_thanks_stand_below_their_own_answer() -> None:
    assert kinds(
        ("PlumTree7", 2, LONG),
        ("MapleSong", 3, "Nice one, Plum!"),
        ("PlumTree7", 3, "@MapleSong thank you, that is kind!"),
    ) == ["answer", 0, 0]


def test_an_empty_post_is_a_reply_unless_its_date_goes_back() -> None:
    assert kinds(("PlumTree7", 2, LONG), ("MapleSong", 3, ""), ("OtterMoon", 3, OTHER)) == ["answer", 0, "answer"]
    assert kinds(("PlumTree7", 5, LONG), ("MapleSong", 9, "Great!"), ("FernPath", 6, ""), ("OtterMoon", 7, OTHER)) == [
        "answer",
        0,
        "answer",
        "answer",
    ]


def test_posts_without_any_date_are_placed_by_their_words() -> None:
    assert kinds(
        ("PlumTree7", None, LONG),
        ("MapleSong", None, "Thanks for sharing, I love your beans!"),
        (None, None, OTHER),
        (None, None, "Beautiful answer!"),
    ) == ["answer", 0, "answer", 2]


def test_the_deciding_evidence_is_told() -> None:
    day = date(2021, 3, 2)
    placed = place(
        [
            ("PlumTree7", day, LONG),
            ("MapleSong", day + timedelta(9), "@PlumTree7 lovely!"),
            ("OtterMoon", day + timedelta(1), OTHER),
            ("FernPath", day + timedelta(2), "Great answer!"),
        ],
        QUESTIONS,
        None,
    )
    assert [(where.kind_how, where.parent_how) for where in placed] == [
        ("from text", "stands on its own"),
        ("from dates", "from the name"),
        ("from dates", "stands on its own"),
        ("from text", "from its place"),
    ]
