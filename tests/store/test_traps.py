"""What the prototype of the log stumbled over, each with the rule that keeps it from happening again."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from time import time

import pytest

from builders import (
    ME,
    a_post,
    a_store,
    a_thread,
    discussion_at,
    imported,
    mine,
    rows,
    stored_discussions,
    version_texts,
)
from cups_course.errors import CannotRead, NewerStore, NothingToRedo, NothingToUndo
from cups_course.events.event import Event, event_digest, to_json
from cups_course.model import Discussion
from cups_course.outline.outline import Outline, OutlineCourse, OutlineDiscussion
from cups_course.refs import find_ref, parse_ref
from cups_course.store import corrections, log
from cups_course.store.answers import keep_answers
from cups_course.store.backup import make_backup
from cups_course.store.database import Database, open_store
from cups_course.store.doctor import examine
from cups_course.store.forget import forget
from cups_course.store.gathering import Gathering
from cups_course.store.history import redo, restore_version, single_history, undo
from cups_course.store.merge import merge_events
from cups_course.store.outlines import add_outline
from cups_course.store.projection import Projection, shown_rows
from cups_course.store.reading import load
from cups_course.store.writing import add_note, move_discussion, remove_from_checklist
from cups_course.thread.thread import Thread

CALM, NIGHT, SEA = "What keeps you calm?", "And at night?", "What do you see of the sea?"
POSTS = [a_post(1, "oakleaf", "I water the roses."), a_post(2, ME, "A lamp.")]
THREAD = a_thread(CALM, NIGHT, posts=POSTS)
PAGE = replace(
    a_thread(CALM, NIGHT, posts=[replace(post, forum_id=f"7-{post.index}") for post in POSTS], forum_id="7"),
)
OUTLINE = Outline(
    "kind-leaders",
    "Kind Leaders",
    (OutlineCourse(2, "Becoming a Leader", (OutlineDiscussion(2, "Service Leadership", (None, None), 3),), (), ()),),
    (),
)


def _events(database: Database) -> list[tuple[Event, str]]:
    return list(log.events_with_digests(database.connection))


def _meet(*databases: Database) -> None:
    for into in databases:
        for other in databases:
            if into is not other:
                into.next_command()
                merge_events(into, _events(other))
    first, *others = [shown_rows(database.connection) for database in databases]
    assert all(other == first for other in others)


def _import(database: Database, thread: Thread = THREAD, *, own: bool = False) -> None:
    database.next_command()
    imported(database, thread, mine(answers=[(1, "A lamp.", 2)]) if own else None)


def _answer(database: Database, text: str, ref: str = "2.2", number: int = 1) -> None:
    database.next_command()
    discussion = discussion_at(database, ref)
    asked = next(one for one in discussion.questions if one.number == number)
    keep_answers(database, discussion, {asked.id: text}, "text")


def _undo(database: Database) -> None:
    database.next_command()
    undo(database)


def _shown(database: Database) -> list[Discussion]:
    return stored_discussions(database)


def _asked(database: Database, ref: str = "2.2") -> list[tuple[int, str, str | None]]:
    """The questions that are asked, by their numbers, with their answers."""
    asked = sorted(discussion_at(database, ref).asked, key=lambda one: one.number)
    return [(one.number, one.text, one.answer.text if one.answer else None) for one in asked]


def _rebuild(database: Database) -> None:
    with database.transaction() as connection:
        Projection(connection).rebuild()


@contextmanager
def _the_same_when_rebuilt(*databases: Database) -> Iterator[None]:
    yield
    for database in databases:
        before = shown_rows(database.connection)
        _rebuild(database)
        assert shown_rows(database.connection) == before


def test_1_a_page_on_one_device_and_pasted_text_on_another_are_one_discussion(desk: Database, laptop: Database) -> None:
    _import(desk, PAGE, own=True)
    _import(laptop, THREAD, own=True)
    with _the_same_when_rebuilt(desk, laptop):
        _meet(desk, laptop)
    [discussion] = _shown(desk)
    assert _asked(desk) == [(1, CALM, "A lamp."), (2, NIGHT, None)]
    assert rows(desk, "SELECT text FROM post ORDER BY position") == [("I water the roses.",), ("A lamp.",)]
    assert rows(desk, "SELECT count(*) FROM thread") == [(1,)]
    assert version_texts(desk) == ["A lamp."]
    _answer(laptop, "A lamp, and tea.")
    _meet(desk, laptop)
    assert [one.id for one in _shown(desk)] == [discussion.id]


def test_1_discussions_with_the_same_thread_of_the_forum_are_one_wherever_they_stand(
    desk: Database, laptop: Database
) -> None:
    _import(desk, PAGE)
    _import(laptop, replace(PAGE, course_number=3, discussion_number=4))
    with _the_same_when_rebuilt(desk, laptop):
        _meet(desk, laptop)
    assert len(_shown(desk)) == 1


def test_2_what_is_said_twice_in_the_same_words_stays_two_things_on_both_devices(
    desk: Database, laptop: Database
) -> None:
    thanks = [a_post(number, "oakleaf", "Thank you!") for number in (1, 2)]
    for database in (desk, laptop):
        _import(database, a_thread(CALM, CALM, posts=thanks))
    _answer(desk, "The first.", number=1)
    _answer(laptop, "The second.", number=2)
    with _the_same_when_rebuilt(desk, laptop):
        _meet(desk, laptop)
    assert _asked(desk) == [(1, CALM, "The first."), (2, CALM, "The second.")]
    assert rows(desk, "SELECT count(*) FROM post") == [(2,)]


def test_2_a_wording_that_left_and_came_back_is_the_question_that_it_was(desk: Database) -> None:
    _import(desk)
    _answer(desk, "A lamp.")
    _import(desk, a_thread(NIGHT, posts=POSTS, wanted=2))
    _import(desk, a_thread(CALM, NIGHT, posts=POSTS, wanted=3))
    assert _asked(desk) == [(1, CALM, "A lamp."), (2, NIGHT, None)]


def test_3_of_two_discussions_with_one_number_the_older_keeps_it_and_the_merge_says_so(
    desk: Database, laptop: Database
) -> None:
    _import(desk)
    _import(laptop, a_thread(SEA, topic="Gossip"))
    _answer(laptop, "Waves.")
    assert merge_events(desk, _events(laptop)).renumbered == []
    assert any("2.2" in one for one in merge_events(laptop, _events(desk)).renumbered)
    _meet(desk, laptop)
    assert discussion_at(desk, "2.2").title == "Service Leadership"
    assert (discussion_at(desk, "2.3").title, _asked(desk, "2.3")) == ("Gossip", [(1, SEA, "Waves.")])


def test_3_a_new_number_is_none_that_was_undone(desk: Database, laptop: Database) -> None:
    _import(desk)
    desk.next_command()
    corrections.add_question(desk, discussion_at(desk), SEA)
    _undo(desk)
    desk.next_command()
    corrections.add_question(desk, discussion_at(desk), "And in the rain?")
    assert _asked(desk)[2:] == [(4, "And in the rain?", None)]


@pytest.mark.parametrize("merged", [True, False])
def test_4_an_outline_added_after_an_import_takes_it_in_and_undo_separates_them_again(
    desk: Database, laptop: Database, *, merged: bool
) -> None:
    _import(desk, own=True)
    _answer(desk, "I read.", number=2)
    before = _shown(desk)
    other = laptop if merged else desk
    other.next_command()
    add_outline(other, OUTLINE)
    with _the_same_when_rebuilt(desk, laptop):
        _meet(desk, laptop)
    [discussion] = [one for one in _shown(desk) if one.questions]
    assert len(_shown(desk)) == 1
    assert _asked(desk) == [(1, CALM, "A lamp."), (2, NIGHT, "I read.")]
    assert not any(one.placeholder for one in discussion.questions)
    _undo(other)
    with _the_same_when_rebuilt(desk, laptop):
        _meet(desk, laptop)
    assert _shown(desk) == before


def test_4_an_imported_question_takes_the_place_that_the_outline_holds_for_it(desk: Database) -> None:
    desk.next_command()
    add_outline(desk, OUTLINE)
    placeholders = [one.id for one in discussion_at(desk).questions]
    _import(desk)
    assert [one.id for one in discussion_at(desk).questions] == placeholders
    assert _asked(desk) == [(1, CALM, None), (2, NIGHT, None)]


def test_5_a_question_that_a_later_copy_drops_stays_with_its_answer(desk: Database) -> None:
    _import(desk)
    _answer(desk, "A lamp.")
    _import(desk, a_thread(NIGHT, posts=POSTS, wanted=2))
    [dropped] = [one for one in discussion_at(desk).questions if one.dropped]
    assert (dropped.number, dropped.answer and dropped.answer.text) == (1, "A lamp.")


@pytest.mark.parametrize("later_first", [True, False])
def test_6_of_two_copies_the_one_saved_later_counts_in_whatever_order_they_are_imported(
    desk: Database, laptop: Database, *, later_first: bool
) -> None:
    copies = []
    for day, text in ((2, "Roses."), (5, "Roses, and rest.")):
        saved_at = f"2026-01-0{day}T10:00:00"
        post = replace(a_post(1, "oakleaf", text), forum_id="7-1", saved_at=saved_at)
        copies.append(replace(a_thread(CALM, posts=[post], forum_id="7"), saved_at=saved_at))
    first, second = reversed(copies) if later_first else copies
    _import(desk, first)
    _import(laptop, second)
    _meet(desk, laptop)
    assert rows(laptop, "SELECT text FROM post") == [("Roses, and rest.",)]
    _import(desk, copies[0])
    assert rows(desk, "SELECT text FROM post") == [("Roses, and rest.",)]


def test_7_what_a_person_put_right_stays_so_in_later_copies_also_those_of_another_device(
    desk: Database, laptop: Database
) -> None:
    _import(desk)
    _meet(desk, laptop)
    desk.next_command()
    corrections.edit_question(desk, discussion_at(desk), discussion_at(desk).questions[0], "What calms you?")
    _answer(desk, "A lamp.")
    _import(laptop, replace(THREAD, peer_replies_wanted=2))
    with _the_same_when_rebuilt(desk, laptop):
        _meet(desk, laptop)
    _import(desk, replace(THREAD, peer_replies_wanted=3))
    assert _asked(desk) == [(1, "What calms you?", "A lamp."), (2, NIGHT, None)]


def test_8_what_was_built_on_an_import_stays_where_that_import_is_undone(desk: Database, laptop: Database) -> None:
    _import(desk)
    _meet(desk, laptop)
    _answer(laptop, "I read.", number=2)
    _undo(desk)
    with _the_same_when_rebuilt(desk, laptop):
        _meet(desk, laptop)
    assert discussion_at(desk).title == "Service Leadership"
    assert _asked(desk) == [(2, NIGHT, "I read.")]
    assert rows(desk, "SELECT count(*) FROM thread") == [(0,)]


def test_9_what_both_imported_stays_where_one_of_them_undoes_it(desk: Database, laptop: Database) -> None:
    _import(desk, PAGE)
    _meet(desk, laptop)
    _import(laptop, PAGE)
    count = len(_events(laptop))
    _import(laptop, PAGE)
    assert len(_events(laptop)) == count
    _undo(desk)
    with _the_same_when_rebuilt(desk, laptop):
        _meet(desk, laptop)
    assert _asked(desk) == [(1, CALM, None), (2, NIGHT, None)]
    assert rows(laptop, "SELECT count(*) FROM post") == [(2,)]


def test_10_undo_takes_ones_own_last_command_and_after_a_new_one_nothing_is_redone(
    desk: Database, laptop: Database
) -> None:
    _import(desk)
    _answer(desk, "A lamp.")
    _meet(desk, laptop)
    _answer(laptop, "From the laptop.", number=2)
    _meet(desk, laptop)
    _undo(desk)
    assert _asked(desk) == [(1, CALM, None), (2, NIGHT, "From the laptop.")]
    _answer(desk, "Tea.")
    with pytest.raises(NothingToRedo):
        redo(desk)
    _undo(laptop)
    with pytest.raises(NothingToUndo):
        _undo(laptop)


def test_11_what_is_done_in_a_copy_of_the_store_is_not_undone_in_the_other(desk: Database, tmp_path: Path) -> None:
    _import(desk)
    (tmp_path / "copy.db").write_bytes(desk.path.read_bytes())
    with a_store(tmp_path / "copy.db") as copy:
        _answer(desk, "From the desk.")
        _answer(copy, "From the copy.", number=2)
        _meet(desk, copy)
        assert desk.device_id != copy.device_id
        for database, number in ((desk, 1), (copy, 2)):
            _answer(database, "Anew.", number=number)
        _undo(desk)
        _meet(desk, copy)
        assert _asked(desk) == [(1, CALM, "From the desk."), (2, NIGHT, "Anew.")]


def test_12_versions_stand_in_the_order_of_their_events_whatever_the_wall_clock_said(
    desk: Database, laptop: Database
) -> None:
    _import(desk)
    for text in ("First.", "Second."):
        _answer(desk, text)
    [_, second] = list(log.select(desk.connection, "kind = 'answer written'"))
    early = second._replace(at="1999-01-01T00:00:00Z")
    merge_events(laptop, [*(one for one in _events(desk) if one[0] != second), (early, event_digest(early))])
    assert version_texts(laptop) == ["First.", "Second."]
    assert _asked(laptop)[0] == (1, CALM, "Second.")


def _at_year(event: Event, years: float) -> Event:
    """The event as a device would have made it whose clock is so many years ahead."""
    digits = f"{int((time() + years * 365.25 * 86_400) * 1000):012x}"
    return event._replace(id=f"{digits[:8]}-{digits[8:]}{event.id[13:]}")


def test_13_an_event_of_a_clock_more_than_five_years_ahead_is_refused_and_of_four_it_is_not(
    desk: Database, laptop: Database
) -> None:
    _import(desk)
    _answer(desk, "From the future.")
    [said] = list(log.select(desk.connection, "kind = 'answer written'"))
    others = [one for one in _events(desk) if one[0] != said]
    far = _at_year(said, 7)
    with pytest.raises(CannotRead, match=r"The clock of .* was \d+ years ahead"):
        merge_events(laptop, [*others, (far, event_digest(far))])
    assert _events(laptop) == []
    near = _at_year(said, 4)
    merge_events(laptop, [*others, (near, event_digest(near))])
    _answer(laptop, "Of today.")
    assert _asked(laptop)[0] == (1, CALM, "Of today.")


def test_14_a_version_is_brought_back_by_the_number_that_the_history_shows(desk: Database, laptop: Database) -> None:
    _import(desk)
    _meet(desk, laptop)
    for database, text in ((desk, "One."), (laptop, "Two."), (desk, "Three."), (desk, "Undone.")):
        _answer(database, text)
    _undo(desk)
    _meet(desk, laptop)
    found = find_ref(load(desk), parse_ref("2.2.1"))
    versions = single_history(desk, found).versions
    assert [(one.number, one.text) for one in versions] == [(1, "One."), (2, "Two."), (3, "Three."), (4, "Undone.")]
    for version in (versions[1], versions[3]):
        desk.next_command()
        assert restore_version(desk, version)
        assert _asked(desk)[0] == (1, CALM, version.text)
    assert [one.text for one in single_history(desk, found).versions[:4]] == [one.text for one in versions]


def test_15_what_is_forgotten_on_two_devices_is_gone_on_both_in_whatever_order_the_rules_come(
    desk: Database, laptop: Database, tmp_path: Path
) -> None:
    _import(desk, own=True)
    _meet(desk, laptop)
    before = _events(desk)
    for database, which in ((desk, 0), (laptop, 1)):
        what = Gathering(database)
        if which:
            what.add_peer({"oakleaf"}, None, mine=True)
        else:
            discussion = discussion_at(database)
            what.add_answer(discussion.id, discussion.questions[0].id)
        database.next_command()
        forget(database, what.rule())
    rules = [[one for one in _events(database) if one not in before] for database in (desk, laptop)]
    _meet(desk, laptop)
    for number, order in enumerate(([before, *rules], [*rules, before], [rules[1], before, rules[0]])):
        with a_store(tmp_path / f"{number}.db") as other:
            for events in order:
                merge_events(other, events)
            assert _events(other) == _events(desk)
            assert shown_rows(other.connection) == shown_rows(desk.connection)
    for database in (desk, laptop):
        for words in (b"roses", b"a lamp"):
            assert words not in database.path.read_bytes().lower()
    assert not list(log.damaged_events(desk.connection))


def test_16_discussions_change_places_and_nothing_of_one_is_in_the_way_of_the_other(
    desk: Database, laptop: Database
) -> None:
    _import(desk)
    _import(desk, a_thread(SEA, number=3, topic="Gossip"))
    _answer(desk, "A lamp.")
    _answer(desk, "Waves.", "2.3")
    _meet(desk, laptop)
    with _the_same_when_rebuilt(desk, laptop):
        for here, there in (((2, 2), (2, 9)), ((2, 3), (2, 2)), ((2, 9), (2, 3))):
            desk.next_command()
            discussion = discussion_at(desk, f"{here[0]}.{here[1]}")
            move_discussion(desk, discussion, load(desk)[0], *there, None)
        _meet(desk, laptop)
    assert (_asked(laptop, "2.3"), _asked(laptop, "2.2")) == (
        [(1, CALM, "A lamp."), (2, NIGHT, None)],
        [(1, SEA, "Waves.")],
    )


def test_16_of_two_that_were_one_each_has_its_own_again_where_one_moves_away(desk: Database, laptop: Database) -> None:
    for database, number in ((desk, 1), (laptop, 2)):
        _import(database, own=True)
        _answer(database, f"Of device {number}.", number=number)
    _meet(desk, laptop)
    assert len(_shown(desk)) == 1
    with _the_same_when_rebuilt(desk, laptop):
        _undo(laptop)
        _undo(laptop)
        _meet(desk, laptop)
    assert _asked(desk)[0] == (1, CALM, "Of device 1.")


def test_17_the_ids_in_json_stay_whatever_is_done(desk: Database) -> None:
    def ids() -> list[str]:
        discussion = next(one for one in _shown(desk) if one.title == "Service Leadership")
        answers = [one.answer.id for one in discussion.questions if one.answer]
        return [discussion.id, *(one.id for one in discussion.questions[:2]), *answers]

    _import(desk, own=True)
    before = ids()
    _answer(desk, "A lamp, and tea.")
    _import(desk, replace(PAGE, peer_replies_wanted=2), own=True)
    desk.next_command()
    corrections.edit_question(desk, discussion_at(desk), discussion_at(desk).questions[0], "What calms you?")
    desk.next_command()
    move_discussion(desk, discussion_at(desk), load(desk)[0], 3, 4, None)
    assert ids() == before
    _rebuild(desk)
    assert ids() == before


def test_18_the_log_begins_on_the_second_page_also_after_it_is_written_anew(desk: Database) -> None:
    _import(desk)
    for statement in ("SELECT 1", "VACUUM"):
        desk.connection.execute(statement)
        _rebuild(desk)
        assert rows(desk, "SELECT rootpage FROM sqlite_schema WHERE name = 'event'") == [(2,)]


def _cost(database: Database) -> tuple[int, int]:
    """How many steps of SQLite, in hundreds, an answer takes and its undo; without looking up the discussion."""
    discussion = discussion_at(database)
    steps: list[int] = []
    costs = []
    database.connection.set_progress_handler(lambda: steps.append(1), 100)
    for command in (
        lambda: keep_answers(database, discussion, {discussion.questions[0].id: "Of today."}, "text"),
        lambda: undo(database),
    ):
        database.next_command()
        before = len(steps)
        command()
        costs.append(len(steps) - before)
    database.connection.set_progress_handler(None, 0)
    return costs[0], costs[1]


def test_19_an_answer_and_its_undo_cost_no_more_where_much_else_was_done(desk: Database, laptop: Database) -> None:
    laptop.connection.execute("PRAGMA synchronous = OFF")
    _import(desk)
    _answer(desk, "A lamp.")
    merge_events(laptop, _events(desk))
    for number in range(3, 8):
        _import(laptop, a_thread(SEA, number=number, topic=f"Topic {number}"))
        discussion = discussion_at(laptop, f"2.{number}")
        for text in range(50):
            laptop.next_command()
            add_note(laptop, discussion, f"Note {text}.")
    assert len(_events(laptop)) > 80 * len(_events(desk))
    for here, there in zip(_cost(desk), _cost(laptop), strict=True):
        assert there < 2 * here + 10


def test_20_an_event_that_cannot_be_applied_is_set_aside_and_named_and_all_else_counts(desk: Database) -> None:
    _import(desk)
    _answer(desk, "A lamp.")
    _answer(desk, "I read.", number=2)
    [spoilt, _] = list(log.select(desk.connection, "kind = 'answer written'"))
    log.rewrite(desk.connection, spoilt._replace(text=to_json({"place": 1})))
    _rebuild(desk)
    assert rows(desk, "SELECT event_id FROM unreadable") == [(spoilt.id,)]
    assert _asked(desk) == [(1, CALM, None), (2, NIGHT, "I read.")]
    assert [one.state for one in examine(desk.path, []) if one.about == "log"] == ["note"]
    _answer(desk, "Once more.")
    assert _asked(desk)[0] == (1, CALM, "Once more.")


@pytest.mark.parametrize("must", [0, 1])
def test_20_what_a_later_version_did_is_kept_and_where_it_must_be_known_nothing_is_written(
    desk: Database, laptop: Database, must: int
) -> None:
    _import(desk)
    _answer(desk, "A lamp.")
    [said] = list(log.select(desk.connection, "kind = 'answer written'"))
    unknown = said._replace(kind="question sung", must=must, command=said.id)
    events = [one for one in _events(desk) if one[0] != said]
    merge_events(laptop, [*events, (unknown, event_digest(unknown))])
    assert _asked(laptop) == [(1, CALM, None), (2, NIGHT, None)]
    assert unknown in [event for event, _ in _events(laptop)]
    if must:
        with pytest.raises(NewerStore):
            _answer(laptop, "Of today.")
    else:
        _answer(laptop, "Of today.")
        assert _asked(laptop)[0] == (1, CALM, "Of today.")


def test_21_what_was_forgotten_stays_forgotten_where_an_older_backup_is_put_back(desk: Database) -> None:
    _import(desk, own=True)
    backup = make_backup(desk.path, "by-hand")
    what = Gathering(desk)
    what.add_peer({"oakleaf"}, None, mine=True)
    desk.next_command()
    forget(desk, what.rule())
    desk.close()
    line = [sys.executable, "-m", "cups_course", "--store", str(desk.path), "backup", "--restore", str(backup), "--yes"]
    done = subprocess.run(line, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert b"roses" not in desk.path.read_bytes().lower()
    database = open_store(desk.path, create=False)
    assert database
    assert rows(database, "SELECT author FROM post") == [(ME,)]
    assert _asked(database)[0] == (1, CALM, "A lamp.")
    database.close()


def test_a_removed_discussion_is_not_brought_back_by_what_was_done_before_it_elsewhere(
    desk: Database, laptop: Database
) -> None:
    _import(desk)
    _meet(desk, laptop)
    _answer(laptop, "I read.", number=2)
    desk.next_command()
    remove_from_checklist(desk, discussion_at(desk))
    with _the_same_when_rebuilt(desk, laptop):
        _meet(desk, laptop)
    assert _shown(desk) == []
    assert version_texts(desk) == ["I read."]
