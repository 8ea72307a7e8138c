"""Step 7: what an outline says beyond numbers and titles."""

from sqlite_utils import Database

from cups_course.store.migrations.adding import add_column


def s0007_outlines_in_full(db: Database) -> None:
    """A line about a program; the credits of a course, and whether all of it is told; part and address of a post."""
    add_column(db, "program", "about", "TEXT", "")
    add_column(db, "course", "complete", "INTEGER CHECK (complete IN (0, 1))", 1)
    add_column(db, "course", "credits", "TEXT", "")
    add_column(db, "discussion", "part", "TEXT", "")
    add_column(db, "discussion", "address", "TEXT")
    db.execute("PRAGMA user_version = 7")
