"""What a person reads of a merge."""

import pytest

from cups_course.course.merged import How, Merged
from cups_course.view.merged import print_merged


def _said(
    capsys: pytest.CaptureFixture[str], new: dict[str, int], changed: dict[tuple[str, How], int] | None = None
) -> str:
    print_merged("laptop.db", Merged(new, changed or {}, []), [])
    return " ".join(capsys.readouterr().out.split())


def test_what_is_new_is_said_by_kind_and_what_is_not_new_is_left_out(capsys: pytest.CaptureFixture[str]) -> None:
    new = {"tick": 1, "version": 3, "question": 5, "discussion": 2, "note": 0, "answer": 3, "wording": 1}
    assert _said(capsys, new) == (
        "Taken in from laptop.db: 2 discussions, 5 questions, 3 versions of your words and 1 tick."
    )


def test_what_was_changed_is_said_behind_it(capsys: pytest.CaptureFixture[str]) -> None:
    changed: dict[tuple[str, How], int] = {
        ("question", "reworded"): 2,
        ("peer_reply", "removed"): 1,
        ("post", "moved"): 26,
    }
    assert _said(capsys, {"tick": 1}, changed) == (
        "Taken in from laptop.db: 1 tick; 2 questions were reworded and 1 reply was removed."
    )


def test_what_was_only_changed_is_said_alone(capsys: pytest.CaptureFixture[str]) -> None:
    assert _said(capsys, {}, {("discussion", "moved"): 1}) == "Taken in from laptop.db: 1 discussion was moved."


def test_where_nothing_came_that_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    assert _said(capsys, {}) == "There was nothing in laptop.db that is not here already."
