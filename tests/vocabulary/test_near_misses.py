"""What is suggested for a reference that refers to nothing, and that nothing else is taken for it."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import a_course, a_discussion, a_program, a_question, a_reply, a_task
from cups_course.errors import AmbiguousReference, BadReference, CourseError, UnknownReference
from cups_course.model import Program, Task
from cups_course.refs import FoundRef, find_ref, offer_refs, parse_ref
from cups_course.typed_refs import find_range, near_misses, other_spellings

_TITLES = ("Welcome Aboard", "Service Leadership", "Steady Beats Fast", "Asking for Help", "Avoiding Burnout")
_ROMAN = ("0", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI")


def a_whole_program() -> Program:
    discussions = [a_discussion(number=number) for number in (1, 2, 9, 10, 11)]
    for discussion, title in zip(discussions, _TITLES, strict=True):
        discussion.title = title
    second = discussions[1]
    second.questions = [a_question(1), a_question(2)]
    second.tasks = [a_task("quiz"), a_task("watch"), Task("w2", "2.2.watch-2", "watch", 2, "")]
    second.peer_replies = [a_reply("OakLeaf"), a_reply("plum")]
    for reply in second.peer_replies:
        reply.ref = f"2.2@{reply.peer}"
    exam = Task("exam", "kind-leaders/exam", "exam", 1, "")
    return a_program(a_course(*discussions, forms=[a_task("form", ref="2")]), tasks=[exam])


PROGRAMS = [a_whole_program()]
THINGS = [offer.found for offer in offer_refs(PROGRAMS, "", (object,))]


def separated_by(separator: str) -> Callable[[str], str]:
    return lambda ref: ref.replace(".", separator)


def roman(ref: str) -> str:
    course, dot, rest = ref.partition(".")
    return f"{_ROMAN[int(course)]}{dot}{rest}" if course.isdigit() else ref


_VARIANTS: list[Callable[[str], str]] = [
    *map(separated_by, ["-", "/", ",", "..", " ", ":", " . ", "_"]),
    roman,
    lambda ref: f"{ref}.",
    lambda ref: f"#{ref}",
    lambda ref: f"({ref})",
    lambda ref: f"{ref}@",
    lambda ref: ref.translate({ord("0") + digit: chr(0xFF10 + digit) for digit in range(10)}),
    lambda ref: ref.replace(".", ".\u200b"),
    lambda ref: ref.replace("@", " "),
    str.upper,
    str.title,
]


@given(st.sampled_from(THINGS), st.lists(st.sampled_from(_VARIANTS), min_size=1, max_size=2))
def test_another_spelling_of_a_reference_is_that_thing_or_suggests_it(
    found: FoundRef, variants: list[Callable[[str], str]]
) -> None:
    typed = found.ref
    for variant in variants:
        typed = variant(typed)
    try:
        accepted = find_ref(PROGRAMS, parse_ref(typed))
    except (BadReference, UnknownReference):
        assert found.ref in [one.ref for one in near_misses(PROGRAMS, typed).found], typed
    else:
        assert accepted.ref == found.ref, typed


@given(st.sampled_from(THINGS), st.sampled_from(["course", "Discussion", "week", "question", "q"]))
def test_a_word_for_the_kind_before_a_reference_suggests_only_things_of_that_kind(found: FoundRef, word: str) -> None:
    suggested = other_spellings(PROGRAMS, f"{word} {found.ref}")
    kind = {"course": "a course", "Discussion": "a discussion", "week": "a discussion"}.get(word, "a question")

    assert {one.what for one in suggested} <= {kind}
    assert found.what != kind or found.ref in [one.ref for one in suggested]


@given(st.text("2.1 9-/@#IVqdisoakfm", max_size=14) | st.text(max_size=30))
def test_suggestions_exist_and_are_few(typed: str) -> None:
    near = near_misses(PROGRAMS, typed).found

    assert len(near) <= 3
    for one in near:
        assert find_ref(PROGRAMS, parse_ref(one.ref)).subject is one.subject


@pytest.mark.parametrize(
    ("typed", "refs"),
    [
        ("discussion 2", ["2.2"]),
        ("22", ["2.2"]),
        ("discussion 2.2", ["2.2"]),
        ("course 2", ["2"]),
        ("Course-2", ["2"]),
        ("course 2 discussion 9", ["2.9"]),
        ("c2d9", ["2.9"]),
        ("2.2 quiz", ["2.2.quiz"]),
        ("quiz 2.2", ["2.2.quiz"]),
        ("2.2.Q1", ["2.2.1"]),
        ("2.2.q1", ["2.2.1"]),
        ("2.2#1", ["2.2.1"]),
        ("2.2.quizz", ["2.2.quiz"]),
        ("2.2@oaklaef", ["2.2@OakLeaf"]),
        ("@oakleaf", ["2.2@OakLeaf"]),
        ("Steady Beats Fast", ["2.9"]),
        ("steady beats fast", ["2.9"]),
        ("2.9 Steady Beats Fast", ["2.9"]),
        ("Stedy Beats Fast", ["2.9"]),
        ("steady", ["2.9"]),
        ("kind leaders", ["kind-leaders"]),
        ("kind-leader/2.9", ["2.9"]),
        ("other/2.9", ["2.9"]),
        ("2.19", ["2.9", "2.1", "2.11"]),
        ("3.9", ["2.9"]),
        ("2.19.1", ["2.9", "2.1", "2.11"]),
        ("9", ["2.9", "2"]),
        ("2.2.exam", ["2.2.watch", "2.2.watch-2", "2.2.quiz"]),
        ("2.2@nobody", ["2.2@OakLeaf", "2.2@plum"]),
        ("2.9@nobody", []),
        ("discussion 99", []),
        ("nothing", []),
        ("", []),
    ],
)
def test_near_misses(typed: str, refs: list[str]) -> None:
    assert [one.ref for one in near_misses(PROGRAMS, typed).found] == refs


def test_where_programs_share_a_number_each_is_suggested_in_full() -> None:
    first, second = a_whole_program(), a_whole_program()
    second.key = "other"
    for program in (first, second):
        for course in program.courses:
            course.ref = f"{program.key}/2"
            for discussion in course.discussions:
                discussion.ref = f"{program.key}/2.{discussion.number}"

    assert [one.ref for one in near_misses([first, second], "2-9").found] == ["kind-leaders/2.9", "other/2.9"]
    assert near_misses([first, second], "other/2.19").found[0].ref == "other/2.9"
    with pytest.raises(AmbiguousReference):
        find_ref([first, second], parse_ref("2.9"))


def _unknown_but(*known: int) -> list[Program]:
    discussions = [a_discussion(number=number, known=number in known) for number in (1, 2, 3, 4)]
    other = a_course(a_discussion(number=1, known=False))
    other.number, other.ref, other.discussions[0].ref = 3, "3", "3.1"
    return [a_program(a_course(*discussions), other)]


@pytest.mark.parametrize("typed", ["2.1-2.3", "kind-leaders/2.1-2.3", "KIND-LEADERS/2.1-Kind-Leaders/2.3", " 2.1-2.3 "])
def test_a_range_is_what_is_unknown_between_its_ends(typed: str) -> None:
    assert [one.ref for one in find_range(_unknown_but(4), typed)] == ["2.1", "2.2", "2.3"]


@pytest.mark.parametrize("typed", ["2.1", "2.1-3", "2-3", "2.1-", "-2.1", "2.1.1-2.1.2", "kind-leaders", ""])
def test_other_text_is_no_range(typed: str) -> None:
    assert find_range(_unknown_but(), typed) == []


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("2.3-2.1", "2.3-2.1 runs backwards. Did you mean 2.1-2.3?"),
        ("2.1-3.1", "2.1 and 3.1 are in different courses."),
        ("2.1-2.99999", "There is no 2.99999. Did you mean"),
        ("0.1-2.3", "There is no 0.1. Did you mean 2.1"),
        ("2.1-2.4", "A range works only for discussions that have no questions yet, but 2.2, 2.4 have content."),
    ],
)
def test_a_range_that_is_not_one_of_unknown_discussions_is_refused(typed: str, message: str) -> None:
    with pytest.raises(CourseError) as error:
        find_range(_unknown_but(2, 4), typed)
    assert error.value.message.startswith(message)
