"""Step 8: columns that say one thing together are written down together, so that no merge can mix them."""

from sqlite_utils import Database

from cups_course.store.migrations.triggers import write_down_changes

_TOGETHER = {
    "note": ("program_id", "course_id", "discussion_id", "question_id", "task_id", "peer_reply_id"),
    "form": ("title", "address", "fields"),
    "form_match": ("question_id", "discussion_id", "profile", "by_person"),
}
"""What a note is on; a form as it was saved; what goes into a field of it, and who said so."""


def s0008_what_belongs_together(db: Database) -> None:
    """Where one of several columns that belong together changes, all of them are written down."""
    for table, columns in _TOGETHER.items():
        for happened in ("added", "changed", "deleted"):
            db.execute(f"DROP TRIGGER {table}_{happened}")
        write_down_changes(db, table, columns)
    db.execute("PRAGMA user_version = 8")
