"""What a person puts right stays right: no later copy of the same thread takes it back, and no word is lost by it."""

from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builders import ME, a_post, a_store, a_thread, discussion_at, imported, row_counts, rows
from cups_course.cli.own_posts import find_own_posts, set_post_kind
from cups_course.errors import AnotherThread
from cups_course.model import Discussion, Question
from cups_course.reader.own import find_own
from cups_course.reports import ImportResult
from cups_course.states import all_discussions, discussion_state
from cups_course.store.answers import keep_answers
from cups_course.store.corrections import (
    add_question,
    drop_question,
    edit_question,
    merge_questions,
    restore_question,
    set_replies_wanted,
    split_question,
)
from cups_course.store.database import Database
from cups_course.store.people import set_forum_names
from cups_course.store.reading import load
from cups_course.store.threads import load_thread
from cups_course.store.writing import add_note, keep_reply, mark_posted, remove_from_checklist, withdraw_postings
from cups_course.thread.thread import Post, Provenance, Thread
from cups_course.wants import question_state

CALM, SEA, NAPS = "What keeps you calm in a storm?", "Where have you seen the sea?", "When do you nap?"
OAK = a_post(1, "oak", "I count the waves.")


def _mine(text: str) -> list[Post]:
    return [OAK, a_post(2, ME, text)]


ANSWERS = f"{CALM}\nA lamp.\n\n{SEA}\nFrom the pier.\n\n{NAPS}\nOn Sundays."
THREAD = replace(
    a_thread(CALM, SEA, NAPS, posts=_mine(ANSWERS)), body=f"Dear all,\n\n{CALM}\n{SEA}\nAnd who are you?\n{NAPS}"
)


def _import(database: Database, thread: Thread = THREAD) -> ImportResult:
    """As the import command does it."""
    taken = imported(database, thread, find_own(thread, [ME]))
    if taken.own_to_read:
        for _, found in _find(database):
            taken.add_own(found)
    return taken


def _find(database: Database) -> list[tuple[str, ImportResult]]:
    return find_own_posts(database, all_discussions(load(database)), [ME])


def _correct(database: Database, change: Callable[..., None], *numbers: int, text: str | Sequence[str] = "") -> None:
    """As the question command does it."""
    discussion = discussion_at(database)
    named = [_at(discussion, number) for number in numbers]
    if change is merge_questions:
        merge_questions(database, discussion, named, " ".join(one.text for one in named))
    else:
        change(database, discussion, *named, *([text] if text else []))
    _find(database)


def _at(discussion: Discussion, number: int) -> Question:
    return next(one for one in discussion.questions if one.number == number)


def _asked(database: Database) -> list[tuple[int, str]]:
    return [(one.number, one.text) for one in discussion_at(database).asked]


def _answers(database: Database) -> dict[int, str]:
    return {one.number: one.answer.text for one in discussion_at(database).questions if one.answer}


def _texts(database: Database) -> list[str]:
    """Every version there is, those too that no longer count."""
    return [str(text) for (text,) in rows(database, "SELECT text FROM version")]


# Questions, and the next import


def test_an_edited_question_keeps_its_number_its_answer_and_its_new_words() -> None:
    with a_store() as database:
        _import(database)
        _correct(database, edit_question, 2, text="Where did you see the sea first?")

        assert _import(database).outcome == "same"
        assert _asked(database) == [(1, CALM), (2, "Where did you see the sea first?"), (3, NAPS)]
        assert _answers(database) == {1: "A lamp.", 2: "From the pier.", 3: "On Sundays."}


def test_an_edited_question_is_known_when_the_post_words_it_a_little_otherwise() -> None:
    with a_store() as database:
        _import(database)
        _correct(database, edit_question, 2, text="Tell us about the harbour.")
        _import(database, replace(THREAD, questions=(CALM, "Where have you seen the seas?", NAPS)))

        assert _asked(database) == [(1, CALM), (2, "Tell us about the harbour."), (3, NAPS)]


def test_a_dropped_question_stays_dropped_though_every_copy_asks_it() -> None:
    with a_store() as database:
        _import(database)
        _correct(database, drop_question, 2)
        for questions in (THREAD.questions, (CALM, "Where have you seen the wide sea?", NAPS)):
            assert _import(database, replace(THREAD, questions=questions)).new_questions == []

        assert _asked(database) == [(1, CALM), (3, NAPS)]


def test_what_was_answered_to_a_dropped_question_stays_with_it_and_with_no_other() -> None:
    with a_store() as database:
        _import(database)
        _correct(database, drop_question, 2)
        _import(database)

        assert _answers(database) == {1: "A lamp.", 2: "From the pier.", 3: "On Sundays."}


def test_a_question_that_was_none_no_longer_takes_a_part_of_the_answer() -> None:
    numbered = replace(THREAD, posts=tuple(_mine("1) A lamp.\n\n2) On Sundays.")))
    with a_store() as database:
        _import(database, numbered)
        assert discussion_at(database).answer
        _correct(database, drop_question, 2)

        assert _answers(database) == {1: "A lamp.", 3: "On Sundays."}
        assert discussion_at(database).answer is None
        assert _import(database, numbered).outcome == "same"


def test_merged_questions_are_one_after_every_import_and_have_one_answer() -> None:
    with a_store() as database:
        _import(database)
        _correct(database, merge_questions, 1, 2)
        assert _import(database).outcome == "same"
        reworded = replace(THREAD, questions=("What keeps you calm in storms?", "Where have you seen a sea?", NAPS))
        _import(database, reworded)

        assert _asked(database) == [(1, f"{CALM} {SEA}"), (3, NAPS)]
        assert _answers(database) == {1: "A lamp.\n\nFrom the pier.", 3: "On Sundays."}
        assert [question_state(one, discussion_at(database)) for one in discussion_at(database).asked] == ["posted"] * 2


def test_the_parts_of_a_split_question_are_what_it_stands_for_in_every_copy() -> None:
    joined = replace(THREAD, questions=(f"{CALM} {SEA}", NAPS))
    with a_store() as database:
        _import(database, joined)
        assert _answers(database) == {1: "A lamp.\n\nFrom the pier.", 2: "On Sundays."}
        _correct(database, split_question, 1, text=[CALM, SEA])

        assert _import(database, joined).outcome == "same"
        assert _asked(database) == [(1, CALM), (2, NAPS), (3, SEA)]
        assert _answers(database) == {1: "A lamp.", 3: "From the pier.", 2: "On Sundays."}


def test_a_split_is_known_in_a_copy_that_asks_the_parts() -> None:
    with a_store() as database:
        _import(database, replace(THREAD, questions=(f"{CALM} {SEA}", NAPS)))
        _correct(database, split_question, 1, text=[CALM, SEA])

        assert _import(database).new_questions == []
        assert _asked(database) == [(1, CALM), (2, NAPS), (3, SEA)]


def test_what_was_merged_and_split_again_is_as_it_was() -> None:
    with a_store() as database:
        _import(database)
        _correct(database, merge_questions, 1, 2)
        _correct(database, split_question, 1, text=[CALM, SEA])

        assert _asked(database) == [(1, CALM), (2, SEA), (3, NAPS)]
        assert _answers(database) == {1: "A lamp.", 2: "From the pier.", 3: "On Sundays."}
        assert _import(database).outcome == "same"


def test_an_added_question_stands_where_the_post_asks_it_and_no_import_drops_it() -> None:
    numbered = replace(THREAD, posts=tuple(_mine("1) A lamp.\n\n2) From the pier.\n\n3) Plum.\n\n4) On Sundays.")))
    with a_store() as database:
        _import(database, numbered)
        _correct(database, add_question, text="And who are you?")

        assert _import(database, numbered).outcome == "same"
        assert _asked(database) == [(1, CALM), (2, SEA), (3, NAPS), (4, "And who are you?")]
        assert _answers(database) == {1: "A lamp.", 2: "From the pier.", 4: "Plum.", 3: "On Sundays."}


def test_an_added_question_that_a_later_copy_asks_is_that_question() -> None:
    with a_store() as database:
        _import(database)
        _correct(database, add_question, text="And who are you?")
        taken = _import(database, replace(THREAD, questions=(CALM, SEA, "and who are you?", NAPS)))

        assert taken.new_questions == []
        assert _asked(database)[-1] == (4, "And who are you?")


@pytest.mark.parametrize("by_its_words", [True, False])
def test_a_dropped_question_comes_back_with_its_number(by_its_words: bool) -> None:
    with a_store() as database:
        _import(database)
        _correct(database, drop_question, 2)
        if by_its_words:
            _correct(database, add_question, text=SEA.upper())
        else:
            _correct(database, restore_question, 2)

        assert _asked(database) == [(1, CALM), (2, SEA), (3, NAPS)]
        assert _import(database).outcome == "same"


def test_numbers_of_dropped_questions_are_not_used_again() -> None:
    with a_store() as database:
        _import(database)
        _correct(database, drop_question, 3)
        _correct(database, add_question, text="And who are you?")
        _import(database, replace(THREAD, questions=(*THREAD.questions, "List three kind words.")))

        assert [number for number, _ in _asked(database)] == [1, 2, 4, 5]


def test_questions_can_be_told_before_anything_was_imported() -> None:
    with a_store() as database:
        _import(database, replace(THREAD, questions=(), peer_replies_wanted=None, posts=()))
        assert not discussion_at(database).known
        _correct(database, add_question, text=CALM)

        discussion = discussion_at(database)
        assert discussion.known and _asked(database) == [(1, CALM)]
        assert _import(database).new_questions == [2, 3]
        assert _asked(database) == [(1, CALM), (2, SEA), (3, NAPS)]


ANEW = replace(THREAD, body="Nothing is as it was in this post.")


def test_a_post_written_anew_is_that_of_the_thread_though_its_questions_were_put_right() -> None:
    with a_store() as database:
        _import(database)
        _correct(database, edit_question, 1, text="What calms you?")

        assert _import(database, ANEW).dropped == []
        assert _asked(database) == [(1, "What calms you?"), (2, SEA), (3, NAPS)]


def test_a_post_written_anew_is_known_by_what_was_read_in_it_before_all_of_it_was_put_right() -> None:
    with a_store() as database:
        _import(database, replace(THREAD, questions=(CALM,)))
        _correct(database, edit_question, 1, text="What calms you?")

        assert _import(database, replace(ANEW, questions=(CALM,))).new_questions == []
        assert _asked(database) == [(1, "What calms you?")]


def test_another_post_is_none_of_a_thread_in_which_only_the_person_found_a_question() -> None:
    with a_store() as database:
        _import(database, replace(THREAD, questions=(), posts=()))
        _correct(database, add_question, text="And who are you?")
        with pytest.raises(AnotherThread):
            _import(database, replace(ANEW, author="fern", posted_on="2022-02-02", questions=("And are you well?",)))

        kept = load_thread(database, discussion_at(database))
        assert kept and kept.thread.body == THREAD.body


# Words


def _keep(database: Database, number: int, text: str, *, posted: bool = False) -> None:
    discussion = discussion_at(database)
    question = _at(discussion, number)
    keep_answers(database, discussion, {question.id: text}, "text")
    answer = _at(discussion_at(database), number).answer
    assert answer
    if posted:
        mark_posted(database, "answer", [answer.id], on="2025-03-01")


def test_typed_answers_of_merged_questions_stand_together_and_both_histories_go_on_in_one() -> None:
    with a_store() as database:
        _import(database, replace(THREAD, posts=()))
        for number, text in ((1, "first"), (1, "My lamp."), (2, "second"), (2, "The pier.")):
            _keep(database, number, text)
        add_note(database, _at(discussion_at(database), 2), "Ask Fern.")
        _correct(database, merge_questions, 1, 2)

        assert _answers(database) == {1: "My lamp.\n\nThe pier."}
        assert len(rows(database, "SELECT DISTINCT answer_id FROM version")) == 1
        assert sorted(_texts(database)) == sorted(["first", "My lamp.", "second", "The pier.", "My lamp.\n\nThe pier."])
        assert [note.text for note in _at(discussion_at(database), 1).notes] == ["Ask Fern."]


@pytest.mark.parametrize(("posted", "state"), [((True, True), "posted"), ((False, False), "draft")])
def test_a_joined_answer_is_posted_where_all_of_it_was(posted: tuple[bool, bool], state: str) -> None:
    with a_store() as database:
        _import(database, replace(THREAD, posts=()))
        _keep(database, 1, "My lamp.", posted=posted[0])
        _keep(database, 2, "The pier.", posted=posted[1])
        _correct(database, merge_questions, 1, 2)

        answer = _at(discussion_at(database), 1).answer
        assert answer and (answer.state, answer.changed_since_posted) == (state, False)


def test_an_answer_of_which_one_half_is_a_draft_has_changed_since_it_was_posted() -> None:
    with a_store() as database:
        _import(database, replace(THREAD, posts=()))
        _keep(database, 1, "My lamp.", posted=True)
        _keep(database, 2, "The pier.")
        _correct(database, merge_questions, 1, 2)

        answer = _at(discussion_at(database), 1).answer
        assert answer and (answer.state, answer.changed_since_posted) == ("posted", True)


def test_the_answer_goes_with_the_question_that_stays_when_only_the_other_had_one() -> None:
    with a_store() as database:
        _import(database, replace(THREAD, posts=()))
        _keep(database, 2, "The pier.")
        _correct(database, merge_questions, 1, 2)

        assert _answers(database) == {1: "The pier."}
        assert _texts(database) == ["The pier."]


def test_a_typed_answer_stays_with_the_first_part_of_a_split_question() -> None:
    with a_store() as database:
        _import(database, replace(THREAD, posts=()))
        _keep(database, 1, "My lamp.")
        _correct(database, split_question, 1, text=["What keeps you calm?", "What storm?"])

        assert _answers(database) == {1: "My lamp."}


def test_a_draft_newer_than_the_post_stays_current_through_every_correction() -> None:
    with a_store() as database:
        _import(database)
        _keep(database, 1, "Two lamps.")
        _correct(database, drop_question, 2)
        _correct(database, edit_question, 1, text="What calms you?")
        _import(database)

        assert _answers(database)[1] == "Two lamps."


def test_numbers_that_fit_no_longer_make_one_answer_of_the_post_and_leave_no_second_one() -> None:
    numbered = "1) A lamp.\n\n2) From the pier.\n\n3) On Sundays."
    with a_store() as database:
        _import(database, replace(THREAD, posts=tuple(_mine(numbered))))
        assert len(_answers(database)) == 3
        _correct(database, merge_questions, 1, 2)

        discussion = discussion_at(database)
        assert _answers(database) == {}
        assert discussion.answer and (discussion.answer.text, discussion.answer.state) == (numbered, "posted")


def test_a_later_post_of_ones_own_is_current_though_questions_were_merged_before_it_came() -> None:
    later = replace(a_post(3, ME, f"{CALM}\nTwo lamps.\n\n{NAPS}\nNever."), date="2020-11-01")
    with a_store() as database:
        _import(database)
        _correct(database, merge_questions, 1, 2)
        _import(database, replace(THREAD, posts=(*THREAD.posts, later)))

        assert _answers(database) == {1: "Two lamps.", 3: "Never."}


def test_what_a_later_copy_no_longer_shows_of_a_post_stays() -> None:
    with a_store() as database:
        for text in (ANSWERS, f"{CALM}\nA lamp."):
            _import(database, replace(THREAD, posts=(OAK, replace(a_post(2, ME, text), forum_id="12"))))

        assert _answers(database) == {1: "A lamp.", 2: "From the pier.", 3: "On Sundays."}


# Any corrections, in any order

_CORRECTIONS = st.one_of(
    st.tuples(st.just("import"), st.booleans()),
    st.tuples(st.just("add"), st.sampled_from(["And who are you?", SEA, "Name a ship."])),
    st.tuples(st.just("edit"), st.integers(1, 4), st.sampled_from(["Where is the sea?", NAPS, "Name a ship."])),
    st.tuples(st.just("drop"), st.integers(1, 4)),
    st.tuples(st.just("merge"), st.integers(1, 4), st.integers(1, 4)),
    st.tuples(st.just("split"), st.integers(1, 4), st.sampled_from([(CALM, "Name a ship."), ("What sea?", SEA)])),
    st.tuples(st.just("answer"), st.integers(1, 4), st.sampled_from(["A lamp.", "Typed today."])),
)
_POSTS = st.sampled_from([ANSWERS, "1) A lamp.\n\n2) From the pier.\n\n3) On Sundays.", "All of it in one piece.", SEA])


def _do(database: Database, thread: Thread, step: tuple[object, ...]) -> None:
    what, *given_ = step
    discussion = discussion_at(database)
    numbers = [one.number for one in discussion.questions]
    named = [one for one in given_ if isinstance(one, int)]
    if what == "import":
        _import(database, thread if given_[0] else replace(thread, posts=thread.posts[:1]))
    elif what == "add":
        _correct(database, add_question, text=str(given_[0]))
    elif not set(named) <= set(numbers) or len(set(named)) < len(named):
        return
    elif what == "answer":
        _keep(database, named[0], str(given_[1]))
    elif what == "edit" and given_[1] in [one.text for one in discussion.questions]:
        return  # the command refuses two questions in the same words
    elif what == "split":
        _correct(database, split_question, *named, text=list(given_[1]))  # type: ignore[call-overload]
    else:
        changes: dict[object, Callable[..., None]] = {
            "edit": edit_question,
            "drop": drop_question,
            "merge": merge_questions,
        }
        _correct(database, changes[what], *named, text=str(given_[1]) if what == "edit" else "")


@settings(max_examples=60)
@given(_POSTS, st.lists(_CORRECTIONS, max_size=8))
def test_after_any_corrections_the_next_import_changes_nothing_and_no_word_is_lost(
    post: str, steps: list[tuple[object, ...]]
) -> None:
    thread = replace(THREAD, posts=tuple(_mine(post)))
    with a_store() as database:
        _import(database, thread)
        numbers: dict[str, int] = {}
        typed: set[str] = set()
        for step in steps:
            texts = set(_texts(database))
            _do(database, thread, step)
            assert texts <= set(_texts(database))
            for question in discussion_at(database).questions:
                assert numbers.setdefault(question.id, question.number) == question.number
            typed |= {str(text) for (text,) in rows(database, "SELECT text FROM version WHERE source = 'text'")}
        assert len(set(numbers.values())) == len(numbers)
        kept = rows(database, "SELECT text FROM version WHERE disowned_at IS NULL AND answer_id IS NOT NULL")
        assert typed <= {str(text) for (text,) in kept}
        _import(database, thread)
        counts, programs = row_counts(database), load(database)

        assert _import(database, thread).outcome == "same"
        assert row_counts(database) == counts
        assert load(database) == programs


# Replies that are wanted


def test_the_number_of_replies_wanted_is_what_the_person_says_after_every_import() -> None:
    with a_store() as database:
        _import(database)
        set_replies_wanted(database, discussion_at(database), 4)
        _import(database, replace(THREAD, peer_replies_wanted=2))

        assert discussion_at(database).peer_replies_wanted == 4


def test_to_want_no_reply_is_said_too_and_lets_the_discussion_be_done() -> None:
    with a_store() as database:
        _import(database)
        assert discussion_state(discussion_at(database)) == "started"
        set_replies_wanted(database, discussion_at(database), 0)

        assert discussion_at(database).peer_replies_wanted == 0
        assert discussion_state(discussion_at(database)) == "done"


# A post that was read as what it is not

MISREAD = replace(
    THREAD,
    posts=(
        OAK,
        a_post(2, ME, ANSWERS, parent=1),
        a_post(3, "fern", "I sing."),
        a_post(4, ME, "@fern How lovely, thank you!"),
        a_post(5, "wren", "So true.", parent=4),
    ),
)


def _kinds(database: Database) -> list[tuple[str, int | None]]:
    kept = load_thread(database, discussion_at(database))
    assert kept
    return [(post.kind, post.parent) for post in kept.thread.posts]


def _peers(database: Database) -> list[tuple[str | None, str]]:
    return [(reply.peer, reply.text) for reply in discussion_at(database).peer_replies]


def _misread(database: Database) -> None:
    set_forum_names(database, [ME])
    _import(database, MISREAD)


def test_a_reply_that_is_an_answer_is_split_over_the_questions_and_counts_as_no_reply() -> None:
    with a_store() as database:
        _misread(database)
        assert _peers(database) == [("oak", ANSWERS)]
        set_post_kind(database, discussion_at(database), 2, "answer", [ME])

        for _ in range(2):
            assert _kinds(database)[:2] == [("answer", None), ("answer", None)]
            assert _answers(database) == {1: "A lamp.", 2: "From the pier.", 3: "On Sundays."}
            assert _peers(database) == []
            assert _import(database, MISREAD).outcome == "same"


def test_an_answer_that_is_a_reply_counts_for_its_peer_and_as_no_answer() -> None:
    with a_store() as database:
        _misread(database)
        assert discussion_at(database).answer
        set_post_kind(database, discussion_at(database), 4, "reply", [ME], peer="fern")

        for _ in range(2):
            assert _kinds(database)[2:] == [("answer", None), ("reply", 3), ("reply", 3)]
            assert discussion_at(database).answer is None
            assert ("fern", "@fern How lovely, thank you!") in _peers(database)
            assert _import(database, MISREAD).outcome == "same"


def test_a_reply_stays_where_the_person_put_it_though_a_copy_reads_it_elsewhere() -> None:
    with a_store() as database:
        _misread(database)
        set_post_kind(database, discussion_at(database), 4, "reply", [ME], peer="fern")
        under_oak = [replace(post, kind="reply", parent=1) if post.index == 4 else post for post in MISREAD.posts]
        _import(database, replace(MISREAD, posts=tuple(under_oak)))

        assert _kinds(database)[3] == ("reply", 3)


def test_a_reply_of_which_only_the_peer_was_said_goes_where_a_later_copy_reads_it() -> None:
    thanks = a_post(3, ME, "So kind of you.", parent=1)
    thread = replace(THREAD, posts=(OAK, a_post(2, "fern", "I sing."), thanks))
    with a_store() as database:
        set_forum_names(database, [ME])
        _import(database, thread)
        set_post_kind(database, discussion_at(database), 3, "reply", [ME], peer="fern")
        _import(database, replace(thread, posts=(*thread.posts[:2], replace(thanks, parent=2))))

        assert (_kinds(database)[2], _peers(database)) == (("reply", 2), [("fern", "So kind of you.")])


def test_a_reply_read_as_one_to_somebody_else_is_one_to_whom_the_person_says() -> None:
    with a_store() as database:
        set_forum_names(database, [ME])
        thread = replace(THREAD, posts=(OAK, a_post(2, ME, "So kind of you.", parent=1)))
        _import(database, thread)
        set_post_kind(database, discussion_at(database), 2, "reply", [ME], peer="wren")
        _import(database, thread)

        assert _peers(database) == [("wren", "So kind of you.")]


def test_what_was_said_of_a_post_can_be_said_otherwise_and_all_words_come_back() -> None:
    with a_store() as database:
        _misread(database)
        for _ in range(2):
            set_post_kind(database, discussion_at(database), 2, "answer", [ME])
            before, texts = _answers(database), sorted(_texts(database))
            set_post_kind(database, discussion_at(database), 2, "reply", [ME], peer="oak")
            assert (_answers(database), _peers(database)) == ({}, [("oak", ANSWERS)])

        set_post_kind(database, discussion_at(database), 2, "answer", [ME])
        assert _answers(database) == before
        assert sorted(_texts(database)) == texts


def test_a_reply_logged_by_hand_and_found_as_an_answer_is_one_reply_when_it_is_said_to_be() -> None:
    with a_store() as database:
        _misread(database)
        words = "@fern How lovely, thank you!"
        keep_reply(database, discussion_at(database), "fern", words, "text", on=None, draft=False)
        set_post_kind(database, discussion_at(database), 4, "reply", [ME], peer="fern")

        assert [text for _, text in _peers(database)].count(words) == 1


def test_a_reply_that_was_removed_is_there_again_when_the_person_says_it_is_one() -> None:
    with a_store() as database:
        _misread(database)
        remove_from_checklist(database, discussion_at(database).peer_replies[0])
        set_post_kind(database, discussion_at(database), 2, "reply", [ME], peer="oak")

        assert _peers(database) == [("oak", ANSWERS)]


def test_a_nameless_post_is_the_persons_own_when_they_say_so_and_stays_theirs() -> None:
    nameless = replace(THREAD, posts=(OAK, a_post(2, None, ANSWERS)))
    with a_store() as database:
        set_forum_names(database, [ME])
        _import(database, nameless)
        set_post_kind(database, discussion_at(database), 2, "answer", [ME])

        assert _import(database, nameless).outcome == "same"
        assert _answers(database) == {1: "A lamp.", 2: "From the pier.", 3: "On Sundays."}
        kept = load_thread(database, discussion_at(database))
        assert kept and (kept.thread.posts[1].author, kept.thread.posts[1].how["author"]) == (ME, Provenance.FROM_YOU)


# What was taken back


def test_a_posting_that_was_taken_back_stays_so_though_the_post_was_edited_since() -> None:
    with a_store() as database:
        _import(database)
        answers = [one.answer.id for one in discussion_at(database).questions if one.answer]
        withdraw_postings(database, "answer", answers)
        _import(database, replace(THREAD, posts=tuple(_mine(ANSWERS.replace("pier", "old pier")))))

        assert [question_state(one, discussion_at(database)) for one in discussion_at(database).asked] == ["draft"] * 3
        assert _answers(database)[2] == "From the old pier."


def test_what_was_posted_again_after_that_is_posted_in_its_edited_words() -> None:
    with a_store() as database:
        _import(database)
        answers = [one.answer.id for one in discussion_at(database).questions if one.answer]
        withdraw_postings(database, "answer", answers)
        mark_posted(database, "answer", answers, on="2025-03-03")
        _import(database, replace(THREAD, posts=tuple(_mine(ANSWERS.replace("pier", "old pier")))))

        answer = discussion_at(database).questions[1].answer
        assert answer and (answer.text, answer.changed_since_posted) == ("From the old pier.", False)
