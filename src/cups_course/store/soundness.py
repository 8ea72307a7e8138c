"""Whether what a store holds is as it was written: SQLite's own checks, every version's digest, the search index."""

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

from cups_course.course.carried import WRITTEN
from cups_course.course.digest import DIGESTED, as_written, digest
from cups_course.course.errors import CourseError, DamagedStore
from cups_course.course.shape import IN_JSON, says
from cups_course.store.database import Database
from cups_course.store.failures import UNREADABLE, as_sentences
from cups_course.store.file import connect, schema_version

WORDS = (
    *("course", "discussion", "question", "answer", "peer_reply", "version", "posting"),
    *("task", "terms", "note", "progress"),
    *("form", "form_match", "profile", "submission", "submitted_field"),
)
"""The tables in which a person's own words stand, and what says where they belong."""


class Altered(NamedTuple):
    """A record whose words are not those of which the digest was taken."""

    table: str
    id: str


class Contents(NamedTuple):
    """What two copies of one store have in common: rows of each table, and all that the person wrote."""

    rows: dict[str, int]
    words: str


def faults(connection: sqlite3.Connection, table: str = "") -> list[str]:
    """What SQLite finds wrong with the file, or with one table and its indexes, in its own words, and what of it we
    cannot read; nothing where it is sound. Nothing is written; and yet a connection that may only read does not do:
    there SQLite forgets what the tables ask of their columns."""
    try:
        # It goes on to some other hundred faults; the first few say enough. Since 3.44 it looks into the search index
        # too, which is no damage: that is made anew from the data.
        lines = [str(row[0]) for row in connection.execute(f"PRAGMA integrity_check({table or 5})")]
        found = [line for line in lines if line != "ok" and "fts5" not in line.lower()]
        of_table = f"({table})" if table else ""
        return (
            found
            or [
                f"a row of {row[0]} belongs to one of {row[2]} that is not there"
                for row in connection.execute(f"PRAGMA foreign_key_check{of_table}").fetchmany(5)
            ]
            or [
                f"the {column} of a {one} cannot be read"
                for one in ([table] if table else _tables(connection))
                for column in IN_JSON.keys() & _columns(connection, one)
                for (said,) in connection.execute(f"SELECT {column} FROM {one}")
                if not says(column, said)
            ]
        )
    except UNREADABLE as error:
        return [str(error)]


def require_whole(database: Database, tables: Sequence[str] = ("",)) -> None:
    """For whoever gives words out: a damaged index hides a text, or puts an older version in front, and no digest can
    tell. Without `tables` the whole file is looked at.

    Raises DamagedStore.
    """
    if any(faults(database.connection, table) for table in tables):
        raise DamagedStore(str(database.path))


def damage(path: Path) -> CourseError | None:
    """What is wrong with the store at this path, as a sentence; None where nothing is, or there is no store."""
    try:
        with as_sentences(path):
            if path.exists():
                with closing(connect(path)) as connection:
                    schema_version(connection, path)
                    if faults(connection) or altered(connection):
                        return DamagedStore(str(path))
    except CourseError as error:
        return error
    return None


def contents(connection: sqlite3.Connection) -> Contents:
    """What is in a store of any version, to compare it with its copy."""
    rows = {
        name: int(connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]) for name in _tables(connection)
    }
    words = (
        f"{id_} {kept} {text}"
        for table in WRITTEN
        if table in rows
        for id_, kept, text in connection.execute(
            f"SELECT id, {'digest' if table in DIGESTED else 'NULL'}, text FROM {table} ORDER BY id"
        )
    )
    return Contents(rows, digest("\n".join(words)))


def _tables(connection: sqlite3.Connection) -> list[str]:
    found = connection.execute(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%' ORDER BY name"
    )
    return [name for (name,) in found.fetchall()]


def _columns(connection: sqlite3.Connection, table: str) -> set[str]:
    return {name for (name,) in connection.execute("SELECT name FROM pragma_table_info(?)", (table,))}


def texts(connection: sqlite3.Connection) -> int:
    """How many versions of texts it holds."""
    return int(connection.execute("SELECT count(*) FROM version").fetchone()[0])


def altered(connection: sqlite3.Connection) -> list[Altered]:
    """What is not as it was written, in a store of any version."""
    return [
        Altered(table, str(row[0]))
        for table in DIGESTED
        if _columns(connection, table)
        for row in connection.execute(f"SELECT id, text, digest FROM {table} ORDER BY id")
        if not as_written({"text": row[1], "digest": row[2]})
    ]


def search_index_differs(connection: sqlite3.Connection) -> bool:
    """Whether the search index says anything else than the data. Writes nothing where it is rolled back, which is for
    the caller to do: SQLite asks for its check of the index as if it were a row."""
    from cups_course.course.searching import folded

    try:
        connection.execute("INSERT INTO search_text (search_text) VALUES ('integrity-check')")
        indexed = {
            (row[0], row[1], row[2])
            for row in connection.execute(
                """SELECT record_id, kind, search_text.text FROM search_entry
                    LEFT JOIN search_text ON search_text.rowid = search_entry.number"""
            )
        }
        (entries,) = connection.execute("SELECT count(*) FROM search_text").fetchone()
    except UNREADABLE:
        return True
    expected = {(row[0], row[1], folded(row[2])) for row in connection.execute(SEARCHED)}
    return indexed != expected or entries != len(indexed)


SEARCHED = """SELECT id, 'question' AS kind, text FROM question
    UNION ALL SELECT id, 'note', text FROM note WHERE removed_at IS NULL
    UNION ALL SELECT id, 'post', text FROM post
    UNION ALL SELECT id, 'post', body FROM thread
    UNION ALL SELECT answer.id, 'answer', version.text FROM answer JOIN version ON version.id = (SELECT id FROM version
        WHERE answer_id = answer.id AND disowned_at IS NULL ORDER BY at DESC, id DESC LIMIT 1)
    UNION ALL SELECT peer_reply.id, 'reply', version.text FROM peer_reply JOIN version ON version.id = (
        SELECT id FROM version WHERE peer_reply_id = peer_reply.id AND disowned_at IS NULL
        ORDER BY at DESC, id DESC LIMIT 1)"""
"""What the search index holds: the records with their kinds and words, as they stand now."""


def rebuild_search_index(connection: sqlite3.Connection) -> None:
    """Make the index anew from the data, in the caller's transaction; also where SQLite cannot read it any more."""
    (made,) = connection.execute("SELECT sql FROM sqlite_schema WHERE name = 'search_text'").fetchone()
    connection.execute("DROP TABLE search_text")
    connection.execute(made)
    connection.execute("DELETE FROM search_entry")
    connection.execute(f"INSERT INTO search_entry (record_id, kind) SELECT id, kind FROM ({SEARCHED})")
    connection.execute(
        f"""INSERT INTO search_text (rowid, text) SELECT number, search_folded(searched.text)
            FROM ({SEARCHED}) AS searched JOIN search_entry ON search_entry.record_id = searched.id"""
    )
