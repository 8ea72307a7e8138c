"""Step 3: what each command changed, so that it can be taken back and carried to another device; the search index; what
was forgotten for good.

All of it is kept by triggers, so that no way of writing can leave it out.
"""

from sqlite_utils import Database

from cups_course.store.migrations.columns import ID, MADE
from cups_course.store.migrations.triggers import differ, write_down_changes

_JOURNALED = (
    *("forum_name", "same_person", "program", "course", "discussion", "question", "task", "wording"),
    *("thread", "post", "answer", "peer_reply", "version", "posting", "tick", "note"),
)


def s0003_nothing_is_lost(db: Database) -> None:
    """The journal of changes, the search index, and the marks of what was forgotten."""
    for statement in (
        "ALTER TABLE note ADD COLUMN removed_at TEXT",
        # What was done on this device, in the words in which it can be taken back.
        """CREATE TABLE command (
            id TEXT PRIMARY KEY CHECK (length(id) = 36), words TEXT NOT NULL,
            at TEXT NOT NULL CHECK (at GLOB '????-??-??T??:??:??Z'),
            takes_back TEXT REFERENCES command(id)) STRICT""",
        # The command whose changes are being written; NULL while what is written is nobody's change, as in a merge.
        """CREATE TABLE journal (
            only_row INTEGER PRIMARY KEY CHECK (only_row = 1),
            command_id TEXT CHECK (length(command_id) = 36)) STRICT""",
        "INSERT INTO journal (only_row) VALUES (1)",
        # Without `before` a record was added, without `after` it was deleted; else both hold the columns that changed.
        """CREATE TABLE change (
            command_id TEXT NOT NULL CHECK (length(command_id) = 36), number INTEGER NOT NULL,
            record_table TEXT NOT NULL, record_id TEXT NOT NULL,
            before TEXT CHECK (before IS NULL OR json_valid(before)),
            after TEXT CHECK (after IS NULL OR json_valid(after)),
            PRIMARY KEY (command_id, number)) STRICT, WITHOUT ROWID""",
        "CREATE INDEX change_of_record ON change (record_id)",
        "CREATE INDEX version_of_post ON version (post_id) WHERE post_id IS NOT NULL",
        "CREATE INDEX post_below ON post (parent_id) WHERE parent_id IS NOT NULL",
        "CREATE INDEX posting_of_post ON posting (post_id) WHERE post_id IS NOT NULL",
        # Where two devices had the same thing, or the same number for two: how a record reads on its own.
        """CREATE TABLE apart (
            record_id TEXT PRIMARY KEY CHECK (length(record_id) = 36), record_table TEXT NOT NULL,
            standing INTEGER NOT NULL CHECK (standing IN (0, 1)), columns TEXT NOT NULL CHECK (json_valid(columns))
            ) STRICT""",
        # Which records were removed for good, and by `mark` how their words would be known again; never the words.
        f"""CREATE TABLE forgotten (
            id {ID}, record_id TEXT NOT NULL CHECK (length(record_id) = 36), salt TEXT NOT NULL, mark TEXT NOT NULL,
            {MADE}) STRICT""",
        "CREATE INDEX forgotten_record ON forgotten (record_id)",
        """CREATE TABLE search_entry (
            number INTEGER PRIMARY KEY, record_id TEXT NOT NULL UNIQUE CHECK (length(record_id) = 36),
            kind TEXT NOT NULL CHECK (kind IN ('question', 'answer', 'reply', 'note', 'post'))) STRICT""",
        # What stands in it is folded already (`course.searching`): accents, apostrophes, scripts without blanks.
        "CREATE VIRTUAL TABLE search_text USING fts5 (text, tokenize = 'unicode61 remove_diacritics 0')",
    ):
        db.execute(statement)
    for table in _JOURNALED:
        write_down_changes(db, table)
    for statement in (*_search_triggers(), *_fill_search(), "PRAGMA user_version = 3"):
        db.execute(statement)


def _search_triggers() -> list[str]:
    plain = (
        ("question", "question", "text", ["text"], "1"),
        ("note", "note", "text", ["text", "removed_at"], "new.removed_at IS NULL"),
        ("post", "post", "text", ["text"], "1"),
        ("thread", "post", "body", ["body"], "1"),
    )
    return [
        trigger
        for table, kind, column, columns, when in plain
        for trigger in (
            f"""CREATE TRIGGER {table}_found AFTER INSERT ON {table} WHEN {when}
                BEGIN {_enter("new.id", kind, f"search_folded(new.{column})")}; END""",
            f"""CREATE TRIGGER {table}_found_anew AFTER UPDATE ON {table} WHEN {differ(*columns)}
                BEGIN {_leave("old.id")}; {_enter("new.id", kind, f"search_folded(new.{column})", when)}; END""",
            f"CREATE TRIGGER {table}_no_longer_found AFTER DELETE ON {table} BEGIN {_leave('old.id')}; END",
        )
    ] + [
        trigger
        for slot, kind in (("answer", "answer"), ("peer_reply", "reply"))
        for trigger in (
            f"""CREATE TRIGGER version_of_{slot}_found AFTER INSERT ON version WHEN new.{slot}_id IS NOT NULL
                BEGIN {_leave(f"new.{slot}_id")}; {_enter_current(f"new.{slot}_id", slot, kind)}; END""",
            f"""CREATE TRIGGER version_of_{slot}_found_anew AFTER UPDATE ON version
                WHEN {differ("text", "disowned_at", "at", f"{slot}_id")}
                BEGIN
                    {_leave(f"old.{slot}_id")}; {_enter_current(f"old.{slot}_id", slot, kind)};
                    {_leave(f"new.{slot}_id")}; {_enter_current(f"new.{slot}_id", slot, kind)};
                END""",
            f"""CREATE TRIGGER version_of_{slot}_no_longer_found AFTER DELETE ON version WHEN old.{slot}_id IS NOT NULL
                BEGIN {_leave(f"old.{slot}_id")}; {_enter_current(f"old.{slot}_id", slot, kind)}; END""",
        )
    ]


def _leave(record: str) -> str:
    return f"""DELETE FROM search_text WHERE rowid = (SELECT number FROM search_entry WHERE record_id = {record});
        DELETE FROM search_entry WHERE record_id = {record}"""


def _enter(record: str, kind: str, text: str, when: str = "1") -> str:
    return f"""INSERT INTO search_entry (record_id, kind) SELECT {record}, '{kind}' WHERE {when};
        INSERT INTO search_text (rowid, text) SELECT number, {text} FROM search_entry WHERE record_id = {record}"""


def _enter_current(record: str, slot: str, kind: str) -> str:
    """The words of an answer or reply as they stand now: of its older versions none is found."""
    current = f"""SELECT {slot}_id, text FROM version WHERE {slot}_id = {record} AND disowned_at IS NULL
        ORDER BY at DESC, id DESC LIMIT 1"""
    return f"""INSERT INTO search_entry (record_id, kind) SELECT {slot}_id, '{kind}' FROM ({current});
        INSERT INTO search_text (rowid, text) SELECT number, search_folded(current.text)
            FROM search_entry JOIN ({current}) AS current ON current.{slot}_id = search_entry.record_id"""


def _fill_search() -> list[str]:
    """The index of what is kept already."""
    sources = [
        ("SELECT id, text FROM question", "question"),
        ("SELECT id, text FROM note", "note"),
        ("SELECT id, text FROM post", "post"),
        ("SELECT id, body AS text FROM thread", "post"),
        *(
            (
                f"""SELECT {slot}.id, version.text FROM {slot} JOIN version ON version.id = (SELECT id FROM version
                    WHERE {slot}_id = {slot}.id AND disowned_at IS NULL ORDER BY at DESC, id DESC LIMIT 1)""",
                kind,
            )
            for slot, kind in (("answer", "answer"), ("peer_reply", "reply"))
        ),
    ]
    return [
        statement
        for source, kind in sources
        for statement in (
            f"INSERT INTO search_entry (record_id, kind) SELECT id, '{kind}' FROM ({source})",
            f"""INSERT INTO search_text (rowid, text) SELECT number, search_folded(source.text)
                FROM ({source}) AS source JOIN search_entry ON search_entry.record_id = source.id""",
        )
    ]
