"""Files of outlines: finds and reads them, and writes a template or an outline as TOML."""

import json
import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Any

from cups_course.errors import CannotRead, Fault, FaultyOutline, UnknownProgram
from cups_course.outline.outline import Outline, OutlineCourse, OutlineDiscussion
from cups_course.outline.reader import KeyLines, Reader
from cups_course.paths import obstacle, read_bytes
from cups_course.shell import CommandLine
from cups_course.text import clean, fold_space, line_feeds
from cups_course.thread.thread import WantedTask


def bundled_outlines() -> dict[str, Outline]:
    """The outlines that come with the tool, by key."""
    folder = resources.files("cups_course.outline")
    outlines = [
        read_outline(file.read_text(encoding="utf-8"), name=file.name)
        for file in sorted(folder.iterdir(), key=lambda file: file.name)
        if file.name.endswith(".toml")
    ]
    return {outline.key: outline for outline in outlines}


MOST_BYTES = 500_000
"""Of an outline. The longest one that comes with the tool has 4,000. Bounds the time."""
MOST_NAMES = 20
_NESTED_KEY = re.compile(
    rf"""^[ \t\[]*+(?:(?>[\w-]++|"(?:\\.|[^"\\\n])*+"|'[^'\n]*+')[ \t]*+\.[ \t]*+){{{MOST_NAMES}}}""", re.MULTILINE
)
"""A key of many names, such as `a.b.c...`, over which tomllib takes time with their square."""


def find_outline(key_or_file: str) -> Outline:
    """The outline with this key that comes with the tool, else the outline in this file.

    Raises UnknownProgram, CannotRead or FaultyOutline.
    """
    path = Path(key_or_file)
    found = obstacle(path)
    if found or not path.exists():
        outlines = bundled_outlines()
        if outline := outlines.get(key_or_file.lower()):
            return outline
        if found:
            return read_outline(outline_text(path), name=path.name)
        if path.suffix or path.parent != Path():
            raise CannotRead(f"There is no file {key_or_file}. To list the outlines that come with cups-course:",
                             CommandLine("program", "list"))  # fmt: skip
        raise UnknownProgram(key_or_file, outlines, where="that comes with cups-course, and no file with that name")
    return read_outline(outline_text(path), name=path.name)


def outline_text(path: Path) -> str:
    """Read the text of an outline's file.

    Raises CannotRead if there is no such file, or it is no text.
    """
    data = read_bytes(path, most=MOST_BYTES)
    if len(data) > MOST_BYTES:
        raise CannotRead(f"{path} is too long for an outline, which can have {MOST_BYTES:,} characters at most.")
    try:
        return line_feeds(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise CannotRead(f"{path} isn't a UTF-8 text file.") from error


def read_outline(text: str, *, name: str) -> Outline:
    """Read an outline from TOML; `name` is what messages call its source.

    Raises FaultyOutline with all of its faults.
    """
    outline, faults = check_outline(text)
    if outline is None:
        raise FaultyOutline(name, faults)
    return outline


def check_outline(text: str) -> tuple[Outline | None, list[Fault]]:
    """The outline in a text and no faults, or None and all faults in the order of their lines."""
    if deep := _NESTED_KEY.search(text):
        line = text.count("\n", 0, deep.start()) + 1
        return None, [Fault(line, "", f"valid TOML (a key has {MOST_NAMES} names at most)")]
    try:
        table = tomllib.loads(text)
    except (ValueError, RecursionError) as error:  # thousands of digits in a number raise a plain ValueError
        return None, [_toml_fault(text, error)]
    reader = Reader(KeyLines(text).of)
    outline = reader.outline(table)
    faults = sorted(reader.faults, key=lambda fault: fault.line)
    return (None, faults) if faults else (outline, [])


def _toml_fault(text: str, error: Exception) -> Fault:
    """The fault that tomllib found first. It names no line for a fault at the end of the text."""
    message = str(error) or "it is nested too deeply"
    line = re.search(r" \(at line (\d+), column \d+\)", message)
    where = int(line[1]) if line else len(text.splitlines())
    return Fault(where, "", f"valid TOML ({message.partition(' (at ')[0]})")


SCHEMA_NAME = "outline.schema.json"
"""The name of the schema file for editors that is put beside an outline."""


@dataclass(frozen=True, slots=True)
class NewCourse:
    """A course for a template: its title and its number of discussions."""

    title: str
    discussions: int = 1


def outline_template(key: str, title: str, courses: Sequence[NewCourse], *, file: str, with_schema: bool) -> str:
    """The text of a new outline file named `file`. It can be added as it is."""
    return "\n".join(_template_lines(key, title, courses, file, with_schema=with_schema)) + "\n"


def outline_schema() -> str:
    """The JSON Schema of the format, with which editors check a file during typing."""
    return (resources.files("cups_course.outline") / SCHEMA_NAME).read_text(encoding="utf-8")


def _template_lines(
    key: str, title: str, courses: Sequence[NewCourse], file: str, *, with_schema: bool
) -> Iterator[str]:
    if with_schema:
        yield from (f"#:schema ./{SCHEMA_NAME}", "")
    yield "# Fill in what you know: delete the # in front of a line, then change the line. Leave out the rest."
    yield "# When you import a post, its questions are added. To check this file and add it to your checklist:"
    yield f"#   {CommandLine('program', 'check', file)}"
    yield f"#   {CommandLine('program', 'add', file)}"
    yield ""
    yield f"key = {_toml_text(key)}"
    yield f"title = {_toml_text(title)}"
    yield '# about = "what it is and who it is for"'
    for number, course in enumerate(courses, start=1):
        yield from ("", *_course_template(number, course))
    yield from ("", "# What the whole program asks for besides its courses:", "# [[task]]")
    yield '# kind = "elective"         # or practicum, oath, exam, other'
    yield '# choices = ["Listening", "Leading"]'


def _course_template(number: int, course: NewCourse) -> Iterator[str]:
    yield "[[course]]"
    yield f"number = {number}"
    yield f"title = {_toml_text(course.title)}"
    if number == 1:
        yield "# complete = false          # if it may have more discussions than these"
        yield '# credits = "3"'
    for discussion in range(1, course.discussions + 1):
        yield from ("", "[[course.discussion]]", f"number = {discussion}")
        if (number, discussion) == (1, 1):
            yield from _DISCUSSION_OPTIONS
        else:
            yield '# title = ""'
    if number == 1:
        yield from _COURSE_OPTIONS


_DISCUSSION_OPTIONS = (
    '# title = "Two Ears, One Mouth"',
    '# part = "Module 1"          # if the course has weeks or modules with several posts',
    '# address = "https://..."    # of its thread',
    '# questions = ["When did someone listen to you well?"]',
    "# questions = 2              # or just how many there are",
    "# peer_replies = 3           # how many people to reply to",
    "",
    "# [[course.discussion.task]]",
    '# kind = "quiz"              # or watch, read, exam, oath, form, practicum, elective, other',
    '# text = "the quiz about the video"',
    '# minimum = "8/10"',
    "# retakes = true",
    "# optional = true",
)
_COURSE_OPTIONS = (
    "",
    "# [[course.form]]            # the form at the end of the course. Repeat for more forms.",
    '# title = "Evaluation form for Course 1"',
    "",
    "# [[course.task]]            # for the whole course, not for one post",
    '# kind = "exam"',
)


def _toml_text(text: str) -> str:
    """A text as a TOML string, which has the syntax of a JSON string."""
    return json.dumps(fold_space(clean(text)), ensure_ascii=False)


Table = dict[str, Any]


def as_toml(outline: Outline) -> str:
    """The TOML from which this outline can be read."""
    return "\n".join(_toml_blocks(table_of(outline), ""))


def _toml_blocks(table: Table, heading: str) -> Iterator[str]:
    """The TOML of a table, then of each table in it below its own heading: tomli-w would put small ones on one line."""
    from tomli_w import dumps

    inner = {key: value for key, value in table.items() if _is_tables(value)}
    values = {key: value for key, value in table.items() if key not in inner}
    yield (f"[[{heading}]]\n" if heading else "") + dumps(values, multiline_strings=True)
    for key, tables in inner.items():
        for inner_table in tables:
            yield from _toml_blocks(inner_table, f"{heading}.{key}".removeprefix("."))


def _is_tables(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and isinstance(value[0], dict)


def table_of(outline: Outline) -> Table:
    """The outline with the keys of `docs/outlines.md`, without those that have no value."""
    return {
        "key": outline.key,
        "title": outline.title,
        **_nonempty(about=outline.about, task=[_task(one) for one in outline.tasks]),
        **_nonempty(course=[_course_table(one) for one in outline.courses]),
    }


def _course_table(course: OutlineCourse) -> Table:
    return {
        "number": course.number,
        "title": course.title,
        **({} if course.complete else {"complete": False}),
        **_nonempty(credits=course.credits),
        **_nonempty(discussion=[_discussion(one) for one in course.discussions]),
        **_nonempty(task=[_task(one) for one in course.tasks]),
        **_nonempty(form=[{"title": title} for title in course.forms] if course.forms != ("",) else []),
    }


def _discussion(discussion: OutlineDiscussion) -> Table:
    asked = discussion.questions
    return {
        "number": discussion.number,
        **_nonempty(title=discussion.title, part=discussion.part, address=discussion.address),
        **({"known": False} if asked is None else {"questions": _questions(asked)}),
        **({} if discussion.peer_replies is None else {"peer_replies": discussion.peer_replies}),
        **_nonempty(task=[_task(one) for one in discussion.tasks]),
    }


def _questions(asked: tuple[str | None, ...]) -> int | list[str]:
    return [one or "" for one in asked] if any(asked) or not asked else len(asked)


def _task(task: WantedTask) -> Table:
    return {
        "kind": task.kind,
        **_nonempty(text=task.text, optional=task.optional and not task.bonus, bonus=task.bonus, minimum=task.minimum),
        **({} if task.retakes is None else {"retakes": task.retakes}),
        **_nonempty(choices=list(task.choices), hours=_plain_number(task.hours), times=task.times, every=task.every),
        **_nonempty(words=task.words),
    }


def _nonempty(**values: Any) -> Table:
    return {key: value for key, value in values.items() if value}


def _plain_number(number: float | None) -> float | int | None:
    """A whole number is written without a point."""
    return int(number) if number is not None and number.is_integer() else number
