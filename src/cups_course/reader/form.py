"""Reads a saved form: a Google Form by the data in its page, any other form by its fields and labels."""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice

from selectolax.lexbor import LexborHTMLParser

from cups_course.errors import NotAForm, UnreadableCopy
from cups_course.form.form import CHOICE_OF_ONES_OWN, FieldKind, FormField, SavedForm
from cups_course.reader.web_form import HOW_TO_SAVE_FORM, MOST_FIELDS, read_web_form, too_many_fields
from cups_course.saved.containers import MOST_JSON, Page, Source, open_container
from cups_course.saved.page import parse_digits, text_or_none, tree_of, whole_number
from cups_course.text import fold_space

_LOAD_DATA = re.compile(r"\bFB_PUBLIC_LOAD_DATA_\s*=\s*(?=\[)")
_ADDRESS = re.compile(r"https://docs\.google\.com/forms/(?:u/\d+/)?d/((?:e/)?[\w-]{10,200})/", re.ASCII)
_MOST_TRIED = 5
"""How many such values of a page are tried. Real pages have one."""
_PUBLISHED_ID = re.compile(r"(?:e/)?[\w-]{10,200}", re.ASCII)
_PARAMS_PREFIX = "%.@."
"""Stands for the opening bracket in `data-params`, where the page repeats each item that it shows."""

_KINDS: dict[object, FieldKind] = {
    0: "short",
    1: "paragraph",
    2: "choice",
    3: "dropdown",
    4: "checkboxes",
    5: "scale",
    7: "grid",
    9: "date",
    10: "time",
    13: "upload",
}
_TITLE, _PAGE_BREAK = 6, 8
_WITHOUT_INPUT = (_TITLE, _PAGE_BREAK, 11, 12)
_EMAIL_VERIFIED, _EMAIL_TYPED = 2, 3
_OF_LENGTH, _AT_MOST = 6, 202
_LONGEST_LIMIT = 10**7
EMAIL = "emailAddress"
"""The name under which a form that collects e-mail addresses sends them."""

_SHOWN_PAGE_ONLY = (
    "Only the page of the form that was on the screen was saved, so fields on other pages may be missing. "
    "To get them all, save the form as “Webpage, Complete”."
)
_ACCOUNT = "The form also records the email address of the Google account you're signed in to."


def read_google(page: Page, tree: LexborHTMLParser, name: str) -> SavedForm | None:
    """Read the form on a page of Google Forms; None if it is no such page, or shows nothing of its form.

    Raises NotAForm if it is too large to be a form, or has no field.
    """
    address = _viewform(page, tree)
    for start in islice(_LOAD_DATA.finditer(page.html), _MOST_TRIED):
        load_data = _json(page.html, start.end(), name)
        if isinstance(_at(load_data, 1, 1), list):
            return _form(load_data, address, name)
    return _form_on_screen(tree, address, name) or (_plain_form(page, tree, address, name) if address else None)


def _viewform(page: Page, tree: LexborHTMLParser) -> str | None:
    """The address at which the form is filled in, from the address of the page or of where it sends the answers."""
    targets = [node.attributes.get("action") for node in tree.css("form[action]")]
    address_match = next(
        (match for candidate in (page.address, *targets) if (match := _ADDRESS.match(candidate or ""))), None
    )
    return f"https://docs.google.com/forms/d/{address_match[1]}/viewform" if address_match else None


def _form(load_data: object, address: str | None, name: str) -> SavedForm:
    published = _at(load_data, 14)
    if isinstance(published, str) and _PUBLISHED_ID.fullmatch(published):
        address = f"https://docs.google.com/forms/d/{published}/viewform"
    items = _Items()
    collected = _at(load_data, 1, 10, 6)
    if collected == _EMAIL_TYPED:
        items.fields.append(FormField(EMAIL, "Email", "", "email", True, (), None, 1))
    elif collected == _EMAIL_VERIFIED:
        items.warnings.append(_ACCOUNT)
    for item in _list(_at(load_data, 1, 1)):
        items.add(item)
    if len(items.fields) > MOST_FIELDS:
        raise too_many_fields(name)
    if not items.fields:
        raise NotAForm(f"{name} is a form, but none of its fields could be read. {HOW_TO_SAVE_FORM}")
    title = _line(_at(load_data, 1, 8)) or _line(_at(load_data, 3))
    return SavedForm(title, address, tuple(items.fields), tuple(items.warnings))


def _form_on_screen(tree: LexborHTMLParser, address: str | None, name: str) -> SavedForm | None:
    """The part of the form that the page shows, for copies without scripts (MHTML, SingleFile)."""
    items = _Items()
    for node in tree.css(f'[data-params^="{_PARAMS_PREFIX}"]'):
        params = node.attributes.get("data-params") or ""
        items.add(_at(_json("[" + params.removeprefix(_PARAMS_PREFIX), 0, name), 0))
    if not items.fields:
        return None
    if len(items.fields) > MOST_FIELDS:
        raise too_many_fields(name)
    heading = tree.css_first('[role="heading"]')
    title = fold_space(heading.text()) if heading else ""
    return SavedForm(title, address, tuple(items.fields), (_SHOWN_PAGE_ONLY, *items.warnings))


def _plain_form(page: Page, tree: LexborHTMLParser, address: str, name: str) -> SavedForm:
    """The form by the plain inputs of its page, if the page has no other data."""
    form = read_web_form(page, tree, name, named="entry.")
    return replace(form, address=address, warnings=(_SHOWN_PAGE_ONLY, *form.warnings))


class _Items:
    """The fields and warnings from the items of a form, added in their order."""

    def __init__(self) -> None:
        self.fields: list[FormField] = []
        self.warnings: list[str] = []
        self._page = 1
        self._section = ""
        self._ids: set[object] = set()

    def add(self, item: object) -> None:
        """Add an item: a question with its inputs, a title, a page break or a picture."""
        kind = _at(item, 3)
        label, help_ = _line(_at(item, 1)), text_or_none(_at(item, 2)) or ""
        if isinstance(kind, int) and kind == _PAGE_BREAK:
            self._page += 1
        if isinstance(kind, int) and kind in _WITHOUT_INPUT:
            if kind in (_TITLE, _PAGE_BREAK):
                self._section = label
            return
        inputs = [field_input for field_input in _list(_at(item, 4)) if whole_number(_at(field_input, 0)) is not None]
        number = len(self.fields) + 1
        called = f"The field “{label}”" if label else f"Field {number} (no label)"
        if not inputs:
            self.warnings.append(f"{called} couldn't be read. Check it on the form.")
            return
        known = _KINDS.get(kind, "other") if isinstance(kind, int) else "other"
        if known == "other":
            self.warnings.append(f"{called} is of an unknown kind. Check it on the form.")
        elif not label:
            self.warnings.append(f"{called} may show its question as a picture. Check it on the form.")
        for field_input in inputs:
            if not self._is_new(field_input):
                self.warnings.append(f"{called} is on the form twice and was read once.")
                continue
            self._add_input(field_input, known, label or f"Field {number}", help_, called)

    def _is_new(self, field_input: object) -> bool:
        known = len(self._ids)
        self._ids.add(_at(field_input, 0))
        return len(self._ids) > known

    def _add_input(self, field_input: object, kind: FieldKind, label: str, help_: str, called: str) -> None:
        row = _line(_at(field_input, 3, 0)) if kind == "grid" else ""
        if kind == "scale":
            help_ = "\n".join(filter(None, (help_, " – ".join(filter(None, map(_line, _list(_at(field_input, 3))))))))
        longest, is_understood = _limit(_list(_at(field_input, 4)))
        if not is_understood:
            self.warnings.append(f"{called} accepts only some answers. The form shows which.")
        self.fields.append(
            FormField(
                name=f"entry.{_at(field_input, 0)}",
                label=": ".join(filter(None, (label, row))),
                help=help_,
                kind=kind,
                required=_at(field_input, 2) in (1, True),
                choices=tuple(_choices(_list(_at(field_input, 1)))),
                longest=longest if kind in ("short", "paragraph") else None,
                page=self._page,
                section=self._section,
            )
        )


def _choices(choices: Sequence[object]) -> Iterator[str]:
    takes_own_words = False
    for choice in choices:
        if _at(choice, 4) in (1, True):
            takes_own_words = True
        elif label := text_or_none(_at(choice, 0)):
            yield label
    if takes_own_words:
        yield CHOICE_OF_ONES_OWN


def _limit(rules: Sequence[object]) -> tuple[int | None, bool]:
    """The most characters that the rules of an input allow, and whether all the rules are understood.

    A rule on length is `[6, 202, ["500"], message]` for at most 500, `[6, 203, ["20"], message]` for at least 20.
    """
    longest, is_understood = None, True
    for rule in rules:
        limit = parse_digits(str(_at(rule, 2, 0)).strip())
        if _at(rule, 0) == _OF_LENGTH and _at(rule, 1) == _AT_MOST and limit is not None:
            longest = min(limit, longest or _LONGEST_LIMIT)
        elif rule is not None:
            is_understood = False
    return longest, is_understood


def _json(text: str, start: int, name: str) -> object:
    """The JSON value that begins at `start`, whatever follows it; None if it is damaged."""
    end = text.find("</script", start)
    value = text[start : end if end >= 0 else len(text)]
    if len(value) > MOST_JSON:
        raise NotAForm(
            f"{name} has more than {MOST_JSON // 2**20} MB of fields, too much for a form. {HOW_TO_SAVE_FORM}"
        )
    try:
        return json.JSONDecoder().raw_decode(value)[0]
    except (ValueError, RecursionError):
        return None


def _at(value: object, *path: int) -> object:
    """The value in nested lists at these indexes; None if there is none."""
    for index in path:
        if not isinstance(value, list) or index >= len(value):
            return None
        value = value[index]
    return value


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else []


def _line(value: object) -> str:
    return fold_space(text_or_none(value) or "")


def read_form(data: bytes, *, name: str) -> SavedForm:
    """Read the form in a saved page of any format. `name` is what messages call it.

    Raises NotAForm with a message that says what to do.
    """
    try:
        page = open_container(Source(name, data))
        if not isinstance(page, Page):
            raise NotAForm(f"{name} isn't a saved page. {HOW_TO_SAVE_FORM}")
        tree, _ = tree_of(page.html, name)
        return read_google(page, tree, name) or read_web_form(page, tree, name)
    except UnreadableCopy as refused:
        raise NotAForm(refused.instead(HOW_TO_SAVE_FORM)) from None
