"""The triggers that write down what becomes of records. Landed steps use them: what they make of a table is never
changed."""

from collections.abc import Sequence

from sqlite_utils import Database


def write_down_changes(db: Database, table: str, together: Sequence[str] = ()) -> None:
    """Have the store write down what becomes of the records of a table, by the columns that it has now. Of those that
    belong `together` all are written down where one changes."""
    for trigger in _journal(table, list(db[table].columns_dict), together):
        db.execute(trigger)


def differ(*columns: str) -> str:
    """The condition that an update changes any of these."""
    return " OR ".join(f"new.{column} IS NOT old.{column}" for column in columns)


def _journal(table: str, columns: list[str], together: Sequence[str]) -> list[str]:
    """The triggers that write down what becomes of the records of a table."""

    def image(row: str, *, changed: bool) -> str:
        pairs = " UNION ALL ".join(
            f"SELECT '{column}' AS name, {row}.{column} AS value"
            + (f" WHERE {differ(*(together if column in together else [column]))}" if changed else "")
            for column in columns
        )
        return f"(SELECT json_group_object(name, value) FROM ({pairs}))"

    def write_down(record: str, before: str, after: str) -> str:
        return f"""INSERT INTO change (command_id, number, record_table, record_id, before, after)
            SELECT journal.command_id,
                (SELECT coalesce(max(number), 0) + 1 FROM change WHERE command_id = journal.command_id),
                '{table}', {record}.id, {before}, {after}
            FROM journal"""

    written_down = "(SELECT command_id FROM journal) IS NOT NULL"
    return [
        f"""CREATE TRIGGER {table}_added AFTER INSERT ON {table} WHEN {written_down}
            BEGIN {write_down("new", "NULL", "'{}'")}; END""",
        f"""CREATE TRIGGER {table}_changed AFTER UPDATE ON {table} WHEN {written_down} AND ({differ(*columns)})
            BEGIN {write_down("new", image("old", changed=True), image("new", changed=True))}; END""",
        f"""CREATE TRIGGER {table}_deleted AFTER DELETE ON {table} WHEN {written_down}
            BEGIN {write_down("old", image("old", changed=False), "NULL")}; END""",
    ]
