"""Where a copy states whom a post answers, it stands there; the way up ends at an answer, or outside the copy."""

from cups_course.reader.copy import Copy, RawPost
from cups_course.reader.reading import place_posts

OPENING = RawPost("TealAnna", None, "What did you sow?", "100")


def placed(**answers_to: str | None) -> dict[str, tuple[str, int | None]]:
    """Kind and parent (from 0) by id, for posts given as `id=whom they answer`."""
    posts = tuple(
        RawPost("Fern", None, "Peas, and a lot of them.", name.strip("_"), answered)
        for name, answered in answers_to.items()
    )
    where = place_posts(Copy("Seeds", OPENING, posts), ())
    return {name: (one.kind, one.parent) for name, one in zip(answers_to, where, strict=True)}


def test_a_post_that_answers_the_opening_post_is_an_answer_of_its_own() -> None:
    assert placed(_101="100") == {"_101": ("answer", None)}


def test_a_reply_to_a_reply_stands_under_the_same_answer() -> None:
    assert placed(_101="100", _102="101", _103="102") == {
        "_101": ("answer", None),
        "_102": ("reply", 0),
        "_103": ("reply", 0),
    }


def test_a_reply_may_stand_above_what_it_answers() -> None:
    assert placed(_102="101", _101="100") == {"_102": ("reply", 1), "_101": ("answer", None)}


def test_a_reply_to_a_post_that_is_not_there_has_no_parent() -> None:
    assert placed(_102="55", _103="102") == {"_102": ("reply", None), "_103": ("reply", None)}


def test_posts_that_answer_each_other_in_a_circle_end_somewhere() -> None:
    assert placed(_101="102", _102="101", _103="103") == dict.fromkeys(("_101", "_102", "_103"), ("reply", None))


def test_a_reply_to_a_post_whose_place_is_worked_out_stands_with_it() -> None:
    assert placed(_101=None, _102="101") == {"_101": ("answer", None), "_102": ("reply", 0)}
