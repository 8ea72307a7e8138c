"""Outlines read from TOML: those that come with the tool, by their key, and any file. `docs/outlines.md` describes
the format."""

import tomllib
from importlib import resources
from pathlib import Path
from typing import Any, NoReturn

from cups_course.course.errors import BadReference, CannotRead, FaultyOutline, UnknownProgram
from cups_course.course.model import TASK_KINDS
from cups_course.course.outline import Outline, OutlineCourse, OutlineDiscussion
from cups_course.course.placing import OWN_PROGRAM
from cups_course.course.references import parse
from cups_course.course.thread import WantedTask

_KINDS_OF = {str: "a text", int: "a whole number", bool: "true or false", list: "a list"}


def bundled() -> dict[str, Outline]:
    """The outlines that come with the tool, by key."""
    folder = resources.files("cups_course.programs")
    outlines = [
        read(file.read_text(encoding="utf-8"), name=file.name)
        for file in sorted(folder.iterdir(), key=lambda file: file.name)
        if file.name.endswith(".toml")
    ]
    return {outline.key: outline for outline in outlines}


def find(key_or_file: str) -> Outline:
    """The outline with this key among those that come with the tool, else the one in this file.

    Raises UnknownProgram, CannotRead or FaultyOutline.
    """
    path = Path(key_or_file)
    if not path.is_file():
        outlines = bundled()
        if key_or_file in outlines:
            return outlines[key_or_file]
        if path.suffix or path.parent != Path():
            raise CannotRead(f"There is no file {key_or_file}. The programs that come with the tool:",
                             "cups-course program list")  # fmt: skip
        raise UnknownProgram(key_or_file, outlines, where="among those that come with the tool, and no such file")
    try:
        return read(path.read_text(encoding="utf-8-sig"), name=path.name)
    except (OSError, UnicodeDecodeError) as error:
        raise CannotRead(f"{key_or_file} cannot be read as a text file: {error}.") from error


def read(text: str, *, name: str) -> Outline:
    """An outline from TOML; `name` is what its source is called in messages.

    Raises FaultyOutline with the key that is wrong and what was expected.
    """
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise FaultyOutline(f"{name} is not TOML: {error}.") from error
    return _Reader(name).outline(table)


class _Reader:
    def __init__(self, name: str) -> None:
        self.name = name

    def outline(self, table: dict[str, Any]) -> Outline:
        self._only(table, "", "key", "title", "course", "task")
        key = self._value(table, "", "key", str)
        if not _is_key(key):
            self._fault("key", "a name such as ldp-2020: lower-case letters, digits and dashes")
        if key == OWN_PROGRAM:
            self._fault("key", f"a name of its own; {key} holds what is imported without an outline")
        courses = tuple(self._course(one, f"course {n}") for n, one in enumerate(self._tables(table, "", "course"), 1))
        self._each_once([course.number for course in courses], "course, number")
        return Outline(key, self._value(table, "", "title", str), courses, self._tasks(table, ""))

    def _course(self, table: dict[str, Any], where: str) -> OutlineCourse:
        self._only(table, where, "number", "title", "discussion", "task", "form")
        discussions = tuple(
            self._discussion(one, f"{where}, discussion {n}")
            for n, one in enumerate(self._tables(table, where, "discussion"), 1)
        )
        self._each_once([one.number for one in discussions], f"{where}, discussion, number")
        forms = tuple(
            self._value(form, f"{where}, form {n}", "title", str)
            for n, form in enumerate(self._tables(table, where, "form"), 1)
        )
        return OutlineCourse(
            self._value(table, where, "number", int),
            self._value(table, where, "title", str),
            discussions,
            self._tasks(table, where),
            forms or ("",),
        )

    def _discussion(self, table: dict[str, Any], where: str) -> OutlineDiscussion:
        self._only(table, where, "number", "title", "questions", "peer_replies", "task")
        questions = table.get("questions")
        if isinstance(questions, int) and not isinstance(questions, bool) and 0 < questions < 100:
            asked: tuple[str | None, ...] | None = (None,) * questions
        elif questions is None or (isinstance(questions, list) and all(isinstance(one, str) for one in questions)):
            asked = None if questions is None else tuple(" ".join(one.split()) for one in questions)
        else:
            self._fault(f"{where}, questions", "a list of texts, or how many there are")
        return OutlineDiscussion(
            self._value(table, where, "number", int),
            self._value(table, where, "title", str, ""),
            asked,
            self._value(table, where, "peer_replies", int, 0 if asked is not None else None),
            self._tasks(table, where),
        )

    def _tasks(self, table: dict[str, Any], where: str) -> tuple[WantedTask, ...]:
        tasks = []
        for number, one in enumerate(self._tables(table, where, "task"), 1):
            here = f"{where}, task {number}".removeprefix(", ")
            self._only(one, here, "kind", "text", "optional", "minimum")
            kind = self._value(one, here, "kind", str)
            if kind not in TASK_KINDS:
                self._fault(f"{here}, kind", f"one of {', '.join(TASK_KINDS)}")
            if kind == "form" and "discussion" not in where:
                self._fault(f"{here}, kind", "another kind; a form is headed [[course.form]]")
            tasks.append(
                WantedTask(
                    kind,
                    self._value(one, here, "text", str, ""),
                    self._value(one, here, "optional", bool, False),
                    self._value(one, here, "minimum", str, None),
                )
            )
        return tuple(tasks)

    def _tables(self, table: dict[str, Any], where: str, key: str) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = table.get(key, [])
        if not isinstance(found, list) or not all(isinstance(one, dict) for one in found):
            self._fault(f"{where}, {key}".removeprefix(", "), f"tables, each headed [[...{key}]]")
        return found

    def _value(self, table: dict[str, Any], where: str, key: str, kind: type, *default: Any) -> Any:
        value = table.get(key, *default) if default else table.get(key)
        if key not in table and default:
            return value
        fits = isinstance(value, kind) and (kind is bool or not isinstance(value, bool))
        if not fits or (isinstance(value, int) and not 0 <= value < 1_000_000):
            self._fault(f"{where}, {key}".removeprefix(", "), _KINDS_OF[kind])
        return value

    def _each_once(self, numbers: list[int], key: str) -> None:
        if len(set(numbers)) < len(numbers):
            self._fault(key, "each number once")

    def _only(self, table: dict[str, Any], where: str, *keys: str) -> None:
        for key in table:
            if key not in keys:
                self._fault(f"{where}, {key}".removeprefix(", "), f"only {', '.join(keys)} here")

    def _fault(self, key: str, expected: str) -> NoReturn:
        raise FaultyOutline(f"{self.name}: {key}: expected {expected}.")


def _is_key(key: str) -> bool:
    """Whether a text can be typed as the program of a reference."""
    try:
        return key == key.lower() and parse(key).program == key
    except BadReference:
        return False
