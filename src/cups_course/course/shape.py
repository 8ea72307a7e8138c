"""Whether what comes from elsewhere, another store or an export, has the shape of ours: nothing of it is trusted to."""

import json
import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple

from cups_course.course.carried import REFERENCES, Carried, Change, Record
from cups_course.course.digest import WORDS
from cups_course.course.form import field_from


class Column(NamedTuple):
    """What a table asks of one of its columns: whether it holds a number, whether it may be empty, and what it says
    where nothing was said."""

    number: bool
    may_be_empty: bool
    default: str | int | None = None


Shapes = Mapping[str, Mapping[str, Column]]
"""For each table that is carried, and those beside them, its columns."""

_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}")
_KEY = re.compile(r"[A-Za-z][\w-]*")
_MOST = 2**63
IN_JSON: Mapping[str, type | None] = {
    "asked": str,
    "pages_given": int,
    "fields": dict,
    "choices": str,
    "rest": str,
    "how": None,
}
"""The columns that hold JSON, whatever their table: a list of these (dicts: of the fields of a form), or an object of
texts."""
_NEVER_CHANGED = {
    "version": {"text", "digest", "source", "made_at"},
    "note": {"text", "made_at"},
    "submitted_field": {"text", "digest"},
}
"""What a person wrote: nothing that the tool does changes it."""


def fits(carried: Carried, shapes: Shapes) -> bool:
    """Whether all of it has these shapes, and no change does what the tool never does."""
    listed = [("device", carried.devices), ("forgotten", carried.forgotten), *carried.records.items()]
    return all(
        one == record["id"] and _fit(record, shapes[table])
        for table, records in listed
        for one, record in records.items()
    ) and all(_may_happen(stamp, change, shapes) for stamp, change in carried.changes.items())


def rewrites(one: Carried, other: Carried) -> bool:
    """Whether two devices say that one record was written in two wordings, which none of ours ever does. Of words
    that were damaged on one of them, either they or their digest are the same."""
    return any(
        _rewritten(table, one.records[table][record], other.records[table][record])
        for table in _NEVER_CHANGED
        for record in one.records[table].keys() & other.records[table].keys()
    )


def _rewritten(table: str, one: Record, other: Record) -> bool:
    differing = {column for column in _NEVER_CHANGED[table] if one[column] != other[column]}
    damaged = set(WORDS) <= _NEVER_CHANGED[table] and len(differing) == 1 and differing <= set(WORDS)
    return bool(differing) and not damaged


def says(name: str, value: object) -> bool:
    """Whether what stands in one of the columns `IN_JSON` can be read."""
    return isinstance(value, str) and _is_json(value, of=IN_JSON[name])


def _may_happen(stamp: tuple[str, int], change: Change, shapes: Shapes) -> bool:
    command, number = stamp
    if not (_is_id(command) and _is_number(number) and change.table in REFERENCES and _is_id(change.record)):
        return False
    before, after = change.before, change.after
    if not all(columns is None or isinstance(columns, dict) for columns in (before, after)):
        return False
    columns = shapes[change.table]
    if before is None:
        return after == {}
    if after is None:
        # A version goes only where it was read in a post: what was typed is marked.
        typed = change.table == "note" or (change.table == "version" and before.get("post_id") is None)
        return _fit(before, columns) and before["id"] == change.record and not typed
    fixed = _NEVER_CHANGED.get(change.table, set()) | {"id"}
    return before.keys() == after.keys() and not fixed & before.keys() and _parts_fit((before, after), columns)


def _fit(record: Record, columns: Mapping[str, Column]) -> bool:
    return record.keys() == columns.keys() and _parts_fit((record,), columns)


def _parts_fit(parts: tuple[Record, ...], columns: Mapping[str, Column]) -> bool:
    return all(
        name in columns and _may_say(name, value, columns[name]) for part in parts for name, value in part.items()
    )


def _may_say(name: str, value: object, column: Column) -> bool:
    if value is None:
        return column.may_be_empty
    if column.number:
        return _is_number(value)
    if not isinstance(value, str) or not _can_be_written(value):
        return False
    if name == "id" or (name.endswith("_id") and name not in ("forum_id", "opening_id")):
        return _is_id(value)
    if name in IN_JSON:
        return says(name, value)
    if name in ("at", "made_at", "removed_at", "dropped_at", "disowned_at", "withdrawn_at"):
        return _is_moment(value)
    return name != "key" or bool(_KEY.fullmatch(value))


def _is_id(value: object) -> bool:
    return isinstance(value, str) and bool(_ID.fullmatch(value))


def _is_number(value: object) -> bool:
    return type(value) is int and -_MOST <= value < _MOST


def _can_be_written(text: str) -> bool:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def _is_moment(text: str) -> bool:
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return False
    return text.endswith("Z")


def _is_json(text: str, *, of: type | None) -> bool:
    """A list of these, or an object of texts where nothing is said of what it holds."""
    try:
        said = json.loads(text)
    except (ValueError, RecursionError):
        return False
    if of is None:
        return isinstance(said, dict) and all(isinstance(one, str) for one in said.values())
    if not (isinstance(said, list) and all(type(one) is of for one in said)):
        return False
    return of is not dict or all(map(_is_field, said))


def _is_field(kept: Mapping[str, Any]) -> bool:
    try:
        field_from(kept)
    except (ValueError, TypeError):
        return False
    return True
