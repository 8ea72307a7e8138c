"""Two devices' stores become one: the union of all events, in any order, with no word lost."""

import io
import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from safety.merges import differing

from builders import ME, a_post, a_store, a_thread, discussion_at, imported, mine, rows, the_discussion, version_texts
from cups_course.errors import CannotRead, NewerStore, NothingToUndo
from cups_course.events import export as everything
from cups_course.events.event import Event, event_digest, pack_posts, to_json
from cups_course.reports import MergeResult
from cups_course.store import corrections, log
from cups_course.store.answers import keep_answers
from cups_course.store.backup import backup_files
from cups_course.store.database import Database, open_store
from cups_course.store.history import undo
from cups_course.store.merge import events_in, merge_events
from cups_course.store.people import forget_forum_name, same_person, set_forum_names
from cups_course.store.projection import shown_rows
from cups_course.store.reading import load
from cups_course.store.writing import add_note, keep_reply, move_discussion, remove_from_checklist
from cups_course.thread.thread import OwnReply

_POSTS = [a_post(1, "oakleaf", "I water the roses."), a_post(2, ME, "So do I.", parent=1), a_post(3, ME, "A lamp.")]
_OWN = mine(answers=[(1, "A lamp.", 3)], replies=[OwnReply("oakleaf", 2, None, "So do I.")])
_THREAD = a_thread("What keeps you calm?", "And at night?", posts=_POSTS, forum_id="12")


def _merge(into: Database, other: Database) -> MergeResult:
    into.next_command()
    return merge_events(into, log.events_with_digests(other.connection))


def _shown(database: Database) -> object:
    return shown_rows(database.connection)


def _log(database: Database) -> list[tuple[Event, str]]:
    return list(log.events_with_digests(database.connection))


def _change(database: Database, kind: str, **said: Any) -> None:
    """Have the only event of a kind say something else, with a digest that fits."""
    (event,) = log.select(database.connection, "kind = ?", (kind,))
    log.rewrite(database.connection, event._replace(text=to_json(event.data | said)))


def _in_years(event_id: str, years: int) -> str:
    """An id that an event would have had if the clock had been so many years ahead."""
    ahead = int(event_id[:8] + event_id[9:13], 16) + years * 365 * 86_400_000
    digits = f"{ahead:012x}"
    return f"{digits[:8]}-{digits[8:]}{event_id[13:]}"


def _answer(database: Database, words: str, ref: str = "2.2", question: int = 0) -> None:
    database.next_command()
    discussion = discussion_at(database, ref)
    keep_answers(database, discussion, {discussion.questions[question].id: words}, "text")


def _the_answer(database: Database, question: int = 0) -> str:
    answer = discussion_at(database).questions[question].answer
    assert answer
    return answer.text


# In the last of them something that is done after a merge frees a number which the merge had given to another question.
@pytest.mark.parametrize("seed", [*range(10), 676073])
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
    merged = _merge(desk, laptop)

    assert _the_answer(desk) == "From the laptop."
    assert version_texts(desk) == ["From the desk.", "From the laptop."]
    assert [(one.current, one.other, one.mine) for one in merged.differing] == [
        ("From the laptop.", "From the desk.", False)
    ]


def test_of_two_changes_to_one_thing_the_later_one_holds(desk: Database, laptop: Database) -> None:
    for database, wanted in ((desk, 3), (laptop, 1), (desk, 5)):
        if not load(database):
            imported(database, _THREAD)
        database.next_command()
        corrections.set_replies_wanted(database, discussion_at(database), wanted)
    _merge(desk, laptop)
    _merge(laptop, desk)
    assert [discussion_at(one).peer_replies_wanted for one in (desk, laptop)] == [5, 5]


def test_what_is_done_after_a_merge_is_later_though_the_other_clock_was_ahead(desk: Database, laptop: Database) -> None:
    imported(laptop, _THREAD)
    laptop.next_command()
    corrections.set_replies_wanted(laptop, discussion_at(laptop), 5)
    [said] = [event for event, _ in _log(laptop) if event.kind == "replies wanted"]
    ahead = said._replace(id=_in_years(said.id, 4))
    laptop.connection.execute(
        "UPDATE event SET id = ?, digest = ? WHERE id = ?", (ahead.id, event_digest(ahead), said.id)
    )
    _merge(desk, laptop)
    assert discussion_at(desk).peer_replies_wanted == 5
    desk.next_command()
    corrections.set_replies_wanted(desk, discussion_at(desk), 2)
    _merge(laptop, desk)
    assert [discussion_at(one).peer_replies_wanted for one in (desk, laptop)] == [2, 2]


def test_to_merge_twice_is_to_merge_once(desk: Database, laptop: Database) -> None:
    imported(desk, _THREAD, _OWN)
    imported(laptop, _THREAD, _OWN)
    _merge(desk, laptop)
    once, before = _shown(desk), backup_files(desk.path)
    assert not _merge(desk, laptop).kinds
    assert (_shown(desk), backup_files(desk.path)) == (once, before)


def test_what_came_is_counted_by_kind(desk: Database, laptop: Database) -> None:
    imported(desk, _THREAD, _OWN)
    imported(desk, a_thread("Why?", number=3, topic="Gossip"))
    assert _merge(laptop, desk).kinds == {
        "device named": 1,
        "thread imported": 2,
        "own posts read": 1,
    }
    corrections.edit_question(laptop, discussion_at(laptop), discussion_at(laptop).questions[0], "What calms you?")
    remove_from_checklist(laptop, discussion_at(laptop).peer_replies[0])
    move_discussion(laptop, discussion_at(laptop, "2.3"), load(laptop)[0], 3, 3, None)
    add_note(laptop, discussion_at(laptop), "Ask Fern.")
    came = _merge(desk, laptop)

    assert came.kinds == {"device named": 1, "question edited": 1, "removed": 1, "moved": 1, "noted": 1}
    assert (came.renumbered, came.differing, came.damaged) == ([], [], 0)
    assert discussion_at(desk).questions[0].text == "What calms you?"
    assert not discussion_at(desk).peer_replies
    assert discussion_at(desk, "3.3").title == "Gossip"


def test_there_is_a_backup_of_what_was_there_before_a_merge(desk: Database, laptop: Database) -> None:
    imported(desk, _THREAD)
    imported(laptop, a_thread("Why?", number=3, topic="Gossip"))
    _merge(desk, laptop)
    [backup] = backup_files(desk.path)
    assert backup.why == "before-merging"
    with a_store(backup.path) as before:
        assert the_discussion(before).number == 2


def test_a_copied_store_goes_its_own_way_and_comes_back(desk: Database, tmp_path: Path) -> None:
    imported(desk, _THREAD, _OWN)
    shutil.copyfile(desk.path, tmp_path / "copy.db")
    copy = open_store(tmp_path / "copy.db", create=False)
    assert copy
    corrections.edit_question(copy, discussion_at(copy), discussion_at(copy).questions[0], "What calms you?")
    add_note(desk, discussion_at(desk), "Ask Fern.")
    _merge(desk, copy)
    _merge(copy, desk)
    assert _shown(desk) == _shown(copy)
    assert discussion_at(desk).questions[0].text == "What calms you?"
    assert [note.text for note in discussion_at(copy).notes] == ["Ask Fern."]
    copy.close()


def test_what_was_taken_back_on_one_device_is_taken_back_on_the_other(desk: Database, laptop: Database) -> None:
    imported(desk, _THREAD, _OWN)
    _answer(desk, "Tea.")
    _merge(laptop, desk)
    desk.next_command()
    undo(desk)
    _merge(laptop, desk)
    assert _the_answer(laptop) == "A lamp."
    assert "Tea." in [event.data["text"] for event, _ in _log(laptop) if event.kind == "answer written"]


def test_an_answer_brings_back_the_place_that_was_undone_under_it(desk: Database, laptop: Database) -> None:
    imported(desk, _THREAD)
    _merge(laptop, desk)
    _answer(laptop, "The stars.")
    desk.next_command()
    undo(desk)
    assert load(desk) == []
    for into, other in ((desk, laptop), (laptop, desk)):
        _merge(into, other)
    for database in (desk, laptop):
        (question,) = discussion_at(database).questions
        assert (question.text, question.answer and question.answer.text) == ("What keeps you calm?", "The stars.")


def test_a_number_that_both_gave_to_another_question_is_kept_by_the_older_one(desk: Database, laptop: Database) -> None:
    imported(desk, _THREAD)
    _merge(laptop, desk)
    corrections.add_question(desk, discussion_at(desk), "And in the rain?")
    corrections.add_question(laptop, discussion_at(laptop), "And at sea?")
    _answer(laptop, "I sing.", question=2)
    _merge(desk, laptop)
    _merge(laptop, desk)
    asked = [(one.number, one.text) for one in discussion_at(desk).questions]
    assert asked[2:] == [(3, "And in the rain?"), (4, "And at sea?")]
    assert _the_answer(desk, 3) == "I sing."
    assert _shown(desk) == _shown(laptop)


def test_a_discussion_that_one_moved_and_one_removed_keeps_its_words(desk: Database, laptop: Database) -> None:
    imported(desk, _THREAD, _OWN)
    _merge(laptop, desk)
    move_discussion(laptop, discussion_at(laptop), load(laptop)[0], 3, 1, None)
    remove_from_checklist(desk, discussion_at(desk))
    _merge(desk, laptop)
    _merge(laptop, desk)
    assert _shown(desk) == _shown(laptop)
    assert version_texts(desk) == ["A lamp."]


def test_a_reply_that_one_logged_and_the_other_read_is_one(desk: Database, laptop: Database) -> None:
    imported(desk, _THREAD)
    keep_reply(desk, discussion_at(desk), "oakleaf", "So do I.", "text", on="2025-10-02", draft=False)
    imported(laptop, _THREAD, _OWN)
    _merge(desk, laptop)
    assert [reply.text for reply in discussion_at(desk).peer_replies] == ["So do I."]


def test_a_merge_is_no_command_so_undo_goes_past_it(desk: Database, laptop: Database) -> None:
    imported(desk, _THREAD)
    _answer(desk, "Tea.")
    _merge(laptop, desk)
    _answer(laptop, "The stars.", question=1)
    _merge(desk, laptop)
    desk.next_command()
    undo(desk)
    (answered,) = [question for question in discussion_at(desk).questions if question.answer]
    assert answered.answer and answered.answer.text == "The stars."
    desk.next_command()
    undo(desk)
    with pytest.raises(NothingToUndo):
        undo(desk)


def test_a_name_that_both_had_and_one_took_away_is_gone_on_both(desk: Database, laptop: Database) -> None:
    for database in (desk, laptop):
        set_forum_names(database, ["PlumTree7"])
        same_person(database, "oakleaf", "heron")
    _merge(desk, laptop)
    desk.next_command()
    forget_forum_name(desk, "plumtree7")
    same_person(desk, "oakleaf", "fern")
    _merge(desk, laptop)
    _merge(laptop, desk)
    for database in (desk, laptop):
        assert rows(database, "SELECT name FROM forum_name") == []
        assert ("oakleaf", "fern") in rows(database, "SELECT folded, name FROM same_person")
    laptop.next_command()
    set_forum_names(laptop, ["PlumTree7"])
    _merge(desk, laptop)
    assert rows(desk, "SELECT name FROM forum_name") == [("PlumTree7",)]


def test_an_answer_typed_after_a_clock_that_was_ahead_is_current(desk: Database) -> None:
    imported(desk, _THREAD)
    _answer(desk, "Old words.")
    [said] = [event for event, _ in _log(desk) if event.kind == "answer written"]
    with a_store() as laptop:
        ahead = said._replace(id=_in_years(said.id, 4), at="2030-01-01T00:00:00Z")
        merge_events(laptop, [*(one for one in _log(desk) if one[0] != said), (ahead, event_digest(ahead))])
        assert _the_answer(laptop) == "Old words."
        _answer(laptop, "New words.")
        assert _the_answer(laptop) == "New words."
        assert version_texts(laptop) == ["Old words.", "New words."]


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


@pytest.mark.parametrize("into_the_copy", [True, False])
def test_a_store_that_says_other_words_for_what_is_kept_here_is_refused(
    desk: Database, tmp_path: Path, *, into_the_copy: bool
) -> None:
    imported(desk, _THREAD)
    add_note(desk, discussion_at(desk), "Ask Fern.")
    shutil.copyfile(desk.path, tmp_path / "copy.db")
    with a_store(tmp_path / "copy.db") as copy:
        _change(copy, "noted", text="Another one.")
        add_note(copy, discussion_at(copy), "One more.")
        here, there = (copy, desk) if into_the_copy else (desk, copy)
        before = _log(here)
        if here is copy:
            add_note(desk, discussion_at(desk), "And one here.")
        with pytest.raises(CannotRead):
            _merge(here, there)
        assert _log(here) == before


def test_names_are_those_of_both(desk: Database, laptop: Database) -> None:
    set_forum_names(desk, ["PlumTree7"])
    set_forum_names(laptop, ["plumtree7", "PlumTree8"])
    _merge(desk, laptop)
    names = {str(name).casefold() for (name,) in rows(desk, "SELECT name FROM forum_name")}
    assert names == {"plumtree7", "plumtree8"}


# Where the events come from


def test_a_store_in_another_file_is_only_read(desk: Database, laptop: Database) -> None:
    imported(laptop, _THREAD, _OWN)
    before = laptop.path.read_bytes()
    with events_in(laptop.path) as events:
        merge_events(desk, events)
    assert _the_answer(desk) == "A lamp."
    assert laptop.path.read_bytes() == before


@pytest.mark.parametrize("damage", ["nothing of a store", "UPDATE course SET program_id = 'nobody'", ""])
def test_a_file_that_is_no_store_or_a_damaged_one_is_refused(desk: Database, tmp_path: Path, damage: str) -> None:
    other = tmp_path / "other.db"
    if damage.startswith("UPDATE"):
        with a_store(other) as database:
            imported(database, _THREAD)
            database.connection.execute("PRAGMA foreign_keys = OFF")
            database.connection.execute(damage)
    else:
        other.write_text(damage, encoding="utf-8")
    with pytest.raises(CannotRead), events_in(other) as events:
        merge_events(desk, events)
    assert _log(desk) == []


# Everything as one document


def _document(database: Database) -> str:
    return "".join(everything.write_export(log.events_with_digests(database.connection)))


def _read(database: Database, text: str) -> MergeResult:
    return merge_events(database, everything.read_export(io.StringIO(text), "all.json"))


@pytest.mark.parametrize("seed", range(5))
def test_a_store_made_from_the_document_of_another_is_the_same(seed: int, tmp_path: Path) -> None:
    assert differing(seed, tmp_path) is None
    with a_store(tmp_path / "desk.db") as first, a_store() as second:
        text = _document(first)
        assert everything.is_export(text)
        json.loads(text)
        _read(second, text)
        assert _document(second) == text
        assert _shown(second) == _shown(first)


def _event(whole: dict[str, Any], kind: str) -> dict[str, Any]:
    found: dict[str, Any] = next(one for one in whole["events"] if one["kind"] == kind)
    return found


_CHANGES: dict[str, Callable[[dict[str, Any]], object]] = {
    "a part of an event is gone": lambda whole: _event(whole, "thread imported").pop("command"),
    "its words are gone": lambda whole: _event(whole, "noted")["data"].pop("text"),
    "something more stands there": lambda whole: _event(whole, "noted").update(colour="red"),
    "something more is said": lambda whole: _event(whole, "noted")["data"].update(colour="red"),
    "it is about what it can't be about": lambda whole: _event(whole, "noted").update(about="x; DROP TABLE event"),
    "the words are a list": lambda whole: _event(whole, "noted")["data"].update(text=["a", "list"]),
    "a number is a text": lambda whole: _event(whole, "noted")["data"]["place"].update(course="1"),
    "a number is below nothing": lambda whole: _event(whole, "noted")["data"]["place"].update(course=-1),
    "a post is none": lambda whole: _event(whole, "thread imported")["posts"].append("not a post"),
    "a post has no key": lambda whole: _event(whole, "thread imported")["posts"][0].pop("key"),
    "an id is none": lambda whole: _event(whole, "noted").update(id="zzz"),
    "there is no digest": lambda whole: _event(whole, "noted").update(digest=None),
    "the version is gone": lambda whole: whole["cups_course"].pop("version"),
}


def _as_lines(whole: dict[str, Any]) -> str:
    """The document in the lines in which it is written, with digests that fit what it says now."""
    for one in whole["events"]:
        with_data = {name: value for name, value in one.items() if name in Event._fields}
        if one["digest"] is not None and set(with_data) | {"text", "packed"} == set(Event._fields):
            posts = one.get("posts")
            made = Event(**with_data, text=to_json(one["data"]), packed=None if posts is None else pack_posts(posts))
            one["digest"] = event_digest(made)
    lines = ",\n".join(json.dumps(one, ensure_ascii=False) for one in whole["events"])
    return f'{{"cups_course": {json.dumps(whole["cups_course"])}, "events": [\n{lines}\n]}}\n'


def _with_a_note(database: Database) -> dict[str, Any]:
    imported(database, _THREAD, _OWN)
    add_note(database, discussion_at(database), "Ask Fern.")
    whole: dict[str, Any] = json.loads(_document(database))
    return whole


def test_a_document_that_nothing_was_changed_in_is_taken_in(desk: Database) -> None:
    whole = _with_a_note(desk)
    with a_store() as other:
        _read(other, _as_lines(whole))
        assert _shown(other) == _shown(desk)


@pytest.mark.parametrize("change", _CHANGES)
def test_a_document_that_is_not_whole_is_refused(desk: Database, change: str) -> None:
    whole = _with_a_note(desk)
    _CHANGES[change](whole)
    with a_store() as other:
        with pytest.raises(CannotRead):
            _read(other, _as_lines(whole))
        assert _log(other) == []


@pytest.mark.parametrize("end", [-1, -2, -3, -4, -200])
def test_a_document_that_was_cut_off_is_refused(desk: Database, end: int) -> None:
    text = _as_lines(_with_a_note(desk))
    with a_store() as other:
        if end == -1:  # the last line break says nothing
            _read(other, text[:end])
            assert _shown(other) == _shown(desk)
            return
        with pytest.raises(CannotRead):
            _read(other, text[:end])
        assert _log(other) == []


def test_a_document_of_a_later_version_is_refused(desk: Database) -> None:
    whole = _with_a_note(desk)
    whole["cups_course"]["version"] += 1
    with a_store() as other, pytest.raises(NewerStore):
        _read(other, _as_lines(whole))


# Damage


def _spoil(database: Database, *, words: bool) -> None:
    """Change a letter of an answer in the log, or the digest that it is known to be whole by."""
    spoilt = "text = replace(text, 'A lamp.', 'A lamb.')" if words else "digest = printf('%064d', 1)"
    database.connection.execute(f"UPDATE event SET {spoilt} WHERE kind = 'answer written' AND text LIKE '%A lamp.%'")


@pytest.mark.parametrize("words", [True, False])
@pytest.mark.parametrize("into_the_damaged_one", [True, False])
def test_words_damaged_on_one_device_are_those_of_the_other_after_a_merge(
    desk: Database, tmp_path: Path, *, words: bool, into_the_damaged_one: bool
) -> None:
    imported(desk, _THREAD)
    _answer(desk, "A lamp.")
    shutil.copyfile(desk.path, tmp_path / "laptop.db")
    with a_store(tmp_path / "laptop.db") as laptop:
        _answer(desk, "From the desk.", question=1)
        laptop.next_command()
        add_note(laptop, discussion_at(laptop), "From the laptop.")
        _spoil(laptop, words=words)
        _merge(*((laptop, desk) if into_the_damaged_one else (desk, laptop)))
        _merge(*((desk, laptop) if into_the_damaged_one else (laptop, desk)))

        assert _shown(desk) == _shown(laptop)
        assert _the_answer(desk) == "A lamp."
        assert not list(log.damaged_events(laptop.connection))


def test_what_is_damaged_in_the_other_store_is_left_there_and_said_and_all_else_comes(
    desk: Database, laptop: Database
) -> None:
    imported(desk, _THREAD)
    _answer(desk, "A lamp.")
    _answer(desk, "Roses.", question=1)
    _spoil(desk, words=True)
    for merged in (_merge(laptop, desk), _read(laptop, _document(desk))):
        assert merged.damaged == 1

    assert _the_answer(laptop, 1) == "Roses."
    assert discussion_at(laptop).questions[0].answer is None
    assert not list(log.damaged_events(laptop.connection))


def test_an_event_in_other_words_is_refused_whatever_its_digest_says(desk: Database) -> None:
    whole = _with_a_note(desk)
    _event(whole, "noted")["data"]["text"] = "I never said so."
    with pytest.raises(CannotRead):
        _read(desk, _as_lines(whole))
    assert [note.text for note in discussion_at(desk).notes] == ["Ask Fern."]
