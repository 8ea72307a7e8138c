"""Step 2: what a page says of its posts; and what a person put right, which the next import leaves as it is."""

from sqlite_utils import Database

from cups_course.store.migrations.columns import ID, MADE


def s0002_pages_and_corrections(db: Database) -> None:
    """What a page says of its posts; and what a person put right, which the next import leaves as it is."""
    for statement in (
        "ALTER TABLE post ADD COLUMN forum_id TEXT",
        "ALTER TABLE post ADD COLUMN answers_to TEXT",
        "ALTER TABLE post ADD COLUMN page INTEGER",
        "ALTER TABLE post ADD COLUMN saved_at TEXT",
        "CREATE UNIQUE INDEX post_of_forum ON post (thread_id, forum_id) WHERE forum_id IS NOT NULL",
        "ALTER TABLE thread ADD COLUMN opening_id TEXT",
        "ALTER TABLE thread ADD COLUMN saved_at TEXT",
        "ALTER TABLE thread ADD COLUMN pages INTEGER",
        "ALTER TABLE thread ADD COLUMN pages_given TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(pages_given))",
        "ALTER TABLE discussion ADD COLUMN peer_replies_said INTEGER CHECK (peer_replies_said >= 0)",
        # What was read in a post before a person put it right: a row for each question that it stands for.
        f"""CREATE TABLE wording (
            id {ID}, discussion_id TEXT NOT NULL REFERENCES discussion(id), text TEXT NOT NULL,
            question_id TEXT NOT NULL, {MADE}, UNIQUE (discussion_id, text, question_id),
            FOREIGN KEY (question_id, discussion_id) REFERENCES question (id, discussion_id)) STRICT""",
        "PRAGMA user_version = 2",
    ):
        db.execute(statement)
