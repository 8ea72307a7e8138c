"""What a person reads of a merge."""

import pytest

from cups_course.reports import MergeResult
from cups_course.view.store import print_merge_result


def _said(capsys: pytest.CaptureFixture[str], merged: MergeResult) -> str:
    print_merge_result("laptop.db", merged, [])
    captured = capsys.readouterr()
    return " ".join((captured.out + captured.err).split())


def test_what_came_is_said_by_kind_and_what_nobody_knows_by_name_is_called_a_correction(
    capsys: pytest.CaptureFixture[str],
) -> None:
    kinds = {"ticked": 1, "answer written": 3, "question edited": 1, "question dropped": 1, "device named": 1}
    said = _said(capsys, MergeResult(kinds, [], []))
    assert said.startswith("Merged from laptop.db: 3 versions of answers, 1 tick and 2 corrections.")


def test_what_was_damaged_on_either_side_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    said = _said(capsys, MergeResult({}, [], [], damaged=2, healed=1))
    assert "2 things in laptop.db are damaged and left out." in said
    assert "Repaired 1 damaged thing here." in said


def test_numbers_that_changed_are_named(capsys: pytest.CaptureFixture[str]) -> None:
    said = _said(capsys, MergeResult({"noted": 1}, [], ["ldp-2020/2.3"]))
    assert "Two things had the same number. These have a new one: ldp-2020/2.3." in said


def test_where_nothing_came_that_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    assert _said(capsys, MergeResult({}, [], [])) == "laptop.db has nothing new."
