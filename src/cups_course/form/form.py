"""An evaluation form: as it was saved, with its fields in their order; attached to a course; as it was sent."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple, get_args

from cups_course.text import fold_space

FieldKind = Literal[
    "short",
    "paragraph",
    "choice",
    "dropdown",
    "checkboxes",
    "scale",
    "grid",
    "date",
    "time",
    "email",
    "upload",
    "other",
]

CHOICE_OF_ONES_OWN = "Other: …"
"""Stands last among the choices of a field that also takes words of one's own."""
_GOOGLE_FORM = re.compile(r"https://docs\.google\.com/forms/d/(?:e/)?[\w-]+/viewform", re.ASCII)


@dataclass(frozen=True, slots=True)
class FormField:
    """One field; each row of a grid is one. `name` is what its value is sent under (`entry.123456`, or an HTML name),
    each once in a form; `longest` the most characters it takes, where known; `page` the page it stands on, from 1."""

    name: str
    label: str
    help: str
    kind: FieldKind
    required: bool
    choices: tuple[str, ...]
    longest: int | None
    page: int
    section: str = ""
    """The heading it stands under ("Discussion 2: Steady Beats Fast"), which may tell what "Question 1" means."""

    @property
    def takes_answers(self) -> bool:
        """Whether one writes into it, instead of choosing on the form itself."""
        return self.kind in ("short", "paragraph", "email", "other")

    def accepts(self, text: str) -> bool:
        """Whether it takes a text of this kind, whatever its length: of a field with choices, only what it offers, for
        check boxes one a line."""
        if self.takes_answers or self.kind in ("date", "time"):
            return True
        chosen = text.split("\n") if self.kind in ("checkboxes", "grid") else [text]
        return CHOICE_OF_ONES_OWN in self.choices or all(one in self.choices for one in chosen)


@dataclass(frozen=True, slots=True)
class SavedForm:
    """A form. `address` is where it is filled in: for a Google Form its `.../viewform`; None where the copy does not
    tell. `warnings` are sentences that say what was not understood."""

    title: str
    address: str | None
    fields: tuple[FormField, ...]
    warnings: tuple[str, ...]

    @property
    def prefillable(self) -> bool:
        """Whether its address is that of a Google Form, which takes answers with it (`form.filling.prefilled`)."""
        return bool(self.address and _GOOGLE_FORM.fullmatch(self.address))


@dataclass(frozen=True, slots=True)
class Match:
    """What goes into a field of a form: the answer to a question or to a whole discussion, by its id, or an entry of
    the profile, by its name; nothing of what is kept where all three are None. `by_person`: they said so."""

    question_id: str | None = None
    discussion_id: str | None = None
    profile: str | None = None
    by_person: bool = False

    @property
    def is_nothing(self) -> bool:
        """Whether nothing of what is kept goes in."""
        return not (self.question_id or self.discussion_id or self.profile)


@dataclass(frozen=True, slots=True)
class AttachedForm:
    """A form that was attached to a course: as it was saved, what goes into its fields by their names (one that is not
    there is not decided yet), and what the person's profile says."""

    id: str
    saved: SavedForm
    matches: Mapping[str, Match]
    profile: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Sent:
    """A form as it was sent last: on which day, and the text for each question or discussion, by its id."""

    on_day: str | None
    texts: Mapping[str, str]


def field_from_json(kept: Mapping[str, Any]) -> FormField:
    """A field from the values that `dataclasses.asdict` gave of it, as JSON keeps them.

    Raises ValueError or TypeError where they are not those of a field.
    """
    field = FormField(**{**kept, "choices": tuple(kept["choices"]) if "choices" in kept else ()})
    texts = (field.name, field.label, field.help, field.section, *field.choices)
    whole = all(isinstance(one, str) for one in texts) and field.kind in get_args(FieldKind)
    numbers = (field.page, 0 if field.longest is None else field.longest)
    if not (whole and isinstance(field.required, bool) and all(type(one) is int for one in numbers)):
        raise ValueError("this is no field of a form")
    return field


_Asking = tuple[str, str, str]


class CarriedMatches(NamedTuple):
    """The person's matches that still hold, by the names of the newer fields, and the older fields that lost theirs."""

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
