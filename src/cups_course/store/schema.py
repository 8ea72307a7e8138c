"""The tables of the store: the log, what belongs to this device only, and the projections.

The log is the truth. Every projection can be rebuilt from it at any time. To change one, change it here and raise
`SCHEMA_VERSION`: the next command rebuilds. `docs/store.md` describes the tables for readers.
"""

import re
import sqlite3
from collections.abc import Iterable, Mapping

from cups_course.text import fold_space

SCHEMA_VERSION = 12
"""The version of the projections, kept in the file as SQLite's `user_version`. Up to 8 there was no log."""

FIRST_WITH_A_LOG = 9

_NAME_IN = re.compile(r"(?:TABLE|VIEW) (\w+)")
APPLICATION_ID = 0x43757043  # "CupC": tells a store from any other SQLite file

LOG = """CREATE TABLE event (
    id TEXT PRIMARY KEY, device TEXT NOT NULL, command TEXT NOT NULL, at TEXT NOT NULL, kind TEXT NOT NULL,
    v INTEGER NOT NULL, must INTEGER NOT NULL, about TEXT, text TEXT NOT NULL, packed BLOB, did TEXT,
    digest TEXT NOT NULL) STRICT"""
"""Made before all other tables, so that it begins on page 2 and can be found in a damaged file (`store.recovery`)."""

_LOG_INDEXES = (
    "CREATE INDEX event_about ON event (about, id)",
    "CREATE INDEX event_of_kind ON event (kind, v, id)",
    "CREATE INDEX event_of_command ON event (command)",
)

_OF_THIS_DEVICE = (
    # This device's id, and how far the person came in a form: what no other device needs.
    "CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT",
    # Its former ids, and commands under any of its ids that a copy of this store ran: `undo` leaves those alone.
    "CREATE TABLE earlier_device (id TEXT PRIMARY KEY) STRICT",
    "CREATE TABLE command_from_elsewhere (id TEXT PRIMARY KEY) STRICT",
)


def _day(column: str) -> str:
    return f"{column} TEXT CHECK ({column} GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]')"


_SOURCE = "source TEXT NOT NULL CHECK (source IN ('outline', 'import', 'person'))"
_ABOUT = "about TEXT NOT NULL"
"""The discussion, course or program that a row belongs to, and is folded with."""
_ON = """program_id TEXT REFERENCES program(id), course_id TEXT REFERENCES course(id),
    discussion_id TEXT REFERENCES discussion(id)"""
_WHERE = "question_id TEXT REFERENCES question(id), discussion_id TEXT REFERENCES discussion(id)"

PROJECTIONS: Mapping[str, str] = {
    "device": "id TEXT PRIMARY KEY, name TEXT NOT NULL",
    "command": """id TEXT PRIMARY KEY, device TEXT NOT NULL, at TEXT NOT NULL, did TEXT NOT NULL,
        kind TEXT NOT NULL CHECK (kind IN ('done', 'undo', 'redo', 'final', 'other')),
        undone INTEGER NOT NULL CHECK (undone IN (0, 1))""",
    "unreadable": "event_id TEXT PRIMARY KEY",
    # Keys in events that stand for something else now: two devices made the same thing, or one gave way in a move.
    "alias": f"""key TEXT NOT NULL, id TEXT NOT NULL,
        what TEXT NOT NULL CHECK (what IN ('discussion', 'gave way', 'question', 'post', 'reply')), {_ABOUT},
        PRIMARY KEY (key, what)""",
    "forum_name": "folded TEXT PRIMARY KEY, name TEXT NOT NULL, position INTEGER NOT NULL",
    "same_person": "folded TEXT PRIMARY KEY, name TEXT NOT NULL",
    "profile": "name TEXT PRIMARY KEY, value TEXT NOT NULL",
    # The course of study.
    "program": """id TEXT PRIMARY KEY, key TEXT NOT NULL UNIQUE, title TEXT NOT NULL, about TEXT NOT NULL,
        in_use INTEGER NOT NULL CHECK (in_use IN (0, 1)), since TEXT NOT NULL""",
    "course": f"""id TEXT PRIMARY KEY, program_id TEXT NOT NULL REFERENCES program(id),
        number INTEGER NOT NULL CHECK (number >= 0), title TEXT NOT NULL, {_SOURCE},
        complete INTEGER NOT NULL CHECK (complete IN (0, 1)), credits TEXT NOT NULL, UNIQUE (program_id, number)""",
    "discussion": f"""id TEXT PRIMARY KEY, course_id TEXT NOT NULL REFERENCES course(id),
        number INTEGER NOT NULL CHECK (number >= 0), title TEXT NOT NULL,
        known INTEGER NOT NULL DEFAULT 0 CHECK (known IN (0, 1)),
        peer_replies_wanted INTEGER CHECK (peer_replies_wanted >= 0),
        peer_replies_said INTEGER CHECK (peer_replies_said >= 0), part TEXT NOT NULL, address TEXT, {_SOURCE},
        removed_at TEXT""",
    "question": f"""id TEXT PRIMARY KEY, discussion_id TEXT NOT NULL REFERENCES discussion(id),
        number INTEGER NOT NULL CHECK (number >= 0), text TEXT NOT NULL,
        placeholder INTEGER NOT NULL CHECK (placeholder IN (0, 1)), {_SOURCE}, dropped_at TEXT, {_ABOUT},
        UNIQUE (discussion_id, number)""",
    # What was read in a post before the person corrected it: a row for each question that it is now.
    "wording": f"""discussion_id TEXT NOT NULL REFERENCES discussion(id), text TEXT NOT NULL, place INTEGER NOT NULL,
        question_id TEXT NOT NULL REFERENCES question(id), {_ABOUT}""",
    "task": f"""id TEXT PRIMARY KEY, {_ON},
        kind TEXT NOT NULL CHECK (kind IN
            ('watch', 'read', 'quiz', 'exam', 'oath', 'form', 'practicum', 'elective', 'other')),
        number INTEGER NOT NULL CHECK (number >= 0), text TEXT NOT NULL,
        optional INTEGER NOT NULL CHECK (optional IN (0, 1)), minimum TEXT, {_SOURCE},
        place INTEGER NOT NULL, removed_at TEXT, {_ABOUT},
        CHECK ((program_id IS NOT NULL) + (course_id IS NOT NULL) + (discussion_id IS NOT NULL) = 1)""",
    "terms": f"""task_id TEXT PRIMARY KEY REFERENCES task(id),
        bonus INTEGER NOT NULL CHECK (bonus IN (0, 1)), retakes INTEGER CHECK (retakes IN (0, 1)),
        choices TEXT NOT NULL CHECK (json_valid(choices)), minutes INTEGER CHECK (minutes > 0),
        times INTEGER CHECK (times > 0), every TEXT CHECK (every IN ('day', 'week', 'month')),
        words TEXT NOT NULL, {_ABOUT}""",
    # What the forum says.
    "thread": f"""id TEXT PRIMARY KEY, discussion_id TEXT NOT NULL REFERENCES discussion(id), forum_id TEXT,
        address TEXT, title TEXT, author TEXT, {_day("posted_on")}, posted_how TEXT, body TEXT NOT NULL,
        opening_id TEXT, saved_at TEXT, pages INTEGER, pages_given TEXT NOT NULL CHECK (json_valid(pages_given)),
        asked TEXT NOT NULL CHECK (json_valid(asked)), {_ABOUT}""",
    "post": f"""id TEXT PRIMARY KEY, thread_id TEXT NOT NULL REFERENCES thread(id), position INTEGER NOT NULL,
        author TEXT, {_day("date")}, kind TEXT NOT NULL CHECK (kind IN ('answer', 'reply')),
        parent_id TEXT REFERENCES post(id), text TEXT NOT NULL, how TEXT NOT NULL CHECK (json_valid(how)),
        forum_id TEXT, answers_to TEXT, page INTEGER, saved_at TEXT, {_ABOUT},
        CHECK (kind = 'reply' OR parent_id IS NULL)""",
    # What the person wrote.
    "answer": f"""id TEXT PRIMARY KEY, discussion_id TEXT NOT NULL REFERENCES discussion(id),
        question_id TEXT REFERENCES question(id), {_ABOUT}""",
    "peer_reply": f"""id TEXT PRIMARY KEY, discussion_id TEXT NOT NULL REFERENCES discussion(id), peer TEXT,
        post_id TEXT REFERENCES post(id), under_id TEXT REFERENCES post(id), removed_at TEXT, {_ABOUT}""",
    "version": f"""id TEXT PRIMARY KEY, answer_id TEXT REFERENCES answer(id),
        peer_reply_id TEXT REFERENCES peer_reply(id), text TEXT NOT NULL,
        digest TEXT NOT NULL CHECK (length(digest) = 64),
        source TEXT NOT NULL CHECK (source IN ('editor', 'text', 'import', 'restore', 'merge')),
        post_id TEXT REFERENCES post(id), disowned_at TEXT, cleared INTEGER NOT NULL CHECK (cleared IN (0, 1)),
        at TEXT NOT NULL, milliseconds INTEGER NOT NULL, device_id TEXT NOT NULL, {_ABOUT},
        CHECK ((answer_id IS NOT NULL) + (peer_reply_id IS NOT NULL) = 1)""",
    "posting": f"""id TEXT PRIMARY KEY, version_id TEXT NOT NULL REFERENCES version(id), {_day("posted_on")},
        address TEXT, post_id TEXT REFERENCES post(id), withdrawn_at TEXT, {_ABOUT}""",
    "tick": f"""id TEXT PRIMARY KEY, task_id TEXT NOT NULL REFERENCES task(id),
        outcome TEXT NOT NULL CHECK (outcome IN ('done', 'tried', 'taken back')), {_day("on_day")}, score TEXT,
        {_ABOUT}""",
    "choice": f"id TEXT PRIMARY KEY, task_id TEXT NOT NULL REFERENCES task(id), title TEXT, {_ABOUT}",
    "note": f"""id TEXT PRIMARY KEY, {_ON}, question_id TEXT REFERENCES question(id),
        task_id TEXT REFERENCES task(id), peer_reply_id TEXT REFERENCES peer_reply(id), text TEXT NOT NULL,
        made_at TEXT NOT NULL, removed_at TEXT, first_id TEXT NOT NULL, {_ABOUT},
        CHECK ((program_id IS NOT NULL) + (course_id IS NOT NULL) + (discussion_id IS NOT NULL)
            + (question_id IS NOT NULL) + (task_id IS NOT NULL) + (peer_reply_id IS NOT NULL) = 1)""",
    "practice": f"""id TEXT PRIMARY KEY, task_id TEXT NOT NULL REFERENCES task(id), {_day("on_day")} NOT NULL,
        minutes INTEGER NOT NULL CHECK (minutes > 0), note_id TEXT REFERENCES note(id), {_ABOUT}""",
    "progress": f"""id TEXT PRIMARY KEY, note_id TEXT NOT NULL UNIQUE REFERENCES note(id), {_day("posted_on")},
        {_ABOUT}""",
    "link": f"""id TEXT PRIMARY KEY, discussion_id TEXT NOT NULL REFERENCES discussion(id), url TEXT NOT NULL,
        text TEXT NOT NULL, {_ABOUT}""",
    # The evaluation form. `fields` is a list of `form.form.FormField`.
    "form": f"""id TEXT PRIMARY KEY, task_id TEXT NOT NULL UNIQUE REFERENCES task(id), title TEXT NOT NULL,
        address TEXT, fields TEXT NOT NULL CHECK (json_valid(fields)), {_ABOUT}""",
    "form_match": f"""form_id TEXT NOT NULL REFERENCES form(id), field TEXT NOT NULL, {_WHERE}, profile TEXT,
        by_person INTEGER NOT NULL CHECK (by_person IN (0, 1)), {_ABOUT}, UNIQUE (form_id, field),
        CHECK ((question_id IS NOT NULL) + (discussion_id IS NOT NULL) + (profile IS NOT NULL) <= 1)""",
    "submission": f"id TEXT PRIMARY KEY, task_id TEXT NOT NULL REFERENCES task(id), {_day('on_day')}, {_ABOUT}",
    "submitted_field": f"""id TEXT PRIMARY KEY, submission_id TEXT NOT NULL REFERENCES submission(id),
        position INTEGER NOT NULL, label TEXT NOT NULL, {_WHERE}, text TEXT NOT NULL,
        digest TEXT NOT NULL CHECK (length(digest) = 64), {_ABOUT}""",
    "set_aside": f"""id TEXT PRIMARY KEY, {_ON}, task_id TEXT REFERENCES task(id), {_day("until_day")}, {_ABOUT}""",
    "plan": f"""id TEXT PRIMARY KEY, course_id TEXT NOT NULL REFERENCES course(id), {_day("start_day")} NOT NULL,
        {_day("by_day")}, per_week INTEGER CHECK (per_week > 0), per_day INTEGER CHECK (per_day > 0),
        rest TEXT NOT NULL CHECK (json_valid(rest)), {_ABOUT}""",
    "search_entry": """number INTEGER PRIMARY KEY, record_id TEXT NOT NULL UNIQUE,
        kind TEXT NOT NULL CHECK (kind IN ('question', 'answer', 'reply', 'note', 'post'))""",
}
"""The columns of each projection. Tables stand after those they refer to."""

OF_A_SUBJECT = tuple(
    name for name, columns in PROJECTIONS.items() if _ABOUT in columns and name not in ("alias", "program")
)
"""The projections whose rows belong to one discussion, course or program."""

_INDEXES_FOR_REBUILDING = (
    "CREATE INDEX undone_commands ON command (id) WHERE undone = 1",
    "CREATE INDEX alias_about ON alias (about)",
)
_INDEXES = (
    "CREATE INDEX undoable ON command (device, undone, kind, id)",
    "CREATE UNIQUE INDEX one_program_in_use ON program (in_use) WHERE in_use = 1",
    "CREATE UNIQUE INDEX one_discussion_a_number ON discussion (course_id, number) WHERE removed_at IS NULL",
    "CREATE INDEX task_of_program ON task (program_id) WHERE program_id IS NOT NULL",
    "CREATE INDEX task_of_course ON task (course_id) WHERE course_id IS NOT NULL",
    "CREATE INDEX task_of_discussion ON task (discussion_id) WHERE discussion_id IS NOT NULL",
    "CREATE INDEX thread_of_discussion ON thread (discussion_id)",
    "CREATE INDEX thread_of_forum ON thread (forum_id) WHERE forum_id IS NOT NULL",
    "CREATE INDEX post_of_thread ON post (thread_id, position)",
    "CREATE INDEX post_below ON post (parent_id) WHERE parent_id IS NOT NULL",
    "CREATE INDEX answer_of_discussion ON answer (discussion_id)",
    "CREATE INDEX answer_of_question ON answer (question_id) WHERE question_id IS NOT NULL",
    "CREATE INDEX peer_reply_of_discussion ON peer_reply (discussion_id)",
    "CREATE INDEX version_of_answer ON version (answer_id, milliseconds, id)",
    "CREATE INDEX version_of_peer_reply ON version (peer_reply_id, milliseconds, id)",
    "CREATE INDEX version_of_post ON version (post_id) WHERE post_id IS NOT NULL",
    "CREATE INDEX posting_of_version ON posting (version_id)",
    "CREATE INDEX posting_of_post ON posting (post_id) WHERE post_id IS NOT NULL",
    "CREATE INDEX tick_of_task ON tick (task_id, id)",
    "CREATE INDEX choice_of_task ON choice (task_id, id)",
    "CREATE INDEX practice_of_task ON practice (task_id, id)",
    "CREATE INDEX submission_of_task ON submission (task_id)",
    "CREATE INDEX submitted_field_of_submission ON submitted_field (submission_id)",
    *(f"CREATE INDEX {table}_about ON {table} (about)" for table in OF_A_SUBJECT),
)

# `search.fold_for_search` prepares the texts, so the simplest tokenizer is enough. FTS5's `unicode61` can't replace it:
# it leaves the accents of Greek and Cyrillic and the ß, splits "don’t", and takes a line of Chinese for one word.
# `trigram` finds no word of two letters, and its index is seven times as large.
SEARCH = "CREATE VIRTUAL TABLE search_text USING fts5 (text, tokenize = 'ascii')"

_VIEW = """CREATE VIEW written AS
    SELECT program.key AS program, course.number AS course, discussion.number AS discussion,
        discussion.title, question.number AS question, question.text AS asked, peer_reply.peer AS reply_to,
        version.text AS words, version.at,
        EXISTS (SELECT 1 FROM posting WHERE version_id = version.id AND withdrawn_at IS NULL) AS posted
    FROM version
    LEFT JOIN answer ON answer.id = version.answer_id
    LEFT JOIN peer_reply ON peer_reply.id = version.peer_reply_id
    LEFT JOIN question ON question.id = answer.question_id
    JOIN discussion ON discussion.id = coalesce(answer.discussion_id, peer_reply.discussion_id)
    JOIN course ON course.id = discussion.course_id
    JOIN program ON program.id = course.program_id
    WHERE version.disowned_at IS NULL
    ORDER BY program.key, course.number, discussion.number, question.number, peer_reply.id, version.milliseconds,
        version.id"""
"""For people who open the file themselves: every answer with what it answers, newest version last."""


def create(connection: sqlite3.Connection) -> None:
    """Make every table in a new file, in the caller's transaction."""
    for statement in (LOG, *_LOG_INDEXES, *_OF_THIS_DEVICE):
        connection.execute(statement)
    create_projections(connection)
    create_indexes(connection)


def create_projections(connection: sqlite3.Connection) -> None:
    """Make the projections, in the caller's transaction, in place of those of whatever version that are there.

    Most indexes are made later (`create_indexes`), as it is faster to make one than to keep it up to date.
    """
    import sqlite_utils  # 75 ms; only a new store and a rebuild need it

    database = sqlite_utils.Database(connection, execute_plugins=False)
    keep = _statements((LOG, *_OF_THIS_DEVICE))
    connection.execute("PRAGMA defer_foreign_keys = ON")
    for view in database.view_names():
        connection.execute(f"DROP VIEW {quoted(view)}")
    if "search_text" in database.table_names():
        connection.execute("DROP TABLE search_text")
    for table in reversed(database.table_names()):
        if table not in keep and not table.startswith("sqlite_"):
            connection.execute(f"DROP TABLE {quoted(table)}")
    for name in PROJECTIONS:
        connection.execute(_table(name))
    for statement in (*_INDEXES_FOR_REBUILDING, SEARCH):
        connection.execute(statement)
    connection.execute(_VIEW)
    connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")


def schema_fault(connection: sqlite3.Connection, version: int) -> str | None:
    """What is in a file of this version that no store has, as a sentence; None if nothing is.

    A file from elsewhere may have triggers that run on every write, or a view that never ends in the place of a table.
    The projections of an earlier version are made again anyway.
    """
    ours = _statements((LOG, *_OF_THIS_DEVICE))
    if version == SCHEMA_VERSION:
        ours |= _statements((*map(_table, PROJECTIONS), SEARCH, _VIEW))
    for kind, name, sql in connection.execute("SELECT type, name, sql FROM sqlite_schema").fetchall():
        expected = ours.pop(name, None)
        if kind == "trigger":
            return "It has a trigger, which no store has."
        if kind == "table" and name != "search_text" and fold_space(str(sql)).upper().startswith("CREATE VIRTUAL"):
            return "It has a virtual table that no store has."
        # Versions of this program may differ in the blanks.
        if expected is not None and sql != expected and fold_space(str(sql)) != fold_space(expected):
            return f"Its table {name} isn't the one that cups-course makes."
    missing = next(iter(ours), None)
    return missing and f"Its table {missing} is missing."


def _statements(statements: Iterable[str]) -> dict[str, str]:
    """Statements that make tables, by the names of these."""
    return {_NAME_IN.search(one)[1]: one for one in statements}  # type: ignore[index]


def _table(name: str) -> str:
    return f"CREATE TABLE {name} ({PROJECTIONS[name]}) STRICT"


def quoted(name: str) -> str:
    """A name as SQL, whatever is in it."""
    return '"' + name.replace('"', '""') + '"'


def create_indexes(connection: sqlite3.Connection) -> None:
    """Make the indexes of the projections, in the caller's transaction."""
    for statement in _INDEXES:
        connection.execute(statement)
