"""The address of a Google Form with answers in it, which opens the form with its fields filled.

The shape is the one that Google's own "Get pre-filled link" gives: `viewform?usp=pp_url&entry.N=VALUE&...`.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from cups_course.course.form import CHOICE_OF_ONES_OWN, FormField, browser_length
from cups_course.course.wording import line_feeds

LONGEST_QUERY = 8192
"""Characters. Past this, Google's servers answer with an error (found by trying; Google states no number)."""
_BEGINNING = "usp=pp_url"
_ENTRY = re.compile(r"entry\.\d+", re.ASCII)


@dataclass(frozen=True, slots=True)
class Prefilled:
    """An address, the fields that it fills, and those with a value that are left to be pasted; both in form order."""

    address: str
    filled: tuple[FormField, ...]
    left: tuple[FormField, ...]


def prefilled(address: str, values: Sequence[tuple[FormField, str]]) -> Prefilled:
    """The `address` of a Google Form with as many whole values as fit, in their order; where one does not fit, shorter
    ones behind it may.

    Left are also values that the field would not take as they are: one longer than its limit, several lines for a
    single line, a choice that is not among its choices (check boxes take a choice a line); and dates, times and
    uploads, whose shape in an address is not certain. Empty values are passed over.
    """
    query = _BEGINNING
    filled, left = [], []
    for field, value in values:
        if not value:
            continue
        entered = _entered(field, line_feeds(value))
        more = "".join(f"&{field.name}={quote(one, safe='', errors='replace')}" for one in entered)
        if entered and len(query) + len(more) <= LONGEST_QUERY:
            query += more
            filled.append(field)
        else:
            left.append(field)
    return Prefilled(urlsplit(address)._replace(query=query, fragment="").geturl(), tuple(filled), tuple(left))


def _entered(field: FormField, value: str) -> Sequence[str]:
    """What is written into the address for a value; nothing where the field would not take it as it is."""
    if not _ENTRY.fullmatch(field.name) or (field.longest is not None and browser_length(value) > field.longest):
        return ()
    match field.kind:
        case "paragraph":
            return [value]
        case "short" | "email":
            return [value] if "\n" not in value else ()
        case "choice" | "dropdown" | "scale":
            return [value] if _is_choice(field, value) else ()
        case "checkboxes" | "grid":
            chosen = value.split("\n")
            return chosen if all(_is_choice(field, one) for one in chosen) else ()
    return ()


def _is_choice(field: FormField, value: str) -> bool:
    return value in field.choices and value != CHOICE_OF_ONES_OWN
