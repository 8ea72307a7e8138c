from pathlib import Path

import pytest

from cups_course.errors import CannotRead, FaultyOutline, UnknownProgram
from cups_course.outline.files import bundled_outlines, find_outline, read_outline
from cups_course.outline.outline import OutlineDiscussion
from cups_course.refs import parse_ref
from cups_course.thread.thread import WantedTask

_EXAMPLES = Path(__file__).parents[2] / "examples" / "programs"
_HEAD = 'key = "kind-2024"\ntitle = "Kind Leaders"\n'
_COURSE = f'{_HEAD}[[course]]\nnumber = 2\ntitle = "Becoming a Leader"\n'
_DISCUSSION = f"{_COURSE}[[course.discussion]]\nnumber = 1\n"


def _only_discussion(more: str) -> OutlineDiscussion:
    (course,) = read_outline(_DISCUSSION + more, name="my.toml").courses
    (discussion,) = course.discussions
    return discussion


@pytest.mark.parametrize("key", bundled_outlines())
def test_every_outline_that_comes_with_the_tool_reads_and_can_be_named(key: str) -> None:
    outline = find_outline(key)

    assert outline.key == key == parse_ref(key).program
    assert outline.title
    assert outline.courses


def test_the_tool_comes_with_the_program_of_2020() -> None:
    assert "ldp-2020" in bundled_outlines()


@pytest.mark.parametrize("path", sorted(_EXAMPLES.glob("*.toml")), ids=lambda path: path.stem)
def test_every_outline_among_the_examples_reads(path: Path) -> None:
    assert find_outline(str(path)).courses


@pytest.mark.parametrize(
    ("more", "questions", "replies"),
    [
        ("", None, None),
        ("questions = 2", (None, None), 0),
        ("questions = 2\npeer_replies = 3", (None, None), 3),
        ('questions = ["Why  is\\n that?", "How?"]', ("Why is that?", "How?"), 0),
        ("questions = []\npeer_replies = 1", (), 1),
        ("peer_replies = 3", None, 3),
    ],
)
def test_what_an_outline_does_not_tell_stays_unknown(
    more: str, questions: tuple[str | None, ...] | None, replies: int | None
) -> None:
    discussion = _only_discussion(more)

    assert (discussion.questions, discussion.peer_replies) == (questions, replies)


def test_tasks_and_forms_are_read_whole() -> None:
    text = f"""{_COURSE}
    [[course.form]]
    title = "Evaluation"
    [[course.task]]
    kind = "exam"
    minimum = "8/10"
    [[task]]
    kind = "elective"
    text = "one of three"
    optional = true
    """
    outline = read_outline(text, name="my.toml")

    assert outline.courses[0].forms == ("Evaluation",)
    assert outline.courses[0].tasks == (WantedTask("exam", "", False, "8/10"),)
    assert outline.tasks == (WantedTask("elective", "one of three", True),)


def test_a_course_without_a_form_of_its_own_ends_in_one_all_the_same() -> None:
    assert read_outline(_COURSE, name="my.toml").courses[0].forms == ("",)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("title = 'x'", "key: expected text in quotes"),
        ("key = 3\ntitle = 'x'", "key: expected text in quotes"),
        ("key = 'Kind Leaders'\ntitle = 'x'", "key: expected a name such as ldp-2020"),
        ("key = 'UPPER'\ntitle = 'x'", "key: expected a name such as ldp-2020"),
        ("key = '2020'\ntitle = 'x'", "key: expected a name such as ldp-2020"),
        ("key = 'a/2'\ntitle = 'x'", "key: expected a name such as ldp-2020"),
        ("key = 'kind'", "title: expected text in quotes"),
        (f"{_HEAD}courses = 3", r"courses: expected one of key, title, about, course, task \(did you mean course\?\)"),
        (f"{_HEAD}course = 3", r"course: expected tables, each under \[\[course\]\]"),
        (f"{_HEAD}[[course]]\ntitle = 'x'", "course 1, number: expected a whole number"),
        (f"{_HEAD}[[course]]\nnumber = true\ntitle = 'x'", "course 1, number: expected a whole number"),
        (f"{_HEAD}[[course]]\nnumber = -1\ntitle = 'x'", "course 1, number: expected a whole number"),
        (f"{_DISCUSSION}title = 3", "course 1, discussion 1, title: expected text in quotes"),
        (f"{_DISCUSSION}questions = true", "course 1, discussion 1, questions: expected a list of texts in quotes"),
        (f"{_DISCUSSION}questions = [1]", "course 1, discussion 1, questions: expected a list of texts in quotes"),
        (f"{_DISCUSSION}peer_replies = 'three'", "course 1, discussion 1, peer_replies: expected a whole number"),
        (f"{_DISCUSSION}peers = 3", "course 1, discussion 1, peers: expected one of number, title"),
        (f"{_DISCUSSION}[[course.discussion]]\nnumber = 1", "line 9: course 1, discussion 2, number: .* other than 1"),
        (f"{_COURSE}[[course.task]]\nkind = 'dance'", "course 1, task 1, kind: expected one of watch, read, quiz"),
        (f"{_COURSE}[[course.task]]\nkind = 'quiz'\noptional = 'no'", "task 1, optional: expected true or false"),
        (f"{_HEAD}[[task]]\nkind = 'exam'\nminimum = 8", "task 1, minimum: expected text in quotes"),
        (f"{_COURSE}[[course.form]]\nname = 'x'", "course 1, form 1, (name|title): expected"),
        (f"{_COURSE}[[course]]\nnumber = 2\ntitle = 'again'", "line 7: course 2, number: .* other than 2, which"),
        ("key = ", r"my.toml, line 1: expected valid TOML \(Invalid value\)"),
    ],
)  # fmt: skip
def test_a_fault_names_the_key_and_what_was_expected(text: str, message: str) -> None:
    with pytest.raises(FaultyOutline, match=message) as caught:
        read_outline(text, name="my.toml")

    assert "my.toml" in caught.value.message


def test_an_outline_saved_by_windows_reads() -> None:
    path = Path.home() / "kind.toml"
    path.write_bytes(b"\xef\xbb\xbf" + _DISCUSSION.replace("\n", "\r\n").encode())

    assert find_outline(str(path)).key == "kind-2024"


def test_a_name_that_is_neither_program_nor_file_says_so() -> None:
    with pytest.raises(UnknownProgram, match="ldp-2020"):
        find_outline("ldp-1999")
    with pytest.raises(CannotRead, match="There is no file"):
        find_outline("nowhere/kind.toml")


def test_a_file_that_is_no_text_is_said_in_words(tmp_path: Path) -> None:
    path = tmp_path / "kind.toml"
    path.write_bytes(b"\xff\xfe\x00")

    with pytest.raises(CannotRead, match=r"kind\.toml"):
        find_outline(str(path))
