"""What is written of an outline reads as that outline, and each key is found in its line."""

import tomllib
from collections.abc import Iterator
from typing import Any

from hypothesis import given, settings

from cups_course.outline.files import NewCourse, as_toml, check_outline, outline_template, read_outline
from cups_course.outline.outline import Outline
from cups_course.outline.reader import KeyLines, Place
from made_up_outlines import outlines


@settings(deadline=None)
@given(outlines())
def test_an_outline_that_is_written_reads_as_it_was(outline: Outline) -> None:
    assert read_outline(as_toml(outline), name="mine.toml") == outline


def _places(table: Any, place: Place = ()) -> Iterator[Place]:
    if isinstance(table, dict):
        for key, value in table.items():
            if isinstance(value, list) and all(isinstance(one, dict) for one in value) and value:
                for number, one in enumerate(value):
                    yield from _places(one, (*place, key, number))
            else:
                yield (*place, key)


@settings(deadline=None)
@given(outlines())
def test_every_key_is_found_in_the_line_where_it_stands(outline: Outline) -> None:
    text = as_toml(outline)
    lines = KeyLines(text)

    for place in _places(tomllib.loads(text)):
        assert text.split("\n")[lines.of(place) - 1].startswith(f"{place[-1]} = "), place


def test_keys_are_found_behind_comments_strings_of_several_lines_and_windows_line_ends() -> None:
    text = '''key = "mine" # key = 2
title = """
number = 7
"""
[[course]] # [[course]]
number = 1
title = 'a "quote'

[[ course . discussion ]]
number = 1
questions = [
  "number = 3",  # a comment with ]
]
[[course]]
"number" = 2
title = ""
discussion = [{ number = 1, title = 3 }]
'''.replace("\n", "\r\n")
    lines = KeyLines(text)

    found = {
        ("title",): 2,
        ("course", 0): 5,
        ("course", 0, "discussion", 0, "number"): 10,
        ("course", 0, "discussion", 0, "questions"): 11,
        ("course", 1, "number"): 15,
        ("course", 1, "discussion", 0, "title"): 17,
        ("course", 1, "credits"): 14,
        ("about",): 1,
    }
    assert {place: lines.of(place) for place in found} == found


def test_what_a_new_file_proposes_is_sound_before_and_after_the_comments_are_taken_away() -> None:
    courses = [NewCourse('Two Ears, "One" Mouth', 2), NewCourse("Asking")]
    text = outline_template("kind-leaders", "Kind Leaders", courses, file="kind-leaders.toml", with_schema=True)
    outline = read_outline(text, name="kind-leaders.toml")
    assert [(course.title, len(course.discussions)) for course in outline.courses] == [
        ('Two Ears, "One" Mouth', 2),
        ("Asking", 1),
    ]

    proposed = [line.removeprefix("# ") for line in text.splitlines() if "=" in line or "[[" in line]
    proposed.remove('title = ""')
    proposed.remove("questions = 2              # or just how many there are")
    told, faults = check_outline("\n".join(proposed))
    assert not faults and told
    (first, *_), (elective,) = told.courses[0].discussions, told.tasks
    assert (first.peer_replies, first.tasks[0].retakes, elective.choices) == (3, True, ("Listening", "Leading"))
