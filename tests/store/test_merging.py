"""Two devices' stores become one: a union of everything, in any order, with no word lost."""

import json
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from safety.merges import contents, differing

from builders import ME, a_post, a_store, a_thread, discussion_at, imported, mine, rows, version_texts
from cups_course.course.digest import as_written, digest
from cups_course.course.errors import CannotRead, CourseError, NewerStore
from cups_course.course.thread import OwnReply
from cups_course.course.whole_json import from_document, written
from cups_course.store import corrections
from cups_course.store.carrying import carried, shapes, take_in
from cups_course.store.database import Database, open_store
from cups_course.store.file import SCHEMA_VERSION
from cups_course.store.journal import Command
from cups_course.store.moving import move_discussion
from cups_course.store.people import forget_forum_name, same_person, set_forum_names
from cups_course.store.reading import load
from cups_course.store.undoing import take_back
from cups_course.store.writing import add_note, keep_answers, keep_reply, remove

_POSTS = [a_post(1, "oakleaf", "I water the roses."), a_post(2, ME, "So do I.", parent=1), a_post(3, ME, "A lamp.")]
_OWN = mine(answers=[(1, "A lamp.", 3)], replies=[OwnReply("oakleaf", 2, None, "So do I.")])
_THREAD = a_thread("What keeps you calm?", "And at night?", posts=_POSTS, forum_id="12")


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Database]:
    with a_store(tmp_path / "desk.db") as opened:
        yield opened


@pytest.fixture
def laptop(tmp_path: Path) -> Iterator[Database]:
    with a_store(tmp_path / "laptop.db") as opened:
        yield opened


def _merge(into: Database, other: Database) -> object:
    into.command = Command()
    return take_in(into, carried(other), "laptop.db, merged")


def _answer(database: Database, words: str, ref: str = "2.2", question: int = 0) -> None:
    database.command = Command()
    discussion = discussion_at(database, ref)
    keep_answers(database, discussion, {discussion.questions[question].id: words}, "text")


def _the_answer(database: Database, question: int = 0) -> str:
    answer = discussion_at(database).questions[question].answer
    assert answer
    return answer.text


# In the last of them something that is done after a merge frees a number which the merge had given to another question.
@pytest.mark.parametrize("seed", [*range(25), 676073])
def test_three_devices_agree_in_whatever_order_they_meet(seed: int, tmp_path: Path) -> None:
    assert differing(seed, tmp_path) is None


def test_what_both_imported_is_one_thread_with_the_answers_of_both(desk: Database, laptop: Database) -> None:
    for database in (desk, laptop):
        imported(database, _THREAD, _OWN)
    _answer(desk, "Tea.", question=0)
    _answer(laptop, "The stars.", question=1)
    _merge(desk, laptop)

    assert [len(one.questions) for one in (discussion_at(desk),)] == [2]
    assert (_the_answer(desk, 0), _the_answer(desk, 1)) == ("Tea.", "The stars.")
    assert [reply.peer for reply in discussion_at(desk).peer_replies] == ["oakleaf"]
    assert rows(desk, "SELECT count(*) FROM post") == [(3,)]
    assert sorted(version_texts(desk)) == ["A lamp.", "Tea.", "The stars."]


def test_where_both_answered_the_newer_words_are_current_and_the_others_are_kept(
    desk: Database, laptop: Database
) -> None:
    for database, words in ((desk, "From the desk."), (laptop, "From the laptop.")):
        imported(database, a_thread("Why?"))
        _answer(database, words)
    laptop.connection.execute("UPDATE version SET at = '2027-01-01T00:00:00Z'")
    merged = take_in(desk, carried(laptop), "merged")

    assert _the_answer(desk) == "From the laptop."
    assert version_texts(desk) == ["From the desk.", "From the laptop."]
    assert [(one.current, one.other, one.mine) for one in merged.differing] == [
        ("From the laptop.", "From the desk.", False)
    ]


def test_of_two_changes_to_one_thing_the_later_one_holds(desk: Database, laptop: Database) -> None:
    for database, wanted in ((desk, 3), (laptop, 1), (desk, 5)):
        if not load(database):
            imported(database, _THREAD)
        database.command = Command()
        corrections.want_replies(database, discussion_at(database), wanted)
    _merge(desk, laptop)
    _merge(laptop, desk)
    assert [discussion_at(one).peer_replies_wanted for one in (desk, laptop)] == [5, 5]


def test_what_is_done_after_a_merge_is_later_though_the_other_clock_was_ahead(desk: Database, laptop: Database) -> None:
    imported(laptop, _THREAD)
    laptop.command = Command()
    corrections.want_replies(laptop, discussion_at(laptop), 5)
    (last,) = rows(laptop, "SELECT max(command_id) FROM change")[0]
    ahead = f"0fff{str(last)[4:]}"
    laptop.connection.execute("UPDATE change SET command_id = ? WHERE command_id = ?", (ahead, last))
    _merge(desk, laptop)
    desk.command = Command()
    corrections.want_replies(desk, discussion_at(desk), 2)
    _merge(laptop, desk)
    assert [discussion_at(one).peer_replies_wanted for one in (desk, laptop)] == [2, 2]


def test_to_merge_twice_is_to_merge_once(desk: Database, laptop: Database) -> None:
    imported(desk, _THREAD, _OWN)
    imported(laptop, _THREAD, _OWN)
    _merge(desk, laptop)
    once = contents(desk)
    assert take_in(desk, carried(laptop), "merged").new == {}
    assert contents(desk) == once


def test_what_came_is_counted_by_kind_and_what_became_of_what_was_here_as_well(
    desk: Database, laptop: Database
) -> None:
    imported(desk, _THREAD, _OWN)
    imported(desk, a_thread("Why?", number=3, topic="Gossip"))
    _merge(laptop, desk)
    corrections.edit(laptop, discussion_at(laptop), discussion_at(laptop).questions[0], "What calms you?")
    remove(laptop, discussion_at(laptop).peer_replies[0])
    move_discussion(laptop, discussion_at(laptop, "2.3"), load(laptop)[0], 3, 3, None)
    add_note(laptop, discussion_at(laptop), "Ask Fern.")
    desk.command = Command()
    came = take_in(desk, carried(laptop), "merged")

    assert (came.new["note"], came.new["discussion"], came.new["question"]) == (1, 0, 0)
    assert came.changed[("question", "reworded")] == 1
    assert came.changed[("peer_reply", "removed")] == 1
    assert came.changed[("discussion", "moved")] == 1


def test_what_both_had_is_neither_new_nor_changed_whoever_had_it_first(desk: Database, laptop: Database) -> None:
    for database in (desk, laptop):
        imported(database, _THREAD, _OWN)
    add_note(desk, discussion_at(desk), "Ask Fern.")
    add_note(laptop, discussion_at(laptop), "Ask Heron.")
    for into, other in ((desk, laptop), (laptop, desk)):
        into.command = Command()
        came = take_in(into, carried(other), "merged")
        assert {table: number for table, number in came.new.items() if number} == {"note": 1}
        assert came.changed == {}


def test_a_copied_store_goes_its_own_way_and_comes_back(desk: Database, tmp_path: Path) -> None:
    imported(desk, _THREAD, _OWN)
    shutil.copyfile(desk.path, tmp_path / "copy.db")
    copy = open_store(tmp_path / "copy.db", create=False)
    assert copy
    corrections.edit(copy, discussion_at(copy), discussion_at(copy).questions[0], "What calms you?")
    add_note(desk, discussion_at(desk), "Ask Fern.")
    _merge(desk, copy)
    _merge(copy, desk)
    assert contents(desk) == contents(copy)
    assert discussion_at(desk).questions[0].text == "What calms you?"
    assert [note.text for note in discussion_at(copy).notes] == ["Ask Fern."]
    copy.close()


def test_what_was_taken_back_on_one_device_is_taken_back_on_the_other(desk: Database, laptop: Database) -> None:
    imported(desk, _THREAD, _OWN)
    _answer(desk, "Tea.")
    _merge(laptop, desk)
    desk.command = Command()
    take_back(desk, further=False)
    _merge(laptop, desk)
    assert _the_answer(laptop) == "A lamp."
    assert "Tea." in version_texts(laptop)


def test_an_answer_brings_back_what_was_taken_back_under_it(desk: Database, laptop: Database) -> None:
    imported(desk, _THREAD)
    _merge(laptop, desk)
    _answer(laptop, "The stars.")
    desk.command = Command()
    assert take_back(desk, further=False).kind == "done"
    assert load(desk) == []
    _merge(desk, laptop)
    assert _the_answer(desk) == "The stars."


def test_a_number_that_both_gave_to_another_question_is_kept_by_the_older_one(desk: Database, laptop: Database) -> None:
    imported(desk, _THREAD)
    _merge(laptop, desk)
    corrections.add(desk, discussion_at(desk), "And in the rain?")
    corrections.add(laptop, discussion_at(laptop), "And at sea?")
    _answer(laptop, "I sing.", question=2)
    _merge(desk, laptop)
    _merge(laptop, desk)
    asked = [(one.number, one.text) for one in discussion_at(desk).questions]
    assert asked[2:] == [(3, "And in the rain?"), (4, "And at sea?")]
    assert _the_answer(desk, 3) == "I sing."
    assert contents(desk) == contents(laptop)


def test_a_discussion_that_one_moved_and_one_removed_keeps_its_words(desk: Database, laptop: Database) -> None:
    imported(desk, _THREAD, _OWN)
    _merge(laptop, desk)
    move_discussion(laptop, discussion_at(laptop), load(laptop)[0], 3, 1, None)
    remove(desk, discussion_at(desk))
    _merge(desk, laptop)
    _merge(laptop, desk)
    assert contents(desk) == contents(laptop)
    assert version_texts(desk) == ["A lamp."]


def test_a_reply_that_one_logged_and_the_other_read_is_one(desk: Database, laptop: Database) -> None:
    imported(desk, _THREAD)
    keep_reply(desk, discussion_at(desk), "oakleaf", "So do I.", "text", on="2025-10-02", draft=False)
    imported(laptop, _THREAD, _OWN)
    _merge(desk, laptop)
    assert [reply.text for reply in discussion_at(desk).peer_replies] == ["So do I."]


def test_a_merge_itself_is_not_taken_back(desk: Database, laptop: Database) -> None:
    imported(laptop, _THREAD)
    _merge(desk, laptop)
    desk.command = Command()
    for further in (False, True):
        with pytest.raises(CourseError, match=r"laptop\.db, merged.*backups"):
            take_back(desk, further=further)


def test_a_name_that_both_had_and_one_took_away_is_gone_on_both(desk: Database, laptop: Database) -> None:
    for database in (desk, laptop):
        set_forum_names(database, ["PlumTree7"])
        same_person(database, "oakleaf", "heron")
    _merge(desk, laptop)
    desk.command = Command()
    forget_forum_name(desk, "plumtree7")
    same_person(desk, "oakleaf", "fern")
    _merge(desk, laptop)
    _merge(laptop, desk)
    for database in (desk, laptop):
        assert rows(database, "SELECT name FROM forum_name") == []
        assert ("oakleaf", "fern") in rows(database, "SELECT folded, name FROM same_person")
    laptop.command = Command()
    set_forum_names(laptop, ["PlumTree7"])
    _merge(desk, laptop)
    assert rows(desk, "SELECT name FROM forum_name") == [("PlumTree7",)]


def test_an_answer_typed_after_a_clock_that_was_ahead_is_current(desk: Database) -> None:
    imported(desk, _THREAD)
    _answer(desk, "Old words.")
    (last,) = rows(desk, "SELECT max(id) FROM version")[0]
    desk.connection.execute(
        "UPDATE version SET id = ?, at = '2038-01-01T00:00:00Z' WHERE id = ?", (f"0fff{str(last)[4:]}", last)
    )
    _answer(desk, "New words.")
    assert _the_answer(desk) == "New words."


def test_a_thread_copied_as_text_on_one_device_and_as_a_page_on_the_other_is_one(
    desk: Database, laptop: Database
) -> None:
    imported(desk, a_thread("What keeps you calm?", posts=_POSTS), _OWN)
    imported(laptop, a_thread("What keeps you calm?", posts=_POSTS, forum_id="12"), _OWN)
    _merge(desk, laptop)
    assert rows(desk, "SELECT count(*) FROM thread UNION ALL SELECT count(*) FROM post") == [(1,), (3,)]
    assert version_texts(desk) == ["A lamp."]


def test_of_two_copies_of_one_thread_the_later_one_says_how_it_reads(desk: Database, laptop: Database) -> None:
    for database, day, text in ((desk, "2026-01-02", "Roses."), (laptop, "2026-01-05", "Roses, and rest.")):
        post = replace(a_post(1, "oakleaf", text), forum_id="7", saved_at=f"{day}T10:00:00")
        imported(database, replace(a_thread("Why?", posts=[post], forum_id="12"), saved_at=f"{day}T10:00:00"))
    _merge(desk, laptop)
    assert rows(desk, "SELECT text FROM post") == [("Roses, and rest.",)]


@pytest.mark.parametrize("text", ["another one", None])
def test_a_store_that_says_other_words_for_what_is_kept_here_is_refused(
    desk: Database, tmp_path: Path, text: str | None
) -> None:
    imported(desk, _THREAD)
    add_note(desk, discussion_at(desk), "Ask Fern.")
    shutil.copyfile(desk.path, tmp_path / "copy.db")
    with a_store(tmp_path / "copy.db") as copy:
        add_note(copy, discussion_at(copy), "One more.")
        if text:
            copy.connection.execute("UPDATE note SET text = ? WHERE text = 'Ask Fern.'", (text,))
            with pytest.raises(CannotRead):
                _merge(desk, copy)
        else:
            _merge(desk, copy)
    assert "Ask Fern." in [note.text for note in discussion_at(desk).notes]


def test_names_are_those_of_both(desk: Database, laptop: Database) -> None:
    set_forum_names(desk, ["PlumTree7"])
    set_forum_names(laptop, ["plumtree7", "PlumTree8"])
    _merge(desk, laptop)
    assert [str(name).casefold() for (name,) in rows(desk, "SELECT name FROM forum_name ORDER BY name")] == [
        "plumtree7",
        "plumtree8",
    ]


# Everything as one document


def _document(database: Database) -> str:
    return written(carried(database), SCHEMA_VERSION)


def _read(database: Database, text: str) -> None:
    take_in(database, from_document(text, SCHEMA_VERSION, shapes(), name="all.json"), "imported")


@pytest.mark.parametrize("seed", range(5))
def test_a_store_made_from_the_document_of_another_is_the_same(seed: int, tmp_path: Path) -> None:
    assert differing(seed, tmp_path) is None
    with a_store(tmp_path / "desk.db") as first, a_store() as second:
        _read(second, _document(first))
        assert _document(second) == _document(first)
        assert contents(second) == contents(first)


@pytest.mark.parametrize(
    "change",
    [
        lambda whole: whole["records"].pop("answer"),
        lambda whole: whole["records"]["version"][0].pop("text"),
        lambda whole: whole["records"]["version"][0].update(colour="red"),
        lambda whole: whole["changes"][0].update(record_table="sqlite_schema"),
        lambda whole: whole["changes"][0].update(after={"x; DROP TABLE version": 1}),
        lambda whole: whole.update(devices=None),
        lambda whole: whole["records"]["version"][0].update(text=None),
        lambda whole: whole["records"]["version"][0].update(text=["a", "list"]),
        lambda whole: whole["records"]["question"][0].update(number="1"),
        lambda whole: whole["records"]["question"][0].update(number=-1),
        lambda whole: whole["records"]["thread"][0].update(asked="not JSON"),
        lambda whole: whole["changes"][0].update(number=None),
        lambda whole: whole["cups_course"].pop("version"),
    ],
)
def test_a_document_that_is_not_whole_is_refused(desk: Database, change: object) -> None:
    imported(desk, _THREAD, _OWN)
    whole = json.loads(_document(desk))
    change(whole)  # type: ignore[operator]
    with a_store() as other:
        with pytest.raises(CannotRead):
            _read(other, json.dumps(whole))
        assert load(other) == []


def test_a_document_of_a_later_version_is_refused(desk: Database) -> None:
    text = written(carried(desk), SCHEMA_VERSION + 1)
    with a_store() as other, pytest.raises(NewerStore):
        _read(other, text)


@pytest.mark.parametrize("spoilt", ["text = 'Something else.'", "digest = printf('%064d', 1)"])
@pytest.mark.parametrize("into_the_damaged_one", [True, False])
def test_words_damaged_on_one_device_are_those_of_the_other_after_a_merge(
    desk: Database, tmp_path: Path, *, spoilt: str, into_the_damaged_one: bool
) -> None:
    imported(desk, _THREAD)
    _answer(desk, "A lamp.")
    shutil.copyfile(desk.path, tmp_path / "laptop.db")
    with a_store(tmp_path / "laptop.db") as laptop:
        _answer(desk, "From the desk.", question=1)
        add_note(laptop, discussion_at(laptop), "From the laptop.")
        laptop.connection.execute(f"UPDATE version SET {spoilt} WHERE text = 'A lamp.'")
        _merge(*((laptop, desk) if into_the_damaged_one else (desk, laptop)))
        _merge(*((desk, laptop) if into_the_damaged_one else (laptop, desk)))

        assert contents(desk) == contents(laptop)
        assert _the_answer(desk) == "A lamp."
        assert all(map(as_written, carried(laptop).records["version"].values()))


def test_a_version_that_is_damaged_everywhere_stays_marked_and_holds_nothing_up(
    desk: Database, laptop: Database
) -> None:
    imported(desk, _THREAD)
    _answer(desk, "A lamp.")
    desk.connection.execute("UPDATE version SET text = 'A lamb.' WHERE text = 'A lamp.'")
    _answer(desk, "Roses.", question=1)
    _merge(laptop, desk)
    _read(laptop, _document(desk))

    assert _the_answer(laptop, 1) == "Roses."
    assert [one["text"] for one in carried(laptop).records["version"].values() if not as_written(one)] == ["A lamb."]


def test_a_version_in_other_words_is_refused_whatever_its_digest_says(desk: Database) -> None:
    imported(desk, _THREAD, _OWN)
    whole = json.loads(_document(desk))
    words = {"text": "I never said so.", "digest": digest("I never said so.")}
    whole["records"]["version"][0].update(words)
    with pytest.raises(CannotRead):
        _read(desk, json.dumps(whole))
    assert words["text"] not in version_texts(desk)
