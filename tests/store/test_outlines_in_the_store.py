from contextlib import suppress
from dataclasses import replace

import pytest
from hypothesis import given, settings

from builders import (
    ME,
    a_post,
    a_store,
    a_thread,
    discussion_at,
    imported,
    mine,
    row_counts,
    rows,
    stored_discussions,
)
from cups_course.errors import CourseError, UnknownProgram
from cups_course.outline.files import as_toml
from cups_course.outline.outline import Outline, OutlineCourse, OutlineDiscussion, outline_of
from cups_course.refs import find_ref, parse_ref
from cups_course.states import all_discussions
from cups_course.store.answers import keep_answers
from cups_course.store.database import Database
from cups_course.store.outlines import add_outline, use_program
from cups_course.store.reading import load
from cups_course.store.threads import load_thread
from cups_course.store.writing import add_note, keep_reply, move_discussion, remove_program, tick
from cups_course.thread.thread import WantedTask
from made_up_outlines import outlines

_OUTLINE = Outline(
    "kind-leaders",
    "Kind Leaders",
    (
        OutlineCourse(
            2,
            "Becoming a Leader",
            (
                OutlineDiscussion(1, "Welcome", ("Who are you?",), 1),
                OutlineDiscussion(2, "Service Leadership", (None, None), 3, (WantedTask("watch", "the video"),)),
                OutlineDiscussion(3, "", None, None),
            ),
            (WantedTask("exam", "", minimum="8/10"),),
            ("Evaluation", "Feedback"),
        ),
    ),
    (WantedTask("oath", ""),),
)


def _with_words(database: Database, number: int = 2, topic: str = "Service Leadership", question: str = "Why?") -> None:
    posts = [a_post(1, ME, "my words"), a_post(2, "oak", "I think.")]
    own = mine(answers=[(1, "my words", 1)])
    imported(database, a_thread(question, number=number, topic=topic, posts=posts), own)
    keep_reply(database, discussion_at(database, f"2.{number}"), "oak", "nice", "text", on=None, draft=False)
    add_note(database, discussion_at(database, f"2.{number}"), "a note")


def _words_at(database: Database, ref: str) -> tuple[str | None, list[str], list[str]]:
    one = discussion_at(database, ref)
    (question,) = [question for question in one.questions if question.answer]
    text = question.answer.text if question.answer else None
    return text, [reply.text for reply in one.peer_replies], [note.text for note in one.notes]


def test_an_outline_is_in_the_store_as_it_was_written() -> None:
    with a_store() as database:
        add_outline(database, _OUTLINE)
        (program,) = load(database)
    (course,) = program.courses

    assert [(one.number, one.title, one.known, one.peer_replies_wanted) for one in course.discussions] == [
        (1, "Welcome", True, 1),
        (2, "Service Leadership", True, 3),
        (3, "", False, None),
    ]
    assert [one.placeholder for one in course.discussions[1].questions] == [True, True]
    assert [(one.ref, one.minimum) for one in course.tasks] == [("2.exam", "8/10")]
    assert [(one.ref, one.text) for one in course.forms] == [("2.form", "Evaluation"), ("2.form-2", "Feedback")]
    assert [one.ref for one in program.tasks] == ["kind-leaders/oath"]


def test_adding_an_outline_twice_is_adding_it_once() -> None:
    with a_store() as database:
        add_outline(database, _OUTLINE)
        before = row_counts(database)

        assert add_outline(database, _OUTLINE).taken_over == ()
        assert row_counts(database) == before


def test_what_was_imported_before_becomes_the_outlines_with_every_word() -> None:
    with a_store() as database:
        _with_words(database)
        its_id = discussion_at(database).id

        assert add_outline(database, _OUTLINE).taken_over == ((2, 2),)
        discussion = discussion_at(database, "kind-leaders/2.2")
        assert discussion.id == its_id
        assert _words_at(database, "2.2") == ("my words", ["nice"], ["a note"])
        assert [question.text for question in discussion.asked] == ["Why?"]
        assert [task.ref for task in discussion.tasks] == ["2.2.watch"]
        assert load_thread(database, discussion)
        assert [program.key for program in load(database)] == ["kind-leaders"]


def test_what_does_not_agree_stays_in_ones_own_courses() -> None:
    with a_store() as database:
        _with_words(database, 2, "The Detriments of Gossip")

        assert add_outline(database, _OUTLINE).taken_over == ()
        assert _words_at(database, "my-courses/2.2")[0] == "my words"
        assert [program.key for program in load(database)] == ["my-courses", "kind-leaders"]


def test_a_discussion_whose_titles_agree_is_taken_over_whatever_its_numbers() -> None:
    with a_store() as database:
        _with_words(database, 5)

        assert add_outline(database, _OUTLINE).taken_over == ((2, 2),)
        assert _words_at(database, "2.2") == ("my words", ["nice"], ["a note"])
        assert [program.key for program in load(database)] == ["kind-leaders"]


def test_a_note_or_a_tick_keeps_a_course_of_ones_own() -> None:
    with a_store() as database:
        _with_words(database)
        course = load(database)[0].courses[0]
        add_note(database, course, "on the course")
        tick(database, course.forms[0], "done")
        add_outline(database, _OUTLINE)

        (kept,) = load(database)[0].courses
        assert ([note.text for note in kept.notes], kept.forms[0].ticked) == (["on the course"], True)


def test_the_program_in_use_is_one_that_is_there() -> None:
    with a_store() as database:
        add_outline(database, _OUTLINE)
        with pytest.raises(UnknownProgram, match="kind-leaders"):
            use_program(database, "other")
        use_program(database, "kind-leaders")

        assert load(database)[0].in_use


# Moving


def _move(database: Database, ref: str, to: str) -> None:
    programs = load(database)
    target = parse_ref(to)
    assert target.course is not None and target.discussion is not None
    found = find_ref(programs, parse_ref(ref))
    assert found.discussion
    program = next((one for one in programs if one.key == target.program), found.program)
    there = [
        one
        for course in program.courses
        for one in course.discussions
        if (course.number, one.number) == (target.course, target.discussion)
    ]
    move_discussion(database, found.discussion, program, target.course, target.discussion, next(iter(there), None))


@pytest.mark.parametrize("to", ["2.7", "4.1"])
def test_a_discussion_moves_with_everything_in_it(to: str) -> None:
    with a_store() as database:
        _with_words(database)
        its_id = discussion_at(database).id
        _move(database, "2.2", to)

        assert discussion_at(database, to).id == its_id
        assert _words_at(database, to) == ("my words", ["nice"], ["a note"])
        assert [one.ref for one in stored_discussions(database)] == [to]


def test_a_course_that_a_move_makes_ends_in_a_form() -> None:
    with a_store() as database:
        _with_words(database)
        _move(database, "2.2", "4.1")

        assert [[form.ref for form in course.forms] for course in load(database)[0].courses][-1] == ["4.form"]


def test_a_place_without_words_gives_way() -> None:
    with a_store() as database:
        add_outline(database, _OUTLINE)
        _with_words(database, 9, "Welcome aboard", "Who are you?")
        _move(database, "2.9", "2.3")

        assert _words_at(database, "2.3")[0] == "my words"
        assert [one.ref for one in stored_discussions(database)] == ["2.1", "2.2", "2.3"]


def test_a_place_with_words_does_not_give_way() -> None:
    with a_store() as database:
        _with_words(database)
        _with_words(database, 3, "Gossip", "What of it?")
        before = load(database)

        with pytest.raises(CourseError, match=r"2\.3 already has"):
            _move(database, "2.2", "2.3")
        assert load(database) == before


def test_a_note_at_a_place_is_not_lost_when_another_discussion_moves_there() -> None:
    with a_store() as database:
        add_outline(database, _OUTLINE)
        add_note(database, discussion_at(database, "2.3"), "remember this")
        _with_words(database, 9, "Gossip", "What of it?")
        with suppress(CourseError):  # to refuse it is as good
            _move(database, "2.9", "2.3")

        shown = [note.text for one in stored_discussions(database) for note in one.notes]
        assert "remember this" in shown


def test_adding_an_outline_again_after_a_move_brings_nothing_twice() -> None:
    with a_store() as database:
        _with_words(database, 9, "Gossip", "What of it?")
        add_outline(database, _OUTLINE)
        _move(database, "my-courses/2.9", "kind-leaders/2.3")
        assert [program.key for program in load(database)] == ["kind-leaders"]
        add_outline(database, _OUTLINE)

        assert [one.ref for one in stored_discussions(database)] == ["2.1", "2.2", "2.3"]
        assert _words_at(database, "2.3")[0] == "my words"


# Importing into a place of an outline, and back


def test_words_for_a_placeholder_stay_with_their_number_when_the_post_comes() -> None:
    with a_store() as database:
        add_outline(database, _OUTLINE)
        discussion = discussion_at(database)
        keep_answers(database, discussion, {one.id: f"for {one.number}" for one in discussion.questions}, "text")
        imported(database, a_thread("Why?", "How?"))

        answers = [(one.text, one.answer.text if one.answer else None) for one in discussion_at(database).questions]
        assert answers == [("Why?", "for 1"), ("How?", "for 2")]
        assert rows(database, "SELECT count(*) FROM version") == [(2,)]


# What is kept of an outline, and handed on


@settings(deadline=None, max_examples=40)
@given(outlines())
def test_what_is_in_the_store_is_shown_as_the_outline_that_was_added(outline: Outline) -> None:
    with a_store() as database:
        add_outline(database, outline)
        shown = [outline_of(program) for program in load(database)]

    assert shown == [outline] or not (outline.courses or outline.tasks)


def test_nothing_that_a_person_wrote_is_in_an_outline_that_is_handed_on() -> None:
    with a_store() as database:
        add_outline(database, _OUTLINE)
        _with_words(database)
        add_note(database, load(database)[0].courses[0], "a private note")
        shown = as_toml(outline_of(load(database)[0]))

    assert "Why?" in shown  # which the import told
    for private in ("my words", "nice", "oak", "note", ME):
        assert private not in shown


# A later version of an outline


def _numbered(*titles: str, questions: tuple[str | None, ...] | None = None) -> Outline:
    discussions = tuple(OutlineDiscussion(number, title, questions, 1) for number, title in enumerate(titles, start=1))
    return Outline("kind-leaders", "Kind Leaders", (OutlineCourse(2, "Becoming a Leader", discussions),))


def test_a_program_that_numbers_anew_moves_nothing_that_was_answered() -> None:
    with a_store() as database:
        add_outline(database, _numbered("Welcome", "Service Leadership", "Gossip"))
        _with_words(database)
        added = add_outline(database, _numbered("Welcome", "Gossip", "Rest", "Service Leadership"))

        assert _words_at(database, "2.2") == ("my words", ["nice"], ["a note"])
        titles = [(one.ref, one.title) for one in stored_discussions(database)]
        assert titles == [("2.1", "Welcome"), ("2.2", "Service Leadership"), ("2.3", "Rest"), ("2.5", "Gossip")]
        assert {(one.title, one.outlined, one.kept) for one in added.elsewhere} == {
            ("Service Leadership", (2, 4), (2, 2)),
            ("Gossip", (2, 2), (2, 5)),
        }
        counts = row_counts(database)
        add_outline(database, _numbered("Welcome", "Gossip", "Rest", "Service Leadership"))
        assert [(one.ref, one.title) for one in stored_discussions(database)] == titles
        assert row_counts(database) == counts


def test_what_nobody_touched_goes_where_the_later_version_has_it() -> None:
    with a_store() as database:
        add_outline(database, _numbered("Welcome", "Gossip", "Rest"))
        add_outline(database, _numbered("Rest", "Welcome", "Asking for Help"))

        assert [(one.ref, one.title) for one in stored_discussions(database)] == [
            ("2.1", "Rest"),
            ("2.2", "Welcome"),
            ("2.3", "Asking for Help"),
        ]


def test_a_later_version_that_knows_the_wordings_tells_them_and_answers_stay_with_their_number() -> None:
    with a_store() as database:
        add_outline(database, _numbered("Welcome", questions=(None, None)))
        discussion = discussion_at(database, "2.1")
        keep_answers(database, discussion, {discussion.questions[1].id: "for the second"}, "text")
        add_outline(database, _numbered("Welcome", questions=("Who are you?", "Why here?")))

        answers = [(one.text, one.answer and one.answer.text) for one in discussion_at(database, "2.1").questions]
        assert answers == [("Who are you?", None), ("Why here?", "for the second")]


def test_a_course_in_another_version_under_another_number_keeps_its_words_and_its_number() -> None:
    with a_store() as database:
        add_outline(database, _OUTLINE)
        _with_words(database)
        first = replace(_OUTLINE.courses[0], number=1, title="Personal Leadership", discussions=())
        anew = replace(_OUTLINE, courses=(first, replace(_OUTLINE.courses[0], number=3)))
        add_outline(database, anew)

        assert _words_at(database, "2.2")[0] == "my words"
        assert [(one.number, one.title) for one in load(database)[0].courses] == [
            (1, "Personal Leadership"),
            (2, "Becoming a Leader"),
        ]


def test_a_course_takes_the_number_of_one_that_a_later_version_has_no_more() -> None:
    first = OutlineCourse(1, "Personal Leadership", (OutlineDiscussion(1, "Welcome", None, None),))
    second = OutlineCourse(2, "Becoming a Leader", (OutlineDiscussion(1, "Rest", None, None),))
    before = Outline("kind-leaders", "Kind Leaders", (first, second))
    with a_store() as database:
        for version in (before, replace(before, courses=(replace(second, number=1),)), before):
            add_outline(database, version)
            assert [outline_of(program) for program in load(database)] == [version]


def test_a_thread_imported_before_is_taken_over_by_its_address_whatever_its_numbers() -> None:
    address = "https://harbour-lights.example/forum/Lights_3/Watch_9/Renamed_77/"
    with a_store() as database:
        imported(database, a_thread("Why?", number=9, topic="An Old Name", forum_id="77"))
        add_outline(
            database,
            Outline(
                "kind-leaders",
                "Kind Leaders",
                (OutlineCourse(2, "", (OutlineDiscussion(1, "Service Leadership", None, None, address=address),)),),
            ),
        )

        assert [(one.ref, one.title) for one in stored_discussions(database)] == [("2.1", "An Old Name")]
        assert load_thread(database, discussion_at(database, "2.1"))


# Removing


def test_a_program_goes_but_for_what_holds_something_and_comes_back_whole() -> None:
    with a_store() as database:
        add_outline(database, _OUTLINE)
        before = load(database)
        database.next_command()
        database.doing("program kind-leaders, removed")
        assert remove_program(database, "kind-leaders") == 7
        assert load(database) == []
        add_outline(database, _OUTLINE)
        assert load(database) == before

        _with_words(database)
        tick(database, load(database)[0].courses[0].forms[1], "done")
        kept = load(database)
        remove_program(database, "kind-leaders")
        assert _words_at(database, "2.2") == ("my words", ["nice"], ["a note"])
        (program,) = load(database)
        assert [one.ref for one in all_discussions([program])] == ["2.2"]
        assert [one.ref for one in program.courses[0].forms] == ["2.form-2"]
        add_outline(database, _OUTLINE)
        assert load(database) == kept


def test_a_program_that_was_removed_makes_no_reference_long() -> None:
    with a_store() as database:
        add_outline(database, _OUTLINE)
        add_outline(database, replace(_OUTLINE, key="other"))
        assert [one.courses[0].ref for one in load(database)] == ["kind-leaders/2", "other/2"]
        remove_program(database, "other")

        assert [one.courses[0].ref for one in load(database)] == ["2"]
        with pytest.raises(UnknownProgram):
            remove_program(database, "nowhere")
