"""Pages of one thread, and copies of other days, become one thread: every post once, in page order, as it reads now."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cups_course.reader.copy import Copy, DateRead, RawPost
from cups_course.reader.joining import copy_of, join_copies, join_two
from cups_course.reader.reading import read_thread
from cups_course.thread.thread import Provenance

TITLE = "Course 3: Growing - (Discussion #4) Seeds"
OPENING = RawPost(
    "TealAnna", DateRead("March 1st, 2024", date(2024, 3, 1), Provenance.STATED), "What did you sow?", "100"
)


def post(number: int, text: str = "", *, answers_to: str | None = "100", saved_at: str | None = None) -> RawPost:
    dated = DateRead("March 2nd, 2024", date(2024, 3, 2), Provenance.STATED)
    return RawPost(f"Fern{number}", dated, text or f"Words of {number}.", str(number), answers_to, saved_at=saved_at)


def page(number: int, posts: Sequence[RawPost], *, of: int = 3, thread: str | None = "41") -> Copy:
    return Copy(
        title=TITLE,
        opening=OPENING,
        posts=tuple(replace(post, page=number) for post in posts),
        forum_id=thread,
        pages=of,
        pages_given=frozenset({number}),
    )


PAGES = (page(1, [post(101), post(102)]), page(2, [post(103), post(104)]), page(3, [post(105)]))


def ids(copy: Copy) -> list[str | None]:
    return [post.forum_id for post in copy.posts]


@pytest.mark.parametrize("order", list(permutations(PAGES)))
def test_pages_in_any_order_stand_by_their_number(order: tuple[Copy, ...]) -> None:
    (whole,) = join_copies(order)
    assert ids(whole) == ["101", "102", "103", "104", "105"]
    assert read_thread(whole).pages_missing == []


def test_pages_that_were_not_given_are_named() -> None:
    (part,) = join_copies([page(6, [post(105)], of=7), page(2, [post(103)], of=7)])
    assert ids(part) == ["103", "105"]
    assert read_thread(part).pages_missing == [1, 3, 4, 5, 7]


def test_a_post_that_slid_to_another_page_stands_where_it_stood_first() -> None:
    (whole,) = join_copies([page(2, [post(102), post(103)]), page(1, [post(101), post(102)])])
    assert ids(whole) == ["101", "102", "103"]


@pytest.mark.parametrize("newest_first", [False, True])
def test_of_two_texts_of_a_post_the_one_that_was_saved_later_stays(newest_first: bool) -> None:
    older = page(1, [post(101, "I sowed peas.", saved_at="2024-03-05")])
    newer = page(1, [post(101, "I sowed peas, and beans.", saved_at="2024-03-09T10:00:00+00:00")])
    (whole,) = join_copies([newer, older] if newest_first else [older, newer])
    assert [post.text for post in whole.posts] == ["I sowed peas, and beans."]


def test_two_threads_stay_two() -> None:
    assert len(join_copies([PAGES[0], page(1, [post(101)], thread="42")])) == 2


def test_a_text_copy_joins_the_page_it_is_of() -> None:
    """The text knows no ids: author, day and words tell which post is which."""
    text = Copy(TITLE, replace(OPENING, forum_id=None), (replace(post(102), forum_id=None, answers_to=None),))
    (whole,) = join_copies([text, PAGES[0]])
    assert ids(whole) == ["101", "102"]


def test_a_reply_finds_its_answer_when_the_page_with_it_comes() -> None:
    second = page(2, [post(103, "Lovely peas!", answers_to="101")])
    assert [(one.kind, one.parent) for one in read_thread(second).posts] == [("reply", None)]
    (whole,) = join_copies([second, PAGES[0]])
    assert [(one.kind, one.parent) for one in read_thread(whole).posts] == [
        ("answer", None),
        ("answer", None),
        ("reply", 1),
    ]


def test_the_opening_post_of_a_page_that_has_it_stays() -> None:
    around = replace(page(2, [post(103)]), opening=RawPost(None, None, ""))
    for order in ([around, PAGES[0]], [PAGES[0], around]):
        (whole,) = join_copies(order)
        assert (whole.opening.author, whole.opening.text) == ("TealAnna", "What did you sow?")


WORDS = st.sampled_from(["", "Peas.", "Beans and peas.", "@Fern101 lovely!", "What did you sow? Peas."])
POSTS = st.lists(st.tuples(st.integers(101, 140), WORDS), max_size=12, unique_by=lambda pair: pair[0])


@given(POSTS, st.booleans())
def test_a_thread_that_was_read_joins_itself_without_a_trace(drawn: list[tuple[int, str]], with_ids: bool) -> None:
    posts = [post(number, text, answers_to=None) for number, text in drawn]
    copy = page(1, posts if with_ids else [replace(one, forum_id=None) for one in posts])
    thread = read_thread(copy)
    assert read_thread(join_two(copy_of(thread), copy)).posts == thread.posts
