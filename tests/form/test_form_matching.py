"""Which answer a field of a form wants: sure only where nobody need be asked."""

from itertools import count, permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cups_course.form.form import FieldKind, FormField
from cups_course.form.matching import Proposal, assign, proposals
from cups_course.model import Course, Discussion, Question

ASKED = {
    1: ("Welcome Aboard", ["What brought you to Harbour Lights, and what would you like to carry home?"]),
    2: (
        "Steady Beats Fast",
        [
            "What does steady service mean to you?",
            "When have you seen somebody at Harbour Lights do it well?",
            "How can you keep a pace you'll enjoy a year from now?",
        ],
    ),
    3: (
        "Asking for Help",
        [
            "What makes it hard for you to ask for help, and what makes it easier?",
            "Describe a time when somebody's help turned your day around, and tell us what they did.",
        ],
    ),
    4: ("Rest Is Part of the Work", []),
}
_numbers = count(1)


def the_course() -> Course:
    return Course(
        "course",
        "1",
        1,
        "Becoming a Kind Leader",
        [
            Discussion(
                f"discussion {number}",
                f"1.{number}",
                number,
                title,
                bool(texts),
                0,
                questions=[
                    Question(f"question {number}.{nth}", f"1.{number}.{nth}", nth, text)
                    for nth, text in enumerate(texts, 1)
                ],
            )
            for number, (title, texts) in ASKED.items()
        ],
    )


def a_field(label: str, kind: FieldKind = "paragraph", *, section: str = "", help_: str = "") -> FormField:
    return FormField(f"entry.{next(_numbers)}", label, help_, kind, False, (), None, 1, section)


def matched(*fields: FormField) -> list[Proposal]:
    return proposals(fields, the_course())


def said(match: Proposal) -> tuple[str | None, str | None, bool]:
    return (match.target.ref if match.target else None, match.profile, match.sure)


@pytest.mark.parametrize(
    ("label", "section", "ref"),
    [
        ("What does steady service mean to you?", "", "1.2.1"),
        ("2) WHAT DOES “STEADY SERVICE” MEAN TO YOU", "", "1.2.1"),
        ("Please paste your answer here: What does steady service mean to you?", "", "1.2.1"),
        ("Question 2: When did you see somebody at Harbour Lights do it well?", "", "1.2.2"),
        ("How will you keep a pace that you still enjoy a year from now?", "Discussion 2", "1.2.3"),
        ("What makes it hard to ask for help, and what makes it easier?", "Asking for Help", "1.3.1"),
        ("Tell us about a time when somebody’s help turned your day around.", "Discussion 3", "1.3.2"),
        ("Discussion 2, question 3", "", "1.2.3"),
        ("1.2.3", "", "1.2.3"),
        ("D3 Q1", "", "1.3.1"),
        ("Question two", "Week 2: Steady Beats Fast", "1.2.2"),
        ("Post 4", "", "1.4"),
        ("Rest is part of the work", "", "1.4"),
        ("Paste all your answers for discussion 3", "", "1.3"),
        ("Your whole answer", "Discussion 1: Welcome Aboard", "1.1"),
    ],
)
def test_a_field_is_known_by_its_wording_or_by_the_place_it_names(label: str, section: str, ref: str) -> None:
    (match,) = matched(a_field(label, section=section))
    assert said(match) == (ref, None, True)


def test_a_label_that_says_nothing_is_known_by_its_help_text() -> None:
    (match,) = matched(a_field("Your answer", help_="What does steady service mean to you?"))
    assert said(match) == ("1.2.1", None, True)


@pytest.mark.parametrize(
    ("label", "section"),
    [
        ("When have you seen somebody at Harbour Lights do it badly?", "Discussion 2"),
        ("When have you not seen somebody at Harbour Lights do it well?", "Discussion 2"),
        ("Which peer's reply to “What does steady service mean to you?” did you like?", "Discussion 2"),
        ("Discussion 3: What does steady service mean to you?", ""),
        ("Course 2, discussion 2: What does steady service mean to you?", ""),
        ("Discussion 2 and discussion 3", ""),
        ("Link to your post in discussion 2", ""),
        ("Your replies in discussion 2", ""),
        ("Explain steady service in your own words", ""),
        ("Discussion 9", ""),
        ("Question 7", "Discussion 2"),
        ("Paste here", "Discussion 2: replies to peers"),
        ("Paste your post here", "Replies you gave in discussion 3"),
        ("Your answer", "What did you not like about Discussion 2?"),
        ("Steady Beats Fast", "Which post did you like best and why?"),
        ("Question 1", "Discussion 2: Feedback on the course"),
        ("Post 1", "Week 3"),
        ("What does steady service mean to you?", "Peer replies for week 2"),
        ("What does steady service mean to you?", "What did you not like?"),
        ("Their answer: What does steady service mean to you?", ""),
        ("What does steady service mean to your team?", ""),
        ("What makes it hard for others to ask for help, and what makes it easier?", ""),
        ("What makes it hard for you to give help, and what makes it easier?", ""),
        ("Describe a time when your help turned somebody's day around, and tell us what you did.", "Discussion 3"),
        ("How can you keep a pace you'll enjoy a week from now?", "Discussion 2"),
    ],
)
def test_what_may_be_something_else_is_never_sure(label: str, section: str) -> None:
    (match,) = matched(a_field(label, section=section))
    assert match.target is None or not match.sure


@pytest.mark.parametrize(
    ("label", "kind", "section", "help_"),
    [
        ("Week 2", "short", "How many hours did you spend each week?", ""),
        ("Session 3", "short", "", "Date you attended"),
        ("Week 2", "short", "", ""),
        ("Discussion 2", "paragraph", "", "Which reply touched you most?"),
        ("Question 1", "paragraph", "Discussion 2", "Question 2 is on the next page"),
        ("What does steady service mean to you?", "paragraph", "", "The answer of a peer, please"),
    ],
)
def test_what_the_help_asks_or_a_line_has_no_room_for_is_never_sure(
    label: str, kind: FieldKind, section: str, help_: str
) -> None:
    (match,) = matched(a_field(label, kind, section=section, help_=help_))
    assert match.target is None or not match.sure


@pytest.mark.parametrize(
    ("label", "section", "help_", "ref"),
    [
        ("Question 1", "Part 2 of 4: Discussion 2", "At most 2,000 characters, please", "1.2.1"),
        ("Your answer (100 to 200 words)", "Discussion 2, question 3", "", "1.2.3"),
        ("Paste here", "Becoming a Kind Leader: discussion 3, “Asking for Help”", "Required", "1.3"),
        ("Your answer", "What does steady service mean to you?", "", "1.2.1"),
        ("What does steady service mean to you?", "Course 1 evaluation", "In 50 words or more", "1.2.1"),
    ],
)
def test_a_heading_and_a_help_text_that_ask_nothing_of_their_own_leave_it_sure(
    label: str, section: str, help_: str, ref: str
) -> None:
    (match,) = matched(a_field(label, section=section, help_=help_))
    assert said(match) == (ref, None, True)


def test_of_a_form_with_thousands_of_fields_those_far_down_are_left_to_the_person() -> None:
    many = [a_field(f"What does steady help mean {number}?") for number in range(4000)]
    asked = a_field("What does steady service mean to you?")
    assert said(matched(asked, *many)[0]) == ("1.2.1", None, True)
    assert said(matched(*many, asked)[-1]) == (None, None, True)


def test_a_question_quoted_in_the_help_of_another_is_not_taken_for_it() -> None:
    (match,) = matched(a_field("Who said it best?", help_="What does steady service mean to you?"))
    assert not match.sure


def test_of_two_fields_for_one_question_neither_is_sure() -> None:
    matches = matched(a_field("What makes it hard for you to ask for help?"), a_field("What makes it easier for you?"))
    assert not any(match.sure for match in matches)
    twice = matched(*[a_field("What does steady service mean to you?")] * 2)
    assert [match.sure for match in twice] == [False, False]
    assert [match.candidates[0].ref for match in twice] == ["1.2.1", "1.2.1"]


def test_fields_that_only_their_order_tells_apart_are_put_forward_and_asked() -> None:
    matches = matched(*(a_field("Your answer", section="Steady Beats Fast") for _ in range(3)))
    assert [said(match) for match in matches] == [(f"1.2.{nth}", None, False) for nth in (1, 2, 3)]


def test_of_questions_in_the_same_words_the_order_of_the_form_puts_the_right_one_forward() -> None:
    course = the_course()
    again = "What will you do in the week to come?"
    for discussion in course.discussions[1:3]:
        number = len(discussion.questions) + 1
        discussion.questions.append(Question(f"again {discussion.ref}", f"{discussion.ref}.{number}", number, again))
    texts = [question.text for discussion in course.discussions for question in discussion.questions]
    for left_out, ref in ((4, "1.3.3"), (7, "1.2.4")):
        matches = proposals([a_field(text) for at, text in enumerate(texts) if at != left_out], course)
        assert [said(match) for match in matches if match.field.label == again] == [(ref, None, False)]


def test_a_number_that_could_mean_two_questions_is_asked() -> None:
    course = the_course()
    course.discussions[1].questions[0].dropped = True
    (match,) = proposals([a_field("Discussion 2, question 2")], course)
    assert not match.sure
    assert {one.ref for one in match.candidates} == {"1.2.2", "1.2.3"}


def test_a_field_in_words_of_its_own_is_offered_the_questions_that_nothing_else_asks_for() -> None:
    texts = [text for _, (_, questions) in ASKED.items() for text in questions]
    *_, last = matched(*map(a_field, [*texts[:4], *texts[5:], "Whom do you call when the sea is rough?"]))
    assert (said(last), [one.ref for one in last.candidates]) == ((None, None, False), ["1.3.1"])


@pytest.mark.parametrize(
    ("label", "kind", "key"),
    [
        ("Name", "short", "name"),
        ("What is your full name?", "short", "name"),
        ("Your forum name (as others see it)", "short", "forum-name"),
        ("7 Cups username", "short", "forum-name"),
        ("E-mail address", "short", "email"),
        ("E-mail", "email", "email"),
        ("What is your name on the forum?", "short", "forum-name"),
        ("Your age", "dropdown", "age"),
        ("Mentor's name", "short", "mentor"),
        ("Which batch are you in?", "choice", "batch"),
        ("Usernames of the peers you replied to", "short", None),
        ("Where may we write to?", "email", None),
        ("Your mentor's e-mail", "email", None),
        ("Emergency contact email", "email", None),
        ("E-mail (of your mentor)", "short", None),
        ("Name and e-mail", "short", None),
        ("Trainer username", "short", None),
        ("Bank account name", "short", None),
        ("Display name of the member you helped", "short", None),
        ("Is your e-mail address correct?", "choice", None),
        ("E-mail", "choice", None),
        ("Name of your favourite discussion", "short", None),
        ("Which country would you sail to?", "short", None),
        ("How was the course for you?", "scale", None),
        ("Anything else?", "short", None),
    ],
)
def test_who_one_is_has_a_key_and_what_is_ones_own_to_fill_has_none(label: str, kind: FieldKind, key: str) -> None:
    (match,) = matched(a_field(label, kind))
    assert said(match) == (None, key, True)


@pytest.mark.parametrize(("section", "help_"), [("Your mentor", ""), ("", "Of the person who trained you")])
def test_what_the_heading_or_the_help_asks_of_somebody_else_is_not_filled_with_ones_own(
    section: str, help_: str
) -> None:
    (match,) = matched(a_field("E-mail", "email", section=section, help_=help_))
    assert said(match) == (None, None, True)


def test_a_name_that_is_asked_under_two_headings_is_left_to_the_person() -> None:
    matches = matched(*(a_field("Name", "short", section=one) for one in ("About you", "The one you look up to")))
    assert [said(match) for match in matches] == [(None, None, True)] * 2


LABELS = st.one_of(
    st.sampled_from([text for _, texts in ASKED.values() for text in texts]),
    st.sampled_from(
        ["Discussion 2", "Question 1", "Your answer", "1.2.3", "Name", "Week 3, question 2", "", "\0", "٣."]
    ),
    st.text(max_size=60),
)


@given(st.lists(st.tuples(LABELS, LABELS, LABELS), max_size=12))
def test_whatever_a_form_asks_each_field_has_a_match_and_each_answer_one_field(
    words: list[tuple[str, str, str]],
) -> None:
    fields = [a_field(label, section=section, help_=help_) for label, section, help_ in words]
    matches = matched(*fields)
    assert [match.field for match in matches] == fields
    taken = [match.target.ref for match in matches if match.target]
    assert len(taken) == len(set(taken))
    assert all(not match.candidates for match in matches if match.sure)
    assert all(match.target is match.candidates[0] for match in matches if match.target and not match.sure)


@given(st.permutations([text for _, texts in ASKED.values() for text in texts]))
def test_questions_in_their_own_words_are_found_in_any_order(texts: list[str]) -> None:
    matches = matched(*map(a_field, texts))
    assert [match.target.text for match in matches if isinstance(match.target, Question) and match.sure] == texts


@given(st.lists(st.dictionaries(st.integers(0, 4), st.floats(0.1, 1), max_size=5), max_size=4))
def test_the_pairs_chosen_are_the_best_there_are_together(scores: list[dict[int, float]]) -> None:
    found = assign(scores)
    got = sum(row[column] for row, column in zip(scores, found, strict=True) if column is not None)
    ways = permutations([*range(5), *[None] * len(scores)], len(scores))
    best = max(
        sum(row.get(one, 0) if one is not None else 0 for row, one in zip(scores, way, strict=True)) for way in ways
    )
    assert got == pytest.approx(best)
