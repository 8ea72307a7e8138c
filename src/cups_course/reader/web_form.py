"""Reads a form of any other site: the fields of an HTML page, with their labels."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

from selectolax.lexbor import LexborHTMLParser, LexborNode

from cups_course.errors import NotAForm
from cups_course.form.form import FieldKind, FormField, SavedForm
from cups_course.saved.containers import Page
from cups_course.saved.page import hidden_nodes, parse_digits, walk
from cups_course.text import fold_space, word_set

HOW_TO_SAVE_FORM = "Open the form itself in your browser and save that page."

_KINDS: dict[str, FieldKind] = {
    "text": "short",
    "tel": "short",
    "url": "short",
    "number": "short",
    "email": "email",
    "date": "date",
    "time": "time",
    "file": "upload",
    "range": "scale",
    "radio": "choice",
    "checkbox": "checkboxes",
    "color": "other",
    "datetime-local": "other",
    "month": "other",
    "week": "other",
}
_NOT_FIELDS = ("hidden", "submit", "button", "reset", "image", "password", "search")
_WORD_KINDS = ("short", "paragraph", "email")
_HEADINGS = word_set("h1 h2 h3 h4 h5 h6")
_WITHIN_A_LINE = word_set("a abbr b code em font i label mark small span strong sub sup u wbr -text -comment")
_WITHOUT_WORDS = word_set("script style template noscript svg button iframe object datalist -comment -doctype head")
MOST_FIELDS = 2_000
"""Of a form, rows of grids included: a long evaluation has 500."""
_MOST_CONTROLS = 20_000
"""Of a page: each choice of a field is one."""
_MOST_OPEN = 8
"""How many nested labels each word counts for. Real pages nest fewer, and a page made to nest many would take hours."""
_LONGEST_LABEL = 5_000
"""Characters. The rest of a label is left out: a page may be one label for all of its fields."""
_MOST_LABELS = 20
"""How many labels one field may name."""
_REQUIRED = ("*", "(required)")
_MOST_LOG_IN_FIELDS = 3  # fields: a name, a code, "remember me"
_SEARCH_NAMES = ("q", "s", "query", "search")
_LONGEST_ADDRESS = 2000
_WEB_ADDRESS = re.compile(r"https?://[^\s\x00-\x1f\x7f]+")


def read_web_form(page: Page, tree: LexborHTMLParser, name: str, *, named: str = "") -> SavedForm:
    """Read the form on a page; of several, the one with the most fields for words.

    Fields whose names do not begin with `named` are left out. Raises NotAForm if there is no form.
    """
    if tree.body is None:
        raise NotAForm(f"{name} is a page without a form. {HOW_TO_SAVE_FORM}")
    if len(tree.css("input, textarea, select")) > _MOST_CONTROLS:
        raise too_many_fields(name)
    scan = _PageScan(tree.body)
    forms = [[each for each in form if each.field.name.startswith(named)] for form in scan.forms(name)]
    forms = [form for form in forms if form and not _is_search_box(form)]
    form = max(forms, key=_weigh_form, default=[])
    if scan.asks_password and len(form) <= _MOST_LOG_IN_FIELDS:
        raise NotAForm(f"{name} is a log-in page. Log in first. {HOW_TO_SAVE_FORM}")
    if not form:
        raise NotAForm(f"{name} is a page without a form. {HOW_TO_SAVE_FORM}")
    warnings = []
    if len(forms) > 1:
        warnings.append(f"The page has {len(forms)} forms. The one with the most text fields was read.")
    if hidden := sum(each.hidden for each in form):
        warnings.append(
            f"{hidden} {'field was' if hidden == 1 else 'fields were'} hidden when the page was saved, perhaps because "
            f"{'it belongs' if hidden == 1 else 'they belong'} to a later step of the form."
        )
    unlabelled = [each.field.name for each in form if not each.labelled]
    if unlabelled:
        warnings.append(f"The page doesn't say what these fields are for: {', '.join(unlabelled[:10])}.")
    return SavedForm(scan.title(tree), _address(page), tuple(_with_unique_names(form)), tuple(warnings))


def too_many_fields(name: str) -> NotAForm:
    """The error for a page with far more fields than a form has."""
    return NotAForm(f"{name} has more fields than a form can have: more than {MOST_FIELDS:,}. {HOW_TO_SAVE_FORM}")


def _weigh_form(form: list["_ReadField"]) -> tuple[int, int]:
    return sum(each.field.kind in _WORD_KINDS for each in form), len(form)


def _is_search_box(form: list["_ReadField"]) -> bool:
    return len(form) == 1 and form[0].field.kind == "short" and form[0].field.name.lower() in _SEARCH_NAMES


def _address(page: Page) -> str | None:
    address = page.address or ""
    return address if len(address) <= _LONGEST_ADDRESS and _WEB_ADDRESS.fullmatch(address) else None


def _with_unique_names(form: list["_ReadField"]) -> Iterator[FormField]:
    """The fields, each with a name of its own: the second `answer` becomes `answer#2`."""
    times: dict[str, int] = {}
    used = {read_field.field.name for read_field in form}
    for read_field in form:
        name = read_field.field.name
        times[name] = times.get(name, 0) + 1
        if times[name] > 1:
            while (numbered := f"{name}#{times[name]}") in used:
                times[name] += 1
            used.add(numbered)
            name = numbered
        yield replace(read_field.field, name=name)


@dataclass(slots=True)
class _ReadField:
    """A field, whether anything labels it, and whether the page hides it."""

    field: FormField
    labelled: bool
    hidden: bool


@dataclass(slots=True)
class _Words:
    """The words of an element, gathered while it is open."""

    parts: list[str] = field(default_factory=list)
    _line: str | None = None

    def line(self) -> str:
        """The words of the element, which was closed: many fields may share one label."""
        if self._line is None:
            self._line = fold_space("".join(self.parts))[:_LONGEST_LABEL]
        return self._line


@dataclass(slots=True)
class _Group:
    """A fieldset or an element with the role of a group: its name, from whichever of these has one."""

    legend: _Words | None = None
    says: str = ""
    label_ids: str = ""


@dataclass(slots=True, eq=False)
class _Control:
    """A field as the page has it, read before everything that may label it."""

    number: int
    node: LexborNode
    form: str | int | None
    """The id of the form that it names in `form`, else the `mem_id` of the form around it; None outside any form."""
    wrapping: _Words | None
    above: str
    section: _Words | None
    group: _Group | None
    hidden: bool

    @property
    def is_one_of_many(self) -> bool:
        """Whether it is a radio button or a check box; those with one name make one field."""
        return self.node.tag == "input" and _kind(self.node) in ("choice", "checkboxes")


class _PageScan:
    """One pass over a page, which gathers its controls and the words of everything that may label one."""

    def __init__(self, body: LexborNode) -> None:
        self.asks_password = False
        self._controls: list[_Control] = []
        self._form_ids: dict[str, int] = {}
        self._labels: dict[str, list[_Words]] = defaultdict(list)
        self._by_id: dict[str, _Words] = {}
        self._headings: list[_Words] = []
        self._label_ids = {
            one
            for attribute in ("aria-labelledby", "aria-describedby")
            for node in body.css(f"[{attribute}]")
            for one in _first_words(node.attributes.get(attribute))
        }
        self._hidden = hidden_nodes(body)
        self._hidden_depth = 0
        self._open: list[tuple[int, _Words]] = []
        self._forms: list[int] = []
        self._groups: list[_Group] = []
        self._wrapping: list[_Words] = []
        self._words_above = _Words()
        self._section: _Words | None = None
        walk(body, self._begin, self._end)

    # --- during the pass ---------------------------------------------------------------------------------------------

    def _begin(self, node: LexborNode) -> bool:
        tag = node.tag or ""
        if tag == "-text":
            self._add_words(node.text_content or "")
            return False
        if tag in _WITHOUT_WORDS:
            return False
        attributes = node.attributes
        self._hidden_depth += node.mem_id in self._hidden
        if tag not in _WITHIN_A_LINE:
            self._add_words("\n")
        if (node_id := attributes.get("id")) and node_id in self._label_ids:
            self._by_id.setdefault(node_id, self._gather(node))
        match tag:
            case "form":
                self._forms.append(node.mem_id)
                self._form_ids.setdefault(attributes.get("id") or "", node.mem_id)
            case "label":
                words = self._gather(node)
                if (target := attributes.get("for")) and len(self._labels[target]) < _MOST_LABELS:
                    self._labels[target].append(words)
                self._wrapping.append(words)
            case "fieldset":
                self._groups.append(_group(attributes))
            case "legend" if self._groups and self._groups[-1].legend is None:
                self._groups[-1].legend = self._gather(node)
            case "input" | "textarea" | "select":
                self._add_control(node, tag)
            case _ if tag in _HEADINGS:
                self._section = self._gather(node)
                self._headings.append(self._section)
        if tag != "fieldset" and attributes.get("role") in ("group", "radiogroup"):
            self._groups.append(_group(attributes))
        if tag in ("textarea", "select"):  # their content labels nothing
            self._end(node)
            return False
        return True

    def _end(self, node: LexborNode) -> None:
        tag = node.tag or ""
        while self._open and self._open[-1][0] == node.mem_id:
            self._open.pop()
        self._hidden_depth -= node.mem_id in self._hidden
        if tag == "form":
            self._forms.pop()
        elif tag == "label":
            self._wrapping.pop()
        if tag == "fieldset" or node.attributes.get("role") in ("group", "radiogroup"):
            self._groups.pop()
        if tag not in _WITHIN_A_LINE:
            self._add_words("\n")

    def _gather(self, node: LexborNode) -> _Words:
        words = _Words()
        self._open.append((node.mem_id, words))
        return words

    def _add_words(self, text: str) -> None:
        for _, words in self._open[-_MOST_OPEN:]:
            words.parts.append(text)
        if not self._wrapping:
            self._words_above.parts.append(text)

    def _add_control(self, node: LexborNode, tag: str) -> None:
        attributes = node.attributes
        kind = (attributes.get("type") or "text").lower() if tag == "input" else tag
        self.asks_password = self.asks_password or kind == "password"
        if tag == "input" and kind in _NOT_FIELDS:
            return
        lines = [fold_space(line) for line in "".join(self._words_above.parts).split("\n")]
        self._words_above = _Words()
        self._controls.append(
            _Control(
                len(self._controls) + 1,
                node,
                attributes.get("form") or (self._forms[-1] if self._forms else None),
                self._wrapping[-1] if self._wrapping else None,
                next((line[:_LONGEST_LABEL] for line in reversed(lines) if line), ""),
                self._section,
                self._groups[-1] if self._groups else None,
                self._hidden_depth > 0,
            )
        )

    # --- after the pass ----------------------------------------------------------------------------------------------

    def title(self, tree: LexborHTMLParser) -> str:
        """The first heading of the page, else its title."""
        heading = next((line for words in self._headings if (line := words.line())), "")
        title = tree.css_first("title")
        return heading or (fold_space(title.text()) if title else "")

    def forms(self, name: str) -> list[list[_ReadField]]:
        """The fields of each form; those outside any form count as one more. Raises NotAForm for far too many."""
        forms: dict[str | int | None, dict[object, list[_Control]]] = {}
        for control in self._controls:
            form = self._form_ids.get(control.form) if isinstance(control.form, str) else control.form
            fields = forms.setdefault(form, {})
            called = control.node.attributes.get("name")
            key = (_kind(control.node), called) if called and control.is_one_of_many else control.number
            fields.setdefault(key, []).append(control)
        if any(len(fields) > MOST_FIELDS for fields in forms.values()):
            raise too_many_fields(name)
        return [[self._field(controls) for controls in fields.values()] for fields in forms.values()]

    def _field(self, controls: list[_Control]) -> _ReadField:
        first, kind = controls[0], _kind(controls[0].node)
        attributes = first.node.attributes
        name = attributes.get("name") or attributes.get("id") or f"field {first.number}"
        group = self._group_name(first.group)
        if first.is_one_of_many:
            labels = [self._label(control) for control in controls]
            choices = tuple(
                label or control.node.attributes.get("value") or ""
                for label, control in zip(labels, controls, strict=True)
            )
            label = group or (labels[0] if len(controls) == 1 else first.above)
        else:
            label = self._label(first) or attributes.get("title") or first.above or group
            choices = _options(first.node)
        placeholder = fold_space(attributes.get("placeholder") or "")
        shown = (label or placeholder).strip()
        unmarked = _without_mark(shown)
        section = first.section.line() if first.section else ""
        help_texts = [self._words_of_ids(attributes.get("aria-describedby")), placeholder if label else ""]
        return _ReadField(
            FormField(
                name=name,
                label=unmarked or name,
                help="\n".join(filter(None, help_texts)),
                kind=kind,
                required=any(map(_is_required, controls)) or unmarked != shown,
                choices=choices,
                longest=parse_digits(attributes.get("maxlength")) if kind in _WORD_KINDS else None,
                page=1,
                section=next((heading for heading in (group, section) if heading and heading != shown), ""),
            ),
            labelled=bool(shown),
            hidden=any(control.hidden for control in controls),
        )

    def _label(self, control: _Control) -> str:
        attributes = control.node.attributes
        sources: tuple[Callable[[], str], ...] = (
            lambda: " ".join(one.line() for one in self._labels.get(attributes.get("id") or "", ()))[:_LONGEST_LABEL],
            lambda: control.wrapping.line() if control.wrapping else "",
            lambda: fold_space(attributes.get("aria-label") or "")[:_LONGEST_LABEL],
            lambda: self._words_of_ids(attributes.get("aria-labelledby")),
        )
        return next((label for each in sources if (label := each())), "")

    def _group_name(self, group: _Group | None) -> str:
        if group is None:
            return ""
        return (group.legend.line() if group.legend else "") or group.says or self._words_of_ids(group.label_ids)

    def _words_of_ids(self, ids: str | None) -> str:
        lines = (self._by_id[one].line() for one in _first_words(ids) if one in self._by_id)
        return " ".join(lines)[:_LONGEST_LABEL]


def _first_words(ids: str | None) -> list[str]:
    return (ids or "").split(maxsplit=_MOST_LABELS)[:_MOST_LABELS]


def _group(attributes: dict[str, str | None]) -> _Group:
    return _Group(
        says=fold_space(attributes.get("aria-label") or "")[:_LONGEST_LABEL],
        label_ids=attributes.get("aria-labelledby") or "",
    )


def _kind(node: LexborNode) -> FieldKind:
    if node.tag == "textarea":
        return "paragraph"
    if node.tag == "select":
        return "checkboxes" if "multiple" in node.attributes else "dropdown"
    return _KINDS.get((node.attributes.get("type") or "text").lower(), "short")


def _options(select: LexborNode) -> tuple[str, ...]:
    """The choices, without a first one that only asks to choose: its value is empty."""
    options = [] if select.tag != "select" else select.css("option")
    if options and options[0].attributes.get("value") == "":
        options = options[1:]
    return tuple(filter(None, (fold_space(one.text()) for one in options)))


def _without_mark(label: str) -> str:
    """The label without the star or word that marks a required field."""
    ending = next((mark for mark in _REQUIRED if label[-len(mark) :].lower() == mark), "")
    return label[: len(label) - len(ending)].removeprefix("*").strip()


def _is_required(control: _Control) -> bool:
    attributes = control.node.attributes
    return "required" in attributes or attributes.get("aria-required") == "true"
