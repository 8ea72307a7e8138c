"""A saved Google Form is read by the structure that its page holds, whatever in it is otherwise."""

import json
from datetime import UTC, datetime
from html import escape
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from saved_pages import mhtml, webarchive

from cups_course.errors import NotAForm
from cups_course.form.form import CHOICE_OF_ONES_OWN, SavedForm
from cups_course.reader.form import read_form

EXAMPLE = Path(__file__).parents[2] / "examples" / "forms" / "course-1-evaluation-google.html"
ID = "e/1FAIpQLSd-HarbourLights"
ADDRESS = f"https://docs.google.com/forms/d/{ID}/viewform"


def load_data(*items: object, email: int = 1, published: object = ID) -> list[object]:
    settings = [None, None, None, 2, None, None, email]
    form = [None, list(items), *[None] * 6, "Evaluation", 0, settings]
    return [None, form, "/forms", "document", *[None] * 10, published]


def page(data: object) -> bytes:
    return f"<html><head><script>var FB_PUBLIC_LOAD_DATA_ = {json.dumps(data)};</script></head><body>".encode()


def form(*items: object, email: int = 1, published: object = ID) -> SavedForm:
    return read_form(page(load_data(*items, email=email, published=published)), name="form.html")


def test_the_example_is_read_with_every_field_of_every_page() -> None:
    saved = read_form(EXAMPLE.read_bytes(), name="form.html")
    assert (saved.title, saved.prefillable, saved.warnings) == ("Becoming a Kind Leader: evaluation form", True, ())
    assert [(one.label[:24], one.kind, one.required, one.longest, one.page) for one in saved.fields] == [
        ("Email", "email", True, None, 1),
        ("Your name", "short", True, None, 1),
        ("Forum name", "short", True, None, 1),
        ("What brought you to Harb", "paragraph", True, None, 2),
        ('What does "steady servic', "paragraph", True, None, 3),
        ("Question 2: When did you", "paragraph", True, None, 3),
        ("How will you keep a pace", "paragraph", True, 1200, 3),
        ("1) What makes it hard fo", "paragraph", True, None, 4),
        ("2) Tell us about a time ", "paragraph", True, None, 4),
        ("How was the course for y", "scale", True, None, 5),
        ("Where will you help next", "choice", False, None, 5),
        ("Anything else you would ", "paragraph", False, None, 5),
    ]
    assert saved.fields[4].name == "entry.630001"
    assert saved.fields[4].section == "Discussion 2: Steady Beats Fast"
    assert saved.fields[9].choices == ("1", "2", "3", "4", "5")
    assert saved.fields[10].choices == ("At the welcome desk", "In the quiet room", CHOICE_OF_ONES_OWN)


def test_each_row_of_a_grid_is_a_field() -> None:
    rows = [[11, [["Often"], ["Never"]], 1, ["I rest"]], [12, [["Often"], ["Never"]], 0, ["I ask"]]]
    fields = form([1, "How often?", None, 7, rows]).fields
    assert [(one.name, one.label, one.kind, one.choices, one.required) for one in fields] == [
        ("entry.11", "How often?: I rest", "grid", ("Often", "Never"), True),
        ("entry.12", "How often?: I ask", "grid", ("Often", "Never"), False),
    ]


def test_the_address_is_that_of_the_published_form_else_that_of_the_page() -> None:
    item = [1, "Name", None, 0, [[11, None, 1]]]
    assert form(item).address == ADDRESS
    assert form(item, published=None).address is None
    saved_from = f"<!-- saved from url=(0100)https://docs.google.com/forms/u/0/d/{ID}/formResponse?pli=1 -->".encode()
    odd = page(load_data(item, published="e/1FAIpQLSd/../elsewhere?"))
    assert read_form(saved_from + odd, name="form.html").address == ADDRESS


def test_what_is_not_understood_is_said() -> None:
    saved = form(
        [1, "Stars", None, 18, [[11, None, 1]]],
        [2, "Broken", None, 0, None],
        [3, None, None, 1, [[13, None, 1]]],
        [4, "Number", None, 0, [[14, None, 0, None, [[1, 9, ["7"], "a number"]]]]],
        [5, "Again", None, 0, [[14, None, 0]]],
        email=2,
    )
    assert [one.name for one in saved.fields] == ["entry.11", "entry.13", "entry.14"]
    assert (saved.fields[0].kind, saved.fields[1].label) == ("other", "Field 2")
    for warning, words in zip(
        saved.warnings,
        (
            "address of the Google account",
            "“Stars” is of an unknown kind",
            "“Broken” couldn't",
            "Field 2 (no label)",
            "accepts only some answers",
            "twice",
        ),
        strict=True,
    ):
        assert words in warning


def test_a_copy_without_scripts_is_read_from_what_it_shows_and_that_is_said() -> None:
    item = json.dumps([[1, "What does “steady” mean?", "Briefly", 1, [[11, None, True]]], "i1", "i2"])
    shown = f'<div role="heading">Evaluation</div><div data-params="{escape("%.@." + item[1:])}"></div>'
    html = f"<html><body><form action='{ADDRESS.replace('viewform', 'formResponse')}'>{shown}</form></body></html>"
    for data in (html.encode(), mhtml(html, datetime(2026, 11, 23, tzinfo=UTC)), webarchive(html)):
        saved = read_form(data, name="form")
        assert (saved.title, saved.address) == ("Evaluation", ADDRESS)
        assert [(one.name, one.label, one.help, one.required) for one in saved.fields] == [
            ("entry.11", "What does “steady” mean?", "Briefly", True)
        ]
        assert "fields on other pages may be missing" in saved.warnings[0]


def test_without_any_structure_the_plain_inputs_are_read() -> None:
    html = (
        f"<html><body><form action='{ADDRESS.replace('viewform', 'formResponse')}'><label>Name <input name='entry.1'>"
        "</label><textarea name='entry.2' aria-label='Steady?'></textarea><input name='entry.3_sentinel' type='hidden'>"
        "<input name='other'></form>"
    )
    saved = read_form(html.encode(), name="form.html")
    assert (saved.address, [one.label for one in saved.fields]) == (ADDRESS, ["Name", "Steady?"])
    assert len(saved.warnings) == 1


TEXTS = st.text(max_size=9) | st.sampled_from(["\ud800", "\0", "</script"])
ODD = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 10**20) | TEXTS,
    lambda inside: st.lists(inside, max_size=4) | st.dictionaries(st.text(max_size=3), inside, max_size=2),
    max_leaves=8,
)
INPUTS = st.lists(st.tuples(st.integers(0, 9), ODD, ODD, ODD, ODD) | ODD, max_size=3) | ODD
ITEMS = st.lists(st.tuples(ODD, ODD, ODD, st.integers(0, 14) | ODD, INPUTS) | ODD, max_size=4)


@given(ITEMS, ODD, ODD)
def test_whatever_stands_where_something_else_was_expected_is_read_or_refused(
    items: list[object], email: object, published: object
) -> None:
    data = load_data(*items, published=published)
    data[1][10][6] = email  # type: ignore[index]
    try:
        saved = read_form(page(data), name="form.html")
    except NotAForm as refused:
        assert refused.message.startswith("form.html ")
        return
    assert saved.fields
    str(saved).encode("utf-8")  # what no file can hold must not get here
    assert len({one.name for one in saved.fields}) == len(saved.fields)


@pytest.mark.parametrize(
    "data",
    [
        b"[" * 200_000,
        b"[null,[null,[" + b'[1,"a",null,0,' * 50_000,
        b"[null,[null,[]]];",
        b"{};",
        b"[null,[null,[[1,null",
        b'[null,[null,"' + b"a" * 17_000_000,
    ],
    ids=["nested", "nested items", "empty", "no list", "cut off", "too large"],
)
def test_a_structure_that_is_damaged_or_made_to_harm_is_no_form(data: bytes) -> None:
    with pytest.raises(NotAForm, match="Open the form itself in your browser and save that page"):
        read_form(b"<html><script>var FB_PUBLIC_LOAD_DATA_ = " + data + b"</script><body>", name="form.html")


def test_a_form_of_two_thousand_fields_is_read_whole() -> None:
    items = [[number, f"Question {number}", None, 1, [[number, None, 1]]] for number in range(2000)]
    assert len(form(*items).fields) == 2000
