"""Step 1: programs, courses, discussions, questions, tasks; threads; and everything a person writes."""

from sqlite_utils import Database

from cups_course.store.migrations.columns import ID, MADE

_SOURCE = "TEXT NOT NULL CHECK (source IN ('outline', 'import', 'person'))"


def _day(column: str) -> str:
    return f"{column} TEXT CHECK ({column} GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]')"


def _exactly_one(*columns: str) -> str:
    return f"CHECK ({' + '.join(f'({column} IS NOT NULL)' for column in columns)} = 1)"


def s0001_the_main_job(db: Database) -> None:
    """Programs, courses, discussions, questions, tasks; threads; and everything a person writes."""
    for statement in (
        # Who made what, so that the stores of two devices can be merged without renumbering.
        "CREATE TABLE device (id TEXT PRIMARY KEY CHECK (length(id) = 36), name TEXT NOT NULL) STRICT",
        "CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT",
        f"""CREATE TABLE forum_name (
            id {ID}, name TEXT NOT NULL, folded TEXT NOT NULL UNIQUE, position INTEGER NOT NULL, {MADE}) STRICT""",
        f"""CREATE TABLE same_person (
            id {ID}, folded TEXT NOT NULL UNIQUE, name TEXT NOT NULL, {MADE}) STRICT""",
        # The course of study.
        f"""CREATE TABLE program (
            id {ID}, key TEXT NOT NULL UNIQUE, title TEXT NOT NULL,
            in_use INTEGER NOT NULL DEFAULT 0 CHECK (in_use IN (0, 1)), {MADE}) STRICT""",
        "CREATE UNIQUE INDEX one_program_in_use ON program (in_use) WHERE in_use = 1",
        f"""CREATE TABLE course (
            id {ID}, program_id TEXT NOT NULL REFERENCES program(id),
            number INTEGER NOT NULL CHECK (number >= 0), title TEXT NOT NULL, source {_SOURCE}, {MADE},
            UNIQUE (program_id, number)) STRICT""",
        f"""CREATE TABLE discussion (
            id {ID}, course_id TEXT NOT NULL REFERENCES course(id),
            number INTEGER NOT NULL CHECK (number >= 0), title TEXT NOT NULL,
            known INTEGER NOT NULL CHECK (known IN (0, 1)),
            peer_replies_wanted INTEGER CHECK (peer_replies_wanted >= 0),
            source {_SOURCE}, removed_at TEXT, {MADE}) STRICT""",
        "CREATE UNIQUE INDEX one_discussion_a_number ON discussion (course_id, number) WHERE removed_at IS NULL",
        f"""CREATE TABLE question (
            id {ID}, discussion_id TEXT NOT NULL REFERENCES discussion(id),
            number INTEGER NOT NULL CHECK (number > 0), text TEXT NOT NULL,
            placeholder INTEGER NOT NULL DEFAULT 0 CHECK (placeholder IN (0, 1)),
            source {_SOURCE}, dropped_at TEXT, {MADE},
            UNIQUE (discussion_id, number), UNIQUE (id, discussion_id)) STRICT""",
        f"""CREATE TABLE task (
            id {ID}, program_id TEXT REFERENCES program(id), course_id TEXT REFERENCES course(id),
            discussion_id TEXT REFERENCES discussion(id),
            kind TEXT NOT NULL CHECK (kind IN
                ('watch', 'read', 'quiz', 'exam', 'oath', 'form', 'practicum', 'elective', 'other')),
            number INTEGER NOT NULL CHECK (number > 0), text TEXT NOT NULL,
            optional INTEGER NOT NULL CHECK (optional IN (0, 1)), minimum TEXT,
            source {_SOURCE}, removed_at TEXT, {MADE},
            {_exactly_one("program_id", "course_id", "discussion_id")}) STRICT""",
        "CREATE UNIQUE INDEX task_of_program ON task (program_id, kind, number) WHERE program_id IS NOT NULL",
        "CREATE UNIQUE INDEX task_of_course ON task (course_id, kind, number) WHERE course_id IS NOT NULL",
        "CREATE UNIQUE INDEX task_of_discussion ON task (discussion_id, kind, number) WHERE discussion_id IS NOT NULL",
        # What the forum says.
        f"""CREATE TABLE thread (
            id {ID}, discussion_id TEXT NOT NULL REFERENCES discussion(id), forum_id TEXT UNIQUE, address TEXT,
            title TEXT, author TEXT, {_day("posted_on")}, body TEXT NOT NULL,
            -- the ids of its questions in the order in which the post asks them
            asked TEXT NOT NULL CHECK (json_valid(asked)), {MADE}) STRICT""",
        "CREATE INDEX thread_of_discussion ON thread (discussion_id)",
        f"""CREATE TABLE post (
            id {ID}, thread_id TEXT NOT NULL REFERENCES thread(id), position INTEGER NOT NULL, author TEXT,
            {_day("date")}, kind TEXT NOT NULL CHECK (kind IN ('answer', 'reply')),
            parent_id TEXT REFERENCES post(id), text TEXT NOT NULL, how TEXT NOT NULL CHECK (json_valid(how)), {MADE},
            CHECK (kind = 'reply' OR parent_id IS NULL)) STRICT""",
        "CREATE INDEX post_of_thread ON post (thread_id, position)",
        # What the person wrote. Versions are only ever added.
        f"""CREATE TABLE answer (
            id {ID}, discussion_id TEXT NOT NULL REFERENCES discussion(id), question_id TEXT, {MADE},
            FOREIGN KEY (question_id, discussion_id) REFERENCES question (id, discussion_id)) STRICT""",
        "CREATE UNIQUE INDEX one_answer_a_question ON answer (question_id) WHERE question_id IS NOT NULL",
        "CREATE UNIQUE INDEX one_piece_a_discussion ON answer (discussion_id) WHERE question_id IS NULL",
        "CREATE INDEX answer_of_discussion ON answer (discussion_id)",
        f"""CREATE TABLE peer_reply (
            id {ID}, discussion_id TEXT NOT NULL REFERENCES discussion(id), peer TEXT,
            post_id TEXT UNIQUE REFERENCES post(id), removed_at TEXT, {MADE}) STRICT""",
        "CREATE INDEX peer_reply_of_discussion ON peer_reply (discussion_id)",
        f"""CREATE TABLE version (
            id {ID}, answer_id TEXT REFERENCES answer(id), peer_reply_id TEXT REFERENCES peer_reply(id),
            text TEXT NOT NULL, digest TEXT NOT NULL CHECK (length(digest) = 64),
            source TEXT NOT NULL CHECK (source IN ('editor', 'text', 'import', 'restore', 'merge')),
            post_id TEXT REFERENCES post(id), disowned_at TEXT,
            at TEXT NOT NULL CHECK (at GLOB '????-??-??T??:??:??Z'), {MADE},
            {_exactly_one("answer_id", "peer_reply_id")}) STRICT""",
        "CREATE INDEX version_of_answer ON version (answer_id, at, id)",
        "CREATE INDEX version_of_peer_reply ON version (peer_reply_id, at, id)",
        f"""CREATE TABLE posting (
            id {ID}, version_id TEXT NOT NULL REFERENCES version(id), {_day("posted_on")}, address TEXT,
            post_id TEXT REFERENCES post(id), withdrawn_at TEXT, {MADE}) STRICT""",
        "CREATE INDEX posting_of_version ON posting (version_id)",
        f"""CREATE TABLE tick (
            id {ID}, task_id TEXT NOT NULL REFERENCES task(id),
            -- a try that missed the minimum neither ticks nor takes back
            outcome TEXT NOT NULL CHECK (outcome IN ('done', 'tried', 'taken back')),
            {_day("on_day")}, score TEXT, {MADE}) STRICT""",
        "CREATE INDEX tick_of_task ON tick (task_id, id)",
        f"""CREATE TABLE note (
            id {ID}, program_id TEXT REFERENCES program(id), course_id TEXT REFERENCES course(id),
            discussion_id TEXT REFERENCES discussion(id), question_id TEXT REFERENCES question(id),
            task_id TEXT REFERENCES task(id), peer_reply_id TEXT REFERENCES peer_reply(id),
            text TEXT NOT NULL, {MADE},
            {_exactly_one("program_id", "course_id", "discussion_id", "question_id", "task_id", "peer_reply_id")}
            ) STRICT""",
        # For people who open the file themselves: every answer with what it answers, newest version last.
        """CREATE VIEW written AS
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
            ORDER BY program.key, course.number, discussion.number, question.number, peer_reply.id, version.at,
                version.id""",
        "PRAGMA user_version = 1",
    ):
        db.execute(statement)
