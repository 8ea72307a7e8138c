"""The checklist: what its lines say, and which part of a line gives way where there is little room."""

import pytest

from builders import a_course, a_discussion, a_program, a_question, a_task, an_answer
from cups_course.model import Program
from cups_course.view.checklist import print_checklist
from cups_course.view.wording import count_tasks, task_kind

LONG = "A Title That Goes On for a While, Longer than Most of Them"


def lines_at(
    columns: int, program: Program, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> list[str]:
    monkeypatch.setenv("COLUMNS", str(columns))
    print_checklist([program], None)
    return capsys.readouterr().out.splitlines()


@pytest.fixture
def program() -> Program:
    done = a_discussion(a_question(1, an_answer("All of it.", posted=True)), number=1)
    course = a_course(done, a_discussion(a_question(1), number=2), forms=[])
    course.title, course.discussions[1].title = "Becoming a Kind Leader", LONG
    return a_program(course)


def test_a_long_title_is_whole_where_there_is_room_and_cut_at_its_end_where_there_is_none(
    program: Program, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert any(LONG in line for line in lines_at(90, program, monkeypatch, capsys))
    (line,) = (line for line in lines_at(50, program, monkeypatch, capsys) if "A Title" in line)
    assert line.startswith("    · 2  A Title That Goes On")
    assert line.endswith("…  1 question")


def test_a_narrow_terminal_drops_the_bar_and_no_count(
    program: Program, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert any("1 of 2 discussions  ████████░░░░░░░░" in line for line in lines_at(80, program, monkeypatch, capsys))
    narrow = lines_at(60, program, monkeypatch, capsys)
    assert any(line.endswith("Becoming a Kind Leader  1 of 2 discussions") for line in narrow)
    assert not any("█" in line for line in narrow)


def test_the_count_of_the_program_ends_at_the_edge_or_over_the_rows_of_a_wide_screen(
    program: Program, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for columns in (60, 80):
        first = lines_at(columns, program, monkeypatch, capsys)[0]
        assert len(first) == columns
        assert first.endswith("1 of 2 discussions")
    first, *rows = lines_at(200, program, monkeypatch, capsys)
    assert len(first) == max(map(len, rows))


@pytest.mark.parametrize(
    ("kind", "text", "label"),
    [
        ("quiz", "Forty questions", "Quiz"),
        ("quiz", "The quiz at the end", ""),
        ("watch", "Watch the video", ""),
        ("watch", "Throw Me a Line", "Watch"),
        ("other", "Write a farewell", ""),
        ("other", "", "Task"),
    ],
)
def test_the_kind_of_a_task_is_not_printed_where_its_text_says_it(kind: str, text: str, label: str) -> None:
    task = a_task(kind)
    task.text = text
    assert task_kind(task) == label


def test_tasks_are_counted_by_kind() -> None:
    assert count_tasks([a_task("watch"), a_task("quiz"), a_task("watch")]) == ["2 videos", "quiz"]
