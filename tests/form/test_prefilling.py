"""The address of a Google Form with answers in it."""

from urllib.parse import parse_qsl, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cups_course.form.filling import LONGEST_QUERY, prefilled
from cups_course.form.form import CHOICE_OF_ONES_OWN, FieldKind, FormField

ADDRESS = "https://docs.google.com/forms/d/e/1FAIpQLSd-HarbourLights/viewform"


def a_field(
    number: int, kind: FieldKind = "paragraph", *, choices: tuple[str, ...] = (), longest: int | None = None
) -> FormField:
    return FormField(f"entry.{number}", f"Question {number}", "", kind, False, choices, longest, 1)


def values_in(address: str) -> list[tuple[str, str]]:
    return parse_qsl(urlsplit(address).query, keep_blank_values=True, strict_parsing=True)


def test_answers_stand_in_the_address_in_the_order_of_the_form() -> None:
    values = [(a_field(7), "Slow & steady\nwins: 100 %"), (a_field(3, "short"), "Zoë 🌱")]
    assert prefilled(ADDRESS, values).address == (
        f"{ADDRESS}?usp=pp_url&entry.7=Slow%20%26%20steady%0Awins%3A%20100%20%25&entry.3=Zo%C3%AB%20%F0%9F%8C%B1"
    )


def test_other_parameters_of_the_address_are_left_out() -> None:
    address = prefilled(f"{ADDRESS}?usp=sf_link&entry.9=old#top", [(a_field(1), "new")]).address
    assert address == f"{ADDRESS}?usp=pp_url&entry.1=new"


def test_an_answer_that_does_not_fit_is_left_whole_and_shorter_ones_behind_it_are_taken() -> None:
    first, long, short, empty = (a_field(number) for number in range(1, 5))
    result = prefilled(ADDRESS, [(first, "a" * 4000), (long, "é" * 1000), (short, "short"), (empty, "")])
    assert (result.filled, result.left) == ((first, short), (long,))
    assert values_in(result.address)[1:] == [("entry.1", "a" * 4000), ("entry.3", "short")]


def test_the_last_character_that_fits_is_used() -> None:
    room = LONGEST_QUERY - len("usp=pp_url&entry.1=")
    assert prefilled(ADDRESS, [(a_field(1), "a" * room)]).filled
    assert prefilled(ADDRESS, [(a_field(1), "a" * (room + 1))]).left


@pytest.mark.parametrize(
    ("field", "value"),
    [
        (a_field(1, longest=5), "longer"),
        (a_field(1, "short"), "two\nlines"),
        (a_field(1, "choice", choices=("Yes", "No")), "Maybe"),
        (a_field(1, "choice", choices=("Yes", CHOICE_OF_ONES_OWN)), CHOICE_OF_ONES_OWN),
        (a_field(1, "checkboxes", choices=("Tea", "Bread")), "Tea\nCake"),
        (a_field(1, "date"), "2026-11-23"),
        (a_field(1, "upload"), "certificate.pdf"),
        (FormField("emailAddress", "Email", "", "email", True, (), None, 1), "fern@harbour.example"),
        (FormField("entry.1&usp=x", "Odd", "", "paragraph", True, (), None, 1), "words"),
    ],
)
def test_what_a_field_would_not_take_as_it_is_is_left_to_the_person(field: FormField, value: str) -> None:
    result = prefilled(ADDRESS, [(field, value)])
    assert (result.filled, result.left) == ((), (field,))
    assert values_in(result.address) == [("usp", "pp_url")]


def test_check_boxes_are_ticked_one_by_one() -> None:
    field = a_field(1, "checkboxes", choices=("Tea", "Bread & butter", "Soup"))
    address = prefilled(ADDRESS, [(field, "Tea\nBread & butter")]).address
    assert values_in(address)[1:] == [("entry.1", "Tea"), ("entry.1", "Bread & butter")]


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=4000), max_size=8))
def test_an_address_holds_exactly_the_values_and_never_more_than_a_server_takes(texts: list[str]) -> None:
    values = [(a_field(number), text) for number, text in enumerate(texts)]
    result = prefilled(ADDRESS, values)
    sent = {field: text.replace("\r\n", "\n").replace("\r", "\n") for field, text in values}
    assert values_in(result.address) == [("usp", "pp_url"), *((field.name, sent[field]) for field in result.filled)]
    assert len(urlsplit(result.address).query) <= LONGEST_QUERY
    assert sorted([*result.filled, *result.left], key=lambda one: one.name) == [one for one, text in values if text]
