"""docs/outlines.md can be followed, and the outlines we ship are sound."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from cups_course.model import TASK_KINDS
from cups_course.outline.files import bundled_outlines, read_outline

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "outlines.md").read_text(encoding="utf-8")
[EXAMPLE] = re.findall(r"^```toml\n(.*?)^```", PAGE, re.M | re.S)


def keys(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        yield from value
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from keys(inner)


def test_the_example_is_read_as_the_page_explains_it() -> None:
    outline = read_outline(EXAMPLE, name="outlines.md")
    course = outline.courses[0]
    asked = [discussion.questions for discussion in course.discussions]
    assert (outline.key, [task.kind for task in outline.tasks]) == (
        "kind-listeners",
        ["oath", "elective", "practicum"],
    )
    assert asked == [("When did somebody listen to you well?", "Describe what they did.", None), (None, None), None]
    assert [discussion.peer_replies for discussion in course.discussions] == [3, 0, None]
    assert course.forms == ("Evaluation form for Course 1",)


def test_the_example_uses_every_key_of_the_table_and_no_other() -> None:
    table = [line for line in PAGE.splitlines() if line.startswith("|")][2:]
    listed = {key for line in table for key in re.findall(r"`(\w+)`", line)}
    assert set(keys(tomllib.loads(EXAMPLE))) == listed


def test_every_kind_of_task_is_named() -> None:
    line = next(line for line in PAGE.splitlines() if line.startswith("- `kind` is one of"))
    assert tuple(re.findall(r"`(\w+)`", line)[1:]) == TASK_KINDS


def test_the_outlines_that_come_with_the_tool_are_sound() -> None:
    outlines = bundled_outlines()
    assert "ldp-2020" in outlines
    assert all(outline.courses for outline in outlines.values())


@pytest.mark.parametrize("file", sorted((ROOT / "examples" / "programs").glob("*.toml")), ids=lambda file: file.name)
def test_the_outlines_among_the_examples_are_sound(file: Path) -> None:
    assert read_outline(file.read_text(encoding="utf-8"), name=file.name).courses
