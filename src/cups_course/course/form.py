"""An evaluation form as it was saved: its fields in their order, and where it stands."""

import re
from dataclasses import dataclass
from typing import Literal

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
        """Whether its address is that of a Google Form, which takes answers with it (`prefilling.prefilled`)."""
        return bool(self.address and _GOOGLE_FORM.fullmatch(self.address))
