import sqlite3
from collections.abc import Iterator

import pytest

from builders import a_post, a_store, a_thread, imported, mine, rows
from cups_course.model import Plan
from cups_course.store.database import Database
from cups_course.store.reading import load
from cups_course.store.writing import pause, set_plan
from cups_course.thread.thread import OwnReply


@pytest.fixture
def database() -> Iterator[Database]:
    posts = [a_post(1, "PlumTree7", "mine"), a_post(2, "PlumTree7", "@oak nice", parent=1)]
    with a_store() as opened:
        imported(
            opened,
            a_thread("Why?", posts=posts),
            mine(answers=[(1, "mine", 1)], replies=[OwnReply("oak", 2, None, "nice")]),
        )
        imported(opened, a_thread("How?", topic="Gossip", number=3))
        (course,) = load(opened)[0].courses
        set_plan(opened, course, Plan("2026-11-25", by="2026-12-20"))
        pause(opened, course.discussions[0], until="2026-12-01")
        yield opened


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE version SET peer_reply_id = (SELECT id FROM peer_reply) WHERE answer_id IS NOT NULL",
        "UPDATE version SET answer_id = NULL, peer_reply_id = NULL",
        "UPDATE version SET source = 'rumour'",
        "UPDATE version SET digest = 'short'",
        "UPDATE version SET text = NULL",
        "UPDATE version SET text = x'00'",
        "UPDATE posting SET posted_on = '3 days ago'",
        "UPDATE posting SET version_id = 'none'",
        "UPDATE question SET number = -1",
        "UPDATE question SET number = 'one'",
        "UPDATE question SET discussion_id = 'none'",
        "UPDATE discussion SET peer_replies_wanted = -1",
        "UPDATE discussion SET known = 2",
        "UPDATE discussion SET peer_replies_said = -1",
        "UPDATE discussion SET number = 5",
        "UPDATE task SET kind = 'dance'",
        "UPDATE task SET discussion_id = (SELECT id FROM discussion LIMIT 1)",
        "UPDATE task SET optional = 'maybe'",
        "UPDATE post SET kind = 'shout'",
        "UPDATE post SET kind = 'answer'",
        "UPDATE post SET date = '2020-99-99'",
        "UPDATE post SET how = 'by guess'",
        "UPDATE thread SET pages_given = 'all of them'",
        "UPDATE program SET in_use = 3",
        "UPDATE plan SET per_week = 0",
        "UPDATE plan SET rest = 'sundays'",
        "UPDATE plan SET start_day = NULL",
        "UPDATE set_aside SET until_day = 'soon'",
        "UPDATE command SET kind = 'whim'",
        "UPDATE event SET id = NULL",
        "UPDATE event SET digest = NULL",
        "UPDATE event SET v = 'one'",
        "INSERT INTO event SELECT * FROM event LIMIT 1",
        "DELETE FROM question",
        "DELETE FROM discussion",
        "DELETE FROM version",
    ],
)  # fmt: skip
def test_the_file_itself_rejects_what_cannot_be(database: Database, change: str) -> None:
    with pytest.raises(sqlite3.IntegrityError), database.transaction() as connection:
        connection.execute(change)


def test_only_one_program_is_in_use(database: Database) -> None:
    connection = database.connection
    for key in ("one", "two"):
        connection.execute("INSERT INTO program SELECT ?, ?, '', '', 0, since FROM program LIMIT 1", (key, key))

    with pytest.raises(sqlite3.IntegrityError):
        connection.execute("UPDATE program SET in_use = 1")


def test_the_foreign_keys_of_a_store_in_use_are_whole(database: Database) -> None:
    assert rows(database, "PRAGMA foreign_keys") == [(1,)]
    assert rows(database, "PRAGMA foreign_key_check") == []
