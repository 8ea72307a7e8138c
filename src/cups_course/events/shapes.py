"""Checks that an event from another store or an export has the shape of its kind, before anything in it is used."""

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from functools import cache
from types import UnionType
from typing import Annotated, Any, Literal, NotRequired, Union, get_args, get_origin, get_type_hints, is_typeddict

from cups_course.events.event import Data, Event, is_id
from cups_course.events.fields import ReadPost
from cups_course.events.kinds import KINDS
from cups_course.form.form import field_from_json
from cups_course.refs import is_key

_KEY = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}[:#@a-z0-9]{0,20}")
_PART = re.compile(r"[a-z_]{1,20}|(posts|items|fields)\.\d{1,9}")
_COURSE = re.compile(r"(.+)/(\d{1,9})")
Check = Callable[[Any], bool]

_ABOUT_NOTHING = (
    *("name claimed", "name dropped", "same person", "profile set", "device named"),
    *("forgotten", "backup restored"),
)
_MOST = 2**53
_LONGEST = 64
_FIVE_YEARS = 5 * 366 * 24 * 60 * 60 * 1000


def has_valid_shape(event: Event) -> bool:
    """Whether an event has the shape of its kind. One of an unknown kind or version only needs a sound envelope: this
    program passes it on and doesn't read it."""
    try:
        data = event.data
        if not (has_valid_envelope(event) and isinstance(data, dict)):
            return False
        kind = KINDS.get(event.kind)
        if kind is None or event.v != kind.v:
            return True
        if not _check_of(kind.shape)(data) or not _about_fits(event, data):
            return False
        if event.kind == "form attached":
            list(map(field_from_json, data["fields"]))
        if event.kind == "planned" and data["plan"] is not None and not _is_plan(data["plan"]):
            return False
        return event.kind != "thread imported" or all(map(_check_of(ReadPost), event.posts))
    except Exception:  # noqa: BLE001 - whatever is wrong with it, it doesn't fit
        return False


def too_far_ahead(event: Event, now: int) -> bool:
    """Whether an event is more than five years ahead of `now` (milliseconds of Unix time). Every later command would
    have to be later still."""
    return event.milliseconds > now + _FIVE_YEARS


def has_valid_envelope(event: Event) -> bool:
    """Whether the ids, the time and the kind of an event are such as every version of this program writes."""
    ids = all(map(is_id, (event.id, event.device, event.command)))
    return (
        ids
        and _is_moment(event.at)
        and isinstance(event.kind, str)
        and 0 < len(event.kind) < _LONGEST
        and type(event.v) is int
        and 0 < event.v < _MOST
        and event.must in (0, 1)
        and (event.about is None or _is_text(event.about))
        and (event.did is None or _is_text(event.did))
        and _is_text(event.text)
    )


def _about_fits(event: Event, data: Data) -> bool:
    """Whether an event of this kind can be about what it is about."""
    about = event.about
    if event.kind in _ABOUT_NOTHING:
        return about is None
    if about is None:
        return False
    if event.kind in ("undone", "redone") or "place" in data:
        return is_id(about)
    if event.kind == "program used":
        return about == "" or is_key(about)
    if event.kind in ("paused", "resumed") and about == "":
        return True
    course = _COURSE.fullmatch(about)
    return is_key(course[1] if course else about)


@cache
def _check_of(shape: Any) -> Check:
    """A function that checks whether a value has a shape; made once for each shape."""
    origin, parts = get_origin(shape), get_args(shape)
    if origin is NotRequired:
        return _check_of(parts[0])
    if origin is Annotated:
        kind, special = _check_of(parts[0]), _CHECKS[parts[1]]
        return lambda value: kind(value) and special(value)
    if origin in (Union, UnionType):
        any_of = [_check_of(one) for one in parts]
        return lambda value: any(check(value) for check in any_of)
    if origin is Literal:
        return lambda value: isinstance(value, str) and value in parts
    if origin is list:
        each = _check_of(parts[0])
        return lambda value: isinstance(value, list) and all(map(each, value))
    if origin is tuple:
        places = [_check_of(one) for one in parts]
        return lambda value: (
            isinstance(value, list)
            and len(value) == len(places)
            and all(check(one) for check, one in zip(places, value, strict=True))
        )
    if origin is dict:
        name_fits, value_fits = map(_check_of, parts)
        return lambda value: (
            isinstance(value, dict) and all(name_fits(name) and value_fits(one) for name, one in value.items())
        )
    if is_typeddict(shape):
        return _check_of_fields(shape)
    plain: Mapping[Any, Check] = {
        Any: lambda value: True,
        type(None): lambda value: value is None,
        int: lambda value: type(value) is int and -_MOST <= value <= _MOST,
        str: _is_text,
    }
    return plain.get(shape) or (lambda value: type(value) is shape)


def _check_of_fields(shape: Any) -> Check:
    fields = {name: _check_of(one) for name, one in get_type_hints(shape, include_extras=True).items()}
    needed = shape.__required_keys__
    return lambda value: (
        isinstance(value, dict)
        and needed <= value.keys() <= fields.keys()
        and all(fields[name](one) for name, one in value.items())
    )


def _is_text(value: object) -> bool:
    """Whether this is text that can be written as UTF-8, without halves of characters."""
    try:
        return isinstance(value, str) and value.encode("utf-8") is not None
    except UnicodeEncodeError:
        return False


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _is_moment(text: object) -> bool:
    try:
        return isinstance(text, str) and text.endswith("Z") and len(text) == 20 and bool(datetime.fromisoformat(text))
    except ValueError:
        return False


def _is_plan(plan: Any) -> bool:
    days = all(plan[name] is None or _is_day(plan[name]) for name in ("start", "by"))
    numbers = all(
        plan[name] is None or (type(plan[name]) is int and plan[name] > 0) for name in ("per_week", "per_day")
    )
    rest = isinstance(plan["rest"], list) and all(map(_is_text, plan["rest"]))
    one_of_two = (plan["by"] is None) != (plan["per_week"] is None)
    return bool(len(plan) == 5 and plan["start"] and days and numbers and rest and one_of_two)


_CHECKS: Mapping[str, Check] = {
    "id": is_id,
    "key": lambda value: _KEY.fullmatch(value) is not None,
    "day": _is_day,
    "part": lambda value: _PART.fullmatch(value) is not None,
    "moment": _is_moment,
    "program": is_key,
    "count": lambda value: value >= 0,
    "positive": lambda value: value > 0,
    "bit": lambda value: value in (0, 1),
}
