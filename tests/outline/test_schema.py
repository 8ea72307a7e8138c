"""The schema that editors check by says of an outline what the reader says."""

import json
import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from jsonschema import Draft202012Validator

from cups_course.outline.files import check_outline, outline_schema, table_of
from cups_course.outline.outline import Outline
from made_up_outlines import outlines

_ROOT = Path(__file__).parents[2]
_FILES = sorted([*(_ROOT / "src/cups_course/outline").glob("*.toml"), *(_ROOT / "examples/programs").glob("*.toml")])
_SCHEMA: Any = Draft202012Validator(json.loads(outline_schema()))
_HEAD = 'key = "kind-2024"\ntitle = "Kind Leaders"\n'
_COURSE = f'{_HEAD}[[course]]\nnumber = 2\ntitle = "Becoming a Leader"\n'
_DISCUSSION = f"{_COURSE}[[course.discussion]]\nnumber = 1\n"
_TASK = f"{_DISCUSSION}[[course.discussion.task]]\n"


def test_the_schema_is_one() -> None:
    Draft202012Validator.check_schema(json.loads(outline_schema()))


@pytest.mark.parametrize("file", _FILES, ids=lambda file: file.name)
def test_every_outline_of_ours_fits_the_schema(file: Path) -> None:
    assert _SCHEMA.is_valid(tomllib.loads(file.read_text(encoding="utf-8")))


@settings(deadline=None)
@given(outlines())
def test_every_outline_that_is_written_fits_the_schema(outline: Outline) -> None:
    assert _SCHEMA.is_valid(table_of(outline))


@pytest.mark.parametrize(
    ("text", "sound"),
    [
        (_HEAD, True),
        (f"{_HEAD}about = 'for beginners'", True),
        ("key = 'kind'", False),
        ("key = 'Kind'\ntitle = 'x'", False),
        ("key = '2024'\ntitle = 'x'", False),
        ("key = 'my-courses'\ntitle = 'x'", False),
        (f"{_HEAD}courses = 3", False),
        (f"{_HEAD}course = 3", False),
        (f"{_COURSE}credits = '7.5 ECTS'\ncomplete = false", True),
        (f"{_COURSE}credits = 3", False),
        (f"{_COURSE}complete = 'no'", False),
        (f"{_HEAD}[[course]]\nnumber = -1\ntitle = 'x'", False),
        (f"{_HEAD}[[course]]\nnumber = 1000000\ntitle = 'x'", False),
        (f"{_HEAD}[[course]]\nnumber = 1", False),
        (f"{_COURSE}[[course.form]]\ntitle = 'one'\n[[course.form]]\ntitle = 'two'", True),
        (f"{_COURSE}[[course.form]]\nname = 'x'", False),
        (f"{_DISCUSSION}known = false", True),
        (f"{_DISCUSSION}known = true", False),
        (f"{_DISCUSSION}known = false\nquestions = 2", False),
        (f"{_DISCUSSION}questions = 2", True),
        (f"{_DISCUSSION}questions = ['Why?', '']", True),
        (f"{_DISCUSSION}questions = 0", False),
        (f"{_DISCUSSION}questions = 100", False),
        (f"{_DISCUSSION}questions = [1]", False),
        (f"{_DISCUSSION}part = 'Module 2'\naddress = 'https://harbour-lights.example/forum/Steady_12/'", True),
        (f"{_DISCUSSION}address = 'javascript:alert(1)'", False),
        (f"{_DISCUSSION}peer_replies = 'three'", False),
        (f"{_TASK}kind = 'quiz'\nminimum = '8/10'\nretakes = true", True),
        (f"{_TASK}kind = 'dance'", False),
        (f"{_TASK}text = 'of no kind'", False),
        (f"{_TASK}kind = 'form'", True),
        (f"{_COURSE}[[course.task]]\nkind = 'form'", False),
        (f"{_HEAD}[[task]]\nkind = 'form'", False),
        (f"{_TASK}kind = 'read'\nbonus = true", True),
        (f"{_TASK}kind = 'read'\nbonus = true\noptional = false", False),
        (f"{_TASK}kind = 'watch'\nretakes = true", False),
        (f"{_HEAD}[[task]]\nkind = 'elective'\nchoices = ['Listening', 'Leading']", True),
        (f"{_HEAD}[[task]]\nkind = 'elective'\nchoices = ['Listening', ' ']", False),
        (f"{_HEAD}[[task]]\nkind = 'oath'\nchoices = ['a', 'b']", False),
        (f"{_HEAD}[[task]]\nkind = 'practicum'\nhours = 7.5", True),
        (f"{_HEAD}[[task]]\nkind = 'practicum'\nhours = 0", False),
        (f"{_HEAD}[[task]]\nkind = 'quiz'\nhours = 2", False),
        (f"{_HEAD}[[task]]\nkind = 'oath'\nwords = '''\nI am kind.\nTo myself, too.'''", True),
        (f"{_HEAD}[[task]]\nkind = 'read'\nwords = 'I am kind.'", False),
        (f"{_HEAD}[[task]]\nkind = 'other'\nevery = 'week'\ntimes = 8", True),
        (f"{_HEAD}[[task]]\nkind = 'other'\nevery = 'fortnight'", False),
        (f"{_HEAD}[[task]]\nkind = 'other'\ntimes = 0", False),
    ],
)  # fmt: skip
def test_the_reader_and_the_schema_say_the_same(text: str, sound: bool) -> None:
    outline, _ = check_outline(text)

    assert (outline is not None, _SCHEMA.is_valid(tomllib.loads(text))) == (sound, sound)
