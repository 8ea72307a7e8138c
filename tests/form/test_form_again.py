"""What a person said of a form's fields stays with what is asked when a newer copy of the form is attached."""

import pytest

from cups_course.form.form import AttachedForm, FormField, Match, SavedForm, carry_matches

FIRST, SECOND = Match("question 1", by_person=True), Match("question 2", by_person=True)


def fields(*said: tuple[str, str] | tuple[str, str, str]) -> tuple[FormField, ...]:
    """Fields by their names and labels, and the headings they stand under."""
    return tuple(
        FormField(name, label, "", "paragraph", False, (), None, 1, *section) for name, label, *section in said
    )


def attached(before: tuple[FormField, ...], **matches: Match) -> AttachedForm:
    return AttachedForm("form", SavedForm("", None, before, ()), {"a[]": FIRST, "a[]#2": SECOND} | matches, {})


@pytest.mark.parametrize(
    ("before", "after", "kept"),
    [
        pytest.param(
            fields(("a[]", "On asking"), ("a[]#2", "On giving")),
            fields(("a[]", "On resting"), ("a[]#2", "On asking"), ("a[]#3", "On giving")),
            {"a[]#2": FIRST, "a[]#3": SECOND},
            id="numbered names, one field more in front",
        ),
        pytest.param(
            fields(("a[]", "Your answer"), ("a[]#2", "Your answer")),
            fields(("a[]", "On resting"), ("a[]#2", "Your answer"), ("a[]#3", "Your answer")),
            {},
            id="fields that only their shifted names tell apart",
        ),
        pytest.param(
            fields(("a[]", "Your answer"), ("a[]#2", "Your answer")),
            fields(("a[]#2", " Your  answer "), ("b", "On resting"), ("a[]", "Your answer")),
            {"a[]": FIRST, "a[]#2": SECOND},
            id="fields in the same words that keep their names",
        ),
        pytest.param(
            fields(("a[]", "On asking"), ("a[]#2", "On giving")),
            fields(("a[]", "On asking others"), ("a[]#2", "On giving")),
            {"a[]#2": SECOND},
            id="another wording",
        ),
        pytest.param(
            fields(("a[]", "Question 1", "Discussion 1"), ("a[]#2", "On giving")),
            fields(("a[]", "Question 1", "Discussion 2"), ("a[]#2", "On giving")),
            {"a[]#2": SECOND},
            id="another heading",
        ),
    ],
)
def test_it_goes_with_what_is_asked(
    before: tuple[FormField, ...], after: tuple[FormField, ...], kept: dict[str, Match]
) -> None:
    again = carry_matches(attached(before), after)
    assert again.kept == kept
    assert len(again.kept) + len(again.lost) == 2


def test_what_was_found_by_itself_is_not_kept_as_said() -> None:
    before = fields(("a[]", "On asking"), ("a[]#2", "On giving"))
    again = carry_matches(attached(before, **{"a[]": Match("question 1")}), before)
    assert again == ({"a[]#2": SECOND}, [])
