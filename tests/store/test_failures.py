"""What SQLite says in numbers is said in a sentence that names the file."""

import sqlite3
from pathlib import Path

import pytest

from cups_course.errors import CourseError, DamagedStore, NotAStore, StoreUnreachable
from cups_course.store.files import as_sentences


@pytest.mark.parametrize(
    ("code", "kind", "words"),
    [
        (sqlite3.SQLITE_BUSY, StoreUnreachable, "in use"),
        (sqlite3.SQLITE_FULL, StoreUnreachable, "is full"),
        (sqlite3.SQLITE_READONLY, StoreUnreachable, "is read-only"),
        (sqlite3.SQLITE_IOERR_WRITE, StoreUnreachable, "reported an error"),
        (sqlite3.SQLITE_IOERR_LOCK, StoreUnreachable, "lock"),
        (sqlite3.SQLITE_PROTOCOL, StoreUnreachable, "lock"),
        (sqlite3.SQLITE_IOERR_SHORT_READ, DamagedStore, "damaged"),
        (sqlite3.SQLITE_CORRUPT_INDEX, DamagedStore, "damaged"),
        (sqlite3.SQLITE_NOTADB, NotAStore, "isn't a cups-course store"),
    ],
)
def test_an_error_of_sqlite_becomes_a_sentence(tmp_path: Path, code: int, kind: type[CourseError], words: str) -> None:
    error = sqlite3.DatabaseError("what SQLite says")
    error.sqlite_errorcode = code
    with pytest.raises(kind, match=words) as raised, as_sentences(tmp_path / "courses.db"):
        raise error
    assert "Nothing was changed" in str(raised.value) or "left untouched" in str(raised.value)


def test_a_fault_of_ours_stays_one(tmp_path: Path) -> None:
    with pytest.raises(sqlite3.OperationalError, match="no such table"), as_sentences(tmp_path / "courses.db"):
        sqlite3.connect(":memory:").execute("SELECT * FROM no_such_table")
