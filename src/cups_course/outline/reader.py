"""Reads a TOML table as an outline, and reports everything that is not as `docs/outlines.md` says."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from difflib import get_close_matches
from typing import Any, TypeVar, cast, get_args

from cups_course.errors import Fault
from cups_course.model import TASK_KINDS, Rhythm
from cups_course.outline.outline import Outline, OutlineCourse, OutlineDiscussion
from cups_course.refs import is_key
from cups_course.text import fold_space, line_feeds
from cups_course.thread.placing import OWN_PROGRAM, is_web_address
from cups_course.thread.thread import WantedTask

Place = tuple[str | int, ...]
"""The keys that lead to a value; tables with one name are numbered from 0: `("course", 0, "title")`."""

_TOKEN = re.compile(
    r'"""(?:\\[\s\S]|[^\\])*?(?:"{3,5}|\Z)|'
    r"'''[\s\S]*?(?:'{3,5}|\Z)|"
    r'"(?:\\.|[^"\\\n])*+(?:"|\\|(?=\n)|\Z)|'
    r"'[^'\n]*+'?|"
    r"#[^\n]*|[\[\]{}\n]|[^\"'#\[\]{}\n]+"
)
_BARE_OR_QUOTED = r"""[\w-]+|"(?:\\.|[^"\\])*"|'[^']*'"""
_KEYS = rf"(?:{_BARE_OR_QUOTED})(?:\s*\.\s*(?:{_BARE_OR_QUOTED}))*"
_HEADER = re.compile(rf"\s*(\[\[?)\s*({_KEYS})\s*\]")
_KEY = re.compile(rf"\s*({_KEYS})\s*=")


class KeyLines:
    """The lines of a TOML text that tomllib has read."""

    def __init__(self, text: str) -> None:
        self._lines: dict[Place, int] = {}
        counts: dict[Place, int] = {}

        def inside(place: Place, key: str) -> Place:
            """The place of a key below `place`; among tables with one name the last one counts."""
            below = (*place, key)
            return (*below, counts[below] - 1) if below in counts else below

        table: Place = ()
        for line, statement in _statements(line_feeds(text)):
            if header := _HEADER.match(statement):
                *above, last = _parts(header[2])
                table = ()
                for key in above:
                    table = inside(table, key)
                if header[1] == "[[":
                    counts[*table, last] = counts.get((*table, last), 0) + 1
                table = inside(table, last)
                self._lines[table] = line
            elif pair := _KEY.match(statement):
                self._lines[*table, *_parts(pair[1])] = line

    def of(self, place: Place) -> int:
        """The line of a key; for one that is missing or in the middle of a line, the line of the table around it."""
        while place and place not in self._lines:
            place = place[:-1]
        return self._lines.get(place, 1)


def _statements(text: str) -> Iterator[tuple[int, str]]:
    """The line in which each header, or key with its value, begins, and its text, which may have several lines."""
    line = first_line = 1
    depth = 0
    statement = ""
    for token in _TOKEN.findall(text):
        if token == "\n" and depth == 0:
            yield first_line, statement
            first_line, statement = line + 1, ""
        else:
            statement += token
            depth += (token in "[{") - (token in "]}")
        line += token.count("\n")
    yield first_line, statement


def _parts(keys: str) -> list[str]:
    return [one.strip("\"'") for one in re.findall(_BARE_OR_QUOTED, keys)]


Table = Mapping[str, Any]
_T = TypeVar("_T")

MOST = 999_999
"""No number in an outline is greater: longer ones cannot be typed in a reference."""
MOST_QUESTIONS = 99
_MOST_IN_LIST = 300
"""Tables of one name, questions or choices in one place: many times as many as any program has. Bounds the time."""
_MOST_IN_ALL = 2_000
_LONGEST_KEY = 100
"""Characters of a key that are shown."""
LEAST_HOURS = 0.1
A_KEY = "a name such as ldp-2020: lower-case letters, digits and dashes, starting with a letter"
_NO_NUMBER = -1
"""Stands for a number that is missing or invalid."""
BELONGS_TO: Mapping[str, tuple[str, ...]] = {
    "retakes": ("quiz", "exam"),
    "choices": ("elective", "practicum", "other"),
    "hours": ("practicum",),
    "words": ("oath",),
}
"""The keys that only some kinds of tasks have."""


class Reader:
    """One pass over a table, which collects `faults`. If there are any, the outline must not be used."""

    def __init__(self, line_of: Callable[[Place], int]) -> None:
        self.faults: list[Fault] = []
        self._line_of = line_of
        self._in_all = 0

    def outline(self, table: Table) -> Outline:
        """Read the whole table as an outline."""
        self._allow_keys(table, (), "key", "title", "about", "course", "task")
        key = self._text(table, (), "key", must_be_there=True)
        if isinstance(table.get("key"), str):
            if not is_key(key):
                self._fault(("key",), A_KEY)
            elif key == OWN_PROGRAM:
                self._fault(("key",), f"another name, because {key} is for threads imported without an outline")
        courses = self._tables(table, (), "course", self._course)
        self._check_unique_numbers("course", courses, ())
        return Outline(
            key,
            self._text(table, (), "title", must_be_there=True),
            courses,
            self._tables(table, (), "task", self._task),
            self._text(table, (), "about"),
        )

    def _course(self, table: Table, place: Place) -> OutlineCourse:
        self._allow_keys(table, place, "number", "title", "complete", "credits", "discussion", "task", "form")
        discussions = self._tables(table, place, "discussion", self._discussion)
        self._check_unique_numbers("discussion", discussions, place)
        return OutlineCourse(
            self._number(table, place),
            self._text(table, place, "title", must_be_there=True),
            discussions,
            self._tables(table, place, "task", self._task),
            self._tables(table, place, "form", self._form) or ("",),
            self._boolean(table, place, "complete", True),
            self._text(table, place, "credits"),
        )

    def _form(self, table: Table, place: Place) -> str:
        self._allow_keys(table, place, "title")
        return self._text(table, place, "title", must_be_there=True)

    def _discussion(self, table: Table, place: Place) -> OutlineDiscussion:
        self._allow_keys(
            table, place, "number", "title", "part", "address", "known", "questions", "peer_replies", "task"
        )
        questions = self._questions(table, place)
        if "known" in table and (table["known"] is not False or "questions" in table):
            self._fault((*place, "known"), "false, in a discussion without questions")
        address = self._text(table, place, "address") or None
        if address and not is_web_address(address):
            self._fault((*place, "address"), "the address of its thread, starting with https://")
        return OutlineDiscussion(
            self._number(table, place),
            self._text(table, place, "title"),
            questions,
            self._whole_number(table, place, "peer_replies", None if questions is None else 0),
            self._tables(table, place, "task", self._task),
            self._text(table, place, "part"),
            address,
        )

    def _questions(self, table: Table, place: Place) -> tuple[str | None, ...] | None:
        value = table.get("questions")
        if type(value) is int and 0 < value <= MOST_QUESTIONS:
            return (None,) * value if self._has_room(value, (*place, "questions")) else None
        if isinstance(value, list) and all(isinstance(one, str) for one in value):
            if not self._has_room(len(value), (*place, "questions")):
                return None
            return tuple(fold_space(one) or None for one in value)
        if "questions" in table:
            self._fault((*place, "questions"), f"a list of texts in quotes, or a number from 1 to {MOST_QUESTIONS}")
        return None

    def _task(self, table: Table, place: Place) -> WantedTask:
        self._allow_keys(
            table,
            place,
            *("kind", "text", "optional", "bonus", "minimum"),
            *("retakes", "choices", "hours", "times", "every", "words"),
        )
        kind = self._text(table, place, "kind", must_be_there=True)
        if isinstance(table.get("kind"), str) and kind not in TASK_KINDS:
            self._fault((*place, "kind"), f"one of {', '.join(TASK_KINDS)}")
        elif kind == "form" and "discussion" not in place:
            self._fault((*place, "kind"), "another kind. A form at the end of a course goes under [[course.form]]")
        for key, kinds in BELONGS_TO.items():
            if key in table and kind in TASK_KINDS and kind not in kinds:
                self._fault((*place, key), f"no such key here. Only {' or '.join(kinds)} tasks can have it")
        bonus = self._boolean(table, place, "bonus", False)
        if bonus and table.get("optional") is False:
            self._fault((*place, "optional"), "true, because a bonus is always optional")
        every = self._text(table, place, "every")
        if isinstance(table.get("every"), str) and every not in get_args(Rhythm):
            self._fault((*place, "every"), f"one of {', '.join(get_args(Rhythm))}")
        return WantedTask(
            kind,
            self._text(table, place, "text"),
            self._boolean(table, place, "optional", False) or bonus,
            self._text(table, place, "minimum") or None,
            bonus,
            self._boolean(table, place, "retakes", None),
            self._texts(table, place, "choices"),
            self._hours(table, place),
            self._whole_number(table, place, "times", None, least=1),
            every or None,  # type: ignore[arg-type]  # one of them, or a fault
            self._lines(table, place, "words"),
        )

    def _tables(self, table: Table, place: Place, key: str, read: Callable[[Table, Place], _T]) -> tuple[_T, ...]:
        """The results of `read` for each of the tables with one name."""
        tables = table.get(key, [])
        if not isinstance(tables, list) or not all(isinstance(one, dict) for one in tables):
            heading = ".".join(one for one in (*place, key) if isinstance(one, str))
            self._fault((*place, key), f"tables, each under [[{heading}]]")
            return ()
        if not self._has_room(len(tables), (*place, key)):
            return ()
        return tuple(read(one, (*place, key, number)) for number, one in enumerate(tables))

    def _has_room(self, more: int, place: Place) -> bool:
        """Whether an outline may have so many more parts, at this place. If not, that is a fault."""
        before, self._in_all = self._in_all, self._in_all + more
        if more > _MOST_IN_LIST:
            self._fault(place, f"at most {_MOST_IN_LIST}, and it has {more:,}")
        elif before <= _MOST_IN_ALL < self._in_all:
            self._fault(
                (), f"at most {_MOST_IN_ALL:,} courses, discussions, questions, tasks, choices and forms together"
            )
        return more <= _MOST_IN_LIST and self._in_all <= _MOST_IN_ALL

    def _check_unique_numbers(self, key: str, read: Sequence[OutlineCourse | OutlineDiscussion], place: Place) -> None:
        numbers = set()
        for at, item in enumerate(read):
            if item.number in numbers:
                self._fault((*place, key, at, "number"), f"a number other than {item.number}, which is already used")
            if item.number != _NO_NUMBER:
                numbers.add(item.number)

    def _allow_keys(self, table: Table, place: Place, *keys: str) -> None:
        for key in table:
            if key not in keys:
                near = get_close_matches(key, keys, n=1)
                meant = f" (did you mean {near[0]}?)" if near else ""
                self._fault((*place, key), f"one of {', '.join(keys)}{meant}")

    # Values and what is expected of them. A wrong value adds a fault, and a default takes its place.

    def _text(self, table: Table, place: Place, key: str, *, must_be_there: bool = False) -> str:
        """A text on one line; "" if there is none."""
        return fold_space(self._lines(table, place, key, must_be_there=must_be_there))

    def _lines(self, table: Table, place: Place, key: str, *, must_be_there: bool = False) -> str:
        def fits(value: Any) -> bool:
            return isinstance(value, str)

        return line_feeds(self._value(table, place, key, "text in quotes", fits, "", must_be_there=must_be_there))

    def _texts(self, table: Table, place: Place, key: str) -> tuple[str, ...]:
        def fits(value: Any) -> bool:
            return isinstance(value, list) and all(isinstance(one, str) and one.strip() for one in value)

        texts = self._value(table, place, key, "a list of texts in quotes", fits, [])
        return tuple(map(fold_space, texts)) if self._has_room(len(texts), (*place, key)) else ()

    def _number(self, table: Table, place: Place) -> int:
        return cast(int, self._whole_number(table, place, "number", _NO_NUMBER, must_be_there=True))

    def _whole_number(
        self, table: Table, place: Place, key: str, default: int | None, *, least: int = 0, must_be_there: bool = False
    ) -> int | None:
        def fits(value: Any) -> bool:
            return type(value) is int and least <= value <= MOST

        expected = f"a whole number from {least} to {MOST}"
        return cast(int | None, self._value(table, place, key, expected, fits, default, must_be_there=must_be_there))

    def _hours(self, table: Table, place: Place) -> float | None:
        def fits(value: Any) -> bool:
            return type(value) in (int, float) and LEAST_HOURS <= value <= MOST

        hours = self._value(table, place, "hours", f"a number from {LEAST_HOURS} to {MOST}", fits, None)
        return None if hours is None else float(hours)

    def _boolean(self, table: Table, place: Place, key: str, default: _T) -> bool | _T:
        value: bool | _T = self._value(
            table, place, key, "true or false", lambda given: isinstance(given, bool), default
        )
        return value

    def _value(
        self,
        table: Table,
        place: Place,
        key: str,
        expected: str,
        fits: Callable[[Any], bool],
        default: Any,
        *,
        must_be_there: bool = False,
    ) -> Any:
        if key in table and fits(table[key]):
            return table[key]
        if key in table:
            self._fault((*place, key), expected)
        elif must_be_there:
            self._fault((*place, key), f"{expected}, but it is missing")
        return default

    def _fault(self, place: Place, expected: str) -> None:
        self.faults.append(Fault(self._line_of(place), _place_in_words(place), expected))


def _place_in_words(place: Place) -> str:
    """A place in words: `course 1, discussion 2, title`, numbered by position in the file."""
    return "".join(f" {one + 1}" if isinstance(one, int) else f", {_shown(one)}" for one in place).removeprefix(", ")


def _shown(key: str) -> str:
    return key if len(key) <= _LONGEST_KEY else f"{key[:_LONGEST_KEY]}…"
