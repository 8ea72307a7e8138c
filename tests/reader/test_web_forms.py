"""Any other saved form: every field with what labels it on the page, and what is no form is refused with a way on."""

import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from saved_pages import complete, forum_page, zipped

from cups_course.errors import NotAForm
from cups_course.form.form import FormField, SavedForm
from cups_course.reader.form import read_form

EXAMPLE = Path(__file__).parents[2] / "examples" / "forms" / "course-1-evaluation.html"


def page(body: str) -> SavedForm:
    return read_form(
        f"<!DOCTYPE html><html><head><title>A page</title></head><body>{body}</body></html>".encode(), name="it"
    )


def only(body: str) -> FormField:
    (field,) = page(f"<form>{body}</form>").fields
    return field


def test_the_example_is_read_field_by_field() -> None:
    saved = read_form(EXAMPLE.read_bytes(), name="form.html")
    assert saved.title == "Course 1 evaluation"
    assert saved.address == "https://harbour-lights.example/kind-leaders/course-1/evaluate"
    assert (saved.prefillable, saved.warnings) == (False, ())
    assert [(one.name, one.label[:30], one.kind, one.required, one.longest) for one in saved.fields] == [
        ("full_name", "Full name", "short", True, 80),
        ("username", "Username on the forum", "short", True, None),
        ("email", "E-mail address", "email", False, None),
        ("batch", "Which batch are you in?", "dropdown", False, None),
        ("d1", "Please paste your whole answer", "paragraph", True, None),
        ("d2[]", "Question 1", "paragraph", True, 2000),
        ("d2[]#2", "Question 2", "paragraph", True, 2000),
        ("d2[]#3", "Question 3", "paragraph", True, 2000),
        ("hard", "What makes it hard to ask for ", "paragraph", True, None),
        ("help", "Describe a time when somebody’", "paragraph", True, None),
        ("again", "Would you take another course ", "choice", False, None),
        ("more", "Anything else?", "paragraph", False, None),
        ("own_words", "These are my own words", "checkboxes", True, None),
    ]
    assert saved.fields[3].choices == ("Spring tide", "Autumn tide")
    assert saved.fields[6].section == "Discussion 2: Steady Beats Fast"
    assert saved.fields[10].choices == ("Yes, gladly", "Later", "No, thank you")


@pytest.mark.parametrize(
    ("body", "label"),
    [
        ("<label for=a>Why <b>steady</b>?</label><p>Hm</p><textarea id=a name=x></textarea>", "Why steady?"),
        ("<label>Why? <textarea name=x>old words</textarea></label>", "Why?"),
        ("<p>Part one</p><textarea name=x aria-label='Why?'></textarea>", "Why?"),
        ("<i id=b>Why</i><i id=c>now?</i><textarea name=x aria-labelledby='b c nothing'></textarea>", "Why now?"),
        ("<textarea name=x title='Why?' placeholder='Your words'></textarea>", "Why?"),
        ("<p>Long before</p><h3>Why?</h3><textarea name=x placeholder='Your words'></textarea>", "Why?"),
        ("<table><tr><td>Why?<td><textarea name=x></textarea></table>", "Why?"),
        ("<textarea name=x placeholder='Why?'></textarea>", "Why?"),
        ("<textarea name=why></textarea>", "why"),
        ("<textarea id=why></textarea>", "why"),
        ("<label>Why? *<textarea name=x></textarea></label>", "Why?"),
        ("<div aria-label='Why?' role=radiogroup><input type=radio name=x value=1></div>", "Why?"),
    ],
)
def test_a_field_is_called_by_what_stands_nearest_to_it(body: str, label: str) -> None:
    assert only(body).label == label


def test_what_is_not_filled_in_by_a_person_is_left_out() -> None:
    body = "".join(
        f"<input type={kind} name={kind}>" for kind in ("hidden", "submit", "button", "image", "reset", "search")
    )
    assert only(f"{body}<label>Why? <input name=x></label>").name == "x"


def test_check_boxes_of_one_name_are_one_field_and_its_choices() -> None:
    body = "".join(f"<label><input type=checkbox name=t value={n}>{n} o'clock</label>" for n in (1, 2))
    field = only(f"<fieldset><legend>When?</legend>{body}</fieldset>")
    assert (field.label, field.kind, field.choices) == ("When?", "checkboxes", ("1 o'clock", "2 o'clock"))


def test_of_several_forms_the_one_with_the_most_fields_for_words_is_read_and_that_is_said() -> None:
    saved = page(
        "<form><label>News by mail <input type=email name=e></label></form>"
        "<form id=f><label>Why? <textarea name=a></textarea></label></form><label>How? <input form=f name=b></label>"
    )
    assert [one.name for one in saved.fields] == ["a", "b"]
    assert saved.warnings == ("The page has 2 forms. The one with the most text fields was read.",)


def test_fields_that_the_page_does_not_show_are_read_and_that_is_said() -> None:
    saved = page("<form><input name=a title=A><div style='display:none'><input name=b title=B></div></form>")
    assert [one.name for one in saved.fields] == ["a", "b"]
    assert "1 field was hidden" in saved.warnings[0]


def test_a_field_that_nothing_labels_is_named() -> None:
    assert page("<form><textarea name=q17></textarea></form>").warnings == (
        "The page doesn't say what these fields are for: q17.",
    )


REFUSED = {
    "nothing": (b"", "is empty. Open the form itself"),
    "a text": (b"Course 1 evaluation\n\nYour name:", "isn't a saved page. Open the form itself"),
    "a PDF": (b"%PDF-1.7", "is a PDF, not a saved page. Open the form itself"),
    "a zip": (zipped({"form.html": b"<form>"}), "is a zip file"),
    "a page without a form": (b"<html><body><h1>Hello</h1>", "is a page without a form. Open the form itself"),
    "a search": (b"<html><body><form><input name=q></form>", "is a page without a form"),
    "a log-in page": (b"<html><form>Name <input name=n><input type=password name=p></form>", "is a log-in page"),
    "a thread": (complete(forum_page()), "is a page without a form"),
    "choices for ever": (b"<html><body><select>" + b"<option>" * 50_000, "has more nested tags"),
    "tags for ever": (b"<html><body>" + b"<div>" * 200_000, "has more nested tags"),
    "JSON": (b'{"fields": []}', "isn't a saved page"),
}


@pytest.mark.parametrize(("data", "says"), REFUSED.values(), ids=REFUSED)
def test_what_is_no_form_is_named_and_the_way_on_is_told(data: bytes, says: str) -> None:
    with pytest.raises(NotAForm, match=says) as refused:
        read_form(data, name="it")
    assert refused.value.message.startswith("it ")


@pytest.mark.parametrize(
    "body",
    [
        "".join(f"<label>Question {n} <textarea name=q{n}></textarea></label>" for n in range(2000)),
        "".join(f"<label>{n}<input name=q{n}>" for n in range(2000)),
        "".join(f"<p id=p{n}>{n}<input name=q{n} aria-labelledby='p0 p{n}'>" for n in range(2000)),
        "".join(f"<div id=p{n}>" for n in range(3000)) + "".join(f"<input aria-labelledby=p{n}>" for n in range(2000)),
        "<fieldset><legend>x" * 3000 + "<input name=a>",
        "<select name=s>" + "<option>one" * 10_000,
    ],
    ids=["many", "labels in labels", "one label for all", "named by all around", "groups in groups", "choices"],
)
def test_a_form_made_to_keep_a_reader_busy_is_read_in_time(body: str) -> None:
    begin = time.process_time()
    assert page(f"<form>{body}").fields
    assert time.process_time() - begin < 20


ODDS_AND_ENDS = (
    "<form>|</form>|<label for=a>|<label>|</label>|<fieldset>|<legend>|</fieldset>|<input id=a>|<h2 id=b>|<script>|"
    "<input type=radio name=r>|<input type=checkbox name='\0'>|<select>|<option value=''>|</select>|\x1b[2J|words|"
    "<textarea name=t>|</textarea>|<input aria-labelledby='b a' type=x>|<input form=b maxlength=9999999999999>|<!--|"
    "<div role=group aria-label=g>|</div>|<template>|<svg>|<input required>"
)
PIECES = st.sampled_from(ODDS_AND_ENDS.split("|"))


@given(st.lists(PIECES, max_size=25))
def test_whatever_a_page_is_made_of_it_is_read_or_refused(pieces: list[str]) -> None:
    try:
        saved = page("".join(pieces))
    except NotAForm:
        return
    assert saved.fields
    assert len({one.name for one in saved.fields}) == len(saved.fields)
    assert all(one.label for one in saved.fields)
    str(saved).encode("utf-8")
