"""What a person said of a form's fields, where a newer copy of the form takes the place of the one they saw."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from cups_course.course.form import AttachedForm, FormField, Match
from cups_course.course.wording import fold_space

_Asking = tuple[str, str, str]


class CarriedMatches(NamedTuple):
    """What the person said that still holds, by the names of the newer fields; and the older fields of which it does
    not."""

    kept: dict[str, Match]
    lost: list[FormField]


def carry_matches(before: AttachedForm, fields: Sequence[FormField]) -> CarriedMatches:
    """What holds of the newer fields.

    It goes with what a field asks, not with its name alone: many pages number the names of their fields (`answer[]#2`),
    and one more field shifts them all. A field is the one it was where it asks the same under the same heading and has
    its old name, and all that ask just that have the names they had; or where it alone asks that, in both copies.
    """
    then, now = _names_by_asking(before.saved.fields), _names_by_asking(fields)
    again = CarriedMatches({}, [])
    for field in before.saved.fields:
        match = before.matches.get(field.name)
        if match is None or not match.by_person:
            continue
        names, here = then[_asking(field)], now.get(_asking(field), [])
        if set(names) == set(here):
            again.kept[field.name] = match
        elif len(names) == len(here) == 1:
            again.kept[here[0]] = match
        else:
            again.lost.append(field)
    return again


def _names_by_asking(fields: Sequence[FormField]) -> Mapping[_Asking, list[str]]:
    names: dict[_Asking, list[str]] = defaultdict(list)
    for field in fields:
        names[_asking(field)].append(field.name)
    return names


def _asking(field: FormField) -> _Asking:
    return fold_space(field.section), fold_space(field.label), fold_space(field.help)
