"""The counts of a cohort on the screen and in a spreadsheet, whatever the names."""

import csv
import io
from dataclasses import replace

import pytest
from rich.cells import cell_len

from builders import a_post, a_thread
from cups_course.thread.cohort import Days, Tally, count_thread, discussion_labels, person_rows
from cups_course.view.cohort import cohort_notes, print_cohort, print_cohort_csv

NAMES = ("oak", "x" * 200, "静かな木の葉のささやきを聞くひと", "\x1b[2J\x9b31m", "[/x]", "＝1+1", "=HYPERLINK(0)")


def counted(*, title: str = "Steady Beats", number: int | None = 2) -> Tally:
    thread = a_thread("Why?", posts=[a_post(index, name, "Mine.") for index, name in enumerate(NAMES, 1)])
    return count_thread(replace(thread, discussion_title=title, discussion_number=number), {}, Days())


@pytest.mark.parametrize("columns", [40, 60, 80, 160])
@pytest.mark.parametrize("threads", [1, 2, 12])
def test_names_and_titles_of_any_kind_fit_the_width(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, columns: int, threads: int
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    tallies = [counted(title="A topic without numbers \x1b[2J" * 9, number=None) for _ in range(threads)]
    print_cohort(tallies, person_rows(tallies), list(cohort_notes(tallies, person_rows(tallies), 3, Days())))
    out = capsys.readouterr().out

    assert "\x1b" not in out and "\x9b" not in out
    assert "oak" in out and "静かな" in out and "[/x]" in out
    for line in out.splitlines():
        assert cell_len(line) <= columns, line


def test_a_table_is_drawn_wherever_it_fits(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    print_cohort([counted()], person_rows([counted()]), [])

    assert "answered  peers" in capsys.readouterr().out.splitlines()[0]


def test_a_table_that_is_too_wide_is_printed_in_parts_with_every_discussion_in_one_of_them(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    tallies = [counted(number=number) for number in range(1, 21)]
    print_cohort(tallies, person_rows(tallies), [])
    table = capsys.readouterr().out.partition("✓ answered")[0]
    heads = [line.split() for line in table.splitlines() if line.startswith(" ")]

    numbers = [f"2.{number}" for number in range(1, 21)]
    assert [label for head in heads for label in head] == [*numbers, "answered", "peers"]


def test_the_days_that_count_are_said() -> None:
    assert list(cohort_notes([], [], 0, Days("2025-03-10", None))) == ["Only posts from 10 Mar 2025 are counted."]
    assert list(cohort_notes([], [], 0, Days("2025-03-10", "2025-03-12"))) == [
        "Only posts from 10 Mar 2025 until 12 Mar 2025 are counted."
    ]


def test_two_discussions_of_one_number_are_told_apart() -> None:
    tallies = [counted(), counted(title="Another Topic")]
    labels = discussion_labels(tallies)

    assert labels == ["2.2", "2.2 (2)"]


def test_no_cell_runs_as_a_formula_in_whatever_width_its_sign_is_written(capsys: pytest.CaptureFixture[str]) -> None:
    print_cohort_csv([counted(title="=1+1", number=None)], person_rows([counted()]), [])
    head, *lines = csv.reader(io.StringIO(capsys.readouterr().out))

    assert head[1] == "'=1+1 answered"
    assert {line[0] for line in lines} >= {"'=HYPERLINK(0)", "'＝1+1", "oak", "[2J31m"}
