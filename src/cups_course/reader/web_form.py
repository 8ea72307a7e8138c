"""Any other saved form: the fields of an HTML page, with what labels them."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

from selectolax.lexbor import LexborHTMLParser, LexborNode

from cups_course.errors import NotAForm
from cups_course.form.form import FieldKind, FormField, SavedForm
from cups_course.saved.containers import Page
from cups_course.saved.page import hidden_nodes, walk
from cups_course.text import fold_space, word_set

HOW_TO_SAVE = "Open the form itself in your browser and save that page."

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
_NO_FIELDS = ("hidden", "submit", "button", "reset", "image", "password", "search")
_OF_WORDS = ("short", "paragraph", "email")
_HEADINGS = word_set("h1 h2 h3 h4 h5 h6")
_WITHIN_A_LINE = word_set("a abbr b code em font i label mark small span strong sub sup u wbr -text -comment")
_WITHOUT_WORDS = word_set("script style template noscript svg button iframe object datalist -comment -doctype head")
_MOST_OPEN = 8
"""Labels inside each other that words count for: nobody nests more, and a page made for it would take hours."""
_STAR = re.compile(r"\s*(?:\*|\(required\))\s*$|^\s*\*\s*", re.IGNORECASE)
_MOST_OF_A_LOG_IN = 3  # fields: a name, a code, "remember me"
_SEARCHES = ("q", "s", "query", "search")
_LONGEST_ADDRESS = 2000
_OF_THE_WEB = re.compile(r"https?://[^\s\x00-\x1f\x7f]+")


def read_web_form(page: Page, tree: LexborHTMLParser, name: str, *, named: str = "") -> SavedForm:
    """The form on a page; of several the one with the most fields for words. Fields whose names do not begin with
    `named` are left out.

    Raises NotAForm where there is none.
    """
    if tree.body is None:
        raise NotAForm(f"{name} is a page without a form. {HOW_TO_SAVE}")
    seen = _Seen(tree.body)
    forms = [[one for one in form if one.field.name.startswith(named)] for form in seen.forms()]
    forms = [form for form in forms if form and not _searches(form)]
    form = max(forms, key=lambda one: (sum(each.field.kind in _OF_WORDS for each in one), len(one)), default=[])
    if seen.asks_password and len(form) <= _MOST_OF_A_LOG_IN:
        raise NotAForm(f"{name} is a log-in page. Log in first. {HOW_TO_SAVE}")
    if not form:
        raise NotAForm(f"{name} is a page without a form. {HOW_TO_SAVE}")
    warnings = []
    if len(forms) > 1:
        warnings.append(f"The page holds {len(forms)} forms. The one with the most fields for words was read.")
    if unseen := sum(one.hidden for one in form):
        warnings.append(
            f"{unseen} of the fields {'is' if unseen == 1 else 'are'} not shown on the page as it was saved: "
            "they may belong to a later step of the form."
        )
    unlabelled = [one.field.name for one in form if not one.labelled]
    if unlabelled:
        warnings.append(f"Nothing on the page says what these fields are for: {', '.join(unlabelled[:10])}.")
    return SavedForm(seen.title(tree), _address(page), tuple(_each_once(form)), tuple(warnings))


def _searches(form: list["_Found"]) -> bool:
    return len(form) == 1 and form[0].field.kind == "short" and form[0].field.name.lower() in _SEARCHES


def _address(page: Page) -> str | None:
    address = page.address or ""
    return address if len(address) <= _LONGEST_ADDRESS and _OF_THE_WEB.fullmatch(address) else None


def _each_once(form: list["_Found"]) -> Iterator[FormField]:
    """The fields with names that each stand once: the second `answer` is `answer#2`."""
    times: dict[str, int] = {}
    taken = {one.field.name for one in form}
    for one in form:
        name = one.field.name
        times[name] = times.get(name, 0) + 1
        if times[name] > 1:
            while (numbered := f"{name}#{times[name]}") in taken:
                times[name] += 1
            taken.add(numbered)
            name = numbered
        yield replace(one.field, name=name)


@dataclass(slots=True)
class _Found:
    """A field, and whether anything labels it; `hidden` where the page does not show it."""

    field: FormField
    labelled: bool
    hidden: bool


@dataclass(slots=True)
class _Words:
    """Words that are gathered while what holds them is open."""

    parts: list[str] = field(default_factory=list)

    def line(self) -> str:
        return fold_space("".join(self.parts))


@dataclass(slots=True)
class _Group:
    """A fieldset, or what says that it is a group: what it is called."""

    legend: _Words | None = None
    says: str = ""
    label_ids: str = ""


@dataclass(slots=True, eq=False)
class _Control:
    """A field as it stands on the page, before all that may label it was read."""

    number: int
    node: LexborNode
    form: str | int | None
    """The id of the form it says it belongs to, else the `mem_id` of the one it stands in; None outside of any."""
    wrapping: _Words | None
    above: str
    section: str
    group: _Group | None
    hidden: bool

    @property
    def is_one_of_many(self) -> bool:
        """Whether it is a radio button or a check box: those of one name are one field."""
        return self.node.tag == "input" and _kind(self.node) in ("choice", "checkboxes")


class _Seen:
    """One way through a page: its controls, and the words of all that may label one."""

    def __init__(self, body: LexborNode) -> None:
        self.asks_password = False
        self._controls: list[_Control] = []
        self._form_ids: dict[str, int] = {}
        self._labels: dict[str, list[_Words]] = {}
        self._by_id: dict[str, _Words] = {}
        self._headings: list[_Words] = []
        self._wanted = {
            one
            for attribute in ("aria-labelledby", "aria-describedby")
            for node in body.css(f"[{attribute}]")
            for one in (node.attributes.get(attribute) or "").split()
        }
        self._hidden = hidden_nodes(body)
        self._hidden_depth = 0
        self._open: list[tuple[int, _Words]] = []
        self._forms: list[int] = []
        self._groups: list[_Group] = []
        self._wrapping: list[_Words] = []
        self._loose = _Words()
        self._section: _Words | None = None
        walk(body, self._begin, self._end)

    # --- on the way --------------------------------------------------------------------------------------------------

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
        if (one := attributes.get("id")) and one in self._wanted:
            self._by_id.setdefault(one, self._gather(node))
        match tag:
            case "form":
                self._forms.append(node.mem_id)
                self._form_ids.setdefault(attributes.get("id") or "", node.mem_id)
            case "label":
                said = self._gather(node)
                if target := attributes.get("for"):
                    self._labels.setdefault(target, []).append(said)
                self._wrapping.append(said)
            case "fieldset":
                self._groups.append(_group(attributes))
            case "legend" if self._groups and self._groups[-1].legend is None:
                self._groups[-1].legend = self._gather(node)
            case "input" | "textarea" | "select":
                self._control(node, tag)
            case _ if tag in _HEADINGS:
                self._section = self._gather(node)
                self._headings.append(self._section)
        if tag != "fieldset" and attributes.get("role") in ("group", "radiogroup"):
            self._groups.append(_group(attributes))
        if tag in ("textarea", "select"):  # what stands in them labels nothing
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
        said = _Words()
        self._open.append((node.mem_id, said))
        return said

    def _add_words(self, text: str) -> None:
        for _, said in self._open[-_MOST_OPEN:]:
            said.parts.append(text)
        if not self._wrapping:
            self._loose.parts.append(text)

    def _control(self, node: LexborNode, tag: str) -> None:
        attributes = node.attributes
        kind = (attributes.get("type") or "text").lower() if tag == "input" else tag
        self.asks_password = self.asks_password or kind == "password"
        if tag == "input" and kind in _NO_FIELDS:
            return
        lines = [fold_space(line) for line in "".join(self._loose.parts).split("\n")]
        self._loose = _Words()
        self._controls.append(
            _Control(
                len(self._controls) + 1,
                node,
                attributes.get("form") or (self._forms[-1] if self._forms else None),
                self._wrapping[-1] if self._wrapping else None,
                next((line for line in reversed(lines) if line), ""),
                self._section.line() if self._section else "",
                self._groups[-1] if self._groups else None,
                self._hidden_depth > 0,
            )
        )

    # --- afterwards --------------------------------------------------------------------------------------------------

    def title(self, tree: LexborHTMLParser) -> str:
        """What the page is headed, else what its window is called."""
        headed = next((line for one in self._headings if (line := one.line())), "")
        title = tree.css_first("title")
        return headed or (fold_space(title.text()) if title else "")

    def forms(self) -> list[list[_Found]]:
        """The fields of each form; those that stand outside of any are one more."""
        forms: dict[str | int | None, dict[object, list[_Control]]] = {}
        for control in self._controls:
            form = self._form_ids.get(control.form) if isinstance(control.form, str) else control.form
            fields = forms.setdefault(form, {})
            name = control.node.attributes.get("name")
            together = (_kind(control.node), name) if name and control.is_one_of_many else control.number
            fields.setdefault(together, []).append(control)
        return [[self._field(controls) for controls in fields.values()] for fields in forms.values()]

    def _field(self, controls: list[_Control]) -> _Found:
        first, kind = controls[0], _kind(controls[0].node)
        attributes = first.node.attributes
        name = attributes.get("name") or attributes.get("id") or f"field {first.number}"
        group = self._group_name(first.group)
        if first.is_one_of_many:
            own = [self._label(one) for one in controls]
            choices = tuple(
                label or one.node.attributes.get("value") or "" for label, one in zip(own, controls, strict=True)
            )
            label = group or (own[0] if len(controls) == 1 else first.above)
        else:
            label = self._label(first) or attributes.get("title") or first.above or group
            choices = _options(first.node)
        placeholder = fold_space(attributes.get("placeholder") or "")
        shown = label or placeholder
        helps = [self._of_ids(attributes.get("aria-describedby")), placeholder if label else ""]
        return _Found(
            FormField(
                name=name,
                label=_STAR.sub("", shown) or name,
                help="\n".join(filter(None, helps)),
                kind=kind,
                required=any(map(_is_required, controls)) or bool(_STAR.search(shown)),
                choices=choices,
                longest=_number(attributes.get("maxlength")) if kind in _OF_WORDS else None,
                page=1,
                section=next((one for one in (group, first.section) if one and one != shown), ""),
            ),
            labelled=bool(shown),
            hidden=any(one.hidden for one in controls),
        )

    def _label(self, control: _Control) -> str:
        attributes = control.node.attributes
        sources: tuple[Callable[[], str], ...] = (
            lambda: " ".join(one.line() for one in self._labels.get(attributes.get("id") or "", ())),
            lambda: control.wrapping.line() if control.wrapping else "",
            lambda: fold_space(attributes.get("aria-label") or ""),
            lambda: self._of_ids(attributes.get("aria-labelledby")),
        )
        return next((label for each in sources if (label := each())), "")

    def _group_name(self, group: _Group | None) -> str:
        if group is None:
            return ""
        return (group.legend.line() if group.legend else "") or group.says or self._of_ids(group.label_ids)

    def _of_ids(self, ids: str | None) -> str:
        return " ".join(self._by_id[one].line() for one in (ids or "").split() if one in self._by_id)


def _group(attributes: dict[str, str | None]) -> _Group:
    return _Group(
        says=fold_space(attributes.get("aria-label") or ""), label_ids=attributes.get("aria-labelledby") or ""
    )


def _kind(node: LexborNode) -> FieldKind:
    if node.tag == "textarea":
        return "paragraph"
    if node.tag == "select":
        return "checkboxes" if "multiple" in node.attributes else "dropdown"
    return _KINDS.get((node.attributes.get("type") or "text").lower(), "short")


def _options(select: LexborNode) -> tuple[str, ...]:
    """What can be chosen, without a first line that only says that one should choose: it has nothing to send."""
    options = [] if select.tag != "select" else select.css("option")
    if options and options[0].attributes.get("value") == "":
        options = options[1:]
    return tuple(filter(None, (fold_space(one.text()) for one in options)))


def _is_required(control: _Control) -> bool:
    attributes = control.node.attributes
    return "required" in attributes or attributes.get("aria-required") == "true"


def _number(digits: str | None) -> int | None:
    return int(digits) if digits and re.fullmatch(r"\d{1,9}", digits, re.ASCII) else None
