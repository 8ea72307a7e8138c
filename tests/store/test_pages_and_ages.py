"""Copies that say more than words: ids in the forum, pages, and when they were saved."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

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
from cups_course.errors import AnotherThread
from cups_course.model import Discussion
from cups_course.reports import ImportResult
from cups_course.store.database import Database
from cups_course.store.importing import discussion_of, import_thread
from cups_course.store.reading import load
from cups_course.store.threads import load_thread
from cups_course.store.writing import move_discussion
from cups_course.thread.placing import WantedPlace, place_thread
from cups_course.thread.thread import Post, Thread

MONDAY, TUESDAY = "2025-03-03T10:00:00", "2025-03-04T10:00:00"


def _post(
    index: int,
    text: str,
    *,
    author: str | None = "oak",
    forum_id: str | None = None,
    page: int | None = None,
    saved_at: str | None = None,
    parent: int | None = None,
) -> Post:
    post = a_post(index, author, text, parent=parent)
    return replace(post, forum_id=forum_id, page=page, saved_at=saved_at)


def _thread(*posts: Post, **known: object) -> Thread:
    return replace(a_thread("Why?", posts=posts), **known)  # type: ignore[arg-type]


def _kept(database: Database) -> Thread:
    kept = load_thread(database, discussion_at(database))
    assert kept
    return kept.thread


def _texts(database: Database) -> list[str]:
    return [post.text for post in _kept(database).posts]


def test_what_a_copy_says_of_a_thread_is_read_back_as_it_was() -> None:
    posts = [
        replace(_post(1, "Tea.", forum_id="11", page=1, saved_at=MONDAY), answers_to="10"),
        _post(2, "Me too.", forum_id="12", page=2, saved_at=TUESDAY, parent=1),
    ]
    thread = _thread(
        *posts,
        forum_id="77",
        address="https://forum.example/Tea_77/",
        opening_id="10",
        saved_at=TUESDAY,
        pages=3,
        pages_given=frozenset({1, 2}),
    )
    with a_store() as database:
        imported(database, thread)
        kept = _kept(database)

    assert replace(kept, course_number=2, tasks=()) == thread


def test_pages_that_come_later_are_added_to_those_that_are_there() -> None:
    with a_store() as database:
        imported(database, _thread(_post(1, "Late.", page=3), pages=3, pages_given=frozenset({3})))
        imported(database, _thread(_post(1, "Early.", page=1), pages=2, pages_given=frozenset({1})))
        kept = _kept(database)

    assert (kept.pages, kept.pages_given) == (3, frozenset({1, 3}))
    assert [post.text for post in kept.posts] == ["Early.", "Late."]


# The same post


def test_a_post_that_was_edited_out_of_recognition_is_the_one_with_its_id() -> None:
    with a_store() as database:
        imported(database, _thread(_post(1, "Tea.", forum_id="11"), _post(2, "No.", author="fern", forum_id="12")))
        edited = _post(1, "All I say now is another thing.", author="OakTree", forum_id="11")
        taken = imported(database, _thread(edited))

        assert (taken.new_posts, taken.edited_posts) == (0, 1)
        assert [(post.author, post.text) for post in _kept(database).posts] == [
            ("OakTree", "All I say now is another thing."),
            ("fern", "No."),
        ]


def test_the_same_words_under_two_ids_are_two_posts() -> None:
    with a_store() as database:
        thread = _thread(_post(1, "Thank you!", forum_id="11"), _post(2, "Thank you!", forum_id="12"))
        imported(database, thread)

        assert imported(database, _thread(_post(1, "Thank you!", forum_id="13"))).new_posts == 1
        assert imported(database, thread).outcome == "same"


@pytest.mark.parametrize("page_first", [True, False])
def test_a_text_copy_and_a_page_of_one_thread_meet(page_first: bool) -> None:
    text = _thread(_post(1, "Tea, I think."), _post(2, "Me too!", author=None, parent=1))
    page = _thread(
        _post(1, "Tea, I think.", forum_id="11", page=1), _post(2, "Me too!", author="fern", forum_id="12", parent=1)
    )
    with a_store() as database:
        for copy in (page, text) if page_first else (text, page):
            imported(database, copy)
        posts = _kept(database).posts

        assert [(post.author, post.forum_id, post.page) for post in posts] == [("oak", "11", 1), ("fern", "12", None)]
        counts = row_counts(database)
        imported(database, text)
        imported(database, page)
        assert row_counts(database) == counts


def test_a_page_that_gives_one_id_to_two_posts_loses_neither() -> None:
    thread = _thread(_post(1, "Tea.", forum_id="11"), _post(2, "Coffee.", forum_id="11"))
    with a_store() as database:
        imported(database, thread)

        assert _texts(database) == ["Tea.", "Coffee."]
        assert imported(database, thread).outcome == "same"


def test_a_reply_that_stands_above_its_answer_in_the_copy_is_under_it_all_the_same() -> None:
    thread = _thread(_post(1, "Me too!", author="fern", parent=2), _post(2, "Tea, I think."))
    with a_store() as database:
        imported(database, thread)

        assert [post.parent for post in _kept(database).posts] == [2, None]
        assert imported(database, thread).outcome == "same"


def test_a_date_that_a_copy_states_takes_the_place_of_one_that_was_worked_out() -> None:
    def dated(day: str, how: str) -> Thread:
        return _thread(replace(_post(1, "Tea.", forum_id="11"), date=day, how={"date": how, "kind": "from dates"}))

    with a_store() as database:
        for thread in (dated("2025-03-02", "worked out"), dated("2025-03-01", "stated"), dated("2025-03-02", "guess")):
            imported(database, thread)
        (post,) = _kept(database).posts

        assert (post.date, post.how["date"]) == ("2025-03-01", "stated")


# The later text


@pytest.mark.parametrize("by_id", ["11", None])
@pytest.mark.parametrize("order", [(MONDAY, TUESDAY), (TUESDAY, MONDAY)])
def test_the_text_of_the_copy_that_was_saved_later_stays(order: Sequence[str], by_id: str | None) -> None:
    texts = {MONDAY: "I think that tea is a good idea.", TUESDAY: "I think that tea is a very good idea!"}
    with a_store() as database:
        for saved_at in order:
            imported(database, _thread(_post(1, texts[saved_at], forum_id=by_id, saved_at=saved_at)))
        (post,) = _kept(database).posts

    assert (post.text, post.saved_at) == (texts[TUESDAY], TUESDAY)


def test_a_copy_of_an_unknown_day_counts_as_the_later_one() -> None:
    with a_store() as database:
        for text, saved_at in (("I like tea a lot.", TUESDAY), ("I like tea a whole lot.", None)):
            imported(database, _thread(_post(1, text, forum_id="11", saved_at=saved_at)))
        (post,) = _kept(database).posts

    assert (post.text, post.saved_at) == ("I like tea a whole lot.", None)


def test_an_older_copy_tells_what_the_later_one_did_not() -> None:
    with a_store() as database:
        imported(database, _thread(_post(1, "Tea!", author=None, forum_id="11", saved_at=TUESDAY)))
        taken = imported(database, _thread(_post(1, "Tea.", forum_id="11", page=2, saved_at=MONDAY)))
        (post,) = _kept(database).posts

    assert (post.author, post.text, post.page) == ("oak", "Tea!", 2)
    assert taken.own_to_read


def test_an_older_copy_brings_no_older_answer_of_ones_own_back() -> None:
    def copy(text: str, saved_at: str) -> ImportResult:
        thread = _thread(_post(1, text, author=ME, forum_id="11", saved_at=saved_at))
        return imported(database, thread, mine(answers=[(1, text, 1)]))

    with a_store() as database:
        copy("I think of tea, and of cake.", TUESDAY)
        copy("I think of tea.", MONDAY)
        answer = discussion_at(database).questions[0].answer

        assert answer and answer.text == "I think of tea, and of cake."
        assert len(rows(database, "SELECT * FROM version")) == 1


OPENING = "Welcome to the second week. Why is it so, and how do you like it here?"


def _opening(saved_at: str | None, *questions: str, body: str = OPENING) -> Thread:
    return replace(a_thread(*questions), saved_at=saved_at, body=body, opening_id="10")


@pytest.mark.parametrize("order", [(0, 1), (1, 0), (1, 0, 0, 1)])
def test_an_older_copy_of_the_opening_post_brings_no_older_wording_back(order: Sequence[int]) -> None:
    copies = (
        _opening(MONDAY, "Why is it so?", "List five ships that you know."),
        _opening(TUESDAY, "Why is it so?", "How do you like it here?", body=OPENING.replace("second", "third")),
    )
    with a_store() as database:
        for at in order:
            imported(database, copies[at])
        kept, discussion = _kept(database), discussion_at(database)

    assert [one.text for one in discussion.asked] == ["Why is it so?", "How do you like it here?"]
    assert (kept.body, kept.saved_at) == (copies[1].body, TUESDAY)


def test_an_older_copy_that_has_the_whole_opening_post_fills_in_a_cut_one() -> None:
    with a_store() as database:
        imported(database, _opening(TUESDAY, "Why is it so?", body=OPENING[:42]))
        imported(database, _opening(MONDAY, "Why is it so?", "How do you like it here?"))

        assert len(discussion_at(database).asked) == 2
        assert _kept(database).saved_at == MONDAY


def test_an_opening_post_of_an_unknown_day_counts_as_the_later_one() -> None:
    with a_store() as database:
        imported(database, _opening(TUESDAY, "Why is it so?"))
        imported(database, _opening(None, "Why is it so?", body=OPENING.replace("second", "third")))

        assert ("third" in _kept(database).body, _kept(database).saved_at) == (True, None)


def test_a_copy_that_shows_no_question_leaves_the_order_of_the_post_as_it_was() -> None:
    with a_store() as database:
        imported(database, _opening(MONDAY, "Why is it so?", "How do you like it here?"))
        taken = imported(database, _opening(TUESDAY))

        assert _kept(database).questions == ("Why is it so?", "How do you like it here?")
        assert taken.own_to_read


def test_the_opening_post_of_the_same_id_is_the_same_though_all_its_words_are_new() -> None:
    with a_store() as database:
        imported(database, _opening(MONDAY, "Why is it so?"))
        anew = replace(_opening(TUESDAY, "List five ships.", body="All of it is new."), author="fern", posted_on=None)
        taken = imported(database, anew)

        assert (taken.new_questions, taken.dropped) == ([2], [1])


# In any order

_PAGES = st.lists(st.integers(1, 9), min_size=1, max_size=4, unique=True).map(sorted)


@settings(max_examples=80)
@given(st.lists(_PAGES, min_size=1, max_size=4), st.randoms(use_true_random=False))
def test_pages_in_any_order_make_the_thread_that_they_are(pages: list[list[int]], chance: object) -> None:
    """Nine posts, three on a page, each copy with some of them: in whatever order, once or twice, it is one thread."""
    copies = [
        _thread(*(_post(at, f"Words {one}.", forum_id=str(one), page=(one + 2) // 3) for at, one in enumerate(ids, 1)))
        for ids in pages
    ]
    expected = sorted({one for ids in pages for one in ids})
    with a_store() as database:
        for copy in [*copies, *reversed(copies)]:
            imported(database, copy)
        counts = row_counts(database)
        found = [int(post.forum_id or 0) for post in _kept(database).posts]
        by_page = [(one + 2) // 3 for one in found]

        assert sorted(found) == expected
        assert by_page == sorted(by_page)
        for copy in copies:
            assert imported(database, copy).outcome == "same"
        assert row_counts(database) == counts


# Where it was moved to


def _import_moved(database: Database, thread: Thread) -> list[Discussion]:
    programs = load(database)
    held = discussion_of(database, thread)
    import_thread(database, thread, place_thread(thread, programs, WantedPlace(), discussion_id=held), None)
    return stored_discussions(database)


@pytest.mark.parametrize("forum_id", ["77", None])
@pytest.mark.parametrize("body", [OPENING, OPENING[:42]])
def test_a_thread_that_was_moved_stays_there_when_it_is_imported_again(forum_id: str | None, body: str) -> None:
    thread = replace(a_thread("Why is it so?", forum_id=forum_id), body=OPENING)
    with a_store() as database:
        imported(database, thread)
        (program,) = load(database)
        move_discussion(database, discussion_at(database), program, 3, 1, None)

        assert [one.ref for one in _import_moved(database, replace(thread, body=body))] == ["3.1"]


def test_another_thread_of_the_same_title_is_not_stored_unless_the_person_chooses_its_place() -> None:
    thread = replace(a_thread("Why is it so?"), body=OPENING)
    with a_store() as database:
        imported(database, thread)
        (program,) = load(database)
        move_discussion(database, discussion_at(database), program, 3, 1, None)
        other = replace(thread, author="fern", body="Something else is asked here, in other words.")
        with pytest.raises(AnotherThread) as refused:
            imported(database, other)

        assert tuple(map(str, refused.value.commands)) == tuple(
            f"cups-course import SAVED-COPY --program my-courses --course {course} --discussion 2" for course in (2, 3)
        )
        imported(database, other, wanted=WantedPlace("my-courses", 2, 2))
        assert [one.ref for one in stored_discussions(database)] == ["2.2", "3.1"]
        for again in (thread, other):
            assert imported(database, again).outcome == "same"


def test_who_says_where_a_copy_belongs_is_asked_nothing_about_another_place() -> None:
    thread = replace(a_thread("Why is it so?"), body=OPENING)
    with a_store() as database:
        imported(database, thread)

        assert discussion_of(database, thread) == discussion_at(database).id
