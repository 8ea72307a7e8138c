"""docs/store.md says what the store is: its tables, its queries, who can read it, how it is written."""

import os
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from cups_course.events.kinds import KINDS
from cups_course.outline.files import find_outline
from cups_course.states import all_discussions
from cups_course.store.answers import keep_answers
from cups_course.store.database import Database, open_store
from cups_course.store.outlines import add_outline
from cups_course.store.reading import load
from cups_course.store.schema import PROJECTIONS
from cups_course.store.writing import keep_reply

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "store.md").read_text(encoding="utf-8")
QUERIES = re.findall(r"^```sql\n(.*?)^```", PAGE, re.M | re.S)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Database]:
    """A store with an answer in two versions and a reply."""
    database = open_store(tmp_path / "folder" / "courses.db", create=True)
    assert database
    add_outline(database, find_outline(str(ROOT / "examples" / "programs" / "kind-leaders.toml")))
    discussion = all_discussions(load(database))[1]
    for words in ("A small lamp.", "A small lamp that is lit every evening."):
        keep_answers(database, discussion, {discussion.questions[0].id: words}, "text")
    keep_reply(database, discussion, "oakleaf", "I had to smile!", "text", on="2025-03-11", draft=False)
    yield database
    database.close()


@pytest.mark.parametrize("query", QUERIES, ids=["everything", "as it stands", "replies"])
def test_a_query_finds_something_for_somebody_who_only_reads(store: Database, query: str) -> None:
    with closing(sqlite3.connect(f"{store.path.as_uri()}?mode=ro", uri=True)) as reader:
        assert reader.execute(query).fetchall()


def test_the_query_for_the_current_words_gives_the_newest_version(store: Database) -> None:
    rows = [tuple(row) for row in store.connection.execute(QUERIES[1])]
    assert rows == [("What does steady service mean to you?", "A small lamp that is lit every evening.")]


_NOT_WORKED_OUT = ("event", "setting", "earlier_device", "command_from_elsewhere")


def test_every_table_is_described_and_none_that_is_not_there(store: Database) -> None:
    there = {row[0] for row in store.connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}
    described = set(re.findall(r"^\| `(\w+)` \|", PAGE, re.M))
    of_the_index = {name for name in there if name.startswith("search_text_")}
    assert described == there - of_the_index == {*_NOT_WORKED_OUT, "search_text", *PROJECTIONS}


def test_every_column_and_every_kind_of_the_log_is_named(store: Database) -> None:
    columns = {row["name"] for row in store.connection.execute("SELECT name FROM pragma_table_info('event')")}
    assert columns - set(re.findall(r"`(\w+)`", PAGE)) == set()
    kinds = re.findall(r"^\| [a-z][^|]*\| ((?:`[a-z ]+`(?:, )?)+) \|$", PAGE, re.M)
    assert {kind for row in kinds for kind in re.findall(r"`([^`]+)`", row)} == KINDS.keys()


def test_the_journal_is_the_one_the_page_names(store: Database) -> None:
    journal = store.connection.execute("PRAGMA journal_mode").fetchone()[0]
    synchronous = store.connection.execute("PRAGMA synchronous").fetchone()[0]
    assert (journal, synchronous) == ("delete", 3)  # 3 is EXTRA


@pytest.mark.skipif(os.name == "nt", reason="Windows has no modes; the page says what holds there")
def test_only_the_owner_can_read_it(store: Database) -> None:
    assert store.path.stat().st_mode & 0o777 == 0o600
    assert store.path.parent.stat().st_mode & 0o777 == 0o700
