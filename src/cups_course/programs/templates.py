"""The file that `program new` makes, to be filled in: an outline with a comment at whatever may be told."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib import resources

from cups_course.course.wording import clean, fold_space

SCHEMA_NAME = "outline.schema.json"
"""What the file for editors is called that stands beside an outline."""


@dataclass(frozen=True, slots=True)
class NewCourse:
    """A course that is known by its title, and how many discussions it has."""

    title: str
    discussions: int = 1


def outline_template(key: str, title: str, courses: Sequence[NewCourse], *, file: str, with_schema: bool) -> str:
    """The text of the file, which is an outline already as it is. `file` is its name."""
    return "\n".join(_lines(key, title, courses, file, with_schema=with_schema)) + "\n"


def outline_schema() -> str:
    """The JSON Schema of the format, for editors that check while one types."""
    return (resources.files("cups_course.programs") / SCHEMA_NAME).read_text(encoding="utf-8")


def _lines(key: str, title: str, courses: Sequence[NewCourse], file: str, *, with_schema: bool) -> Iterator[str]:
    if with_schema:
        yield from (f"#:schema ./{SCHEMA_NAME}", "")
    yield "# Fill in what you know, without the # before it, and leave out the rest: what a post asks comes with the"
    yield "# post itself, once it is imported. Then look for slips in it, and make it your checklist:"
    yield f"#   cups-course program check {file}"
    yield f"#   cups-course program add {file}"
    yield ""
    yield f"key = {_text(key)}"
    yield f"title = {_text(title)}"
    yield '# about = "a line on what it is and for whom"'
    for number, course in enumerate(courses, start=1):
        yield from ("", *_course_template(number, course))
    yield from ("", "# What the whole program wants, once its courses are done:", "# [[task]]")
    yield '# kind = "elective"         # or practicum, oath, exam, other'
    yield '# choices = ["Listening", "Leading"]'


def _course_template(number: int, course: NewCourse) -> Iterator[str]:
    yield "[[course]]"
    yield f"number = {number}"
    yield f"title = {_text(course.title)}"
    if number == 1:
        yield "# complete = false          # where it may have more discussions than are listed here"
        yield '# credits = "3"'
    for discussion in range(1, course.discussions + 1):
        yield from ("", "[[course.discussion]]", f"number = {discussion}")
        if (number, discussion) == (1, 1):
            yield from _ALL_OF_A_DISCUSSION
        else:
            yield '# title = ""'
    if number == 1:
        yield from _ALL_OF_A_COURSE


_ALL_OF_A_DISCUSSION = (
    '# title = "Two Ears, One Mouth"',
    '# part = "Module 1"          # where the course has weeks or modules with several posts',
    '# address = "https://..."    # of its thread',
    '# questions = ["When did somebody listen to you well?"]',
    "# questions = 2              # or only how many there are",
    "# peer_replies = 3           # to how many people one replies",
    "",
    "# [[course.discussion.task]]",
    '# kind = "quiz"              # or watch, read, exam, oath, form, practicum, elective, other',
    '# text = "the quiz about the video"',
    '# minimum = "8/10"',
    "# retakes = true",
    "# optional = true",
)
_ALL_OF_A_COURSE = (
    "",
    "# [[course.form]]            # the form that the course ends in, and one more of these for each further one",
    '# title = "Evaluation form for Course 1"',
    "",
    "# [[course.task]]            # of the course and not of one post",
    '# kind = "exam"',
)


def _text(text: str) -> str:
    """A text as TOML, in which it stands as JSON does."""
    return json.dumps(fold_space(clean(text)), ensure_ascii=False)
