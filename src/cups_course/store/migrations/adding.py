"""New columns for a table that is journaled. Landed steps use it, so nothing here is ever changed."""

from sqlite_utils import Database

from cups_course.store.migrations.triggers import write_down_changes


def add_column(db: Database, table: str, column: str, kind: str, default: str | int | None = None) -> None:
    """Add a column of this kind (`TEXT`, and what else is asked of it), and write it down from now on.

    What stands in the journal, and beside a merge, as a whole record gets it too: such a record may come back.
    """
    value = "NULL" if default is None else f"'{default}'" if isinstance(default, str) else str(default)
    needed = "" if default is None else f" NOT NULL DEFAULT {value}"
    for statement in (
        f"ALTER TABLE {table} ADD COLUMN {column} {kind}{needed}",
        f"""UPDATE apart SET columns = json_insert(columns, '$.{column}', {value})
            WHERE record_table = '{table}' AND standing = 0""",
        f"""UPDATE change SET before = json_insert(before, '$.{column}', {value})
            WHERE record_table = '{table}' AND after IS NULL""",
        *(f"DROP TRIGGER {table}_{what}" for what in ("added", "changed", "deleted")),
    ):
        db.execute(statement)
    write_down_changes(db, table)
