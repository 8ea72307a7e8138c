"""Stores and exports made by somebody who means harm: nothing in them becomes a path, a command or SQL, and each gets a
sentence. What the person saved stays as it is."""

import json
import random
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from cups_course.events.event import COLUMNS, Event, event_digest, pack_posts, to_json
from journeys.driver import Person

WORDS = "A note of mine, which stays."


def _sql(*statements: str) -> Callable[[Path], None]:
    def harm(store: Path) -> None:
        with closing(sqlite3.connect(store, isolation_level=None)) as connection:
            for setting in ("writable_schema = ON", "ignore_check_constraints = ON", "foreign_keys = OFF"):
                connection.execute(f"PRAGMA {setting}")
            for statement in statements:
                connection.execute(statement)

    return harm


def _event(**fields: Any) -> Callable[[Path], None]:
    """One more event, with a digest that fits."""

    def harm(store: Path) -> None:
        with closing(sqlite3.connect(store, isolation_level=None)) as connection:
            noted = Event(*connection.execute(f"SELECT {COLUMNS} FROM event WHERE kind = 'noted'").fetchone())
            event = noted._replace(**({"id": f"{noted.id[:-4]}ffff"} | fields))
            values = (*event, event_digest(event))
            connection.execute(f"INSERT INTO event ({COLUMNS}, digest) VALUES ({', '.join('?' * 12)})", values)

    return harm


CHANGED: dict[str, tuple[Callable[[Path], None], str]] = {
    "trigger": (
        _sql("CREATE TRIGGER evil AFTER INSERT ON event BEGIN DELETE FROM event WHERE id <> new.id; END"),
        "It has a trigger, which no store has.",
    ),
    "trigger on words": (
        _sql("CREATE TRIGGER evil AFTER INSERT ON version BEGIN UPDATE version SET text = 'evil'; END"),
        "It has a trigger",
    ),
    "view for a table": (
        _sql("ALTER TABLE event RENAME TO other", "CREATE VIEW event AS SELECT * FROM other"),
        "Its table event isn't the one that cups-course makes.",
    ),
    "virtual table": (_sql("CREATE VIRTUAL TABLE evil USING fts5 (x)"), "It has a virtual table"),
    "generated column": (
        _sql("ALTER TABLE note ADD COLUMN evil TEXT GENERATED ALWAYS AS (upper(text)) VIRTUAL"),
        "Its table note isn't the one",
    ),
    "no types": (
        _sql("UPDATE sqlite_schema SET sql = replace(sql, ' STRICT', '') WHERE name = 'discussion'"),
        "Its table discussion isn't the one",
    ),
    "missing table": (_sql("DROP TABLE link"), "Its table link is missing."),
    "path as id": (_sql("UPDATE discussion SET id = '../../../x' WHERE number = 2"), "It has an id"),
    "long id": (_sql("UPDATE discussion SET id = hex(zeroblob(500000)) WHERE number = 2"), "It has an id"),
    "path as id of a note": (_sql("UPDATE note SET id = '../../../x'"), "It has an id"),
    "path as device": (_sql("UPDATE setting SET value = '../../x' WHERE name = 'this_device'"), "It has an id"),
    "no device": (_sql("DELETE FROM setting"), "It has an id"),
    "path as id of an event": (_event(id="../../x"), "It has an id"),
    "last of all ids": (_event(id="ffffffff-ffff-7fff-bfff-ffffffffffff"), "It has an id"),
}


@pytest.mark.parametrize("kind", CHANGED)
def test_a_store_that_was_changed_by_hand_is_refused_by_every_command(plum: Person, kind: str) -> None:
    plum.did("note", "1.2", WORDS)
    harm, why = CHANGED[kind]
    evil = plum.file("evil.db", plum.store.read_bytes())
    harm(evil)
    before = evil.read_bytes()
    for command in (["status"], ["note", "1.2", "Hello."], ["answer", "1.2.1", "Hello."], ["undo"]):
        assert f"evil.db is damaged. {why}" in plum.failed("--store", "evil.db", *command), command
    assert why in " ".join(plum.run("--store", "evil.db", "doctor", env={"COLUMNS": "1000"}).out.split())
    assert "Nothing was merged." in plum.failed("merge", "evil.db")
    assert "nothing was changed" in plum.failed("backup", "--restore", "evil.db", "--yes")
    assert evil.read_bytes() == before
    assert plum.notes() == [WORDS]


def test_doctor_recovers_what_is_in_a_store_that_was_changed_by_hand(plum: Person) -> None:
    plum.did("note", "1.2", WORDS)
    harm, _ = CHANGED["virtual table"]
    harm(plum.store)
    plum.did("--store", plum.store.name, "doctor", "--fix", "--yes")
    assert plum.notes() == [WORDS]


@pytest.mark.parametrize(
    "harm",
    [
        _event(text='{"text":[1,2]}'),
        _event(kind="thread imported", text='{"place":{"program":"../x","course":-1,"title":null}}'),
    ],
    ids=["a list for a text", "a thread without a place"],
)
def test_a_record_that_cups_course_did_not_make_is_said(plum: Person, harm: Callable[[Path], None]) -> None:
    plum.did("note", "1.2", WORDS)
    evil = plum.file("evil.db", plum.store.read_bytes())
    harm(evil)
    assert "It has a record that cups-course didn't make." in plum.failed("--store", "evil.db", "note", "1.2", "Hello.")
    ended = plum.run("--store", "evil.db", "doctor")
    assert ended.code == 1 and "is damaged" in ended.out
    assert "so nothing was merged" in plum.failed("merge", "evil.db")
    assert plum.notes() == [WORDS]


def test_a_record_that_is_nested_too_deeply_is_left_out(plum: Person) -> None:
    plum.did("note", "1.2", WORDS)
    _event(text=f'{{"text":{"[" * 100_000}{"]" * 100_000}}}')(plum.store)
    plum.did("note", "1.2", "Another.")
    plum.run("doctor", "--fix")
    assert plum.notes() == [WORDS, "Another."]


def test_a_record_with_a_path_for_an_id_is_not_restored(plum: Person) -> None:
    plum.did("note", "1.2", WORDS)
    evil = plum.file("evil.db", plum.store.read_bytes())
    _event(device="../../x")(evil)
    assert "nothing was changed" in plum.failed("backup", "--restore", "evil.db", "--yes")


def test_names_of_tables_in_an_older_store_are_names_and_not_sql(plum: Person) -> None:
    plum.did("note", "1.2", WORDS)
    _sql(
        'CREATE TABLE "a""; DROP TABLE event; --" (x)',
        'CREATE VIEW "b""; DROP TABLE event; --" AS SELECT 1',
        "PRAGMA user_version = 11",
    )(plum.store)
    plum.did("status")
    assert plum.notes() == [WORDS]
    assert plum.query("SELECT count(*) FROM sqlite_schema WHERE name LIKE '%DROP%'") == [0]


VALUES: list[Any] = [
    *(None, True, -1, 1e308, 2**63, "", "\0", "\ud800", "../../x", "x" * 100_000, "a;touch PWNED", "\x1b]0;x\x07"),
    *([], {}, [[[[]]]], {"a": None}, "9999-99-99", "ffffffff-ffff-7fff-bfff-ffffffffffff", "[red]", "javascript:x"),
]


def _places(value: Any) -> Iterator[tuple[Any, Any]]:
    """Every container in a document, with each key or index of it."""
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, one in inside:
        yield value, key
        yield from _places(one)


def _files(folder: Path) -> dict[Path, int]:
    return {path: path.stat().st_size for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("seed", range(12))
def test_whatever_is_changed_in_an_export_there_is_a_sentence_and_all_words_stay(plum: Person, seed: int) -> None:
    chance = random.Random(seed)
    plum.did("note", "1.2", WORDS)
    plum.did("export", "--all", "--format", "json", "--output", "all.json")
    first, *lines = (plum.home / "all.json").read_text(encoding="utf-8").rstrip("\n").split("\n")
    at = chance.randrange(len(lines) - 1)
    event = json.loads(lines[at].removesuffix(","))
    container, key = chance.choice(list(_places(event)))
    container[key] = chance.choice(VALUES)
    if chance.random() < 0.8:  # so that the digest fits, as whoever means harm would see to
        try:
            fields = {name: event.get(name) for name in Event._fields}
            fields |= {
                "text": to_json(event["data"]),
                "packed": pack_posts(event["posts"]) if "posts" in event else None,
            }
            event["digest"] = event_digest(Event(**fields))
        except Exception:  # noqa: BLE001 - it has none
            pass
    lines[at] = json.dumps(event) + ("," if lines[at].endswith(",") else "")
    plum.file("evil.json", "\n".join([first, *lines, ""]).encode("utf-8", "surrogatepass"))
    around = {path for path in _files(plum.home.parent) if plum.home not in path.parents}
    for command in (["import", "evil.json"], ["merge", "evil.json"], ["doctor"], ["status"]):
        ended = plum.run(*command)
        assert ended.code in (0, 1, 2), command
        assert ended.out or ended.err, command
        assert "Traceback" not in ended.err and "Something went wrong" not in ended.err, (command, ended.err)
    assert {path for path in _files(plum.home.parent) if plum.home not in path.parents} == around
    assert not list(plum.home.rglob("PWNED"))
    assert WORDS in plum.notes()


def test_a_store_whose_program_has_an_underscore_in_its_key_is_no_damaged_one(person: Person) -> None:
    person.file("mine.toml", 'key = "my_program"\ntitle = "Mine"\n\n[[task]]\nkind = "exam"\n')
    person.did("program", "add", "mine.toml")
    assert "exam" in person.did("status")


def test_a_row_that_no_record_made_is_said_and_doctor_repairs_it(plum: Person) -> None:
    plum.did("reply", "1.2", "oakleaf", "I felt that too.")
    _sql("UPDATE peer_reply SET about = 'oakleaf'")(plum.store)
    said = plum.failed("remove", "1.2")
    assert "doesn't match what you wrote and did. Your text is safe." in said
    assert "cups-course doctor --fix" in said
    plum.did("doctor", "--fix")
    plum.did("remove", "1.2")


def test_a_null_character_in_a_text_is_no_reason_to_refuse_a_store(plum: Person) -> None:
    words = "Words with a \0 in them."
    plum.file("words.txt", words)
    plum.file("nul.toml", 'key = "nul"\ntitle = "T\\u0000"\nabout = "\\u0000"\n\n[[task]]\nkind = "exam"\n')
    plum.did("note", "1.2", typed=words)
    plum.did("answer", "1.2.1", "--file", "words.txt")
    plum.did("program", "add", "nul.toml")
    plum.did("export", "--all", "--format", "json", "--output", "all.json")
    for other, command in (("merged.db", ["merge", plum.store]), ("imported.db", ["import", "all.json"])):
        plum.did("--store", other, *command)
        plum.did("--store", other, "doctor")
        plum.did("backup", "--restore", other, "--yes")
        assert plum.notes() == [words]
        assert words in plum.versions()
