"""What was sent with a form, and what the profile says, removed for good: all of what was named, and nothing else."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from builders import a_store, a_thread, discussion_at, imported, rows
from cups_course.form.filling import form_fields
from cups_course.form.form import FormField, Match, SavedForm
from cups_course.model import Course, Task
from cups_course.store import corrections
from cups_course.store.answers import keep_answers
from cups_course.store.database import Database
from cups_course.store.forget import forget
from cups_course.store.forms import attach_form, sent_copy, set_profile, submit_form
from cups_course.store.gathering import Gathering
from cups_course.store.history import undo
from cups_course.store.reading import load
from cups_course.thread.thread import WantedTask

WHY, HOW, TEA, MAIL = (
    "I hold the rope.\n\nIt is easier in writing.",
    "Wren walked me home.",
    "A lamp.",
    "ann@example.org",
)
FORM = SavedForm(
    "How was it?",
    None,
    tuple(FormField(f"entry.{at}", f"Field {at}", "", "short", True, (), None, 1) for at in range(1, 6)),
    (),
)


def _form(database: Database) -> tuple[Course, Task]:
    course = load(database)[0].courses[0]
    return course, course.forms[0]


def _answer(database: Database, text: str, ref: str = "2.2", number: int = 1) -> None:
    database.next_command()
    discussion = discussion_at(database, ref)
    keep_answers(database, discussion, {discussion.questions[number - 1].id: text}, "text")


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    """A store with a form that was sent: two answers of one discussion, an answer of another, that discussion as a
    whole, and an entry of the profile; one of the answers began with words that stand in others too."""
    with a_store(tmp_path / "courses.db") as opened:
        imported(opened, a_thread("Why?", "And how?", tasks=[WantedTask("form", "")]))
        imported(opened, a_thread("Which tea?", "With whom?", number=3, topic="Tea"))
        for early in ("I", TEA):
            _answer(opened, early, number=2)
        for number, text in ((1, WHY), (2, HOW)):
            _answer(opened, text, number=number)
        for number, text in ((1, TEA), (2, "With fern.")):
            _answer(opened, text, "2.3", number)
        opened.next_command()
        set_profile(opened, "email", MAIL)
        first, tea = discussion_at(opened), discussion_at(opened, "2.3")
        goes = [
            *(Match(question.id) for question in (*first.questions, tea.questions[0])),
            Match(discussion_id=tea.id),
            Match(profile="email"),
        ]
        attach_form(opened, _form(opened)[1], FORM, {f"entry.{at}": match for at, match in enumerate(goes, 1)})
        opened.next_command()
        course, form = _form(opened)
        submit_form(opened, form, form_fields(form, course), on="2026-03-01")
        assert _sent(opened) == [1, 2, 3, 4, 5]
        yield opened


def _sent(database: Database) -> list[int]:
    """The numbers of the fields of which there is still a copy."""
    return [int(one.label.removeprefix("Field ")) for one in sent_copy(database, _form(database)[1])]


def _forget(database: Database, gather: Callable[[Gathering], None], *, everywhere: bool = True) -> set[str]:
    what = Gathering(database)
    gather(what)
    forms = what.forms()
    if everywhere:
        what.add_sent_copies()
    forget(database, what.rule())
    return forms


def _question(database: Database, ref: str, number: int) -> Callable[[Gathering], None]:
    discussion = discussion_at(database, ref)
    return lambda what: what.add_answer(discussion.id, discussion.questions[number - 1].id)


@pytest.mark.parametrize(
    ("ref", "number", "stay"),
    [("2.2", 2, [1, 3, 4, 5]), ("2.2", 1, [2, 3, 4, 5]), ("2.3", 1, [1, 2, 5]), ("2.3", 2, [1, 2, 3, 5])],
)
def test_with_an_answer_the_copies_of_it_go_and_no_other_whatever_it_once_began_with(
    database: Database, ref: str, number: int, stay: list[int]
) -> None:
    _forget(database, _question(database, ref, number))
    assert _sent(database) == stay


def test_all_own_words_of_a_discussion_go_from_what_was_sent(database: Database) -> None:
    tea = discussion_at(database, "2.3").id
    assert _forget(database, lambda what: what.add_own_words(tea)) == {_form(database)[1].id}
    assert _sent(database) == [1, 2, 5]


def test_what_was_sent_for_a_question_that_was_merged_since_goes_with_its_words(database: Database) -> None:
    database.next_command()
    discussion = discussion_at(database)
    corrections.merge_questions(database, discussion, discussion.questions, "Why, and how?")
    _forget(database, _question(database, "2.2", 1))
    assert _sent(database) == [3, 4, 5]
    for words in (WHY, HOW):
        assert words.encode() not in database.path.read_bytes()


def test_what_was_sent_for_both_goes_with_neither_when_the_merge_was_undone(database: Database) -> None:
    database.next_command()
    discussion = discussion_at(database)
    corrections.merge_questions(database, discussion, discussion.questions, "Why, and how?")
    database.next_command()
    undo(database)
    _forget(database, _question(database, "2.2", 2))
    assert _sent(database) == [1, 3, 4, 5]


@pytest.mark.parametrize("name", ["email", "Email", None])
@pytest.mark.parametrize("now", [MAIL, "ann@example.com", None])
def test_an_entry_of_the_profile_goes_with_all_that_it_ever_said(
    database: Database, name: str | None, now: str | None
) -> None:
    database.next_command()
    set_profile(database, "email", now)
    assert MAIL.encode() in database.path.read_bytes()
    assert _forget(database, lambda what: what.add_profile(name), everywhere=False) == set()
    assert rows(database, "SELECT * FROM profile") == []
    assert _sent(database) == [1, 2, 3, 4]
    assert b"ann@example.com" not in database.path.read_bytes()
    assert MAIL.encode() not in database.path.read_bytes()


def test_an_entry_that_says_what_an_answer_says_leaves_the_copy_of_the_answer(database: Database) -> None:
    database.next_command()
    set_profile(database, "favourite", HOW)
    _forget(database, lambda what: what.add_profile("favourite"))
    assert _sent(database) == [1, 2, 3, 4, 5]
