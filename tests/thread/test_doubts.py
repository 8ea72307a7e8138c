"""What of a reading may be wrong is said with the command that puts it right."""

import pytest

from cups_course.model import Discussion, Question
from cups_course.thread.corrections import doubts
from cups_course.thread.thread import OwnPosts, Post, Provenance, Thread

LONG = "I would begin with a walk along the river, because it is where I have my best ideas, and take my time. " * 2


def post(index: int, kind: str, text: str, how: str = "from text") -> Post:
    return Post(index, "PlumTree7", "2025-03-04", kind, None, text, {"kind": how})  # type: ignore[arg-type]


def said(*posts: Post, how: str = "announced", wanted: int | None = 3) -> list[str]:
    """The commands that are offered to PlumTree7."""
    question = Question("id", "1.2.1", 1, "Where do you begin?", False, False)
    discussion = Discussion("id", "1.2", 2, "Seeds", True, wanted, questions=[question])
    thread = Thread(
        *(None,) * 5, "TealAnna", None, "", ("Where do you begin?",), wanted, (), posts, how={"questions": how}
    )
    return [
        str(doubt.command).removeprefix("cups-course ")
        for doubt in doubts(thread, OwnPosts("plumtree7", (), ()), discussion)
    ]


def test_a_sure_reading_raises_none() -> None:
    assert said(post(3, "answer", LONG), post(5, "reply", "Lovely!")) == []


def test_questions_that_only_look_like_some_may_be_dropped() -> None:
    assert said(post(3, "answer", LONG), how=Provenance.FROM_LOOKS) == ["question drop 1.2.1"]


def test_an_unknown_number_of_replies_can_be_told() -> None:
    assert said(post(3, "answer", LONG), wanted=None) == ["peers 1.2 --wanted 3"]


def test_a_long_post_among_replies_may_be_the_answer() -> None:
    assert said(post(3, "reply", "Lovely!"), post(5, "reply", LONG)) == ["posted 1.2 --post 5"]


@pytest.mark.parametrize(
    "posts",
    [(post(3, "reply", "Lovely!"),), (post(5, "reply", LONG, "from dates"),), ()],
    ids=["too short", "certain", "none"],
)
def test_what_is_no_answer_for_sure_is_not_asked_about(posts: tuple[Post, ...]) -> None:
    assert said(*posts) == []


def test_the_shorter_of_two_answers_may_be_a_reply() -> None:
    assert said(post(3, "answer", LONG), post(9, "answer", "A small one.")) == ["reply 1.2 PEER --post 9"]
