"""A thread as a tree on the screen, whatever names and places its posts have."""

from collections.abc import Sequence

import pytest
from rich.cells import cell_len

from builders import a_discussion, a_post, a_thread
from cups_course.thread.thread import Post
from cups_course.view.thread import groups_around, post_groups, print_thread


def indexes(posts: Sequence[Post]) -> list[tuple[int | None, list[int]]]:
    return [(head.index if head else None, [post.index for post in below]) for head, below in post_groups(posts)]


def test_replies_stand_under_their_answer_also_where_a_page_shows_them_before_it() -> None:
    posts = [a_post(1, "oak", "Nice.", parent=3), a_post(2, "fern", "Mine."), a_post(3, "moss", "Mine.")]

    assert indexes(posts) == [(2, []), (3, [1])]


def test_replies_in_a_row_whose_answer_is_missing_stand_together() -> None:
    stray = [Post(index, "oak", None, "reply", None, "Nice.", {}) for index in (1, 2, 4)]
    posts = [*stray[:2], a_post(3, "fern", "Mine."), stray[2]]

    assert indexes(posts) == [(None, [1, 2]), (3, []), (None, [4])]
    assert [post.index for post in groups_around(posts, {2})] == [1, 2]
    assert [post.index for post in groups_around(posts, {3})] == [3]


@pytest.mark.parametrize("columns", [40, 60, 80, 160])
@pytest.mark.parametrize("full", [False, True])
def test_names_of_any_kind_keep_to_their_columns(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, columns: int, full: bool
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    names = ["x" * 200, "静かな木の葉のささやきを聞くひと", "\x1b[2J\x9b31m", "[/x]", "two\nlines", None]
    posts = [
        a_post(index, name, "夜 and day " * 9, parent=1 if index % 2 == 0 else None)
        for index, name in enumerate(names, 1)
    ]
    starts = {post.index: post.text for post in posts}
    print_thread(
        a_discussion(), a_thread("Why?", posts=posts), posts, mine={1, 2}, replies={1: 3}, starts=starts, full=full
    )
    out = capsys.readouterr().out

    assert "\x1b" not in out and "\x9b" not in out
    assert out.count(", you ") == 2
    assert out.count("1 Oct 2020") == len(names)
    for line in out.splitlines():
        assert cell_len(line) <= columns, line
